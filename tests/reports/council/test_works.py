"""Part 5: works, their money and who is behind them."""

from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.paper import Money
from fieldapp.paths import resource
from fieldapp.reports.council import works as module
from fieldapp.reports.council.works import works
from tests.reports.council.printed import printed
from tests.reports.samples import ORDINARY, SCHOOL, WATER


def test_a_work_shows_its_state_its_money_and_its_people(tmp_path: Path) -> None:
    text = printed(works, replace(ORDINARY, works=(WATER,)), tmp_path)

    for said in (
        "Water point at the market",
        "Under way",
        "18,400 USD",
        "11,960 USD",
        "6,440 USD",
        "62%",
        "Built by: Masons' group of Gorom",
        "Looked after by: Water committee",
        "The community gives: Sand, stones and two watchmen",
        "Led by: The community",
    ):
        assert said in text


def test_more_spent_than_planned_is_said_in_words(tmp_path: Path) -> None:
    text = printed(works, replace(ORDINARY, works=(SCHOOL,)), tmp_path)

    assert "1,250.50 USD" in text
    assert "More than planned" in text
    assert "Money left" not in text


@pytest.mark.parametrize(
    ("money", "said"),
    [
        (Money(None, None, "", None), "Money: not on record."),
        (Money(500, None, "USD", None), "500 USD"),
        (Money(None, 70, "USD", None), "70 USD"),
        (Money(0, 0, "USD", None), "0 USD"),
        (Money(0, 25, "USD", 0), "0%"),
    ],
)
def test_money_that_is_only_half_known_is_printed_as_far_as_it_is(
    tmp_path: Path, money: Money, said: str
) -> None:
    paper = replace(ORDINARY, works=(replace(WATER, money=money),))

    assert said in printed(works, paper, tmp_path)


def test_a_finished_work_says_when_it_was_planned_and_when_it_was_finished(tmp_path: Path) -> None:
    done = replace(WATER, status="completed", actual_end="2027-01-09")

    text = printed(works, replace(ORDINARY, works=(done,)), tmp_path).replace("\u00a0", " ")

    assert "Completed. Planned until 15 Dec 2026, finished on 9 Jan 2027." in text


def test_every_sector_has_a_picture_that_exists() -> None:
    pictures = {
        module._PICTOGRAMS.get(code, module._ANY_WORK) for code in code_list("sector").labels
    }

    assert [name for name in pictures if not resource("icons", f"{name}.svg").exists()] == []
    assert len(pictures) > 10


def test_every_state_of_a_step_is_drawn_on_its_stair() -> None:
    assert set(module._FILLINGS) == set(code_list("step_status").labels) - {"planned"}
    assert "planned" in code_list("work_status").labels
