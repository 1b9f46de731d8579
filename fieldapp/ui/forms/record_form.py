"""The form of one record with its rows: sections as tabs, what is wrong on top.

Shows a `FormState` and gives one back. Saving, drafts and the frame around are in `pages`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.checks import Missing, Not
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner, ErrorSummary
from fieldapp.ui.components.scroll import column_above
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.tabs import SectionTabs
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.beside import Beside, Later
from fieldapp.ui.forms.child_rows import ChildRows
from fieldapp.ui.forms.field_grid import FieldGrid, as_value
from fieldapp.ui.forms.field_row import FieldRow, row_around
from fieldapp.ui.forms.form_state import (
    FormState,
    Removed,
    Row,
    with_refusals,
    without_row,
)
from fieldapp.ui.forms.history_page import HistoryPage
from fieldapp.ui.forms.linked_page import LinkedPage
from fieldapp.ui.forms.photos_page import PhotosPage
from fieldapp.ui.forms.section_page import SectionPage
from fieldapp.ui.forms.sections import section_with_rows, sections_of
from fieldapp.ui.forms.standing import (
    Standing,
    doubtful,
    given_in,
    is_wrong,
    limits_on,
    mark_of,
    rows_in,
)
from fieldapp.ui.forms.summary import limits_banner, summary_of
from fieldapp.ui.forms.undoing import Step, Where


class RecordForm(QWidget):
    """A form. A section is made when it is first looked at, so that a long form opens at once.

    Attributes:
        tabs: One for each section.
        summary: What must be mended, after a check that found something.
        steps: What was done, to take back and to do again.

    Signals:
        edited: The person changed something.
        removing: The person wants a saved row out; carries kind and id. Answer with `take_out`.
        grown: Something came in, so what the Tab key reaches is another.
    """

    edited = Signal()
    removing = Signal(str, str)
    grown = Signal()

    def __init__(
        self,
        state: FormState,
        surroundings: Surroundings,
        clearance: Level,
        new_id: Callable[[], str],
        beside: Beside = Beside(),  # noqa: B008 - frozen, and nothing in it
        parent: QWidget | None = None,
        *,
        section: int = 0,
    ) -> None:
        """Show a state from a section on; `beside` is what stands after those of a saved record."""
        super().__init__(parent)
        self._state = self._stood = state
        self._kind = kind_named(state.kind)
        self.steps = QUndoStack(self)
        self._surroundings = replace(surroundings, steps=self.steps)
        self._clearance = clearance
        self._new_id = new_id
        self._sections = sections_of(self._kind)
        translate = surroundings.look.language.translate
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._head = column_above(surroundings.look)
        self._column.addLayout(self._head)
        self._beside = beside
        after = beside.pages
        names = [translate(section.title) for section in self._sections]
        states = ["sealed" if section.confidential else "" for section in self._sections]
        counts = [len(rows_in(section, state)) for section in self._sections]
        section = min(section, len(names) + len(after) - 1)
        self.tabs = SectionTabs(
            surroundings.look,
            [*names, *(each.title for each in after)],
            [*states, *("" for _ in after)],
            [*counts, *(each.count for each in after)],
            self,
            current=section,
        )
        self._head.addWidget(self.tabs)
        set_shown(self.tabs, len(self.tabs.buttons) > 1)
        self.summary: ErrorSummary | None = None
        self.warning: Banner | None = None
        self._stack = QStackedWidget(self)
        self._column.addWidget(self._stack, 1)
        self._pages: dict[int, SectionPage] = {}
        self._places = [QWidget(self._stack) for _ in self._sections]
        self._faults: list[Where] = []
        self._doubts: list[Where] = []
        self._standing = Standing(self._kind, clearance, surroundings.today)
        for section_place in self._places:
            QVBoxLayout(section_place).setContentsMargins(0, 0, 0, 0)
            self._stack.addWidget(section_place)
        for each in after:
            self._stack.addWidget(each.place)
        if self._beside.photos is not None:
            self._beside.photos.then(lambda page: page.counted.connect(self._on_photos))
        if self._beside.history is not None:
            self._beside.history.then(lambda page: page.put_back.connect(self.put_answer))
        self._show_surroundings()
        self.tabs.chosen.connect(self._on_chosen)
        self._on_chosen(section)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)

    @property
    def linked(self) -> LinkedPage | None:
        """What names this record; made now if it was not. None where there is no such page."""
        return self._beside.linked.page() if self._beside.linked is not None else None

    @property
    def photos(self) -> PhotosPage | None:
        """The photographs; made now if they were not. None where there is no such page."""
        return self._beside.photos.page() if self._beside.photos is not None else None

    @property
    def history(self) -> HistoryPage | None:
        """The history; made now if it was not. None where there is no such page."""
        return self._beside.history.page() if self._beside.history is not None else None

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
        rows = self._page(section_with_rows(self._kind, kind)).rows
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
                answers |= given_in(section, self._state)
                rows += rows_in(section, self._state)
        return replace(self._state, answers=answers, rows=tuple(rows))

    def take_out(self, removed: Removed) -> None:
        """Take a saved row out of the form; it goes when the form is saved."""
        child_rows = self.child_rows(removed.kind)
        line = next(line for line in child_rows.lines if line.id == removed.id)
        self._state = without_row(self._state, removed)
        child_rows.take_out(line)

    def check(self, refused: Mapping[str, tuple[Problem, ...]] | None = None) -> bool:
        """Show everything that must be mended; return whether there is nothing.

        Args:
            refused: What the officer has no right to, by id of record or row.
        """
        state = self.state()
        refused = refused or {}
        hard, soft = self._standing.of(state)
        hard = with_refusals(hard, refused.get(state.record, ()))
        self._faults = []
        marks = {}
        for number, section in enumerate(self._sections):
            wrong = number in self._pages or is_wrong(
                section, state, hard, refused, self._clearance
            )
            found = self._page(number).check(hard, soft, refused) if wrong else []
            self._faults += found
            marks[number] = (mark_of(section, state, len(found)), len(found))
        self.tabs.set_states(marks)
        self._summarise()
        return not self._faults

    def show_doubts(self) -> int:
        """Show what the officer should look at again, and mark the sections where it is.

        Returns how many answers these are.
        """
        state = self.state()
        hard, soft = self._standing.of(state)
        self._doubts = []
        count = 0
        for number, section in enumerate(self._sections):
            here = doubtful(section, state, soft, today=self._surroundings.today())
            if here:
                count += here
                page = self._page(number)
                page.check(hard, soft, {})
                self._doubts += page.complaining()
                self.tabs.set_state(number, "doubt", here)
        return count

    def next_fault(self, step: int = 1) -> bool:
        """Go to the next answer to mend or to look at again, the one before with `step` -1; return
        whether there is one."""
        known = (*self._faults, *self._doubts)
        targets = [each for each in known if self._place_of(each) is not None]
        if not targets:
            return False
        here = row_around(QApplication.focusWidget())
        at = next((n for n, each in enumerate(targets) if self._row_at(each) is here), None)
        if at is None:
            at = -1 if step > 0 else 0
        self.go_to(targets[(at + step) % len(targets)])
        return True

    def go_to(self, where: Where) -> None:
        """Put the cursor into an answer, or into a row."""
        number = self._place_of(where)
        if number is None:
            return
        self.tabs.show_section(number)
        row = self._row_at(where)
        if row is not None:
            row.put_cursor()
            self._page(number).ensureWidgetVisible(row, 0, 24)

    def put_answer(self, record: str, name: str, answer: object) -> None:
        """Put an answer into the form, as if it had been given there."""
        self.go_to((record, name))
        row = self._row_at((record, name))
        if row is not None:
            row.editor.show_answer(as_value(answer))
            row.editor.edited.emit()

    def step_section(self, step: int) -> None:
        """Go to the next section, or the one before, with the cursor."""
        number = self.tabs.current + step
        if 0 <= number < len(self.tabs.buttons):
            self.enter_section(number)

    def enter_section(self, number: int) -> None:
        """Go to a section, with the cursor, if there is such a one."""
        if not 0 <= number < len(self.tabs.buttons):
            return
        self.tabs.show_section(number)
        if number >= len(self._sections) or not self._page(number).put_cursor():
            self.tabs.buttons[number].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def rows_here(self) -> ChildRows | None:
        """Return the rows of the section shown, if it has some."""
        shown = self._pages.get(self.section)
        return shown.rows if shown is not None else None

    def show_section(self, number: int) -> None:
        """Go to a section."""
        self.tabs.show_section(number)

    def show_rows_of(self, kind: str, row: str = "") -> None:
        """Go to the section with the rows of a kind, and there to one of them."""
        number = section_with_rows(self._kind, kind)
        self.tabs.show_section(number)
        line = self.child_rows(kind).line_of(row)
        if line is not None:
            line.focus_first()
            self._page(number).ensureWidgetVisible(line, 0, 24)

    def show_confidential(self) -> None:
        """Go to the questions in confidence, where there are some."""
        for number, section in enumerate(self._sections):
            if section.confidential and section.rows is None:
                self.tabs.show_section(number)

    def show_linked(self) -> None:
        """Go to the records that name this one."""
        self._show_beside(self._beside.linked)

    def show_history(self) -> None:
        """Go to who changed what."""
        self._show_beside(self._beside.history)

    def show_photos(self) -> None:
        """Go to the photographs."""
        self._show_beside(self._beside.photos)

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        self._page(0).put_cursor()

    def _show_beside(self, page: Later[Any] | None) -> None:
        if page is not None:
            self.tabs.show_section(self._tab_of(page))

    def _tab_of(self, page: Later[Any]) -> int:
        return len(self._sections) + self._beside.pages.index(page)

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
                self._places[number],
            )
            page.show_state(self._state)
            page.surround(take_in(self._kind, state.answers).values)
            page.edited.connect(self._on_edited)
            page.removing.connect(self.removing)
            page.grown.connect(self.grown)
            self._pages[number] = page
            place = self._places[number].layout()
            assert place is not None
            place.addWidget(page)
        return self._pages[number]

    def _summarise(self) -> None:
        if self.summary is not None:
            self._head.removeWidget(self.summary)
            self.summary.hide()
            self.summary.deleteLater()
            self.summary = None
        lines = []
        translate = self._surroundings.look.language.translate
        for place, where in enumerate(self._faults):
            if (row := self._row_at(where)) is not None:
                told = translate(N_("{question}: {answer}"))
                question = translate(row.field.label)
                lines.append((str(place), told.format(question=question, answer=row.complaint)))
        if lines:
            self.summary = summary_of(self._surroundings.look, lines)
            self.summary.jumped.connect(self._on_jumped)
            self._head.addWidget(self.summary)
        self.grown.emit()

    def _place_of(self, where: Where) -> int | None:
        """Return the section of an answer or a row, None where it is gone."""
        record, name = where
        for number, section in enumerate(self._sections):
            if section.rows is None:
                if record == self._state.record and name in {f.name for f in section.fields}:
                    return number
            elif any(row.id == record for row in rows_in(section, self.state())):
                return number
        return None

    def _row_at(self, where: Where) -> FieldRow | None:
        number = self._place_of(where)
        return self._page(number).row_at(where) if number is not None else None

    def _show_step(self, state: FormState, where: tuple[Where, ...]) -> None:
        """Show a state that was before, or was taken back, and where it differs."""
        self._state = state
        for page in self._pages.values():
            page.show_again(state)
        self._stood = self.state()
        self._show_surroundings()
        place = next((each for each in where if self._place_of(each) is not None), None)
        if place is not None:
            self.go_to(place)
        self.edited.emit()

    def _show_surroundings(self) -> None:
        """Show what depends on the answers: other questions, counts of rows, the warning on top."""
        state = self.state()
        values = take_in(self._kind, state.answers).values
        for number, section in enumerate(self._sections):
            if number in self._pages:
                self._pages[number].surround(values)
            if section.rows is not None:
                self.tabs.set_count(number, len(rows_in(section, state)))
        self._warn(limits_on(self._kind, values))

    def _warn(self, limits: Sequence[Not]) -> None:
        """Show on top of every section what must not be asked here."""
        if bool(limits) == (self.warning is not None):
            return
        if self.warning is not None:
            self._head.removeWidget(self.warning)
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
            return
        self.warning = limits_banner(self._surroundings.look, self._kind, limits)
        self._head.insertWidget(0, self.warning)

    def _on_edited(self) -> None:
        self._show_surroundings()
        state = self.state()
        step = Step(self._stood, state, self._show_step)
        self._stood = state
        if step.where:
            self.steps.push(step)
        row = row_around(QApplication.focusWidget())
        if row is not None and row.complaint and self.isAncestorOf(row):
            self._look_at(row, mended_only=True)
        self.edited.emit()

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Look at an answer when the cursor leaves it, not while it is being typed."""
        left = row_around(old)
        if new is None or QApplication.activePopupWidget() is not None:
            return
        if left is None or left is row_around(new) or not self.isAncestorOf(left):
            return
        self._look_at(left)
        # A click on a line of the summary must still find it there.
        if self.summary is not None and not self.summary.isAncestorOf(new):
            QTimer.singleShot(0, self, self._count_faults)

    def _look_at(self, row: FieldRow, *, mended_only: bool = False) -> None:
        """Show what is wrong with one answer. That one is missing is told when it is saved.

        Args:
            mended_only: Only take a complaint away, as soon as there is no reason for it.
        """
        found = [n for n, page in self._pages.items() if page.isAncestorOf(row)]
        if not found:
            return
        number, page = found[0], self._pages[found[0]]
        state = self.state()
        hard, soft = self._standing.of(state)
        if not row.complaint:
            hard = tuple(each for each in hard if not isinstance(each.error, Missing))
        page.look_at(row, hard, soft, mended_only=mended_only)
        wrong = sum(self._place_of(each) == number for each in page.complaining(hard=True))
        if wrong or self.tabs.state(number) == "bad":
            self.tabs.set_state(number, mark_of(self._sections[number], state, wrong), wrong)

    def _count_faults(self) -> None:
        """Leave out of the summary what was mended meanwhile."""
        rows = {where: self._row_at(where) for where in self._faults}
        still = [where for where, row in rows.items() if row is not None and row.complaint]
        if len(still) != len(self._faults):
            self._faults = still
            self._summarise()

    def _on_chosen(self, number: int) -> None:
        beside = number - len(self._sections)
        if beside < 0:
            self._page(number)
            self._stack.setCurrentWidget(self._places[number])
        else:
            page = self._beside.pages[beside]
            page.page()
            self._stack.setCurrentWidget(page.place)
        self.grown.emit()

    def _on_photos(self, count: int) -> None:
        if self._beside.photos is not None:
            self.tabs.set_count(self._tab_of(self._beside.photos), count)

    def _on_jumped(self, target: str) -> None:
        self.go_to(self._faults[int(target)])
