"""Which place lies in which: a state covers its counties, a county its villages.

Records name a place by its p-code or by the id of its record; here both mean the same place.
"""

from collections.abc import Iterable

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value


class Areas:
    """The places known to the reader, and what each lies in."""

    def __init__(self, places: Iterable[Disclosed]) -> None:
        self._same: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._around: dict[str, tuple[str, ...]] = {}
        for place in sorted(places, key=lambda each: each.id):  # of two, the same one counts
            pcode, parent = place.values.get("pcode"), place.values.get("place")
            own = str(pcode or place.id)
            self._same[place.id] = own
            if isinstance(parent, str):
                self._within[own] = parent

    def place(self, reference: Value) -> str:
        """Return one name for a place, however a record names it: its p-code where it has one.

        Empty for "not answered"; a place that is not known here keeps the name it was given.
        """
        text = reference if isinstance(reference, str) else ""
        return self._same.get(text, text)

    def covers(self, area: Value, place: Value) -> bool:
        """Say whether ``place`` is ``area`` or lies in it. No area covers everything."""
        wanted = self.place(area)
        return not wanted or wanted in self.around(place)

    def around(self, place: Value) -> tuple[str, ...]:
        """Return the place and whatever it lies in, the nearest first."""
        start = here = self.place(place)
        if start in self._around:
            return self._around[start]
        found: list[str] = []
        while here and here not in found:  # somebody may have said that two lie in each other
            found.append(here)
            here = self.place(self._within.get(here))
        return self._around.setdefault(start, tuple(found))
