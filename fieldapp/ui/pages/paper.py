"""The joint review: five steps from the choice of a village to what its council answered.

Each step is a module of `ui.review`; this page leads from one to the next and remembers where the
person was. The paper itself is drawn by `fieldapp.reports`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.code import new_code
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.look import PaperLook
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages
from fieldapp.ui.components.button import button, onward_button
from fieldapp.ui.components.stepper import Stepper
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.papers.manner import MannerPart
from fieldapp.ui.review.back import BackStep
from fieldapp.ui.review.choose import ChooseStep
from fieldapp.ui.review.content import ContentStep
from fieldapp.ui.review.handing import HandStep
from fieldapp.ui.review.papers import Paper, drawing
from fieldapp.ui.review.plan import Plan, TakenOut, fresh_plan, remember, remembered
from fieldapp.ui.review.preview import PreviewStep
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

CHOOSE, CONTENT, PREVIEW, HAND, BACK = range(5)

_REDRAW_MS = 400
"""After the last choice of how papers are printed."""

STEPS = (
    N_("Choose"),
    N_("What will be in it"),
    N_("Preview"),
    N_("Print"),
    N_("Back from the village"),
)


class ReviewPage(QWidget):
    """The steps, one at a time.

    Attributes:
        plan: What was chosen so far.
        look: What the paper would hold; None before step 2, or while it is read.
        papers: Those that were drawn, by language; empty before step 3.
        choose, content, preview, hand, back: The steps.
        stepper, previous, next: Lead from one to another.

    Signals:
        moved: Another step is shown; carries its number.
        looked: Reading what the paper would hold has ended, well or not.
        made: Drawing the papers has ended, well or not.
        opened: Somebody goes to a record; carries kind and id.
        begun: Somebody begins a record; carries its kind and what is known of it.
        changed: A review was kept or answered.
        others_wanted: Somebody wants another paper than this one.
    """

    moved = Signal(int)
    looked = Signal()
    made = Signal()
    opened = Signal(str, str)
    begun = Signal(str, object)
    changed = Signal()
    others_wanted = Signal()

    def __init__(self, session: Session, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._services = session, services
        kept = remembered(session.workspace)
        self.plan: Plan = kept or fresh_plan(session.today(), session.look.language.code)
        self.look: PaperLook | None = None
        self.papers: Mapping[str, Paper] = {}
        self._task: Task | None = None
        self._asked = 0
        self._release = ""
        self._out: set[str] = set()  # codes of the papers that went out from this page
        self._redrawing = QTimer(self, singleShot=True, interval=_REDRAW_MS)
        self._redrawing.timeout.connect(self._draw)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        self.stepper = Stepper(session.look, [session.text(name) for name in STEPS])
        column.addWidget(self.stepper)
        self._column = column
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)

    def grow(self) -> Iterator[None]:
        """Make the steps of the review, and show the first when all are there."""
        session, services = self._session, self._services
        within = self._stack  # made where it stands, each is dressed and measured once
        self.choose = ChooseStep(session, self.plan, within)
        yield
        self.content = ContentStep(session, within)
        self.manner = MannerPart(session, across=True)
        self.preview = PreviewStep(session, self.manner)
        self.preview.setParent(within)
        yield
        self.hand = HandStep(session, within)
        yield
        self.back = BackStep(session, services, within)
        yield
        for step in (self.choose, self.content, self.preview, self.hand, self.back):
            self._stack.addWidget(step)
        self._column.addLayout(self._foot())
        self._connect()
        self.show_step(CHOOSE)

    @property
    def step(self) -> int:
        """Number of the step shown, from 0."""
        return self._stack.currentIndex()

    def choose_place(self, reference: str) -> None:
        """Set the place, when the page is opened from a record."""
        self.choose.choose_place(reference)

    def show_step(self, number: int) -> None:
        """Show a step, and have made what it shows."""
        if number == CHOOSE:
            self.choose.refresh()
        elif number == CONTENT:
            self._read()
        elif number in (PREVIEW, HAND) and self.look is not None and not self.papers:
            self._draw()
        if number == PREVIEW:
            self._offer_manner()
        if number == HAND:
            self.hand.show_papers(self.plan if self.plan.code else None, self.papers)
        elif number == BACK:
            self.back.refresh() if self.back.entry is None else None
        self._stack.setCurrentIndex(number)
        self._write()
        self._focus()
        self.moved.emit(number)

    def go_on(self) -> None:
        """Go to the next step, if what this one asks is answered."""
        if not self.next.isEnabled():
            return
        if self.step == CHOOSE and not self._take_choice():
            return
        self.show_step(self.step + 1)

    def go_back(self) -> None:
        """Go to the step before."""
        if self.step > CHOOSE:
            self.show_step(self.step - 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Somebody may come back from a record that they mended.
        if self.step == CONTENT and self.look is not None and self._task is None:
            QTimer.singleShot(0, self, self._read)
        elif self.step in (PREVIEW, HAND) and self.papers and self._task is None:
            # Meanwhile somebody may have said in confidence what was open: it is drawn, and looked
            # at, once more.
            self.papers = {}
            QTimer.singleShot(0, self, self._show_again)

    def _show_again(self) -> None:
        self.show_step(self.step)

    def _foot(self) -> QHBoxLayout:
        text, look = self._session.text, self._session.look
        row = QHBoxLayout()
        row.setSpacing(10)
        self.previous = button(text(N_("Previous")), look.icon("chevron-left"))
        self.previous.setToolTip("Alt+←" if not look.rtl else "Alt+→")
        on = look.icon("chevron-right", "accent_ink")
        self.next = onward_button(text(N_("Next")), on, "primary")
        self.next.setToolTip("Alt+→" if not look.rtl else "Alt+←")
        self._about = label("", "hint")
        self.others_button = button(text(N_("Other papers …")), look.icon("printer"), "quiet")
        self.others_button.clicked.connect(self.others_wanted)
        row.addWidget(self.previous)
        row.addWidget(self._about, 1)
        row.addWidget(self.others_button)
        row.addWidget(self.next)
        return row

    def _connect(self) -> None:
        self.stepper.chosen.connect(self._on_step)
        self.previous.clicked.connect(self.go_back)
        self.next.clicked.connect(self.go_on)
        on, back = (
            ("Alt+Left", "Alt+Right") if self._session.look.rtl else ("Alt+Right", "Alt+Left")
        )
        for keys, slot in ((on, self.go_on), (back, self.go_back)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        self.choose.answered.connect(self._on_answered)
        self.choose.place_wanted.connect(lambda: self.begun.emit("place", {}))
        self.content.shown.connect(self._on_shown)
        self.content.opened.connect(self.opened)
        self.content.taken_out.connect(self._on_taken_out)
        self.content.put_back.connect(self._on_put_back)
        self.preview.chosen.connect(self.preview.show_language)
        self.hand.gone_out.connect(self._on_gone_out)
        self.hand.again.connect(self._on_again)
        self.hand.released.connect(self._on_released)
        self.manner.edited.connect(self._on_manner)
        self.back.changed.connect(self.changed)
        self.back.opened.connect(self.opened)
        self.back.begun.connect(self.begun)

    def _write(self) -> None:
        done = {CHOOSE} if self.plan.place else set()
        reachable = {CHOOSE, HAND, BACK}
        fit = self.look is not None and not self.look.stops
        if self.plan.place:
            reachable.add(CONTENT)
        if self.step > CONTENT or self.look is not None:
            done |= {CONTENT} if fit else set()
        if fit:
            reachable.add(PREVIEW)
        if self.papers:
            done |= {PREVIEW}
        if self.plan.code and self.plan.code in self._out:
            done |= {HAND}
        self.stepper.show_step(self.step, frozenset(done - {self.step}), frozenset(reachable))
        self.previous.setVisible(self.step != CHOOSE)
        self.next.setVisible(self.step not in (HAND, BACK))
        self.next.setEnabled(self.step == CHOOSE or (fit and self._task is None))
        language = self._session.look.language
        about = ""
        if self.plan.place and self.step not in (CHOOSE, BACK):
            first, last = (language.short_day(day) for day in (self.plan.start, self.plan.end))
            about = dotted(self._session.names.title(self.plan.place), f"{first} – {last}")
        self._about.setText(about)

    def _focus(self) -> None:
        """Put the keys where the step begins; the preview does so once its pages are there."""
        begins: dict[int, QWidget] = {
            CHOOSE: self.choose.place,
            CONTENT: self.previous,
            HAND: self.hand.first_button,
            BACK: self.back.code,
        }
        widget = begins.get(self.step)
        if widget is not None and self.isVisible():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_choice(self) -> bool:
        wanted = self.choose.wanted()
        if wanted is None:
            return False
        if wanted != self.plan or not wanted.code:
            self._take(wanted if wanted.code else replace(wanted, code=new_code()))
        return True

    def _take(self, plan: Plan) -> None:
        self.plan, self.papers, self.look = plan, {}, None
        self._release = ""
        self._asked += 1  # whatever is being drawn is not this one
        self.choose.show_plan(plan)
        remember(self._session.workspace, plan)

    def _offer_manner(self) -> None:
        self.manner.offer(SORTS["joint_review"], self.plan.languages[0])
        self.manner.show_manner(self.plan.manner)

    def _on_manner(self) -> None:
        """Draw the papers in another way, once nothing more is chosen."""
        self.plan = replace(self.plan, manner=self.manner.manner(""))
        remember(self._session.workspace, self.plan)
        self.papers = {}
        self._asked += 1  # what is on its way is printed otherwise
        self.preview.show_waiting()
        self._redrawing.start()
        self._write()

    def _read(self) -> None:
        """Have the records looked through for what the paper holds now."""
        opened, look_at = self._session.workspace, self._services.look_at_paper
        order = self.plan.order(self.plan.languages[0])
        self._asked += 1
        asked = self._asked

        def work(progress: Progress) -> tuple[int, PaperLook]:
            workspace = reopen(opened)
            try:
                return asked, look_at(workspace, order, progress)
            finally:
                close(workspace)

        self.look, self.papers = None, {}
        self.content.show_waiting()
        self._run(work, self._on_looked, self.looked)

    def _draw(self) -> None:
        """Have the papers drawn, in each language; whoever draws them refuses what must not be."""
        self._redrawing.stop()
        self.preview.show_waiting()
        drawn = drawing(
            self._session.workspace, self._services.draw_paper, self.plan, self._release
        )
        self._asked += 1
        asked = self._asked
        self._run(lambda progress: (asked, drawn(progress)), self._on_made, self.made)

    def _run(
        self,
        work: Callable[[Progress], object],
        then: Callable[..., None],
        ended: SignalInstance,
    ) -> None:
        self._task = Task(work, self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._task.finished.connect(ended)
        self._task.start()

    def _on_looked(self, found: tuple[int, PaperLook]) -> None:
        asked, look = found
        if asked != self._asked:  # something else is wanted since, and is on its way
            return
        self.look = look
        self.content.show_look(look, self.plan)

    def _on_made(self, found: tuple[int, Mapping[str, Paper]]) -> None:
        asked, papers = found
        if asked != self._asked:
            return
        self.papers = papers
        focus = self.focusWidget()
        self.preview.show_papers(papers, next(iter(papers)))
        if focus is not None and self.manner.isAncestorOf(focus):
            focus.setFocus()  # somebody is still choosing
        if self.step == HAND:
            self.hand.show_papers(self.plan, papers)

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        if self._release and self.papers:
            self._release = ""  # it is of no use: the drafts stay as they are
            self.preview.show_papers(self.papers, next(iter(self.papers)))
        elif self.step == CONTENT and self.plan.taken_out:
            # A reason that tells what it should keep off, or an answer that is gone.
            self._take(self.plan.with_again(self.plan.taken_out[-1]))
            QTimer.singleShot(0, self, self._read)
        elif self.step in (PREVIEW, HAND):
            self.show_step(CONTENT)

    def _on_finished(self) -> None:
        if self.sender() is self._task:
            self._task = None
        self._write()

    def _on_shown(self) -> None:
        """Lead the keys to what has to be mended, else onwards."""
        if self.step == CONTENT and self.isVisible():
            stops = [each.mend_button for each in self.content.stops]
            (stops[0] if stops else self.next).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_step(self, number: int) -> None:
        leaving = self.step == CHOOSE and number in (CONTENT, PREVIEW)
        if leaving and not self._take_choice():
            self._write()
            return
        self.show_step(number)

    def _on_taken_out(self, out: TakenOut) -> None:
        self._take(self.plan.without(out))
        self._read()

    def _on_put_back(self, out: TakenOut) -> None:
        self._take(self.plan.with_again(out))
        self._read()

    def _on_gone_out(self) -> None:
        self._out.add(self.plan.code)
        self._write()
        self.changed.emit()

    def _on_answered(self, review: Disclosed) -> None:
        self.show_step(BACK)
        self.back.enter(review)

    def _on_released(self, answer: str) -> None:
        self._release = answer
        self._draw()

    def _on_again(self, plan: Plan) -> None:
        self._take(plan)
        self.show_step(CONTENT)
