"""Papers: choose one, see its pages, print or save it, or make it for every place of an area.

What stands on a paper, and whether it may be made at all, is decided where the command line has it
decided. Nothing is in a file before somebody wants it there.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fieldapp.domain.hostile.stop import TellsTooMuch, TellsTooMuchSomewhere
from fieldapp.domain.papers.drawn import DrawnPaper
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import audit
from fieldapp.store.audit import Act
from fieldapp.store.workspace import close, reopen
from fieldapp.sync.papers_out import PaperOut, keep_review
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_folder, ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.files import write_whole
from fieldapp.ui.papers.asking import AskingCard
from fieldapp.ui.papers.release import ReleaseBanner, read_answer, write_draft
from fieldapp.ui.pdf_pages import page_sizes, print_paper
from fieldapp.ui.review.papers import Paper
from fieldapp.ui.review.preview import PreviewStep
from fieldapp.ui.services import BatchDone, Services
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

_SIDE = 380
"""Logical pixels of the form."""


TOO_MUCH = (TellsTooMuch, TellsTooMuchSomewhere)
WHERE_SHOWN = N_(
    "“Joint review” shows in step 2 what it is. Correct the record that it comes from."
)


class PapersPage(QWidget):
    """The form at the start of the line, the pages beside it.

    Attributes:
        asking: What is asked for.
        paper: What is shown; None before it is drawn.
        show_button, print_button, save_button, every_button, stop_button: What can be done.

    Signals:
        drawn: Drawing has ended, well or not.
        done: A batch has ended.
    """

    drawn = Signal()
    done = Signal()

    def __init__(self, session: Session, services: Services) -> None:
        super().__init__()
        self._session, self._services = session, services
        self.paper: DrawnPaper | None = None
        self._order: PaperOrder | None = None
        self._task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 12)
        row.setSpacing(14)
        side = Scrolled()
        side.setFixedWidth(_SIDE)
        row.addWidget(side)
        self.asking = AskingCard(session)
        self.asking.edited.connect(self._on_edited)
        side.column.addWidget(self.asking)
        side.column.addLayout(self._buttons())
        side.column.addStretch(1)
        beside = QVBoxLayout()
        beside.setSpacing(10)
        self.told = QVBoxLayout()
        beside.addLayout(self.told)
        self.preview = PreviewStep(session)
        beside.addWidget(self.preview, 1)
        row.addLayout(beside, 1)
        self._on_edited()

    def show_paper(self) -> None:
        """Draw what is asked for, beside the window, and show its pages."""
        order = self.asking.order()
        if order is None or self._task is not None:
            return
        self._draw(order)

    def print_on(self, printer: QPrinter) -> None:
        """Send the paper to a printer; noted before, with the copies."""
        copies = max(1, printer.copyCount())
        if self._note(Act.PRINTED, copies):
            assert self.paper is not None
            print_paper(self.paper.content, printer)
            words = self._session.look.language.plural(
                "{n} copy went to the printer.", "{n} copies went to the printer.", copies
            )
            Toast(self.window(), self._session.look, words)

    def save_as(self, path: Path) -> None:
        """Write the paper into a file."""
        if not self._note(Act.EXPORTED):
            return
        assert self.paper is not None
        try:
            write_whole(path, self.paper.content)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._saved(path.name)

    def save_draft(self, path: Path) -> None:
        """Write the draft, and beside it the request for its release."""
        order, paper = self._order, self.paper
        if order is None or paper is None or not self._note(Act.PRINTED):
            return
        try:
            request = write_draft(self._session.workspace, path, paper, order.sort)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._saved(request.name)

    def take_in(self, path: Path) -> None:
        """Draw the paper anew with the answer of a second person."""
        if self._order is None:
            return
        try:
            answer = read_answer(path)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._draw(replace(self._order, release=answer))

    def make_all(self, folder: Path) -> None:
        """Make the paper for every place of the area, beside the window, into a folder."""
        order = self.asking.order(every_place=True)
        if order is None or self._task is not None:
            return
        opened, make = self._session.workspace, self._services.make_batch

        def work(progress: Progress) -> BatchDone:
            workspace = reopen(opened)
            try:
                return make(workspace, replace(order, place=""), order.place, folder, progress)
            finally:
                close(workspace)

        task = self._begin(work)
        self.waiting.setRange(0, 0)
        self.waiting.show()
        self.stop_button.show()
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(self.show_made)
        task.start()

    def _draw(self, order: PaperOrder) -> None:
        opened, draw = self._session.workspace, self._services.draw_paper

        def work(progress: Progress) -> tuple[DrawnPaper, Paper]:
            workspace = reopen(opened)
            try:
                drawn = draw(workspace, order, progress)
                return drawn, Paper(drawn, page_sizes(drawn.content))
            finally:
                close(workspace)

        self._order = order
        task = self._begin(work)
        self.preview.show_waiting()
        task.succeeded.connect(self._on_drawn)
        task.start()

    def _begin(self, work: Callable[[Progress], object]) -> Task:
        emptied(self.told)
        self._task = task = Task(work, self)
        task.failed.connect(self._on_failed)
        task.finished.connect(self._on_finished)
        self._set_free()
        return task

    def _buttons(self) -> QVBoxLayout:
        text, look = self._session.text, self._session.look
        column = QVBoxLayout()
        column.setSpacing(8)
        self.show_button = button(
            text(N_("Show the paper")), look.icon("eye", "accent_ink"), "primary"
        )
        self.print_button = button(text(N_("Print …")), look.icon("printer"))
        self.save_button = button(text(N_("Save as …")), look.icon("download"))
        self.every_button = button(text(N_("For every place …")), look.icon("map-pin"))
        self.every_button.setToolTip(
            text(N_("One paper for every place of the area; without a place, of the mission."))
        )
        self.waiting = QProgressBar()
        self.waiting.setAccessibleName(text(N_("Papers are being made …")))
        self.stop_button = button(text(N_("Stop")), look.icon("circle-stop"))
        for widget, slot in (
            (self.show_button, self.show_paper),
            (self.print_button, self._on_print),
            (self.save_button, self._on_save),
            (self.every_button, self._on_every),
            (self.stop_button, self._on_stop),
        ):
            widget.clicked.connect(slot)
            column.addWidget(widget)
        column.insertWidget(4, self.waiting)
        self.waiting.hide()
        self.stop_button.hide()
        clear = N_(
            "A file is not encrypted: whoever has it can read it. Nothing is written unasked."
        )
        column.addWidget(label(text(clear), "small"))
        return column

    def _on_edited(self) -> None:
        """What is shown is not what is asked for any more."""
        self.paper = self._order = None
        emptied(self.told)
        self.preview.show_nothing(self._session.text(N_("The pages will be shown here.")))
        self._set_free()

    def _set_free(self) -> None:
        free, shown = self._task is None, self.paper is not None
        out = shown and self.paper is not None and not self.paper.draft
        self.show_button.setEnabled(free)
        self.print_button.setEnabled(free and out)
        self.save_button.setEnabled(free and out)
        self.every_button.setVisible(self.asking.chosen.of_places)
        self.every_button.setEnabled(free)

    def _on_drawn(self, found: tuple[DrawnPaper, Paper]) -> None:
        self.paper, pages = found
        assert self._order is not None
        language = self._order.manner.language
        self.preview.show_papers({language: pages}, language)
        if self.paper.draft:
            banner = ReleaseBanner(self._session)
            banner.asked.connect(self.save_draft)
            banner.answered.connect(self.take_in)
            self.told.addWidget(banner)

    def show_made(self, done: BatchDone) -> None:
        """Say how many papers were made, and which were not."""
        session = self._session
        words = session.look.language.plural(
            "{n} paper was made.", "{n} papers were made.", len(done.made)
        )
        tone = "warn" if done.refused or done.stopped else "ok"
        banner = Banner(session.look, tone, words)
        if done.stopped:
            stopped = N_("Stopped. What was made stays.")
            banner.words.addWidget(label(session.text(stopped)))
        for place, error in done.refused:
            name = session.names.title(place)
            what, _ = error.sentences(session.text)
            banner.words.addWidget(label(f"{isolated(name)}: {what}"))
        if any(isinstance(error, TOO_MUCH) for _, error in done.refused):
            banner.words.addWidget(label(session.text(WHERE_SHOWN)))
        self.told.addWidget(banner)

    def _on_progress(self, made: int, total: int, _words: str) -> None:
        self.waiting.setRange(0, total)
        self.waiting.setValue(made)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.paper = None
        self.preview.show_nothing("")
        what, remedy = error.sentences(self._session.text)
        if isinstance(error, TOO_MUCH):
            remedy = self._session.text(WHERE_SHOWN)
        self.told.addWidget(Banner(self._session.look, "bad", what, remedy))

    def _on_finished(self) -> None:
        batch = not self.waiting.isHidden()
        self._task = None
        self.waiting.hide()
        self.stop_button.hide()
        self._set_free()
        (self.done if batch else self.drawn).emit()

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_save(self) -> None:
        assert self._order is not None
        title = self._session.text(N_("Save the paper as"))
        parts = (self.asking.chosen.command, self._order.place, self._order.manner.language)
        name = "-".join(part for part in parts if part) + ".pdf"
        ask_save(self, title, name, "PDF (*.pdf)", self.save_as)

    def _on_every(self) -> None:
        if self.asking.order(every_place=True) is not None:
            title = self._session.text(N_("Choose the folder for the papers"))
            ask_folder(self, title, "", self.make_all)

    def _saved(self, name: str) -> None:
        words = self._session.text(N_("Saved as {file}"))
        Toast(self.window(), self._session.look, words.format(file=isolated(name)))

    def _note(self, act: Act, copies: int = 0) -> bool:
        """Have the act in the audit log first, and the joint review of a paper that goes out; say
        whether they are there."""
        assert self.paper is not None
        paper, workspace = self.paper, self._session.workspace
        kind, record, detail = paper.kind, paper.record, dict(paper.detail)
        if copies:
            detail["copies"] = copies
        if paper.draft:
            detail["step"] = "draft"
        try:
            if not paper.draft and (out := self._review_of(paper)) is not None:
                kind, record = "joint_review", keep_review(workspace, out)
            audit.note(workspace, act, kind, record, detail)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return False
        return True

    def _review_of(self, paper: DrawnPaper) -> PaperOut | None:
        """Return the paper whose answer comes back, by its code; None where nobody answers it."""
        order = self._order
        if order is None or order.sort != "joint_review" or order.period is None:
            return None
        read_on = order.read_on or self._session.today().isoformat()
        return PaperOut(paper.code, order.place, order.period, read_on)
