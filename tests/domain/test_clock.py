"""The clock only goes forward, and nobody else's clock drags it along."""

import re
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.clock import FARTHEST_AHEAD_MS, Clock, day_of

NOW = 1_795_000_000_000
"""A moment on 18 November 2026, in milliseconds since 1970."""

moments = st.integers(-(10**13), 10**13)


def clock_at(*readings: int, last: str = "") -> Clock:
    """Return a clock whose wall shows these readings in turn, then the last for ever."""
    left = list(readings)
    return Clock("a1b2c3d4e5", lambda: left.pop(0) if len(left) > 1 else left[0], last)


def ticks(clock: Clock, n: int) -> Iterator[str]:
    return (clock.tick() for _ in range(n))


@given(st.lists(moments, min_size=1, max_size=20), st.integers(1, 30))
def test_times_only_go_forward_whatever_the_wall_clock_does(readings: list[int], n: int) -> None:
    times = list(ticks(clock_at(*readings), n))

    assert times == sorted(set(times))
    assert all(re.fullmatch(r"[0-9a-f]{24}", time) for time in times)


@given(st.lists(moments, min_size=1, max_size=20), moments)
def test_times_go_forward_after_a_restart_with_a_clock_set_back(
    readings: list[int], later: int
) -> None:
    *_, last = ticks(clock_at(*readings), 5)

    assert clock_at(later, last=last).tick() > last


def test_a_time_tells_the_moment_a_counter_and_the_device() -> None:
    clock = clock_at(NOW)

    assert clock.tick() == f"{NOW:012x}0000a1b2c3d4"
    assert clock.tick() == f"{NOW:012x}0001a1b2c3d4"


def test_a_counter_that_is_full_goes_on_with_the_next_millisecond() -> None:
    clock = clock_at(NOW, last=f"{NOW:012x}ffffa1b2c3d4")

    assert clock.tick() == f"{NOW + 1:012x}0000a1b2c3d4"


def test_a_time_is_later_than_one_that_was_seen() -> None:
    clock = clock_at(NOW)
    theirs = f"{NOW + 1000:012x}000700000002"

    clock.see(theirs)

    assert clock.tick() > theirs


def test_seeing_the_fullest_time_of_another_device_does_not_spill_into_its_digits() -> None:
    clock = clock_at(NOW)
    theirs = f"{NOW + 1000:012x}ffff00000002"

    clock.see(theirs)

    assert clock.tick() == f"{NOW + 1001:012x}0000a1b2c3d4"


@given(st.integers(1, 2**47))
def test_a_clock_that_is_absurdly_ahead_is_not_followed(ahead: int) -> None:
    clock = clock_at(NOW)

    clock.see(f"{NOW + FARTHEST_AHEAD_MS + ahead:012x}000000000002")

    assert clock.tick() == f"{NOW:012x}0000a1b2c3d4"


def test_a_clock_a_few_minutes_ahead_is_followed() -> None:
    clock = clock_at(NOW)

    clock.see(f"{NOW + FARTHEST_AHEAD_MS:012x}000000000002")

    assert clock.tick() == f"{NOW + FARTHEST_AHEAD_MS:012x}0001a1b2c3d4"


@given(st.lists(moments.map(lambda ms: f"{max(ms, 0):012x}000000000002"), max_size=10))
def test_what_others_say_never_turns_the_clock_back(theirs: list[str]) -> None:
    clock = clock_at(NOW)
    before = clock.tick()

    for time in theirs:
        clock.see(time)

    assert clock.tick() > before


def test_two_devices_never_give_out_the_same_time() -> None:
    assert Clock("1", lambda: NOW).tick() != Clock("2", lambda: NOW).tick()


def test_the_day_of_a_time_is_that_of_its_moment() -> None:
    assert day_of(clock_at(NOW).tick()) == "2026-11-18"
    assert day_of(f"{0:012x}000000000001") == "1970-01-01"
    assert day_of("") == ""
    assert day_of("f" * 24) == "9999-12-31"


@given(st.integers(0, 2**48 - 1))
def test_every_time_has_a_day_however_far_ahead(ms: int) -> None:
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", day_of(f"{ms:012x}000000000001"))
