"""The invented area around the village: borders, villages where they lie, and how they stand."""

import math
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QWidget

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.outline import Point, encode
from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_steering import PLACE
from fieldapp.ui.pages.map import MapPage
from fieldapp.ui.pages.today import TodayPage
from fieldapp.ui.rooms import MAP, TODAY

if TYPE_CHECKING:
    from fieldapp.ui.gallery_screens import Show
    from fieldapp.ui.shell import Shell

_PATIENCE_MS = 20_000

_CORNERS: Mapping[str, Point] = {
    "a": (-1.1, 14.9), "b": (0.1, 15.2), "c": (1.3, 14.8), "d": (-1.3, 14.0), "e": (-0.1, 14.1),
    "f": (1.2, 13.9), "g": (-0.9, 13.1), "h": (0.3, 13.2), "i": (1.4, 13.0),
}  # fmt: skip
_COUNTIES = {
    "XX0101": ("Alor", "adeba"),
    "XX0102": ("Sélou", "befcb"),
    "XX0103": ("Northern Bend", "dghed"),
    "XX0104": ("Two Wells", "ehife"),
}
"""P-code to name and the corners of the border."""

_VILLAGES: tuple[tuple[str, str, Point, str, Mapping[str, Value]], ...] = (
    (PLACE, "", (0.32, 14.42), "", {"groups": ("women", "youth", "displaced"), "population": 3400}),
    ("XX010204", "", (0.71, 14.61), "", {"groups": ("women", "older"), "population": 1200}),
    ("XX010205", "", (0.86, 14.18), "", {"groups": ("herders",), "population": 2100}),
    ("XX010206", "", (0.41, 14.83), "", {"groups": ("youth",)}),
    ("XX010101", "Alor market", (-0.62, 14.55), "town", {"groups": ("women",)}),
    ("XX010102", "Kessou", (-0.9, 14.3), "village", {}),
    ("XX010103", "Dounga", (-0.35, 14.82), "village", {"groups": ("displaced",)}),
    ("XX010301", "Ferry of Sambo", (-0.72, 13.62), "village", {"groups": ("women", "youth")}),
    ("XX010302", "Tamba", (-0.2, 13.42), "village", {}),
    ("XX010303", "Site 4", (-0.42, 13.86), "camp", {"groups": ("displaced", "women")}),
    ("XX010401", "Mirage Wells", (0.7, 13.55), "village", {"groups": ("herders",)}),
    ("XX010402", "Koré", (1.05, 13.3), "village", {}),
    ("XX010403", "Old customs post", (0.52, 13.86), "village", {}),
)


def chart(workspace: Workspace, today: date) -> None:
    """Draw the borders, put the villages on the map, and let something be late in some."""

    def on(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    def save(kind: str, values: Mapping[str, Value], record: str = "") -> str:
        return records.save(workspace, Change(kind, values, record))

    known = {
        record.values.get("pcode"): record.id
        for record in records.query(workspace, Wanted("place"))
    }
    for pcode, name, (longitude, latitude), type_, more in _VILLAGES:
        values = {"latitude": latitude, "longitude": longitude, "place": pcode[:6], **more}
        if name:
            values |= {"name": name, "type": type_, "pcode": pcode}
        save("place", values, known.get(pcode, ""))
    save("place", {"name": "Well of the two brothers", "type": "village", "place": "XX0104"})
    save("place", {"name": "Upper River", "pcode": "XX01", "type": "adm1"})
    for pcode, (name, corners) in _COUNTIES.items():
        save("place", {"name": name, "pcode": pcode, "type": "adm2", "place": "XX01"})
        outline = encode([_border(corners)])
        values = {"name": name, "type": "adm2", "place": pcode, "outline": outline}
        save("boundary", values)
    outline = encode([_border("adghifcba")])
    save("boundary", {"name": "Upper River", "type": "adm1", "place": "XX01", "outline": outline})
    for pcode, days, kind in (
        ("XX010101", -30, "council"), ("XX010101", -20, "women"), ("XX010103", -150, "council"),
        ("XX010301", -260, "council"), ("XX010303", -12, "council"), ("XX010303", -40, "displaced"),
        ("XX010401", -70, "council"),
    ):  # fmt: skip
        save("meeting", {"title": "Visit", "held_on": on(days), "place": pcode, "type": kind})
    for pcode, title, status, days in (
        ("XX010301", "Ferry landing", "ongoing", -12),
        ("XX010101", "Market latrines", "completed", -40),
        ("XX010303", "Lighting of the site", "ongoing", 30),
        ("XX010401", "Solar pump", "suspended", 60),
    ):
        work: dict[str, Value] = {
            "title": title,
            "status": status,
            "planned_end": on(days),
            "place": pcode,
        }
        save("deliverable", {**work, "sector": "water"})
    for pcode, level, days, status in (
        ("XX010303", 2, -30, "open"), ("XX010101", 2, -50, "answered"), ("XX010301", 3, -2, "open"),
    ):  # fmt: skip
        told: dict[str, Value] = {
            "received_on": on(days),
            "level": level,
            "status": status,
            "place": pcode,
        }
        save("feedback", {**told, "channel": "box", "summary": "About the works."})


def map_screens() -> "dict[str, Show]":
    """Return the screens of the first page and the map, by name."""
    return {
        "today": show_today,
        "map": lambda shell: _show(shell),
        "map-works": lambda shell: _show(shell, matter="works", place="XX010301"),
        "map-chosen": lambda shell: _show(shell, place=PLACE),
    }


def show_today(shell: "Shell") -> None:
    """Go to the first page and wait until it is read."""
    shell.show_page(TODAY)
    page = shell.findChildren(TodayPage)[-1]  # one that was left may not be gone yet
    wait = QEventLoop()
    page.read.connect(wait.quit)
    QTimer.singleShot(_PATIENCE_MS, wait.quit)
    wait.exec()


def _show(shell: "Shell", matter: str = "", place: str = "") -> None:
    shell.show_page(MAP)
    page = shell.findChildren(MapPage)[-1]  # one that was left may not be gone yet
    wait = QEventLoop()
    page.read.connect(wait.quit)
    QTimer.singleShot(_PATIENCE_MS, wait.quit)
    wait.exec()
    painted = QEventLoop()
    page.map.painted.connect(painted.quit)
    QTimer.singleShot(1_000, painted.quit)
    painted.exec()
    if matter:
        page.matters.button(matter).click()
    if place:
        page.choose(place)
        focused: QWidget = page.map
        focused.setFocus()


def _border(corners: str) -> list[Point]:
    """Return a closed line through corners that winds between them, the same from either side."""
    line: list[Point] = []
    for here, there in pairwise(corners):
        first, last = sorted((here, there))
        (x1, y1), (x2, y2) = _CORNERS[first], _CORNERS[last]
        length = math.hypot(x2 - x1, y2 - y1)
        seed = ord(first) * 3 + ord(last)
        piece = []
        for step in range(40):
            share = step / 40
            bend = math.sin(share * math.pi) * (
                0.06 * math.sin(share * 9 + seed) + 0.03 * math.sin(share * 31 + seed)
            )
            across, up = -(y2 - y1) / length, (x2 - x1) / length
            x, y = x1 + share * (x2 - x1) + bend * across, y1 + share * (y2 - y1) + bend * up
            piece.append((x, y))
        piece.append((x2, y2))
        line += piece[:-1] if here == first else piece[:0:-1]
    return line
