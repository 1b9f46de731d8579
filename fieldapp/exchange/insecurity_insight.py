"""Events of Insecurity Insight's lists (CC BY-SA) as incidents: one event, one incident.

An event that concerns two sectors stands in two lists under one number. Its rows become one
incident whose account tells what each list says; where the rows contradict each other, the value
is left open. What the coded columns mean is in `insecurity_insight_codes`; position, weapon,
perpetrator and description go to restricted fields.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.errors import WrongUse
from fieldapp.exchange import insecurity_insight_codes as codes
from fieldapp.exchange.arrival import Entry, RowRefused, entry, record_id
from fieldapp.exchange.cells import day_in, mended, position_in
from fieldapp.exchange.insecurity_insight_classes import LIST, classes
from fieldapp.exchange.place_names import PlaceNames
from fieldapp.exchange.table import Row
from fieldapp.language import N_

DATASET = "Insecurity Insight"
KEY = "event_id"
PART = LIST
"""The column that tells the rows of one event apart."""

COLUMNS = (
    "source", "event_id", "date", "country", "admin1", "latitude", "longitude", "geo_precision",
    "place_type", "perpetrator", "perpetrator_name", "weapon", "description",
)  # fmt: skip

_ACCOUNT = (
    ("Day", "date"),
    ("Country", "country"),
    ("State", "admin1"),
    ("Latitude", "latitude"),
    ("Longitude", "longitude"),
    ("Precision of the position", "geo_precision"),
    ("Kind of place", "place_type"),
    ("Alleged perpetrator", "perpetrator"),
    ("Named as", "perpetrator_name"),
    ("Weapon carried or used", "weapon"),
    ("Description", "description"),
)
"""Everything but the number, under names of ours. The data set is in English."""

_SAYS_NOTHING = re.compile(r"|no ?information|unidentified, no further information available")

# Not to learn anything from the words: of such an event the mission offers a referral and records
# no more, so whatever would be open to the team stays closed. A word too many does no harm.
_CLOSED = re.compile(
    r"sexual|\brap(e|es|ed|ing|ist|ists)\b|gender.based|\bgbv\b|\bsgbv\b|\bcrsv\b|molest|prostitut"
    r"|genital|(forced|child|early) marriage|(forced|forcibly) (to marry|married)|virginity"
    r"|indecent|naked|undress",
    re.IGNORECASE,
)


class NoSuchList(WrongUse):
    """A list that the data set did not have when this was written."""

    text = N_("The source must be one of: {known}.")


class OtherDay(WrongUse):
    """One event, two days."""

    text = N_("Row {row} tells of the same event on another day.")


class InsecurityInsightRows:
    """Makes incidents of the rows of an event, in states known here."""

    def __init__(self, places: Iterable[Disclosed]) -> None:
        self._names = PlaceNames(places)

    def entries(self, rows: Sequence[Row]) -> Iterator[Entry]:
        """Return the incident and those who are said to have done it.

        Raises:
            RowRefused: A row names no list or no day, or another day than the first.
        """
        rows = sorted(rows, key=lambda row: row.cell(PART))
        number = rows[0].cell(KEY)
        incident = record_id(DATASET, number)
        answers: dict[str, object] = {
            "happened_on": _day(rows).isoformat(),
            "date_precision": "day",  # the column names one day, whatever its form
            "type": "other",
            "account": _account(rows),
            "referral": "not_applicable",  # of a data set there is nobody here to offer it to
        }
        if any(_CLOSED.search(row.cell("description")) for row in rows):
            yield entry("incident", incident, answers, {"happened_on": "date"})
            return
        answers |= {
            **classes(rows),
            **self._place(rows),
            "dataset": DATASET,
            "dataset_id": number,
        }
        yield entry("incident", incident, answers, {"happened_on": "date"})
        yield from _actors(rows, incident)

    def _place(self, rows: Sequence[Row]) -> dict[str, str]:
        """Return the state, where it is known here and every row that names one means it.

        However exactly the source knows the place, the record is no more exact than the state.
        """
        named = [row for row in rows if not _says_nothing(row.cell("admin1"))]
        found = {self._state(row) for row in named}
        if len(found) != 1 or None in found:
            return {}
        order = tuple(code_list("place_precision").labels)
        known = [_precision(row.cell("geo_precision")) for row in named]
        return {
            "place": str(found.pop()),
            "place_precision": max(*known, "adm1", key=order.index),
        }

    def _state(self, row: Row) -> str | None:
        """Return the state of a row. Without a position its name may mean another country's."""
        near = position_in(row)
        if near is None:
            return None
        name = mended(row.cell("admin1"))
        state = self._names.find("adm1", codes.STATES.get(name, name), near, None)
        return state.reference if state else None


def _day(rows: Sequence[Row]) -> date:
    for row in rows:
        if row.cell(PART) not in codes.LISTS:
            raise RowRefused(PART, NoSuchList(known=", ".join(codes.LISTS)), row)
    days = [day_in(row, "date") for row in rows]
    for row, day in zip(rows, days, strict=True):
        if day != days[0]:
            raise RowRefused("date", OtherDay(row=rows[0].number), row)
    return days[0]


def _precision(cell: str) -> str:
    number = re.match(r"\(([0-9])\)", cell)
    return codes.GEO_PRECISION.get(number[1] if number else "", "unknown")


def _says_nothing(cell: str) -> bool:
    return _SAYS_NOTHING.fullmatch(cell.casefold()) is not None


def _actors(rows: Sequence[Row], incident: str) -> Iterator[Entry]:
    """Return one row for each name, the same in two lists being one."""
    parts: dict[str, tuple[str, set[str]]] = {}
    for row in rows:
        kind, name = row.cell("perpetrator"), mended(row.cell("perpetrator_name"))
        described = kind if _says_nothing(name) else name
        if _says_nothing(described):
            continue
        group = codes.group_of(codes.PERPETRATORS, kind)
        _, components = parts.setdefault(described.casefold(), (described, set()))
        components.add(group.component if group else "")
    for key, (described, components) in parts.items():
        answers = {
            "incident": incident,
            "described": described,
            "component": components.pop() if len(components) == 1 else "",
            "involvement": "direct",
        }
        yield entry(
            "incident_actor",
            record_id(DATASET, rows[0].cell(KEY), "actor", key),
            answers,
            {"described": "perpetrator_name", "component": "perpetrator"},
        )


def _account(rows: Sequence[Row]) -> str:
    """Return what each list says; what an earlier one has said word by word is not said again."""
    lines = [f"{DATASET}, event {rows[0].cell(KEY)}"]
    said: set[str] = set()
    for row in rows:
        lines += ["", f"List: {codes.LISTS[row.cell(PART)]}"]
        for name, column in _ACCOUNT:
            text = _plain(row, column)
            line = f"{name}: {text}"
            if text and line.casefold() not in said:
                lines.append(line)
                said.add(line.casefold())
    return "\n".join(lines)


def _plain(row: Row, column: str) -> str:
    """Return a cell without what differs from list to list and means nothing."""
    text = mended(row.cell(column)).strip()
    if column == "date":
        return day_in(row, column).isoformat()
    if column in ("latitude", "longitude") and "." in text:
        return text.rstrip("0").rstrip(".")
    return text
