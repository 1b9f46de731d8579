"""What we find and what they find, side by side."""

from dataclasses import replace
from pathlib import Path

from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import CouncilPaper
from fieldapp.reports.council import findings as module
from fieldapp.reports.council.findings import findings
from fieldapp.reports.marks import MARKS
from fieldapp.reports.sheet import Sheet
from tests.reports.council.printed import printed
from tests.reports.samples import ORDINARY, WATER


def of_first_work(sheet: Sheet, paper: CouncilPaper) -> list[Flowable]:
    return [findings(sheet, paper.works[0])]


def test_both_findings_and_their_words_are_printed(tmp_path: Path) -> None:
    text = printed(of_first_work, ORDINARY, tmp_path).replace("\u00a0", " ")

    for said in (
        "We find",
        "You find",
        "Partly done",
        "“The drain ends in the path.”",
        "Confirmed",
    ):
        assert said in text
    assert "done 6 Oct 2026" in text
    assert "until 30 Sep 2026" in text


def test_a_difference_is_marked_and_named(tmp_path: Path) -> None:
    agreed = replace(WATER, steps=WATER.steps[:2])

    assert printed(of_first_work, ORDINARY, tmp_path).count("We differ") == 1
    assert "We differ" not in printed(of_first_work, replace(ORDINARY, works=(agreed,)), tmp_path)


def test_a_step_done_in_time_needs_no_second_day(tmp_path: Path) -> None:
    early = replace(WATER, steps=WATER.steps[:1], checks=())

    text = printed(of_first_work, replace(ORDINARY, works=(early,)), tmp_path)

    assert "done 18" in text
    assert "until" not in text


def test_an_independent_check_is_called_so(tmp_path: Path) -> None:
    text = printed(of_first_work, ORDINARY, tmp_path)

    assert text.count("Checked by somebody independent.") == 1
    assert "What was checked: The water is clean" in text


def test_every_answer_has_a_mark() -> None:
    assert set(module._STEP_MARKS) == set(code_list("step_status").labels)
    assert set(module._VERDICT_MARKS) == set(code_list("verdict").labels)
    assert {*module._STEP_MARKS.values(), *module._VERDICT_MARKS.values()} <= set(MARKS)
