"""Drawings of a mission's own in the place of our pictograms, looked through before any is printed.

A drawing that one region reads at a glance says nothing in the next, so a mission may put its own
into the folder ``pictograms`` of the workspace: SVG files, each named like ours that it replaces.
The folder is read whenever a paper is made, and belongs to whoever has the laptop. It does not go
to other laptops with a sync: whoever prepares laptops copies it. A picture stands on papers in the
mission's name, and who may change it on every laptop at once would need a right and a signature of
its own; nothing that is in the folder can reach a paper but lines.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

from fieldapp.errors import UserError, Words
from fieldapp.language import N_
from fieldapp.paths import resource
from fieldapp.reports.figures import FIGURES
from fieldapp.reports.pictograms import SIDE, is_path

LARGEST = 32 * 1024
"""Bytes. Ours have less than one."""

MOST_SHAPES = 60

_NUMBERS: Mapping[str, tuple[str, ...]] = {
    "circle": ("cx", "cy", "r"),
    "line": ("x1", "y1", "x2", "y2"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "path": (),
    "polyline": (),
}
"""What a drawing may be made of, and which of its answers are numbers."""

_NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,6})?")
_POINTS = re.compile(r"[-\d.,\s]+")


class BadPictogram(UserError):
    """A drawing that cannot be printed. The paper is not made: a sign that is not the mission's own
    would be taken for it."""

    text = N_("The pictogram {file} cannot be used: {why}")
    remedy = N_("Mend it, or take it out of the folder {folder}. Then ours is printed.")


def read_own(folder: Path) -> dict[str, str]:
    """Return a mission's own drawings as SVG sources, by the name of ours that each replaces.

    Raises:
        BadPictogram: One of them cannot be used.
    """
    found = {}
    try:
        files = sorted(each for each in folder.iterdir() if not each.name.startswith("."))
    except OSError:  # there is none, which is usual
        return {}
    for file in files:
        why = ""
        source = b""
        try:
            source = _beginning(file)
        except OSError:
            why = N_("it cannot be read.")
        why = why or next(_faults(file.name, source), "")
        if why:
            raise BadPictogram(file=file.name, why=Words(why), folder=folder)
        found[file.stem] = source.decode("utf-8")
    return found


def _beginning(file: Path) -> bytes:
    """Return no more than is looked at. What is no file, such as a pipe, could keep us waiting."""
    if not file.is_file():
        raise FileNotFoundError
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _faults(name: str, source: bytes) -> Iterator[str]:
    """Give what keeps a drawing from being printed, in sentences."""
    stem, _, suffix = name.rpartition(".")
    if suffix != "svg":
        yield N_("it is no SVG file.")
    if stem not in FIGURES and not resource("icons", f"{stem}.svg").is_file():
        yield N_("none of ours has that name.")
    if len(source) > LARGEST:
        yield N_("it is larger than 32 KB.")
    # Entities could make a small file swell until the memory is full.
    if b"<!" in source.replace(b"<!--", b""):
        yield N_("it has declarations, which a drawing does not need.")
        return
    try:
        root = ElementTree.fromstring(source.decode("utf-8"))  # noqa: S314 - has no declarations
    except (ElementTree.ParseError, UnicodeDecodeError, ValueError):
        yield N_("it is no SVG file.")
        return
    if root.get("viewBox", "").split() != ["0", "0", f"{SIDE}", f"{SIDE}"]:
        yield N_("it is not drawn on a square of 24 by 24 (viewBox “0 0 24 24”).")
    shapes = list(root)
    if not 0 < len(shapes) <= MOST_SHAPES:
        yield N_("it has no shapes, or more than 60.")
    if not all(_is_drawn(shape) for shape in shapes):
        yield N_("it has something else than plain lines: paths, circles, rectangles, polylines.")


def _is_drawn(shape: ElementTree.Element) -> bool:
    """Say whether a shape is one that is printed as it looks."""
    name = shape.tag.rpartition("}")[2]
    if name not in _NUMBERS or len(shape) or shape.get("transform") or shape.get("style"):
        return False
    if name == "path":
        return is_path(shape.get("d", ""))
    if name == "polyline":
        points = shape.get("points", "")
        return bool(_POINTS.fullmatch(points)) and is_path(f"M{points}")
    return all(_NUMBER.fullmatch(shape.get(each, "0")) for each in _NUMBERS[name])
