"""Where actors stand: never over each other, the influential in the middle, always the same."""

from itertools import combinations, pairwise
from math import hypot

from fieldapp.ui.pages.power_map_layout import HEIGHT, WIDTH, Point, Spot, places_of


def spots(count: int) -> list[Spot]:
    return [Spot(f"{n:03}", (0, 1, 1, 2, 2, 2, 3, 3)[n % 8], "abc"[n % 3]) for n in range(count)]


def chain(count: int) -> list[tuple[str, str]]:
    return [(f"{n:03}", f"{(n * 7 + 3) % count:03}") for n in range(count)]


def touch(one: Point, other: Point) -> bool:
    return abs(one[0] - other[0]) < WIDTH and abs(one[1] - other[1]) < HEIGHT


def test_sixty_actors_do_not_touch_and_stand_where_they_stood_before() -> None:
    places = places_of(spots(60), chain(60))

    assert len(places) == 60
    assert not any(touch(one, other) for one, other in combinations(places.values(), 2))
    assert places == places_of(list(reversed(spots(60))), chain(60))


def test_the_most_influential_stand_in_the_middle() -> None:
    found = places_of(spots(24), [])
    far = [
        sum(hypot(*found[each.id]) for each in spots(24) if each.ring == ring)
        / sum(each.ring == ring for each in spots(24))
        for ring in range(4)
    ]
    assert all(inner < outer for inner, outer in pairwise(far))
    assert places_of([Spot("a", 2, "")], []) == {"a": (0.0, 0.0)}


def test_actors_of_whom_nobody_may_know_who_matters_are_spread_over_rings() -> None:
    alike = [Spot(f"{n:02}", 3, "") for n in range(30)]
    places = places_of(alike, [])

    assert not any(touch(one, other) for one, other in combinations(places.values(), 2))
    assert len({round(hypot(x / 1.8, y)) for x, y in places.values()}) > 2
    assert places == places_of(alike[::-1], [])


def test_who_is_tied_stands_near_and_a_tie_to_nobody_known_is_passed_over() -> None:
    actors = [Spot("middle", 0, ""), *(Spot(f"{n}", 1, "") for n in range(8)),
              Spot("friend", 2, ""), Spot("other", 2, "")]  # fmt: skip
    places = places_of(actors, [("friend", "3"), ("friend", "gone")])

    def away(who: str) -> float:
        return hypot(places[who][0] - places["3"][0], places[who][1] - places["3"][1])

    assert away("friend") < away("other")
