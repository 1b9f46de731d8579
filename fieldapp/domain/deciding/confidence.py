"""What was given in confidence stays so: nobody opens what they may not read, or ties it to more.

Of a closed record the team sees a stub: of a grave complaint its code, its day and its level. A
record that the team can read and that names it would add a place and a story to the stub.
"""

from collections.abc import Callable

from fieldapp.domain.disclosure import Reader
from fieldapp.domain.fieldtypes import Link
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.scope import confided_to
from fieldapp.errors import WrongUse
from fieldapp.language import N_


class NotYoursToOpen(WrongUse):
    """A level lowered by somebody who may not read what it would open."""

    text = N_("What this record holds was given in confidence, and this answer would open it.")
    remedy = N_("Ask somebody who may read it. You can write down what you know in a new record.")


class StaysClosed(WrongUse):
    """A level lowered of a complaint about a member of the mission, to whom it would be opened."""

    text = N_("This record is kept from a member of the mission, and this answer would open it.")
    remedy = N_("Nobody can. What the team may know can be written down in a new record.")


class TiesToClosed(WrongUse):
    """A link that everybody in the team can read, to a record that is closed to them."""

    text = N_("The record named here is closed: whoever reads this link would learn more of it.")
    remedy = N_("Leave the link out, and write what is done about it into that record itself.")


def is_closed(kind: RecordKind, values: Values, *, held: bool) -> bool:
    """Say whether the team sees no more than the stub of a record with these values."""
    return kind.is_lifted(Level.TEAM, values, held=held)


def opening_refusals(
    kind: RecordKind, now: Record | None, change: Values, reader: Reader
) -> tuple[Problem, ...]:
    """Return why this change may not be made to a record by this reader.

    Raising a level is everybody's; lowering it below what closes a record needs somebody who may
    read all of what was closed, and what is kept from a member of the mission nobody opens.
    """
    if now is None:
        return ()
    # Of a record that is all sealed to others only its level tells whom it was confided to.
    confided = now.held_in or {confided_to(kind, now.values)}
    reads_all = reader.clearance >= Level.RESTRICTED and confided <= reader.confided
    if reads_all and not now.apart:
        return ()
    if not is_closed(kind, now.values, held=now.held):
        return ()
    if is_closed(kind, {**now.values, **change}, held=False):
        return ()
    error = StaysClosed() if now.apart else NotYoursToOpen()
    return tuple(
        Problem(name, error)
        for name in dict.fromkeys(each.unless.field for each in kind.raised)
        if name in change
    )


def tie_refusals(
    kind: RecordKind,
    before: Values,
    change: Values,
    find: Callable[[str], Record | None],
) -> tuple[Problem, ...]:
    """Return the links in a change that tie an open answer to a closed record.

    Args:
        find: Gives a record by its id, None where it has not arrived.
    """
    after = {**before, **change}
    return tuple(
        Problem(field.name, TiesToClosed())
        for field in kind.fields
        if isinstance(named := change.get(field.name), str)
        and isinstance(field.type, Link)
        and KINDS[field.type.kind].raised
        and kind.level_of(field.name, after) < Level.RESTRICTED
        and _is_closed_now(find(named))
    )


def _is_closed_now(record: Record | None) -> bool:
    kind = KINDS.get(record.kind) if record is not None else None
    return (
        record is not None and kind is not None and is_closed(kind, record.values, held=record.held)
    )
