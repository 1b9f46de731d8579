"""UCDP georeferenced events (GED, Uppsala, CC BY 4.0) as incidents with the number of the killed.

Names of parties, headlines, sources and the exact spot go to restricted fields, because an event's
record here may be joined with what people told us in confidence. Codebook: UCDP GED 20.1 and later.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import NoSuchDay, NotANumber
from fieldapp.errors import WrongUse
from fieldapp.exchange.arrival import Entry, RowRefused, entry, record_id
from fieldapp.exchange.place_names import PlaceNames, Position
from fieldapp.exchange.table import Row
from fieldapp.language import N_

DATASET = "UCDP GED"
KEY = "id"
COLUMNS = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1",
    "adm_2", "latitude", "longitude", "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip

# State-based and non-state conflict are armed clashes between two sides; one-sided violence is an
# attack on civilians. Nothing in the data says more about what was done.
_TYPE = {"1": "armed_clash", "2": "armed_clash", "3": "attack_on_civilians"}

_DATE_PRECISION = {"1": "day", "2": "few_days", "3": "week", "4": "month", "5": "year"}
_ORDER = ("day", "few_days", "week", "month", "year")

# Code 5 is a line or a vague area, 7 the sea or the air: nothing that our list can say.
_PLACE_PRECISION = {"1": "exact", "2": "near", "3": "adm2", "4": "adm1", "6": "country"}

_ACCOUNT = (
    ("Place", "where_coordinates"),
    ("Described as", "where_description"),
    ("Latitude", "latitude"),
    ("Longitude", "longitude"),
    ("First day", "date_start"),
    ("Last day", "date_end"),
    ("Conflict", "conflict_name"),
    ("Killed on side A", "deaths_a"),
    ("Killed on side B", "deaths_b"),
    ("Civilians killed", "deaths_civilians"),
    ("Killed, side unknown", "deaths_unknown"),
    ("Best estimate of the killed", "best"),
    ("Headline", "source_headline"),
)
"""What has no field of its own, under names of ours. The data set is in English."""


class NoSuchTypeOfViolence(WrongUse):
    """A type that the codebook does not have."""

    text = N_("The type of violence must be 1, 2 or 3.")


class EndsBeforeItBegins(WrongUse):
    """An event whose last day is before its first."""

    text = N_("The event ends before it begins.")


class UcdpRows:
    """Makes incidents of rows, in places known here."""

    def __init__(self, places: Iterable[Disclosed]) -> None:
        self._names = PlaceNames(places)

    def entries(self, row: Row) -> Iterator[Entry]:
        """Return the incident and its count of victims.

        Raises:
            RowRefused: Something in the row cannot be.
        """
        incident = record_id(DATASET, row.cell("id"))
        if row.cell("type_of_violence") not in _TYPE:
            raise RowRefused("type_of_violence", NoSuchTypeOfViolence())
        first, last = _day(row, "date_start"), _day(row, "date_end")
        if last < first:
            raise RowRefused("date_end", EndsBeforeItBegins())
        answers = {
            "happened_on": first.isoformat(),
            "date_precision": _date_precision(row.cell("date_prec"), (last - first).days),
            "type": _TYPE[row.cell("type_of_violence")],
            **self._place(row),
            "account": _account(row),
            "alleged_actors": "\n".join(filter(None, (row.cell("side_a"), row.cell("side_b")))),
            "sources": _sources(row),
            "dataset": DATASET,
            "dataset_id": row.cell("id"),
        }
        yield entry("incident", incident, answers, {"dataset_id": "id"})
        least, most = _killed(row)
        count = {
            "incident": incident,
            "sex": "unknown",
            "age_group": "unknown",
            "killed_min": least,
            "killed_max": most,
        }
        victims = record_id(DATASET, row.cell("id"), "killed")
        yield entry("victim", victims, count, {"killed_min": "low", "killed_max": "high"})

    def _place(self, row: Row) -> dict[str, str]:
        """Return the county, else the state, as far as it is known here for certain.

        However exactly the source knows the place, the record is no more exact than what it names.
        """
        near = _position(row)
        state = self._names.find("adm1", row.cell("adm_1"), near, None)
        if state is None:
            return {}
        county = self._names.find("adm2", row.cell("adm_2"), near, state)
        known = _PLACE_PRECISION.get(row.cell("where_prec"), "unknown")
        named = "adm2" if county else "adm1"
        coarser = max(known, named, key=tuple(code_list("place_precision").labels).index)
        return {"place": (county or state).reference, "place_precision": coarser}


def _day(row: Row, column: str) -> date:
    """Read "2011-09-17 00:00:00.000"; the time of day is always midnight and means nothing."""
    text = row.cell(column)
    try:
        if text[10:].strip(" T0:.") != "":
            raise ValueError
        return date.fromisoformat(text[:10])
    except ValueError:
        raise RowRefused(column, NoSuchDay()) from None


def _date_precision(code: str, days: int) -> str:
    """Return the coarser of what the code says and of how long the event lasted."""
    named = _DATE_PRECISION.get(code, "unknown")
    if named == "unknown":
        return named
    limits = ((0, "day"), (6, "few_days"), (7, "week"), (31, "month"))
    lasted = next((name for most, name in limits if days <= most), "year")
    return max(named, lasted, key=_ORDER.index)


def _killed(row: Row) -> tuple[int, int]:
    """Return the least and the most that any estimate of the row says.

    A few rows have a best estimate outside low to high. A range is a claim that the truth is
    inside, so it must cover every number that the source gives.
    """
    numbers = []
    for column in ("low", "best", "high"):
        try:
            numbers.append(int(row.cell(column)))
        except ValueError:
            raise RowRefused(column, NotANumber()) from None
    return min(numbers), max(numbers)


def _position(row: Row) -> Position | None:
    try:
        return float(row.cell("latitude")), float(row.cell("longitude"))
    except ValueError:
        return None


def _account(row: Row) -> str:
    lines = (f"{name}: {row.cell(column)}" for name, column in _ACCOUNT if row.cell(column))
    return "\n".join(line.replace("00:00:00.000", "").rstrip() for line in lines)


def _sources(row: Row) -> str:
    columns = ("source_office", "source_original", "source_date")
    parts = [row.cell(column) for column in columns if row.cell(column)]
    return "\n".join(parts or [row.cell("source_article")])
