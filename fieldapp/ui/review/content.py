"""Step 2: everything that the paper will say, line by line, and what a stranger would learn."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.council.lines import PRESENT, TITLES, Line
from fieldapp.domain.council.paper import Count
from fieldapp.domain.hostile.look import PaperLook
from fieldapp.domain.hostile.stop import Stop
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.beside import ANY_WIDTH
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.scrolled import Scrolled, emptied
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.review.leaving_out import ask_why_left_out
from fieldapp.ui.review.line_row import LineRow, in_words
from fieldapp.ui.review.plan import Plan, TakenOut
from fieldapp.ui.review.stranger_card import StopBanner, StrangerCard
from fieldapp.ui.session import Session

_NARROW = 860
_SIDE = 380

_GROUPS = (
    ("women", N_("Women")),
    ("men", N_("Men")),
    ("girls", N_("Girls")),
    ("boys", N_("Boys")),
    ("older", N_("Older people")),
    ("with_disability", N_("With a disability")),
)


@dataclass(frozen=True)
class Leaving:
    """What somebody wants off the paper: the answer, and how it reads."""

    kind: str
    record: str
    field: str
    said: str


class ContentStep(QWidget):
    """The parts of the paper, and beside them what it tells.

    Attributes:
        stops: What keeps the paper from being made, as banners.
        rows: The lines that are shown.
        back_buttons: Put back what was taken out.

    Signals:
        opened: Somebody goes to a record; carries kind and id.
        taken_out, put_back: Something goes off the paper or on to it again; a `TakenOut`.
        shown: Every line is on the screen.
    """

    opened = Signal(str, str)
    taken_out = Signal(object)
    put_back = Signal(object)
    shown = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.stops: list[StopBanner] = []
        self.rows: list[LineRow] = []
        self.back_buttons: list[QWidget] = []
        self._waiting: Iterator[None] = iter(())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = Scrolled(self)
        outer.addWidget(self._scroll)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(8)
        self._scroll.column.addLayout(self._banners)
        self._row = QHBoxLayout()
        self._row.setSpacing(14)
        self._scroll.column.addLayout(self._row, 1)
        self._parts, self._side = QWidget(), QWidget()
        self._parts_column, self._side_column = QVBoxLayout(self._parts), QVBoxLayout(self._side)
        for column in (self._parts_column, self._side_column):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(14)
        self._row.addWidget(self._parts, 1)
        self._row.addWidget(self._side)
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._on_next)

    def show_waiting(self) -> None:
        """Say that the records are being looked through."""
        self._clear()
        words = N_("Looking through the records …")
        self._banners.addWidget(label(self._session.text(words), "hint"))

    def show_look(self, look: PaperLook, plan: Plan) -> None:
        """Show what the paper holds; part by part, so that the window goes on meanwhile."""
        self._clear()
        for stop in look.stops:
            banner = StopBanner(self._session, stop)
            banner.mended.connect(self.opened)
            banner.left.connect(self._on_stop_left)
            self._banners.addWidget(banner)
            self.stops.append(banner)
        if not look.stops:
            text = self._session.text
            title = text(N_("Nothing keeps this paper from being made."))
            self._banners.addWidget(Banner(self._session.look, "ok", title))
        self._waiting = self._fill(look, plan)
        self._timer.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        across, up = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._row.setDirection(up if narrow else across)
        self._side.setMinimumWidth(0 if narrow else _SIDE)
        self._side.setMaximumWidth(ANY_WIDTH if narrow else _SIDE)

    def _clear(self) -> None:
        self._timer.stop()
        for column in (self._banners, self._parts_column, self._side_column):
            emptied(column)
        self.stops, self.rows, self.back_buttons = [], [], []

    def _on_next(self) -> None:
        if next(self._waiting, self) is self:
            self._timer.stop()
            self.shown.emit()

    def _fill(self, look: PaperLook, plan: Plan) -> Iterator[None]:
        self._side_column.addWidget(StrangerCard(self._session, look))
        self._side_column.addWidget(self._withheld(look))
        if plan.taken_out:
            self._side_column.addWidget(self._left_out(plan))
        self._side_column.addStretch(1)
        yield
        by_part = {part: list(lines) for part, lines in groupby(look.lines, lambda one: one.part)}
        for part in range(1, 11):
            lines = by_part.get(part, [])
            card = Card(self._heading(part))
            self._parts_column.addWidget(card)
            if part == PRESENT:
                self._present(card, look)
                continue
            if lines:
                count = self._session.look.language.number(len(lines))
                card.header.addWidget(Chip(self._session.look, count, icon="list"))
            else:
                empty = N_("Nothing on record: the paper has empty lines for a pen.")
                card.body.addWidget(label(self._session.text(empty), "hint"))
            for line in lines:
                self._add(card, line)
                yield
        self._parts_column.addStretch(1)

    def _heading(self, part: int) -> str:
        number = self._session.look.language.number(part)
        return f"{number}. {self._session.text(TITLES[part])}"

    def _add(self, card: Card, line: Line) -> None:
        row = LineRow(self._session, line)
        row.opened.connect(self._on_opened)
        row.out.connect(self._on_out)
        card.body.addWidget(row)
        self.rows.append(row)

    def _present(self, card: Card, look: PaperLook) -> None:
        session, language = self._session, self._session.look.language
        here = look.paper.presence
        meetings = language.plural("{n} meeting", "{n} meetings", here.meetings)
        card.header.addWidget(Chip(session.look, meetings, icon="users"))
        chips = QWidget()
        flow = Flow(chips)
        for name, words in _GROUPS:
            count: Count = getattr(here, name)
            told = count.number or not count.more
            figure = language.number(count.number) if told else session.text(N_("too few to tell"))
            said = (
                f"{session.text(words)} {isolated(figure)}"
                if told
                else dotted(session.text(words), figure)
            )
            icon = "eye-off" if count.more else "users"
            flow.addWidget(Chip(session.look, said, "warn" if count.more else "", icon))
        card.body.addWidget(chips)

    def _withheld(self, look: PaperLook) -> Card:
        text, language = self._session.text, self._session.look.language
        card = Card(text(N_("Left out by the rules")))
        small = language.plural(
            "{n} count of people is too small to be told.",
            "{n} counts of people are too small to be told.",
            look.paper.withheld,
        )
        least = text(
            N_("With fewer than {least} of a group in a meeting one can tell who they were.")
        )
        small = f"{small} {least.format(least=language.number(look.paper.smallest_count))}"
        team = language.plural(
            "{n} answer of these records is for the team.",
            "{n} answers of these records are for the team.",
            look.for_team,
        )
        never = text(
            N_("Incidents, complaints of level 4 to 7, names and positions never stand on it.")
        )
        for words in (small, team, never):
            card.body.addWidget(label(words))
        return card

    def _left_out(self, plan: Plan) -> Card:
        session = self._session
        card = Card(session.text(N_("Left out by you")))
        count = session.look.language.number(len(plan.taken_out))
        card.header.addWidget(Chip(session.look, count, "warn", "x"))
        for out in plan.taken_out:
            card.body.addWidget(label(self._named(out), "strong"))
            why = dotted(session.text(kind_named(out.kind).field(out.field).label), out.because)
            card.body.addWidget(label(why, "hint"))
            back = button(session.text(N_("Put back")), session.look.icon("undo-2"), "quiet")
            back.clicked.connect(partial(self._on_back, out))
            card.body.addWidget(back)
            self.back_buttons.append(back)
        return card

    def _named(self, out: TakenOut) -> str:
        found = records.find(self._session.workspace, out.record)
        return self._session.names.of(self._session.disclosed(found)) if found else ""

    def _on_opened(self, line: Line) -> None:
        self.opened.emit(line.kind, line.record)

    def _on_out(self, line: Line) -> None:
        said, _ = in_words(self._session, line)
        self._ask(Leaving(line.kind, line.record, line.field, said))

    def _on_stop_left(self, stop: Stop) -> None:
        self._ask(Leaving(stop.kind, stop.record, stop.field, stop.finding.found))

    def _ask(self, what: Leaving) -> None:
        def then(because: str) -> None:
            self.taken_out.emit(TakenOut(what.kind, what.record, what.field, because))

        ask_why_left_out(self, self._session.look, what.said, then)

    def _on_back(self, out: TakenOut) -> None:
        self.put_back.emit(out)
