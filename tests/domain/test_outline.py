"""Outlines as text: the same rings come back, and a forged one draws nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.outline import LONGEST, SHAPE, decode, encode

SQUARE = ((30.0, 5.0), (31.0, 5.0), (31.0, 6.0), (30.0, 6.0))
HOLE = ((30.2, 5.2), (30.4, 5.2), (30.3, -5.4))

steps = st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000))


@settings(max_examples=25)
@given(st.lists(st.lists(steps, min_size=3, max_size=8, unique=True), min_size=1, max_size=3))
def test_the_same_rings_come_back(rings: list[list[tuple[int, int]]]) -> None:
    degrees = [tuple((x / 1000, y / 1000) for x, y in ring) for ring in rings]

    text = encode(degrees)

    assert decode(text) == tuple(degrees)
    assert re.fullmatch(SHAPE, text, re.ASCII)


def test_an_outline_is_as_it_always_was() -> None:
    # Written down once: what lies on laptops already must stay readable.
    assert encode([SQUARE, HOLE]) == "owH_ry@?o}@o}@??n}@ _dIo~y@?oKnuSfE"


def test_points_that_fall_together_are_told_once_and_a_speck_not_at_all() -> None:
    doubled = [point for point in SQUARE for _ in (1, 2)]
    speck = [(30.0, 5.0), (30.0001, 5.0001), (30.0002, 5.0)]

    assert encode([doubled, speck]) == encode([SQUARE])


@pytest.mark.parametrize(
    "forged",
    [
        None,
        7,
        "",
        "~",
        "owHwyo@",
        "é",
        "?" * (LONGEST + 1),
        "~~~~~~~~~~~~?????",
        "??????é",
        "?????" + "0" + "?",
        "?" * 5 + "_" * 9 + "?",
    ],
)
def test_what_is_no_outline_draws_nothing(forged: object) -> None:
    assert decode(forged) == ()


def test_nothing_is_drawn_beyond_the_poles() -> None:
    assert decode(encode([((0.0, 89.0), (1.0, 91.0), (2.0, 89.0))])) == ()
