"""One answer for many records: shown before, left out where it must not be, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.store import drafts, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync import bulk
from fieldapp.sync.bulk import Alike, BeingWritten, NotAsked, NotForMany, NotSeen, OutOfReach, Plan
from tests.sync.conftest import Mission
from tests.sync.world import CHEAP, PASSPHRASE


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Workspace]:
    opened, _ = workspaces.create(tmp_path / "amina", PASSPHRASE, "Amina", cost=CHEAP)
    yield opened
    workspaces.close(opened)


def lesson(workspace: Workspace, what: str, **values: Value) -> str:
    return records.save(workspace, Change("lesson", {"what": what, **values}))


def answer(workspace: Workspace, record: str, name: str = "status") -> Value:
    return records.load(workspace, "lesson", record).values.get(name)


def why(plan: Plan, record: str) -> type[Exception] | None:
    (line,) = [line for line in plan.lines if line.record == record]
    return type(line.why) if line.why else None


def test_what_is_shown_is_what_is_done_and_what_is_left_out_says_why(alone: Workspace) -> None:
    noted = lesson(alone, "a", status="noted")
    proposed = lesson(alone, "b", status="proposed")
    applied = lesson(alone, "c", status="applied")
    rejected = lesson(alone, "d", status="rejected")
    written = lesson(alone, "e", status="noted")
    drafts.keep(alone, written, "lesson", {})
    gone = lesson(alone, "f", status="noted")
    records.delete(alone, "lesson", gone, "twice")
    ids = [noted, proposed, applied, rejected, written, gone, "nobody"]

    plan = bulk.plan(alone, "lesson", ids, "status", "applied")
    facts = alone.db.conn.execute("SELECT count(*) FROM fact").fetchone()[0]
    done = bulk.carry_out(alone, plan)

    assert [line.record for line in plan.changing] == [noted, proposed]
    assert [line.before for line in plan.changing] == ["noted", "proposed"]
    assert [line.record for line in done.lines] == [noted, proposed]
    assert why(plan, applied) is Alike
    assert why(plan, written) is BeingWritten
    assert why(plan, gone) is why(plan, "nobody") is OutOfReach
    assert why(plan, rejected) is not None  # no step of the workflow leads there
    assert [answer(alone, each) for each in (noted, proposed, rejected, written)] == [
        "applied", "applied", "rejected", "noted",
    ]  # fmt: skip
    assert alone.db.conn.execute("SELECT count(*) FROM fact").fetchone()[0] == facts + 2


def test_taking_back_puts_back_what_nobody_has_answered_anew(alone: Workspace) -> None:
    ids = [lesson(alone, str(n), who="analyst") for n in range(3)]
    done = bulk.carry_out(alone, bulk.plan(alone, "lesson", ids, "who", "administrator"))
    records.save(alone, Change("lesson", {"who": "team_leader"}, ids[1]))

    back = bulk.take_back(alone, done)

    assert [answer(alone, each, "who") for each in ids] == ["analyst", "team_leader", "analyst"]
    assert back.left == (ids[1],)
    assert len(records.history(alone, ids[0])) == 3  # nothing said is lost


def test_what_somebody_says_between_showing_and_doing_stays(alone: Workspace) -> None:
    first, second = lesson(alone, "a", who="analyst"), lesson(alone, "b", who="analyst")
    plan = bulk.plan(alone, "lesson", [first, second], "who", "administrator")
    records.save(alone, Change("lesson", {"who": "team_leader"}, first))

    done = bulk.carry_out(alone, plan)

    assert done.left == (first,)
    assert answer(alone, first, "who") == "team_leader"
    assert answer(alone, second, "who") == "administrator"


def test_an_empty_answer_takes_one_away_but_not_where_it_is_required(alone: Workspace) -> None:
    record = records.save(
        alone, Change("meeting", {"title": "well", "held_on": "2026-11-03", "type": "open"})
    )

    cleared = bulk.carry_out(alone, bulk.plan(alone, "meeting", [record], "type", None))
    kept = bulk.plan(alone, "meeting", [record], "held_on", None)

    assert len(cleared.lines) == 1
    assert records.load(alone, "meeting", record).values.get("type") is None
    assert kept.changing == ()


def test_a_question_that_is_not_asked_there_is_not_answered(alone: Workspace) -> None:
    record = records.save(alone, Change("commitment", {"what": "well", "status": "open"}))

    plan = bulk.plan(alone, "commitment", [record], "done_on", "2026-11-03")

    assert why(plan, record) is NotAsked


def test_what_decides_who_reads_is_answered_record_by_record(alone: Workspace) -> None:
    for name in ("level", "summary", "against"):
        with pytest.raises(NotForMany):
            bulk.plan(alone, "feedback", [], name, None)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_nothing_that_decides_who_reads_or_points_to_a_person_is_answered_for_many(
    kind: RecordKind,
) -> None:
    offered = {field.name for field in bulk.fields_for_many(kind, Level.RESTRICTED)}

    assert not offered & {each.unless.field for each in kind.raised}
    assert not offered & {field.name for field in kind.fields if field.identifies}
    assert not offered & {kind.parent, kind.kept_from}
    team = bulk.fields_for_many(kind, Level.TEAM)
    assert all(field.level <= Level.TEAM for field in team)


def test_what_is_not_shown_is_not_replaced_and_not_even_compared(mission: Mission) -> None:
    officer = mission.officer
    mild, grave = (
        records.save(
            officer,
            Change("feedback", {"received_on": "2026-11-01", "level": level, "status": "open"}),
        )
        for level in (2, 5)
    )

    plan = bulk.plan(officer, "feedback", [mild, grave], "handled_by", "analyst")
    same = bulk.plan(officer, "feedback", [mild, grave], "status", "open")
    assert [why(plan, mild), why(plan, grave)] == [None, NotSeen]
    assert [why(same, mild), why(same, grave)] == [Alike, NotSeen]
    done = bulk.carry_out(officer, plan)

    assert [line.record for line in done.lines] == [mild]
