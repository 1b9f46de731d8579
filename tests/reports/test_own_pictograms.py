"""A mission's own drawings: printed in the place of ours, or refused with a sentence."""

import os
from pathlib import Path

import pytest

from fieldapp.language import load_language
from fieldapp.paths import resource
from fieldapp.reports.own_pictograms import LARGEST, BadPictogram, read_own
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf

LINE = '<path d="M2 12h20"/>'


def kept(folder: Path, name: str, source: str, size: str = "0 0 24 24") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f'<svg viewBox="{size}">{source}</svg>', "utf-8")
    return folder


def test_where_there_is_no_folder_ours_are_printed(tmp_path: Path) -> None:
    assert read_own(tmp_path / "nowhere") == {}


def test_all_of_ours_could_be_a_missions_own(tmp_path: Path) -> None:
    for icon in resource("icons").glob("*.svg"):
        (tmp_path / icon.name).write_bytes(icon.read_bytes())

    assert len(read_own(tmp_path)) > 60


def test_a_drawing_is_printed_in_the_place_of_ours(tmp_path: Path) -> None:
    own = read_own(kept(tmp_path / "own", "hammer.svg", LINE))
    ink = {}
    for name, drawings in (("ours", {}), ("theirs", own)):
        sheet = Sheet(load_language("en"), own=drawings)
        path = pdf.write(tmp_path / f"{name}.pdf", sheet.pictogram("hammer", 100), size=(100, 100))
        ink[name] = pdf.ink(path)

    assert ink["theirs"] == pytest.approx((0.04, 0.46, 0.96, 0.54), abs=0.02)
    assert ink["ours"] != ink["theirs"]


@pytest.mark.parametrize(
    ("name", "source", "why"),
    [
        ("hammer.png", LINE, "no SVG file"),
        ("unknown.svg", LINE, "none of ours"),
        ("hammer.svg", LINE + "<", "no SVG file"),
        ("hammer.svg", "", "no shapes"),
        ("hammer.svg", LINE * 61, "no shapes, or more than 60"),
        ("hammer.svg", "<text>here</text>", "something else"),
        ("hammer.svg", '<image href="photo.jpg"/>', "something else"),
        ("hammer.svg", f"<g>{LINE}</g>", "something else"),
        ("hammer.svg", '<path d="M2 2 T 4 4"/>', "something else"),
        ("hammer.svg", '<path d="M2 2 L 4"/>', "something else"),
        ("hammer.svg", '<path d="M2 2ZZ 7"/>', "something else"),
        ("hammer.svg", '<path d="L2 2"/>', "something else"),
        ("hammer.svg", '<path d="M2 2A0 0 0 0 1 4 4"/>', "something else"),
        ("hammer.svg", '<path d="M2 2A3 5 30 0 1 4 4"/>', "something else"),
        ("hammer.svg", '<circle cx="nan" cy="2" r="1"/>', "something else"),
        ("hammer.svg", f"<!--{'x' * LARGEST}-->{LINE}", "larger than 32 KB"),
        ("hammer.svg", f'<!DOCTYPE a [<!ENTITY b "c">]>{LINE}', "declarations"),
    ],
)
def test_what_cannot_be_printed_as_it_looks_gets_a_sentence(
    tmp_path: Path, name: str, source: str, why: str
) -> None:
    folder = kept(tmp_path / "own", name, source)

    with pytest.raises(BadPictogram) as told:
        read_own(folder)

    assert f"The pictogram {name} cannot be used:" in str(told.value)
    assert why in str(told.value)


def test_a_drawing_on_another_square_gets_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadPictogram, match="24 by 24"):
        read_own(kept(tmp_path / "own", "hammer.svg", LINE, "0 0 48 48"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such pipes")
def test_nobody_waits_for_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "hammer.svg")

    with pytest.raises(BadPictogram, match="cannot be read"):
        read_own(tmp_path)
