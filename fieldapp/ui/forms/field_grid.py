"""The questions of one record in one or two columns; a question shows only while it applies."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.intake import take_in
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import applies
from fieldapp.domain.schema import Field, RecordKind, Values
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.field_row import FieldRow

TWO_COLUMNS = 560
"""Logical pixels; narrower, the questions stand one under the other."""

_COLUMN = 205
"""Logical pixels of a column where there are as many as fit."""


class FieldGrid(QWidget):
    """Some or all questions of one kind; in compact surroundings all in one line.

    Attributes:
        rows: Field name to its row.

    Signals:
        edited: The person changed an answer.
    """

    edited = Signal()

    def __init__(
        self,
        kind: RecordKind,
        fields: Iterable[Field],
        surroundings: Surroundings,
        *,
        most_columns: int = 0,
    ) -> None:
        """Ask `fields`; with `most_columns` they stand in so many as soon as each has room."""
        super().__init__()
        self._most_columns = most_columns
        self._kind = kind
        self._look = surroundings.look
        self._others: Values = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(14)
        self.rows: dict[str, FieldRow] = {}
        for field in fields:
            row = FieldRow(field, surroundings)
            row.setParent(self)
            row.editor.edited.connect(self._on_edited)
            self.rows[field.name] = row
        self._placed: tuple[str, ...] = ()
        self._one_line = surroundings.compact
        self._columns = len(self.rows) if self._one_line else 2
        self._arrange()

    def show_answers(self, answers: Mapping[str, object]) -> None:
        """Show answers: kept values, or what somebody had typed into a draft."""
        for name, row in self.rows.items():
            row.editor.show_answer(_value(answers.get(name)))
        self._arrange()

    def hide_answers(self, hidden: frozenset[str]) -> None:
        """Mask these answers and no others."""
        for name, row in self.rows.items():
            row.hide_answer(name in hidden)

    def answers(self) -> dict[str, object]:
        """Return what stands in the editors of all questions that apply.

        A question that does not apply is left out, so that its earlier answer is not lost.
        """
        return {name: self.rows[name].editor.answer() for name in self._placed}

    def surround(self, others: Values) -> None:
        """Take note of answers given elsewhere in the form: what applies may depend on them."""
        self._others = others
        self._arrange()

    def show_problems(self, hard: Iterable[Problem], soft: Iterable[Problem]) -> None:
        """Show under each question what is wrong with its answer."""
        translate = self._look.language.translate
        found: dict[str, tuple[str, bool]] = {}
        for problems, is_soft in ((soft, True), (hard, False)):
            for problem in problems:
                found[problem.field] = (problem.error.sentences(translate)[0], is_soft)
        for name, row in self.rows.items():
            sentence, is_soft = found.get(name, ("", False))
            row.complain(sentence, soft=is_soft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = 2 if self.width() >= TWO_COLUMNS else 1
        if self._most_columns and self.width() >= self._most_columns * _COLUMN:
            columns = self._most_columns
        if not self._one_line and columns != self._columns:
            self._columns = columns
            # Not now: what changes inside a resize is not told to the layouts around.
            QTimer.singleShot(0, self, self._place_again)

    def _on_edited(self) -> None:
        self._arrange()
        self.edited.emit()

    def _values(self) -> dict[str, Value]:
        entered = {name: row.editor.answer() for name, row in self.rows.items()}
        return {**self._others, **take_in(self._kind, entered).values}

    def _arrange(self) -> None:
        """Show the questions that apply, and their levels, for the answers given so far."""
        values = self._values()
        shown = tuple(name for name in self.rows if applies(self._kind, name, values))
        for name, row in self.rows.items():
            row.set_level(self._kind.level_of(name, values))
        if shown == self._placed:
            return
        self._place(shown)

    def _place_again(self) -> None:
        self._place(self._placed)

    def _place(self, shown: tuple[str, ...]) -> None:
        self._placed = shown
        for row in self.rows.values():
            self._grid.removeWidget(row)
            row.setVisible(row.name in shown)
        line = column = 0
        for name in shown:
            row = self.rows[name]
            span = self._columns if row.wide and not self._one_line else 1
            if column + span > self._columns:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
        for number in range(max(2, self._columns, self._most_columns)):
            self._grid.setColumnStretch(number, 1 if number < self._columns else 0)


def _value(answer: object) -> Value:
    if isinstance(answer, list | tuple):
        return tuple(str(item) for item in answer)
    return answer if isinstance(answer, str | int | float | bool) else None
