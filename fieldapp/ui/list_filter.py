"""The panel that narrows a list: what it is about, the period, the place, the answers.

It stands where the list stands, so that it needs no wider screen, and takes effect at once. What
one sees first is made first; the rest comes while one looks, or with the key that goes there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import Day, PlaceRef
from fieldapp.domain.schema import RecordKind
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.ui.components.button import button, set_words
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.focus_order import put_in_reading_order
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.list_showing import (
    ABOUT,
    CLASHES,
    DRAFTS,
    MINE,
    NOT_SENT,
    Showing,
    options,
    questions,
    unnarrowed,
)
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

PERIODS = (30, 90, 365)
"""Days back from today."""
OTHER = "other"
LONGEST = 16
"""Answers to a question that are offered; of a longer list those that occur."""

MOST_BUTTONS, MOST_LETTERS = 8, 22
"""More answers, or longer ones, stand in a drop-down list: the panel may be 286 pixels wide."""


class LongList(Select):
    """One answer of many, or of long ones; else like `Segments`.

    Signals:
        edited: The person changed the answer.
    """

    edited = Signal()

    def __init__(self, look: Look, choices: list[tuple[str, str]], nothing: str) -> None:
        super().__init__(look, choices, nothing)
        self.activated.connect(self._on_activated)

    @property
    def chosen(self) -> tuple[object, ...]:
        """The value chosen, in a tuple."""
        return () if self.value is None else (self.value,)

    def choose_all(self, values: Sequence[object]) -> None:
        """Choose the first of these values."""
        self.choose(values[0] if values else None)

    def _on_activated(self) -> None:
        self.edited.emit()


class FilterPanel(QWidget):
    """What narrows a list.

    Attributes:
        showing: What is chosen.
        about, period: What it is about; the last days, or others.
        is_made: Everything that narrows the list is there.

    Signals:
        edited: Something else was chosen.
        closed: The person has done with it.
    """

    edited = Signal()
    closed = Signal()

    def __init__(
        self,
        session: Session,
        kind: RecordKind,
        showing: Showing,
        count: Callable[[str], Mapping[str, int]],
    ) -> None:
        """`count` says of a question how many records have each code as their answer."""
        super().__init__()
        self._session = session
        self._kind = kind
        self._count = count
        self.showing = showing
        text = session.text
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        set_role(inside, "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(10, 2, 10, 8)
        self._column.setSpacing(4)
        area.setWidget(inside)
        outer.addWidget(area, 1)
        self.about = self._segments(
            text(N_("Only")), [(name, text(words)) for name, words in ABOUT.items()], several=True
        )
        language = session.look.language
        if kind.day:
            days = [(n, language.plural("Last {n} day", "Last {n} days", n)) for n in PERIODS]
            self._add_period([*days, (OTHER, text(N_("From … to …")))])
        self._column.addStretch(1)
        outer.addLayout(self._foot())
        self._days: QWidget | None = None
        self._place: Editor | None = None
        self._answers: dict[str, Segments | LongList] = {}
        self.is_made = False
        self._show_first()
        self._waiting = self._make_rest()
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._make_next)
        self._making.start()

    @property
    def place(self) -> Editor | None:
        """The place, with all that lies in it; None for a kind that has none."""
        self._make_all()
        return self._place

    @property
    def answers(self) -> dict[str, Segments | LongList]:
        """For each question its answers."""
        self._make_all()
        return self._answers

    def _make_rest(self) -> Iterator[None]:
        """Make what is further down, a part at a time."""
        if self._kind.day:
            self._add_days()
            yield
        if self._kind.has("place"):
            self._place = editor_for(PlaceRef(), self._session.surroundings)
            self._add(self._session.text(N_("Place, with all that lies in it")), self._place)
            self._place.edited.connect(self._on_edited)
            self._place.show_answer(self.showing.narrowed.area or None)
            yield
        for name in questions(self._session, self._kind):
            self._answers[name] = self._question(name)
            self._show_codes(name)
            yield
        put_in_reading_order(self)

    def _make_next(self) -> None:
        if next(self._waiting, self) is self:
            self._making.stop()
            self.is_made = True

    def _make_all(self) -> None:
        while not self.is_made:
            self._make_next()

    def focusNextPrevChild(self, forward: bool) -> bool:
        self._make_all()  # the key goes to what comes, not past it
        return super().focusNextPrevChild(forward)

    def show_showing(self, showing: Showing) -> None:
        """Show what is chosen elsewhere."""
        self.showing = showing
        self._show_first()
        self._show_days()
        if self._place is not None:
            self._place.show_answer(showing.narrowed.area or None)
        for name in self._answers:
            self._show_codes(name)

    def _show_first(self) -> None:
        narrowed = self.showing.narrowed
        chosen = [n for n in ABOUT if n != DRAFTS and getattr(narrowed, n)]
        self.about.choose([*chosen, *([DRAFTS] if self.showing.drafts else [])])
        if self._kind.day:
            other = bool(narrowed.since or narrowed.until)
            self.period.choose([self.showing.days_back or (OTHER if other else 0)])

    def _show_days(self) -> None:
        if self._days is None:
            return
        narrowed = self.showing.narrowed
        self.since.show_answer(narrowed.since or None)
        self.until.show_answer(narrowed.until or None)
        self._days.setVisible(bool(narrowed.since or narrowed.until))

    def _show_codes(self, name: str) -> None:
        codes, segments = self.showing.narrowed.codes.get(name, ()), self._answers[name]
        if isinstance(segments, LongList):
            segments.choose_all(codes)
        else:
            segments.choose(codes)

    def write_count(self, count: int) -> None:
        """Say on the button how many records that makes."""
        words = self._session.look.language.plural("Show {n} record", "Show {n} records", count)
        set_words(self.done_button, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _add(self, caption: str, widget: QWidget) -> None:
        words = label(caption, "strong")
        words.setBuddy(widget)
        self._column.insertSpacing(self._end(), 6)
        self._column.insertWidget(self._end(), words)
        self._column.insertWidget(self._end(), widget)
        if self.isVisible():  # a key that made it finds it; Qt would show it in the next turn
            words.show()
            widget.show()
        proxy = widget.focusProxy() or widget
        proxy.setAccessibleDescription(caption)
        if not proxy.accessibleName() and not isinstance(proxy, QAbstractButton):
            proxy.setAccessibleName(caption)

    def _end(self) -> int:
        """Return where the next part goes: before what gives way."""
        column = self._column
        return column.count() - (1 if column.stretch(column.count() - 1) else 0)

    def _segments(self, caption: str, choices: list[tuple[str, str]], *, several: bool) -> Segments:
        segments = Segments(self._session.look, choices, several=several, small=True)
        segments.edited.connect(self._on_edited)
        self._add(caption, segments)
        return segments

    def _add_period(self, choices: list[tuple[object, str]]) -> None:
        text = self._session.text
        self.period = Segments(self._session.look, choices, small=True)
        self.period.edited.connect(self._on_period)
        self._add(text(self._kind.field(self._kind.day).label), self.period)

    def _add_days(self) -> None:
        text = self._session.text
        self._days = QWidget()
        row = QVBoxLayout(self._days)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(4)
        self.since = editor_for(Day(), self._session.surroundings)
        self.until = editor_for(Day(), self._session.surroundings)
        for words, editor in ((N_("First day"), self.since), (N_("Last day"), self.until)):
            caption = label(text(words), "small")
            caption.setBuddy(editor.control)
            editor.control.setAccessibleName(text(words))
            editor.edited.connect(self._on_edited)
            row.addWidget(caption)
            row.addWidget(editor)
        self._column.insertWidget(self._column.indexOf(self.period) + 1, self._days)
        self._show_days()

    def _question(self, name: str) -> Segments | LongList:
        session = self._session
        counted = self._count(name)
        chosen = self.showing.narrowed.codes.get(name, ())
        offered = options(session, self._kind, name)
        if len(offered) > LONGEST or counted:
            offered = [each for each in offered if counted.get(each[0]) or each[0] in chosen]
        number = session.look.language.number
        named = [
            (code, f"{words} {isolated(number(counted[code]))}" if code in counted else words)
            for code, words in offered
        ]
        caption = session.text(self._kind.field(name).label)
        longest = max((len(words) for _, words in named), default=0)
        if len(named) <= MOST_BUTTONS and longest <= MOST_LETTERS:
            return self._segments(caption, named, several=True)
        choices = LongList(session.look, named, session.text(N_("Any")))
        choices.edited.connect(self._on_edited)
        self._add(caption, choices)
        return choices

    def _foot(self) -> QHBoxLayout:
        text = self._session.text
        foot = QHBoxLayout()
        foot.setContentsMargins(10, 0, 10, 6)
        foot.setSpacing(8)
        self.clear_button = button(text(N_("Clear")), role="quiet")
        self.clear_button.clicked.connect(self._on_clear)
        self.done_button = button(text(N_("Show")), role="primary")
        self.done_button.clicked.connect(self.closed)
        foot.addWidget(self.clear_button)
        foot.addWidget(self.done_button, 1)
        return foot

    def _on_clear(self) -> None:
        self.show_showing(unnarrowed(self.showing))
        self.edited.emit()

    def _on_period(self) -> None:
        self._make_all()
        if self._days is not None:
            self._days.setVisible(OTHER in self.period.chosen)
        self._on_edited()

    def _on_edited(self) -> None:
        self._make_all()
        narrowed, days_back = self.showing.narrowed, 0
        since = until = ""
        if self._kind.day:
            chosen = self.period.chosen[0] if self.period.chosen else 0
            if chosen == OTHER:
                since, until = _day(self.since), _day(self.until)
            elif isinstance(chosen, int):
                days_back = chosen
        picked = {n: tuple(str(c) for c in s.chosen) for n, s in self.answers.items()}
        self.showing = replace(
            self.showing,
            narrowed=replace(
                narrowed,
                said_here=MINE in self.about.chosen,
                clashing=CLASHES in self.about.chosen,
                not_sent=NOT_SENT in self.about.chosen,
                since=since,
                until=until,
                area=self._area(),
                codes={name: codes for name, codes in picked.items() if codes},
            ),
            days_back=days_back,
            drafts=DRAFTS in self.about.chosen,
        )
        self.edited.emit()

    def _area(self) -> str:
        """Return the place that was chosen; none while its name is only half typed."""
        place = self.place
        typed = str((place.answer() if place is not None else None) or "")
        return typed if self._session.names.title(typed) != typed else ""


def _day(editor: Editor) -> str:
    """Return the day that was entered; none while it is not one yet."""
    try:
        return str(Day().accept(editor.answer()) or "")
    except WrongUse:
        return ""
