"""The receipt of feedback on the screen: its code, large, and the slip to print or to keep."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import audit
from fieldapp.store.audit import Act
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.files import write_whole
from fieldapp.ui.paper_languages import paper_languages
from fieldapp.ui.pdf_pages import print_paper
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

_LANGUAGES = 340
"""Logical pixels: the languages of papers in two rows."""


class SlipPanel(QFrame):
    """The code, and what can be done with the slip.

    Attributes:
        slip: The PDF made last; empty before.
        print_button, save_button: Each makes the slip in the language chosen, then uses it.
    """

    def __init__(self, session: Session, services: Services, order: PaperOrder, code: str) -> None:
        super().__init__()
        set_role(self, "child")
        self._session = session
        self._services = services
        self._order = order
        self._task: Task | None = None
        self.slip = b""
        text, look = session.text, session.look
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 16)
        column.setSpacing(8)
        small = label(text(N_("Code on the slip")), "hint", wrap=False)
        column.addWidget(small, 0, centre)
        self.code = label(isolated(code), "figure", wrap=False)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column.addWidget(self.code, 0, centre)
        caption = label(text(N_("Language of the slip")), "small", wrap=False)
        column.addWidget(caption, 0, centre)
        self.language = paper_languages(look)
        self.language.choose([order.manner.language])
        self.language.setFixedWidth(_LANGUAGES)
        column.addWidget(self.language, 0, centre)
        column.addSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(10)
        self.print_button = button(text(N_("Print the slip …")), look.icon("printer"))
        self.print_button.clicked.connect(self._on_print)
        self.save_button = button(text(N_("Save the slip as …")), look.icon("download"))
        self.save_button.clicked.connect(self._on_save)
        line.addStretch(1)
        line.addWidget(self.print_button)
        line.addWidget(self.save_button)
        line.addStretch(1)
        column.addLayout(line)

    def showEvent(self, event: QShowEvent) -> None:
        # What stands in the middle of a page gets the height of one row, however many it has.
        self.language.setMinimumHeight(self.language.heightForWidth(_LANGUAGES))
        super().showEvent(event)

    def save_as(self, path: Path) -> None:
        """Write the slip that was made into a file."""
        try:
            self._note(Act.EXPORTED)
            write_whole(path, self.slip)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        words = self._session.text(N_("Saved as {file}"))
        Toast(self.window(), self._session.look, words.format(file=path.name))

    def print_on(self, printer: QPrinter) -> None:
        """Send the slip that was made to a printer."""
        try:
            self._note(Act.PRINTED)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        print_paper(self.slip, printer)

    def make(self, then: Callable[[], None]) -> None:
        """Make the slip beside the window, then do something with it."""
        if self._task is not None:
            return
        chosen = self.language.chosen
        language = str(chosen[0]) if chosen else self._order.manner.language
        order = replace(self._order, manner=Manner(language))
        open_workspace, draw = self._session.workspace, self._services.draw_paper

        def work(progress: Progress) -> bytes:
            workspace = reopen(open_workspace)
            try:
                return draw(workspace, order, progress).content
            finally:
                close(workspace)

        def made(slip: bytes) -> None:
            self.slip = slip
            then()

        self._task = Task(work, self)
        self._task.succeeded.connect(made)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._set_busy(busy=True)
        self._task.start()

    def _set_busy(self, *, busy: bool) -> None:
        for each in (self.print_button, self.save_button):
            each.setEnabled(not busy)

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _on_finished(self) -> None:
        self._task = None
        self._set_busy(busy=False)

    def _on_save(self) -> None:
        self.make(self._ask_where)

    def _ask_where(self) -> None:
        title = self._session.text(N_("Save the slip as"))
        # Not named after its code: whoever sees a list of files would know who holds which.
        ask_save(self, title, "slip.pdf", "PDF (*.pdf)", self.save_as)

    def _on_print(self) -> None:
        self.make(self._ask_printer)

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _note(self, act: Act) -> None:
        audit.note(
            self._session.workspace, act, "feedback", self._order.record,
            detail={"paper": "receipt"},
        )  # fmt: skip
