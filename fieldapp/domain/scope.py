"""Scopes: who a fact travels to. Each has its own key; level and record say which a field goes to.

Part of every stored and sent format: a scope's name is an area, a slash and a sensitivity. There is
one area, the whole mission. Keys and reader lists are in `sync`.
"""

from collections.abc import Iterable

from fieldapp.domain.schema import Level, RecordKind, Values

TEAM = "mission/team"
"""Everybody in the mission. What may stand on a paper is in it as well: paper is made from it."""

RESTRICTED = "mission/restricted"
"""The protection cell."""

CONDUCT = "mission/conduct"
"""The conduct focal point: complaints about fraud and about our own staff. New in 0.4; a mission
that has no key for it yet seals these to the protection cell, as before."""

CONFIDENTIAL = (RESTRICTED, CONDUCT)
"""What is given in confidence. Who reads one of them need not read the other."""

SCOPES = (TEAM, *CONFIDENTIAL)


FOUNDER = "founder"


def read_by(role: str, said: Iterable[str]) -> frozenset[str]:
    """Return the scopes that a member reads whose statement says these: the founder reads all, also
    one that a newer version added after the statement was signed."""
    return frozenset(said) | (frozenset(SCOPES) if role == FOUNDER else frozenset())


def confided_to(kind: RecordKind, values: Values) -> str:
    """Return the scope that the restricted answers of a record with these values are sealed to."""
    for sealed in kind.sealed_to:
        if sealed.when.met(values):
            return sealed.scope
    return RESTRICTED


def scope_of(kind: RecordKind, name: str, values: Values, *, held: bool = False) -> str:
    """Return the scope that a field of a record with these values is sealed to."""
    level = kind.level_of(name, values, held=held)
    return confided_to(kind, values) if level is Level.RESTRICTED else TEAM
