"""What a paper would tell somebody who finds it, and what keeps it from being made."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.days import day_of
from fieldapp.domain.hostile.finding import REASONS, Finding, Sort, counted
from fieldapp.domain.hostile.look import PaperLook
from fieldapp.domain.hostile.stop import Stop
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.text import dotted, isolated, label, picture
from fieldapp.ui.review.line_row import LONGEST
from fieldapp.ui.session import Session

_SORTS = {
    Sort.PERSONS: (N_("Names"), "users"),
    Sort.REACH: (N_("Numbers and addresses"), "phone"),
    Sort.PLACES: (N_("Places"), "map-pin"),
    Sort.FUTURE: (N_("Days to come"), "calendar-clock"),
    Sort.DATES: (N_("Days that have passed"), "calendar"),
    Sort.COUNTS: (N_("Numbers of people"), "hash"),
    Sort.MONEY: (N_("Amounts of money"), "scale"),
    Sort.INCIDENTS: (N_("Words of violence"), "shield-alert"),
}

_TOLD = (Sort.PERSONS, Sort.REACH, Sort.FUTURE, Sort.INCIDENTS)
"""Sorts of which each thing is named, because each can be mended; the others are what a paper is
about."""

_MOST = 6


class StopBanner(Banner):
    """One thing that no such paper may hold, with the ways out.

    Attributes:
        mend_button, leave_button: The ways out; a paper's own texts have only the first.

    Signals:
        mended: Somebody goes to the record; carries kind and id.
        left: Somebody leaves that answer out; carries the `Stop`.
    """

    mended = Signal(str, str)
    left = Signal(object)

    def __init__(self, session: Session, stop: Stop) -> None:
        text, look = session.text, session.look
        reason = REASONS[stop.finding.reason]
        # The words stand here as they stand on the card: whoever reads this may read the record.
        title = text(N_("The paper cannot be made with this: {what}")).format(
            what=isolated(stop.finding.found)
        )
        super().__init__(look, "bad", title)
        self._stop = stop
        self.words.addWidget(label(f"{text(reason.why)} {text(reason.do)}".strip()))
        if stop.record:
            kind = kind_named(stop.kind)
            where = text(N_("It stands in “{field}” of the {kind}.")).format(
                field=text(kind.field(stop.field).label), kind=text(kind.label)
            )
            self.words.addWidget(label(where, "hint"))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.mend_button = button(text(N_("Mend the record")), look.icon("pencil"))
        self.mend_button.clicked.connect(self._on_mend)
        self.leave_button = button(text(N_("Leave it out …")), look.icon("x"))
        self.leave_button.clicked.connect(self._on_leave)
        if stop.record:
            row.addWidget(self.mend_button)
            row.addWidget(self.leave_button)
        row.addStretch(1)
        self.words.addSpacing(4)
        self.words.addLayout(row)

    def _on_mend(self) -> None:
        self.mended.emit(self._stop.kind, self._stop.record)

    def _on_leave(self) -> None:
        self.left.emit(self._stop)


class StrangerCard(Card):
    """The hostile reader's view: how many of each sort, and what could be mended."""

    def __init__(self, session: Session, look: PaperLook) -> None:
        super().__init__(session.text(N_("What a stranger learns who finds it")))
        self._session = session
        counts = counted(look.findings)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        for number, (sort, (name, icon)) in enumerate(_SORTS.items()):
            self._count(grid, number, session.text(name), icon, counts[sort.value])
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(3, 10)  # a count belongs to the name before it
        grid.setColumnStretch(5, 1)
        self.body.addLayout(grid)
        told = [
            each
            for each in look.findings
            if each.sort in _TOLD and not each.stops and each.reason != "our_line"
        ]
        if told:
            self.body.addSpacing(4)
            self.body.addWidget(label(session.text(N_("Look at these again")), "strong"))
            self._tell(told)

    def _count(self, grid: QGridLayout, number: int, name: str, icon: str, count: int) -> None:
        look = self._session.look
        row, column = number // 2, 4 * (number % 2)
        middle = Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(picture(look, icon, "accent" if count else "mute", 18), row, column, middle)
        grid.addWidget(label(name, "" if count else "hint"), row, column + 1, middle)
        figure = label(isolated(look.language.number(count)), "strong" if count else "hint")
        grid.addWidget(figure, row, column + 2, middle)

    def _tell(self, found: Sequence[Finding]) -> None:
        session = self._session
        language = session.look.language
        for each in found[:_MOST]:
            said = each.found if day_of(each.found) is None else language.short_day(each.found)
            line = QWidget()
            column = QVBoxLayout(line)
            column.setContentsMargins(0, 2, 0, 2)
            column.setSpacing(0)
            about = each.about if len(each.about) <= LONGEST else f"{each.about[: LONGEST - 1]}…"
            column.addWidget(label(dotted(said, about)))
            why = session.text(N_("{why} Part {number}.")).format(
                why=session.text(REASONS[each.reason].why),
                number=language.number(each.where.part),
            )
            column.addWidget(label(why, "small"))
            self.body.addWidget(line)
        more = len(found) - _MOST
        if more > 0:
            words = language.plural("and {n} more", "and {n} more", more)
            self.body.addWidget(label(words, "small"))
