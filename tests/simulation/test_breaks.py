"""The simulation is worth what it finds: each way in which others have lost data, broken into ours
on purpose, must turn it red within a few seeds, at the promise that is broken.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

import pytest

from fieldapp.domain import settle
from fieldapp.domain.fact import Fact
from fieldapp.hub import storage
from fieldapp.simulation.ground import Ground
from fieldapp.simulation.run import run_seed
from fieldapp.store import journal, packs
from fieldapp.store.database import writing
from fieldapp.store.packs import Mark, Waiting
from fieldapp.sync import intake, packing
from fieldapp.sync.exchange import Exchange
from fieldapp.sync.wire import protocol

MOST_SEEDS = 150

Patch = pytest.MonkeyPatch
Break = Callable[[Patch], None]


def a_bare_number_is_the_cursor(patch: Patch) -> None:
    """The hub believes the newest number that is not beyond its own, whatever the hash."""

    def newest_common(shelf: storage.Shelf, scope: str, marks: Sequence[Mark]) -> int:
        head = storage.head(shelf, scope)
        assert head is not None
        return max((mark.seq for mark in marks if mark.seq <= head.seq), default=0)

    patch.setattr(storage, "newest_common", newest_common)
    _laptops_believe_the_hub(patch)


def a_number_ahead_begins_anew(patch: Patch) -> None:
    """The hub goes to the beginning if a laptop is ahead, and believes any smaller number."""

    def newest_common(shelf: storage.Shelf, scope: str, marks: Sequence[Mark]) -> int:
        head = storage.head(shelf, scope)
        assert head is not None
        newest = max((mark.seq for mark in marks), default=0)
        return newest if newest <= head.seq else 0

    patch.setattr(storage, "newest_common", newest_common)
    _laptops_believe_the_hub(patch)


class _Agreeable(Mark):
    """A mark that is whatever it is compared with."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = Mark.__hash__


def _laptops_believe_the_hub(patch: Patch) -> None:
    """Nor does a laptop compare hashes: both sides have to look away for a bare number to pass."""
    true_read = protocol.read_reply

    def read_reply(message: bytes) -> protocol.Reply:
        reply = true_read(message)
        feeds = {
            scope: replace(page, head=_Agreeable(page.head.seq, page.head.hash))
            for scope, page in reply.feeds.items()
        }
        return replace(reply, feeds=feeds)

    patch.setattr(protocol, "read_reply", read_reply)


def what_was_delivered_once_stays_delivered(patch: Patch) -> None:
    """A laptop takes its marks back, but never offers again what a hub has had (CHT)."""

    def go_back(db: packs.Database, scope: str, seq: int) -> None:
        db.conn.execute("DELETE FROM mark WHERE scope = ? AND seq > ?", [scope, seq])

    patch.setattr(packs, "go_back", go_back)


def marks_are_never_taken_back(patch: Patch) -> None:
    """A laptop holds on to its marks when the hub it meets no longer has them."""
    patch.setattr(packs, "go_back", lambda _db, _scope, _seq: None)


def the_cursor_is_kept_before_the_rows(patch: Patch) -> None:
    """Marks are committed first and the packs after, each in a transaction (PouchDB#1240)."""
    true_exchange, true_take = Exchange.exchange, intake.Intake.take

    def exchange(self: Exchange) -> int:
        later: list[tuple[str, str, bytes, int]] = []
        patch.setattr(self.intake, "take", lambda *taken: later.append(taken), raising=False)
        left = true_exchange(self)
        with writing(self.workspace.db, self.workspace.file):
            for taken in later:
                true_take(self.intake, *taken)
        return left

    patch.setattr(Exchange, "exchange", exchange)


def the_newest_answer_wins(patch: Patch) -> None:
    """What the author saw counts for nothing: of all answers the latest in time stands."""

    def replaced(facts: Iterable[Fact]) -> set[tuple[str, str]]:
        newest: dict[str, Fact] = {}
        given = [(name, fact) for fact in facts for name in fact.names]
        for name, fact in given:
            newest[name] = max(newest.get(name, fact), fact, key=lambda f: (f.time, f.id))
        return {(name, fact.id) for name, fact in given if newest[name] is not fact}

    patch.setattr(settle, "_replaced", replaced)


def the_same_edit_is_the_same_fact(patch: Patch) -> None:
    """A fact's id follows from what it says and not from who says it: identical edits collapse."""
    true_append = journal.append_own

    def append_own(db: packs.Database, facts: Sequence[Fact]) -> list[str]:
        def id_of(fact: Fact) -> str:
            said = repr((fact.record, fact.scope, sorted(fact.values.items())))
            return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()

        return true_append(db, [replace(fact, id=id_of(fact)) for fact in facts])

    patch.setattr(journal, "append_own", append_own)


def a_save_is_divided_over_packs(patch: Patch) -> None:
    """Each fact gets a pack of its own, so that a save arrives in parts where a line is cut."""

    def groups(facts: Iterable[Waiting]) -> Iterator[list[Waiting]]:
        return ([fact] for fact in facts)

    patch.setattr(packing, "_groups", groups)


def nobody_carries_for_others(patch: Patch) -> None:
    """A laptop offers a hub that was set back only what it made itself."""
    true_without = packs.without_place

    def without_place(db: packs.Database, scope: str) -> list[tuple[str, int]]:
        own = db.conn.execute("SELECT value FROM setting WHERE name = 'device'").fetchone()[0]
        return [
            (pack, size)
            for pack, size in true_without(db, scope)
            if packs.get(db, pack).device == own
        ]

    patch.setattr(packs, "without_place", without_place)


def what_bears_my_name_i_have(patch: Patch) -> None:
    """A laptop never asks for packs of its own device: a copy of it, or one that was set back,
    does not learn what the other made."""

    def should_have(self: Exchange, scope: str, pack: str) -> bool:
        return False

    patch.setattr(Exchange, "_should_have", should_have)


def what_stands_is_appended_again(patch: Patch) -> None:
    """The hub does not look whether a pack stands on the feed already."""
    patch.setattr(storage, "standing", lambda _shelf, _scope, _packs: set())


def a_closed_answer_is_not_sealed(patch: Patch) -> None:
    """An officer's closed answers stay readable on the officer's own laptop."""
    patch.setattr("fieldapp.store.records.seal.sealed", lambda fact, _public: fact)


# Where an author's next pack names one that never comes, that is told: "stuck" is then seen first.
BREAKS: Sequence[tuple[Break, set[str]]] = (
    (a_bare_number_is_the_cursor, {"lost", "stuck"}),
    (a_number_ahead_begins_anew, {"lost", "stuck"}),
    (what_was_delivered_once_stays_delivered, {"lost", "stuck"}),
    (marks_are_never_taken_back, {"lost", "stuck"}),
    (the_cursor_is_kept_before_the_rows, {"lost", "stuck"}),
    (the_newest_answer_wins, {"said", "informed", "clash"}),
    (the_same_edit_is_the_same_fact, {"said", "differs", "torn"}),
    (a_save_is_divided_over_packs, {"torn"}),
    (nobody_carries_for_others, {"lost", "stuck"}),
    (what_bears_my_name_i_have, {"lost", "stuck"}),
    (what_stands_is_appended_again, {"stuck"}),
    (a_closed_answer_is_not_sealed, {"leaked"}),
)


@pytest.mark.parametrize(("broken", "oracles"), BREAKS, ids=[b.__name__ for b, _ in BREAKS])
def test_what_others_lost_data_by_is_found(
    ground: Ground, monkeypatch: Patch, broken: Break, oracles: set[str]
) -> None:
    broken(monkeypatch)
    for seed in range(1, MOST_SEEDS):
        run = run_seed(ground, seed)
        if run.failure:
            assert run.oracle in oracles, run.told()
            return
    pytest.fail(f"not found in {MOST_SEEDS} seeds")
