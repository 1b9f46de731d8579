"""The form of one record with its rows: sections as tabs, what is wrong on top.

Shows a `FormState` and gives one back. Saving, drafts and the frame around are in `pages`.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.rules import doubts
from fieldapp.domain.schema import Level
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner, ErrorSummary
from fieldapp.ui.components.tabs import SectionTabs
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.child_rows import ChildRows
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.field_row import WHO_READS, FieldRow
from fieldapp.ui.forms.form_state import FormState, Removed, problems, without_row
from fieldapp.ui.forms.row_line import RowLine
from fieldapp.ui.forms.sections import Section, sections_of
from fieldapp.ui.style_sheet import set_role


class RecordForm(QWidget):
    """A form.

    Attributes:
        tabs: One for each section.
        summary: What must be mended, after a check that found something.

    Signals:
        edited: The person changed something.
        removing: The person wants a saved row out; carries kind and id. Answer with `take_out`.
    """

    edited = Signal()
    removing = Signal(str, str)

    def __init__(
        self,
        state: FormState,
        surroundings: Surroundings,
        clearance: Level,
        new_id: Callable[[], str],
    ) -> None:
        super().__init__()
        self._state = state
        self._kind = kind_named(state.kind)
        self._surroundings = surroundings
        self._clearance = clearance
        self._new_id = new_id
        self._sections = sections_of(self._kind)
        translate = surroundings.look.language.translate
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.tabs = SectionTabs(surroundings.look, [translate(s.title) for s in self._sections])
        self.tabs.chosen.connect(self._on_chosen)
        self._column.addWidget(self.tabs)
        self.tabs.setVisible(len(self._sections) > 1)
        self.summary: ErrorSummary | None = None
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack, 1)
        self._grids: dict[int, FieldGrid] = {}
        self._rows: dict[int, ChildRows] = {}
        self._jumps: dict[str, tuple[int, FieldRow]] = {}
        for number, section in enumerate(self._sections):
            self._stack.addWidget(self._page(number, section))
        self._show(state)

    @property
    def section(self) -> int:
        """Number of the section shown."""
        return self._stack.currentIndex()

    def grid(self, number: int) -> FieldGrid:
        """Return the questions of a section."""
        return self._grids[number]

    def child_rows(self, kind: str) -> ChildRows:
        """Return the rows of a kind."""
        return next(rows for rows in self._rows.values() if rows.kind.name == kind)

    def state(self) -> FormState:
        """Return what stands in the form now."""
        answers = {n: a for grid in self._grids.values() for n, a in grid.answers().items()}
        rows = tuple(row for child_rows in self._rows.values() for row in child_rows.rows())
        return replace(self._state, answers=answers, rows=rows)

    def take_out(self, removed: Removed) -> None:
        """Take a saved row out of the form; it goes when the form is saved."""
        child_rows = self.child_rows(removed.kind)
        line = next(line for line in child_rows.lines if line.id == removed.id)
        self._state = without_row(self._state, removed)
        child_rows.take_out(line)

    def check(self) -> bool:
        """Show everything that must be mended; return whether there is nothing."""
        lines: list[tuple[str, str]] = []
        self._jumps = {}
        translate = self._surroundings.look.language.translate
        answers = self.state().answers
        hard = problems(self._kind, answers, is_new=self._state.is_new, clearance=self._clearance)
        soft = doubts(self._kind, take_in(self._kind, answers).values)
        for number, section in enumerate(self._sections):
            found: list[tuple[FieldRow, str]] = []
            if number in self._grids:
                grid = self._grids[number]
                grid.show_problems(hard, soft)
                found = [
                    (grid.rows[each.field], each.error.sentences(translate)[0])
                    for each in hard
                    if each.field in grid.rows
                ]
            else:
                found = [
                    (line.grid.rows[each.field], each.error.sentences(translate)[0])
                    for line, each in self._rows[number].check()
                ]
            for row, sentence in found:
                target = f"{number}/{len(lines)}"
                self._jumps[target] = (number, row)
                lines.append((target, f"{translate(row.field.label)}: {sentence}"))
            calm = "sealed" if section.confidential else "ok" if self._is_filled(number) else ""
            self.tabs.set_state(number, "bad" if found else calm)
        self._summarise(lines)
        return not lines

    def show_section(self, number: int) -> None:
        """Go to a section."""
        self.tabs.show_section(number)

    def show_rows_of(self, kind: str) -> None:
        """Go to the section with the rows of a kind."""
        self.tabs.show_section(next(n for n, rows in self._rows.items() if rows.kind.name == kind))

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        first = next(iter(self._grids[0].rows.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _page(self, number: int, section: Section) -> QScrollArea:
        inside = QWidget()
        set_role(inside, "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(12)
        if section.confidential:
            self.tabs.set_state(number, "sealed")
            column.addWidget(self._who_reads())
        if section.rows is not None:
            rows = ChildRows(section.rows, self._surroundings, self._clearance, self._new_id)
            rows.edited.connect(self.edited)
            rows.removing.connect(self._on_removing)
            self._rows[number] = rows
            column.addWidget(rows)
        else:
            grid = FieldGrid(self._kind, section.fields, self._surroundings)
            grid.edited.connect(self._on_edited)
            self._grids[number] = grid
            column.addWidget(grid)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _who_reads(self) -> Banner:
        look = self._surroundings.look
        translate = look.language.translate
        if self._clearance >= Level.RESTRICTED:
            return Banner(look, "info", translate(WHO_READS[Level.RESTRICTED]))
        return Banner(
            look,
            "info",
            translate(N_("What you write here, nobody on this laptop can read again.")),
            translate(N_("It is sealed for the protection cell when you save.")),
        )

    def _show(self, state: FormState) -> None:
        for grid in self._grids.values():
            grid.show_answers(state.answers)
        for child_rows in self._rows.values():
            rows = [row for row in state.rows if row.kind == child_rows.kind.name]
            child_rows.show_rows(rows, state.seen)
        self._share()

    def _share(self) -> None:
        """Let each section know the answers of the others."""
        values = take_in(self._kind, self.state().answers).values
        for grid in self._grids.values():
            grid.surround(values)

    def _is_filled(self, number: int) -> bool:
        return number in self._grids or bool(self._rows[number].rows())

    def _summarise(self, lines: list[tuple[str, str]]) -> None:
        if self.summary is not None:
            self._column.removeWidget(self.summary)
            self.summary.hide()
            self.summary.deleteLater()
            self.summary = None
        if lines:
            title = self._surroundings.look.language.plural(
                "{n} answer to mend before this can be saved",
                "{n} answers to mend before this can be saved",
                len(lines),
            )
            self.summary = ErrorSummary(self._surroundings.look, title, lines)
            self.summary.jumped.connect(self._on_jumped)
            self._column.insertWidget(1, self.summary)

    def _on_edited(self) -> None:
        self._share()
        self.edited.emit()

    def _on_chosen(self, number: int) -> None:
        self._stack.setCurrentIndex(number)

    def _on_removing(self, line: RowLine) -> None:
        row = line.row()
        self.removing.emit(row.kind, row.id)

    def _on_jumped(self, target: str) -> None:
        number, row = self._jumps[target]
        self.tabs.show_section(number)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        area = self._stack.widget(number)
        if isinstance(area, QScrollArea):
            area.ensureWidgetVisible(row, 0, 24)
