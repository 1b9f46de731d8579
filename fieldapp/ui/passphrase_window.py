"""Choosing another passphrase: the old one, the new one twice, and how strong it is."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QProgressBar, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.store.keyfile import FIELD_COST, Cost
from fieldapp.store.passphrase import strength
from fieldapp.store.recovery import change_passphrase
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import mission_of
from fieldapp.ui.components.guarded import Line, line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.doing_window import DoingWindow
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

_WIDE = 500

SCORES = (
    (N_("Very weak: guessed at once"), "bad"),
    (N_("Weak: guessed within a day"), "bad"),
    (N_("Middling"), "warn"),
    (N_("Strong"), "ok"),
    (N_("Very strong"), "ok"),
)
"""What each score of `store.passphrase.strength` means, and its tone."""


class StrengthBar(QWidget):
    """A bar of five steps and the same in words, with what would make it stronger."""

    def __init__(self, look: Look, own_words: tuple[str, ...]) -> None:
        super().__init__()
        self._look = look
        self._own_words = own_words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.bar = QProgressBar()
        self.bar.setRange(0, len(SCORES))
        self.bar.setTextVisible(False)
        column.addWidget(self.bar)
        self.words = label("", "strong")
        column.addWidget(self.words)
        self.advice = label("", "small")
        column.addWidget(self.advice)
        self.show_strength("")

    def show_strength(self, passphrase: str) -> None:
        """Tell how well a passphrase withstands guessing."""
        text = self._look.language.translate
        found = strength(passphrase, self._own_words)
        score, (words, tone) = found.score, SCORES[found.score]
        empty = not passphrase
        hint = N_("Four or five words that do not belong together. Length is what counts.")
        self.bar.setValue(0 if empty else score + 1)
        set_role(self.bar, "strength", "" if empty else tone)
        self.words.setText("" if empty else text(words))
        set_role(self.words, "strong", tone)
        self.advice.setText(" ".join(text(each) for each in found.advice) or text(hint))
        self.bar.setAccessibleName(self.words.text())


class PassphraseWindow(DoingWindow):
    """Asks for the passphrase so far and a new one.

    Attributes:
        old, new, again: The fields.

    Signals:
        changed: The new one opens the workspace from now on.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, session: Session, cost: Cost = FIELD_COST) -> None:
        text = session.text
        hint = N_("The recovery sheet and the custodians stay as they are.")
        super().__init__(parent, session, N_("Change the passphrase"), hint, wide=_WIDE)
        self._cost = cost
        mission = mission_of(session.workspace)
        self._own_words = (session.reader.name, mission.name if mission else "")
        self.body.setSpacing(10)
        self.old = self._field(N_("The passphrase so far, or the recovery code"))
        self.new = self._field(N_("The new passphrase"))
        self.strength = StrengthBar(session.look, self._own_words)
        self.body.addWidget(self.strength)
        self.again = self._field(N_("The new passphrase once more"))
        self.change_button = self.add_main(text(N_("Change it")))
        self.change_button.clicked.connect(self._on_change)
        self.new.textChanged.connect(self.strength.show_strength)
        for line in (self.old, self.new, self.again):
            line.textChanged.connect(self._on_edited)
        self._on_edited()

    def _field(self, words: str) -> Line:
        named = self._session.text(words)
        line = line_edit(self._session.look)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setAccessibleName(named)
        self.add_named(named, line)
        return line

    def _on_edited(self) -> None:
        self.complaint.hide()
        given = all(line.text() for line in (self.old, self.new, self.again))
        self.change_button.setEnabled(given and self._task is None)

    def _on_change(self) -> None:
        if self.new.text() != self.again.text():
            self.say_wrong(self._session.text(N_("The two new passphrases are not the same.")))
            return
        cost, own = self._cost, self._own_words
        old, new = self.old.text(), self.new.text()

        def work(workspace: Workspace) -> None:
            change_passphrase(workspace, old, new, own, cost=cost)

        self.start(work, self._on_changed)
        self.change_button.setEnabled(False)

    def _on_changed(self) -> None:
        for line in (self.old, self.new, self.again):
            line.clear()
        self.changed.emit()
        self.accept()

    def complain(self, error: Exception) -> None:
        self.change_button.setEnabled(True)
        super().complain(error)
