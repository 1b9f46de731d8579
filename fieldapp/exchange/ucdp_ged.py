"""UCDP georeferenced events (GED, Uppsala, CC BY 4.0) as incidents with the number of the killed.

Names of parties, headlines, sources and the exact spot go to restricted fields, because an event's
record here may be joined with what people told us in confidence. Codebook: UCDP GED 20.1 and later.

What the codebook does not settle stays open: an ACLED tag (each type of violence can be several of
theirs), grave violations (nobody's age is coded), the standard of proof (`event_clarity` is about
counting), and the part of a government or a community that fought.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import NotANumber
from fieldapp.errors import WrongUse
from fieldapp.exchange.arrival import Entry, RowRefused, entry, record_id
from fieldapp.exchange.cells import day_in, position_in
from fieldapp.exchange.place_names import PlaceNames
from fieldapp.exchange.table import Row
from fieldapp.language import N_

DATASET = "UCDP GED"
KEY = "id"
COLUMNS = (
    "id", "type_of_violence", "side_a", "side_b", "where_prec", "where_coordinates", "adm_1",
    "adm_2", "latitude", "longitude", "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip


@dataclass(frozen=True)
class Violence:
    """What a type of violence means here.

    Attributes:
        sides: The columns of those who used force; of one-sided violence side B is its victims.
        component: Of our list, for a side that is no government; empty where it is not certain.
    """

    type: str
    risks: tuple[str, ...]
    sides: tuple[str, ...]
    involvement: str
    component: str


VIOLENCE = {
    # A government against an organised group with a name, or two governments.
    "1": Violence("armed_clash", (), ("a", "b"), "took_part", "armed_group"),
    # Organised groups, but also communities that fight as such: not to be called armed groups.
    "2": Violence("armed_clash", (), ("a", "b"), "took_part", ""),
    # A government or an organised group against civilians who were not fighting.
    "3": Violence(
        "attack_on_civilians", ("attacks_on_civilians",), ("a",), "direct", "armed_group"
    ),
}
"""Column type_of_violence."""

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
        """Return the incident, its count of victims and the sides that used force.

        Raises:
            RowRefused: Something in the row cannot be.
        """
        incident = record_id(DATASET, row.cell("id"))
        violence = VIOLENCE.get(row.cell("type_of_violence"))
        if violence is None:
            raise RowRefused("type_of_violence", NoSuchTypeOfViolence())
        first, last = day_in(row, "date_start"), day_in(row, "date_end")
        if last < first:
            raise RowRefused("date_end", EndsBeforeItBegins())
        low, best, high = (_number(row, column) for column in ("low", "best", "high"))
        answers = {
            "happened_on": first.isoformat(),
            "date_precision": _date_precision(row.cell("date_prec"), (last - first).days),
            "type": violence.type,
            **self._place(row),
            "account": _account(row),
            "alleged_actors": "\n".join(_named(row, violence).values()),
            "sources": _sources(row),
            "protection_risks": violence.risks,
            "killed": best if low <= best <= high else None,
            "dataset": DATASET,
            "dataset_id": row.cell("id"),
        }
        yield entry("incident", incident, answers, {"dataset_id": "id", "killed": "best"})
        # A few rows have a best estimate outside low to high. A range is a claim that the truth is
        # inside, so it must cover every number that the source gives.
        count = {
            "incident": incident,
            "sex": "unknown",
            "age_group": "unknown",
            "killed_min": min(low, best, high),
            "killed_max": max(low, best, high),
        }
        victims = record_id(DATASET, row.cell("id"), "killed")
        yield entry("victim", victims, count, {"killed_min": "low", "killed_max": "high"})
        yield from _actors(row, violence, incident)

    def _place(self, row: Row) -> dict[str, str]:
        """Return the county, else the state, as far as it is known here for certain.

        However exactly the source knows the place, the record is no more exact than what it names.
        """
        near = position_in(row)
        state = self._names.find("adm1", row.cell("adm_1"), near, None)
        if state is None:
            return {}
        county = self._names.find("adm2", row.cell("adm_2"), near, state)
        known = _PLACE_PRECISION.get(row.cell("where_prec"), "unknown")
        named = "adm2" if county else "adm1"
        coarser = max(known, named, key=tuple(code_list("place_precision").labels).index)
        return {"place": (county or state).reference, "place_precision": coarser}


def _date_precision(code: str, days: int) -> str:
    """Return the coarser of what the code says and of how long the event lasted."""
    named = _DATE_PRECISION.get(code, "unknown")
    if named == "unknown":
        return named
    limits = ((0, "day"), (6, "few_days"), (7, "week"), (31, "month"))
    lasted = next((name for most, name in limits if days <= most), "year")
    return max(named, lasted, key=_ORDER.index)


def _number(row: Row, column: str) -> int:
    try:
        return int(row.cell(column))
    except ValueError:
        raise RowRefused(column, NotANumber()) from None


def _named(row: Row, violence: Violence) -> dict[str, str]:
    """Return the sides that used force, by their letter."""
    names = {side: row.cell(f"side_{side}") for side in violence.sides}
    return {side: name for side, name in names.items() if name}


def _actors(row: Row, violence: Violence, incident: str) -> Iterator[Entry]:
    """Return the sides that used force, each on its own.

    A government has a number of Gleditsch and Ward; which of its forces it was is not said. A table
    without these columns cannot tell a government from a group.
    """
    for side, name in _named(row, violence).items():
        group = row.cells.get(f"gwno{side}", "?").strip() == ""
        answers = {
            "incident": incident,
            "described": name,
            "component": violence.component if group else "",
            "involvement": violence.involvement,
        }
        record = record_id(DATASET, row.cell("id"), "side", side)
        yield entry("incident_actor", record, answers, {"described": f"side_{side}"})


def _account(row: Row) -> str:
    lines = (f"{name}: {row.cell(column)}" for name, column in _ACCOUNT if row.cell(column))
    return "\n".join(line.replace("00:00:00.000", "").rstrip() for line in lines)


def _sources(row: Row) -> str:
    columns = ("source_office", "source_original", "source_date")
    parts = [row.cell(column) for column in columns if row.cell(column)]
    return "\n".join(parts or [row.cell("source_article")])
