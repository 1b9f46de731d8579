"""Every sort of paper that is offered can be made."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from fieldapp.cli.papers.making import prepare
from fieldapp.domain.papers.order import LEAF_NAMES, Manner, PaperOrder
from fieldapp.domain.papers.sorts import SORTS, UnknownPaper, sort_named
from fieldapp.language import LANGUAGES, PAPER_LANGUAGES, UnknownLanguage
from fieldapp.reports.leaf import LEAVES
from tests.cli.conftest import Run, looking_into, put
from tests.cli.test_report import text_of


@pytest.mark.parametrize("name", SORTS)
def test_every_sort_of_paper_has_what_makes_it_and_a_leaf_to_stand_on(name: str) -> None:
    assert find_spec(f"fieldapp.cli.papers.{name}") is not None
    assert SORTS[name].leaf in LEAVES


def test_every_leaf_that_can_be_asked_for_is_there() -> None:
    assert set(LEAF_NAMES) == set(LEAVES)


def test_a_paper_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownPaper) as told:
        sort_named("poem")

    assert "joint_review" in str(told.value.facts["known"])


def test_days_are_told_by_the_calendar_of_the_place_and_another_that_is_asked_for(
    run: Run, tmp_path: Path
) -> None:
    put(run, "place", {"name": "Kelda", "pcode": "KE", "calendar": "ethiopian"})
    put(run, "place", {"name": "Gorom", "pcode": "KE0101", "place": "KE"})
    said = {"received_on": "2026-11-03", "code": "KLMN-2345", "level": 1, "place": "KE0101"}
    [feedback] = put(run, "feedback", said)
    review = ("joint-review", "--place", "Gorom", "--from", "2026-08-01", "--to", "2026-11-22")

    def printed(*asked: object) -> str:
        file = tmp_path / "paper.pdf"
        done = run("report", *asked, "-o", file)
        assert done.code == 0, done.err
        return " ".join(text_of(file).split())

    assert "25 Hamle 2018 (1 Aug 2026)" in printed(*review)
    assert "18 Safar 1448 (1 Aug 2026)" in printed(*review, "--calendar", "islamic")
    assert "(1 Aug 2026)" not in printed(*review, "--calendar", "gregorian")
    assert "22 Hidar 2019 (1 Dec 2026)" in printed("receipt", "--feedback", feedback)


def test_a_paper_is_printed_in_its_languages_and_in_no_other(run: Run, tmp_path: Path) -> None:
    [place] = put(run, "place", {"name": "Gorom", "pcode": "KE0101"})
    file = tmp_path / "paper.pdf"
    record = ("report", "record", "--kind", "place", "--id", place, "-o", file, "--language")

    refused = run(*record, "sw")  # its questions are those of forms, which speak no Swahili

    assert refused.code == 2
    assert not file.exists()
    assert run(*record, "fr").code == 0
    assert sort_named("record").languages == LANGUAGES
    assert sort_named("receipt").languages == PAPER_LANGUAGES


def test_an_order_for_a_language_that_a_paper_does_not_speak_is_refused(
    folder: Path,
) -> None:
    order = PaperOrder("record", Manner("sw"), kind="place", record="0")
    with looking_into(folder) as workspace, pytest.raises(UnknownLanguage) as told:
        prepare(workspace, order)

    assert told.value.facts == {"code": "sw", "known": "en, fr, ar"}
