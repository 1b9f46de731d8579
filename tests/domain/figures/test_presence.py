"""Who came to a meeting: every meeting of a few, and an attacker who knows the program."""

from collections import Counter
from itertools import product

import pytest

from fieldapp.domain.figures.presence import GROUPS, WITH_DISABILITY, came, total_is_told
from fieldapp.domain.figures.presence import withheld_groups as withheld
from tests.domain.records import seen

LEAST = 3


def test_whoever_knows_all_that_is_told_of_a_meeting_knows_no_group_that_was_left_out() -> None:
    """Of all meetings that would tell the same, a group that is left out is anything that is few.
    The attacker even knows how many were in no group."""
    meetings: dict[object, list[tuple[int, ...]]] = {}
    some = GROUPS[:3]
    for numbers in product(range(LEAST + 2), repeat=len(some)):
        for rest, disabled in product((0, 1, 3), range(sum(numbers) + 1)):
            people = Counter(dict(zip(some, numbers, strict=True)))
            people += Counter({"": rest, WITH_DISABILITY: disabled})
            out = withheld(people, LEAST)
            present = sum(numbers) + rest
            told = tuple(None if g in out else people[g] for g in (*some, WITH_DISABILITY))
            total = present if total_is_told(present, people, LEAST) else None
            meetings.setdefault((told, total, rest), []).append(numbers)

    for (told, *_), alike in meetings.items():  # type: ignore[misc]
        for n, number in enumerate(told[: len(some)]):
            if number is None:
                assert {numbers[n] for numbers in alike} >= set(range(1, LEAST))


@pytest.mark.parametrize(
    ("sex", "age", "group"),
    [
        ("female", "adult", "women"),
        ("female", "youth", "women"),
        ("male", "34", "men"),
        ("female", "12", "girls"),
        ("male", "child", "boys"),
        ("male", "60+", "older"),
        ("unknown", "older", "older"),
        ("other", "adult", ""),
    ],
)
def test_everybody_is_in_one_group_or_in_none(sex: str, age: str, group: str) -> None:
    row = seen("attendance", meeting="m", sex=sex, age_group=age, count=7, with_disability=2)

    assert came([row]) == Counter({group: 7, WITH_DISABILITY: 2})


def test_all_who_came_are_told_where_nobody_is_left_out() -> None:
    people = Counter(women=20, men=30)

    assert total_is_told(50, people, 5)
    assert not total_is_told(53, people + Counter(girls=3), 5)
    assert not total_is_told(51, people + Counter({"": 1}), 5)
    assert not total_is_told(4, Counter(women=4), 5)
