"""A council's paper is not made with a number, a position, a name or the day of a payment on it."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from fieldapp.domain.council import KINDS_ON_PAPER, council_paper
from fieldapp.domain.council.leave_out import (
    Answer,
    NothingToLeaveOut,
    answer_named,
    leave_out,
)
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Text
from fieldapp.domain.hostile.council import told_of_paper
from fieldapp.domain.hostile.reading import Known, read
from fieldapp.domain.hostile.stop import TellsTooMuch, TellsTooMuchSomewhere, refuse
from fieldapp.domain.kinds import KINDS
from tests.domain.council.villages import GOROM, NEEDS, row, villages

KNOWN = Known(date(2026, 7, 2), ("Amina Teyo",), (), ("Gorom",), 5)
VILLAGE = (
    row("place", GOROM, name="Gorom", languages="Talari", contact="The office"),
    row("meeting", "talk", place=GOROM, held_on="2026-05-04", title="T"),
    row("commitment", "c", meeting="talk", what="W", promised_by="us", reason="R", status="late"),
    row("feedback", "f", place=GOROM, received_on="2026-05-04", level=1, summary="S", answer="A"),
    row("issue", "i", meeting="talk", said="S2", outcome="did", answer="A2"),
    row("deliverable", "d", place=GOROM, title="D", built_by="B", maintained_by="M",
        community_gives="G"),
    row("milestone", "s", deliverable="d", title="ST", community_words="CW"),
    row("verification", "v", deliverable="d", claim="CL", community_words="CW2"),
    row("joint_review", "j", place=GOROM, held_on="2026-05-03", worked="WO", failed="FA",
        changes="CH", safety_actions="SA"),
    row("finding", "fi", joint_review="j", ours="O", theirs="TH", settled_by="SB",
        alternative="AL", status="disputed"),
    row("decision", "de", joint_review="j", what="WD"),
    row("score", "sc", joint_review="j", subject="SU", reason="RE"),
)  # fmt: skip


def disclosed(*rows: Disclosed) -> dict[str, list[Disclosed]]:
    return {kind: [r for r in rows if r.kind == kind] for kind in KINDS_ON_PAPER}


def with_answer(record: str, name: str, text: str) -> dict[str, list[Disclosed]]:
    return disclosed(
        *(
            replace(one, values={**one.values, name: text}) if one.id == record else one
            for one in VILLAGE
        )
    )


PRINTED = [
    (one.id, name)
    for one in VILLAGE
    for name, value in one.values.items()
    if isinstance(KINDS[one.kind].field(name).type, Text)
    and (one.kind, name) not in {("meeting", "title"), ("place", "name"), ("place", "languages")}
]
REACH = {(GOROM, "contact"), (GOROM, "complaints")}


def test_an_ordinary_paper_passes() -> None:
    here = disclosed(*VILLAGE)
    refuse(council_paper(NEEDS, here), here, KNOWN)


@pytest.mark.parametrize(("record", "name"), PRINTED)
def test_wherever_a_number_would_be_printed_the_record_and_the_question_are_named(
    record: str, name: str
) -> None:
    here = with_answer(record, name, "SECRET +211 912 345 678 or 11.503, 14.921")
    paper = council_paper(NEEDS, here)
    assert "SECRET" in repr(paper)

    with pytest.raises(TellsTooMuch) as stopped:
        refuse(paper, here, KNOWN)

    assert stopped.value.facts["record"] == record
    assert stopped.value.facts["name"] == name
    assert "SECRET" not in str(stopped.value)
    assert "912" not in str(stopped.value)


@pytest.mark.parametrize(("record", "name"), PRINTED)
def test_what_is_left_out_of_the_paper_lets_it_pass(record: str, name: str) -> None:
    here = with_answer(record, name, "SECRET at 11.503, 14.921")

    without = leave_out(here, [Answer(record, name)])
    paper = council_paper(NEEDS, without)

    refuse(paper, without, KNOWN)
    assert "SECRET" not in repr(paper)


def test_the_day_of_a_payment_stops_a_paper_until_the_day_is_left_out() -> None:
    paid = row("decision", "p", joint_review="j", what="Pay the masons", due_on="2026-08-01")
    here = disclosed(*VILLAGE, paid)

    with pytest.raises(TellsTooMuch):
        refuse(council_paper(NEEDS, here), here, KNOWN)
    without = leave_out(here, [Answer("p", "due_on")])
    paper = council_paper(NEEDS, without)
    refuse(paper, without, KNOWN)
    assert any(step.what == "Pay the masons" for step in paper.next_steps)


def test_a_number_under_how_to_reach_us_passes_and_a_person_there_does_not() -> None:
    for name in ("contact", "complaints"):
        here = with_answer(GOROM, name, "The desk\n+211 912 345 678")
        refuse(council_paper(NEEDS, here), here, KNOWN)
        here = with_answer(GOROM, name, "The desk\nAmina Teyo")
        with pytest.raises(TellsTooMuch):
            refuse(council_paper(NEEDS, here), here, KNOWN)


def test_what_no_record_says_is_told_by_the_part_of_the_paper() -> None:
    paper = replace(council_paper(NEEDS, disclosed(*VILLAGE)), next_steps=())
    forged = replace(paper, worked="Call 0912345678")

    with pytest.raises(TellsTooMuchSomewhere) as stopped:
        refuse(forged, disclosed(*VILLAGE), KNOWN)
    assert "Part 8" in str(stopped.value)


def test_an_answer_that_is_not_there_cannot_be_left_out() -> None:
    here = disclosed(*VILLAGE)
    for named in ("c.nothing", "nobody.what", "c.due_on", "d.budget"):
        with pytest.raises(NothingToLeaveOut):
            leave_out(here, [answer_named(named)])
    for text in ("", "what", ".what", "c."):
        with pytest.raises(NothingToLeaveOut):
            answer_named(text)
    assert answer_named("0199.gorom.what") == Answer("0199.gorom", "what")


def test_a_record_whose_own_name_is_left_out_goes_as_a_whole() -> None:
    here = leave_out(disclosed(*VILLAGE), [Answer("c", "what")])

    assert council_paper(NEEDS, here).promises == ()
    assert leave_out(disclosed(*VILLAGE), []) == disclosed(*VILLAGE)


@settings(max_examples=20)
@given(villages(GOROM))
def test_every_paper_can_be_read(village: dict[str, list[Disclosed]]) -> None:
    paper = council_paper(NEEDS, village)
    found = read(told_of_paper(paper), KNOWN)

    assert {f.where.part for f in found} <= set(range(1, 11))
    assert all(f.reason != "small_count" or f.where.part > 2 for f in found)
