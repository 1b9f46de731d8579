"""Places of a gazetteer, each in the one above it."""

import pytest

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.exchange.gazetteer import GazetteerRows
from tests.exchange.rows import entries, refusal

ROW = {
    "iso3": "MLI",
    "level": "3",
    "pcode": "ML010103",
    "name": "Diakon",
    "adm1_pcode": "ML01",
    "adm2_pcode": "ML0101",
    "lon": "-10.4543",
    "lat": "14.47174",
}
make = GazetteerRows([]).entries


def test_a_place_has_its_code_its_name_its_middle_and_lies_in_the_one_above() -> None:
    [one] = entries(make, ROW)

    assert one.kind == "place"
    assert one.values == {
        "name": "Diakon",
        "pcode": "ML010103",
        "type": "adm3",
        "place": "ML0101",
        "latitude": 14.47174,
        "longitude": -10.4543,
    }
    [county] = entries(make, {**ROW, "level": "2", "pcode": "ML0101"})
    [state] = entries(make, {**ROW, "level": "1", "pcode": "ML01"})
    assert county.values["place"] == "ML01"
    assert "place" not in state.values


def test_leading_zeros_of_a_code_are_kept() -> None:
    [one] = entries(make, {**ROW, "pcode": "0062179"})

    assert one.values["pcode"] == "0062179"


def test_a_place_that_is_known_by_its_code_keeps_its_record() -> None:
    reader = Reader("Amina", Level.TEAM)
    known = disclose(Record("place", "own-id", {"name": "x", "pcode": "ML010103"}), reader)

    assert entries(GazetteerRows([known]).entries, ROW)[0].record == "own-id"
    assert entries(make, ROW)[0].record == entries(make, ROW)[0].record != "own-id"


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"level": "9"}, "level"),
        ({"level": ""}, "level"),
        ({"name": " "}, "name"),
        ({"adm2_pcode": ""}, "adm2_pcode"),
        ({"lat": "north"}, "lat"),
        ({"lat": "14,5"}, "lat"),
        ({"lon": "190"}, "lon"),
        ({"pcode": "ML 01"}, "pcode"),
    ],
)
def test_a_row_that_cannot_be_is_refused_with_its_column(
    cells: dict[str, str], column: str
) -> None:
    assert refusal(make, {**ROW, **cells})[0] == column
