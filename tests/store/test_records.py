"""Saving appends facts and derives records; nothing said is lost or overwritten unseen."""

from dataclasses import replace

import pytest

from fieldapp.domain.disclosure import COMMUNITY, Reader, disclose
from fieldapp.domain.fact import to_json
from fieldapp.domain.kinds import UnknownKind
from fieldapp.domain.schema import Level, UnknownField
from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.store import journal, records
from fieldapp.store.database import writing
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace

MEETING = {"title": "The well", "held_on": "2026-11-01", "place": "SS0101"}
GRAVE = {"received_on": "2026-11-01", "level": 5}
LATER = {"received_on": "2026-11-09"}
INCIDENT = {"happened_on": "2026-11-01", "type": "threat", "account": "what was told"}


def fact_count(workspace: Workspace) -> int:
    return int(workspace.db.conn.execute("SELECT count(*) FROM fact").fetchone()[0])


def test_a_save_holds_only_what_changed(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))
    records.save(amina, Change("meeting", {**MEETING, "title": "The new well"}, record))

    facts = records.history(amina, record)

    assert [dict(fact.values) for fact in facts] == [MEETING, {"title": "The new well"}]
    assert facts[1].base == {"title": (facts[0].id,)}


def test_saving_the_same_again_says_nothing_new(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))

    records.save(amina, Change("meeting", MEETING, record))

    assert fact_count(amina) == 1


def test_what_its_author_vouches_for_is_written_again_with_whatever_else_changes(
    amina: Workspace,
) -> None:
    known = {"title": "Water", "held_on": "2026-11-03"}
    meeting = records.save(amina, Change("meeting", known))
    vouched = frozenset({"title", "language"})
    again = Change("meeting", {**known, "language": None}, meeting, again=vouched)

    records.save(amina, again)
    assert len(records.history(amina, meeting)) == 1
    records.save(amina, replace(again, values={**again.values, "held_on": "2026-11-04"}))

    fact = records.history(amina, meeting)[1]
    assert fact.values == {"title": "Water", "language": None, "held_on": "2026-11-04"}
    heads = records.load(amina, "meeting", meeting).heads
    assert heads == dict.fromkeys(fact.values, (fact.id,))


def test_restricted_answers_travel_in_a_scope_of_their_own(amina: Workspace) -> None:
    record = records.save(amina, Change("incident", INCIDENT))

    scopes = {fact.scope: set(fact.values) for fact in records.history(amina, record)}

    assert scopes == {TEAM: {"happened_on", "type"}, RESTRICTED: {"account"}}


def test_both_facts_of_a_save_carry_the_same_save_id(amina: Workspace) -> None:
    record = records.save(amina, Change("incident", INCIDENT))

    assert len({fact.save for fact in records.history(amina, record)}) == 1


def test_a_complaint_that_turns_grave_leaves_the_team_scope(amina: Workspace) -> None:
    record = records.save(
        amina, Change("feedback", {"received_on": "2026-11-01", "level": 2, "summary": "a bribe"})
    )
    records.save(amina, Change("feedback", {"level": 5}, record))

    facts = records.history(amina, record)
    team = [fact for fact in facts if fact.scope == TEAM]
    now = records.load(amina, "feedback", record)

    assert now.values["summary"] == "a bribe"
    assert journal.work_out(team).values["summary"] is None
    assert "summary" not in disclose(now, Reader("", Level.TEAM)).values
    assert not now.clashes


def lowered_by_somebody_else(amina: Workspace, record: str, level: int) -> None:
    """Let a fact arrive from an officer who never saw what it would open."""
    now = records.load(amina, "feedback", record)
    lowering = replace(
        records.history(amina, record)[0],
        id="0199" + "a" * 28,
        save="b" * 32,
        scope=TEAM,
        values={"level": level},
        base={"level": now.heads["level"]},
        time="f" * 24,
        sealed="",
    )
    with writing(amina.db, amina.file):
        journal.append(amina.db, [(lowering, to_json(lowering))], pack="p")


def test_a_grave_complaint_stays_closed_when_its_level_is_lowered_by_who_never_read_it(
    amina: Workspace,
) -> None:
    grave = {"received_on": "2026-11-01", "level": 6, "summary": "a driver", "place": "SS01"}
    record = records.save(amina, Change("feedback", grave))

    lowered_by_somebody_else(amina, record, 3)
    records.save(amina, Change("feedback", {"answer": "He is gone"}, record))

    now = records.load(amina, "feedback", record)
    assert now.values["level"] == 3
    assert now.held
    assert set(disclose(now, Reader("", Level.TEAM)).values) == {"received_on", "level"}
    assert disclose(now, COMMUNITY).values == {}
    protection = Reader("", Level.RESTRICTED).without_mask()
    assert disclose(now, protection).values["summary"] == "a driver"
    team = [fact for fact in records.history(amina, record) if fact.scope == TEAM]
    assert "answer" not in journal.work_out(team).values


def test_whoever_may_read_a_complaint_opens_it_by_lowering_its_level(amina: Workspace) -> None:
    grave = {"received_on": "2026-11-01", "level": 6, "summary": "the queue", "place": "SS01"}
    record = records.save(amina, Change("feedback", grave))

    records.save(amina, Change("feedback", {"level": 3}, record))

    now = records.load(amina, "feedback", record)
    team = [fact for fact in records.history(amina, record) if fact.scope == TEAM]
    assert not now.held
    assert not now.clashes
    assert disclose(now, COMMUNITY).values["summary"] == "the queue"
    assert journal.work_out(team).values["summary"] == "the queue"


def test_a_change_that_closes_a_record_leaves_nothing_of_it_with_the_team(amina: Workspace) -> None:
    incident = {"happened_on": "2026-11-01", "type": "threat", "place": "SS01", "summary": "one"}
    record = records.save(amina, Change("incident", incident))
    records.save(amina, Change("incident", {"type": "sexual_violence", "summary": "two"}, record))

    team = [fact for fact in records.history(amina, record) if fact.scope == TEAM]
    now = records.load(amina, "incident", record)

    left = {name: value for name, value in journal.work_out(team).values.items() if value}
    assert left == {"happened_on": "2026-11-01"}
    assert (now.values["type"], now.values["summary"]) == ("sexual_violence", "two")
    assert now.values["place"] == "SS01"
    assert not now.clashes


def test_a_clash_that_is_settled_as_grave_leaves_the_team_scope_too(amina: Workspace) -> None:
    complaint = {"received_on": "2026-11-01", "level": 2, "summary": "a bribe"}
    record = records.save(amina, Change("feedback", complaint))
    seen = records.load(amina, "feedback", record).heads
    for level in (3, 6):
        records.save(amina, Change("feedback", {"level": level}, record, base=seen))

    records.settle_field(amina, "feedback", record, "level", 6)

    team = [fact for fact in records.history(amina, record) if fact.scope == TEAM]
    assert journal.work_out(team).values["summary"] is None
    assert records.load(amina, "feedback", record).values["summary"] == "a bribe"


def test_editing_from_an_old_view_keeps_both_answers(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))
    seen = records.load(amina, "meeting", record).heads
    records.save(amina, Change("meeting", {"title": "Mine"}, record, base=seen))
    records.save(amina, Change("meeting", {"title": "Yours"}, record, base=seen))

    now = records.load(amina, "meeting", record)

    assert {head.value for head in now.clashes["title"]} == {"Mine", "Yours"}
    assert records.clashing(amina)[0][0].id == record


def test_settling_a_clash_ends_it_and_keeps_the_history(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))
    seen = records.load(amina, "meeting", record).heads
    for title in ("Mine", "Yours"):
        records.save(amina, Change("meeting", {"title": title}, record, base=seen))

    records.settle_field(amina, "meeting", record, "title", "Mine")

    assert records.load(amina, "meeting", record).values["title"] == "Mine"
    assert records.clashing(amina) == []
    assert len(records.history(amina, record)) == 4


def test_settling_with_the_answer_shown_meanwhile_ends_the_clash_too(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))
    seen = records.load(amina, "meeting", record).heads
    for title in ("Mine", "Yours"):
        records.save(amina, Change("meeting", {"title": title}, record, base=seen))
    shown = records.load(amina, "meeting", record).values["title"]

    records.settle_field(amina, "meeting", record, "title", shown)

    assert not records.load(amina, "meeting", record).clashes


def test_a_deleted_record_leaves_the_lists_but_not_the_journal(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))

    records.delete(amina, "meeting", record, "entered twice")

    assert records.query(amina, Wanted("meeting")) == []
    assert records.query(amina, Wanted("meeting", words="well")) == []
    assert records.load(amina, "meeting", record).deleted == "entered twice"
    assert records.history(amina, record)[0].values["title"] == "The well"


def test_a_deleted_record_can_be_put_back(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))
    records.delete(amina, "meeting", record, "entered twice")

    records.restore(amina, "meeting", record)

    assert [found.id for found in records.query(amina, Wanted("meeting", words="well"))] == [record]


def test_an_edit_that_did_not_know_of_the_delete_brings_the_record_back(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))
    seen = records.load(amina, "meeting", record).heads
    records.delete(amina, "meeting", record, "entered twice")
    records.save(amina, Change("meeting", {"title": "Still needed"}, record, base=seen))

    now = records.load(amina, "meeting", record)

    assert now.deleted is None
    assert now.edited_after_delete


def test_what_only_restricted_readers_know_of_is_deleted_in_their_scope(amina: Workspace) -> None:
    victim = {"incident": "i1", "sex": "female", "age_group": "adult", "killed_min": 1}
    record = records.save(amina, Change("victim", victim))

    records.delete(amina, "victim", record, "entered twice")

    assert {fact.scope for fact in records.history(amina, record)} == {RESTRICTED}


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (Change("meting", MEETING), UnknownKind),
        (Change("meeting", {"titel": "x"}), UnknownField),
    ],
)
def test_what_does_not_exist_is_refused_and_nothing_is_saved(
    amina: Workspace, change: Change, error: type[Exception]
) -> None:
    with pytest.raises(error):
        records.save_all(amina, [Change("meeting", MEETING), change])

    assert fact_count(amina) == 0


def test_a_record_is_not_found_under_another_kind(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))

    with pytest.raises(NoSuchRecord):
        records.load(amina, "deliverable", record)


def test_lists_narrow_by_answer_words_place_parent_and_page(amina: Workspace) -> None:
    ids = [
        records.save(
            amina,
            Change("meeting", {"title": f"Réunion {n}", "held_on": f"2026-11-0{n}",
                               "place": "SS01" if n % 2 else "SS02", "type": "women"}),
        )
        for n in range(1, 6)
    ]  # fmt: skip
    row = {"meeting": ids[0], "sex": "female", "age_group": "adult", "count": 9}
    child = records.save(amina, Change("attendance", row))

    def listed(wanted: Wanted) -> list[str]:
        return [record.id for record in records.query(amina, wanted)]

    assert listed(Wanted("meeting")) == ids[::-1]
    assert listed(Wanted("meeting", newest_first=False)) == ids
    assert listed(Wanted("meeting", limit=2, offset=1)) == [ids[3], ids[2]]
    assert listed(Wanted("meeting", where={"place": "SS02"})) == [ids[3], ids[1]]
    assert listed(Wanted("meeting", places=("SS01",))) == [ids[4], ids[2], ids[0]]
    assert listed(Wanted("meeting", words="reunion 3")) == [ids[2]]
    assert listed(Wanted("meeting", words='"; DROP TABLE fact --')) == []
    assert listed(Wanted("meeting", words="...")) == []
    assert listed(Wanted("attendance", parents=(ids[0],))) == [child]
    assert records.count(amina, Wanted("meeting", where={"type": "women"}, limit=1)) == 5


def test_a_list_by_a_field_that_is_not_there_is_refused(amina: Workspace) -> None:
    with pytest.raises(UnknownField):
        records.query(amina, Wanted("meeting", where={"') OR 1=1 --": "x"}))


def test_every_kind_of_value_comes_back_as_it_went_in(amina: Workspace) -> None:
    values = {"title": "𞤀𞤣𞤤𞤢𞤥 العربية\nሰላም", "held_on": "2026-11-01", "interpreter": False,
              "missing": ("women", "youth"), "place": "0012"}  # fmt: skip
    record = records.save(amina, Change("meeting", values))

    assert records.load(amina, "meeting", record).values == values


def test_clearing_an_answer_is_an_answer(amina: Workspace) -> None:
    record = records.save(amina, Change("meeting", MEETING))

    records.save(amina, Change("meeting", {"place": None}, record))

    assert records.load(amina, "meeting", record).values["place"] is None
    assert records.query(amina, Wanted("meeting", places=("SS0101",))) == []


def test_ids_sort_by_the_time_they_were_made(amina: Workspace) -> None:
    first = records.save(amina, Change("meeting", MEETING))
    while amina.around.wall_ms() == int(first.replace("-", "")[:12], 16):
        pass
    second = records.save(amina, Change("meeting", MEETING))

    assert first < second
    assert first[14] == "7"


def test_a_record_is_found_by_the_one_that_it_names(amina: Workspace) -> None:
    work = records.save(amina, Change("deliverable", {"title": "Pump"}))
    other = records.save(amina, Change("deliverable", {"title": work}))
    risk = records.save(amina, Change("risk", {"title": "Rains", "deliverable": work}))
    old = records.save(amina, Change("feedback", {**GRAVE, "about": work}))
    new = records.save(amina, Change("feedback", {**GRAVE, "about": work, **LATER}))
    records.save(amina, Change("risk", {"title": f"Not {work}", "deliverable": other}))

    found = records.linking(amina, work, [("risk", "deliverable"), ("feedback", "about")])

    assert [record.id for record in found] == [new, old, risk]
    assert records.linking(amina, work, [("risk", "season")]) == []
    assert records.linking(amina, work, []) == []


def test_a_record_that_was_taken_out_names_nothing(amina: Workspace) -> None:
    work = records.save(amina, Change("deliverable", {"title": "Pump"}))
    risk = records.save(amina, Change("risk", {"title": "Rains", "deliverable": work}))
    records.delete(amina, "risk", risk, "twice")

    assert records.linking(amina, work, [("risk", "deliverable")]) == []


def test_nobody_asks_for_a_question_that_does_not_exist(amina: Workspace) -> None:
    with pytest.raises(UnknownField):
        records.linking(amina, "r1", [("risk", "deliverable') OR 1 --")])


def test_an_id_is_looked_for_and_never_read_as_sql(amina: Workspace) -> None:
    records.save(amina, Change("risk", {"title": "Rains", "deliverable": "w1"}))

    assert records.linking(amina, "' OR '1' = '1", [("risk", "deliverable")]) == []


def test_several_records_are_taken_out_together_or_not_at_all(amina: Workspace) -> None:
    held = [records.save(amina, Change("meeting", {"title": title})) for title in ("One", "Two")]

    with pytest.raises(NoSuchRecord):
        records.delete_all(amina, [("meeting", held[0]), ("meeting", "nowhere")], "twice")
    assert records.count(amina, Wanted("meeting")) == 2

    records.delete_all(amina, [("meeting", each) for each in held], "twice")
    assert records.count(amina, Wanted("meeting")) == 0
    assert records.load(amina, "meeting", held[1]).deleted == "twice"
