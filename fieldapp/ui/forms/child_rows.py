"""The rows of a record inside its form: who came, what was promised, milestones, victims.

Rows with a few short answers stand as lines of a table, so that a head count is typed without
leaving the keyboard; others as cards. Many are made a few at a time, as the questions of a form.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import (
    Age,
    Choice,
    Currency,
    Day,
    Number,
    Text,
    Whole,
    YesNo,
)
from fieldapp.domain.intake import take_in
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts
from fieldapp.domain.schema import Field, Level, RecordKind, Values
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.copying import copied_answers
from fieldapp.ui.forms.field_grid import SLICE
from fieldapp.ui.forms.form_state import Row, Seen, own_fields, problems
from fieldapp.ui.forms.row_line import RowLine
from fieldapp.ui.growing import Growing

MOST_COLUMNS = 5
_SCALE = 100
"""A whole number up to here is a step on a scale or a percentage and is not added up."""


def is_table(fields: Sequence[Field]) -> bool:
    """Say whether rows with these questions fit a line each."""
    short = (Age, Choice, Currency, Day, Number, Whole, YesNo)
    return len(fields) <= MOST_COLUMNS and all(
        isinstance(field.type, short) or (isinstance(field.type, Text) and field.type.lines == 1)
        for field in fields
    )


class ChildRows(QWidget):
    """All rows of one kind in the form of their parent.

    Signals:
        edited: A row was added, changed or taken out.
        removing: The person wants a saved row out; carries its line. Others just go.
        grown: A row came in or went.
    """

    edited = Signal()
    removing = Signal(object)
    grown = Signal()

    def __init__(
        self,
        kind: RecordKind,
        surroundings: Surroundings,
        clearance: Level,
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        """Show rows of `kind`; `new_id` gives the id of a row that is added."""
        super().__init__(parent)
        self.kind = kind
        self._made: list[RowLine] = []
        self._waiting: list[Row] = []
        self._saved: frozenset[str] = frozenset()
        self._hidden: Mapping[str, frozenset[str]] = {}
        self._fields = own_fields(kind)
        self._clearance = clearance
        self._new_id = new_id
        self._table = is_table(self._fields)
        self._surroundings = replace(surroundings, compact=self._table)
        self._growing = Growing(surroundings.growth, self, self._grow)
        translate = surroundings.look.language.translate
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6 if self._table else 12)
        column.addLayout(self._lines)
        self._sums = label("", "strong")  # on a line of its own: beside the buttons it was cut
        self._sums.hide()
        column.addWidget(self._sums)
        buttons = QWidget()
        foot = Flow(buttons, gap=10)
        self.add_button = button(
            translate(N_("Add: {what}")).format(what=translate(kind.label)),
            surroundings.look.icon("plus"),
        )
        self.add_button.setToolTip("Ctrl+Enter")
        self.add_button.clicked.connect(self.add)
        foot.addWidget(self.add_button)
        self.like_button = button(
            translate(N_("Another like the last")), surroundings.look.icon("copy"), "quiet"
        )
        self.like_button.setToolTip("Ctrl+D")
        self.like_button.clicked.connect(self.add_like)
        self.like_button.hide()
        foot.addWidget(self.like_button)
        column.addWidget(buttons)
        column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._growing.come_back()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._growing.leave()

    @property
    def lines(self) -> list[RowLine]:
        """The rows from top to bottom."""
        while self._waiting:
            self._make_next()
        return self._made

    @property
    def made(self) -> tuple[RowLine, ...]:
        """The rows that are made as yet; only these can have been touched."""
        return tuple(self._made)

    def line_of(self, record: str) -> RowLine | None:
        """Return the row with an id; made now, with those above it, if it was not."""
        if any(row.id == record for row in self._waiting):
            while self._made[-1].id != record if self._made else True:
                self._make_next()
        return next((line for line in self._made if line.id == record), None)

    def line_around(self, widget: QWidget) -> RowLine | None:
        """Return the row that a widget is part of."""
        return next((line for line in self._made if line.isAncestorOf(widget)), None)

    def put_cursor(self) -> None:
        """Put the cursor into the first row, or where one is added."""
        if not self._made and self._waiting:
            self._make_next()
        if self._made:
            self._made[0].focus_first()
        else:
            self.add_button.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def rows(self) -> list[Row]:
        """Return every row with something in it."""
        return [*(line.row() for line in self._made if line.counts), *self._waiting]

    def show_rows(
        self,
        rows: Sequence[Row],
        seen: Mapping[str, Seen],
        hidden: Mapping[str, frozenset[str]],
    ) -> None:
        """Show these rows instead of those there; `seen` has those that were saved before, `hidden`
        the answers that are masked."""
        while self._made:
            self._drop(self._made[-1])
        self._saved = frozenset(seen)
        self._hidden = hidden
        self._waiting = list(rows)
        if self._waiting:
            self._growing.start()
        self._write_sums()

    def show_again(self, rows: Sequence[Row]) -> None:
        """Show these rows as they stand here; lines that are there already stay."""
        wanted = {row.id: row for row in rows}
        for line in list(self.lines):
            if line.id not in wanted and line.counts:
                self._drop(line)
        there = {line.id: line for line in self._made}
        for place, row in enumerate(rows):
            if row.id in there:
                there[row.id].grid.show_differing(row.answers)
            else:
                self._add(row, at=min(place, len(self._made)))
        self._show_heads()
        self._write_sums()
        self.grown.emit()

    def check(self, refused: Mapping[str, tuple[Problem, ...]]) -> list[tuple[RowLine, Problem]]:
        """Show what is wrong in each row; return what must be mended.

        Args:
            refused: What the officer has no right to, by id of the row.
        """
        wrong = [n for n, row in enumerate(self._waiting, 1) if self._is_wrong(row, refused)]
        for _ in range(max(wrong, default=0)):
            self._make_next()
        found = [line for line in self._made if line.counts]
        return [
            (line, problem)
            for line in found
            for problem in line.check(self._clearance, refused.get(line.id, ()))
        ]

    def _is_wrong(self, row: Row, refused: Mapping[str, tuple[Problem, ...]]) -> bool:
        """Say whether there is something to tell of a row that is not made yet."""
        hard = problems(
            self.kind,
            row.answers,
            is_new=row.id not in self._saved,
            clearance=self._clearance,
            in_parent=True,
            hidden=self._hidden.get(row.id, frozenset()),
        )
        values = take_in(self.kind, row.answers).values
        soft = doubts(self.kind, values, today=self._surroundings.today())
        return bool(hard or soft or row.id in refused)

    def add(self) -> None:
        """Add an empty row and put the cursor into it."""
        self._begin({})

    def add_like(self) -> None:
        """Add a row that answers as the one with the cursor, or the last, where that is no secret
        and no name."""
        like = self.current() or (self.lines[-1] if self.lines else None)
        if like is not None:
            self._begin(copied_answers(self.kind, like.values()))
            self.edited.emit()

    def current(self) -> RowLine | None:
        """Return the row with the cursor."""
        at = QApplication.focusWidget()
        return self.line_around(at) if at else None

    def take_out(self, line: RowLine) -> None:
        """Take a row out of the form; the other rows stay as they are. The cursor goes on."""
        had_cursor = self.current() is line
        place = self.lines.index(line)
        self._drop(line)
        self._show_heads()
        if had_cursor:
            if self._made:
                self._made[min(place, len(self._made) - 1)].focus_first()
            else:
                self.add_button.setFocus()
        self.grown.emit()
        self._on_edited()

    def ask_out(self, line: RowLine) -> None:
        """Take a row out; of one that was saved before the form is asked first."""
        if line.saved:
            self.removing.emit(line)
        else:
            self.take_out(line)

    def _begin(self, answers: Values) -> None:
        line = self._add(Row(self.kind.name, self._new_id(), answers), at=len(self.lines))
        self._show_heads()
        self.grown.emit()
        line.focus_first()

    def _grow(self) -> None:
        until = perf_counter() + SLICE
        while perf_counter() < until:
            if any(line.grid.make_next() for line in self._made):
                continue
            if not self._waiting:
                self._growing.stop()
                self.grown.emit()
                return
            self._make_next()

    def _make_next(self) -> None:
        row = self._waiting.pop(0)
        self._add(row, at=len(self._made))
        if not self._waiting:
            self.grown.emit()

    def _add(self, row: Row, *, at: int) -> RowLine:
        saved = row.id in self._saved
        line = RowLine(self.kind, self._fields, self._surroundings, row, saved=saved, parent=self)
        if self._table:
            line.show_labels(at == 0)
        line.hide_answers(self._hidden.get(row.id, frozenset()))
        line.edited.connect(self._on_edited)
        line.removed.connect(self.ask_out)
        self._made.insert(at, line)
        self._growing.start()
        self._lines.insertWidget(at, line)
        self.like_button.show()
        return line

    def _drop(self, line: RowLine) -> None:
        self._made.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.like_button.setVisible(bool(self._made))

    def _show_heads(self) -> None:
        if self._table:
            for number, line in enumerate(self._made):
                line.show_labels(number == 0)

    def _on_edited(self) -> None:
        self._write_sums()
        self.edited.emit()

    def _write_sums(self) -> None:
        """Add up the columns that are counts: the officer sees at once if somebody was missed."""
        if not self._table:
            return
        language = self._surroundings.look.language
        rows = [line.values() for line in self._made]
        rows += [take_in(self.kind, row.answers).values for row in self._waiting]
        parts = []
        for field in self._fields:
            if isinstance(field.type, Whole) and field.type.most > _SCALE:
                answers = (row.get(field.name) for row in rows)
                total = sum(answer for answer in answers if isinstance(answer, int))
                pair, shown = language.translate(N_("{question}: {answer}")), language.number(total)
                question = language.translate(field.label)
                parts.append(pair.format(question=question, answer=isolated(shown)))
        told = " · ".join(parts) if len(rows) > 1 else ""
        self._sums.setText(told)
        self._sums.setVisible(bool(told))
