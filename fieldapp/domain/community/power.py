"""The map of local power as data: who has influence, who is tied to whom, what the custom is.

It shows what the ledger says and infers no tie. Influence and ties are restricted, because such a
map can be turned against those on it: whoever may not read them gets the actors alone, and nothing
that could only be said by somebody who read the ties. Drawing the map is for `ui`.
"""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, Ref, by_id, ref
from fieldapp.domain.schema import Level

ONE_WAY = frozenset({"supports", "answers_to", "funds"})
"""Ties that go from an actor to the other; the rest hold both ways."""

AGAINST = frozenset({"rival", "in_conflict"})
MEDIATES = "mediates"


@dataclass(frozen=True)
class Tie:
    """A tie between two actors, as a record says it.

    Attributes:
        type: A code of the list `tie`.
        strength: A code of the list `influence`; "" where nobody said.
        one_way: It goes from `one` to `other`, not back.
    """

    about: Ref
    one: Ref
    other: Ref
    type: str
    strength: str
    one_way: bool


@dataclass(frozen=True)
class Node:
    """An actor on the map.

    Attributes:
        component: A code of the list `component`; "" where nobody said.
        influence: A code of the list `influence`; "" where nobody said or the reader may not know.
        inside: The actor belongs to the area; else a tie brought them in.
        isolated: No record ties them to anybody. None where the reader may not read ties.
        mediates: A record says that they mediate. None where the reader may not read ties.
        contested: A record says that they are a rival of or in conflict with somebody. None where
            the reader may not read ties.
    """

    about: Ref
    component: str
    influence: str
    inside: bool
    isolated: bool | None
    mediates: bool | None
    contested: bool | None


@dataclass(frozen=True)
class Contest:
    """Two actors against each other, and who is said to mediate with both of them.

    Attributes:
        about: The ties that say so.
    """

    one: Ref
    other: Ref
    about: tuple[Ref, ...]
    mediators: tuple[Ref, ...]


@dataclass(frozen=True)
class PowerMap:
    """Who matters in an area.

    Attributes:
        nodes: The most influential first.
        norms: Places with a record of their customary law, the area's own first.
        arbiters: Actors of the area of whom it is said what people go to them for.
        withheld: The reader may not read influence and ties.
    """

    place: str
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    contests: tuple[Contest, ...]
    norms: tuple[Ref, ...]
    arbiters: tuple[Ref, ...]
    withheld: bool


def power_map(ledger: Ledger, place: str, clearance: Level) -> PowerMap:
    """Return the power map of a place or an area; "" is the whole mission.

    On it are the actors of the area and whoever is tied to one of them.

    Args:
        clearance: Of the reader the ledger was disclosed to, in the protection cell's scope; an
            empty ledger cannot tell.

    Source: stakeholder and power mapping practice; the marks are our own, to be checked.
    """
    reads = clearance >= Level.RESTRICTED
    actors = {a.id: a for a in sorted(ledger.of("actor"), key=lambda a: a.id)}
    own = {a.id for a in actors.values() if ledger.areas.covers(place, ledger.place_of(a))}
    ties = tuple(
        tie
        for tie in (_tie(row, actors) for row in by_id(ledger.of("tie")) if reads)
        if tie is not None and (tie.one.id in own or tie.other.id in own)
    )
    on_it = own | {end.id for tie in ties for end in (tie.one, tie.other)}
    # An actor whose other end has not arrived yet is tied all the same.
    named = {str(row.values.get(end)) for row in ledger.of("tie") for end in ("actor", "other")}
    nodes = [_node(actors[each], own, named, ties, reads=reads) for each in on_it]
    ranks = {code: n for n, code in enumerate(code_list("influence").labels)}
    return PowerMap(
        place=ledger.areas.place(place),
        nodes=tuple(
            sorted(nodes, key=lambda n: (-ranks.get(n.influence, -1), not n.inside, n.about.id))
        ),
        ties=ties,
        contests=_contests(ties),
        norms=_norms(ledger, place),
        arbiters=tuple(
            ref(actors[each]) for each in sorted(own) if actors[each].values.get("jurisdiction")
        ),
        withheld=not reads,
    )


def _tie(row: Disclosed, actors: dict[str, Disclosed]) -> Tie | None:
    one, other = (actors.get(str(row.values.get(end))) for end in ("actor", "other"))
    kind = _code(row.values.get("type"))
    if one is None or other is None or one.id == other.id or not kind:
        return None
    strength = _code(row.values.get("strength"))
    return Tie(ref(row), ref(one), ref(other), kind, strength, kind in ONE_WAY)


def _node(
    actor: Disclosed, area: Set[str], named: Set[str], ties: Sequence[Tie], *, reads: bool
) -> Node:
    own = [tie for tie in ties if actor.id in (tie.one.id, tie.other.id)]
    return Node(
        about=ref(actor),
        component=_code(actor.values.get("component")),
        influence=_code(actor.values.get("influence")) if reads else "",
        inside=actor.id in area,
        isolated=actor.id not in named if reads else None,
        mediates=_mediates(actor.id, own) if reads else None,
        contested=any(tie.type in AGAINST for tie in own) if reads else None,
    )


def _mediates(actor: str, ties: Iterable[Tie]) -> bool:
    return any(tie.type == MEDIATES and tie.one.id == actor for tie in ties)


def _contests(ties: Sequence[Tie]) -> tuple[Contest, ...]:
    said: dict[tuple[Ref, Ref], list[Ref]] = {}
    for tie in ties:
        if tie.type in AGAINST:
            first, second = sorted((tie.one, tie.other), key=lambda end: end.id)
            said.setdefault((first, second), []).append(tie.about)
    with_whom: dict[Ref, set[Ref]] = {}
    for tie in ties:
        if tie.type == MEDIATES:
            with_whom.setdefault(tie.one, set()).add(tie.other)
    return tuple(
        Contest(
            one,
            other,
            tuple(about),
            tuple(
                sorted(
                    (who for who, ends in with_whom.items() if {one, other} <= ends),
                    key=lambda who: who.id,
                )
            ),
        )
        for (one, other), about in sorted(said.items(), key=lambda each: str(each[0]))
    )


def _norms(ledger: Ledger, place: str) -> tuple[Ref, ...]:
    """Return the records of custom that hold here: the area's, what lies in it, what it lies in."""
    areas = ledger.areas
    around = areas.around(place)
    found = []
    for record in by_id(ledger.of("place")):
        if record.values.get("customary_law"):
            name = areas.place(record.id)
            if name in around:
                found.append((around.index(name), record))
            elif areas.covers(place, name):
                found.append((len(around), record))
    return tuple(ref(record) for _, record in sorted(found, key=lambda f: (f[0], f[1].id)))


def _code(value: Value) -> str:
    return value if isinstance(value, str) else ""
