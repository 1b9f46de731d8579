"""Editor for the name of a member of the mission, offered from the list while one types."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from fieldapp.language import N_
from fieldapp.ui.editors.base import Surroundings
from fieldapp.ui.editors.text import LineEditor
from fieldapp.ui.look import dress_offers


class MemberEditor(LineEditor):
    """One line; what is typed stays, because the list may not have arrived here yet."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__(surroundings)
        names = surroundings.members() if surroundings.members is not None else ()
        completer = QCompleter(QStringListModel(list(names), self), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated.connect(self.edited)
        self.line.setCompleter(completer)
        dress_offers(completer, surroundings.look)
        translate = surroundings.look.language.translate
        self.line.setPlaceholderText(translate(N_("As the list of members has it")))
