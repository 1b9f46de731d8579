"""The first screen: one field for the passphrase. Nothing of the workspace is shown before it."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QProgressBar, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.ui.components.button import button
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.messages import in_words
from fieldapp.ui.style_sheet import restyle, set_role
from fieldapp.ui.task import Task

if TYPE_CHECKING:
    from fieldapp.ui.opening import Unlocked


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
        row = QHBoxLayout()  # which, unlike an alignment, asks how high it is at its own width
        row.addStretch(1)
        row.addWidget(self._card())
        row.addStretch(1)
        outer.addLayout(row)
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
        self._caps = label(text(N_("Caps Lock is on.")), "hint", "warn")
        self._caps.hide()
        column.addWidget(self._caps)
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
        self.forgot_button = button(text(N_("Forgot the passphrase?")), role="quiet")
        self.forgot_button.setCheckable(True)
        column.addWidget(self.forgot_button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.ways = self._ways()
        column.addWidget(self.ways)
        self.ways.hide()
        self.forgot_button.toggled.connect(self.ways.setVisible)
        self.setFocusProxy(self.passphrase)
        self.passphrase.installEventFilter(self)
        # Seconds that are a little long: a coarse timer may fire early, and a passphrase typed
        # before the store's own wait is over would be refused.
        self._waiting = QTimer(self, interval=1020, timerType=Qt.TimerType.PreciseTimer)
        self._waiting.timeout.connect(self._on_second)
        self._seconds = 0
        return card

    def _ways(self) -> QWidget:
        """Return what to do without the passphrase."""
        text = self._look.language.translate
        ways = QWidget()
        column = QVBoxLayout(ways)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for words in (
            N_("1. Type the code of the recovery sheet here, in place of the passphrase."),
            N_("2. Without the sheet, two of the mission’s custodians can help: {command}"),
            N_("3. Nobody else can open it, and nothing opens it without one of these."),
        ):
            said = text(words).format(command=isolated("fieldapp recovery ask"))
            column.addWidget(label(said, "hint"))
        return ways

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt does not tell whether Caps Lock is on; a letter that comes out against Shift does.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            letter = event.text()
            if letter.lower() != letter.upper():
                shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps.setVisible(letter.isupper() != shift)
        return super().eventFilter(watched, event)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody has typed anything here yet."""
        return self._task is None and not self.passphrase.text()

    def _on_unlock(self) -> None:
        if self._task is not None or not self.passphrase.text():
            return
        folder, passphrase = self._folder, self.passphrase.text()

        def work(_progress: Progress) -> "Unlocked":
            from fieldapp.ui.opening import open_workspace

            return open_workspace(folder, passphrase)

        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_unlocked)
        self._task.failed.connect(self._on_failed)
        self._set_busy(True)
        self._task.start()

    def _on_unlocked(self, found: "Unlocked") -> None:
        self._task = None
        self.passphrase.clear()
        self.unlocked.emit(found)

    def rest(self) -> None:
        """Ask once more: what was unlocked could not be shown."""
        self._set_busy(False)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: Exception) -> None:
        from fieldapp.store.attempts import TooSoon, attempts
        from fieldapp.store.errors import WrongPassphrase

        self._task = None
        self._set_busy(False)
        what, remedy = in_words(self._look, error)
        self._complain(what, remedy)
        left = error.facts["seconds"] if isinstance(error, TooSoon) else 0
        wait = attempts(self._folder).wait_s() if isinstance(error, WrongPassphrase) else left
        if wait:
            self._wait(int(str(wait)))
            return
        self.passphrase.selectAll()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _wait(self, seconds: int) -> None:
        """Count down in place; nothing can be typed meanwhile that would not be tried."""
        self._seconds = seconds
        self._waiting.start()
        self._set_enabled(False)
        self._tell_wait()

    def _on_second(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._tell_wait()
            return
        self._waiting.stop()
        self._complain("", "")
        self._set_enabled(True)
        self.passphrase.clear()
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell_wait(self) -> None:
        language = self._look.language
        what = language.plural(
            "Wrong too often. You can try again in {n} second.",
            "Wrong too often. You can try again in {n} seconds.",
            self._seconds,
        )
        hint = N_("The code of the recovery sheet opens it as well.")
        self._complain(what, language.translate(hint))

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
        self._set_enabled(not busy)

    def _set_enabled(self, enabled: bool) -> None:
        self.passphrase.setEnabled(enabled)
        self.button.setEnabled(enabled)
        if not enabled and self.forgot_button.hasFocus():
            self.forgot_button.clearFocus()  # Qt has led there, and nobody wanted to go
