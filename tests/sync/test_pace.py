from itertools import pairwise

import pytest

from fieldapp.language import load_language
from fieldapp.sync.pace import ENOUGH, Pace, in_words


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_nothing_is_told_before_there_is_something_to_tell(clock: Clock) -> None:
    pace = Pace(clock)
    assert pace.left(ENOUGH, 1000) is None  # no time has passed
    clock.now += 5

    assert pace.left(ENOUGH - 1, 1000) is None
    assert pace.left(ENOUGH, None) is None
    assert pace.left(ENOUGH, 1000) is not None


def test_what_is_told_is_what_the_round_has_measured(clock: Clock) -> None:
    pace = Pace(clock)
    clock.now += 10

    assert pace.left(80_000, 1_440_000) == pytest.approx(180)
    clock.now += 10
    assert pace.left(160_000, 1_360_000) == pytest.approx(170)


def test_a_line_that_stalls_makes_it_longer_by_steps_and_not_by_a_leap(clock: Clock) -> None:
    pace = Pace(clock)
    clock.now += 10
    before = pace.left(80_000, 480_000)
    assert before == pytest.approx(60)
    told = [before]
    for _ in range(8):
        clock.now += 60  # a minute for nothing
        told.append(pace.left(80_000, 480_000) or 0)

    assert all(later <= earlier * 1.5 + 1 for earlier, later in pairwise(told))


def test_a_line_that_gets_better_is_believed_at_once(clock: Clock) -> None:
    pace = Pace(clock)
    clock.now += 100
    slow = pace.left(50_000, 500_000)
    clock.now += 1

    fast = pace.left(450_000, 100_000)

    assert slow == pytest.approx(1000)
    assert fast is not None
    assert fast < 30


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than 1 minute left"),
        (29, "less than 1 minute left"),
        (31, "about 1 minute left"),
        (175, "about 3 minutes left"),
        (5300, "about 88 minutes left"),
        (7300, "about 2 hours left"),
    ],
)
def test_the_time_is_said_as_a_person_would(seconds: float, words: str) -> None:
    assert in_words(load_language("en"), seconds) == words
