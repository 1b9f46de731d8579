"""Nobody opens what they may not read, and no open record tells more of a closed one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.deciding.confidence import (
    NotYoursToOpen,
    StaysClosed,
    TiesToClosed,
    is_closed,
    opening_refusals,
    tie_refusals,
)
from fieldapp.domain.disclosure import Reader
from fieldapp.domain.fieldtypes import Link, Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.scope import CONDUCT, RESTRICTED
from tests.strategies import kinds, values_of

OFFICER = Reader("Josef", Level.TEAM)
CELL = Reader("Nyandeng", Level.RESTRICTED, frozenset({RESTRICTED}))

FOCAL_POINT = Reader("Hawa", Level.RESTRICTED, frozenset({CONDUCT}))
EVERYTHING = Reader("Amina", Level.RESTRICTED)

FEEDBACK, INCIDENT = KINDS["feedback"], KINDS["incident"]
GRAVE = Record("feedback", "f", {"received_on": "2026-11-01", "level": 6})

pairs = kinds.flatmap(lambda kind: st.tuples(st.just(kind), values_of(kind), values_of(kind)))


@pytest.mark.parametrize(("level", "refused"), [(3, True), (4, True), (5, False), (7, False)])
def test_only_who_may_read_a_grave_complaint_lowers_it(level: int, refused: bool) -> None:
    change: dict[str, Value] = {"level": level}

    found = opening_refusals(FEEDBACK, GRAVE, change, OFFICER)
    assert [type(problem.error) for problem in found] == [NotYoursToOpen] * refused
    assert [problem.field for problem in found] == ["level"] * refused
    assert opening_refusals(FEEDBACK, GRAVE, change, FOCAL_POINT) == ()
    # The cell sees no more of it than its level.
    assert bool(opening_refusals(FEEDBACK, GRAVE, change, CELL)) is refused


def test_what_is_kept_from_a_member_of_the_mission_nobody_opens() -> None:
    kept = Record("feedback", "f", {"level": 6}, held=True, apart=True)

    (problem,) = opening_refusals(FEEDBACK, kept, {"level": 4}, EVERYTHING)
    assert isinstance(problem.error, StaysClosed)
    assert opening_refusals(FEEDBACK, kept, {"level": 7}, EVERYTHING) == ()


def test_raising_a_level_clearing_it_and_beginning_a_record_are_everybodys() -> None:
    mild = Record("feedback", "f", {"level": 2})

    assert opening_refusals(FEEDBACK, mild, {"level": 6}, OFFICER) == ()
    assert opening_refusals(FEEDBACK, GRAVE, {"level": None}, OFFICER) == ()
    assert opening_refusals(FEEDBACK, None, {"level": 2}, OFFICER) == ()
    assert opening_refusals(FEEDBACK, mild, {"level": 3}, OFFICER) == ()


def test_what_is_held_stays_held_though_its_level_says_otherwise() -> None:
    held = Record("feedback", "f", {"level": 3}, held=True)

    assert is_closed(FEEDBACK, held.values, held=held.held)
    assert opening_refusals(FEEDBACK, held, {"level": 2}, OFFICER)


def test_who_reads_another_scope_in_confidence_opens_nothing_that_was_not_sealed_to_it() -> None:
    sealed = Record("feedback", "f", {"level": 6}, held=True, confided={"summary": (CONDUCT,)})
    focal_point = Reader("Hawa", Level.RESTRICTED, frozenset({CONDUCT}))

    assert opening_refusals(FEEDBACK, sealed, {"level": 2}, CELL)
    assert opening_refusals(FEEDBACK, sealed, {"level": 2}, focal_point) == ()
    held = Record("feedback", "f", {"level": 7}, held=True)
    assert opening_refusals(FEEDBACK, held, {"level": 2}, focal_point)


def test_an_open_answer_does_not_name_a_closed_record() -> None:
    def find(record: str) -> Record | None:
        return GRAVE if record == "f" else Record("feedback", record, {"level": 2})

    for kind in ("decision", "escalation"):
        (problem,) = tie_refusals(KINDS[kind], {}, {"feedback": "f"}, find)
        assert (problem.field, type(problem.error)) == ("feedback", TiesToClosed)
        assert tie_refusals(KINDS[kind], {}, {"feedback": "g"}, find) == ()
        assert tie_refusals(KINDS[kind], {}, {"feedback": None}, find) == ()
    assert tie_refusals(KINDS["escalation"], {}, {"complaint": "f"}, find) == ()
    assert tie_refusals(KINDS["decision"], {}, {"feedback": "f"}, lambda _id: None) == ()


@given(pairs)
def test_whoever_is_cleared_is_refused_nothing_and_others_only_what_would_open(
    pair: tuple[RecordKind, dict[str, Value], dict[str, Value]],
) -> None:
    kind, before, change = pair
    now = Record(kind.name, "r", before)
    found = opening_refusals(kind, now, change, OFFICER)

    assert opening_refusals(kind, now, change, EVERYTHING) == ()
    if found:
        assert is_closed(kind, before, held=False)
        assert not is_closed(kind, {**before, **change}, held=False)
    elif is_closed(kind, before, held=False):
        after = {**before, **change}
        deciding = {each.unless.field for each in kind.raised}
        assert is_closed(kind, after, held=False) or not deciding & change.keys()


@given(pairs)
def test_no_link_that_the_team_can_read_gets_past_to_a_closed_record(
    pair: tuple[RecordKind, dict[str, Value], dict[str, Value]],
) -> None:
    kind, before, change = pair
    found = {
        problem.field
        for problem in tie_refusals(
            kind, before, change, lambda _id: Record("feedback", "f", {"level": 7})
        )
    }

    for field in kind.fields:
        if isinstance(field.type, Link) and field.type.kind in ("feedback", "incident"):
            level = kind.level_of(field.name, {**before, **change})
            named = change.get(field.name) is not None
            assert (field.name in found) == (named and level < Level.RESTRICTED)
