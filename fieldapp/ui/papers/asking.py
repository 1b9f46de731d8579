"""What has to be said to get a paper: which, about what, and how it is to be printed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.domain.council.paper import Period
from fieldapp.domain.fieldtypes import BadValue, Day, PlaceRef
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.domain.papers.sorts import SORTS, Asks, Audience, PaperSort
from fieldapp.language import N_
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.text import label
from fieldapp.ui.editors import Editor, editor_for
from fieldapp.ui.paper_languages import load_scripts
from fieldapp.ui.review.plan import PERIOD
from fieldapp.ui.session import Session

AUDIENCES = {
    Audience.COMMUNITY: (N_("For the community"), "users", "ok"),
    Audience.TEAM: (N_("Only for the team"), "lock", "info"),
    Audience.RESTRICTED: (N_("Restricted"), "shield-alert", "warn"),
}


def offered() -> tuple[PaperSort, ...]:
    """Return the sorts that this page makes: those about one record are made from the record, and
    those in counted copies by the command line, which names each reader."""
    return tuple(
        sort for sort in SORTS.values() if Asks.RECORD not in sort.asks and not sort.counted
    )


class AskingCard(Card):
    """The form of a paper.

    Attributes:
        sort, language: Selects.
        place, day, start, end: Editors; hidden where a paper asks for none of it.

    Signals:
        edited: Another paper is meant from now on.
    """

    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session.text(N_("Which paper")))
        self._session = session
        text, around = session.text, session.surroundings
        self.sort = self._select([(each.name, text(each.label)) for each in offered()])
        self.sort.setAccessibleName(text(N_("Which paper")))
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
        self._caption(N_("Language of the paper"), self.body)
        load_scripts()
        self.language = self._select([])
        self.language.setAccessibleName(text(N_("Language of the paper")))
        self.body.addWidget(self.language)
        self.complaint = label("", "error")
        self.complaint.hide()
        self.body.addWidget(self.complaint)
        today = session.today()
        self.start.show_answer((today - PERIOD).isoformat())
        self.end.show_answer(today.isoformat())
        self.sort.currentIndexChanged.connect(self._on_sort)
        for editor in (self.place, self.day, self.start, self.end):
            editor.edited.connect(self.edited)
        self.language.currentIndexChanged.connect(self.edited)
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
        manner = Manner(str(self.language.value))
        period = Period(start, end) if self._of_a_period else None
        return PaperOrder(sort.name, manner, place=place, period=period, day=day)

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
        while (item := self._audience.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._audience.addWidget(Chip(self._session.look, text(words), tone, icon))
        # A place narrows a report; a paper of a place cannot be without one.
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
        self.edited.emit()

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
            self.complaint.setText(sentence)
            self.complaint.show()
            editor.setFocus()
