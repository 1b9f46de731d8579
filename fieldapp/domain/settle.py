"""Settling: from the set of facts about one record to its values, and to what people must settle.

A value that somebody saw and replaced is superseded, whatever any clock says. Where two people
replaced the same value without knowing of each other, both answers are kept and a person decides.
Nothing here depends on the order in which facts arrived, or how often.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.schema import Values
from fieldapp.domain.scope import CONFIDENTIAL, RESTRICTED


@dataclass(frozen=True)
class Head:
    """An answer that nobody has replaced, with who gave it, when and where."""

    fact: str
    value: Value
    time: str
    wall: str
    author: str
    device: str


@dataclass(frozen=True)
class Settled:
    """What the facts of one record add up to.

    Attributes:
        values: The answers to show.
        heads: For each field, the facts whose answers stand: what the next author will have seen.
        clashes: The answers that differ, per field, newest first.
        deleted: Why the record was taken out; None while it is in.
        edited_after_delete: Somebody took it out while somebody else went on with it: it stays in.
    """

    values: Values
    heads: Mapping[str, tuple[str, ...]]
    clashes: Mapping[str, tuple[Head, ...]]
    deleted: str | None = None
    edited_after_delete: bool = False


def settle(facts: Iterable[Fact], careful: Collection[str] = ()) -> Settled:
    """Settle the facts of one record.

    Facts whose values are sealed to others are passed over. Of answers that clash the newest is
    shown meanwhile, and none for a field named in ``careful``.
    """
    known = {fact.id: fact for fact in facts}
    if len(known) == 1 and (only := _only(*known.values())):
        return only
    standing = _standing(known.values())
    values: dict[str, Value] = {}
    clashes: dict[str, tuple[Head, ...]] = {}
    for name, heads in standing.items():
        newest = heads[0]
        differ = any(not _same(head.value, newest.value) for head in heads)
        if differ:
            clashes[name] = heads
        values[name] = None if differ and name in careful else newest.value
    heads_of = {name: tuple(sorted(h.fact for h in heads)) for name, heads in standing.items()}
    values.pop(DELETED, None)
    clashes.pop(DELETED, None)
    takers = [head for head in standing.get(DELETED, ()) if head.value is not None]
    if not takers:
        return Settled(values, heads_of, clashes)
    # Taken out only if everybody who took it out or put it back agrees, and whoever took it out
    # had seen every answer that stands: otherwise somebody's words would go unread.
    seen = {i for head in takers for i in known[head.fact].base[DELETED]}
    alive = {i for name, ids in heads_of.items() if name != DELETED for i in ids}
    if len(takers) == len(standing[DELETED]) and alive <= seen:
        return Settled(values, heads_of, clashes, deleted=str(takers[0].value))
    return Settled(values, heads_of, clashes, edited_after_delete=True)


def _only(fact: Fact) -> Settled | None:
    """Settle a fact that is alone, as most of a first sync are; None where it is not so plain."""
    if DELETED in fact.values or any(fact.id in ids for ids in fact.base.values() if ids):
        return None
    values = {name: fact.values[name] for name in sorted(fact.values)}
    return Settled(values, dict.fromkeys(values, (fact.id,)), {})


def given_in_confidence(facts: Collection[Fact]) -> frozenset[str]:
    """Return the fields with a standing answer that was given in a scope of confidence.

    A sealed answer counts: whoever cannot read it knows that it is there.
    """
    if not any(fact.scope in CONFIDENTIAL for fact in facts):
        return frozenset()
    replaced = _replaced(facts)
    return frozenset(
        name
        for fact in facts
        if fact.scope in CONFIDENTIAL
        for name in fact.names
        if (name, fact.id) not in replaced and (fact.sealed or fact.values[name] is not None)
    )


def confided(facts: Collection[Fact]) -> Mapping[str, tuple[str, ...]]:
    """Return the fields with a standing answer in confidence, each with the scopes in which answers
    to it stand; nothing where all of them are the protection cell's, as nearly always."""
    if all(fact.scope == RESTRICTED or fact.scope not in CONFIDENTIAL for fact in facts):
        return {}
    replaced = _replaced(facts)
    found: dict[str, set[str]] = {}
    for fact in facts:
        if fact.scope in CONFIDENTIAL:
            for name in fact.names:
                if (name, fact.id) not in replaced:
                    found.setdefault(name, set()).add(fact.scope)
    return {name: tuple(sorted(found[name])) for name in sorted(found)}


def _replaced(facts: Collection[Fact]) -> set[tuple[str, str]]:
    return {(name, seen) for fact in facts for name, ids in fact.base.items() for seen in ids}


def _standing(facts: Collection[Fact]) -> dict[str, tuple[Head, ...]]:
    """Return for each field the answers that no fact's base names, newest first."""
    replaced = _replaced(facts)
    found: dict[str, list[Head]] = {}
    for fact in facts:
        for name, value in fact.values.items():
            if (name, fact.id) not in replaced:
                head = Head(fact.id, value, fact.time, fact.wall, fact.author, fact.device)
                found.setdefault(name, []).append(head)
    return {
        name: tuple(sorted(found[name], key=lambda h: (h.time, h.fact), reverse=True))
        for name in sorted(found)
    }


def _same(a: Value, b: Value) -> bool:
    """Say whether two answers say the same; True and 1 do not."""
    return a == b and isinstance(a, bool) == isinstance(b, bool)
