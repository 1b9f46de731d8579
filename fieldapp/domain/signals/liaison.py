"""The liaisons: who answers for sexual and gender-based violence, children, and displacement.

They are named in what is noticed about an incident of their subject, so that it reaches them. What
an incident is about is told only by the answers that the reader may see; of an incident that shows
no type and no victims nobody is named.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from fieldapp.domain.ages import is_child
from fieldapp.domain.deciding.rights import Author, Roles, holds, roles_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds.incident import REFER_ONLY
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.domain.signals.signal import Signal, noticed
from fieldapp.language import N_

_OF_CHILDREN = ("recruitment", "attack_on_school", "family_separation")

_REACHES_THEM = ("referral_overdue", "danger_without_action")


def subjects(incident: Disclosed, ledger: Ledger) -> Roles:
    """Return the roles that answer for what an incident is about; none where it does not show."""
    kind = incident.values.get("type")
    found = set()
    if kind in REFER_ONLY:
        found.add("liaison_gbv")
    if kind in _OF_CHILDREN or any(
        is_child(victim.values.get("age_group")) for victim in ledger.rows("victim", incident)
    ):
        found.add("liaison_child_protection")
    if kind == "forced_displacement":
        found.add("liaison_displacement")
    return frozenset(found)


def in_charge(incident: Disclosed, ledger: Ledger, today: date) -> tuple[Ref, ...]:
    """Return the assignments in force of the liaisons for an incident, at its place."""
    roles, place = subjects(incident, ledger), ledger.place_of(incident)
    found = [
        ref(each)
        for each in ledger.of("assignment")
        if each.values.get("role") in roles and holds(each, ledger, today, place)
    ]
    return tuple(sorted(found, key=lambda each: each.id))


def waiting(
    found: Iterable[Signal], ledger: Ledger, today: date, author: Author
) -> Iterator[Signal]:
    """Give each incident that waits for this person as its liaison, once.

    Args:
        found: What the rules noticed; an overdue referral and danger that goes on are for them.
    """
    late = dict.fromkeys(each.about[0].id for each in found if each.name in _REACHES_THEM)
    for one in late:
        incident = ledger.find(one)
        if incident is None:
            continue
        roles = roles_of(author, ledger, today, ledger.place_of(incident))
        if roles & subjects(incident, ledger):
            text = N_(
                "An incident of your subject waits for you: it is overdue, or danger goes on."
            )
            yield noticed(ledger, "liaison_waiting", "bad", text, incident)
