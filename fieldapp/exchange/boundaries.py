"""Boundaries of administrative areas (OCHA COD-AB) out of a GeoJSON file, plain or packed (.gz).

A feature's deepest p-code and name count, whether its keys are plain (`admin2Pcode`, `ADM2_PCODE`)
or HXL tags (`#adm2+code+v_pcode`). Outlines are simplified all together (`simplify`), as much as it
takes to keep the longest short (`domain.outline`).
"""

import gzip
import json
import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.outline import LONGEST, Point, encode
from fieldapp.errors import WrongUse
from fieldapp.exchange.arrival import Entry, RowRefused, entry, record_id
from fieldapp.exchange.gazetteer import NoSuchLevel
from fieldapp.exchange.simplify import simplified
from fieldapp.exchange.table import (
    LARGEST,
    EmptyTable,
    NoSuchTable,
    Row,
    Table,
    TableTooLarge,
)
from fieldapp.language import N_

KEY = "pcode"
COLUMNS = ("level", "pcode", "name", "outline")
_TYPES = {"0": "country", "1": "adm1", "2": "adm2", "3": "adm3"}

_CODE = re.compile(r"#?adm(?:in)?(\d)(?:\+code\S*|_?p_?code)", re.IGNORECASE)
_NAME = re.compile(
    r"#?adm(?:in)?(\d)(?:\+(?:\w+\+)?name\S*|_?name(?:1?_[a-z]{2})?|_[a-z]{2})", re.IGNORECASE
)
_WORLD = re.compile(r"(?:CRS84|4326)$")

TOLERANCES = (0.002, 0.004, 0.008, 0.016, 0.032)
"""Degrees that borders may be moved, the least that makes every outline short enough; 0.002 are
220 m, less than a pixel of a map of a whole county."""


class NotGeoJson(WrongUse):
    """Some other file."""

    text = N_("{file} is no collection of areas in GeoJSON.")
    remedy = N_("Take the GeoJSON file of the boundaries, .geojson or .geojson.gz.")


class OtherGrid(WrongUse):
    """Coordinates in metres, or on another globe."""

    text = N_("The coordinates in {file} are not longitude and latitude (WGS 84).")
    remedy = N_("Take the file whose coordinates are in degrees.")


class NoOutline(WrongUse):
    """A feature without an area, or one with points that are nowhere."""

    text = N_("This area has no outline that can be drawn.")


@dataclass(frozen=True)
class _Area:
    cells: Mapping[str, str]
    rings: tuple[tuple[Point, ...], ...]


def read_boundaries(file: Path) -> Table:
    """Read a file of areas: one row for each, its outline encoded, "" where it has none.

    Raises:
        NoSuchTable, TableTooLarge, EmptyTable, NotGeoJson, OtherGrid: As they say.
    """
    areas = [_area(feature) for feature in _features(file)]
    if not areas:
        raise EmptyTable(file=file)
    rows = tuple(
        Row(number, {**area.cells, "outline": outline})
        for number, (area, outline) in enumerate(zip(areas, _outlines(areas), strict=True), 1)
    )
    return Table(COLUMNS, rows, (), guessed=False)


def entries(row: Row) -> Iterator[Entry]:
    """Return the boundary that a row describes.

    Raises:
        RowRefused: It is not complete or not possible.
    """
    level, pcode = row.cell("level"), row.cell("pcode")
    if level not in _TYPES:
        raise RowRefused("level", NoSuchLevel())
    # Not `cell`, which takes white space away.
    outline = row.cells["outline"]
    if not outline or len(outline) > LONGEST:
        raise RowRefused("outline", NoOutline())
    answers = {"name": row.cell("name") or pcode, "type": _TYPES[level], "place": pcode}
    made = entry("boundary", record_id("boundary", pcode), answers, {"place": "pcode"})
    yield Entry(made.kind, made.record, {**made.values, "outline": outline})


def _features(file: Path) -> Sequence[object]:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
        if raw.startswith(b"\x1f\x8b"):
            with gzip.open(file, "rb") as packed:  # not all at once: a small file can hold a lot
                raw = packed.read(LARGEST + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise NotGeoJson(file=file) from None
    except OSError:
        raise NoSuchTable(file=file) from None
    if len(raw) > LARGEST:
        raise TableTooLarge(file=file, megabytes=LARGEST // 1024 // 1024)
    try:
        document = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise NotGeoJson(file=file) from None
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list):
        raise NotGeoJson(file=file)
    crs = document.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    grid = named.get("name") if isinstance(named, dict) else None
    if isinstance(grid, str) and not _WORLD.search(grid):
        raise OtherGrid(file=file)
    return features


def _area(feature: object) -> _Area:
    found = feature if isinstance(feature, dict) else {}
    properties = found.get("properties")
    named = properties if isinstance(properties, dict) else {}
    codes = _by_level(_CODE, named)
    level = max(codes, default="")
    cells = {
        "level": level,
        "pcode": codes.get(level, ""),
        "name": _by_level(_NAME, named).get(level, ""),
    }
    try:
        return _Area(cells, tuple(_rings(found.get("geometry"))))
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        return _Area(cells, ())


def _by_level(wanted: re.Pattern[str], properties: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in properties.items():
        match = wanted.fullmatch(str(key).strip())
        if match and isinstance(value, str) and value.strip():
            found.setdefault(match[1], " ".join(value.split()))
    return found


def _rings(geometry: object) -> Iterator[tuple[Point, ...]]:
    """Give the rings of a polygon or of several.

    Raises:
        ValueError, TypeError, KeyError, IndexError, OverflowError: It is none, or points nowhere.
    """
    if not isinstance(geometry, dict):
        raise TypeError
    several = {"Polygon": [geometry["coordinates"]], "MultiPolygon": geometry["coordinates"]}
    for polygon in several[str(geometry["type"])]:
        for ring in polygon:
            points = tuple((round(float(p[0]), 6), round(float(p[1]), 6)) for p in ring)
            if not all(_on_earth(point) for point in points):
                raise ValueError
            yield points[:-1] if points[0] == points[-1] else points


def _on_earth(point: Point) -> bool:
    longitude, latitude = point
    finite = math.isfinite(longitude) and math.isfinite(latitude)
    return finite and abs(longitude) <= 180 and abs(latitude) <= 90


def _outlines(areas: Sequence[_Area]) -> list[str]:
    rings = [ring for area in areas for ring in area.rings]
    found: list[str] = []
    for tolerance in TOLERANCES:
        simple = iter(simplified(rings, tolerance))
        # An island or a small town that would vanish is kept as it is, if the area is nothing else.
        found = [encode(next(simple) for _ in area.rings) or encode(area.rings) for area in areas]
        if max(map(len, found)) <= LONGEST:
            break
    return found
