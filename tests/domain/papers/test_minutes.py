"""The minutes that a village keeps: of one meeting, nobody by name, no count that is somebody."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.council.paper import Count
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.papers.minutes import KINDS, Minutes, minutes
from tests.domain.council.test_protection import attendances, came, counts
from tests.domain.council.villages import GOROM, NEEDS, row
from tests.domain.papers.gorom import PLACE, sorted_by_kind

TALK = row("meeting", "talk", place=GOROM, held_on="2026-05-04", title="The well", missing=("men",))


def made(*rows: Disclosed) -> Minutes:
    return minutes(NEEDS, PLACE, TALK, sorted_by_kind(PLACE, TALK, *rows, kinds=KINDS))


@settings(max_examples=25)
@given(attendances)
def test_no_count_of_few_is_in_the_minutes(rows: Sequence[Disclosed]) -> None:
    paper = made(*rows)

    found = list(counts(paper.presence))
    assert len(found) == 6
    assert all(count.number == 0 or count.number >= NEEDS.smallest_count for count in found)
    assert paper.withheld == sum(count.more for count in found)


@settings(max_examples=25)
@given(attendances, st.integers(1, 4), st.integers(1, 4))
def test_how_few_came_changes_nothing(rows: Sequence[Disclosed], few: int, as_few: int) -> None:
    others = [one for one in rows if one.values["sex"] != "female"]

    one, other = (made(*others, came(99, n, "female", "adult")) for n in (few, as_few))

    assert one == other
    assert one.presence.women == Count(0, more=True)


def test_nobody_was_counted_is_not_nobody_came() -> None:
    assert made().presence.meetings == 0
    assert made(came(1, 7, "male", "adult")).presence.meetings == 1


def test_what_was_said_stands_without_who_said_it_and_only_of_this_meeting() -> None:
    paper = made(
        row("issue", "1", meeting="talk", said="More light", raised_by="women", outcome="did"),
        row("issue", "2", meeting="talk", said="A road", answer="Not this year"),
        row("issue", "3", meeting="talk", said="A school"),
        row("issue", "4", meeting="other", said="ELSEWHERE"),
    )

    assert [(each.said, each.outcome) for each in paper.said] == [
        ("More light", "did"),
        ("A road", ""),
        ("A school", "pending"),
    ]
    assert "women" not in repr(paper.said)


def test_what_was_decided_there_that_day_stands_with_what_was_promised() -> None:
    day = "2026-05-04"
    paper = made(
        row(
            "commitment", "1", meeting="talk", what="Sand", promised_by="them", due_on="2026-06-01"
        ),
        row("commitment", "2", meeting="other", what="ELSEWHERE", promised_by="us"),
        row("decision", "3", place=GOROM, decided_on=day, what="Two lamps", step="taken"),
        row("decision", "4", place=GOROM, decided_on=day, what="REFUSED", step="refused"),
        row("decision", "5", place=GOROM, decided_on="2026-05-05", what="LATER"),
        row("decision", "6", place="0199-yei", decided_on=day, what="ELSEWHERE"),
        row("joint_review", "r", place=GOROM, held_on=day),
        row("decision", "7", joint_review="r", what="A drain"),
    )

    assert {step.what for step in paper.decided} == {"Two lamps", "A drain"}
    assert [(each.what, each.late) for each in paper.promised] == [("Sand", True)]
