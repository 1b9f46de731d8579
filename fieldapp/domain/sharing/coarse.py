"""Rows for a partner, told less exactly where they point to somebody.

What one person said keeps its month and loses its day, keeps its area and loses its place, and
loses what leads back to either. Figures of few people are taken out of the rows that hold them.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from fieldapp.domain.disclosure import Disclosed, without
from fieldapp.domain.fieldtypes import Day, Link, PlaceRef, Value
from fieldapp.domain.figures.presence import came, total_is_told
from fieldapp.domain.figures.small_counts import too_few
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.sharing.control import AREA_TYPES, units_of

SAID_BY_SOMEBODY = frozenset({"feedback"})
"""Kinds of which one row is one person who spoke. The words may be read aloud in the village; in a
partner's file, beside the day and the place, they are a person who can be looked for."""

_LEADS_BACK = MappingProxyType({"feedback": ("code",)})
"""Who holds a slip with this code is who said it."""

_PEOPLE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "meeting": ("present",),
        "joint_review": ("hands_women", "hands_men"),
        "place": ("population",),
    }
)
"""Figures of people in rows. Those of indicators are in `small_figures`."""

ROWS_BESIDE: Mapping[str, tuple[str, ...]] = MappingProxyType({"meeting": ("attendance",)})
"""Rows that decide whether a figure of their record may leave; a ledger must hold them."""


def area_told(record: Disclosed, ledger: Ledger, level: int) -> str:
    """Return the place of a record as it may be told.

    Args:
        level: Of the smallest area, as `smallest_area` has it.
    """
    place = ledger.place_of(record)
    if record.kind not in SAID_BY_SOMEBODY or level >= len(AREA_TYPES):
        return place
    return next((unit for unit in reversed(units_of(ledger, place, level + 1)) if unit), "")


def coarse(record: Disclosed, ledger: Ledger, level: int) -> Disclosed:
    """Return what one person said without its day, its place and what leads back to them; any
    other record as it is. What is left out counts as withheld."""
    if record.kind not in SAID_BY_SOMEBODY:
        return record
    fields = KINDS[record.kind].fields
    # A work stands in one place, so a link to it is the place.
    links = {field.name for field in fields if isinstance(field.type, Link)}
    kept = without(record, links | set(_LEADS_BACK.get(record.kind, ())))
    told: dict[str, Value] = {}
    for field in fields:
        value = kept.values.get(field.name)
        if isinstance(field.type, Day) and value is not None:
            told[field.name] = str(value)[:7]
        elif isinstance(field.type, PlaceRef) and value is not None:
            told[field.name] = area_told(record, ledger, level) or None
    return replace(kept, values={name: told.get(name, v) for name, v in kept.values.items()})


def without_few(record: Disclosed, ledger: Ledger, least: int) -> Disclosed:
    """Return the record without figures of so few people that they point to somebody, and without
    a total that would tell one."""
    names = _PEOPLE.get(record.kind, ())
    return without(record, {n for n in names if _points(record.values.get(n), least)} | (
        {"present"} if record.kind == "meeting" and _total_points(record, ledger, least) else set()
    ))  # fmt: skip


def _points(figure: Value, least: int) -> bool:
    if figure is None:
        return False
    # What is no number came from another version: nobody here can say how many it tells of.
    return not isinstance(figure, int) or isinstance(figure, bool) or too_few(figure, least)


def _total_points(meeting: Disclosed, ledger: Ledger, least: int) -> bool:
    present = meeting.values.get("present")
    if not isinstance(present, int):
        return False
    people = came(ledger.rows("attendance", meeting))
    return bool(people) and not total_is_told(present, people, least)
