"""Which place lies in which, however records name it."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.area import Areas
from tests.domain.records import seen

STATE = seen("place", "id-state", name="Kelda", pcode="KE01")
COUNTY = seen("place", "id-county", name="Upper Kelda", pcode="KE0101", place="KE01")
VILLAGE = seen("place", "id-village", name="Gorom", place="id-county")
OTHER = seen("place", "id-other", name="Dimtou", pcode="KE02")
AREAS = Areas([STATE, COUNTY, VILLAGE, OTHER])


def test_a_state_covers_its_counties_and_their_villages() -> None:
    assert AREAS.covers("KE01", "id-village")
    assert AREAS.covers("id-state", "KE0101")
    assert AREAS.covers("KE0101", "id-village")
    assert not AREAS.covers("id-village", "KE0101")
    assert not AREAS.covers("KE02", "id-village")


def test_no_area_is_everywhere_and_no_place_is_in_no_area() -> None:
    assert AREAS.covers(None, "KE0101")
    assert AREAS.covers("", None)
    assert not AREAS.covers("KE01", None)


def test_a_place_is_the_same_by_its_code_and_by_its_record() -> None:
    assert AREAS.place("id-state") == AREAS.place("KE01") == "KE01"
    assert AREAS.place("id-village") == "id-village"
    assert AREAS.place("not-known-yet") == "not-known-yet"
    assert AREAS.place(None) == ""


names = st.sampled_from(("A", "B", "C", "D"))


@given(st.lists(st.tuples(names, names), max_size=8), names, names)
def test_places_that_lie_in_each_other_hang_nothing(
    pairs: list[tuple[str, str]], area: str, place: str
) -> None:
    areas = Areas([seen("place", f"id-{n}", name=n, pcode=n, place=m) for n, m in pairs])

    assert areas.covers(area, place) in (True, False)
    assert areas.covers(place, place)
