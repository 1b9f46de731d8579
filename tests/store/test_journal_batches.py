"""A batch of facts comes to the same as its facts one by one, in whatever order and number."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import nacl.public
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.domain.fact import Fact, to_json
from fieldapp.domain.scope import RESTRICTED
from fieldapp.store import journal, seal, search, workspace
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace
from tests.domain.histories import histories
from tests.store.conftest import CHEAP, PASSPHRASE

KEY = nacl.public.PrivateKey.generate()

Kept = tuple[list[tuple[object, ...]], set[tuple[object, ...]]]


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A laptop that reads the restricted scope."""
    folder: Path = tmp_path_factory.mktemp("reader")
    opened, _ = workspace.create(folder / "w", PASSPHRASE, "Reader", cost=CHEAP)
    opened.db.conn.execute(
        "INSERT INTO scope_key (scope, epoch, public, private) VALUES (?, 1, ?, ?)",
        [RESTRICTED, bytes(KEY.public_key), bytes(KEY)],
    )
    # What stands in the index, word by word, although the index keeps no text.
    opened.db.conn.execute(
        "CREATE VIRTUAL TABLE temp.indexed USING fts5vocab ('main', 'search', 'instance')"
    )
    yield opened
    workspace.close(opened)


@st.composite
def stories(draw: st.DrawFn) -> list[Fact]:
    """Facts about a few records, some sealed, some arriving twice, in any order."""
    facts: list[Fact] = []
    for number, history in enumerate(draw(st.lists(histories, min_size=1, max_size=4))):
        for known in history.facts.values():
            own = replace(
                known,
                id=_renamed(known.id, number),
                record=f"record-{number}",
                base={n: tuple(_renamed(i, number) for i in ids) for n, ids in known.base.items()},
            )
            if draw(st.integers(0, 5)) == 0:
                own = seal.sealed(replace(own, scope=RESTRICTED), bytes(KEY.public_key))
            facts.append(own)
    twice = draw(st.lists(st.sampled_from(facts), max_size=5)) if facts else []
    return draw(st.permutations([*facts, *twice]))


def _renamed(fact: str, record: int) -> str:
    return f"{record:02x}{fact[2:]}"


def received(reader: Workspace, batches: Sequence[Sequence[Fact]]) -> Kept:
    """What a laptop without records keeps after these batches."""
    with writing(reader.db, reader.file):
        reader.db.conn.execute("DELETE FROM fact")
        reader.db.conn.execute("DELETE FROM record")
        search.clear(reader.db)
        for batch in batches:
            journal.append(reader.db, [(fact, to_json(fact)) for fact in batch], "pack")
    return kept(reader)


def kept(reader: Workspace) -> Kept:
    columns = "id, kind, parent, place, day, changed, gone, clashing, body"
    rows = reader.db.conn.execute(f"SELECT {columns} FROM record ORDER BY id").fetchall()
    words = reader.db.conn.execute(
        'SELECT record.id, term, "offset" FROM temp.indexed LEFT JOIN record ON record.n = doc'
    ).fetchall()
    return [tuple(row) for row in rows], {tuple(word) for word in words}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(story=stories(), cuts=st.lists(st.integers(0, 60), max_size=4))
def test_a_batch_comes_to_the_same_as_its_facts_one_by_one(
    reader: Workspace, story: list[Fact], cuts: list[int]
) -> None:
    edges = [0, *sorted(cuts), len(story)]
    batches = [story[a:b] for a, b in pairwise(edges)]

    in_batches = received(reader, batches)

    facts = reader.db.conn.execute("SELECT count(*) FROM fact").fetchone()[0]
    assert facts == len({fact.id for fact in story})
    assert in_batches == received(reader, [[fact] for fact in story])
    with writing(reader.db, reader.file):
        journal.rebuild(reader.db)
    assert kept(reader) == in_batches


def test_a_batch_says_which_records_changed_and_names_each_once(reader: Workspace) -> None:
    received(reader, [])
    one = Fact(
        id="1" * 32, save="f" * 32, record="r1", kind="meeting", scope="mission/team",
        values={"title": "a"}, base={"title": ()}, time="0" * 23 + "1",
        wall="2026-11-01T08:00:00+02:00", author="Amina", device="0" * 16, app="0.3.0",
    )  # fmt: skip
    again = replace(one, id="2" * 32, values={"title": "b"}, base={"title": (one.id,)})
    other = replace(one, id="3" * 32, record="r2")
    lines = [(fact, to_json(fact)) for fact in (one, again, other, one)]

    with writing(reader.db, reader.file):
        assert journal.append(reader.db, lines, "pack") == ["r1", "r2"]
        assert journal.append(reader.db, lines, "pack") == []
