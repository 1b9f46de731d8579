"""What is to be looked at today: late, coming, not heard, and visits with their season."""

from dataclasses import replace
from datetime import date, timedelta

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.signals.signal import Signal
from fieldapp.ui import agenda
from tests.domain.records import ledger, seen

TODAY = date(2026, 11, 28)
GOROM = "XX0101"
LAND = seen("place", "gorom", name="Gorom", pcode=GOROM)


def on(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def promise(days: int, status: str = "open") -> Disclosed:
    return seen(
        "commitment", f"p{days}{status}", promised_by="us", what="W", due_on=on(days),
        status=status, place=GOROM,
    )  # fmt: skip


def about(signals: tuple[Signal, ...]) -> list[str]:
    return [each.about[0].id for each in signals]


def test_what_is_over_its_time_is_late_and_what_is_far_off_does_not_come_up() -> None:
    known = ledger(LAND, *(promise(days) for days in (3, -5, 14, 15, -1, 0)))

    assert about(agenda.late(known, TODAY)) == ["p-5open", "p-1open"]
    assert about(agenda.coming(known, TODAY)) == ["p0open", "p3open", "p14open"]


def test_a_planned_meeting_is_asked_after_and_one_that_was_called_off_is_no_visit() -> None:
    def meeting(days: int, stands: str) -> Disclosed:
        return seen("meeting", f"m{days}{stands}", title="W", held_on=on(days), took_place=stands)

    several = (meeting(days, stands) for days in (-2, 2) for stands in ("planned", "not_held"))
    known = ledger(LAND, *several)

    assert about(agenda.late(known, TODAY)) == ["m-2planned"]
    assert [each.record.id for each in agenda.visits(known, TODAY)] == ["m2planned"]


def test_a_promise_that_was_kept_or_dropped_is_neither() -> None:
    known = ledger(
        LAND, *(promise(d, s) for d in (-3, 3) for s in ("kept", "not_kept", "dropped", "late"))
    )

    assert about(agenda.late(known, TODAY)) == ["p-3late"]
    assert about(agenda.coming(known, TODAY)) == ["p3late"]


def test_whoever_waits_comes_before_any_work() -> None:
    waits = seen("feedback", "f", received_on=on(-20), level=2, status="open", place=GOROM)
    hurt = seen("incident", "i", happened_on=on(-9), type="threat", place=GOROM)
    known = ledger(LAND, promise(-90), waits, hurt)

    assert about(agenda.late(known, TODAY)) == ["f", "i", "p-90open"]
    [own] = agenda.late(ledger(LAND, promise(-90)), TODAY)
    assert agenda.late(known, TODAY, [own])[0] is own


def test_what_waits_for_the_reader_and_is_not_due_comes_up_and_is_not_late() -> None:
    known = ledger(LAND)
    early, undated = (
        replace(each, day=day)
        for each in agenda.late(ledger(LAND, promise(-1)), TODAY)
        for day in (on(5), "")
    )

    assert agenda.late(known, TODAY, [early, undated]) == (undated,)
    assert agenda.coming(known, TODAY, [early, undated]) == (early,)


def test_the_time_limit_of_feedback_and_of_a_referral_is_told_before_it_is_over() -> None:
    waits = seen(
        "feedback", "f", received_on=on(-2), level=2, status="open", place=GOROM,
        acknowledged_on=on(-1),
    )  # fmt: skip
    hurt = seen("incident", "i", happened_on=on(-1), type="threat", place=GOROM)

    found = agenda.coming(ledger(LAND, waits, hurt), TODAY)

    assert [(each.about[0].id, each.day) for each in found] == [("i", on(2)), ("f", on(12))]


def test_who_was_not_heard_is_told_by_urgency_place_by_place() -> None:
    other = seen("place", "kelda", name="Kelda", pcode="XX0102", groups=["women"])
    met = seen("meeting", title="T", held_on=on(-200), place=GOROM, type="council")

    found = agenda.unheard(ledger(LAND, other, met), TODAY)

    assert [(each.tone, each.place) for each in found] == [
        ("bad", GOROM), ("warn", "XX0102"), ("warn", "XX0102"),
    ]  # fmt: skip


def test_a_visit_knows_the_season_that_it_falls_in() -> None:
    rains = seen(
        "season", name="R", type="rains", from_on=on(5), until_on=on(30), turnout="fewer",
        place=GOROM,
    )  # fmt: skip
    held = seen("joint_review", "past", held_on=on(-90), next_on=on(-4), place=GOROM)
    review = seen("joint_review", "next", held_on=on(-90), next_on=on(20), place=GOROM)
    talk = seen("meeting", "talk", title="T", held_on=on(2), place=GOROM)
    nowhere = seen("meeting", "nowhere", title="T", held_on=on(25))

    found = agenda.visits(ledger(LAND, rains, held, review, talk, nowhere), TODAY)

    assert [(each.record.id, each.season and each.season.type) for each in found] == [
        ("talk", None), ("next", "rains"), ("nowhere", None),
    ]  # fmt: skip
