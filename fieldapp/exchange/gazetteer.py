"""Lists of places with p-codes, names, parents and centroids (OCHA COD-AB) as places.

Columns: iso3, level, pcode, name, adm1_pcode, adm2_pcode, adm3_pcode, lon, lat. Boundaries are not
taken.
"""

from collections.abc import Iterable, Iterator

from fieldapp.domain.disclosure import Disclosed
from fieldapp.errors import WrongUse
from fieldapp.exchange.arrival import Entry, RowRefused, entry, record_id
from fieldapp.exchange.table import Row
from fieldapp.language import N_

COLUMNS = ("level", "pcode", "name", "adm1_pcode", "adm2_pcode", "lon", "lat")
KEY = "pcode"
_LEVELS = {"0": "country", "1": "adm1", "2": "adm2", "3": "adm3"}
_COLUMN = {"latitude": "lat", "longitude": "lon"}


class NoSuchLevel(WrongUse):
    """A level of administration that no place has here."""

    text = N_("The level must be from 0 to 3.")


class NotNested(WrongUse):
    """A place that lies in none: its parent's code is missing."""

    text = N_("The code of the area that this place lies in is missing.")


class GazetteerRows:
    """Makes places of rows. A place that is known by its p-code already keeps its record."""

    def __init__(self, places: Iterable[Disclosed]) -> None:
        self._records = {str(p.values["pcode"]): p.id for p in places if p.values.get("pcode")}

    def entries(self, row: Row) -> Iterator[Entry]:
        """Return the place that the row describes.

        Raises:
            RowRefused: It is not complete or not possible.
        """
        level = row.cell("level")
        if level not in _LEVELS:
            raise RowRefused("level", NoSuchLevel())
        answers = {
            "name": row.cell("name"),
            "pcode": row.cell("pcode"),
            "type": _LEVELS[level],
            "place": _parent(row, level),
            "latitude": row.cell("lat"),
            "longitude": row.cell("lon"),
        }
        pcode = row.cell("pcode")
        record = self._records.get(pcode) or record_id("p-code", pcode)
        yield entry("place", record, answers, _COLUMN)


def _parent(row: Row, level: str) -> str:
    """Return the p-code of the area one level up; the first level lies in nothing we list."""
    if level in ("0", "1"):
        return ""
    column = f"adm{int(level) - 1}_pcode"
    if not row.cell(column):
        raise RowRefused(column, NotNested())
    return row.cell(column)
