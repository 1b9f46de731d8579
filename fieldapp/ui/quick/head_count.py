"""Who came, as a grid: ages down, sexes across, each with how many have a disability.

Filled like a spreadsheet. Ages are those counted by eye, which add up; a draft may bring others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.domain.ages import BAND_SETS
from fieldapp.domain.kinds.meeting import ATTENDANCE
from fieldapp.language import N_
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.forms.field_row import Complaint
from fieldapp.ui.forms.form_state import Row
from fieldapp.ui.quick.count_cell import CountCell
from fieldapp.ui.quick.sheet import Problems
from fieldapp.ui.session import Session

AGES = BAND_SETS["by_eye"]
SEXES = ("female", "male")
COUNTS = ("count", "with_disability")

Group = tuple[str, str]
"""Sex and age."""

_HEADS = {"count": N_("In all"), "with_disability": N_("Disability")}


class HeadCount(QWidget):
    """The grid, its totals beside and below it, and a sentence for what is wrong.

    Attributes:
        cells: By sex, age and question.

    Signals:
        edited: A number was changed.
        finished: Enter was pressed in the last cell.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._rtl = session.look.rtl
        self.cells: dict[tuple[str, str, str], CountCell] = {}
        self._rows: dict[Group, Row] = {}
        self._aside: list[Row] = []
        self._ages: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._head())
        self._place = QVBoxLayout()
        column.addLayout(self._place)
        self._table: QWidget | None = None
        self._complaint = Complaint(session.look)
        self._complaint.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self._complaint)
        self._others = label("", "hint")
        column.addWidget(self._others)
        self.show_rows(())

    @property
    def total(self) -> int:
        """How many came, also those who have no cell here."""
        return self._sum(name="count") + self._beside()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show who came; what has no cell is kept and counted."""
        own = [row for row in rows if row.kind == ATTENDANCE.name]
        self._rows, self._aside = {}, []
        for row in own:
            sex, age = row.answers.get("sex"), row.answers.get("age_group")
            group = (str(sex), str(age))
            if sex in SEXES and isinstance(age, str) and group not in self._rows:
                self._rows[group] = row
            else:
                self._aside.append(row)
        more = [age for _, age in self._rows if age not in AGES]
        ages = (*AGES, *dict.fromkeys(more))
        if ages != self._ages:
            self._ages = ages
            self._make_table()
        for (sex, age, name), cell in self.cells.items():
            found = self._rows.get((sex, age))
            cell.show_number(found.answers.get(name) if found else None)
        self._check()

    def rows(self) -> list[Row]:
        """Return a row for each group that was counted."""
        found = []
        for age in self._ages:
            for sex in SEXES:
                given = {name: self.cells[sex, age, name].number for name in COUNTS}
                if any(number is not None for number in given.values()):
                    row = self._row((sex, age))
                    found.append(replace(row, answers={**row.answers, **given}))
        return [*found, *self._aside]

    def show_problems(self, hard: Problems) -> list[QWidget]:
        """Mark the cells that must be mended and say why below; return them."""
        translate = self._session.look.language.translate
        found: list[QWidget] = []
        sentences = []
        for (sex, age, name), cell in self.cells.items():
            row = self._rows.get((sex, age))
            wrong = [each for each in hard.get(row.id, ()) if each.field == name] if row else []
            cell.mark(wrong[0].error.sentences(translate)[0] if wrong else "")
            if wrong:
                found.append(cell)
                sentences.append(self._about(cell, cell.accessibleDescription()))
        self._tell(sentences)
        return found

    def focus_first(self) -> None:
        """Put the cursor into the first cell."""
        self.cells[SEXES[0], self._ages[0], COUNTS[0]].setFocus()

    def _head(self) -> QHBoxLayout:
        look, text = self._session.look, self._session.text
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(label(text(ATTENDANCE.label), "heading"))
        self._sum_label = label("", "strong", wrap=False)
        line.addStretch(1)
        line.addWidget(self._sum_label)
        for icon, name, by in (("minus", N_("One less"), -1), ("plus", N_("One more"), 1)):
            stepper = tool_button(look, icon, text(name), "+" if by > 0 else "−")
            # The cell keeps the cursor; with keys one presses + and − there.
            stepper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            stepper.clicked.connect(self._on_more if by > 0 else self._on_less)
            line.addWidget(stepper)
        return line

    def _make_table(self) -> None:
        before = self._before_table()
        if self._table is not None:
            self._place.removeWidget(self._table)
            self._table.hide()
            self._table.deleteLater()
        self._table = QWidget()
        self._place.addWidget(self._table)
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        text, language = self._session.text, self._session.look.language
        self.cells = {}
        self._row_sums: dict[str, QLabel] = {}
        self._column_sums: dict[tuple[str, str], QLabel] = {}
        centre = Qt.AlignmentFlag.AlignCenter
        last = 1 + len(SEXES) * len(COUNTS)
        for number, sex in enumerate(SEXES):
            name = ATTENDANCE.field("sex").type.show(sex, language)
            head = _centred(label(name, "strong", wrap=False))
            grid.addWidget(head, 0, 1 + number * len(COUNTS), 1, len(COUNTS))
            for place, question in enumerate(COUNTS):
                small = _centred(label(text(_HEADS[question]), "small", wrap=False))
                small.setToolTip(text(ATTENDANCE.field(question).label))
                grid.addWidget(small, 1, 1 + number * len(COUNTS) + place)
        total = text(N_("Total"))
        grid.addWidget(_centred(label(total, "strong", wrap=False)), 0, last)
        for down, age in enumerate(self._ages, 2):
            shown = ATTENDANCE.field("age_group").type.show(age, language)
            grid.addWidget(label(shown, "strong", wrap=False), down, 0)
            for number, sex in enumerate(SEXES):
                for place, question in enumerate(COUNTS):
                    cell = self._cell(sex, age, question)
                    grid.addWidget(cell, down, 1 + number * len(COUNTS) + place)
            self._row_sums[age] = _centred(label("", "strong", wrap=False))
            grid.addWidget(self._row_sums[age], down, last, centre)
        foot = 2 + len(self._ages)
        grid.addWidget(label(total, "strong", wrap=False), foot, 0)
        for number, sex in enumerate(SEXES):
            for place, question in enumerate(COUNTS):
                small = _centred(label("", "strong", wrap=False))
                self._column_sums[sex, question] = small
                grid.addWidget(small, foot, 1 + number * len(COUNTS) + place)
        self._all = _centred(label("", "heading", wrap=False))
        grid.addWidget(self._all, foot, last)
        for column in range(1, last):
            grid.setColumnStretch(column, 1)
        grid.setColumnMinimumWidth(last, 48)
        for one, next_one in pairwise([*before, *self.cells.values()]):
            QWidget.setTabOrder(one, next_one)

    def _before_table(self) -> list[QWidget]:
        """Return what the cursor comes from, so that new cells take the place of the old ones."""
        first = next(iter(self.cells.values()), None)
        found = first.previousInFocusChain() if first is not None else None
        while found is not None and found is not first:
            if found.focusPolicy() & Qt.FocusPolicy.TabFocus and found.isEnabled():
                return [found]
            found = found.previousInFocusChain()
        return []

    def _cell(self, sex: str, age: str, question: str) -> CountCell:
        language = self._session.look.language
        told = (
            ATTENDANCE.field("age_group").type.show(age, language),
            ATTENDANCE.field("sex").type.show(sex, language),
            self._session.text(ATTENDANCE.field(question).label),
        )
        cell = CountCell(self._session.text(N_(", ")).join(told))
        cell.changed.connect(self._on_changed)
        cell.left.connect(self._on_left)
        cell.finished.connect(self._on_finished)
        self.cells[sex, age, question] = cell
        return cell

    def _row(self, group: Group) -> Row:
        """Return the row of a group; it is begun where there is none."""
        if group not in self._rows:
            sex, age = group
            known = {"sex": sex, "age_group": age}
            self._rows[group] = Row(ATTENDANCE.name, self._session.new_id(), known)
        return self._rows[group]

    def _order(self) -> list[list[CountCell]]:
        """Return the cells as they stand: lines from top to bottom, in the order of reading."""
        return [
            [self.cells[sex, age, name] for sex in SEXES for name in COUNTS] for age in self._ages
        ]

    def _on_left(self, across: int, down: int) -> None:
        lines = self._order()
        for y, line in enumerate(lines):
            for x, cell in enumerate(line):
                if cell is self.sender():
                    x += -across if self._rtl else across
                    y += down
                    if 0 <= y < len(lines) and 0 <= x < len(line):
                        lines[y][x].setFocus()
                    return

    def _on_finished(self) -> None:
        """Go down; from the foot of a column to the head of the next, and out at the end."""
        lines = self._order()
        down = [line[x] for x in range(len(lines[0])) for line in lines]
        here = next(n for n, cell in enumerate(down) if cell is self.sender())
        if here + 1 < len(down):
            down[here + 1].setFocus()
        else:
            self.finished.emit()

    def _on_changed(self) -> None:
        self._check()
        self.edited.emit()

    def _on_more(self) -> None:
        self._step(1)

    def _on_less(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        focus = self.focusWidget()
        cell = focus if isinstance(focus, CountCell) else next(iter(self.cells.values()))
        cell.setFocus()
        cell.step(by)

    def _sum(self, *, name: str, sex: str = "", age: str = "") -> int:
        return sum(
            cell.number or 0
            for (of_sex, of_age, of_name), cell in self.cells.items()
            if of_name == name and sex in ("", of_sex) and age in ("", of_age)
        )

    def _beside(self) -> int:
        counts: list[Mapping[str, object]] = [row.answers for row in self._aside]
        found = (str(each.get("count") or "") for each in counts)
        return sum(int(count) for count in found if count.isdecimal())

    def _check(self) -> None:
        """Write the totals, and say at once where there are more with a disability than came."""
        language, text = self._session.look.language, self._session.text
        for age, shown in self._row_sums.items():
            shown.setText(isolated(language.number(self._sum(name="count", age=age))))
        for (sex, name), shown in self._column_sums.items():
            shown.setText(isolated(language.number(self._sum(name=name, sex=sex))))
        self._all.setText(isolated(language.number(self._sum(name="count"))))
        people = language.plural("{n} person", "{n} persons", self.total)
        disabled = self._sum(name="with_disability")
        more = language.plural("{n} with a disability", "{n} with a disability", disabled)
        self._sum_label.setText(dotted(people, more if disabled else ""))
        sentences = []
        for sex, age in ((sex, age) for age in self._ages for sex in SEXES):
            whole, part = (self.cells[sex, age, name] for name in COUNTS)
            silly = (part.number or 0) > (whole.number or 0)
            told = text(N_("more with a disability than came"))
            part.mark(told if silly else "")
            whole.mark("")
            if silly:
                sentences.append(self._about(part, told))
        self._tell(sentences)
        beside = self._beside()
        others = language.plural(
            "and {n} of other groups, in “All questions”",
            "and {n} of other groups, in “All questions”",
            beside,
        )
        self._others.setText(others)
        self._others.setVisible(bool(beside))

    def _about(self, cell: CountCell, sentence: str) -> str:
        words = self._session.text(N_("{question}: {sentence}"))
        return words.format(question=cell.accessibleName(), sentence=sentence)

    def _tell(self, sentences: Sequence[str]) -> None:
        first = sentences[0] if sentences else ""
        if first != self._complaint.text:
            self._complaint.show_text(first, soft=False)


def _centred(widget: QLabel) -> QLabel:
    widget.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return widget
