"""The rows of a record inside its form: who came, what was promised, milestones, victims.

Rows with a few short answers stand as lines of a table, so that a head count is typed without
leaving the keyboard; others as cards.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import Age, Choice, Currency, Day, Number, Text, Whole, YesNo
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Field, Level, RecordKind
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.form_state import Row, Seen, own_fields
from fieldapp.ui.forms.row_line import RowLine

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

    Attributes:
        lines: The rows from top to bottom.

    Signals:
        edited: A row was added, changed or taken out.
        removing: The person wants a saved row out; carries its line. Others just go.
    """

    edited = Signal()
    removing = Signal(object)

    def __init__(
        self,
        kind: RecordKind,
        surroundings: Surroundings,
        clearance: Level,
        new_id: Callable[[], str],
    ) -> None:
        """Show rows of `kind`; `new_id` gives the id of a row that is added."""
        super().__init__()
        self.kind = kind
        self.lines: list[RowLine] = []
        self._fields = own_fields(kind)
        self._clearance = clearance
        self._new_id = new_id
        self._table = is_table(self._fields)
        self._surroundings = replace(surroundings, compact=self._table)
        translate = surroundings.look.language.translate
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6 if self._table else 12)
        column.addLayout(self._lines)
        foot = QHBoxLayout()
        self.add_button = button(
            translate(N_("Add: {what}")).format(what=translate(kind.label)),
            surroundings.look.icon("plus"),
        )
        self.add_button.clicked.connect(self._on_add)
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self._sums = label("", "strong", wrap=False)
        foot.addWidget(self._sums)
        column.addLayout(foot)
        column.addStretch(1)

    def rows(self) -> list[Row]:
        """Return every row with something in it."""
        return [line.row() for line in self.lines if line.counts]

    def show_rows(
        self,
        rows: Sequence[Row],
        seen: Mapping[str, Seen],
        hidden: Mapping[str, frozenset[str]],
    ) -> None:
        """Show these rows instead of those there; `seen` has those that were saved before, `hidden`
        the answers that are masked."""
        while self.lines:
            self._drop(self.lines[-1])
        for row in rows:
            self._add(row, saved=row.id in seen).hide_answers(hidden.get(row.id, frozenset()))
        self._write_sums()

    def check(self, refused: Mapping[str, tuple[Problem, ...]]) -> list[tuple[RowLine, Problem]]:
        """Show what is wrong in each row; return what must be mended.

        Args:
            refused: What the officer has no right to, by id of the row.
        """
        found = [line for line in self.lines if line.counts]
        return [
            (line, problem)
            for line in found
            for problem in line.check(self._clearance, refused.get(line.id, ()))
        ]

    def take_out(self, line: RowLine) -> None:
        """Take a row out of the form; the other rows stay as they are."""
        self._drop(line)
        if self._table and self.lines:
            self.lines[0].show_labels(True)
        self._on_edited()

    def _add(self, row: Row, *, saved: bool) -> RowLine:
        line = RowLine(self.kind, self._fields, self._surroundings, row, saved=saved)
        if self._table:
            line.show_labels(not self.lines)
        line.edited.connect(self._on_edited)
        line.removed.connect(self._on_removed)
        self.lines.append(line)
        self._lines.addWidget(line)
        return line

    def _drop(self, line: RowLine) -> None:
        self.lines.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _on_add(self) -> None:
        line = self._add(Row(self.kind.name, self._new_id(), {}), saved=False)
        line.focus_first()

    def _on_removed(self, line: RowLine) -> None:
        if line.saved:
            self.removing.emit(line)
        else:
            self.take_out(line)

    def _on_edited(self) -> None:
        self._write_sums()
        self.edited.emit()

    def _write_sums(self) -> None:
        """Add up the columns that are counts: the officer sees at once if somebody was missed."""
        if not self._table:
            return
        language = self._surroundings.look.language
        parts = []
        for field in self._fields:
            if isinstance(field.type, Whole) and field.type.most > _SCALE:
                answers = (line.values().get(field.name) for line in self.lines)
                total = sum(answer for answer in answers if isinstance(answer, int))
                parts.append(
                    f"{language.translate(field.label)}: {isolated(language.number(total))}"
                )
        self._sums.setText(" · ".join(parts) if len(self.lines) > 1 else "")
