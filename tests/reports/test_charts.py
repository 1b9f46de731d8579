"""Coins and stairs show the figures that stand beside them, in the direction of the paper."""

from pathlib import Path

import pytest

from fieldapp.language import load_language
from fieldapp.reports.charts import Filling, coins, flights, stairs
from fieldapp.reports.type.setting import Typesetter
from tests.reports import pdf

ENGLISH, ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))
COIN = 20


def darkness(path: Path, slots: int, width: float, height: int) -> list[float]:
    """How much of each slot is ink, from left to right."""
    page = pdf.picture(path)
    top = 0
    found = []
    for slot in range(slots):
        box = (round(slot * width / slots), top, round((slot + 1) * width / slots), height)
        part = page.crop(box)
        found.append(sum(part.histogram()[1:]) / (part.width * part.height))
    return found


@pytest.mark.parametrize("rtl", [False, True])
def test_six_and_a_half_of_ten_coins_are_dark_from_where_one_starts_to_read(
    tmp_path: Path, rtl: bool
) -> None:
    row = coins(0.65, COIN, rtl=rtl)
    width = row.wrap(500, 500)[0]

    found = darkness(pdf.write(tmp_path / "c.pdf", row, size=(500, 30)), 10, width, COIN)

    if rtl:
        found.reverse()
    full, half, empty = min(found[:6]), found[6], max(found[7:])
    assert full > half > empty
    assert max(found[:6]) - full < 0.1


@pytest.mark.parametrize("rtl", [False, True])
def test_a_coin_that_is_half_spent_is_dark_on_the_side_where_one_starts_to_read(
    tmp_path: Path, rtl: bool
) -> None:
    row = coins(0.05, COIN, rtl=rtl)
    width = row.wrap(500, 500)[0]
    halves = darkness(pdf.write(tmp_path / "h.pdf", row, size=(500, 30)), 20, width, COIN)

    first, second = (halves[-1], halves[-2]) if rtl else halves[:2]

    assert first > second * 1.3


@pytest.mark.parametrize(("share", "number"), [(0, 10), (1, 10), (1.14, 12), (2, 20), (9, 20)])
def test_there_are_more_than_ten_coins_only_where_more_was_spent(share: float, number: int) -> None:
    width, _ = coins(share, COIN, rtl=False).wrap(1_000, 1_000)

    assert round((width - (COIN if share > 2 else 0)) / (COIN * 1.15)) == number


def test_nothing_spent_is_not_the_same_as_everything_spent(tmp_path: Path) -> None:
    path, size = tmp_path / "n.pdf", (300, 30)
    none, all_of_it = (
        darkness(pdf.write(path, coins(share, COIN, rtl=False), size=size), 1, 230, COIN)[0]
        for share in (0, 1)
    )

    assert all_of_it > none * 2


@pytest.mark.parametrize("typesetter", [ENGLISH, ARABIC])
def test_stairs_climb_in_reading_direction_and_are_dark_where_the_step_is_done(
    tmp_path: Path, typesetter: Typesetter
) -> None:
    steps = [(1, Filling.FULL), (2, Filling.FULL), (3, Filling.EMPTY), (4, Filling.EMPTY)] + [
        (number, Filling.EMPTY) for number in (5, 6)
    ]
    drawn = stairs(typesetter, steps)
    _, height = drawn.wrap(300, 300)
    path = pdf.write(tmp_path / "s.pdf", drawn, size=(300, 300))

    found = darkness(path, 6, 300, round(height))
    numbers = [box.text for box in sorted(pdf.boxes(path)[0], key=lambda box: box.left)]
    tops = [box.top for box in sorted(pdf.boxes(path)[0], key=lambda box: box.left)]

    if typesetter.rtl:
        found, numbers, tops = found[::-1], numbers[::-1], tops[::-1]
    assert numbers == ["1", "2", "3", "4", "5", "6"]
    assert tops == sorted(tops)
    assert min(found[:2]) > max(found[2:])


def test_every_step_gets_its_number_in_one_flight_or_the_next() -> None:
    found = list(flights([Filling.FULL] * 25))

    assert [len(flight) for flight in found] == [12, 12, 1]
    assert [number for flight in found for number, _filling in flight] == list(range(1, 26))


def test_a_number_on_a_narrow_stair_is_not_broken(tmp_path: Path) -> None:
    steps = [(number, Filling.FULL) for number in range(20, 32)]

    (found,) = pdf.boxes(pdf.write(tmp_path / "n.pdf", stairs(ENGLISH, steps), size=(200, 200)))

    assert {box.text for box in found} == {str(number) for number in range(20, 32)}
