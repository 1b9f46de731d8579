"""What every paper for a village begins with: where it is about, and how to complain."""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.council.build import PaperNeeds
from fieldapp.domain.council.given import text_of
from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_of_ways
from fieldapp.domain.hostile.told import Told, What, Where


@dataclass(frozen=True)
class Opening:
    """The head of a paper.

    Attributes:
        place: As spoken; "" for a paper about the whole mission.
        period: None where the paper is about all that was.
    """

    place: str
    contact: str
    complaints: tuple[str, ...]
    period: Period | None


def until(day: str) -> Period:
    """Return the period of a paper that is about none: all that was, up to a day."""
    return Period("", day)


def opening_of(needs: PaperNeeds, place: Disclosed | None) -> Opening:
    """Return the head of the paper of a place, disclosed to the community; None for the mission."""
    return Opening(
        place=needs.place_name,
        contact=text_of(place, "contact"),
        complaints=tuple(text_of(place, "complaints").splitlines()),
        period=needs.period if needs.period.first else None,
    )


def told_of_opening(opening: Opening, title: str, made_on: str) -> Iterator[Told]:
    """Give what the head of a paper tells that was made on a day; it is part 1 of every paper."""
    where = Where(1, title)
    if opening.place:
        yield Told(where, What.PLACE, opening.place)
    days = (opening.period.first, opening.period.last) if opening.period else ()
    for day in (*days, made_on):
        yield Told(where, What.DAY, day)
    yield from told_of_ways(where, opening.contact, opening.complaints)
