"""A record as this laptop knows it: everything that its facts add up to.

A record holds all that the laptop can read. Before anything of it leaves for a screen, a paper or
a file it goes through `disclosure`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldapp.domain.schema import Values
from fieldapp.domain.scope import RESTRICTED
from fieldapp.domain.settle import Head


@dataclass(frozen=True)
class Record:
    """One record, settled.

    Attributes:
        heads: For each field, the facts an author of the next edit has seen.
        clashes: Fields with more than one answer, and these answers.
        changed: Time of the newest fact, as `Clock` gives it.
        deleted: Why it was taken out; None while it is in.
        edited_after_delete: It was taken out and edited at the same time, so it stays in.
        held: Answers that the team could read in another record of this kind were given in
            confidence here. Until somebody who may read them opens them, the record stays closed:
            whoever lowers the level of a complaint must not open what they never saw.
        confided: Fields with an answer in confidence, each with the scopes in which its answers
            stand; empty where all of them are sealed to the protection cell.
        apart: It has a key of its own, because it is kept from a member of the mission.
    """

    kind: str
    id: str
    values: Values
    heads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    clashes: Mapping[str, tuple[Head, ...]] = field(default_factory=dict)
    changed: str = ""
    deleted: str | None = None
    edited_after_delete: bool = False
    held: bool = False
    confided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    apart: bool = False

    @property
    def held_in(self) -> frozenset[str]:
        """The scopes in which something of it was given in confidence."""
        named = {scope for scopes in self.confided.values() for scope in scopes}
        return frozenset(named or ((RESTRICTED,) if self.held else ()))
