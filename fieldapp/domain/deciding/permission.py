"""Whether somebody may save what they have changed: steps of a status, decisions, the order.

Only what a save changes is judged, so that nobody is refused for what stood there before them. A
fact that arrives by sync is never refused; `signals.decisions` tells of it instead.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from fieldapp.domain.deciding.rights import (
    HEAD,
    Author,
    Roles,
    decision_refusals,
    is_taken,
    named,
    norm_refusals,
    place_decided,
    roles_of,
)
from fieldapp.domain.deciding.workflow import needed_to_begin, step_refusals
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import RecordKind, Values
from fieldapp.errors import WrongUse
from fieldapp.language import N_

ORDER = frozenset({"assignment", "decision_right", "limit"})
"""Kinds that say who may do what, and the mission's figures."""

KEEPERS = frozenset({HEAD, "head_of_office", "administrator"})
"""The roles that keep the mission's order."""

DECIDING = ("type", "step", "pivot", "amount", "currency", "place", "joint_review")

TERMS: Mapping[str, tuple[str, frozenset[str]]] = MappingProxyType(
    {
        "pivot": (
            "approved",
            frozenset(
                {
                    "scenario", "action", "place", "trigger", "taken_by", "up_to", "currency",
                    "expires_on", "breaks",
                }
            ),
        ),
        "agreement": (
            "signed",
            frozenset(
                {
                    "partner", "kinds", "detail", "smallest_count", "place", "onward",
                    "from_on", "expires_on",
                }
            ),
        ),
    }
)  # fmt: skip
"""The status in which somebody has agreed to a record, and what they have agreed to."""


class OrderNotYours(WrongUse):
    """Writing who may do what, or a figure of the mission, by somebody who may not."""

    text = N_("The mission's own order is kept by: {roles}.")
    remedy = N_("Ask them to write it down.")


class TermsNotYours(WrongUse):
    """Changing what somebody else has agreed to."""

    text = N_("This was agreed to; it is changed by: {roles}.")
    remedy = N_("Leave it as it is, and ask them.")


def guarded_fields(kind: RecordKind) -> frozenset[str]:
    """Return the fields of a kind that not everybody may change in every way."""
    if kind.name in ORDER:
        return frozenset(field.name for field in kind.fields)
    found: set[str] = set(TERMS[kind.name][1]) if kind.name in TERMS else set()
    if kind.workflow is not None:
        found.add(kind.workflow.field)
    if kind.name == "decision":
        found |= {*DECIDING, "breaks"}
    return frozenset(found)


def needed(kind: RecordKind) -> tuple[str, ...]:
    """Return the kinds of record that `refusals` looks into for records of a kind."""
    deciding = ("decision_right", "pivot", "scenario", "joint_review")
    return ("place", "assignment", *(deciding if kind.name in ("decision", "pivot") else ()))


def changed_fields(before: Values | None, after: Values) -> frozenset[str]:
    """Return the fields whose answers differ; a new record changes all that it answers."""
    old = before or {}
    return frozenset(n for n in {*old, *after} if old.get(n) != after.get(n))


def seen_before(values: Values, clashing: Collection[str], changed: Collection[str]) -> Values:
    """Return what stood before a save: of a clash that the save ends nothing did."""
    return {n: v for n, v in values.items() if n not in clashing or n not in changed}


def refusals(
    kind: RecordKind,
    before: Values | None,
    after: Values,
    author: Author,
    ledger: Ledger,
    today: date,
) -> tuple[Problem, ...]:
    """Return why this author may not save this change; empty where they may.

    Args:
        before: What stood there, as `seen_before` gives it; None for a new record.
        after: What would stand there; empty for a record that is taken out.
        ledger: The kinds that are `needed`.

    Returns:
        At most one problem for a field. Whoever is head of mission for the places concerned is
        refused nothing but a step that the workflow does not have.
    """
    old = before or {}
    changed = changed_fields(before, after) & guarded_fields(kind)
    if not changed:
        return ()
    there = tuple(
        dict.fromkeys(place_decided(each, ledger, kind.parent) for each in (old, after) if each)
    )
    # Whoever moves something from one place to another needs the role at both.
    each_place = [roles_of(author, ledger, today, place) for place in there]
    roles = frozenset.intersection(*each_place) if each_place else frozenset({author.standing})
    found: dict[str, Problem] = {}
    for problem in _judged(kind, old, after, changed, roles, ledger, today):
        found.setdefault(problem.field, problem)
    return tuple(found.values())


def _judged(
    kind: RecordKind,
    old: Values,
    after: Values,
    changed: frozenset[str],
    roles: Roles,
    ledger: Ledger,
    today: date,
) -> Iterator[Problem]:
    if kind.name in ORDER:
        if not roles & KEEPERS:
            yield Problem(kind.title, OrderNotYours(roles=named(KEEPERS)))
        return
    yield from step_refusals(kind, old, after, roles)
    yield from _terms(kind, old, after, roles)
    place = place_decided(after, ledger, kind.parent)
    if kind.name == "decision" and changed & set(DECIDING):
        yield from decision_refusals(after, roles, ledger, today, place)
        # Undoing a decision, or making another one of it, is deciding as well.
        if is_taken(old):
            was = place_decided(old, ledger, kind.parent)
            yield from decision_refusals(old, roles, ledger, today, was, looking_back=True)
    if changed & {"breaks", "step", "status", "place"}:
        yield from norm_refusals(kind.name, after, roles, ledger, today, place)


def _terms(kind: RecordKind, old: Values, after: Values, roles: Roles) -> Iterator[Problem]:
    """Give the fault where somebody changes what another has agreed to; asked only where a guarded
    field has changed, and where the status stays those are the terms."""
    if kind.workflow is None or kind.name not in TERMS:
        return
    agreed = TERMS[kind.name][0]
    stays = old.get(kind.workflow.field) == agreed == after.get(kind.workflow.field)
    who = needed_to_begin(kind.workflow, agreed)
    if stays and not roles & who:
        yield Problem(kind.title, TermsNotYours(roles=named(who)))
