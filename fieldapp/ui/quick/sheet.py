"""What every capture on one screen is: questions that show a `FormState` and give one back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fieldapp.domain.problem import Problem
from fieldapp.store.records import Change
from fieldapp.ui.components.card import Card
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.saving import Opened, new_record
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

Problems = Mapping[str, tuple[Problem, ...]]
"""What is wrong, by id of record or row."""

TWO_COLUMNS = 780
"""Logical pixels of the sheet; narrower, everything stands in one column."""


class Part(IntEnum):
    """Where a card stands: on top, in one of two columns, at the foot. On a small screen all stand
    in one column, in this order, and so the cursor goes through them."""

    TOP = 0
    FIRST = 1
    SECOND = 2
    FOOT = 3


class QuickSheet(QWidget):
    """The questions of one capture. Subclasses fill in the methods that raise.

    Attributes:
        kind: Of the record that it makes.
        proportions: How wide either column is.

    Signals:
        leaving: Another record is to be shown instead: what was written is kept first.
        edited: The person changed something.
    """

    edited = Signal()
    leaving = Signal()
    kind = ""
    proportions = (1, 1)

    def __init__(self, session: Session) -> None:
        """Ask nothing as yet; the questions come with `make`."""
        super().__init__()
        set_role(self, "clear")
        self.session = session
        self._state = FormState(self.kind, "", {}, (), (), {})
        self._grid = QGridLayout(self)
        rtl = session.look.rtl
        # Room beside the scroll bar, where lines end; margins do not mirror themselves.
        self._grid.setContentsMargins(*((12, 0, 0, 4) if rtl else (0, 0, 12, 4)))
        self._grid.setSpacing(10)
        self._parts = tuple(_Cards(self) for _ in Part)
        self._grid.addWidget(self._parts[Part.TOP], 0, 0, 1, 2)
        self._grid.addWidget(self._parts[Part.FOOT], 3, 0, 1, 2)
        self._grid.setRowStretch(4, 1)
        self._narrow: bool | None = None
        self._arrange(narrow=False)

    def make(self) -> Iterator[None]:
        """Make the questions, those of one card with each step: all of them at once would keep the
        window from hearing the next key."""
        raise NotImplementedError

    def put(self, where: Part, card: Card) -> Card:
        """Give a card its place, below those there, before anything is put into it: what comes in
        later is matched with the style sheet once."""
        self._parts[where].put(card)
        return card

    def begin(self) -> FormState:
        """Return a new record with what is known before anybody asks."""
        return new_record(self.session, self.kind, self.known()).state

    def known(self) -> Mapping[str, object]:
        """Return the answers that a new record begins with."""
        raise NotImplementedError

    def show_state(self, state: FormState) -> None:
        """Show a record in the making; what has no place on the screen is kept with it."""
        raise NotImplementedError

    def show_opened(self, opened: Opened) -> None:
        """Show a draft."""
        self.show_state(opened.state)

    def state(self) -> FormState:
        """Return what stands on the screen, with what has no place there."""
        raise NotImplementedError

    def show_problems(self, hard: Problems, soft: Sequence[Problem]) -> list[QWidget]:
        """Show at each question what is wrong, soft ones of the record alone.

        Returns the controls whose answers must be mended, in their order.
        """
        raise NotImplementedError

    def shown_names(self) -> Mapping[str, Iterable[str]]:
        """Return the questions that are on the screen, by kind of record."""
        raise NotImplementedError

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        raise NotImplementedError

    def prepare(
        self, then: Callable[[Sequence[Change]], None], fail: Callable[[Exception], None]
    ) -> None:
        """Make ready what is saved beside the state, perhaps in a task, and give it to `then`;
        where it cannot be, `fail` gets to know why and nothing is saved."""
        then(())

    def told(self, state: FormState) -> str:
        """Return in a line what was saved, for the screen that says so."""
        raise NotImplementedError

    def after(self, state: FormState) -> QWidget | None:
        """Return what the screen shows that says it was saved, beyond the next steps."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < max(TWO_COLUMNS, self._both()))

    def minimumSizeHint(self) -> QSize:
        # One column is narrower, and a window that asks for two would never come to it.
        least = max(part.minimumSizeHint().width() for part in self._parts) + self._edges()
        size = super().minimumSizeHint()
        return QSize(min(size.width(), least), size.height())

    def _both(self) -> int:
        """Return the width that two columns need."""
        least = sum(
            self._parts[part].minimumSizeHint().width() for part in (Part.FIRST, Part.SECOND)
        )
        return least + self._grid.horizontalSpacing() + self._edges()

    def _edges(self) -> int:
        margins = self._grid.contentsMargins()
        return margins.left() + margins.right()

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._grid.addWidget(self._parts[Part.FIRST], 1, 0, 1, 2 if narrow else 1)
        self._grid.addWidget(self._parts[Part.SECOND], *((2, 0, 1, 2) if narrow else (1, 1, 1, 1)))
        for column, stretch in enumerate(self.proportions):
            self._grid.setColumnStretch(column, stretch)


class _Cards(QWidget):
    """Cards one below the other; not there at all as long as there are none."""

    def __init__(self, sheet: QWidget) -> None:
        super().__init__(sheet)
        self.hide()
        set_role(self, "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addStretch(1)

    def put(self, card: Card) -> None:
        self._column.insertWidget(self._column.count() - 1, card)
        self.show()


def faulty(grid: FieldGrid, hard: Iterable[Problem], soft: Iterable[Problem]) -> list[QWidget]:
    """Show what is wrong with the answers of a grid; return the controls that must be mended."""
    hard = tuple(hard)
    grid.show_problems(hard, soft)
    names = {each.field for each in hard}
    return [grid.row(name).editor.control for name in grid.names if name in names]


def with_answers(state: FormState, *given: Mapping[str, object]) -> FormState:
    """Return the state with these answers instead of those there."""
    answers = dict(state.answers)
    for each in given:
        answers |= each
    return replace(state, answers=answers)
