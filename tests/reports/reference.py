"""What stands on a paper and where, as lines of text to compare with those that were stored.

`python -m tests.reports.reference` writes what is stored again; nothing else ever does. Look at the
papers as pictures before, and at the difference of the files after it: that is what changes for a
village.

A line of a file is one stretch of text in one font, as a reader program finds it, in the order in
which it was written: how far from the left and from the foot of the page its baseline begins,
the size of its type ("b": bold), its words. A line with two lengths in brackets is a drawing, or a
rule: its lower left corner, width and height. All are whole points.
"""

import math
import re
import tempfile
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

import pypdfium2
import pypdfium2.raw as raw

from fieldapp.domain.papers.order import Manner
from tests.reports import pdf
from tests.reports.every_sort import DRAWN, draw, languages_of

FOLDER = Path(__file__).parents[1] / "files" / "papers"
AGAIN = "python -m tests.reports.reference"

#: Points by which another version of a library may round otherwise.
_ROUNDING = 1

#: It is another one as soon as the paper holds anything more, also what nobody sees.
_CHECKSUM = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}\b")
_ANY_CHECKSUM, _ANYWHERE = "####-####", "?"

VARIANTS = {
    "joint_review-large": Manner("en", leaf="large"),
    "joint_review-a5": Manner("en", leaf="a5"),
    "joint_review-beside": Manner("fr", beside="ar"),
    "joint_review-hands": Manner("en", signatures=False),
    "joint_review-toner": Manner("en", saves_toner=True),
    "joint_review-ethiopian": Manner("am", calendar="ethiopian"),
    "poster-tiles": Manner("en", leaf="tiles"),
}
"""By the name of the sort and what is another about it: each in the one language that shows it."""


def references() -> dict[str, tuple[str, Manner]]:
    """Give every paper of which it is stored what stands on it: sort and manner by its name."""
    usual = {
        f"{sort}-{code}": (sort, Manner(code)) for sort in DRAWN for code in languages_of(sort)
    }
    others = {
        f"{name}-{manner.language}": (name.split("-")[0], manner)
        for name, manner in VARIANTS.items()
    }
    return {**usual, **others}


def stands_on(path: Path) -> list[str]:
    """Return the lines that tell what stands on a paper."""
    lines = []
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document, 1):
            wide, high = page.get_size()
            lines.append(f"page {number} of {len(document)}: {wide:.0f} x {high:.0f}")
            lines += _lines(page, wide, high)
    return lines


def first_difference(stored: Iterable[str], found: Iterable[str]) -> str:
    """Say which line is the first that differs and by what; "" where none does."""
    for number, (was, now) in enumerate(zip_longest(stored, found, fillvalue=""), 1):
        if not _alike(was, now):
            return f"line {number}\n  was: {was or 'nothing'}\n  is:  {now or 'nothing'}"
    return ""


def _alike(was: str, now: str) -> bool:
    """Say whether two lines tell the same but for rounding."""
    if was == now:
        return True
    old, new = was.split(), now.split()
    drawings = was.endswith("]") and now.endswith("]")
    measured = len(old) if drawings else 2
    return (
        len(old) == len(new) > 2
        and old[measured:] == new[measured:]
        and all(map(_near, old[:measured], new[:measured]))
    )


def _near(was: str, now: str) -> bool:
    old, new = was.strip("[]"), now.strip("[]")
    if not (old.lstrip("-").isdigit() and new.lstrip("-").isdigit()):
        return old == new
    return abs(int(old) - int(new)) <= _ROUNDING


def _lines(page: pypdfium2.PdfPage, wide: float, high: float) -> Iterator[str]:
    text = page.get_textpage()
    drawing: pdf.Box | None = None
    moving: set[int] = set()  # baselines on which a checksum shifts what follows it
    for item in page.get_objects(textpage=text):
        left, bottom, right, top = item.get_bounds()
        if left > wide or right < 0 or bottom > high or top < 0:
            continue  # cut off: it stands on another leaf of a poster
        box = pdf.Box("", left, bottom, right, top)
        if item.type != raw.FPDF_PAGEOBJ_TEXT:
            if drawing and not _touch(drawing, box):
                yield _drawn(drawing)
                drawing = None
            drawing = _around(drawing, box) if drawing else box
            continue
        if drawing:
            yield _drawn(drawing)
            drawing = None
        words = " ".join(pdf.clean(item.extract()).split())
        if words:
            yield _written(item, words, moving)
    if drawing:
        yield _drawn(drawing)


def _written(item: pypdfium2.PdfTextObj, words: str, moving: set[int]) -> str:
    at = item.get_matrix()
    size = item.get_font_size() * math.hypot(at.a, at.b)
    bold = "b" if "Bold" in item.get_font().get_base_name() else ""
    said = _CHECKSUM.sub(_ANY_CHECKSUM, words)
    if said != words:
        moving.add(round(at.f))
    left = _ANYWHERE if round(at.f) in moving else f"{at.e:.0f}"
    return f"{left:>4} {at.f:>4.0f} {f'{size:g}{bold}':<4} {said}"


def _drawn(box: pdf.Box) -> str:
    size = f"[{box.right - box.left:.0f} {box.top - box.bottom:.0f}]"
    return f"{box.left:>4.0f} {box.bottom:>4.0f} {size}"


def _touch(one: pdf.Box, other: pdf.Box) -> bool:
    across = one.left <= other.right and other.left <= one.right
    return across and one.bottom <= other.top and other.bottom <= one.top


def _around(one: pdf.Box, other: pdf.Box) -> pdf.Box:
    return pdf.Box(
        "",
        min(one.left, other.left),
        min(one.bottom, other.bottom),
        max(one.right, other.right),
        max(one.top, other.top),
    )


def store_again() -> None:
    """Write the files of all papers, and no others."""
    FOLDER.mkdir(exist_ok=True)
    for file in FOLDER.glob("*.txt"):
        file.unlink()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        for name, (sort, manner) in references().items():
            pdf.write_drawn(draw(sort, manner), path)
            text = "".join(f"{line}\n" for line in stands_on(path))
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    store_again()
