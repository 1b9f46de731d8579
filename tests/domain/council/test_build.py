"""Choosing what the council's paper says: only its own place and period, in a steady order."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.council import KINDS_ON_PAPER, CouncilPaper, council_paper
from fieldapp.domain.council.build import MOST_ANSWERS, NotForPaper
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.council.villages import (
    GOROM,
    NEEDS,
    YEI,
    Village,
    changed_on,
    paper,
    row,
    villages,
)

WELL = row("deliverable", "well", place=GOROM, title="Well")
TALK = row("meeting", "talk", place=GOROM, title="Planting", held_on="2026-05-04")
REVIEW = row("joint_review", "review", place=GOROM, held_on="2026-04-03", number=2)


# ------------------------------------------------------------------ what is let in


def test_only_records_disclosed_to_the_community_are_taken() -> None:
    meeting = Record("meeting", "1", {"title": "Planting"})
    for_the_team = disclose(meeting, Reader("Amina", Level.TEAM))

    with pytest.raises(NotForPaper):
        council_paper(NEEDS, {"meeting": [for_the_team]})


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(KINDS_ON_PAPER)))
def test_kinds_that_have_no_place_on_a_paper_are_refused_even_when_disclosed(kind: str) -> None:
    with pytest.raises(NotForPaper):
        council_paper(NEEDS, {kind: [row(kind, "1")]})


def test_an_incident_is_refused_under_another_name_too() -> None:
    with pytest.raises(NotForPaper):
        council_paper(NEEDS, {"meeting": [row("incident", "1", type="threat")]})


@pytest.mark.parametrize("name", ["mood", "security_note", "from_a_newer_version"])
def test_a_record_that_holds_more_than_may_stand_on_a_paper_is_refused(name: str) -> None:
    held = row("meeting", "1", title="Planting")
    forged = replace(held, values={**held.values, name: "CANARY"})

    with pytest.raises(NotForPaper) as caught:
        council_paper(NEEDS, {"meeting": [forged]})
    assert "CANARY" not in str(caught.value)


# ------------------------------------------------------------------ place and order


@settings(max_examples=15)
@given(villages(GOROM), villages(YEI, prefix="yei-"))
def test_what_belongs_to_another_place_changes_nothing(own: Village, other: Village) -> None:
    both = {kind: [*own[kind], *other[kind]] for kind in KINDS_ON_PAPER}

    assert council_paper(NEEDS, both) == council_paper(NEEDS, own)


@settings(max_examples=15)
@given(villages(GOROM), st.randoms(use_true_random=False))
def test_the_order_in_which_records_come_changes_nothing(village: Village, random: Random) -> None:
    shuffled = {kind: random.sample(rows, len(rows)) for kind, rows in village.items()}

    assert council_paper(NEEDS, shuffled) == council_paper(NEEDS, village)


def test_a_place_is_known_by_its_pcode_and_by_the_id_of_its_record() -> None:
    by_pcode = row("deliverable", "1", place="SS0101", title="Well")
    by_id = row("deliverable", "2", place=GOROM, title="School")

    assert {work.title for work in paper(by_pcode, by_id).works} == {"Well", "School"}


def test_the_place_tells_how_to_reach_us_and_how_to_complain() -> None:
    place = row("place", GOROM, languages="Bari", contact="The office", complaints="1\n2")

    made = paper(place, row("place", YEI, name="Yei", contact="Elsewhere"))

    assert (made.languages, made.contact, made.complaints) == ("Bari", "The office", ("1", "2"))


def test_without_any_record_the_paper_is_empty_but_whole() -> None:
    empty = paper()

    assert isinstance(empty, CouncilPaper)
    assert (empty.code, empty.place, empty.made_on) == (NEEDS.code, "Gorom", NEEDS.made_on)
    assert (empty.promises, empty.works, empty.answers, empty.disputes) == ((), (), (), ())
    assert empty.review_number is None


# ------------------------------------------------------------------ meetings and promises


@pytest.mark.parametrize(
    ("day", "counts"),
    [("2026-03-31", 0), ("2026-04-01", 1), ("2026-06-30", 1), ("2026-07-01", 0), (None, 0)],
)
def test_the_first_and_the_last_day_belong_to_the_period(day: str | None, counts: int) -> None:
    meeting = row("meeting", "1", place=GOROM, held_on=day, missing=("women",))
    said = row("feedback", "2", place=GOROM, received_on=day, level=1, summary="Where is the pump?")

    made = paper(meeting, said)

    assert made.presence.meetings == counts
    assert made.missing == ("women",) * counts
    assert len(made.answers) == counts


@pytest.mark.parametrize(("stands", "counts"), [("held", 1), ("planned", 0), ("not_held", 0)])
def test_a_meeting_that_was_not_held_is_not_on_the_paper(stands: str, counts: int) -> None:
    meeting = row(
        "meeting", "1", place=GOROM, held_on="2026-05-01", took_place=stands, missing=("women",)
    )

    made = paper(meeting)

    assert (made.presence.meetings, made.missing) == (counts, ("women",) * counts)


def test_who_was_missing_is_told_once_in_the_order_of_the_list() -> None:
    first = row("meeting", "1", place=GOROM, held_on="2026-05-01", missing=("youth", "x-fishers"))
    second = row("meeting", "2", place=GOROM, held_on="2026-05-02", missing=("women", "youth"))

    assert paper(first, second).missing == ("women", "youth", "x-fishers")


def promise(status: str | None = None, changed: str = "2026-01-10", **values: Value) -> Disclosed:
    said: dict[str, Value] = {"what": "a pump", "promised_by": "us", "status": status}
    return row("commitment", "1", changed_on(changed), place=GOROM, **{**said, **values})


@pytest.mark.parametrize("status", [None, "open", "late"])
@pytest.mark.parametrize("due", [None, "2020-01-01", "2026-05-01", "2030-01-01"])
def test_a_promise_that_is_open_is_always_on_the_paper(status: str | None, due: str | None) -> None:
    (found,) = paper(promise(status, due_on=due)).promises

    assert found.status == (status or "open")
    assert found.due_on == (due or "")


@pytest.mark.parametrize("status", ["kept", "not_kept", "dropped"])
def test_a_promise_that_ended_is_told_once_and_then_no_more(status: str) -> None:
    before, within = "2026-01-10", "2026-04-01"

    assert paper(promise(status, changed=within, due_on=before)).promises
    assert paper(promise(status, changed=before, due_on="2026-06-30")).promises
    assert not paper(promise(status, changed=before, due_on=before)).promises


def test_a_promise_that_was_kept_counts_from_the_day_it_was_kept() -> None:
    assert paper(promise("kept", done_on="2026-04-01", due_on="2026-01-10")).promises
    assert not paper(
        promise("kept", "2026-05-01", done_on="2026-03-31", due_on="2026-01-10")
    ).promises


def test_what_was_promised_after_the_period_is_for_the_next_paper() -> None:
    later = row("meeting", "later", place=GOROM, held_on="2026-07-01")
    elsewhere = row("meeting", "elsewhere", place=YEI, held_on="2026-07-01")

    assert not paper(later, promise("open", meeting="later")).promises
    assert not paper(elsewhere, promise("open", meeting="elsewhere")).promises


def test_a_promise_belongs_to_the_place_of_its_meeting_as_well() -> None:
    made_here = row("commitment", "1", meeting="talk", what="a pump", promised_by="us")
    made_there = row("commitment", "2", meeting="yei", what="a road", promised_by="us")

    promises = paper(TALK, row("meeting", "yei", place=YEI), made_here, made_there).promises

    assert [promise.what for promise in promises] == ["a pump"]


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        ("open", "2026-07-01", True),
        ("open", "2026-07-02", False),
        ("open", None, False),
        (None, "2026-07-01", True),
        ("kept", "2026-07-01", False),
        ("dropped", "2026-07-01", False),
    ],
)
def test_an_open_promise_is_late_once_its_day_has_passed(
    status: str | None, due: str | None, late: bool
) -> None:
    (found,) = paper(promise(status, "2026-05-01", due_on=due)).promises

    assert found.late is late


def test_promises_come_by_their_day_those_without_one_last() -> None:
    days = {"a": None, "b": "2026-06-01", "c": "2026-04-02"}
    rows = [
        row("commitment", what, place=GOROM, what=what, promised_by="us", due_on=day)
        for what, day in days.items()
    ]

    assert [promise.what for promise in paper(*rows).promises] == ["c", "b", "a"]


# ------------------------------------------------------------------ you said, we did


def feedback(words: str, level: int | None = 2, **values: Value) -> Disclosed:
    said: dict[str, Value] = {"received_on": "2026-05-01", "summary": words, "level": level}
    return row("feedback", words, place=GOROM, **{**said, **values})


def test_only_feedback_that_may_be_read_aloud_is_on_the_paper() -> None:
    said = paper(*(feedback(f"level {level}", level) for level in (1, 2, 3, 4, 5, 6, 7, None)))

    assert {answer.said for answer in said.answers} == {"level 1", "level 2", "level 3"}


def test_answered_feedback_comes_first_then_the_newest() -> None:
    said = paper(
        feedback("old", received_on="2026-04-01"),
        feedback("new", received_on="2026-06-01"),
        feedback("answered", received_on="2026-04-01", outcome="could_not", answer="No money"),
        feedback("waiting", received_on="2026-05-01", outcome="pending"),
    ).answers

    assert [answer.said for answer in said] == ["answered", "new", "waiting", "old"]
    assert [answer.outcome for answer in said] == ["could_not", "pending", "pending", "pending"]
    assert said[0].answer == "No money"


def test_feedback_without_words_is_not_on_the_paper() -> None:
    assert paper(feedback("", level=1)).answers == ()
    assert paper(feedback("x", level=1, summary=None)).answers == ()


def test_what_was_raised_in_a_meeting_is_answered_once_something_came_of_it() -> None:
    raised = row("issue", "i", meeting="talk", said="The pump is dry", outcome="did", answer="Dug")
    waiting = row("issue", "j", meeting="talk", said="No shade")
    elsewhere = row("issue", "k", meeting="other", said="No road", outcome="did")

    said = paper(TALK, raised, waiting, elsewhere, feedback("late", received_on="2026-06-01"))
    assert [answer.said for answer in said.answers] == ["The pump is dry", "late"]
    assert said.answers[0].answer == "Dug"


def test_a_decision_on_the_plan_that_promises_nothing_is_no_promise() -> None:
    plan = row("decision", "d", place=GOROM, what="Pause the road", type="pause")
    both = row("decision", "e", place=GOROM, what="Dig", type="scale_up", promised_by="us")

    assert [promise.what for promise in paper(plan, both).promises] == ["Dig"]


def test_no_more_feedback_is_printed_than_is_heard_when_read_aloud() -> None:
    assert len(paper(*(feedback(f"{n}") for n in range(20))).answers) == MOST_ANSWERS


# ------------------------------------------------------------------ works and money


def test_a_work_shows_both_sides_of_every_step_and_check() -> None:
    work = paper(
        WELL,
        row("milestone", "m2", deliverable="well", title="Pump", due_on="2026-06-01"),
        row("milestone", "m1", deliverable="well", title="Hole", due_on="2026-05-01",
            status_mission="done", status_community="partly", community_words="It is not deep"),
        row("verification", "v", deliverable="well", claim="40 m", verdict="confirmed",
            community_verdict="disputed", independent=True),
        row("milestone", "x", deliverable="school", title="Roof"),
    ).works[0]  # fmt: skip

    assert [step.title for step in work.steps] == ["Hole", "Pump"]
    hole, pump = work.steps
    assert (hole.ours, hole.theirs, hole.their_words) == ("done", "partly", "It is not deep")
    assert hole.disputed is True
    assert pump.disputed is False
    (check,) = work.checks
    assert (check.ours, check.theirs, check.independent) == ("confirmed", "disputed", True)


def test_works_come_by_the_communitys_rank_then_by_their_day() -> None:
    rows = [
        row("deliverable", "1", place=GOROM, title="road", planned_end="2026-01-01"),
        row("deliverable", "2", place=GOROM, title="school", priority=2),
        row("deliverable", "3", place=GOROM, title="well", priority=1, planned_end="2027-01-01"),
        row("deliverable", "4", place=GOROM, title="clinic"),
    ]

    assert [work.title for work in paper(*rows).works] == ["well", "school", "road", "clinic"]


# ------------------------------------------------------------------ reviews


def test_the_latest_review_up_to_the_end_of_the_period_speaks() -> None:
    made = paper(
        row("joint_review", "old", place=GOROM, held_on="2026-01-02", worked="old", number=1),
        row("joint_review", "now", place=GOROM, held_on="2026-06-30", worked="now", number=2),
        row("joint_review", "next", place=GOROM, held_on="2026-07-01", worked="next", number=3),
        row("joint_review", "yei", place=YEI, held_on="2026-06-30", worked="yei", number=4),
        row("score", "1", joint_review="now", subject="Water", women=60, men=0),
        row("score", "2", joint_review="old", subject="Roads", women=10),
        row("decision", "3", joint_review="now", what="Dig", promised_by="them"),
        row("decision", "4", joint_review="next", what="Not yet"),
    )

    assert (made.worked, made.review_number) == ("now", 2)
    assert [(s.subject, s.women, s.men, s.youth) for s in made.scores] == [("Water", 60, 0, None)]
    assert [step.what for step in made.next_steps] == ["Dig"]


def test_the_scorecard_reads_the_same_in_every_review() -> None:
    roads, water = (
        row("score", subject, joint_review="review", subject=subject)
        for subject in ("Roads", "Water")
    )

    for rows in ((roads, water), (water, roads)):
        assert [score.subject for score in paper(REVIEW, *rows).scores] == ["Roads", "Water"]


def decided(what: str, review: str, changed: str, **values: Value) -> Disclosed:
    said: dict[str, Value] = {"joint_review": review, "what": what, "promised_by": "us", **values}
    return row("decision", what, changed_on(changed), **said)


def test_what_was_decided_is_followed_as_a_promise_until_it_ended() -> None:
    before, within = "2026-01-10", "2026-05-01"
    old = row("joint_review", "old", place=GOROM, held_on="2025-01-02")
    alone = row("decision", "alone", changed_on(before), place=GOROM, what="of no review")

    made = paper(
        old,
        REVIEW,
        alone,
        decided("next", "review", within),
        decided("done", "review", within, status="kept", done_on="2026-05-01"),
        decided("open", "old", before, due_on="2025-02-01"),
        decided("over", "old", before, status="dropped"),
        decided("given up", "old", within, status="dropped", reason="No road in the rains"),
    )

    assert [step.what for step in made.next_steps] == ["next"]
    assert [(promise.what, promise.status) for promise in made.promises] == [
        ("open", "open"),
        ("of no review", "open"),
        ("done", "kept"),
        ("given up", "dropped"),
    ]
    assert [promise.late for promise in made.promises] == [True, False, False, False]


def test_a_dispute_stays_on_the_paper_until_it_is_settled() -> None:
    old = row("joint_review", "old", place=GOROM, held_on="2025-01-02")
    open_one = row("finding", "1", joint_review="old", ours="Done", theirs="No", status="disputed")
    settled = row("finding", "2", joint_review="old", ours="Done", status="amended")

    disputes = paper(old, REVIEW, open_one, settled).disputes

    assert [(dispute.ours, dispute.theirs) for dispute in disputes] == [("Done", "No")]


def test_what_the_council_proposed_last_time_is_on_the_paper() -> None:
    old = row("joint_review", "old", place=GOROM, held_on="2025-01-02")
    last_time = row("finding", "1", joint_review="review", ours="Here", alternative="By the school")
    long_ago = row("finding", "2", joint_review="old", ours="Here", alternative="By the river")
    agreed = row("finding", "3", joint_review="review", ours="Good", status="validated")

    disputes = paper(old, REVIEW, last_time, long_ago, agreed).disputes

    assert [dispute.alternative for dispute in disputes] == ["By the school"]
