"""From degrees to pixels and back: what lies under a pixel stays there, and kilometres are true."""

import math

import pytest
from PySide6.QtCore import QPointF, QRectF

from fieldapp.ui.map.ground import Ground, area_of
from fieldapp.ui.map.labels import Taken, first_free
from fieldapp.ui.map.plane import CLOSEST, WIDEST, Sight, latitude_at, on_plane
from fieldapp.ui.map.walk import MOST, nearest_order

HERE = Sight(x=30.0, y=on_plane((30.0, 5.0)).y(), scale=100.0, width=600, height=400)


@pytest.mark.parametrize("latitude", [-70.0, -5.5, 0.0, 14.2, 84.0])
def test_a_latitude_comes_back_from_the_plane(latitude: float) -> None:
    assert latitude_at(on_plane((12.0, latitude)).y()) == pytest.approx(latitude)


def test_the_poles_do_not_break_the_plane() -> None:
    assert math.isfinite(on_plane((0.0, 90.0)).y())


def test_north_is_up_and_east_is_right() -> None:
    north, east = HERE.pixel(on_plane((30.0, 6.0))), HERE.pixel(on_plane((31.0, 5.0)))

    assert (north.x(), east.y()) == (300, 200)
    assert north.y() < 200
    assert east.x() == 400


def test_what_is_under_the_pointer_stays_there_when_one_zooms() -> None:
    pointer = QPointF(450, 60)
    fixed = HERE.plane(pointer)

    for factor in (1.5, 0.4, 10.0):
        closer = HERE.zoomed(factor, pointer)
        at = closer.pixel(fixed)
        assert (at.x(), at.y()) == pytest.approx((450, 60))


def test_one_can_neither_come_too_close_nor_go_too_far() -> None:
    middle = QPointF(300, 200)
    assert HERE.zoomed(1e9, middle).scale == CLOSEST
    assert HERE.zoomed(1e-9, middle).scale == WIDEST
    far = HERE.moved(1e9, -1e9)
    assert (far.x, far.y) == (180.0, -180.0)


def test_everything_is_shown_with_a_margin() -> None:
    area = QRectF(20.0, -10.0, 4.0, 1.0)
    fitted = HERE.fitted(area, 40)

    corner, other = fitted.pixel(area.topLeft()), fitted.pixel(area.bottomRight())
    assert (corner.x(), other.x()) == pytest.approx((40, 560))
    assert corner.y() > 40
    single = HERE.fitted(QRectF(20.0, -10.0, 0.0, 0.0), 40)
    assert (single.x, single.y) == (20.0, -10.0)
    assert single.scale < CLOSEST


@pytest.mark.parametrize("scale", [WIDEST, 37.0, 1234.0, CLOSEST])
@pytest.mark.parametrize("latitude", [0.0, 14.0, 60.0])
def test_the_scale_is_a_round_number_and_true_in_the_middle(scale: float, latitude: float) -> None:
    sight = Sight(0.0, on_plane((0.0, latitude)).y(), scale, 600, 400)

    km, pixels = sight.scale_bar(140)

    assert pixels <= 140
    assert f"{km:.0e}"[0] in "125"
    true = km / (111.32 * math.cos(math.radians(latitude))) * scale
    assert pixels == pytest.approx(true, abs=0.6)


def test_names_are_put_where_nothing_stands_and_wholly_inside() -> None:
    taken, window = Taken(), QRectF(0, 0, 300, 100)
    taken.take(QRectF(100, 40, 80, 20))
    over, outside, free = QRectF(150, 50, 60, 16), QRectF(270, 10, 60, 16), QRectF(10, 70, 60, 16)

    assert first_free(taken, (over, outside, free), window) == free
    assert first_free(taken, (over, outside), window) is None


def test_one_walks_each_time_to_the_nearest_not_yet_seen() -> None:
    points = [("far", QPointF(100, 0)), ("near", QPointF(10, 0)), ("next", QPointF(18, 0)),
              ("back", QPointF(-12, 0))]  # fmt: skip

    assert nearest_order(points, QPointF(0, 0)) == ["near", "next", "back", "far"]
    many = [(str(n), QPointF(n, n)) for n in range(MOST * 3)]
    assert len(nearest_order(many, QPointF(0, 0))) == MOST


def test_from_afar_only_the_large_areas_are_drawn_and_with_few_points() -> None:
    circle = [(30 + math.cos(n / 40), 5 + math.sin(n / 40)) for n in range(251)]
    states = area_of("State", "XX01", "adm1", (tuple(circle),))
    county = area_of("County", "XX0101", "adm2", (((30.0, 5.0), (30.1, 5.0), (30.1, 5.1)),))
    assert states is not None
    assert county is not None
    assert area_of("None", "XX02", "adm1", ()) is None
    ground = Ground((states, county))

    assert ground.levels(50.0) == (1,)
    assert ground.levels(500.0) == (2, 1)
    [few], [many] = ground.lines(0, 4.0), ground.lines(0, 4000.0)
    assert few.size() < 40 < many.size() == 252
    assert few.first() == few.last()
    assert ground.seen(QRectF(40, -6, 1, 1), 1) == []
    assert Ground().levels(50.0) == ()
