"""The list of promises: whose they are, the first due on top, none that is open left out."""

from dataclasses import replace

from fieldapp.domain.council import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.papers.commitments import ANYBODY, Commitments, commitments
from fieldapp.domain.papers.opening import until
from tests.domain.council.villages import GOROM, NEEDS, row
from tests.domain.papers.gorom import PLACE, TODAY, sorted_by_kind

ALWAYS = replace(NEEDS, period=until(TODAY))


def made(*rows: Disclosed, needs: object = ALWAYS) -> Commitments:
    return commitments(needs, PLACE, sorted_by_kind(PLACE, *rows))  # type: ignore[arg-type]


def promise(id: str, by: str | None, due_on: str | None = None, **more: str) -> Disclosed:
    return row("commitment", id, place=GOROM, what=id, promised_by=by, due_on=due_on, **more)


def test_promises_stand_by_whose_they_are_and_the_first_due_on_top() -> None:
    paper = made(
        promise("d", "others"),
        promise("c", "us", "2026-08-01"),
        promise("b", "us"),
        promise("a", "us", "2026-07-10"),
        promise("e", "x-band", "2026-07-10"),
    )

    assert [(group.by, [each.what for each in group.promises]) for group in paper.given] == [
        ("us", ["a", "c", "b"]),
        ("others", ["d"]),
        ("", ["e"]),
    ]
    assert paper.given[-1].title == ANYBODY


def test_what_a_review_decided_is_a_promise_before_its_day_as_well() -> None:
    paper = made(
        row("joint_review", "r", place=GOROM, held_on="2026-05-01"),
        row("decision", "1", joint_review="r", what="Drain", promised_by="us", due_on="2026-06-01"),
        row("decision", "2", joint_review="r", what="Lamp", promised_by="us", due_on="2026-08-01"),
    )

    assert [(each.what, each.late) for each in paper.given[0].promises] == [
        ("Drain", True),
        ("Lamp", False),
    ]
    assert dict(paper.counted) == {"late": 1, "open": 1}


def test_a_period_leaves_out_what_had_ended_before_it() -> None:
    kept = promise("old", "us", "2025-01-05", status="kept", done_on="2025-01-05")
    needs = replace(NEEDS, period=Period("2026-04-01", "2026-06-30"))

    assert made(kept, needs=needs).given == ()
    assert made(kept).counted == {"kept": 1}
