"""Who may decide what: roles, decision rights, pivots approved beforehand, and norms.

The head of mission keeps every right that the mission gives to others. Who may take which step of
a status is in `workflow`; both are asked through `permission`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Values
from fieldapp.errors import Listed, WrongUse
from fieldapp.language import N_

HEAD = "head_of_mission"

Roles = frozenset[str]

NOT_IN_FORCE = ("proposed", "refused", "withdrawn")
"""Steps of a decision that is not, or no longer, in force."""

_NOT_TAKEN = NOT_IN_FORCE


class NoRight(WrongUse):
    """A decision by somebody who has not been given the right to it."""

    text = N_("The right to decide this is with: {roles}.")
    remedy = N_("Record it as proposed, and ask them to decide.")


class TooMuch(WrongUse):
    """A decision about more money than the right covers."""

    text = N_("Your right to decide this ends at {limit}.")
    remedy = N_("Record it as proposed; the right to decide it is with: {roles}.")


class NoAmount(WrongUse):
    """A decision that does not say how much money it moves, where the right has a limit."""

    text = N_("Your right to decide this ends at {limit}, and no amount is given.")
    remedy = N_("Give the amount, 0 where it costs nothing.")


class OtherCurrency(WrongUse):
    """A decision in a currency that cannot be held against the limit of the right."""

    text = N_("Your right to decide this ends at {limit}, and the amount is in another currency.")
    remedy = N_("Give the amount in the same currency, or record the decision as proposed.")


class NormNotYours(WrongUse):
    """A departure from a norm by somebody who may not."""

    text = N_("The right to depart from a norm is with: {roles}.")
    remedy = N_("Record it as proposed, with the reason, and ask them to decide.")


@dataclass(frozen=True)
class Author:
    """Who saves a record.

    Attributes:
        name: As enrolled in the mission.
        standing: The role that follows from the membership: a code of the list `role`.
    """

    name: str
    standing: str


def roles_of(author: Author, ledger: Ledger, today: date, place: Value) -> Roles:
    """Return the roles that somebody has for a place: by membership, and by assignments in force.

    What is for the whole mission, and so names no place, needs a role for the whole mission.
    """
    assigned = {
        str(each.values.get("role"))
        for each in ledger.of("assignment")
        if each.values.get("holder") == author.name and holds(each, ledger, today, place)
    }
    return frozenset({author.standing, *assigned})


def named(roles: Iterable[str]) -> Listed:
    """Return the labels of roles in the order of their list, each once."""
    labels = code_list("role").labels
    order = {code: number for number, code in enumerate(labels)}
    sorted_roles = sorted(set(roles), key=lambda code: (order.get(code, len(order)), code))
    return Listed(labels.get(code, code) for code in sorted_roles)


def is_taken(decision: Values) -> bool:
    """Say whether a decision changes the plan: it has a type and was taken, or takes a pivot."""
    step = decision.get("step")
    if decision.get("pivot") is not None and step not in _NOT_TAKEN:
        return True
    return decision.get("type") is not None and step == "taken"


def departs(kind: str, values: Values) -> bool:
    """Say whether a decision or pivot departs from a norm, and no longer only proposes to: a
    proposal says so without fear, so that whoever decides knows."""
    if kind == "pivot":
        counts = values.get("status") in ("approved", "used")
    else:
        counts = kind == "decision" and values.get("step") not in _NOT_TAKEN
    return counts and bool(values.get("breaks"))


def decision_refusals(
    decision: Values,
    roles: Roles,
    ledger: Ledger,
    today: date,
    place: Value,
    *,
    looking_back: bool = False,
) -> Iterator[Problem]:
    """Give why these roles may not take a decision at this place; nothing where they may.

    Args:
        today: The day on which it is taken.
        looking_back: The pivot that it takes may have been marked as used since.
    """
    if HEAD in roles or not is_taken(decision):
        return
    wanted = decision.get("type") or "pivot"
    rights = list(_rights(wanted, ledger, today, place))
    pivot = ledger.find(decision.get("pivot"))
    if wanted == "pivot" and pivot is not None:
        rights += _granted(pivot, ledger, today, place, used=looking_back)
    own = [right for right in rights if roles & right.roles]
    own.sort(key=lambda right: (-(right.up_to or 0), str(right.currency)))
    told = [why for right in own if (why := right.refuses(decision)) is not None]
    if own and len(told) < len(own):
        return
    others = {role for r in rights if r.refuses(decision) is None for role in r.roles}
    if told:
        yield Problem("amount", told[0].error(named({*others, HEAD})))
    else:
        yield Problem(_shown_at(decision), NoRight(roles=named({*others, HEAD})))


def norm_refusals(
    kind: str, values: Values, roles: Roles, ledger: Ledger, today: date, place: Value
) -> Iterator[Problem]:
    """Give why these roles may not depart from a norm; that a reason is given is checked with the
    other answers of the record."""
    if HEAD in roles or not departs(kind, values):
        return
    who = {r for right in _rights("norm_exception", ledger, today, place) for r in right.roles}
    if not roles & who:
        yield Problem("breaks", NormNotYours(roles=named({*who, HEAD})))


def place_decided(values: Values, ledger: Ledger, parent: str) -> Value:
    """Return the place that a record decides about: its own, its parent's, or that of the pivot it
    takes; None for the whole mission.

    Args:
        parent: Name of the link to the record that it is a row of; may be empty.
    """
    if values.get("place") is not None:
        return values["place"]
    for name in (parent, "pivot"):
        other = ledger.find(values.get(name))
        if other is not None and (place := ledger.place_of(other)):
            return place
    return None


def places_decided(kind: str, values: Values, ledger: Ledger, parent: str) -> tuple[Value, ...]:
    """Return the places at each of which a record needs the right: the one it decides about, and of
    a decision about a work the place of the work as well.

    A work without a place is the whole mission's; one that is not known here adds none.
    """
    own = place_decided(values, ledger, parent)
    work = ledger.find(values.get("deliverable")) if kind == "decision" else None
    return (own,) if work is None else (own, ledger.place_of(work) or None)


def who_may_take(pivot: Disclosed, ledger: Ledger, today: date) -> Roles:
    """Return the roles that may take a pivot at its place, whatever it costs.

    Those it names, while it is approved and has not expired; and who has the right to any.
    """
    place = ledger.place_of(pivot)
    own = _granted(pivot, ledger, today, place)
    rights = (*own, *_rights("pivot", ledger, today, place))
    return frozenset({HEAD, *(role for right in rights for role in right.roles)})


def is_open(pivot: Disclosed, today: date) -> bool:
    """Say whether a pivot is approved and has not expired."""
    approved = pivot.values.get("status") == "approved"
    return approved and not is_over(pivot.values.get("expires_on"), today)


@dataclass(frozen=True)
class _Refused:
    kind: type[WrongUse]
    limit: str

    def error(self, roles: Listed) -> WrongUse:
        return self.kind(limit=self.limit, roles=roles)


@dataclass(frozen=True)
class _Right:
    """To decide, up to an amount; None for any."""

    roles: Roles
    up_to: float | None
    currency: Value

    def refuses(self, decision: Values) -> _Refused | None:
        """Return what is wrong with the amount of a decision, or None."""
        if self.up_to is None:
            return None
        amount = decision.get("amount")
        limit = _money(self.up_to, self.currency)
        if not isinstance(amount, int | float):
            return _Refused(NoAmount, limit)
        if decision.get("currency") != self.currency:
            return _Refused(OtherCurrency, limit)
        return _Refused(TooMuch, limit) if amount > self.up_to else None


def _rights(wanted: Value, ledger: Ledger, today: date, place: Value) -> Iterator[_Right]:
    for each in ledger.of("decision_right"):
        if each.values.get("type") == wanted and holds(each, ledger, today, place):
            yield _right(each, "role", "deputy")


def _granted(
    pivot: Disclosed, ledger: Ledger, today: date, place: Value, *, used: bool = False
) -> list[_Right]:
    """Return the right that comes with a pivot that was approved beforehand for the place."""
    was_open = (
        used
        and pivot.values.get("status") == "used"
        and not is_over(pivot.values.get("expires_on"), today)
    )
    if pivot.kind != "pivot" or not (was_open or is_open(pivot, today)):
        return []
    if not ledger.areas.covers(ledger.place_of(pivot), place):
        return []
    return [_right(pivot, "taken_by")]


def _right(record: Disclosed, *fields: str) -> _Right:
    values = record.values
    roles = frozenset(str(values[name]) for name in fields if values.get(name) is not None)
    up_to = values.get("up_to")
    limit = float(up_to) if isinstance(up_to, int | float) else None
    return _Right(roles, limit, values.get("currency"))


def holds(record: Disclosed, ledger: Ledger, today: date, place: Value) -> bool:
    """Say whether an assignment or a right is in force today and covers the place."""
    from_on = record.values.get("from_on")
    if isinstance(from_on, str) and from_on > today.isoformat():
        return False
    if is_over(record.values.get("until_on"), today):
        return False
    return ledger.areas.covers(record.values.get("place"), place)


def is_over(last: Value, today: date) -> bool:
    """Say whether the last day of something has passed; what has none goes on."""
    return isinstance(last, str) and last < today.isoformat()


def _money(amount: float, currency: Value) -> str:
    """Write an amount so that it reads the same in every language: 15 000 USD."""
    number = f"{int(amount):,}" if amount == int(amount) else f"{amount:,}"
    return f"{number} {currency or ''}".replace(",", "\u00a0").strip()


def _shown_at(decision: Values) -> str:
    return "step" if decision.get("step") is not None else "pivot"
