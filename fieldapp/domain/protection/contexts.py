"""What follows from an incident's rows without asking anybody again: who was affected, how late.

Computed for whoever may read the rows, from what they may read; nothing is stored. A context points
to what a service or a mechanism should look at and decides nothing: a grave violation is verified
by the country task force, never here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldapp.domain.ages import is_child
from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.protection.response_times import Took, delay, response_times

HARMS = ("killed", "injured", "abducted")

_BY_ITSELF = {
    "recruitment": "recruitment",
    "attack_on_school": "attack_on_schools",
    "attack_on_hospital": "attack_on_hospitals",
    "denial_humanitarian_access": "denial_humanitarian_access",
}
"""Counted by what happened, not by victims; recruitment is of children by its definition."""

_WITH_A_CHILD = {
    "sexual_violence": "sexual_violence",
    "arbitrary_detention": "deprivation_liberty",
}
_SEXUAL = ("rape", "sexual_assault")
"""Types of gender-based violence, whatever else the incident is called."""

_BY_HARM = {"killed": "killing", "injured": "maiming", "abducted": "abduction"}
_HARM_OF = {"killing": "killed", "maiming": "injured", "abduction": "abducted"}


@dataclass(frozen=True)
class Span:
    """A count of people as it is known.

    Attributes:
        most: None where some row gives no upper figure.
    """

    least: int
    most: int | None


@dataclass(frozen=True)
class Contexts:
    """What follows from an incident and its rows; None and "" stand for "not known".

    Attributes:
        grave_violations: Codes of the list `grave_violation` to point the mechanism to.
        delay: A class of GBVIMS, from ``0_3_days`` to ``over_1_month``.
        response: From received to told, step by step.
    """

    children: bool | None
    adults: bool | None
    early_marriage: bool | None
    child_sexual_abuse: bool | None
    grave_violations: tuple[str, ...]
    civilians_killed: bool | None
    killed: Span | None
    injured: Span | None
    delay: str
    response: tuple[Took, ...]


def contexts_of(ledger: Ledger, incident: Disclosed) -> Contexts:
    """Return the contexts of an incident.

    Sources: child below 18, Convention on the Rights of the Child, article 1. Early marriage
    (forced marriage of a child) and child sexual abuse (rape or sexual assault of a child) are case
    contexts of the GBVIMS classification, never types of their own. The grave violations are those
    of the UN monitoring and reporting mechanism (Security Council resolution 1612), counted as
    Primero counts them: attacks and denial by event, the others by child victims. Least and most
    killed, and civilians among them: OHCHR, "Guidance on Casualty Recording" (HR/PUB/19/1, 2019).
    """
    victims = ledger.rows("victim", incident)
    children = _any(is_child(row.values.get("age_group")) for row in victims)
    gbv = incident.values.get("gbv_type")
    return Contexts(
        children=children,
        adults=_any(_not(is_child(row.values.get("age_group"))) for row in victims),
        early_marriage=_and_child(gbv, ("forced_marriage",), children),
        child_sexual_abuse=_and_child(gbv, _SEXUAL, children),
        grave_violations=_grave_violations(incident, victims, children),
        civilians_killed=_any(_civilian_killed(row) for row in victims),
        killed=_total(victims, "killed"),
        injured=_total(victims, "injured"),
        delay=delay(ledger, incident),
        response=response_times(ledger, incident),
    )


def _any(answers: Iterable[bool | None]) -> bool | None:
    """Return True if one is, False if each is known not to be, None otherwise or without any."""
    told = list(answers)
    if any(told):
        return True
    return None if not told or None in told else False


def _not(answer: bool | None) -> bool | None:
    return None if answer is None else not answer


def _and_child(type: object, types: Sequence[str], children: bool | None) -> bool | None:
    if type is None:
        return None
    return children if type in types else False


def _civilian_killed(row: Disclosed) -> bool | None:
    killed, status = _span(row, "killed"), row.values.get("civilian")
    # Whoever takes a direct part is a civilian without the protection of one: not counted here.
    if killed.most == 0 or status in ("participating", "combatant"):
        return False
    return True if status == "civilian" and killed.least > 0 else None


def _grave_violations(
    incident: Disclosed, victims: Sequence[Disclosed], children: bool | None
) -> tuple[str, ...]:
    what = str(incident.values.get("type") or "")
    found = {_BY_ITSELF.get(what), _WITH_A_CHILD.get(what) if children else None}
    if children and incident.values.get("gbv_type") in _SEXUAL:
        found.add("sexual_violence")
    for row in victims:
        if is_child(row.values.get("age_group")):
            harmed = {harm for harm in HARMS if (_span(row, harm).most or _span(row, harm).least)}
            counted = any(_counted(row, harm) for harm in HARMS)
            # A row that counts nothing is about what the incident is about.
            harmed |= {_HARM_OF.get(what, "")} if not counted else set()
            found |= {_BY_HARM.get(harm) for harm in harmed}
    return tuple(code for code in code_list("grave_violation").labels if code in found)


def _total(victims: Sequence[Disclosed], harm: str) -> Span | None:
    """Return least and most over all rows; None where no row counts anything."""
    if not any(_counted(row, each) for row in victims for each in HARMS):
        return None
    spans = [_span(row, harm) for row in victims]
    most = [span.most for span in spans]
    whole = None if None in most else sum(number for number in most if number is not None)
    return Span(sum(span.least for span in spans), whole)


def _span(row: Disclosed, harm: str) -> Span:
    """Return least and most of a row; nobody where it counts another harm and not this one."""
    least, most = (_whole(row, f"{harm}_{end}") for end in ("min", "max"))
    if least is None and most is None:
        return Span(0, 0 if any(_counted(row, each) for each in HARMS) else None)
    return Span(least or 0, None if most is None else max(most, least or 0))


def _counted(row: Disclosed, harm: str) -> bool:
    return _whole(row, f"{harm}_min") is not None or _whole(row, f"{harm}_max") is not None


def _whole(row: Disclosed, name: str) -> int | None:
    value = row.values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
