"""One section of a form on its page: questions of the record, or its rows of one kind."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.domain.checks import Missing
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.scope import confided_to
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.scroll import ScrollPage
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.child_rows import ChildRows
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.forms.form_state import FormState, Row
from fieldapp.ui.forms.row_line import RowLine
from fieldapp.ui.forms.sections import Section
from fieldapp.ui.forms.undoing import Where
from fieldapp.ui.forms.who_reads import who_banner


class SectionPage(ScrollPage):
    """A page that scrolls.

    Attributes:
        grid: The questions; None where it has rows.
        rows: The rows; None where it has questions.

    Signals:
        edited: The person changed something.
        removing: The person wants a saved row out; carries kind and id.
        grown: Questions or rows came in, so what the Tab key reaches is another.
    """

    edited = Signal()
    removing = Signal(str, str)
    grown = Signal()

    def __init__(
        self,
        kind: RecordKind,
        section: Section,
        surroundings: Surroundings,
        clearance: Level,
        new_id: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(surroundings.look, parent)
        self._surroundings = surroundings
        self.grid: FieldGrid | None = None
        self.rows: ChildRows | None = None
        inside, column = self.inside, self.column
        self._record = ""
        self._who: Banner | None = None
        self._asked: tuple[object, ...] | None = None
        self._clearance = clearance
        self._kind = section.rows or kind
        self._confidential = section.confidential
        self._show_who_reads({})
        if section.rows is not None:
            self.rows = ChildRows(section.rows, surroundings, clearance, new_id, inside)
            self.rows.edited.connect(self.edited)
            self.rows.removing.connect(self._on_removing)
            self.rows.grown.connect(self.grown)
            column.addWidget(self.rows)
        else:
            self.grid = FieldGrid(kind, section.fields, surroundings, inside)
            self.grid.grown.connect(self.grown)
            self.grid.edited.connect(self.edited)
            column.addWidget(self.grid)
        column.addStretch(1)

    def show_state(self, state: FormState) -> None:
        """Show what belongs here."""
        self._record = state.record
        if self.grid is not None:
            self.grid.show_answers(state.answers)
            self.grid.hide_answers(state.hidden.get(state.record, frozenset()))
        if self.rows is not None:
            kind = self.rows.kind.name
            here = [row for row in state.rows if row.kind == kind]
            self.rows.show_rows(here, state.seen, state.hidden)

    def answers(self) -> dict[str, object]:
        """Return what stands in the questions."""
        return self.grid.answers() if self.grid is not None else {}

    def given_rows(self) -> tuple[Row, ...]:
        """Return what stands in the rows."""
        return tuple(self.rows.rows()) if self.rows is not None else ()

    def surround(self, values: Values) -> None:
        """Take note of the answers in other sections."""
        if self.rows is None:
            self._show_who_reads(values)
        if self.grid is not None:
            self.grid.surround(values)

    def show_again(self, state: FormState) -> None:
        """Show a state that was here before; what does not differ stays untouched."""
        if self.grid is not None:
            self.grid.show_differing(state.answers)
        if self.rows is not None:
            kind = self.rows.kind.name
            self.rows.show_again([row for row in state.rows if row.kind == kind])

    def row_at(self, where: Where) -> FieldRow | None:
        """Return a question, the first one of a row where it is a row as a whole."""
        record, name = where
        if self.grid is not None:
            return self.grid.row(name) if name in self.grid.names else None
        assert self.rows is not None
        line = self.rows.line_of(record)
        if line is None or (name and name not in line.grid.names):
            return None
        return line.grid.row(name) if name else line.grid.first()

    def put_cursor(self) -> bool:
        """Put the cursor where one begins here; return whether there is such a place."""
        if self.grid is not None:
            self.grid.first().put_cursor()
        elif self.rows is not None:
            self.rows.put_cursor()
        return True

    def check(
        self,
        hard: Iterable[Problem],
        soft: Iterable[Problem],
        refused: Mapping[str, tuple[Problem, ...]],
    ) -> list[Where]:
        """Show what is wrong here, and return the questions that must be mended.

        Args:
            hard, soft: What is wrong with the record; rows find out for themselves.
            refused: What the officer has no right to, by id of the row.
        """
        if self.rows is not None:
            return [(line.id, each.field) for line, each in self.rows.check(refused)]
        assert self.grid is not None
        names = self.grid.names
        hard = tuple(hard)
        self.grid.show_problems(hard, soft)
        return [(self._record, each.field) for each in hard if each.field in names]

    def look_at(
        self,
        row: FieldRow,
        hard: tuple[Problem, ...],
        soft: tuple[Problem, ...],
        *,
        mended_only: bool,
    ) -> None:
        """Show what is wrong with one answer.

        Args:
            hard, soft: What is wrong with the record; a row finds out for itself.
            mended_only: Only take a complaint away that has no reason any more.
        """
        grid = self.grid
        if self.rows is not None:
            line = self.rows.line_around(row)
            if line is None or not line.counts:
                return
            grid = line.grid
            hard, soft = line.problems(self._clearance)
            if not row.complaint:
                hard = tuple(each for each in hard if not isinstance(each.error, Missing))
        assert grid is not None
        if mended_only and any(each.field == row.name for each in (*hard, *soft)):
            return
        grid.show_problem(row.name, hard, soft)

    def complaining(self, *, hard: bool = False) -> list[Where]:
        """Return where something is said under a question; with `hard` only what stops a save."""
        if self.grid is not None:
            rows = [(self._record, row) for row in self.grid.made]
        else:
            assert self.rows is not None
            lines = self.rows.made
            rows = [(line.id, row) for line in lines for row in line.grid.made]
        return [(of, row.name) for of, row in rows if row.is_wrong or (row.complaint and not hard)]

    def _show_who_reads(self, values: Values) -> None:
        """Name who can read this section, if it is one in confidence: anew when that may differ."""
        if not self._confidential:
            return
        # Who reads follows from these two alone, and to look it up takes longer than a keystroke.
        asked = (confided_to(self._kind, values), values.get(self._kind.kept_from))
        if asked == self._asked:
            return
        self._asked = asked
        find = self._surroundings.who_reads
        part = find(self._kind.name, values) if find is not None else None
        if self._who is not None:
            self.column.removeWidget(self._who)
            self._who.hide()
            self._who.deleteLater()
        self._who = who_banner(self._surroundings.look, part, self._clearance)
        self.column.insertWidget(0, self._who)

    def _on_removing(self, line: RowLine) -> None:
        row = line.row()
        self.removing.emit(row.kind, row.id)
