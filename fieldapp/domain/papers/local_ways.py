"""How people of a place write down days and figures, as its record says.

A place that says nothing does as what it lies in: what is said of the country holds for the whole
mission, until a state or a village says otherwise.
"""

from collections.abc import Iterable

from fieldapp.domain.area import Areas
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.papers.order import Manner


def as_here(manner: Manner, place: str, places: Iterable[Disclosed]) -> tuple[str, str]:
    """Return calendar and digits of a paper: those asked for, else those of the place; "" where
    nobody said.

    Args:
        place: Id or p-code; "" where the paper is about none.
    """
    known = tuple(places)
    around = Areas(known).around(place)
    said = {name: each for each in known for name in (each.id, each.values.get("pcode"))}

    def way(field: str) -> str:
        found = (said[area].values.get(field) for area in around if area in said)
        return str(next((answer for answer in found if answer), ""))

    return manner.calendar or way("calendar"), manner.digits or way("digits")
