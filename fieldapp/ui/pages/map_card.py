"""The card of one place: when we met, what is promised, what waits, when to go."""

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.seasons import Spell
from fieldapp.domain.figures.small_counts import too_few
from fieldapp.domain.figures.standing import Spot, season_on, seasons_ahead
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.map.reading import Seen
from fieldapp.ui.pages.attention import TONES
from fieldapp.ui.seasons import season_days, season_name, who_can_come
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

_LINES = 4


class PlaceCard(QFrame):
    """What is known of the place that is chosen.

    Attributes:
        meeting_button, open_button, paper_button: What can be done there.
        lines: What the rules noticed there, each opening its record.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        meeting_wanted, paper_wanted: Carry the place.
    """

    opened = Signal(str, str)
    meeting_wanted = Signal(str)
    paper_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._spot: Spot | None = None
        self.lines: list[LineButton] = []
        set_role(self, "pane")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        self._name = label("", "heading")
        self._about = label("", "small")
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._name)
        head.addWidget(self._about)
        column.addLayout(head)
        self._scroll = QScrollArea()
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is in it
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self._doing = QWidget()
        row = Flow(self._doing, gap=8)
        text = session.text
        look = session.look
        self.meeting_button = button(
            text(N_("Meeting here")), look.icon("plus", "accent_ink"), "primary"
        )
        self.open_button = button(text(N_("Place")), look.icon("map-pin"))
        self.open_button.setAccessibleName(text(N_("Open the place")))
        self.paper_button = button(text(N_("Paper")), look.icon("printer"))
        self.paper_button.setAccessibleName(text(N_("Paper for this place")))
        for each, do in (
            (self.meeting_button, self._on_meeting),
            (self.open_button, self._on_open),
            (self.paper_button, self._on_paper),
        ):
            each.clicked.connect(do)
            row.addWidget(each)
        column.addWidget(self._doing)
        self.show_spot(None, None)

    def show_spot(self, spot: Spot | None, seen: Seen | None) -> None:
        """Show a place, or how to choose one."""
        self._spot = spot
        self.lines = []
        text = self._session.text
        self._doing.setVisible(spot is not None)
        self._about.setVisible(spot is not None)
        inside = QWidget()
        set_role(inside, "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(6)
        if spot is None or seen is None:
            self._name.setText(text(N_("Choose a place")))
            hint = N_(
                "On the map: Tab goes from place to place, the arrows move, + and - zoom, "
                "Enter comes here. In the list: the arrows."
            )
            column.addWidget(label(text(hint), "hint"))
        else:
            self._name.setText(spot.name)
            kind = code_list("place_type").label(spot.type, self._session.look.language)
            lies = next(iter(seen.ledger.areas.around(spot.place)[1:]), "")
            within = self._session.names.title(lies) if lies else ""
            self._about.setText(dotted(kind if spot.type else "", within))
            column.addLayout(self._facts(spot, seen))
            self._add_lines(column, spot)
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def focus_first(self) -> None:
        """Take the keyboard to what can be done here."""
        self.meeting_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _facts(self, spot: Spot, seen: Seen) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(3)
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate(self._told(spot, seen)):
            side = label(name, "hint", wrap=False)
            side.setMaximumWidth(180)
            grid.addWidget(side, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), row, 1)
        return grid

    def _told(self, spot: Spot, seen: Seen) -> Iterator[tuple[str, str]]:
        session = self._session
        text, language = session.text, session.look.language
        today = session.today()
        met = text(N_("none yet"))
        if spot.met is not None:
            met = dotted(language.short_day(spot.met), _ago(session, spot.met, today))
        yield text(N_("Last meeting")), met
        spells = seasons_ahead(seen.ledger, spot.place, today)
        season = next(iter(spells), None)
        if spot.visit is None:
            visit = text(N_("none agreed"))
        else:
            there = season_on(spells, spot.visit)
            visit = dotted(language.short_day(spot.visit), _season(session, there))
        yield text(N_("Next visit")), visit
        if season is not None:
            yield text(N_("Season")), _spell(session, season)
        yield text(N_("Open promises")), language.number(len(spot.promises))
        works = spot.standing["works"]
        number = language.number(len(spot.works)) if spot.works else ""
        yield text(N_("Works")), dotted(number, text(works.word))
        yield text(N_("Feedback")), self._feedback(spot, seen)

    def _feedback(self, spot: Spot, seen: Seen) -> str:
        text, language = self._session.text, self._session.look.language
        standing = text(spot.standing["feedback"].word)
        if not spot.open_feedback:
            return standing
        # Each of them is somebody who spoke.
        few = too_few(spot.open_feedback, seen.least)
        count = text(N_("a few")) if few else language.number(spot.open_feedback)
        return dotted(count, standing)

    def _add_lines(self, column: QVBoxLayout, spot: Spot) -> None:
        session = self._session
        for signal in spot.noticed[:_LINES]:
            first = signal.about[0]
            _, icon = TONES[signal.tone]
            what = signal.sentence(session.look.language)
            line = LineButton(session.look, icon, signal.tone, what, "", (first.kind, first.id))
            line.opened.connect(self._on_line)
            column.addWidget(line)
            self.lines.append(line)
        rest = len(spot.noticed) - _LINES
        if rest > 0:
            more = session.look.language.plural("and {n} more", "and {n} more", rest)
            column.addWidget(label(more, "hint"))

    def _on_line(self, target: tuple[str, str]) -> None:
        self.opened.emit(*target)

    def _on_meeting(self) -> None:
        if self._spot is not None:
            self.meeting_wanted.emit(self._spot.place)

    def _on_open(self) -> None:
        if self._spot is not None:
            self.opened.emit("place", self._spot.record)

    def _on_paper(self) -> None:
        if self._spot is not None:
            self.paper_wanted.emit(self._spot.place)


def _ago(session: Session, day: date, today: date) -> str:
    days = (today - day).days
    if not days:
        return session.text(N_("today"))
    return session.look.language.plural("{n} day ago", "{n} days ago", days)


def _season(session: Session, spell: Spell | None) -> str:
    if spell is None:
        return session.text(N_("no season then"))
    return season_name(spell, session.look.language)


def _spell(session: Session, spell: Spell) -> str:
    language = session.look.language
    days = season_days(spell, language)
    return dotted(season_name(spell, language), days, who_can_come(spell, language))
