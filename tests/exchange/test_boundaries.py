"""Files of boundaries, plain or packed, with the keys and the dirt that they have."""

import gzip
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from fieldapp.domain.outline import LONGEST, decode
from fieldapp.errors import UserError
from fieldapp.exchange.arrival import Arrival, arrivals
from fieldapp.exchange.boundaries import KEY, NotGeoJson, OtherGrid, entries, read_boundaries
from fieldapp.exchange.table import EmptyTable, NoSuchTable, Reject

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "places"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not on this machine")

PLAIN = {
    "admin1Pcode": "XX01", "admin1Name": "East", "admin2Pcode": "XX0101",
    "admin2Name": " Kelda\nBank ", "admin2RefName": "KELDA", "admin2AltName1_en": None,
    "date": 1534291200000,
}  # fmt: skip
TAGGED = {
    "#adm1+code+v_pcode": "XX01", "#adm2+code+v_pcode": "XX0102", "#adm2+i_fr+name": "Sélou",
    "#country+code+v_pcode": "XX", "#date+start": "2019-Sep-11",
}  # fmt: skip
CAPITALS = {"ADM1_PCODE": "XX02", "ADM1_FR": "Ouest", "ADM0_PCODE": "XX"}


def square(x: float, y: float = 5.0) -> dict[str, object]:
    ring = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(properties: object, geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def written(file: Path, *features: object, **more: object) -> Path:
    content = json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()
    file.write_bytes(gzip.compress(content, mtime=0) if file.suffix == ".gz" else content)
    return file


def taken(file: Path) -> tuple[list[Arrival], list[Reject]]:
    return arrivals(read_boundaries(file), KEY, entries)


def values(arrival: Arrival) -> Mapping[str, object]:
    [made] = arrival.entries
    return made.values


@pytest.mark.parametrize("name", ["areas.geojson", "areas.geojson.gz"])
def test_the_deepest_code_and_name_count_however_the_keys_are_written(
    tmp_path: Path, name: str
) -> None:
    several = {"type": "MultiPolygon", "coordinates": [square(33)["coordinates"]] * 2}
    file = written(
        tmp_path / name,
        feature(PLAIN, square(30)), feature(TAGGED, square(31)), feature(CAPITALS, several),
    )  # fmt: skip

    kept, refused = taken(file)

    told = [(v["place"], v["name"], v["type"]) for v in map(values, kept)]
    assert told == [
        ("XX0101", "Kelda Bank", "adm2"), ("XX0102", "Sélou", "adm2"), ("XX02", "Ouest", "adm1"),
    ]  # fmt: skip
    assert [len(decode(values(each)["outline"])) for each in kept] == [1, 1, 2]
    assert refused == []


def test_what_cannot_be_an_area_is_told_and_the_rest_is_taken(tmp_path: Path) -> None:
    def coded(code: str) -> dict[str, str]:
        return {"admin1Pcode": code, "admin1Name": "Name"}

    nan = {"type": "Polygon", "coordinates": [[[0, 0], [float("nan"), 0], [1, 1]]]}
    file = written(
        tmp_path / "areas.geojson",
        feature(coded("XX01"), square(30)),
        feature(coded("XX01"), square(31)),
        feature({"name": "Nowhere"}, square(30)),
        feature(coded("XX03"), None),
        feature(coded("XX04"), {"type": "Point", "coordinates": [1, 2]}),
        feature(coded("XX05"), square(400_000.0)),
        feature(coded("XX06"), nan),
        feature({"ADM4_PCODE": "XX07"}, square(30)),
        feature(coded("not a code"), square(30)),
        feature(coded("XX09"), {"type": "Polygon", "coordinates": [[]]}),
        "no feature",
    )

    kept, refused = taken(file)

    assert [values(each)["place"] for each in kept] == ["XX01"]
    assert [(each.row.number, each.column) for each in refused] == [
        (2, "pcode"), (3, "pcode"), (4, "outline"), (5, "outline"), (6, "outline"),
        (7, "outline"), (8, "level"), (9, "pcode"), (10, "outline"), (11, "pcode"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NotGeoJson),
        (b"level,pcode\n", NotGeoJson),
        (b"[1, 2]", NotGeoJson),
        (b'{"features": 3}', NotGeoJson),
        (b"\xff\xfe\x00", NotGeoJson),
        (b"\x1f\x8b broken", NotGeoJson),
        (gzip.compress(b'{"features": []}', mtime=0)[:-9], NotGeoJson),
        (b"[" * 200_000, NotGeoJson),
        (b'{"features": []}', EmptyTable),
        (
            b'{"features": [1], "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::32636"}}}',
            OtherGrid,
        ),
    ],
)
def test_another_file_is_told_as_such(
    tmp_path: Path, content: bytes, error: type[UserError]
) -> None:
    file = tmp_path / "areas.geojson"
    file.write_bytes(content)

    with pytest.raises(error):
        read_boundaries(file)
    with pytest.raises(NoSuchTable):
        read_boundaries(tmp_path / "nowhere")


def test_neighbours_still_meet_and_no_outline_is_too_long(tmp_path: Path) -> None:
    line = [[1 + (n * n % 7) / 1000, n / 500] for n in range(500)]
    west = {"type": "Polygon", "coordinates": [[[0, 0], *line, [0, 1], [0, 0]]]}
    east = {"type": "Polygon", "coordinates": [[[2, 0], *line, [2, 1], [2, 0]]]}
    file = written(tmp_path / "a.geojson", feature(PLAIN, west), feature(TAGGED, east))

    first, second = (decode(values(each)["outline"])[0] for each in taken(file)[0])

    border = {point for point in first if 0.5 < point[0] < 1.5}
    assert border == {point for point in second if 0.5 < point[0] < 1.5}
    assert 2 <= len(border) <= 500


@needs_data
def test_the_real_boundaries_of_a_country_come_in_small() -> None:
    kept, refused = taken(DATA / "SSD_1.geojson.gz")

    outlines = [str(values(each)["outline"]) for each in kept]
    assert (len(kept), refused) == (10, [])
    assert sum(map(len, outlines)) < 12_000
    assert max(map(len, outlines)) <= LONGEST
