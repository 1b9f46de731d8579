"""Whether somebody may save what they have changed: steps of a status, decisions, the order.

Only what a save changes is judged, so that nobody is refused for what stood there before them. A
fact that arrives by sync is never refused; `signals.decisions` tells of it instead.
"""

from collections.abc import Collection, Iterator
from datetime import date

from fieldapp.domain.deciding.agreed import TERMS, terms_hold
from fieldapp.domain.deciding.ladder import answer_refusals
from fieldapp.domain.deciding.rights import (
    HEAD,
    Author,
    Roles,
    decision_refusals,
    departs,
    named,
    norm_refusals,
    places_decided,
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

DECIDING = frozenset(
    {
        "type", "step", "pivot", "amount", "currency", "place", "joint_review", "deliverable",
    }
)  # fmt: skip
"""What the right to a decision follows from."""

DEPARTING = frozenset({"breaks", "norm_reason"})

NORM_ASKED = frozenset(
    {
        "breaks", "step", "status", "place", "deliverable", "joint_review", "pivot", "scenario",
    }
)  # fmt: skip
"""What departs from a norm, or moves what departs from one to another place."""

WORDS = DEPARTING | {"what", "decided_by", "decided_on", "why", "consulted"}
"""What a decision says, once it is taken; following it up is everybody's."""


class OrderNotYours(WrongUse):
    """Writing who may do what, or a figure of the mission, by somebody who may not."""

    text = N_("The mission's own order is kept by: {roles}.")
    remedy = N_("Ask them to write it down.")


class WrittenByProgram(WrongUse):
    """Making, changing or taking out what only the program writes."""

    text = N_("Only fieldapp itself writes a record of the kind {kind}.")
    remedy = N_("It tells of what was done and stays as it was written.")


class TermsNotYours(WrongUse):
    """Changing what somebody else has agreed to."""

    text = N_("This was agreed to; it is changed by: {roles}.")
    remedy = N_("Leave it as it is, and ask them.")


def guarded_fields(kind: RecordKind) -> frozenset[str]:
    """Return the fields of a kind that not everybody may change in every way."""
    if kind.name in ORDER:
        return frozenset(field.name for field in kind.fields)
    found: set[str] = set(TERMS[kind.name].fields) if kind.name in TERMS else set()
    if kind.workflow is not None:
        found.add(kind.workflow.field)
    if kind.name == "decision":
        found |= DECIDING | WORDS
    if kind.name == "escalation":
        found.add("level")
    return frozenset(found)


def needed(kind: RecordKind) -> tuple[str, ...]:
    """Return the kinds of record that `refusals` looks into for records of a kind."""
    deciding = ("decision_right", "pivot", "scenario", "joint_review", "deliverable")
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
        dict.fromkeys(
            place
            for each in (old, after)
            if each
            for place in places_decided(kind.name, each, ledger, kind.parent)
        )
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
    yield from _terms(kind, old, after, changed, roles)
    if kind.name == "escalation":
        yield from answer_refusals(old, after, roles)
    places = places_decided(kind.name, after, ledger, kind.parent)
    norm = [
        problem
        for place in places
        for problem in norm_refusals(kind.name, after, roles, ledger, today, place)
    ]
    if kind.name == "decision":
        if changed & DECIDING:
            for place in places:
                yield from decision_refusals(after, roles, ledger, today, place)
        # Whoever may depart from norms says so in a decision that another has taken.
        free = DEPARTING if departs(kind.name, after) and not norm else frozenset()
        # Undoing a decision, or making another one of it, is deciding as well.
        for was in places_decided(kind.name, old, ledger, kind.parent) if changed - free else ():
            yield from decision_refusals(old, roles, ledger, today, was, looking_back=True)
    if changed & NORM_ASKED:
        yield from norm


def _terms(
    kind: RecordKind, old: Values, after: Values, changed: frozenset[str], roles: Roles
) -> Iterator[Problem]:
    """Give the fault where somebody changes what another has agreed to, and it goes on to hold."""
    if kind.workflow is None or kind.name not in TERMS:
        return
    terms, status = TERMS[kind.name], kind.workflow.field
    goes_on = terms_hold(kind, old.get(status)) and terms_hold(kind, after.get(status))
    who = needed_to_begin(kind.workflow, terms.agreed_by)
    if goes_on and changed & terms.fields and not roles & who:
        yield Problem(kind.title, TermsNotYours(roles=named(who)))
