"""What is true of every paper for the community, also of those that somebody makes tomorrow."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from fieldapp.cli.papers.making import prepare
from fieldapp.cli.papers.minutes import NotHeld
from fieldapp.domain.council import KINDS_ON_PAPER, Period
from fieldapp.domain.fieldtypes import Text
from fieldapp.domain.hostile.stop import TellsTooMuch, TellsTooMuchSomewhere
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.domain.papers.sorts import SORTS, Asks, Audience, PaperSort
from fieldapp.domain.schema import Level
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.cli.conftest import looking_into, make_folder
from tests.domain.council.villages import GOROM, by_chance

FOR_COMMUNITY = [sort for sort in SORTS.values() if sort.audience is Audience.COMMUNITY]
CODE = "KLMN-PQRS"
RECORD_OF = {"meeting": "meeting-0", "feedback": "slip"}
KINDS_GIVEN = sorted({*KINDS_ON_PAPER, "indicator", "observation"} - {"place", "attendance"})
"""Who came is not by chance: where so many women came, a few more are none."""


def order_of(sort: PaperSort) -> PaperOrder:
    """Return an order that says what the sort asks for, and nothing else."""
    record = RECORD_OF[sort.kind] if Asks.RECORD in sort.asks else ""
    return PaperOrder(
        sort.name,
        Manner("en"),
        place=GOROM if Asks.PLACE in sort.asks else "",
        period=Period("2026-04-01", "2026-06-30") if Asks.PERIOD in sort.asks else None,
        day="9999-12-31" if Asks.DAY in sort.asks else "",
        kind=sort.kind,
        record=record,
        code=CODE,
    )


def said(workspace: Workspace) -> dict[str, str]:
    """Return all that stands on every paper for the community."""
    return {sort.name: repr(prepare(workspace, order_of(sort)).says) for sort in FOR_COMMUNITY}


def village(seed: int, word: str, few: int) -> Iterator[Change]:
    """Give a village in which all that nobody may know is this word, and so few came and count."""
    at = {"place": GOROM}
    yield Change("place", {"name": "Gorom", "market_days": word, "complaints": "Box"}, GOROM)
    for one in by_chance(GOROM, seed, KINDS_GIVEN):
        kind = KINDS[one.kind]
        told = {name: value for name, value in one.values.items() if name != kind.kept_from}
        closed = {name for name in told if kind.level_of(name, one.values) > Level.PUBLIC}
        yield Change(one.kind, {**told, **dict.fromkeys(closed, word)}, one.id)
    yield Change("meeting", {"held_on": "2026-05-02", "took_place": None}, "meeting-0")
    slip = {**at, "code": "ABCD-EFGH", "received_on": "2026-05-01", "level": 1}
    yield Change("feedback", slip, "slip")
    came = {"meeting": "meeting-0", "sex": "female", "age_group": "adult", "count": few}
    yield Change("attendance", came, "few-women")
    many = {"meeting": "meeting-0", "sex": "male", "age_group": "adult", "count": 30}
    yield Change("attendance", many, "men")
    people = {"name": "Came back", "direction": "up", "about": "displacement", "baseline": few}
    yield Change("indicator", {**people, **at, "measure": "unit"}, "people")
    observed = {"indicator": "people", "observed_on": "2026-05-01", **at, "value": few}
    yield Change("observation", observed, "few-people")
    threat = {**at, "happened_on": "2026-05-03", "type": "threat", "summary": word}
    yield Change("incident", threat, "violence")
    grave = {**at, "received_on": "2026-05-03", "level": 6, "summary": word, "topic": "water"}
    yield Change("feedback", grave, "grave")


@settings(phases=[Phase.generate], max_examples=3, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 4), st.integers(1, 4))
def test_no_paper_changes_with_what_the_community_may_not_know(
    tmp_path_factory: pytest.TempPathFactory, seed: int, few: int, other: int
) -> None:
    """No secret word, no incident, no grave complaint and no small count is on any of them, nor
    anything that was worked out from one."""
    with looking_into(make_folder(tmp_path_factory.mktemp("village") / "w")) as workspace:
        records.save_all(workspace, list(village(seed, "CANARY", few)))
        before = said(workspace)
        records.save_all(workspace, list(village(seed, "SECRET", other)))
        after = said(workspace)

    assert before == after
    assert [name for name, text in before.items() if "CANARY" in text] == []
    speaking = [name for name, text in before.items() if "Words as they were" in text]
    assert len(speaking) >= 3  # what is public does stand there


def test_whatever_somebody_wrote_is_looked_at_before_it_stands_on_a_paper(tmp_path: Path) -> None:
    """Each answer in free words is a telephone number of its own: none is printed unseen."""
    numbers = (f"0912 345 {n}" for n in itertools.count(100))
    drawn: set[str] = set()
    with looking_into(make_folder(tmp_path / "w")) as workspace:
        for one in village(7, "-", 1):
            kind = KINDS[one.kind]
            words = [each.name for each in kind.fields if isinstance(each.type, Text)]
            told = {name: next(numbers) for name in words if name not in ("code", kind.kept_from)}
            records.save(workspace, Change(one.kind, {**one.values, **told}, one.record))
        for sort in FOR_COMMUNITY:
            ready = prepare(workspace, order_of(sort))
            stands = set(re.findall(r"0912 345 \d+", repr(ready.says)))
            seen = " ".join(each.found for each in ready.findings())
            assert [each for each in sorted(stands) if each not in seen] == [], sort.name
            drawn |= stands

    assert len(drawn) > 30


@pytest.mark.parametrize(
    ("day", "took_place"),
    [("9999-12-31", None), ("2026-05-02", "planned"), ("2026-05-02", "not_held")],
)
def test_there_are_no_minutes_of_a_meeting_that_was_not_held(
    gorom: Workspace, day: str, took_place: str | None
) -> None:
    records.save(gorom, Change("meeting", {"held_on": day, "took_place": took_place}, "meeting-0"))

    with pytest.raises(NotHeld):
        prepare(gorom, order_of(SORTS["minutes"]))


@pytest.fixture
def gorom(tmp_path: Path) -> Iterator[Workspace]:
    """A village whose way to complain names a person."""
    named = {"name": "Gorom", "pcode": "KE01", "contact": "Ask Sheikh Ahmed Musa"}
    with looking_into(make_folder(tmp_path / "named")) as workspace:
        records.save(workspace, Change("place", named, GOROM))
        talk = {"place": GOROM, "title": "Talk", "held_on": "2026-05-02"}
        records.save(workspace, Change("meeting", talk, "meeting-0"))
        slip = {"place": GOROM, "code": "ABCD-EFGH", "received_on": "2026-05-01", "level": 1}
        records.save(workspace, Change("feedback", slip, "slip"))
        yield workspace


def test_every_paper_is_refused_that_names_a_person(gorom: Workspace) -> None:
    def refused(order: PaperOrder) -> bool:
        try:
            prepare(gorom, order).refuse()
        except (TellsTooMuch, TellsTooMuchSomewhere):
            return True
        return False

    # The indicators of the whole mission have no place whose ways to complain they could tell.
    made = [sort.name for sort in FOR_COMMUNITY if not refused(order_of(sort))]
    assert made == ["indicators"]


def test_a_release_is_for_what_it_says_and_not_for_its_code_or_day(gorom: Workspace) -> None:
    for sort in FOR_COMMUNITY:
        order = order_of(sort)
        first, again = (
            prepare(gorom, PaperOrder(**{**vars(order), "code": code})).said(sort.name)
            for code in ("AAAA-BBBB", "CCCC-DDDD")
        )
        assert first == again, sort.name
