"""The questions of one record in one or two columns; a question shows only while it applies.

A long form has some twenty questions, and each takes a few milliseconds to make: they are made a
few at a time, so that the window answers meanwhile. Whoever asks for one gets it at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from time import perf_counter

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.intake import take_in
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import applies
from fieldapp.domain.schema import Field, RecordKind, Values
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.growing import Growing

TWO_COLUMNS = 560
"""Logical pixels; narrower, the questions stand one under the other."""

_COLUMN = 205
"""Logical pixels of a column where there are as many as fit."""

SLICE = 0.01
"""Seconds after which the making of questions lets the window have its turn."""


class FieldGrid(QWidget):
    """Some or all questions of one kind; in compact surroundings all in one line.

    Signals:
        edited: The person changed an answer.
        grown: All questions are there now.
    """

    edited = Signal()
    grown = Signal()

    def __init__(
        self,
        kind: RecordKind,
        fields: Iterable[Field],
        surroundings: Surroundings,
        parent: QWidget | None = None,
        *,
        most_columns: int = 0,
        grows: bool = True,
    ) -> None:
        """Ask `fields`; with `most_columns` they stand in so many as soon as each has room. Where
        it does not grow by itself, whoever made it calls `make_next`."""
        super().__init__(parent)
        self._most_columns = most_columns
        self._kind = kind
        self._look = surroundings.look
        self._surroundings = replace(surroundings, shared_kinds=self._shared_kinds)
        self._fields = {field.name: field for field in fields}
        self._others: Values = {}
        self._waiting: dict[str, Value] = {}
        """Answers of questions that are not made yet."""
        self._hidden: frozenset[str] = frozenset()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(14)
        self._rows: dict[str, FieldRow] = {}
        self._applying: tuple[str, ...] = ()
        self._placed: tuple[str, ...] = ()
        self._one_line = surroundings.compact
        self._columns = len(self._fields) if self._one_line else 2
        self._growing = Growing(surroundings.growth, self, self._grow)
        if self._one_line:
            self.make_all()
        elif grows:
            self._growing.start()
        self._arrange()

    @property
    def rows(self) -> dict[str, FieldRow]:
        """Field name to its row."""
        self.make_all()
        return self._rows

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the questions, in order."""
        return tuple(self._fields)

    @property
    def made(self) -> tuple[FieldRow, ...]:
        """The questions that are made as yet; only these can have been touched."""
        return tuple(self._rows.values())

    def row(self, name: str) -> FieldRow:
        """Return one question; made now if it was not."""
        if name not in self._rows:
            self._make(name)
            self._arrange()
            self._tell_grown()
        return self._rows[name]

    def first(self) -> FieldRow:
        """Return the first question."""
        return self.row(next(iter(self._fields)))

    def show_answers(self, answers: Mapping[str, object]) -> None:
        """Show answers: kept values, or what somebody had typed into a draft."""
        for name in self._fields:
            self._show(name, as_value(answers.get(name)))
        self._arrange()

    def show_differing(self, answers: Mapping[str, object]) -> tuple[str, ...]:
        """Show those of these answers that are not shown already; return which.

        A question that is not among them keeps what stands in it.
        """
        now = self._entered()
        names = tuple(n for n in self._fields if n in answers and now[n] != as_value(answers[n]))
        for name in names:
            self._show(name, as_value(answers[name]))
        self._arrange()
        return names

    def hide_answers(self, hidden: frozenset[str]) -> None:
        """Mask these answers and no others."""
        self._hidden = hidden
        for name, row in self._rows.items():
            row.hide_answer(name in hidden)

    def answers(self) -> dict[str, object]:
        """Return what stands in the editors of all questions that apply.

        A question that does not apply is left out, so that its earlier answer is not lost.
        """
        return {name: self._answer(name) for name in self._applying}

    def surround(self, others: Values) -> None:
        """Take note of answers given elsewhere in the form: what applies may depend on them."""
        self._others = others
        self._arrange()

    def show_problems(self, hard: Iterable[Problem], soft: Iterable[Problem]) -> None:
        """Show under each question what is wrong with its answer."""
        found = self._sentences(hard, soft)
        for name in self._fields:
            if name in found:
                sentence, is_soft = found[name]
                self.row(name).complain(sentence, soft=is_soft)
            elif name in self._rows:
                self._rows[name].complain("")

    def show_problem(self, name: str, hard: Iterable[Problem], soft: Iterable[Problem]) -> None:
        """Show under one question what is wrong with its answer."""
        sentence, is_soft = self._sentences(hard, soft).get(name, ("", False))
        self.row(name).complain(sentence, soft=is_soft)

    def minimumSizeHint(self) -> QSize:
        # One column is narrower, and a page that asks for two would never come to it.
        size = super().minimumSizeHint()
        if self._one_line:
            return size
        least = max((self._rows[n].minimumSizeHint().width() for n in self._placed), default=0)
        return QSize(min(size.width(), least), size.height())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._growing.come_back()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._growing.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= TWO_COLUMNS else 1
        if self._most_columns and self.width() >= self._most_columns * _COLUMN:
            columns = self._most_columns
        if not self._one_line and columns != self._columns:
            self._columns = columns
            # Not now: what changes inside a resize is not told to the layouts around.
            QTimer.singleShot(0, self, self._place)

    def _sentences(
        self, hard: Iterable[Problem], soft: Iterable[Problem]
    ) -> dict[str, tuple[str, bool]]:
        translate = self._look.language.translate
        found: dict[str, tuple[str, bool]] = {}
        for problems, is_soft in ((soft, True), (hard, False)):
            for problem in problems:
                found[problem.field] = (problem.error.sentences(translate)[0], is_soft)
        return found

    def _answer(self, name: str) -> object:
        row = self._rows.get(name)
        return row.editor.answer() if row is not None else self._waiting.get(name)

    def _shared_kinds(self) -> tuple[str, ...]:
        kinds = as_value(self._answer("kinds"))
        return kinds if isinstance(kinds, tuple) else ()

    def _entered(self) -> dict[str, Value]:
        return {name: as_value(self._answer(name)) for name in self._fields}

    def _show(self, name: str, value: Value) -> None:
        row = self._rows.get(name)
        if row is None:
            self._waiting[name] = value
        else:
            row.editor.show_answer(value)

    def _grow(self) -> None:
        """Make the next questions, for as long as nobody notices."""
        until = perf_counter() + SLICE
        for name in self._fields:
            if name in self._rows:
                continue
            self._make(name)
            if perf_counter() > until:
                break
        self._arrange()
        self._tell_grown()

    def make_next(self) -> bool:
        """Make the next question that is not made yet; return whether there was one."""
        name = next((each for each in self._fields if each not in self._rows), None)
        if name is not None:
            self.row(name)
        return name is not None

    def make_all(self) -> None:
        """Make all questions now that are not made yet."""
        if len(self._rows) == len(self._fields):
            return
        for name in self._fields:
            if name not in self._rows:
                self._make(name)
        self._arrange()
        self._tell_grown()

    def _tell_grown(self) -> None:
        if len(self._rows) == len(self._fields):
            self._growing.stop()
            self.grown.emit()

    def _make(self, name: str) -> None:
        row = FieldRow(self._kind, self._fields[name], self._surroundings, self)
        row.editor.edited.connect(self._on_edited)
        if self._waiting.get(name) is not None:
            row.editor.show_answer(self._waiting[name])
        self._waiting.pop(name, None)
        row.hide_answer(name in self._hidden)
        self._rows[name] = row

    def _on_edited(self) -> None:
        self._arrange()
        self.edited.emit()

    def _arrange(self) -> None:
        """Show the questions that apply, and their levels, for the answers given so far."""
        entered = {name: self._answer(name) for name in self._fields}
        values = {**self._others, **take_in(self._kind, entered).values}
        self._applying = tuple(n for n in self._fields if applies(self._kind, n, values))
        for name, row in self._rows.items():
            row.set_level(self._kind.level_of(name, values))
            if name not in self._applying:
                row.hide()
        if tuple(name for name in self._applying if name in self._rows) != self._placed:
            self._place()

    def _place(self) -> None:
        self._placed = shown = tuple(name for name in self._applying if name in self._rows)
        for row in self._rows.values():
            self._grid.removeWidget(row)
            if row.name not in shown:
                row.hide()
        line = column = 0
        for name in shown:
            row = self._rows[name]
            span = self._columns if row.wide and not self._one_line else 1
            if column + span > self._columns:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            set_shown(row, True)
            column += span
        for number in range(max(2, self._columns, self._most_columns)):
            self._grid.setColumnStretch(number, 1 if number < self._columns else 0)


def as_value(answer: object) -> Value:
    """Return an answer as editors show it: kept, or out of a draft."""
    if isinstance(answer, list | tuple):
        return tuple(str(item) for item in answer)
    return answer if isinstance(answer, str | int | float | bool) else None
