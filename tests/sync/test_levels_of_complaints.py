"""Whatever levels a complaint goes through, and whoever sets them: nothing of it is lost, and
nobody reads it to whom nothing of it was ever sealed."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import disclose
from fieldapp.domain.fact import Fact, from_json
from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.store import evidence, journal, records
from fieldapp.store.database import writing
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused
from tests.sync.conduct import everybody_syncs, laptop_of
from tests.sync.conftest import Mission

WHO = ("founder", "protection", "focal", "officer")
SAVES = st.tuples(st.sampled_from(WHO), st.sampled_from((4, 5, 6, 7)), st.booleans())
DELIVERIES = st.tuples(st.sampled_from(WHO), st.sampled_from(WHO))
NUMBERS = itertools.count()

Laptops = dict[str, Workspace]


@pytest.fixture
def laptops(mission: Mission, tmp_path: Path) -> Iterator[Laptops]:
    with laptop_of(mission, tmp_path, "focal", "conduct") as focal:
        found = {"founder": mission.founder, "protection": mission.protection}
        found |= {"focal": focal, "officer": mission.officer}
        everybody_syncs(mission.hub, *found.values(), rounds=1)
        yield found


def deliver(giver: Workspace, taker: Workspace, record: str) -> None:
    """What a sync brings: the facts of the scopes that the taker reads."""
    rows = giver.db.conn.execute("SELECT body FROM fact WHERE record = ?", [record]).fetchall()
    lines = [(from_json(line), line) for (line,) in rows]
    with writing(taker.db, taker.file):
        journal.append(taker.db, [(f, line) for f, line in lines if taker.reads(f.scope)])


def texts(laptop: Workspace, record: str) -> dict[str, set[str]]:
    """What the laptop can read of a record: each text with the scopes that it was said in."""
    found: dict[str, set[str]] = {}
    for fact in journal.facts_of(laptop.db, record):
        for name in ("summary", "answer"):
            if text := fact.values.get(name):
                found.setdefault(str(text), set()).add(fact.scope)
    return found


def say(laptop: Workspace, record: str, level: int, *, new: bool, against: str = "") -> str:
    """Save a level and a text that nothing else says; return the text, "" where it is refused."""
    text = f"said-{next(NUMBERS)}"
    values = {"level": level, "summary" if new else "answer": text}
    if against:
        values["against"] = against
    change = Change("feedback", values, record)
    if refused(laptop, change):
        return ""
    records.save(laptop, change)
    return text


def told_in_the_end(laptops: Laptops, record: str) -> None:
    for giver, taker in itertools.permutations(laptops.values(), 2):
        deliver(giver, taker, record)
    for giver, taker in itertools.permutations(laptops.values(), 2):
        deliver(giver, taker, record)


LIGHT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@LIGHT
@given(steps=st.lists(st.one_of(SAVES, DELIVERIES), min_size=2, max_size=6))
def test_every_answer_stays_with_those_it_was_sealed_to_and_with_nobody_else(
    laptops: Laptops, steps: list[tuple[object, ...]]
) -> None:
    record = f"complaint-{next(NUMBERS)}"
    said = set()
    for step in steps:
        if len(step) == 3:
            who, level, new = step
            said.add(say(laptops[str(who)], record, int(str(level)), new=bool(new)))
        else:
            deliver(laptops[str(step[0])], laptops[str(step[1])], record)
    told_in_the_end(laptops, record)
    said.discard("")

    everything = texts(laptops["founder"], record)
    assert everything.keys() == said
    for name, laptop in laptops.items():
        readable = texts(laptop, record)
        for text, scopes in everything.items():
            assert (text in readable) is any(laptop.reads(scope) for scope in scopes), name
        now = records.find(laptop, record)
        shown = disclose(now, laptop.reader).values if now else {}
        assert said.intersection(map(str, shown.values())) <= readable.keys()


@LIGHT
@given(
    first=st.sampled_from(("founder", "protection", "officer")),
    steps=st.lists(st.one_of(SAVES, DELIVERIES), min_size=1, max_size=6),
)
def test_who_is_complained_about_reads_nothing_that_is_in_confidence_whoever_writes_it(
    laptops: Laptops, first: str, steps: list[tuple[object, ...]]
) -> None:
    record = f"complaint-{next(NUMBERS)}"
    hidden = {say(laptops[first], record, 6, new=True, against="focal")}
    for laptop in laptops.values():  # the stub reaches everybody before the next writes
        deliver(laptops[first], laptop, record)
    written = set()
    for step in steps:
        if len(step) == 3:
            who, level, new = step
            text = say(laptops[str(who)], record, int(str(level)), new=bool(new))
            (written if who == "focal" else hidden).add(text)
        else:
            deliver(laptops[str(step[0])], laptops[str(step[1])], record)
    told_in_the_end(laptops, record)

    everything = texts(laptops["protection"], record)
    assert (hidden | written) - {
        ""
    } == everything.keys()  # nobody else of the scope is left: the cell reads
    assert not texts(laptops["focal"], record)
    assert evidence.facts_about(laptops["focal"].db, record)
    facts = journal.facts_of(laptops["focal"].db, record)
    assert all(_tells_nothing(fact) for fact in facts)


def _tells_nothing(fact: Fact) -> bool:
    """Say whether a fact in the hands of who is complained about is closed, or only the stub."""
    return bool(fact.sealed) if fact.scope in CONFIDENTIAL else fact.values.keys() <= {"level"}
