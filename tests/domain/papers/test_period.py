"""The period report: counts and codes, and no word that anybody wrote."""

from datetime import timedelta

from hypothesis import given, settings

from fieldapp.domain.council.paper import Count
from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.papers.period import PeriodReport, period_report
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.ledgers import TODAY, hostile_ledgers

CANARY = "Kingfisher-2291"
TEAM = Reader("Josef", Level.TEAM)


def report(ledger: Ledger, area: str = "") -> PeriodReport:
    first = TODAY - timedelta(days=90)
    return period_report(ledger, area, first, TODAY, code="K7Q2", today=TODAY)


def ledger(*records: tuple[str, dict[str, object]]) -> Ledger:
    return ledger_of(
        [
            disclose(Record(kind, f"{kind}-{n}", values), TEAM)  # type: ignore[arg-type]
            for n, (kind, values) in enumerate(records)
        ]
    )


def test_it_counts_what_was_held_done_promised_and_said() -> None:
    day = TODAY.isoformat()
    said = report(
        ledger(
            ("place", {"name": "Gorom", "pcode": "KE0104"}),
            ("meeting", {"title": "Well", "held_on": day, "place": "KE0104"}),
            ("meeting", {"title": "Road", "held_on": "2020-01-01", "place": "KE0104"}),
            ("meeting", {"title": "Mill", "held_on": day, "took_place": "not_held"}),
            ("deliverable", {"title": "Well", "status": "ongoing", "budget": 1000, "spent": 400,
                             "currency": "USD"}),
            ("deliverable", {"title": "Road", "budget": 50.5, "currency": "XOF"}),
            ("commitment", {"what": "Pump", "promised_by": "us", "status": "kept", "due_on": day}),
            ("commitment", {"what": "Sand", "promised_by": "them", "due_on": day}),
            *(("feedback", {"received_on": day, "level": 2, "answered_on": day}),) * 6,
            ("feedback", {"received_on": day, "level": 4}),
            ("joint_review", {"held_on": day, "agreement": "do_not_agree"}),
        )
    )  # fmt: skip

    assert (said.meetings, said.places) == (1, 1)
    assert said.works.numbers == (("ongoing", 1), ("", 1))
    assert [(m.currency, m.planned, m.spent) for m in said.money] == [
        ("USD", 1000, 400),
        ("XOF", 50.5, 0),
    ]
    assert said.promises["us"].numbers == (("kept", 1),)
    assert said.promises["them"].numbers == (("", 1),)
    # Who came with the one of level 4 is known by a few.
    assert said.feedback == (("2", Count(6)), ("4", Count(0, more=True)))
    assert said.answered == Count(6)
    assert said.reviews.numbers == (("do_not_agree", 1),)


def test_three_men_who_came_are_too_few_to_be_counted() -> None:
    meeting = ("meeting", {"title": "Well", "held_on": TODAY.isoformat(), "place": "KE0104"})
    came = {"meeting": "meeting-0", "place": "KE0104", "age_group": "adult"}
    said = report(
        ledger(
            meeting,
            ("attendance", {**came, "sex": "female", "count": 41}),
            ("attendance", {**came, "sex": "male", "count": 3}),
        )
    )

    assert said.came.grid.count(row="male") is None
    assert "44" not in repr(said.came.grid)


def test_nothing_that_anybody_wrote_is_on_it() -> None:
    day = TODAY.isoformat()
    said = report(
        ledger(
            ("meeting", {"title": CANARY, "held_on": day, "summary": CANARY}),
            ("deliverable", {"title": CANARY, "note": CANARY}),
            ("commitment", {"what": CANARY, "who": CANARY, "due_on": day}),
            ("feedback", {"received_on": day, "level": 2, "summary": CANARY}),
            ("joint_review", {"held_on": day, "remarks": CANARY, "officer_comment": CANARY}),
            ("incident", {"happened_on": day, "type": "threat", "summary": CANARY}),
        )
    )

    assert CANARY not in repr(said)


@settings(max_examples=10)
@given(hostile_ledgers(each=2))
def test_whatever_arrived_from_elsewhere_a_report_can_be_made(found: Ledger) -> None:
    said = report(found)

    assert said.works.total >= 0
    assert "School roof" not in repr(said)
