"""Papers: choose one, see its pages, print or save it, or make it for every place of an area.

From a record one comes here for the papers about it. Counted copies are drawn, printed and saved
one by one, each for its reader.

What stands on a paper, and whether it may be made at all, is decided where the command line has it
decided. Nothing is in a file before somebody wants it there.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fieldapp.domain.hostile.stop import TellsTooMuch, TellsTooMuchSomewhere
from fieldapp.domain.papers.drawn import DrawnPaper
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import audit, records
from fieldapp.store.audit import Act
from fieldapp.store.workspace import close, reopen
from fieldapp.sync.papers_out import PaperOut, keep_review
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_folder, ask_save
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.beside import ANY_WIDTH, stack
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.components.page_frame import frame_around
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.files import write_whole
from fieldapp.ui.papers.asking import AskingCard
from fieldapp.ui.papers.copies import orders_of
from fieldapp.ui.papers.release import ReleaseBanner, read_answer, write_draft
from fieldapp.ui.papers.went_out import WentOutCard
from fieldapp.ui.pdf_pages import page_sizes, print_paper, printer_for
from fieldapp.ui.review.papers import Paper
from fieldapp.ui.review.preview import PreviewStep
from fieldapp.ui.services import BatchDone, Services
from fieldapp.ui.session import Session
from fieldapp.ui.task import Task

_SIDE = 380
"""Logical pixels of the form."""

_NARROW = 660
"""Logical pixels of the page; narrower, the form stands above the pages."""

_LEAST = 220
"""Logical pixels that either is high there, at least."""

TOO_MUCH = (TellsTooMuch, TellsTooMuchSomewhere)
WHERE_SHOWN = N_(
    "“Joint review” shows in step 2 what it is. Correct the record that it comes from."
)


class PapersPage(QWidget):
    """The form at the start of the line, the pages beside it.

    Attributes:
        asking: What is asked for.
        papers: What is shown, each copy where copies are counted; empty before they are drawn.
        went_out: What went out lately; shown while no paper is.
        show_button, print_button, save_button, every_button, stop_button: What can be done.

    Signals:
        drawn: Drawing has ended, well or not.
        done: A batch has ended.
        opened: Somebody goes to a record; carries kind and id.
        review_wanted: Somebody wants to see what keeps a joint review from being made; carries
            the place.
    """

    drawn = Signal()
    done = Signal()
    opened = Signal(str, str)
    review_wanted = Signal(str)

    def __init__(self, session: Session, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._services = session, services
        self.papers: tuple[DrawnPaper, ...] = ()
        self._orders: tuple[PaperOrder, ...] = ()
        self._task: Task | None = None
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        row.setContentsMargins(18, 14, 18, 12)
        row.setSpacing(14)
        column = QVBoxLayout()
        column.setSpacing(10)
        side = self._side = Scrolled(self)
        column.addWidget(side, 1)
        row.addLayout(column)
        self.asking = AskingCard(session)
        self.asking.edited.connect(self._on_edited)
        self.asking.manner.fold_button.toggled.connect(self._on_folded)
        self.asking.about.back_wanted.connect(self.opened)
        self.asking.about.all_wanted.connect(self.asking.show_all)
        side.column.addWidget(self.asking)
        clear = N_(
            "A file is not encrypted: whoever has it can read it. Nothing is written unasked."
        )
        buttons = self._buttons()
        side.column.addWidget(self.every_button)
        side.column.addWidget(label(session.text(clear), "small"))
        side.column.addStretch(1)
        column.addLayout(buttons)
        beside = QVBoxLayout()
        beside.setSpacing(10)
        self.told = QVBoxLayout()
        beside.addLayout(self.told)
        self.preview = PreviewStep(session)
        beside.addWidget(self.preview, 1)
        self.went_out = WentOutCard(session)
        beside.addWidget(self.went_out, 1)
        row.addLayout(beside, 1)
        self._arrange()
        self._on_edited()

    @property
    def paper(self) -> DrawnPaper | None:
        """The paper shown, the first copy where copies are counted; None before it is drawn."""
        return self.papers[0] if self.papers else None

    def show_record(self, kind: str, record: str) -> None:
        """Offer the papers about one record."""
        try:
            found = records.load(self._session.workspace, kind, record)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self.asking.show_record(self._session.disclosed(found))
        self.asking.sort.setFocus(Qt.FocusReason.OtherFocusReason)

    def minimumSizeHint(self) -> QSize:
        # Under each other both are narrower, and a page that asks for more would never come to it.
        size = super().minimumSizeHint()
        return QSize(min(size.width(), _NARROW - 1), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the pages beside the form, or below it where there is little room."""
        narrow = self.width() < _NARROW
        stack(self._row, narrow=narrow)
        self._side.setMinimumWidth(0 if narrow else _SIDE)
        self._side.setMaximumWidth(ANY_WIDTH if narrow else _SIDE)
        self._side.setMinimumHeight(_LEAST if narrow else 0)
        self.preview.setMinimumHeight(_LEAST if narrow else 0)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.went_out.refresh()  # papers go out from elsewhere, too

    def show_paper(self) -> None:
        """Draw what is asked for, beside the window, and show its pages."""
        order = self.asking.order()
        if order is None or self._task is not None:
            return
        self._draw(orders_of(order, self.asking.posts))

    def print_on(self, printer: QPrinter) -> None:
        """Send the paper to a printer; noted before, with the copies.

        Of counted copies each goes once, as a job of its own.
        """
        if self._counted:
            printer.setCopyCount(1)
        copies, gone = max(1, printer.copyCount()), 0
        for number in range(len(self.papers)):
            if not self._note(Act.PRINTED, number, copies):
                break
            print_paper(self.papers[number].content, printer)
            gone += copies
        if gone:
            words = self._session.look.language.plural(
                "{n} copy went to the printer.", "{n} copies went to the printer.", gone
            )
            Toast(self.window(), self._session.look, words)

    def save_as(self, path: Path) -> None:
        """Write the paper into a file; counted copies into as many, numbered at the end."""
        names = []
        for number, paper in enumerate(self.papers):
            file = path.with_name(f"{path.stem}-{number + 1}{path.suffix}")
            file = file if self._counted else path
            if not self._note(Act.EXPORTED, number):
                break
            try:
                write_whole(file, paper.content)
            except UserError as error:
                messages.tell(self, self._session.look, error)
                break
            names.append(file.name)
        if names:
            self._saved(names)

    def save_draft(self, path: Path) -> None:
        """Write the draft, and beside it the request for its release."""
        paper = self.paper
        if paper is None or not self._note(Act.PRINTED):
            return
        try:
            request = write_draft(self._session.workspace, path, paper, self._orders[0].sort)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._saved([path.name, request.name])

    def take_in(self, path: Path) -> None:
        """Draw the paper anew with the answer of a second person."""
        if not self._orders:
            return
        try:
            answer = read_answer(path)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._draw(tuple(replace(order, release=answer) for order in self._orders))

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
        self.stop_button.setFocus(Qt.FocusReason.OtherFocusReason)
        task.progressed.connect(self._on_progress)
        task.succeeded.connect(partial(self.show_made, folder))
        task.start()

    @property
    def _counted(self) -> bool:
        return bool(self._orders) and self._orders[0].copy is not None

    def _draw(self, orders: tuple[PaperOrder, ...]) -> None:
        opened, draw = self._session.workspace, self._services.draw_paper

        def work(progress: Progress) -> tuple[tuple[DrawnPaper, ...], Paper]:
            workspace = reopen(opened)
            try:
                drawn = tuple(draw(workspace, order, progress) for order in orders)
                first = drawn[0]
                return drawn, Paper(first, page_sizes(first.content))
            finally:
                close(workspace)

        self._orders = orders
        self.went_out.hide()
        task = self._begin(work)
        self.preview.show_waiting()
        task.succeeded.connect(partial(self._on_drawn, orders))
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
        out = QHBoxLayout()
        out.setSpacing(8)
        out.addWidget(self.print_button, 1)
        out.addWidget(self.save_button, 1)
        column.addWidget(self.show_button)
        column.addLayout(out)
        for each in (self.waiting, self.stop_button):
            column.addWidget(each)
        self.waiting.hide()
        self.stop_button.hide()
        return column

    def _on_folded(self, shown: bool) -> None:
        if shown:  # it may unfold below what is seen; first it needs its room
            part = self.asking.manner
            QTimer.singleShot(0, part, lambda: self._side.ensureWidgetVisible(part))

    def _on_edited(self) -> None:
        """What is shown is not what is asked for any more."""
        self.papers = self._orders = ()
        set_shown(self.went_out, True)
        emptied(self.told)
        self.preview.show_nothing(self._session.text(N_("The pages will be shown here.")))
        self._set_free()

    def _set_free(self) -> None:
        free = self._task is None
        out = self.paper is not None and not self.paper.draft
        self.show_button.setEnabled(free)
        self.print_button.setEnabled(free and out)
        self.save_button.setEnabled(free and out)
        self.every_button.setVisible(self.asking.chosen.of_places)
        self.every_button.setEnabled(free)

    def _on_drawn(
        self, orders: tuple[PaperOrder, ...], found: tuple[tuple[DrawnPaper, ...], Paper]
    ) -> None:
        if orders is not self._orders:  # another paper is asked for by now
            self.preview.show_nothing(self._session.text(N_("The pages will be shown here.")))
            return
        self.papers, pages = found
        language = self._orders[0].manner.language
        self.preview.show_papers({language: pages}, language)
        if (frame := frame_around(self)) is not None:  # it may stand below what is seen
            QTimer.singleShot(0, self, partial(frame.ensureWidgetVisible, self.preview, 0, 0))
        if self._counted:
            self.told.addWidget(self._of_copies())
        if self.papers[0].draft:
            banner = ReleaseBanner(self._session)
            banner.asked.connect(self.save_draft)
            banner.answered.connect(self.take_in)
            self.told.addWidget(banner)

    def _of_copies(self) -> Banner:
        """Say how many copies there are, and which is shown."""
        session = self._session
        words = session.look.language.plural("{n} counted copy", "{n} counted copies", len(
            self.papers))  # fmt: skip
        first = N_("Shown is the first. Each is printed or saved for its reader, and noted.")
        return Banner(session.look, "info", words, session.text(first))

    def show_made(self, folder: Path, done: BatchDone) -> None:
        """Say how many papers were made and where they are, and which were not."""
        session = self._session
        words = session.look.language.plural(
            "{n} paper was made.", "{n} papers were made.", len(done.made)
        )
        tone = "warn" if done.refused or done.stopped else "ok"
        banner = Banner(session.look, tone, words)
        if done.stopped:
            stopped = N_("Stopped. What was made stays.")
            banner.words.addWidget(label(session.text(stopped)))
        if done.made:
            where = session.text(N_("They are in the folder {folder}."))
            banner.words.addWidget(label(where.format(folder=isolated(str(folder)))))
        for place, error in done.refused:
            self._tell_refused(banner, place, error)
        if any(isinstance(error, TOO_MUCH) for _, error in done.refused):
            banner.words.addWidget(label(session.text(WHERE_SHOWN)))
        self.told.addWidget(banner)

    def _tell_refused(self, banner: Banner, place: str, error: UserError) -> None:
        session = self._session
        name = session.names.title(place)
        what, _ = error.sentences(session.text)
        if not isinstance(error, TOO_MUCH):
            banner.words.addWidget(label(f"{isolated(name)}: {what}"))
            return
        line = LineButton(session.look, "file-text", "warn", name, what, place)
        line.opened.connect(self._on_refused)
        banner.words.addWidget(line)

    def _on_refused(self, place: str) -> None:
        self.review_wanted.emit(place)

    def _on_progress(self, made: int, total: int, _words: str) -> None:
        self.waiting.setRange(0, total)
        self.waiting.setValue(made)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.papers = ()
        self.preview.show_nothing("")
        self.went_out.show()
        what, remedy = error.sentences(self._session.text)
        if isinstance(error, TOO_MUCH):
            remedy = self._session.text(WHERE_SHOWN)
        self.told.addWidget(Banner(self._session.look, "bad", what, remedy))

    def _on_finished(self) -> None:
        batch = not self.waiting.isHidden()
        self._task = None
        self._set_free()
        if self.stop_button.hasFocus():
            self.every_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.waiting.hide()
        self.stop_button.hide()
        (self.done if batch else self.drawn).emit()

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _on_print(self) -> None:
        assert self.paper is not None
        printer = printer_for(self.paper.content)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(partial(self.print_on, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _on_save(self) -> None:
        order = self._orders[0]
        title = self._session.text(N_("Save the paper as"))
        code = order.code if self._counted else ""
        parts = (self.asking.chosen.command, order.place, code, order.manner.language)
        name = "-".join(part for part in parts if part) + ".pdf"
        ask_save(self, title, name, "PDF (*.pdf)", self.save_as)

    def _on_every(self) -> None:
        if self.asking.order(every_place=True) is not None:
            title = self._session.text(N_("Choose the folder for the papers"))
            ask_folder(self, title, "", self.make_all)

    def _saved(self, names: Sequence[str]) -> None:
        words = self._session.text(N_("Saved as {file}"))
        files = ", ".join(isolated(name) for name in names)
        Toast(self.window(), self._session.look, words.format(file=files))

    def _note(self, act: Act, number: int = 0, copies: int = 0) -> bool:
        """Have the act in the audit log first, and the joint review of a paper that goes out; say
        whether they are there."""
        paper, workspace = self.papers[number], self._session.workspace
        kind, record, detail = paper.kind, paper.record, dict(paper.detail)
        if copies:
            detail["copies"] = copies
        if self._counted:
            detail |= {"copy": number + 1, "copies": len(self.papers)}
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
        order = self._orders[0]
        if order.sort != "joint_review" or order.period is None:
            return None
        read_on = order.read_on or self._session.today().isoformat()
        return PaperOut(paper.code, order.place, order.period, read_on)
