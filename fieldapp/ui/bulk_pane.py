"""Several records at once: one answer for all of them, shown before it is done."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.fieldtypes import BadValue, PlaceRef, Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync import bulk
from fieldapp.sync.bulk import Done, Line, Plan
from fieldapp.ui import messages
from fieldapp.ui.components.button import button, set_words, tool_button
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.table import InItsOrder
from fieldapp.ui.components.text import label
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import CONTROL_HEIGHT, set_role
from fieldapp.ui.task import Task


class BulkPane(QFrame):
    """What can be done with the records that are selected.

    Attributes:
        field: The question.
        editor: Where the answer is entered; None before a question is chosen.
        preview: What would become of each record.

    Signals:
        changed: An answer was changed in many records; carries a `Done`.
        closed: Nothing shall be selected any longer.
        previewed: What would become of each record is shown.
    """

    changed = Signal(object)
    closed = Signal()
    previewed = Signal()

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        set_role(self, "pane")
        self._session = session
        self._kind = kind_named(kind)
        self._ids: list[str] = []
        self._plan: Plan | None = None
        self._task: Task | None = None
        self.editor: Editor | None = None
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        head = QHBoxLayout()
        self._title = label("", "title")
        head.addWidget(self._title, 1)
        self.close_button = tool_button(look, "x", text(N_("Select nothing")))
        self.close_button.clicked.connect(self.closed)
        head.addWidget(self.close_button)
        column.addLayout(head)
        hint = N_("One answer for all of them. You see every change before it is made.")
        self._hint = label(text(hint), "hint")
        column.addWidget(self._hint)
        clearance = session.reader.clearance
        self._fields = {f.name: f for f in bulk.fields_for_many(self._kind, clearance)}
        options = [(name, text(each.label)) for name, each in self._fields.items()]
        self.field = Select(look, options, text(N_("Choose a question")))
        self.field.setAccessibleName(text(N_("Question")))
        self.field.currentIndexChanged.connect(self._on_field)
        column.addWidget(label(text(N_("Question")), "strong"))
        column.addWidget(self.field)
        self._caption = label(text(N_("Answer for all; empty takes it away")), "strong")
        column.addWidget(self._caption)
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self.preview_button = button(text(N_("Show what would change")), look.icon("eye"))
        self.preview_button.clicked.connect(self._on_preview)
        row = QHBoxLayout()
        row.addWidget(self.preview_button)
        row.addStretch(1)
        column.addLayout(row)
        self._sum = label("", "hint")
        column.addWidget(self._sum)
        self.preview = self._make_preview()
        column.addWidget(self.preview, 1)
        column.addStretch()
        self.change_button = button("", look.icon("check", "accent_ink"), "primary")
        self.change_button.clicked.connect(self._on_change)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.change_button)
        column.addLayout(foot)
        session.sight.watch(self)
        self._on_field()

    def show_records(self, ids: Sequence[str]) -> None:
        """Be about these records."""
        self._ids = list(ids)
        language = self._session.look.language
        words = language.plural("{n} record selected", "{n} records selected", len(ids))
        self._title.setText(words)
        self._forget()

    def _make_preview(self) -> QTableWidget:
        text = self._session.text
        table = QTableWidget(0, 3)
        table.setItemDelegate(InItsOrder(table))
        table.setHorizontalHeaderLabels(
            [text(N_("Record")), text(N_("Stands now")), text(N_("Would stand"))]
        )
        table.setAccessibleName(text(N_("What would change")))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(CONTROL_HEIGHT)
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        head.setHighlightSections(False)
        start = Qt.AlignmentFlag.AlignLeading
        head.setDefaultAlignment(start | Qt.AlignmentFlag.AlignVCenter)
        return table

    def _on_field(self) -> None:
        if self.editor is not None:
            self._place.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
        name = self.field.value
        self._caption.setVisible(name is not None)
        if name is not None:
            field = self._fields[str(name)]
            self.editor = editor_for(field.type, self._session.surroundings)
            self.editor.control.setAccessibleName(self._session.text(field.label))
            self.editor.edited.connect(self._forget)
            self._place.addWidget(self.editor)
            QWidget.setTabOrder(self.field, self.editor.control)
        self._forget()

    def _forget(self) -> None:
        """What was shown no longer holds."""
        self._plan = None
        self._hint.show()
        self.preview.hide()
        self._sum.hide()
        self.change_button.hide()
        self.preview_button.setEnabled(self.editor is not None)

    def _answer(self) -> Value:
        """Return the answer that was entered.

        Raises:
            BadValue: It is none.
        """
        assert self.editor is not None
        field = self._fields[str(self.field.value)]
        return field.type.accept(self.editor.answer())

    def _on_preview(self) -> None:
        try:
            value = self._answer()
        except BadValue as error:
            messages.tell(self, self._session.look, error)
            return
        name, ids, kind = str(self.field.value), tuple(self._ids), self._kind.name
        self._start(lambda own: bulk.plan(own, kind, ids, name, value), self._on_planned)

    def _on_planned(self, plan: Plan) -> None:
        self._plan = plan
        language = self._session.look.language
        self.preview.setRowCount(len(plan.lines))
        for row, line in enumerate(sorted(plan.lines, key=lambda each: each.why is not None)):
            for column, item in enumerate(self._cells(line, plan)):
                self.preview.setItem(row, column, item)
        changing, left = len(plan.changing), len(plan.lines) - len(plan.changing)
        told = [
            language.plural("{n} record will be changed.", "{n} records will be changed.", changing)
        ]
        if left:
            told.append(language.plural("{n} is left out.", "{n} are left out.", left))
        self._sum.setText(" ".join(told))
        set_words(
            self.change_button,
            language.plural("Change {n} record", "Change {n} records", changing),
        )
        self.change_button.setVisible(changing > 0)
        self._hint.hide()  # the room is for what would change
        self._sum.show()
        self.preview.show()
        self.change_button.setEnabled(True)  # the keys go to nothing that is shut
        self.change_button.setFocus()
        self.previewed.emit()

    def _cells(self, line: Line, plan: Plan) -> list[QTableWidgetItem]:
        session = self._session
        found = records.find(session.workspace, line.record)
        title = session.names.of(session.disclosed(found, Door.LIST)) if found else ""
        texts = [title, self._shown(plan.field, line.before), self._shown(plan.field, plan.value)]
        icon = session.look.icon("check", "ok")
        if line.why is not None:
            why = messages.in_words(session.look, line.why)[0]
            texts[2] = why
            icon = session.look.icon("x", "warn")
        cells = [QTableWidgetItem(each) for each in texts]
        cells[2].setIcon(icon)
        left_out = session.text(N_("Left out: {why}")).format(why=texts[2])
        said = (*texts[:2], left_out if line.why is not None else texts[2])
        for cell, each in zip(cells, said, strict=True):
            cell.setToolTip(each)
            cell.setData(Qt.ItemDataRole.AccessibleTextRole, each)
        return cells

    def _shown(self, name: str, value: Value) -> str:
        field = self._fields[name]
        if value is None:
            return self._session.text(N_("(empty)"))
        if isinstance(field.type, PlaceRef):
            return self._session.names.title(str(value))
        return field.type.show(value, self._session.look.language)

    def _on_change(self) -> None:
        plan = self._plan
        if plan is not None:
            self._start(lambda own: bulk.carry_out(own, plan), self._on_changed)

    def _on_changed(self, done: Done) -> None:
        self._forget()
        self.changed.emit(done)

    def _start(self, act: Callable[[Workspace], object], then: Callable[..., None]) -> None:
        self.preview_button.setEnabled(False)
        self.change_button.setEnabled(False)
        self._task = Task(partial(_beside, self._session.workspace, act), self)
        self._task.succeeded.connect(then)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _on_finished(self) -> None:
        self.preview_button.setEnabled(self.editor is not None)
        self.change_button.setEnabled(True)


def _beside(workspace: Workspace, act: Callable[[Workspace], object], progress: Progress) -> object:
    progress.check()
    own = reopen(workspace)
    try:
        return act(own)
    finally:
        close(own)


def taken_back(workspace: Workspace, done: Done) -> Callable[[Progress], object]:
    """Return the work that puts back what stood before."""
    return partial(_beside, workspace, partial(_take_back, done))


def _take_back(done: Done, own: Workspace) -> Done:
    return bulk.take_back(own, done)
