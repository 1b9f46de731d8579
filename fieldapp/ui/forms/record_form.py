"""The form of one record with its rows: sections as tabs, what is wrong on top.

Shows a `FormState` and gives one back. Saving, drafts and the frame around are in `pages`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.checks import Not
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner, ErrorSummary
from fieldapp.ui.components.tabs import SectionTabs
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.child_rows import ChildRows
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.forms.form_state import (
    FormState,
    Removed,
    Row,
    problems,
    with_refusals,
    without_row,
)
from fieldapp.ui.forms.linked_page import LinkedPage
from fieldapp.ui.forms.photos_page import PhotosPage
from fieldapp.ui.forms.section_page import SectionPage
from fieldapp.ui.forms.sections import Section, sections_of
from fieldapp.ui.forms.standing import doubtful, doubts_of, given_in, limits_on, rows_in
from fieldapp.ui.links import LinkedGroup


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
        linked: Sequence[LinkedGroup] = (),
        photos: PhotosPage | None = None,
    ) -> None:
        """Show a state; `linked` is what names a saved record, () for no such section; `photos`
        are those of a saved record."""
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
        names = [translate(section.title) for section in self._sections]
        if linked:
            names.append(translate(N_("Linked records")))
        if photos is not None:
            names.append(translate(photos.title))
        self.tabs = SectionTabs(surroundings.look, names)
        self._column.addWidget(self.tabs)
        self.tabs.setVisible(len(names) > 1)
        self.summary: ErrorSummary | None = None
        self.warning: Banner | None = None
        self._stack = QStackedWidget()
        self._column.addWidget(self._stack, 1)
        self._pages: dict[int, SectionPage] = {}
        self._empty = [QWidget() for _ in self._sections]
        self._jumps: dict[str, tuple[int, FieldRow]] = {}
        for number, section in enumerate(self._sections):
            self._stack.addWidget(self._empty[number])
            if section.confidential:
                self.tabs.set_state(number, "sealed")
        self.linked: LinkedPage | None = None
        self._beside: list[QWidget] = []
        if linked:
            self.linked = LinkedPage(surroundings.look, linked)
            self._add_beside(self.linked, sum(len(each.items) for each in linked))
        self.photos = photos
        if photos is not None:
            self._add_beside(photos, photos.count)
            photos.counted.connect(self._on_photos)
        self._show_surroundings()
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
        hard = self._problems(state)
        hard = with_refusals(hard, refused.get(state.record, ()))
        soft = doubts_of(self._kind, state, today=self._surroundings.today())
        lines: list[tuple[str, str]] = []
        self._jumps = {}
        translate = self._surroundings.look.language.translate
        for number, section in enumerate(self._sections):
            wrong = number in self._pages or self._is_wrong(section, state, hard, refused)
            found = self._page(number).check(hard, soft, refused) if wrong else []
            for row, problem in found:
                target = f"{number}/{len(lines)}"
                self._jumps[target] = (number, row)
                sentence = problem.error.sentences(translate)[0]
                lines.append((target, f"{translate(row.field.label)}: {sentence}"))
            filled = section.rows is None or bool(rows_in(section, state))
            calm = "sealed" if section.confidential else "ok" if filled else ""
            self.tabs.set_state(number, "bad" if found else calm)
        self._summarise(lines)
        return not lines

    def show_doubts(self) -> int:
        """Show what the officer should look at again, and mark the sections where it is.

        Returns how many answers these are.
        """
        state = self.state()
        hard = self._problems(state)
        soft = doubts_of(self._kind, state, today=self._surroundings.today())
        count = 0
        for number, section in enumerate(self._sections):
            here = doubtful(section, state, soft, today=self._surroundings.today())
            if here:
                count += here
                self._page(number).check(hard, soft, {})
                self.tabs.set_state(number, "doubt")
        return count

    def show_section(self, number: int) -> None:
        """Go to a section."""
        self.tabs.show_section(number)

    def show_rows_of(self, kind: str, row: str = "") -> None:
        """Go to the section with the rows of a kind, and there to one of them."""
        number = self._number_of(kind)
        self.tabs.show_section(number)
        line = next((each for each in self.child_rows(kind).lines if each.id == row), None)
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
        if self.linked is not None:
            self.tabs.show_section(self._tab_of(self.linked))

    def show_photos(self) -> None:
        """Go to the photographs."""
        if self.photos is not None:
            self.tabs.show_section(self._tab_of(self.photos))

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        first = next(iter(self.grid(0).rows.values()))
        first.put_cursor()

    def _add_beside(self, page: QWidget, count: int) -> None:
        """Put a page that asks nothing after the sections."""
        self._stack.addWidget(page)
        self._beside.append(page)
        self.tabs.set_count(self._tab_of(page), count)

    def _tab_of(self, page: QWidget) -> int:
        return len(self._sections) + self._beside.index(page)

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

    def _is_wrong(
        self,
        section: Section,
        state: FormState,
        hard: tuple[Problem, ...],
        refused: Mapping[str, tuple[Problem, ...]],
    ) -> bool:
        if section.rows is None:
            return any(each.field in {field.name for field in section.fields} for each in hard)
        return any(
            row.id in refused
            or problems(
                section.rows,
                row.answers,
                is_new=row.id not in state.seen,
                clearance=self._clearance,
                in_parent=True,
                hidden=state.hidden.get(row.id, frozenset()),
            )
            for row in rows_in(section, state)
        )

    def _problems(self, state: FormState) -> tuple[Problem, ...]:
        return problems(
            self._kind,
            state.answers,
            is_new=state.is_new,
            clearance=self._clearance,
            hidden=state.hidden.get(state.record, frozenset()),
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
            self._column.insertWidget(self._column.indexOf(self._stack), self.summary)

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
            self._column.removeWidget(self.warning)
            self.warning.hide()
            self.warning.deleteLater()
            self.warning = None
            return
        language = self._surroundings.look.language
        title = limits[0].error().sentences(language.translate)[0]
        comma = language.translate(N_(", "))
        labels = [language.translate(self._kind.field(name).label) for name in limits[0].names]
        leave = language.translate(N_("Leave empty: {questions}.")).format(
            questions=comma.join(labels)
        )
        self.warning = Banner(self._surroundings.look, "warn", title, leave)
        self._column.insertWidget(0, self.warning)

    def _on_edited(self) -> None:
        self._show_surroundings()
        self.edited.emit()

    def _on_chosen(self, number: int) -> None:
        beside = number - len(self._sections)
        self._stack.setCurrentWidget(self._page(number) if beside < 0 else self._beside[beside])

    def _on_photos(self, count: int) -> None:
        if self.photos is not None:
            self.tabs.set_count(self._tab_of(self.photos), count)

    def _on_jumped(self, target: str) -> None:
        number, row = self._jumps[target]
        self.tabs.show_section(number)
        row.put_cursor()
        self._page(number).ensureWidgetVisible(row, 0, 24)
