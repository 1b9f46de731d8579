from dataclasses import replace
from datetime import date

from fieldapp.domain.council.lines import DISPUTES, PROMISES, WORKS, lines_of
from fieldapp.domain.council.paper import Period
from fieldapp.domain.council.returned import awaited, kept_of_paper, number_of, unreturned
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals.works_due import works_due
from tests.domain.council.villages import GOROM, NEEDS, paper, row

OUT = row(
    "joint_review", "out", place=GOROM, held_on="2026-06-30", number=3, paper_code="AAAA-AAAA",
    printed_on="2026-06-20",
)  # fmt: skip
BACK = row(
    "joint_review", "back", place=GOROM, held_on="2026-04-03", number=2, worked="The well",
    paper_code="BBBB-BBBB", printed_on="2026-03-30", agreement="agree",
)  # fmt: skip
OLDER = row("joint_review", "older", place=GOROM, printed_on="2026-05-01")


def test_a_paper_is_out_from_its_print_until_the_council_has_answered() -> None:
    never_printed = row("joint_review", "plain", place=GOROM, held_on="2026-01-01")
    assert awaited(OUT)
    assert not awaited(BACK)
    assert not awaited(never_printed)
    assert [each.id for each in unreturned([OUT, BACK, never_printed, OLDER])] == ["older", "out"]


def test_a_review_keeps_its_number_and_the_next_has_the_next() -> None:
    assert number_of("AAAA-AAAA", [OUT, BACK]) == 3
    assert number_of("CCCC-CCCC", [OUT, BACK]) == 4
    assert number_of("CCCC-CCCC", []) == 1


def test_a_review_that_is_not_back_is_none_before_the_next() -> None:
    made = paper(OUT, BACK)
    assert made.worked == "The well"
    assert made.review_record == "back"


def test_a_paper_printed_again_is_the_same_although_its_answer_has_come() -> None:
    answered = replace(OUT, values={**OUT.values, "agreement": "agree", "worked": "All"})
    again = paper(answered, BACK, needs=replace(NEEDS, code="AAAA-AAAA", number=3))
    assert again.worked == "The well"
    assert again.review_number == 3


def test_a_council_that_has_not_answered_is_still_due() -> None:
    due = [
        [s.name for s in works_due(Ledger({"joint_review": rows}), date(2026, 11, 1))]
        for rows in ((BACK,), (BACK, OUT))
    ]
    assert due == [["review_due"], ["review_due"]]


def test_every_line_of_the_paper_knows_its_record() -> None:
    rows = (
        row("deliverable", "well", place=GOROM, title="Well"),
        row("milestone", "dug", deliverable="well", title="Dug", status_mission="done"),
        row("commitment", "theirs", place=GOROM, what="Clear", promised_by="them"),
        row("commitment", "ours", place=GOROM, what="Dig", promised_by="us"),
        row("finding", "dispute", joint_review="back", ours="Done", status="disputed"),
        BACK,
    )
    lines = [(each.part, each.number, each.record, each.under) for each in lines_of(paper(*rows))]
    # Promises stand as on the paper: ours first, whatever their days.
    assert lines[:4] == [
        (PROMISES, 1, "ours", ""),
        (PROMISES, 2, "theirs", ""),
        (WORKS, 1, "well", ""),
        (WORKS, 1, "dug", "well"),
    ]
    assert (DISPUTES, 1, "dispute", "") in lines


def test_a_paper_that_goes_out_is_kept_once_and_its_answer_never_touched() -> None:
    def kept(code: str, known: str) -> dict[str, object]:
        here = {"": None, "out": OUT, "back": BACK}[known]
        period = Period("2026-07-01", "2026-09-30")
        return dict(
            kept_of_paper(code, GOROM, period, "2026-10-05", here, [OUT, BACK], "2026-10-01")
        )

    new, again = kept("DDDD-DDDD", ""), kept("AAAA-AAAA", "out")

    assert (new["number"], new["printed_on"], new["held_on"]) == (4, "2026-10-01", "2026-10-05")
    assert (new["from_on"], new["to_on"], new["place"]) == ("2026-07-01", "2026-09-30", GOROM)
    assert not {"number", "printed_on"} & again.keys()
    assert kept("BBBB-BBBB", "back") == {}
