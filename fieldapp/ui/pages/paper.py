"""Making the paper for a joint review: place, period and language; a look at it; print or keep.

The paper itself is drawn by `fieldapp.reports`; here it is only shown.
"""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.fieldtypes import BadValue, Day, PlaceRef
from fieldapp.errors import UserError
from fieldapp.language import LANGUAGES, N_
from fieldapp.progress import Progress
from fieldapp.store import audit
from fieldapp.store.audit import Act
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.button import button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.text import label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.files import write_whole
from fieldapp.ui.paper_view import PaperView
from fieldapp.ui.pdf_pages import page_count, print_paper
from fieldapp.ui.services import PaperOrder, Services
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

PERIOD = timedelta(days=90)
"""Joint reviews are quarterly; the person may choose another period."""


class PaperPage(QWidget):
    """Choices on one side, the pages of the paper beside them.

    Attributes:
        paper: The PDF that is shown; empty before one was made.
        make_button, save_button, print_button: What can be done.

    Signals:
        made: Making a paper has ended, well or not.
    """

    made = Signal()

    def __init__(self, session: Session, services: Services) -> None:
        super().__init__()
        self._session = session
        self._services = services
        self._task: Task | None = None
        self.paper = b""
        self._order: PaperOrder | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        row.addWidget(self._choices())
        pane = QFrame()
        set_role(pane, "pane")
        self._place = QVBoxLayout(pane)
        row.addWidget(pane, 1)
        self._shown: QWidget | None = None
        self._show_nothing()

    def choose_place(self, reference: str) -> None:
        """Set the place, when the page is opened from a record."""
        self.place.show_answer(reference)

    def _choices(self) -> QFrame:
        session, text = self._session, self._session.text
        pane = QFrame()
        set_role(pane, "pane")
        pane.setFixedWidth(330)
        column = QVBoxLayout(pane)
        column.setContentsMargins(18, 10, 18, 12)
        column.setSpacing(5)
        column.addWidget(label(text(N_("Paper for a joint review")), "title"))
        hint = N_("Only what may be read aloud is on it: no incident, no name, no small count.")
        column.addWidget(label(text(hint), "hint"))
        today = session.today()
        self.place = self._question(
            column, N_("Place"), editor_for(PlaceRef(), session.surroundings)
        )
        # Side by side, because a small screen has no room for one more line.
        period = QHBoxLayout()
        first, last = QVBoxLayout(), QVBoxLayout()
        for half in (first, last):
            half.setSpacing(column.spacing())
            period.addLayout(half, 1)
        column.addLayout(period)
        self.start = self._question(first, N_("From"), editor_for(Day(), session.surroundings))
        self.end = self._question(last, N_("To"), editor_for(Day(), session.surroundings))
        self.start.show_answer((today - PERIOD).isoformat())
        self.end.show_answer(today.isoformat())
        column.addWidget(label(text(N_("Language of the paper")), "strong"))
        self.language = Segments(session.look, list(LANGUAGES.items()))
        self.language.choose([session.look.language.code])
        column.addWidget(self.language)
        self.complaint = label("", "error")
        column.addWidget(self.complaint)
        self.complaint.hide()
        column.addStretch(1)
        self._busy = QProgressBar()
        self._busy.setTextVisible(False)
        column.addWidget(self._busy)
        self._busy.hide()
        look = session.look
        self.make_button = button(
            text(N_("Make the paper")), look.icon("file-text", "accent_ink"), "primary"
        )
        self.save_button = button(text(N_("Save as …")), look.icon("download"))
        self.print_button = button(text(N_("Print …")), look.icon("printer"))
        for widget, slot in (
            (self.make_button, self._on_make),
            (self.save_button, self._on_save),
            (self.print_button, self._on_print),
        ):
            widget.clicked.connect(slot)
            column.addWidget(widget)
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)
        return pane

    def _question(self, column: QVBoxLayout, words: str, editor: Editor) -> Editor:
        caption = label(self._session.text(words), "strong")
        caption.setBuddy(editor.control)
        editor.control.setAccessibleName(self._session.text(words))
        column.addWidget(caption)
        column.addWidget(editor)
        return editor

    def _wanted(self) -> PaperOrder | None:
        """Return what was asked for; tell in place what is missing."""
        text = self._session.text
        place = self._answer(self.place, PlaceRef(), N_("Choose the place."))
        start = self._answer(self.start, Day(), N_("Give the first day as dd/mm/yyyy."))
        end = self._answer(self.end, Day(), N_("Give the last day as dd/mm/yyyy."))
        if not (place and start and end):
            return None
        if start > end:
            self._complain(self.end, text(N_("The last day is before the first.")))
            return None
        code = str(self.language.chosen[0] if self.language.chosen else "en")
        return PaperOrder(place, date.fromisoformat(start), date.fromisoformat(end), code)

    def _answer(self, editor: Editor, type: PlaceRef | Day, complaint: str) -> str:
        try:
            value = type.accept(editor.answer())
        except BadValue:
            value = None
        self._complain(editor, "" if value else self._session.text(complaint))
        return str(value or "")

    def _complain(self, editor: Editor, sentence: str) -> None:
        editor.mark(sentence)
        if sentence:
            self.complaint.setText(sentence)
            self.complaint.show()

    def _on_make(self) -> None:
        self.complaint.hide()
        order = self._wanted()
        if order is None or self._task is not None:
            return
        open_workspace, draw = self._session.workspace, self._services.draw_paper

        def work(progress: Progress) -> bytes:
            workspace = reopen(open_workspace)
            try:
                return draw(workspace, order, progress)
            finally:
                close(workspace)

        self._order = order
        self._task = Task(work, self)
        self._task.progressed.connect(self._on_progressed)
        self._task.succeeded.connect(self._on_made)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self.make_button.setEnabled(False)
        self._busy.setRange(0, 0)
        self._busy.show()
        self._task.start()

    def _on_progressed(self, done: int, total: int, _text: str) -> None:
        self._busy.setRange(0, total)
        self._busy.setValue(done)

    def _on_made(self, paper: bytes) -> None:
        self.paper = paper
        self._show_paper()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _on_finished(self) -> None:
        self._task = None
        self._busy.hide()
        self.make_button.setEnabled(True)
        self.save_button.setEnabled(bool(self.paper))
        self.print_button.setEnabled(bool(self.paper))
        self.made.emit()

    def _show_nothing(self) -> None:
        text = self._session.text
        title = text(N_("The paper appears here"))
        hint = text(N_("Choose place, period and language, look at it, then print it."))
        self._show(EmptyState(self._session.look, "file-text", title, hint))

    def _show_paper(self) -> None:
        language = self._session.look.language
        words = self._session.text(N_("Page {number} of {count}"))
        count = page_count(self.paper)
        names = [
            words.format(number=language.number(number + 1), count=language.number(count))
            for number in range(count)
        ]
        view = PaperView(self.paper, names)
        view.setAccessibleName(self._session.text(N_("Preview of the paper")))
        self._show(view)

    def _show(self, widget: QWidget) -> None:
        if self._shown is not None:
            self._place.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = widget
        self._place.addWidget(widget)

    def _on_save(self) -> None:
        text = self._session.text
        order = self._order
        name = f"joint-review-{order.place}-{order.end}-{order.language}.pdf" if order else ""
        ask_save(self, text(N_("Save the paper as")), name, "PDF (*.pdf)", self.save_as)

    def save_as(self, path: Path) -> None:
        """Write the paper that is shown into a file."""
        try:
            write_whole(path, self.paper)
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._note(Act.EXPORTED)
        words = self._session.text(N_("Saved as {file}"))
        Toast(self, self._session.look, words.format(file=path.name))

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def print_on(self, printer: QPrinter) -> None:
        """Send the paper that is shown to a printer."""
        print_paper(self.paper, printer)
        self._note(Act.PRINTED)

    def _note(self, act: Act) -> None:
        assert self._order is not None
        audit.note(
            self._session.workspace, act, "joint_review", detail={"place": self._order.place}
        )
