"""The first run: from no workspace to one, a decision a page, by keys alone if one likes.

What is made is in `first_making`, the pages are in `first_steps`. Whoever closes the window before
the end leaves nothing behind.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.keyfile import FIELD_COST, Cost
from fieldapp.ui import first_making, messages
from fieldapp.ui.components.button import button, onward_button, press_by_enter, set_words
from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.first_making import Made, Wanted
from fieldapp.ui.first_steps import (
    DEMO,
    FOUND,
    JOIN,
    Answers,
    ChoiceStep,
    DemoReadyStep,
    DemoStep,
    LanguageStep,
    MissionStep,
    NameStep,
    PassphraseStep,
    ReadyStep,
    RequestStep,
    SheetStep,
    Step,
    WayStep,
)
from fieldapp.ui.look import dress, wear
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.services import Services
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

LANGUAGE, WAY, NAME, MISSION, PASSPHRASE = "language", "way", "name", "mission", "passphrase"
SHEET, READY, REQUEST, TRY, TRIED = "sheet", "ready", "request", "try", "tried"

PAGES = {
    "": (LANGUAGE, WAY),
    FOUND: (LANGUAGE, WAY, NAME, MISSION, PASSPHRASE, SHEET, READY),
    JOIN: (LANGUAGE, WAY, NAME, PASSPHRASE, SHEET, REQUEST),
    DEMO: (LANGUAGE, WAY, TRY, TRIED),
}
"""The pages of each way to begin, in their order."""

_PAST_RETURN = (READY, REQUEST, TRIED)
"""From here on something is in its place: there is no way back."""


@dataclass(frozen=True)
class Begun:
    """What came of it: a workspace to enter, and how the window looks."""

    folder: Path
    unlocked: Unlocked
    preferences: Preferences


class FirstRun(QMainWindow):
    """The window before there is a workspace.

    Attributes:
        outcome: Set when the person goes on to the desktop; the window closes then.
        page: Name of the page shown.
        step: The page itself.
        next_button, back_button: Enter and Alt+Left do the same.
    """

    def __init__(
        self,
        application: QApplication,
        folder: Path,
        preferences: Preferences,
        services: Services,
        cost: Cost = FIELD_COST,
    ) -> None:
        super().__init__()
        self._application = application
        self._folder = folder
        self._services = services
        self._cost = cost
        self._answers = Answers(preferences.language)
        self._preferences = preferences
        self._made: Made | None = None
        self._unlocked: Unlocked | None = None
        self._demo = first_making.free_beside(folder)
        self._task: Task | None = None
        self.outcome: Begun | None = None
        self.page = LANGUAGE
        self.look = self._preferences.look()
        self.setWindowTitle("fieldapp")
        self.setMinimumSize(640, 380)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Back), self).activated.connect(self.back)
        self._dress()

    def go_on(self) -> None:
        """Take the answer of this page and show the next one."""
        if self._task is not None or not self.step.is_ready:
            return
        try:
            self._answers = self.step.answers(self._answers)
        except UserError as error:
            self.step.complain(error)
            return
        if self.page == LANGUAGE and self._answers.language != self.look.language.code:
            self._preferences = replace(self._preferences, language=self._answers.language)
            self.look = self._preferences.look()
            self.page = WAY
            # Not from inside the signal of a button that the change takes away.
            QTimer.singleShot(0, self, self._dress)
        elif self.page == PASSPHRASE:
            self._make()
        elif self.page == TRY:
            self._demonstrate()
        elif self.page == SHEET:
            self._move_in()
        elif self.page in _PAST_RETURN:
            self._end()
        else:
            self._show(self._beside(1))

    def show_page(self, page: str, said: Answers, made: Made) -> None:
        """Show a page as it is with these answers, for whoever looks at all of them."""
        self._answers, self._made = said, made
        self._show(page)

    def back(self) -> None:
        """Show the page before; what was made meanwhile is taken away again."""
        if self._task is not None or self.page in (LANGUAGE, *_PAST_RETURN):
            return
        self._drop()
        self._show(self._beside(-1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._task is not None:
            # It ends by itself and clears up behind itself; only then may the process end.
            self._task.cancel()
            self._task.finished.connect(self.close)
            event.ignore()
            return
        self._drop()
        super().closeEvent(event)

    def _beside(self, by: int) -> str:
        pages = PAGES[self._answers.way if self.page != WAY or by > 0 else ""]
        return pages[pages.index(self.page) + by]

    def _dress(self) -> None:
        wear(self._application, self.look)
        dress(self, self.look)
        text = self.look.language.translate
        inside = QWidget()
        set_role(inside, "page")
        inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(24, 14, 24, 14)
        card = QFrame()
        set_role(card, "card")
        card.setMaximumSize(760, 584)
        column = QVBoxLayout(card)
        column.setContentsMargins(36, 24, 36, 22)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(picture(self.look, "shield", "accent", 24))
        head.addWidget(label("fieldapp", "heading", wrap=False))
        head.addStretch(1)
        self._count = label("", "small", wrap=False)
        head.addWidget(self._count)
        column.addLayout(head)
        column.addSpacing(8)
        self._area = QScrollArea()
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is in it
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.back_button = button(text(N_("Back")), self.look.icon("arrow-left"))
        self.back_button.setToolTip("Alt+←")
        self.back_button.clicked.connect(self.back)
        self.stop_button = button(text(N_("Stop")), self.look.icon("circle-stop"))
        self.stop_button.clicked.connect(self._on_stop)
        self.stop_button.hide()
        arrow = self.look.icon("arrow-right", "accent_ink")
        self.next_button = onward_button("", arrow, "primary")
        self.next_button.clicked.connect(self.go_on)
        # In the order of reading: the page, then on, then back.
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.stop_button)
        foot.addWidget(self.next_button)
        column.addLayout(foot)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)
        outer.addStretch(1)
        outer.addLayout(row, 20)
        outer.addStretch(1)
        self.setCentralWidget(inside)
        self._show(self.page)

    def _show(self, page: str) -> None:
        self.page = page
        self.step = self._make_step(page)
        self.step.answered.connect(self._on_answered)
        self.step.changed.connect(self._mark)
        set_role(self.step, "clear")
        self._area.setWidget(self.step)
        pages = PAGES[self._answers.way]
        count = self.look.language.translate(N_("Step {n} of {count}"))
        shown = self._answers.way and page not in (LANGUAGE, WAY)
        number = pages.index(page) + 1 if page in pages else 0
        self._count.setText(isolated(count.format(n=number, count=len(pages))) if shown else "")
        self._mark()
        self._focus()

    def _focus(self) -> None:
        self.step.begin()
        focused = QApplication.focusWidget()
        if focused is None or not self.step.isAncestorOf(focused):
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_step(self, page: str) -> Step:
        look, answers = self.look, self._answers
        plain: dict[str, Callable[..., Step]] = {
            LANGUAGE: LanguageStep,
            WAY: WayStep,
            NAME: NameStep,
            MISSION: MissionStep,
            PASSPHRASE: PassphraseStep,
        }
        if page in plain:
            return plain[page](look, answers)
        if page == TRY:
            return DemoStep(look, self._demo)
        if page == TRIED:
            return DemoReadyStep(look, self._demo, self._answers.passphrase)
        assert self._made is not None
        if page == SHEET:
            return SheetStep(look, self._made)
        if page == READY:
            return ReadyStep(look, answers, self._made)
        return RequestStep(look, self._made)

    def _mark(self) -> None:
        running = self._task is not None
        words = {
            PASSPHRASE: N_("Make the workspace"),
            TRY: N_("Make the demonstration"),
            READY: N_("Open fieldapp"),
            REQUEST: N_("Open fieldapp"),
            TRIED: N_("Open fieldapp"),
        }.get(self.page, N_("Next"))
        set_words(self.next_button, self.look.language.translate(words))
        self.next_button.setVisible(not isinstance(self.step, ChoiceStep))
        self.next_button.setEnabled(self.step.is_ready and not running)
        self.back_button.setVisible(self.page not in (LANGUAGE, *_PAST_RETURN))
        self.back_button.setEnabled(not running)
        self.stop_button.setVisible(running)
        self.step.setEnabled(not running)

    def _on_answered(self) -> None:
        # Not from inside the signal of a widget that the next page takes away.
        QTimer.singleShot(0, self, self.go_on)

    def _make(self) -> None:
        said, language, cost = self._answers, self.look.language, self._cost
        mission = said.mission if said.way == FOUND else ""
        wanted = Wanted(self._folder, said.name, mission, said.passphrase)
        self._answers = replace(said, passphrase="")

        def work(progress: Progress) -> Made:
            return first_making.make(wanted, language, progress, cost)

        self._start(work, self._on_made)

    def _on_made(self, made: Made) -> None:
        self._task = None
        self._made = made
        self._show(SHEET)

    def _move_in(self) -> None:
        made, folder = self._made, self._folder
        assert made is not None

        def work(_progress: Progress) -> Unlocked:
            return first_making.move_in(made, folder)

        self._start(work, self._on_moved)

    def _on_moved(self, unlocked: Unlocked) -> None:
        self._task = None
        self._unlocked = unlocked
        self._show(READY if self._answers.way == FOUND else REQUEST)

    def _demonstrate(self) -> None:
        folder, services = self._demo, self._services

        def work(progress: Progress) -> tuple[Unlocked, str]:
            return first_making.demonstrate(folder, services, progress)

        self._start(work, self._on_demonstrated)

    def _on_demonstrated(self, made: tuple[Unlocked, str]) -> None:
        self._task = None
        self._unlocked, passphrase = made
        self._answers = replace(self._answers, passphrase=passphrase)
        self._show(TRIED)

    def _start(self, work: Callable[[Progress], object], then: Callable[..., None]) -> None:
        self._task = Task(work, self)
        if isinstance(self.step, PassphraseStep | DemoStep):
            self._task.progressed.connect(self.step.show_progress)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.cancelled.connect(self._on_ended)
        self._mark()
        self._task.start()

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_failed(self, error: Exception) -> None:
        self._on_ended()
        if isinstance(error, UserError):
            self.step.complain(error)
        else:
            messages.tell(self, self.look, error)

    def _on_ended(self) -> None:
        self._task = None
        if isinstance(self.step, PassphraseStep | DemoStep):
            self.step.show_idle()
        self._mark()
        self._focus()

    def _drop(self) -> None:
        if self._made is not None and self._unlocked is None:
            first_making.drop(self._made)
            self._made = None

    def _end(self) -> None:
        assert self._unlocked is not None
        unlocked = self._unlocked
        self.outcome = Begun(unlocked.workspace.folder, unlocked, self._preferences)
        self.close()
