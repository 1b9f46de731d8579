"""What an event of Insecurity Insight's lists is called here, from the coded columns of its rows.

The table of what each code means is in `insecurity_insight_codes`. Where two rows of an event
contradict each other, the rule that needs them to agree does not apply.
"""

import re
from collections.abc import Iterable, Sequence

from fieldapp.domain.codelists import code_list
from fieldapp.exchange import insecurity_insight_codes as codes
from fieldapp.exchange.table import Row

LIST = "source"
"""The column that names the list."""

# Two names of weapons hold a comma themselves.
_BETWEEN_WEAPONS = re.compile(r", (?!Sticks and|Live and)")


def weapons_in(cell: str) -> tuple[str, ...]:
    """Return the weapons that a cell names."""
    return tuple(part.strip() for part in _BETWEEN_WEAPONS.split(cell))


def classes(rows: Sequence[Row]) -> dict[str, object]:
    """Return type, protection risks and grave violations, as far as the coded columns go.

    Args:
        rows: Of one event, of one list each.
    """
    places = {row.cell(LIST): _place_group(row) for row in rows}
    said = set(places.values()) - {codes.UNSAID}
    weapons = {_named(codes.WEAPONS, w) for row in rows for w in weapons_in(row.cell("weapon"))}
    weapons -= {codes.UNSAID}
    parties = {_named(codes.PERPETRATORS, row.cell("perpetrator")) for row in rows}
    parties -= {codes.UNSAID}
    act = next((r.type for r in codes.TYPES if _fits(r, places, said, weapons)), "other")
    risks = {codes.RISKS[weapon] for weapon in weapons if weapon in codes.RISKS}
    if act in code_list("incident_type").parents:
        risks.add(code_list("incident_type").parents[act])
    where, violation = codes.GRAVE_VIOLATIONS.get(act, ("", ""))
    grave = where in said and bool(parties) and parties <= codes.PARTIES
    return {
        "type": act,
        "protection_risks": sorted(risks),
        "grave_violations": [violation] if grave else [],
    }


def _fits(rule: codes.Rule, places: dict[str, str], said: set[str], weapons: set[str]) -> bool:
    if not weapons or not weapons <= rule.weapons:
        return False
    if rule.list and rule.list not in places:
        return False
    return not rule.places or (places[rule.list] in rule.places and said <= rule.places)


def _place_group(row: Row) -> str:
    if row.cell(LIST) == "protection":
        return codes.UNSAID
    return _named(codes.PLACE_TYPES, row.cell("place_type"))


def _named(groups: Iterable[codes.Group], value: str) -> str:
    """Return the name of the value's group; of one that came later, a name that no rule has."""
    group = codes.group_of(groups, value)
    return group.name if group else f"? {value}"
