"""What has to be said to get a paper: which, about what, and how it is to be printed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import BadValue, Day, PlaceRef
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import SORTS, Asks, Audience, PaperSort, sorts_about
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import confided_to
from fieldapp.language import N_
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.guarded import memo_edit
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import label
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.paper_languages import load_scripts
from fieldapp.ui.papers.about import AboutRecord
from fieldapp.ui.papers.manner import MannerPart
from fieldapp.ui.review.plan import PERIOD
from fieldapp.ui.session import Session

AUDIENCES = {
    Audience.COMMUNITY: (N_("For the community"), "users", "ok"),
    Audience.TEAM: (N_("Only for the team"), "lock", "info"),
    Audience.RESTRICTED: (N_("Restricted"), "shield-alert", "warn"),
}


_READERS_HEIGHT = 84
"""Logical pixels: three lines."""


def offered(session: Session) -> tuple[PaperSort, ...]:
    """Return the sorts that need no record; those in counted copies are of incidents, and for
    whoever may read these."""
    confided = confided_to(kind_named("incident"), {})
    reads = session.reader.clearance_in(confided) is Level.RESTRICTED
    return tuple(
        sort
        for sort in SORTS.values()
        if Asks.RECORD not in sort.asks and (reads or not sort.counted)
    )


class AskingCard(Card):
    """The form of a paper.

    Attributes:
        sort, language: Selects.
        about: The record that it is about; hidden where it is about none.
        place, day, start, end: Editors; hidden where a paper asks for none of it.
        readers: Whom each copy is for, one in a line; hidden where copies are not counted.
        manner: How it is printed.

    Signals:
        edited: Another paper is meant from now on.
    """

    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session.text(N_("Which paper")))
        self._session = session
        text, around = session.text, session.surroundings
        self._record: Disclosed | None = None
        self.about = AboutRecord(session)
        self.about.hide()
        self.body.addWidget(self.about)
        self.sort = self._select([])
        self.sort.setAccessibleName(text(N_("Which paper")))
        self._offer(offered(session))
        self.body.addWidget(self.sort)
        self._about = label("", "hint")
        self.body.addWidget(self._about)
        self._audience = QVBoxLayout()
        self.body.addLayout(self._audience)
        self._places, self.place = self._question(N_("Place"), editor_for(PlaceRef(), around))
        self._days, self.day = self._question(N_("Day"), editor_for(Day(), around))
        self._starts, self.start = self._question(N_("From"), editor_for(Day(), around))
        self._ends, self.end = self._question(N_("To"), editor_for(Day(), around))
        period = QHBoxLayout()
        period.setSpacing(10)
        for half in (self._starts, self._ends):
            period.addWidget(half, 1)
        self.body.addLayout(period)
        self._copies = QWidget()
        copies = QVBoxLayout(self._copies)
        copies.setContentsMargins(0, 0, 0, 0)
        copies.setSpacing(4)
        for_whom = N_("Whom the copies are for")
        self.readers = memo_edit(session.look)
        self._caption(for_whom, copies).setBuddy(self.readers)
        self.readers.setAccessibleName(text(for_whom))
        self.readers.setFixedHeight(_READERS_HEIGHT)
        copies.addWidget(self.readers)
        hint = N_("A post in each line, no name. Each gets a copy of their own, with its number.")
        copies.addWidget(label(text(hint), "small"))
        self.body.addWidget(self._copies)
        self._caption(N_("Language of the paper"), self.body)
        load_scripts()
        self.language = self._select([])
        self.language.setAccessibleName(text(N_("Language of the paper")))
        self.body.addWidget(self.language)
        self.manner = MannerPart(session)
        self.body.addWidget(self.manner)
        self.complaint = label("", "error")
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        today = session.today()
        self.start.show_answer((today - PERIOD).isoformat())
        self.end.show_answer(today.isoformat())
        self.sort.currentIndexChanged.connect(self._on_sort)
        for editor in (self.place, self.day, self.start, self.end):
            editor.edited.connect(self.edited)
        self.readers.textChanged.connect(self.edited)
        self.language.currentIndexChanged.connect(self._on_language)
        self.manner.edited.connect(self.edited)
        self._on_sort()

    @property
    def chosen(self) -> PaperSort:
        """The sort of paper that is meant."""
        return SORTS[str(self.sort.value)]

    def choose(self, sort: str, place: str = "") -> None:
        """Mean this paper, of this place."""
        self.sort.choose(sort)
        if place:
            self.place.show_answer(place)

    def show_record(self, record: Disclosed) -> None:
        """Offer the papers of one record."""
        self._record = record
        self.about.show_record(record)
        self.about.show()
        # Its day is for the person to give, who so confirms that it may be known.
        self.day.show_answer(None)
        self.place.show_answer(record.values.get("place"))
        self._offer(sorts_about(record.kind))
        self._on_sort()

    def show_all(self) -> None:
        """Offer the papers that need no record."""
        self._record = None
        self.about.hide()
        self.day.show_answer(None)
        self._offer(offered(self._session))
        self._on_sort()

    @property
    def posts(self) -> tuple[str, ...]:
        """Whom the copies are for, each once; empty where copies are not counted."""
        if not self.chosen.counted:
            return ()
        lines = (" ".join(line.split()) for line in self.readers.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def order(self, *, every_place: bool = False) -> PaperOrder | None:
        """Return what was asked for; tell in place what is missing.

        Args:
            every_place: Of an area, or of the whole mission where no place is named.
        """
        self.complaint.hide()
        sort = self.chosen
        needs_place = Asks.PLACE in sort.asks and not every_place
        complaint = N_("Choose the place.") if needs_place else ""
        place = self._answer(self.place, PlaceRef(), complaint)
        start = self._answer(self.start, Day(), N_("Give the first day as dd/mm/yyyy."))
        end = self._answer(self.end, Day(), N_("Give the last day as dd/mm/yyyy."))
        day = (
            self._answer(self.day, Day(), N_("Give the day as dd/mm/yyyy."))
            if self._of_a_day
            else ""
        )
        if not (start and end) or (needs_place and not place) or (self._of_a_day and not day):
            return None
        if start > end:
            self._complain(self.end, self._session.text(N_("The last day is before the first.")))
            return None
        if sort.counted and not self.posts:
            self._say(self._session.text(N_("Write for whom each copy is.")))
            self.readers.setFocus()
            return None
        manner = self.manner.manner(str(self.language.value))
        period = Period(start, end) if self._of_a_period else None
        record = self._record
        return PaperOrder(
            sort.name,
            manner,
            place=place if self._of_a_place else "",
            period=period,
            day=day,
            kind=record.kind if record else "",
            record=record.id if record else "",
        )

    @property
    def _of_a_place(self) -> bool:
        # A place narrows a report; a paper of a place cannot be without one.
        return self._record is None or Asks.PLACE in self.chosen.asks | self.chosen.may

    @property
    def _of_a_period(self) -> bool:
        return Asks.PERIOD in self.chosen.asks | self.chosen.may

    @property
    def _of_a_day(self) -> bool:
        return Asks.DAY in self.chosen.asks

    def _on_sort(self) -> None:
        sort, text = self.chosen, self._session.text
        self._about.setText(text(sort.about))
        words, icon, tone = AUDIENCES[sort.audience]
        emptied(self._audience)
        self._audience.addWidget(Chip(self._session.look, text(words), tone, icon))
        self._places.setVisible(self._of_a_place)
        self._copies.setVisible(sort.counted)
        self._days.setVisible(self._of_a_day)
        self._starts.setVisible(self._of_a_period)
        self._ends.setVisible(self._of_a_period)
        wanted = str(self.language.value or self._session.look.language.code)
        self.language.blockSignals(True)
        self.language.clear()
        for code, name in sort.languages.items():
            self.language.addItem(name, code)
        self.language.choose(wanted if wanted in sort.languages else "en")
        self.language.blockSignals(False)
        self._on_language()

    def _on_language(self) -> None:
        self.manner.offer(self.chosen, str(self.language.value))
        self.edited.emit()

    def _offer(self, sorts: Sequence[PaperSort]) -> None:
        self.sort.blockSignals(True)
        self.sort.clear()
        for each in sorts:
            self.sort.addItem(self._session.text(each.label), each.name)
        self.sort.blockSignals(False)

    def _select(self, options: Sequence[tuple[object, str]]) -> Select:
        select = Select(self._session.look, options, "")
        select.removeItem(0)  # one is always chosen
        return select

    def _question(self, words: str, editor: Editor) -> tuple[QWidget, Editor]:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._caption(words, column).setBuddy(editor.control)
        editor.control.setAccessibleName(self._session.text(words))
        column.addWidget(editor)
        self.body.addWidget(box)
        return box, editor

    def _caption(self, words: str, column: QVBoxLayout) -> QLabel:
        caption = label(self._session.text(words), "strong")
        column.addWidget(caption)
        return caption

    def _answer(self, editor: Editor, type: PlaceRef | Day, complaint: str) -> str:
        try:
            value = type.accept(editor.answer())
        except BadValue:
            value = None
        self._complain(editor, "" if value or not complaint else self._session.text(complaint))
        return str(value or "")

    def _complain(self, editor: Editor, sentence: str) -> None:
        editor.mark(sentence)
        if sentence and self.complaint.isHidden():
            self._say(sentence)
            editor.setFocus()

    def _say(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.show()
