"""The records of an area and a period.

A record without a day counts in every period: better counted twice than never.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger

A_YEAR = timedelta(days=365)
"""How far figures look back where no first day is given: a whole round of seasons."""

_ENDED = ("completed", "handed_over")


class Here:
    """The records of an area, "" for the whole mission, from the first to the last day."""

    def __init__(self, ledger: Ledger, area: str, first: date, last: date) -> None:
        self.ledger, self.area, self.first, self.last = ledger, area, first, last

    def of(
        self, kind: str, since: Sequence[str], until: Sequence[str] | None = None
    ) -> Iterator[Disclosed]:
        """Give the records of a kind here and now, by id.

        Args:
            since: Fields with the first day; the first answered counts; a row of a joint review
                that gives none has the review's.
            until: Fields with the last day. None: it is the first day; empty: it has no end.
        """
        for record in self._of_area(kind):
            begin = first_day(record, since) or self._parents_day(record)
            end = begin if until is None else first_day(record, until)
            if self._touches(begin, end):
                yield record

    def works(self) -> tuple[Disclosed, ...]:
        """Return the works that were not cancelled and were under way in the period.

        One that is not finished is under way, whatever was planned.
        """
        found = []
        for work in self._of_area("deliverable"):
            ended = work.values.get("status") in _ENDED
            until = ("actual_end", "planned_end") if ended else ("actual_end",)
            begin, end = first_day(work, ("planned_start",)), first_day(work, until)
            if work.values.get("status") != "cancelled" and self._touches(begin, end):
                found.append(work)
        return tuple(found)

    def _of_area(self, kind: str) -> Iterator[Disclosed]:
        for record in sorted(self.ledger.of(kind), key=lambda r: r.id):
            if self.ledger.areas.covers(self.area, self.ledger.place_of(record)):
                yield record

    def _touches(self, begin: date | None, end: date | None) -> bool:
        return (begin or self.last) <= self.last and (end or self.first) >= self.first

    def _parents_day(self, record: Disclosed) -> date | None:
        if KINDS[record.kind].parent_kind != "joint_review":
            return None
        review = self.ledger.find(record.values.get("joint_review"))
        return first_day(review, ("held_on",))


def first_day(record: Disclosed | None, names: Iterable[str]) -> date | None:
    """Return the first of these days that the record gives, or None."""
    days = (day_of(record.values.get(name)) for name in names) if record else iter(())
    return next((day for day in days if day is not None), None)
