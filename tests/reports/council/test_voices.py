"""Parts 6 to 8: safety, scores, and the three questions."""

from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.paper import Safety
from fieldapp.reports.council import voices as module
from fieldapp.reports.council.voices import face_of, safety, scorecard, three_questions
from tests.reports.council.printed import printed
from tests.reports.samples import EMPTY, ORDINARY


def test_each_group_says_how_safe_it_feels(tmp_path: Path) -> None:
    text = printed(safety, ORDINARY, tmp_path)

    assert "Women feel" in text
    assert "What was promised for safety: Lamps at the water point" in text


def test_a_group_that_was_not_asked_gets_the_answers_to_tick(tmp_path: Path) -> None:
    asked = replace(EMPTY, safety=Safety("safer", "safer", "safer", ""))

    assert printed(safety, EMPTY, tmp_path).count("Less safe") == 3
    assert "Less safe" not in printed(safety, asked, tmp_path)


def test_every_feeling_has_a_mark_of_its_own() -> None:
    assert set(module._SAFETY_MARKS) == set(code_list("safety").labels)
    assert len(set(module._SAFETY_MARKS.values())) == len(code_list("safety").labels)


@pytest.mark.parametrize(
    ("score", "face"),
    [(0, "frown"), (39, "frown"), (40, "flat"), (69, "flat"), (70, "smile"), (100, "smile")],
)
def test_the_face_goes_with_the_score(score: int, face: str) -> None:
    assert face_of(score) == face


def test_scores_stand_with_their_reasons(tmp_path: Path) -> None:
    text = printed(scorecard, ORDINARY, tmp_path)

    assert "1. Water Why: Far for those at the hill" in text
    for score in ("55", "70", "62", "81", "74"):
        assert score in text.split()


def test_an_empty_scorecard_asks_for_scores(tmp_path: Path) -> None:
    assert "from 0 to 100" in printed(scorecard, EMPTY, tmp_path)


def test_the_three_questions_are_asked_even_where_nobody_answered(tmp_path: Path) -> None:
    for paper in (EMPTY, ORDINARY):
        text = printed(three_questions, paper, tmp_path)
        for title in ("What works", "What fails", "What changes next"):
            assert title in text
