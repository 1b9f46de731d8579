"""Finding the place that a name in somebody's file means, among the places known here.

A wrong place is worse than none, so a name must agree with exactly one place, and where both have
coordinates these must agree as well. Spelling may differ by one letter only where they do.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed

Position = tuple[float, float]
"""Latitude and longitude in degrees, WGS 84."""

FARTHEST_KM = {"adm1": 400.0, "adm2": 200.0}
"""From the centre of an area to anywhere in it. A few states are wider: there the centre of one of
their counties may be near instead."""

SHORTEST_TO_BEND = 4
"""Letters. In shorter names one letter makes another name."""

_UNIT = re.compile(r"\b(state|province|region|county|district|department|governorate|cercle)\b")
_SAME_WORDS = {
    "north": "northern",
    "south": "southern",
    "east": "eastern",
    "west": "western",
    "nord": "northern",
    "sud": "southern",
    "est": "eastern",
    "ouest": "western",
    "haut": "upper",
    "bas": "lower",
    "el": "al",
}


@dataclass(frozen=True)
class Known:
    """A place that records can name. ``within`` is how it names the place it lies in."""

    reference: str
    record: str
    type: str
    within: str
    names: frozenset[str]
    position: Position | None


class PlaceNames:
    """The places known here."""

    def __init__(self, places: Iterable[Disclosed]) -> None:
        self._places = [known for place in places if (known := _known(place)) is not None]
        self._counties: dict[str, list[Known]] = {}
        for place in self._places:
            if place.type == "adm2":
                self._counties.setdefault(place.within, []).append(place)

    def find(
        self, type: str, name: str, near: Position | None, within: Known | None
    ) -> Known | None:
        """Return the one place of this type and name, or None where it is not certain."""
        wanted = plain_name(name)
        if not wanted:
            return None
        inside = [
            place
            for place in self._places
            if place.type == type
            and (within is None or place.within in (within.reference, within.record))
            and self._in_reach(place, near)
        ]
        found = [place for place in inside if wanted in place.names]
        if not found:
            found = [p for p in inside if near and p.position and _one_letter_off(wanted, p.names)]
        return found[0] if len(found) == 1 else None

    def _in_reach(self, place: Known, near: Position | None) -> bool:
        if _close(place, near):
            return True
        counties = (self._counties.get(name, ()) for name in {place.reference, place.record})
        return any(one.position and _close(one, near) for each in counties for one in each)


def plain_name(name: str) -> str:
    """Return a name without case, accents, punctuation and the word for the kind of area."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in letters if not unicodedata.combining(c))
    words = re.sub(r"[\W_]+", " ", _UNIT.sub(" ", letters)).split()
    return " ".join(_SAME_WORDS.get(word, word) for word in words)


def distance_km(a: Position, b: Position) -> float:
    """Great-circle distance in kilometres.

    Source: haversine formula, R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68 (1984).
    """
    lat_a, lat_b = math.radians(a[0]), math.radians(b[0])
    half_lat, half_lon = (lat_b - lat_a) / 2, math.radians(b[1] - a[1]) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def _known(place: Disclosed) -> Known | None:
    name = place.values.get("name")
    if not isinstance(name, str):
        return None
    latitude, longitude = place.values.get("latitude"), place.values.get("longitude")
    position = None
    if isinstance(latitude, int | float) and isinstance(longitude, int | float):
        position = (float(latitude), float(longitude))
    return Known(
        reference=str(place.values.get("pcode") or place.id),
        record=place.id,
        type=str(place.values.get("type") or ""),
        within=str(place.values.get("place") or ""),
        # "Luakpiny/Nasir" is one place with two names.
        names=frozenset(plain_name(part) for part in (name, *name.split("/")) if plain_name(part)),
        position=position,
    )


def _close(place: Known, near: Position | None) -> bool:
    if near is None or place.position is None:
        return True
    return distance_km(near, place.position) <= FARTHEST_KM.get(place.type, 50.0)


def _one_letter_off(wanted: str, names: Iterable[str]) -> bool:
    return any(
        min(len(wanted), len(name)) >= SHORTEST_TO_BEND and _within_one(wanted, name)
        for name in names
    )


def _within_one(a: str, b: str) -> bool:
    """Say whether one letter changed, put in or left out makes ``a`` into ``b``."""
    if abs(len(a) - len(b)) > 1:
        return False
    same = 0
    while same < min(len(a), len(b)) and a[same] == b[same]:
        same += 1
    return a[same + 1 :] == b[same + 1 :] or a[same:] == b[same + 1 :] or a[same + 1 :] == b[same:]
