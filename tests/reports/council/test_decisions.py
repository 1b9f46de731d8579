"""Parts 9 and 10: disputes with a way to settle them, decisions, the next review."""

from dataclasses import replace
from pathlib import Path

from fieldapp.reports.council.decisions import disputes, next_steps
from tests.reports.council.printed import printed
from tests.reports.samples import EMPTY, ORDINARY


def test_both_versions_stand_with_what_would_settle_them(tmp_path: Path) -> None:
    text = printed(disputes, ORDINARY, tmp_path)

    for said in (
        "We say",
        "The drain is finished.",
        "You say",
        "The drain ends in the path.",
        "You propose: Lead it to the banana garden",
        "Look at it together after the next rain",
        "The community",
    ):
        assert said in text


def test_there_is_always_room_for_another_disagreement(tmp_path: Path) -> None:
    for paper in (EMPTY, ORDINARY):
        assert "What do you propose instead?" in printed(disputes, paper, tmp_path)


def test_a_dispute_of_which_only_one_side_is_known_is_printed(tmp_path: Path) -> None:
    half = replace(ORDINARY.disputes[0], ours="", settled_by="", decided_by="", due_on="")

    text = printed(disputes, replace(ORDINARY, disputes=(half,)), tmp_path)

    assert "The drain ends in the path." in text
    assert "Who decides" in text


def test_decisions_say_what_who_and_until_when(tmp_path: Path) -> None:
    text = printed(next_steps, ORDINARY, tmp_path).replace("\u00a0", " ")

    assert "Finish the drain" in text
    assert "The mission" in text
    assert "5 Dec 2026" in text
    assert "February 19, 2027" in text


def test_without_a_day_for_the_next_review_there_is_a_line_for_it(tmp_path: Path) -> None:
    assert printed(next_steps, EMPTY, tmp_path).endswith("Next review on:")
