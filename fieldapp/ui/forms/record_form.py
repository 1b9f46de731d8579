"""The form of one record with its rows: sections as tabs, what is wrong on top.

Shows a `FormState` and gives one back. Saving, drafts and the frame around are in `pages`.
"""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts
from fieldapp.domain.schema import Level
from fieldapp.ui.components.banner import ErrorSummary
from fieldapp.ui.components.tabs import SectionTabs
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.child_rows import ChildRows
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.forms.form_state import FormState, Removed, Row, problems, without_row
from fieldapp.ui.forms.section_page import SectionPage
from fieldapp.ui.forms.sections import Section, sections_of


class RecordForm(QWidget):
    """A form. A section is made when it is first looked at, so that a long form opens at once.

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
        self._column.addWidget(self.tabs)
        self.tabs.setVisible(len(self._sections) > 1)
        self.summary: ErrorSummary | None = None
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack, 1)
        self._pages: dict[int, SectionPage] = {}
        self._empty = [QWidget() for _ in self._sections]
        self._jumps: dict[str, tuple[int, FieldRow]] = {}
        for number, section in enumerate(self._sections):
            self._stack.addWidget(self._empty[number])
            if section.confidential:
                self.tabs.set_state(number, "sealed")
        self.tabs.chosen.connect(self._on_chosen)
        self._on_chosen(0)

    @property
    def section(self) -> int:
        """Number of the section shown."""
        return self._stack.currentIndex()

    def grid(self, number: int) -> FieldGrid:
        """Return the questions of a section that has some."""
        grid = self._page(number).grid
        assert grid is not None
        return grid

    def child_rows(self, kind: str) -> ChildRows:
        """Return the rows of a kind."""
        rows = self._page(self._number_of(kind)).rows
        assert rows is not None
        return rows

    def state(self) -> FormState:
        """Return what stands in the form now."""
        answers: dict[str, object] = {}
        rows: list[Row] = []
        for number, section in enumerate(self._sections):
            page = self._pages.get(number)
            if page is not None:
                answers |= page.answers()
                rows += page.given_rows()
            else:
                answers |= _given(section, self._state)
                rows += _rows_of(section, self._state)
        return replace(self._state, answers=answers, rows=tuple(rows))

    def take_out(self, removed: Removed) -> None:
        """Take a saved row out of the form; it goes when the form is saved."""
        child_rows = self.child_rows(removed.kind)
        line = next(line for line in child_rows.lines if line.id == removed.id)
        self._state = without_row(self._state, removed)
        child_rows.take_out(line)

    def check(self) -> bool:
        """Show everything that must be mended; return whether there is nothing."""
        state = self.state()
        hard = problems(self._kind, state.answers, is_new=state.is_new, clearance=self._clearance)
        soft = doubts(self._kind, take_in(self._kind, state.answers).values)
        lines: list[tuple[str, str]] = []
        self._jumps = {}
        translate = self._surroundings.look.language.translate
        for number, section in enumerate(self._sections):
            wrong = number in self._pages or self._is_wrong(section, state, hard)
            found = self._page(number).check(hard, soft) if wrong else []
            for row, problem in found:
                target = f"{number}/{len(lines)}"
                self._jumps[target] = (number, row)
                sentence = problem.error.sentences(translate)[0]
                lines.append((target, f"{translate(row.field.label)}: {sentence}"))
            filled = section.rows is None or bool(_rows_of(section, state))
            calm = "sealed" if section.confidential else "ok" if filled else ""
            self.tabs.set_state(number, "bad" if found else calm)
        self._summarise(lines)
        return not lines

    def show_section(self, number: int) -> None:
        """Go to a section."""
        self.tabs.show_section(number)

    def show_rows_of(self, kind: str) -> None:
        """Go to the section with the rows of a kind."""
        self.tabs.show_section(self._number_of(kind))

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        first = next(iter(self.grid(0).rows.values()))
        first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _number_of(self, kind: str) -> int:
        return next(
            number
            for number, section in enumerate(self._sections)
            if section.rows is not None and section.rows.name == kind
        )

    def _page(self, number: int) -> SectionPage:
        """Return the page of a section; make it now if nobody has looked at it yet."""
        if number not in self._pages:
            state = self.state()
            page = SectionPage(
                self._kind,
                self._sections[number],
                self._surroundings,
                self._clearance,
                self._new_id,
            )
            page.show_state(self._state)
            page.surround(take_in(self._kind, state.answers).values)
            page.edited.connect(self._on_edited)
            page.removing.connect(self.removing)
            self._pages[number] = page
            self._stack.removeWidget(self._empty[number])
            self._empty[number].deleteLater()
            self._stack.insertWidget(number, page)
        return self._pages[number]

    def _is_wrong(self, section: Section, state: FormState, hard: tuple[Problem, ...]) -> bool:
        if section.rows is None:
            return any(each.field in {field.name for field in section.fields} for each in hard)
        return any(
            problems(
                section.rows,
                row.answers,
                is_new=row.id not in state.seen,
                clearance=self._clearance,
            )
            for row in _rows_of(section, state)
        )

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
        values = take_in(self._kind, self.state().answers).values
        for page in self._pages.values():
            page.surround(values)
        self.edited.emit()

    def _on_chosen(self, number: int) -> None:
        self._stack.setCurrentWidget(self._page(number))

    def _on_jumped(self, target: str) -> None:
        number, row = self._jumps[target]
        self.tabs.show_section(number)
        row.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        self._page(number).ensureWidgetVisible(row, 0, 24)


def _given(section: Section, state: FormState) -> dict[str, object]:
    names = {field.name for field in section.fields}
    return {name: answer for name, answer in state.answers.items() if name in names}


def _rows_of(section: Section, state: FormState) -> list[Row]:
    kind = section.rows.name if section.rows is not None else ""
    return [row for row in state.rows if row.kind == kind]
