"""What must be true in the end, whatever happened: each check is a promise with a name.

- *said*: a save that returned shows what was said.
- *torn*: of a save that travels in one scope a laptop holds everything or nothing.
- *stuck*: where nothing goes wrong a round comes to its end, and a few rounds are enough.
- *lost*: everything that anybody still held is with everybody who may read it.
- *differs*: who may read the same shows the same records.
- *chain*: laptops and hub have the same feeds.
- *informed*: an answer stands unless somebody who knew it gave another, whatever the clocks say.
- *clash*: where rival answers stand, people see that; and nowhere else.
- *leaked*: nothing given in confidence is on the hub, or on a laptop that does not read its scope.
- *doctor*: every file is whole.
"""

import zlib
from collections.abc import Mapping

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.record import Record
from fieldapp.domain.scope import CONFIDENTIAL, RESTRICTED, SCOPES, TEAM
from fieldapp.progress import Progress
from fieldapp.simulation.laptop import Laptop
from fieldapp.simulation.sayings import Expected
from fieldapp.simulation.steps import CANARY, COMPLAINT, INCIDENT
from fieldapp.simulation.world import Broken, World
from fieldapp.store import doctor, evidence, journal, packs, records
from fieldapp.sync.account import Account
from fieldapp.sync.mission import card_of
from fieldapp.sync.wire.dictionary import NEWEST, dictionary
from fieldapp.sync.wire.feed import FEEDS

ROUNDS = 3
"""What the last laptop brings back to a hub that was set back, the first fetches in its next.

Where a pack names one before it that only the last laptop had, that one is told as missing until
it comes: a round more.
"""

_OPEN_KINDS = ("meeting", "attendance", "commitment")
_DOCTOR_EVERY = 10


def all_is_well(world: World, seed: int) -> None:
    """Let everybody sync on a good line, then look at everything.

    Raises:
        Broken: A promise was not kept.
    """
    _everybody_syncs(world)
    _nothing_is_lost(world)
    _all_show_the_same(world)
    _feeds_are_the_same(world)
    for laptop in world.laptops[:2]:  # the founder reads everything, the other all but complaints
        _records_are_as_said(world, laptop)
    _nothing_has_leaked(world)
    if seed % _DOCTOR_EVERY == 0:
        _files_are_whole(world)
    world.counts["clashes"] += len(records.clashing(world.laptops[0].opened))


def _everybody_syncs(world: World) -> None:
    behind = list(world.laptops)
    for _ in range(ROUNDS):
        accounts = {laptop.name: world.sync(laptop, well=True) for laptop in behind}
        heads = world.shelf.heads(FEEDS)
        behind = [
            laptop
            for laptop in world.laptops
            if not _is_level(laptop, heads) or _lacks_something(accounts.get(laptop.name))
        ]
    if behind:
        raise Broken("stuck", f"{behind[0].name} is not level after {ROUNDS} rounds")


def _lacks_something(account: Account | None) -> bool:
    return account is not None and bool(account.held or account.quarantined or account.missing)


def _is_level(laptop: Laptop, heads: Mapping[str, int]) -> bool:
    """Say whether a round more could bring nothing: the same marks, and nothing that waits."""
    db = laptop.opened.db
    if packs.records_not_sent(db) or packs.aside(db):
        return False
    if any(packs.without_place(db, scope) for scope in FEEDS):
        return False
    return all(not seq or packs.marks(db, scope).get(seq) for scope, seq in heads.items())


def _nothing_is_lost(world: World) -> None:
    said = world.sayings.said
    for scope in SCOPES:
        held = {
            laptop.name: evidence.fact_ids(laptop.opened.db, scope)
            for laptop in world.laptops
            if scope in laptop.reads
        }
        # An old request that somebody repeats may bring back what all had lost: then all have it.
        needed = {i for i in world.sayings.needed if said[i].scope == scope}.union(*held.values())
        if needed - said.keys():
            raise Broken("lost", f"{len(needed - said.keys())} facts of {scope} are of nobody")
        for name, facts in held.items():
            if needed - facts:
                raise Broken("lost", f"{name} lacks {len(needed - facts)} facts of {scope}")


def _all_show_the_same(world: World) -> None:
    first = world.laptops[0].opened.db
    for laptop in world.laptops[1:]:
        kinds: tuple[str, ...] = (
            (*_OPEN_KINDS, "incident") if RESTRICTED in laptop.reads else _OPEN_KINDS
        )
        if laptop.reads == world.laptops[0].reads:
            kinds = ()
        if evidence.rows(laptop.opened.db, kinds) != evidence.rows(first, kinds):
            raise Broken("differs", f"{laptop.name} shows other records than the founder")


def _feeds_are_the_same(world: World) -> None:
    mission = card_of(world.laptops[0].opened).id
    for scope in FEEDS:
        chain, head = world.shelf.marks(mission, scope)
        if chain != head:
            raise Broken("chain", f"the hub's chain of {scope}")
        for laptop in world.laptops:
            if chain.seq and packs.marks(laptop.opened.db, scope).get(chain.seq) != chain.hash:
                raise Broken("chain", f"{laptop.name} and the hub on {scope}")


def _records_are_as_said(world: World, laptop: Laptop) -> None:
    shown = {record.id: clashes for record, clashes in records.clashing(laptop.opened)}
    for name in evidence.all_records(laptop.opened.db):
        if name == COMPLAINT and laptop.reads != SCOPES:
            continue
        expected = world.sayings.expected(journal.facts_of(laptop.opened.db, name))
        record = records.find(laptop.opened, name)
        if record is None:
            raise Broken("informed", f"{laptop.name} does not show {name}")
        _answers_are_as_said(record, expected)
        if record.clashes and record.deleted is None and shown.get(name) != record.clashes:
            raise Broken("clash", f"{laptop.name} does not list {name}")
        if record.kind in _OPEN_KINDS:
            _is_in_or_out(record, expected)


def _answers_are_as_said(record: Record, expected: Expected) -> None:
    for name, answers in expected.answers.items():
        where = f"{record.id}.{name}"
        first, *others = answers.values()
        rivals = any(not _same(first, other) for other in others)
        if rivals and name not in record.clashes:
            raise Broken("clash", f"{where}: rival answers stand and nobody sees it")
        if not rivals and name in record.clashes:
            raise Broken("clash", f"{where}: clashes although one answer stands")
        if not rivals and not _same(record.values.get(name), first):
            raise Broken("informed", f"{where}: another answer is shown than the one that stands")


def _is_in_or_out(record: Record, expected: Expected) -> None:
    if (record.deleted is not None, record.edited_after_delete) != (expected.out, expected.went_on):
        raise Broken("informed", f"{record.id} is in or out against what was said")


def _same(one: Value, other: Value) -> bool:
    return one == other and type(one) is type(other)


def _nothing_has_leaked(world: World) -> None:
    word = CANARY.encode()
    if word in world.shelf.raw():
        raise Broken("leaked", "a closed word is in the hub's files")
    for content in (pack for of in CONFIDENTIAL for pack in world.shelf.contents(of)):
        if _inflates(content[content.index(b"\n") + 1 :]):
            raise Broken("leaked", "a closed pack on the hub is not sealed")
    for laptop in world.laptops:
        facts = [
            fact
            for record in (INCIDENT, COMPLAINT)
            for fact in journal.facts_of(laptop.opened.db, record)
        ]
        if any(CANARY in str(fact.values) and fact.scope not in laptop.reads for fact in facts):
            raise Broken("leaked", f"{laptop.name} holds a closed word")
        words = [row for row in evidence.rows(laptop.opened.db) if CANARY in str(row)]
        if words and laptop.reads == (TEAM,):
            raise Broken("leaked", f"{laptop.name} shows a closed word")


def _inflates(content: bytes) -> bool:
    try:
        return bool(zlib.decompressobj(zdict=dictionary(NEWEST) or b"").decompress(content))
    except zlib.error:
        return False


def _files_are_whole(world: World) -> None:
    for laptop in world.laptops:
        for finding in doctor.examine(laptop.opened, Progress()):
            if not finding.ok:
                raise Broken("doctor", f"{laptop.name}: {finding.name}, {finding.detail}")
