"""The map: places where they lie and as they stand, beside the same places as a list and a card.

Read in a task, through the map's own door: nothing told in confidence, no incident, ever.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.figures.standing import ENGAGEMENT, FEEDBACK, STANDINGS, WORKS, Spot
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.ui import messages
from fieldapp.ui.components.beside import ANY_WIDTH, stack
from fieldapp.ui.components.button import button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.page_head import PageHead
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import label
from fieldapp.ui.map.legend import Entry
from fieldapp.ui.map.pin import Pin
from fieldapp.ui.map.reading import Seen, read_map
from fieldapp.ui.map.table import PlaceList, PlaceRow
from fieldapp.ui.map.view import MapView
from fieldapp.ui.pages.map_card import PlaceCard
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

MATTERS: Mapping[str, str] = {
    ENGAGEMENT: N_("Who was heard"),
    WORKS: N_("Works"),
    FEEDBACK: N_("Feedback"),
}
"""What the marks tell of."""

_WEIGHTS = {"country": 6.0, "adm1": 5.0, "adm2": 4.0, "town": 3.0, "camp": 2.0, "adm3": 1.0}
_STANDING, _CELL = 174, 28
"""Logical pixels of the column of how a place stands, and beside the words of any column."""

_STACKED = 860


class MapPage(QScrollArea):
    """Map, legend, list and card. What is chosen in one is chosen in all.

    Attributes:
        matters: What the marks tell of.
        map, list, card: The same places three times.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        all_wanted, new_wanted: All places, a new place.
        meeting_wanted, paper_wanted: Carry a place.
        read: The places are there.
    """

    opened = Signal(str, str)
    all_wanted = Signal()
    new_wanted = Signal()
    meeting_wanted = Signal(str)
    paper_wanted = Signal(str)
    read = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._seen: Seen | None = None
        self._spots: dict[str, Spot] = {}
        self._matter = ENGAGEMENT
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        set_role(inside, "clear")
        self.setWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._heading())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._body())
        self._stack.addWidget(self._nothing())
        column.addWidget(self._stack, 1)
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        workspace, reader = self._session.workspace, self._session.reader
        today = self._session.today()

        def work(_progress: Progress) -> Seen:
            return read_map(workspace, reader, today)

        self._hint.setText(self._session.text(N_("Going through the records …")))
        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def choose(self, place: str) -> None:
        """Choose a place everywhere."""
        self.map.choose(place)
        self.list.choose(place)
        self._show_card(place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _heading(self) -> QWidget:
        session, text = self._session, self._session.text
        offers = [(matter, text(name)) for matter, name in MATTERS.items()]
        self.matters = Segments(session.look, offers, small=True)
        self.matters.choose((self._matter,))
        self.matters.setAccessibleName(text(N_("What the marks tell of")))
        self.matters.edited.connect(self._on_matter)
        self.all_button = button(text(N_("All places")), session.look.icon("list"), "quiet")
        self.all_button.clicked.connect(self.all_wanted)
        self.new_button = button(text(N_("New place")), session.look.icon("plus"))
        self.new_button.clicked.connect(self.new_wanted)
        title = label(text(N_("Map")), "title", wrap=False)
        return PageHead(title, self.matters, [self.all_button, self.new_button])

    def _body(self) -> QWidget:
        session = self._session
        body = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        pane = QFrame()
        set_role(pane, "pane")
        left = QVBoxLayout(pane)
        left.setContentsMargins(2, 2, 2, 8)
        left.setSpacing(6)
        self.map = MapView(session.look)
        self.map.chose.connect(self._on_chosen_on_map)
        self.map.opened.connect(self._on_opened)
        left.addWidget(self.map, 1)
        self._legend = QWidget()
        self._legend_row = Flow(self._legend, gap=14)
        beside = QHBoxLayout()
        beside.setContentsMargins(12, 0, 12, 0)
        beside.addWidget(self._legend)
        left.addLayout(beside)
        self._hint = label("", "small")
        self._hint.setContentsMargins(12, 0, 12, 0)
        left.addWidget(self._hint)
        self._row.addWidget(pane, 3)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(12)
        listed = QFrame()
        set_role(listed, "pane")
        around = QVBoxLayout(listed)
        around.setContentsMargins(2, 2, 2, 2)
        self.list = PlaceList(session.look)
        self.list.setMinimumHeight(124)
        self.list.chose.connect(self._on_chosen_in_list)
        self.list.opened.connect(self._on_opened)
        around.addWidget(self.list)
        side.addWidget(listed, 2)
        self.card = PlaceCard(session)
        self.card.setMinimumHeight(190)
        self.card.opened.connect(self.opened)
        self.card.meeting_wanted.connect(self.meeting_wanted)
        self.card.paper_wanted.connect(self.paper_wanted)
        side.addWidget(self.card, 3)
        self._row.addWidget(self._side, 2)
        return body

    def _nothing(self) -> QWidget:
        text, look = self._session.text, self._session.look
        hint = N_("Write the first one. The administrator can take in a whole list at once.")
        make = button(text(N_("New place")), look.icon("plus", "accent_ink"), "primary")
        make.clicked.connect(self.new_wanted)
        return EmptyState(look, "map", text(N_("No place yet")), text(hint), make)

    @cached_property
    def _widest_day(self) -> int:
        """Return the pixels that a day needs in the list, in the longest month of this language."""
        short_day = self._session.look.language.short_day
        metrics = self.list.fontMetrics()
        months = (date(2026, month, 28) for month in range(1, 13))
        return _CELL + max(metrics.horizontalAdvance(short_day(day)) for day in months)

    def _arrange(self) -> None:
        """Side by side where there is room, else one under the other; scroll rather than cut."""
        width, height = self.viewport().width(), self.viewport().height()
        stacked = width < _STACKED
        stack(self._row, narrow=stacked)
        self.map.setMinimumHeight(min(320, max(220, height - 120)) if stacked else 220)
        self._side.setMinimumWidth(
            0 if stacked else 400 if width < 1000 else 430 if width < 1100 else 460
        )
        self._side.setMaximumWidth(ANY_WIDTH if stacked else 490)
        self._side.setMinimumHeight(520 if stacked else 0)
        self.list.fit(_STANDING, self._widest_day)

    def _on_read(self, seen: Seen) -> None:
        self._seen = seen
        self._spots = {spot.place: spot for spot in seen.spots}
        self.map.show_ground(seen.ground)
        self._stack.setCurrentIndex(0 if seen.spots else 1)
        self._show()
        self.read.emit()

    def _on_failed(self, error: Exception) -> None:
        self._hint.setText("")
        messages.tell(self, self._session.look, error)
        self.read.emit()

    def _on_matter(self) -> None:
        if self.matters.chosen:
            self._matter = str(self.matters.chosen[0])
        else:
            self.matters.choose((self._matter,))  # one is always shown
        self._show()

    def _show(self) -> None:
        """Show the places as they stand in the matter chosen."""
        self._show_legend()
        seen = self._seen
        if seen is None:
            return
        text, chosen = self._session.text, self.map.chosen
        pins, rows = [], []
        for spot in seen.spots:
            standing = spot.standing[self._matter]
            word = text(standing.word)
            at = seen.at.get(spot.place)
            if at is not None:
                weight = _WEIGHTS.get(spot.type, 0.0)
                pins.append(Pin(spot.place, spot.name, at, standing.tone, word, weight))
            met = spot.met.isoformat() if spot.met else ""
            rows.append(PlaceRow(spot.place, spot.name, at is not None, standing.tone, word, met))
        self.map.show_pins(pins)
        self.list.show_rows(rows, chosen)
        self._show_hint(seen, len(rows) - len(pins))

    def _show_hint(self, seen: Seen, without: int) -> None:
        language = self._session.look.language
        hints = []
        if without:
            hints.append(
                language.plural(
                    "{n} place has no position and is in the list only.",
                    "{n} places have no position and are in the list only.",
                    without,
                )
            )
        if not seen.ground.areas:
            missing = N_("Borders come with: fieldapp import FILE --as boundaries.")
            hints.append(self._session.text(missing))
        self._hint.setText(" ".join(hints))
        self._hint.setVisible(bool(hints))

    def _show_legend(self) -> None:
        emptied(self._legend_row)
        for standing in STANDINGS[self._matter]:
            words = self._session.text(standing.word)
            self._legend_row.addWidget(Entry(self._session.look, standing.tone, words))
        self._legend.updateGeometry()

    def _show_card(self, place: str) -> None:
        self.card.show_spot(self._spots.get(place), self._seen)

    def _on_chosen_on_map(self, place: str) -> None:
        self.list.choose(place)
        self._show_card(place)

    def _on_chosen_in_list(self, place: str) -> None:
        self.map.choose(place)
        self._show_card(place)

    def _on_opened(self, place: str) -> None:
        self.choose(place)
        self.card.focus_first()
