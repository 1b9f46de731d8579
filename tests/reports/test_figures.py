"""People counted by outlines: ten stand for all, and for nobody whose number is withheld."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.council.paper import Count
from fieldapp.reports.council.opening import who_is_here
from fieldapp.reports.figures import TEN, out_of_ten
from tests.reports.council.printed import printed
from tests.reports.samples import EMPTY, ORDINARY


@given(st.lists(st.integers(0, 5_000), min_size=1, max_size=4).filter(any))
def test_ten_are_shared_out_to_the_nearest_person(counts: list[int]) -> None:
    found = out_of_ten(counts)

    assert sum(found) == TEN
    for count, shown in zip(counts, found, strict=True):
        assert abs(shown - count * TEN / sum(counts)) < 1


@pytest.mark.parametrize(
    ("women", "shown"), [(Count(62), True), (Count(62, more=True), False), (Count(0, True), False)]
)
def test_nothing_is_told_of_ten_where_a_count_is_withheld(
    tmp_path: Path, women: Count, shown: bool
) -> None:
    here = replace(ORDINARY.presence, women=women, men=Count(48), girls=Count(17), boys=Count(9))
    paper = replace(ORDINARY, presence=here)

    assert ("Of ten who came" in printed(who_is_here, paper, tmp_path)) is shown
    assert "Of ten who came" not in printed(who_is_here, EMPTY, tmp_path)
