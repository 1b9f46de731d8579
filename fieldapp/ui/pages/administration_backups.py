"""Part “Backups” of the page “Administration”: the copies made by themselves, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.store.backup import REASONS, Backup, backups
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.table import Row, Rows, choose, table_view
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.session import Session
from fieldapp.ui.sizes import size_in_words

_WHY = 1


class BackupsPart(QWidget):
    """The table, and “put back” for the copy chosen.

    Attributes:
        model, table: The copies, the newest first.
        back_button: Asks once.

    Signals:
        back_wanted: The name of a copy to put back.
    """

    back_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card(text(N_("Copies of this workspace")))
        hint = N_("fieldapp makes them by itself, encrypted, beside the workspace on this laptop.")
        card.body.addWidget(label(text(hint), "hint"))
        found = backups(session.workspace.file)
        heads = (N_("When"), N_("Why it was made"), N_("Size"))
        self.model = Rows(look, [text(each) for each in heads])
        self.model.show([self._row(each) for each in found])
        self.table = table_view(self.model, text(N_("Copies of this workspace")), _WHY)
        self.back_button = button(text(N_("Put back …")), look.icon("history"))
        self.back_button.clicked.connect(self._on_back)
        if found:
            card.header.addWidget(self.back_button)
            card.body.addWidget(self.table, 1)
            self.table.setMinimumHeight(200)
            choose(self.table, 0)
        else:
            none, first = N_("No copy yet"), N_("The first one is made before the first sync.")
            card.body.addWidget(EmptyState(look, "history", text(none), text(first)), 1)
        column.addWidget(card, 1)

    def _row(self, copy: Backup) -> Row:
        language = self._session.look.language
        at = copy.at.astimezone()
        when = isolated(f"{language.short_day(at.date())} {at:%H:%M}")
        why = self._session.text(REASONS.get(copy.reason, copy.reason))
        size = isolated(size_in_words(language, copy.size))
        return Row(copy.name, (when, why, size), "history", tip=copy.name)

    def _on_back(self) -> None:
        number = self.table.currentIndex().row()
        if number < 0:
            return
        row = self.model.row(number)
        window = PutBackWindow(self, self._session, row.cells[0])
        window.acted.connect(lambda: self.back_wanted.emit(row.key))
        window.open()


class PutBackWindow(DoingWindow):
    """Says what putting back does and asks once; `acted` means yes.

    Attributes:
        back_button: Yes.
    """

    def __init__(self, parent: QWidget, session: Session, when: str) -> None:
        super().__init__(parent, session, N_("Put this copy back?"))
        text = session.text
        self.fact(N_("Copy of"), when)
        for words in (
            N_("What is here now is kept as a copy first. Entries that no hub has yet stay."),
            N_("What others sent since comes again with the next sync."),
            N_("The window locks meanwhile; unlock it afterwards."),
        ):
            self.body.addWidget(label(text(words)))
        self.back_button = self.add_button(N_("Put it back"), "history", self._on_back)

    def _on_back(self) -> None:
        self.accept()
        self.acted.emit()
