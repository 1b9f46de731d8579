"""The first screen: one field for the passphrase. Nothing of the workspace is shown before it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, unlock
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.editors.base import line_edit
from fieldapp.ui.look import Look
from fieldapp.ui.messages import in_words
from fieldapp.ui.names import read_places
from fieldapp.ui.style_sheet import restyle, set_role
from fieldapp.ui.task import Task


@dataclass(frozen=True)
class Unlocked:
    """What opening gave: a workspace to `reopen` in the window's thread, and its places."""

    workspace: Workspace
    places: Mapping[str, str]


class UnlockScreen(QWidget):
    """Asks for the passphrase; Enter unlocks. Argon2id takes its half second in a task.

    Attributes:
        passphrase: The field.
        complaint: What went wrong, told in place.

    Signals:
        unlocked: Carries an `Unlocked`.
    """

    unlocked = Signal(object)

    def __init__(self, look: Look, folder: Path) -> None:
        super().__init__()
        set_role(self, "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._look = look
        self._folder = folder
        self._task: Task | None = None
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addWidget(self._card(), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)

    def _card(self) -> QFrame:
        text = self._look.language.translate
        card = QFrame()
        set_role(card, "card")
        card.setFixedWidth(440)
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 32, 36, 30)
        column.setSpacing(10)
        column.addWidget(picture(self._look, "lock", "accent", 36))
        column.addWidget(label(text(N_("Unlock the workspace")), "title"))
        column.addWidget(label(isolated(str(self._folder)), "small"))
        column.addSpacing(8)
        caption = label(text(N_("Passphrase")), "strong")
        column.addWidget(caption)
        self.passphrase = line_edit(self._look)
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.returnPressed.connect(self._on_unlock)
        self.passphrase.textEdited.connect(self._on_edited)
        caption.setBuddy(self.passphrase)
        self._reveal = QAction(self._look.icon("eye", "mute"), text(N_("Show it")), self)
        self._reveal.setCheckable(True)
        self._reveal.toggled.connect(self._on_reveal)
        self.passphrase.addAction(self._reveal, QLineEdit.ActionPosition.TrailingPosition)
        column.addWidget(self.passphrase)
        self.complaint = label("", "error")
        column.addWidget(self.complaint)
        self.complaint.hide()
        self._remedy = label("", "hint")
        column.addWidget(self._remedy)
        self._remedy.hide()
        self._busy = QProgressBar()
        self._busy.setRange(0, 0)
        self._busy.setTextVisible(False)
        column.addWidget(self._busy)
        policy = self._busy.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._busy.setSizePolicy(policy)
        self._busy.hide()
        self.button = button(
            text(N_("Unlock")), self._look.icon("lock-open", "accent_ink"), "primary"
        )
        self.button.clicked.connect(self._on_unlock)
        column.addWidget(self.button)
        self.setFocusProxy(self.passphrase)
        return card

    def _on_unlock(self) -> None:
        if self._task is not None or not self.passphrase.text():
            return
        folder, passphrase = self._folder, self.passphrase.text()

        def work(_progress: Progress) -> Unlocked:
            workspace = unlock(folder, passphrase)
            try:
                return Unlocked(workspace, read_places(workspace))
            finally:
                close(workspace)  # belongs to this thread; the window opens it once more

        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_unlocked)
        self._task.failed.connect(self._on_failed)
        self._set_busy(True)
        self._task.start()

    def _on_unlocked(self, found: Unlocked) -> None:
        self._task = None
        self.passphrase.clear()
        self.unlocked.emit(found)

    def _on_failed(self, error: Exception) -> None:
        self._task = None
        self._set_busy(False)
        what, remedy = in_words(self._look, error)
        self._complain(what, remedy)
        self.passphrase.selectAll()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_edited(self) -> None:
        self._complain("", "")

    def _on_reveal(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.passphrase.setEchoMode(mode)
        self._reveal.setIcon(self._look.icon("eye-off" if shown else "eye", "mute"))

    def _complain(self, what: str, remedy: str) -> None:
        for widget, words in ((self.complaint, what), (self._remedy, remedy)):
            widget.setText(words)
            widget.setVisible(bool(words))
        self.passphrase.setProperty("bad", bool(what))
        self.passphrase.setAccessibleDescription(what)
        restyle(self.passphrase)

    def _set_busy(self, busy: bool) -> None:
        self._busy.setVisible(busy)
        self.passphrase.setEnabled(not busy)
        self.button.setEnabled(not busy)
