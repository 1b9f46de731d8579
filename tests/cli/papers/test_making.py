"""Every sort of paper that is offered can be made."""

from importlib.util import find_spec

import pytest

from fieldapp.domain.papers.order import LEAF_NAMES
from fieldapp.domain.papers.sorts import SORTS, UnknownPaper, sort_named
from fieldapp.reports.leaf import LEAVES


@pytest.mark.parametrize("name", SORTS)
def test_every_sort_of_paper_has_what_makes_it_and_a_leaf_to_stand_on(name: str) -> None:
    assert find_spec(f"fieldapp.cli.papers.{name}") is not None
    assert SORTS[name].leaf in LEAVES


def test_every_leaf_that_can_be_asked_for_is_there() -> None:
    assert set(LEAF_NAMES) == set(LEAVES)


def test_a_paper_that_there_is_not_is_told_with_those_there_are() -> None:
    with pytest.raises(UnknownPaper) as told:
        sort_named("poem")

    assert "joint_review" in told.value.facts["known"]
