"""A name finds its place, or none: never a wrong one."""

import pytest

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.exchange.place_names import PlaceNames, distance_km, plain_name

TEAM = Reader("Amina", Level.TEAM)


def place(pcode: str, name: str, type: str, within: str = "", at: object = None) -> Disclosed:
    values: dict[str, object] = {"pcode": pcode, "name": name, "type": type}
    if within:
        values["place"] = within
    if isinstance(at, tuple):
        values["latitude"], values["longitude"] = at
    return disclose(Record("place", f"id-{pcode}", values), TEAM)  # type: ignore[arg-type]


PLACES = [
    place("XX01", "Western Bahr el Ghazal", "adm1", at=(8.0, 26.0)),
    place("XX02", "Warrap", "adm1", at=(8.3, 28.5)),
    place("XX0101", "Raja", "adm2", "XX01", (8.5, 25.5)),
    place("XX0102", "Wau", "adm2", "id-XX01", (7.7, 27.5)),
    place("XX0103", "Canal/Pigi", "adm2", "XX01", (8.2, 26.5)),
    place("XX0201", "Twic", "adm2", "XX02"),
    place("XX0202", "Same", "adm2", "XX02", (8.3, 28.5)),
    place("XX0203", "Same", "adm2", "XX02", (8.4, 28.4)),
]
NEAR = (8.2, 26.2)


@pytest.mark.parametrize(
    ("type", "name", "within", "found"),
    [
        ("adm1", "West Bahr-al-Ghazal state", None, "XX01"),
        ("adm1", "WARRAP", None, "XX02"),
        ("adm1", "Warap state", None, "XX02"),  # one letter, and the coordinates agree
        ("adm1", "Unity state", None, None),
        ("adm1", "", None, None),
        ("adm1", "county", None, None),
        ("adm2", "Raga county", "adm1", "XX0101"),
        ("adm2", "Pigi county", "adm1", "XX0103"),
        ("adm2", "Wau", "adm1", "XX0102"),  # its record names its parent by id
        ("adm2", "Wao", "adm1", None),  # too short to bend
        ("adm2", "Twic", "adm1", None),  # lies in another state
        ("adm2", "Rajab", "adm1", "XX0101"),
        ("adm2", "Rajabu", "adm1", None),
    ],
)
def test_a_name_finds_the_one_place_that_it_means(
    type: str, name: str, within: str | None, found: str | None
) -> None:
    names = PlaceNames(PLACES)
    parent = names.find("adm1", "Western Bahr el Ghazal", NEAR, None) if within else None

    place = names.find(type, name, NEAR, parent)

    assert (place.reference if place else None) == found


def test_two_places_of_one_name_are_none() -> None:
    names = PlaceNames(PLACES)

    assert names.find("adm2", "Same", (8.3, 28.4), None) is None
    assert names.find("adm2", "Samee", (8.3, 28.4), None) is None


def test_the_same_name_far_away_is_another_place() -> None:
    names = PlaceNames(PLACES)

    assert names.find("adm1", "Warrap", (12.6, -8.0), None) is None
    assert names.find("adm1", "Warrap", None, None) is not None


def test_a_wide_state_is_known_by_a_county_nearby() -> None:
    wide = place("XX09", "Dune", "adm1", at=(20.0, -4.0))
    county = place("XX0901", "Ford", "adm2", "XX09", at=(16.4, -3.0))
    by_id = place("XX0902", "Well", "adm2", "id-XX09", at=(24.0, -4.0))
    elsewhere = place("XX0101", "Hill", "adm2", "XX01", at=(12.0, -4.0))
    names = PlaceNames([wide, county, by_id, elsewhere])

    assert names.find("adm1", "Dune", (15.8, -2.0), None) is not None
    assert names.find("adm1", "Dune", (24.5, -4.0), None) is not None
    assert names.find("adm1", "Dune", (12.0, -4.0), None) is None
    assert PlaceNames([wide]).find("adm1", "Dune", (15.8, -2.0), None) is None


def test_spelling_bends_only_where_coordinates_agree() -> None:
    names = PlaceNames(PLACES)

    assert names.find("adm1", "Warap", None, None) is None
    assert names.find("adm2", "Twicc", NEAR, None) is None  # the place has no coordinates


def test_a_place_without_a_code_is_named_by_its_id() -> None:
    village = disclose(Record("place", "some-id", {"name": "Gorom", "type": "village"}), TEAM)

    found = PlaceNames([village]).find("village", "gorom", None, None)

    assert found is not None
    assert found.reference == "some-id"


def test_plain_names_lose_what_spelling_changes() -> None:
    assert plain_name("Kajo-Keji county") == plain_name("Kajo Keji")
    assert plain_name("Ségou") == plain_name("SEGOU") == "segou"
    assert plain_name("North Kivu") == plain_name("North-Kivu") == plain_name("Nord-Kivu")
    assert plain_name("Upper Uele") == plain_name("Haut-Uélé") != plain_name("Bas-Uélé")
    assert plain_name("قرية") == "قرية"


def test_distances_are_those_of_the_globe() -> None:
    assert distance_km((0.0, 0.0), (0.0, 1.0)) == pytest.approx(111.2, abs=0.1)
    assert distance_km((4.85, 31.6), (4.85, 31.6)) == 0
    assert distance_km((52.52, 13.405), (48.8566, 2.3522)) == pytest.approx(878, abs=2)
