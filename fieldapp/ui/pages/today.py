"""The first page: what is late, what comes, who was not heard, what is unfinished. Read in a task.

Every line opens its record; j and k, or the arrows, go from line to line.
"""

from collections.abc import Callable, Iterator, Mapping, Sized
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.ui import messages
from fieldapp.ui.agenda import Agenda, read_agenda
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card, Figure, LineButton
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.pages.today_first import FirstCard
from fieldapp.ui.pages.today_lines import (
    Line,
    clash_lines,
    coming_lines,
    draft_lines,
    late_lines,
    season_lines,
    unheard_lines,
    visit_lines,
)
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

LINES = 4
"""Lines shown of a card at first; a button at its end shows the rest."""

MOST_LINES = 40
"""Lines shown of a card at most; whoever has more to do narrows them in “Needs attention”."""

LATE, COMING, UNHEARD, UNSENT = "late", "coming", "unheard", "unsent"
DRAFTS, CLASHES, VISITS, SEASONS = "drafts", "clashes", "visits", "seasons"
FIRST = "first"

_NARROW = 760

_NEXT = (Qt.Key.Key_Down, Qt.Key.Key_J)
_BEFORE = (Qt.Key.Key_Up, Qt.Key.Key_K)

_HEAD_ROWS = 1.2
"""The heading of a card, in lines of a card; to fill two columns alike."""


Column = tuple[QWidget, QVBoxLayout]
"""Where cards stand one below the other."""


@dataclass(frozen=True)
class Part:
    """A card: its heading, what it tells of, and its lines, made one by one as they are shown."""

    name: str
    heading: str
    of: Callable[[Agenda], Sized]
    lines: Callable[[Session, Agenda], Iterator[Line]]


PARTS = (
    Part(LATE, N_("Over its time"), attrgetter("late"), late_lines),
    Part(COMING, N_("In the next two weeks"), attrgetter("coming"), coming_lines),
    Part(DRAFTS, N_("Go on writing"), attrgetter("drafts"), draft_lines),
    Part(UNHEARD, N_("Who was not heard"), attrgetter("unheard"), unheard_lines),
    Part(CLASHES, N_("To settle"), attrgetter("clashing"), clash_lines),
    Part(VISITS, N_("Next visits"), attrgetter("visits"), visit_lines),
    Part(SEASONS, N_("Seasons and events now"), attrgetter("seasons"), season_lines),
)
"""In the order of what matters."""


class TodayPage(QScrollArea):
    """The day and what can be begun, counts as buttons, cards in two columns of like height.

    Attributes:
        figures: The counts, by name.
        cards: By name; only those that have a line.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        page_wanted: Somebody wants another page; carries its name.
        read: Everything is shown.
    """

    opened = Signal(str, str)
    page_wanted = Signal(str)
    read = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._agenda: Agenda | None = None
        self.figures: dict[str, Figure] = {}
        self.cards: dict[str, Card] = {}
        self._more: dict[str, QPushButton] = {}
        self._columns: list[QWidget] = []
        self._narrow: bool | None = None
        self._growing: Iterator[None] = iter(())
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._on_turn)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        set_role(inside, "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 16)
        column.setSpacing(12)
        self._head = QVBoxLayout()
        self._head.setSpacing(12)
        day, language = session.today(), session.look.language
        written = f"{language.weekday(day)} {language.short_day(day)}"
        self._head.addWidget(label(dotted(session.text(N_("Today")), written), "title"))
        column.addLayout(self._head)
        self._top = QGridLayout()
        self._top.setSpacing(12)
        column.addLayout(self._top)
        self._body = QGridLayout()
        self._body.setSpacing(12)
        column.addLayout(self._body, 1)
        self._calm = Card()
        self._calm_words = label(session.text(N_("Going through the records …")), "hint")
        self._calm.body.addWidget(self._calm_words)
        self._calm.body.addStretch(1)
        self._body.addWidget(self._calm, 0, 0)
        self.setWidget(inside)
        self.refresh()

    def put_on_top(self, widget: QWidget) -> None:
        """Show what can be begun, below the day."""
        self._head.addWidget(widget)

    def refresh(self) -> None:
        """Read everything again."""
        workspace, reader = self._session.workspace, self._session.reader
        today = self._session.today()

        def work(_progress: Progress) -> Agenda:
            return read_agenda(workspace, reader, today)

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.viewport().width() < _NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._step(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._step(event)
        return super().eventFilter(watched, event)

    def _on_read(self, agenda: Agenda) -> None:
        self._agenda = agenda
        self._growing = self._grow(agenda)
        self._turns.start()

    def _on_turn(self) -> None:
        if next(self._growing, self) is self:
            self._turns.stop()
            self.read.emit()

    def _grow(self, agenda: Agenda) -> Iterator[None]:
        """Make figures and cards, a few at a time and out of sight; then show all of them."""
        narrow = self.viewport().width() < _NARROW
        self._make_figures(agenda)
        for figure in self.figures.values():
            figure.hide()
        self._place_figures(narrow=narrow)
        yield
        columns = self._hidden_columns()
        heights = [0.0, 0.0]
        for part in PARTS:
            if len(part.of(agenda)):
                card = self._card(part, agenda)
                self.cards[part.name] = card
                _put_into_shorter(columns, heights, card, narrow=narrow)
                yield
        if not self.cards and not agenda.begun:
            self.cards[FIRST] = self._first_card()
            _put_into_shorter(columns, heights, self.cards[FIRST], narrow=narrow)
        self._calm.setVisible(not self.cards)
        if not self.cards:
            self._calm_words.setText(self._session.text(N_("Nothing is to be done today.")))
        for figure in self.figures.values():
            figure.show()
        self._show_columns(columns)
        self._narrow = narrow
        self._arrange(narrow=self.viewport().width() < _NARROW)

    def _first_card(self) -> Card:
        first = FirstCard(self._session)
        first.page_wanted.connect(self.page_wanted)
        for line in first.lines:
            line.installEventFilter(self)
        return first

    def _on_failed(self, error: Exception) -> None:
        self._calm.hide()
        messages.tell(self, self._session.look, error)
        self.read.emit()

    def _make_figures(self, agenda: Agenda) -> None:
        session, language = self._session, self._session.look.language
        text = session.text
        people = sum(1 for each in agenda.late if each.about[0].kind in ("feedback", "incident"))
        late_note = language.plural("{n} person waits", "{n} people wait", people)
        fine = text(N_("Nothing to do"))
        places = len({each.place for each in agenda.unheard})
        heard_note = language.plural("in {n} place", "in {n} places", places)
        told: Mapping[str, tuple[str, int, str, str, str]] = {
            LATE: (
                N_("Over its time"), len(agenda.late),
                late_note if people else text(N_("Nobody waits")) if agenda.late else fine,
                "bad" if agenda.late else "ok", "circle-alert",
            ),
            COMING: (
                N_("Coming up"), len(agenda.coming), text(N_("In the next two weeks")),
                "info" if agenda.coming else "ok", "calendar-clock",
            ),
            UNHEARD: (
                N_("Groups not heard"), len(agenda.unheard),
                heard_note if places
                else text(N_("Everybody was heard") if agenda.begun else N_("No place yet")),
                "warn" if agenda.unheard else "ok", "users",
            ),
            UNSENT: (
                N_("To be sent"), agenda.waiting, self._since_sync(agenda),
                "warn" if agenda.waiting else "ok", "cloud-upload",
            ),
        }  # fmt: skip
        for name, (words, count, note, tone, icon) in told.items():
            figure = Figure(session.look, text(words), language.number(count), note, tone, icon)
            figure.setObjectName(name)
            figure.clicked.connect(self._on_figure)
            self.figures[name] = figure

    def _since_sync(self, agenda: Agenda) -> str:
        """Say how long this laptop has had no contact."""
        if agenda.synced is None:
            return self._session.text(N_("Never synced"))
        days = (self._session.today() - agenda.synced).days
        if days <= 0:
            return self._session.text(N_("Synced today"))
        plural = self._session.look.language.plural
        return plural("Offline for {n} day", "Offline for {n} days", days)

    def _card(self, part: Part, agenda: Agenda) -> Card:
        card = Card(self._session.text(part.heading))
        card.setObjectName(part.name)
        card.body.setSpacing(2)
        for line in islice(part.lines(self._session, agenda), LINES):
            card.body.addWidget(self._line(line))
        rest = len(part.of(agenda)) - LINES
        if rest > 0:
            words = self._session.look.language.plural("{n} more", "{n} more", rest)
            more = button(words, role="quiet")
            more.setAccessibleName(dotted(self._session.text(part.heading), words))
            more.clicked.connect(self._on_more)
            self._more[part.name] = more
            card.body.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        card.body.addStretch(1)
        return card

    def _line(self, line: Line) -> LineButton:
        made = LineButton(
            self._session.look, line.icon, line.token, line.what, line.about, line.target
        )
        made.opened.connect(self._on_opened)
        made.installEventFilter(self)
        return made

    def _arrange(self, *, narrow: bool) -> None:
        """Set figures and cards in columns; each card goes where there is least as yet."""
        if self._narrow in (None, narrow):  # nothing is there yet, or all is in its place
            return
        self._narrow = narrow
        self._place_figures(narrow=narrow)
        columns = self._hidden_columns()
        heights = [0.0, 0.0]
        for card in self.cards.values():
            _put_into_shorter(columns, heights, card, narrow=narrow)
        self._show_columns(columns)

    def _place_figures(self, *, narrow: bool) -> None:
        across = 2 if narrow else 4
        for number, figure in enumerate(self.figures.values()):
            self._top.addWidget(figure, number // across, number % across)

    def _hidden_columns(self) -> list[Column]:
        """Return two columns that stand in the page already, so that what comes in is dressed."""
        return [self._hidden_column(), self._hidden_column()]

    def _hidden_column(self) -> tuple[QWidget, QVBoxLayout]:
        column = QWidget(self.widget())
        column.hide()
        set_role(column, "clear")
        rows = QVBoxLayout(column)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(12)
        return column, rows

    def _show_columns(self, columns: list[Column]) -> None:
        """Show these instead of those there."""
        old = self._columns
        self._columns = [column for column, _ in columns]
        for number, (column, rows) in enumerate(columns):
            filled = rows.count()
            if FIRST in self.cards:  # the first things stand together, whatever room is left
                rows.addStretch(1)
            elif filled:  # the last card of each reaches down as far as the other column
                rows.setStretch(filled - 1, 1)
            self._body.addWidget(column, 0, number)
            column.setVisible(bool(filled))
            self._body.setColumnStretch(number, 1 if filled else 0)
        for column in old:
            self._body.removeWidget(column)
            column.hide()
            column.deleteLater()

    def _lines(self) -> list[LineButton]:
        """Return all lines in the order of reading."""
        return [line for card in self.cards.values() for line in card.findChildren(LineButton)]

    def _step(self, event: QKeyEvent) -> bool:
        """Go to the next line or the one before; say whether the key was for that."""
        step = 1 if event.key() in _NEXT else -1 if event.key() in _BEFORE else 0
        lines = self._lines()
        if not step or event.modifiers() or not lines:
            return False
        at = next((n for n, line in enumerate(lines) if line.hasFocus()), None)
        wanted = lines[0 if at is None else max(0, min(len(lines) - 1, at + step))]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        self.ensureWidgetVisible(wanted, 0, 40)
        return True

    def _on_figure(self) -> None:
        name = self.sender().objectName()
        if name == UNSENT:
            self.page_wanted.emit("sync")
            return
        card = self.cards.get(name)
        first = card.findChild(LineButton) if card is not None else None
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(first, 0, 60)

    def _on_more(self) -> None:
        """Show the rest of a card, and go to the first line that is new."""
        part = next(each for each in PARTS if self._more.get(each.name) is self.sender())
        card, more = self.cards[part.name], self._more.pop(part.name)
        assert self._agenda is not None
        place = card.body.indexOf(more)
        lines = islice(part.lines(self._session, self._agenda), LINES, MOST_LINES)
        made = [self._line(line) for line in lines]
        for number, line in enumerate(made):
            card.body.insertWidget(place + number, line)
        made[0].setFocus(Qt.FocusReason.TabFocusReason)
        more.hide()
        more.deleteLater()

    def _on_opened(self, target: tuple[str, str]) -> None:
        self.opened.emit(*target)


def _put_into_shorter(
    columns: list[Column], heights: list[float], card: Card, *, narrow: bool
) -> None:
    """Put a card where there is least as yet; on a narrow screen there is one column."""
    shorter = 0 if narrow or heights[0] <= heights[1] else 1
    heights[shorter] += _HEAD_ROWS + card.body.count()
    columns[shorter][1].addWidget(card)
