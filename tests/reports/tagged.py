"""What a program that reads aloud finds in a PDF file: the tree of elements and their words."""

from collections.abc import Callable, Iterator
from ctypes import c_int, c_ulong, c_ushort, create_string_buffer
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw


@dataclass(frozen=True)
class Element:
    """One element as far as one page shows it.

    Attributes:
        says: What a picture shows.
        words: Those it holds itself, in the order in which they are said.
        marks: Numbers of what is drawn on the page for it.
    """

    role: str
    says: str
    words: str
    marks: tuple[int, ...]
    kids: tuple["Element", ...] = field(repr=False)

    def all(self) -> Iterator["Element"]:
        """It, and everything below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.all()


def elements(path: Path) -> list[list[Element]]:
    """Of each page all elements that show something on it, in reading order."""
    with pypdfium2.PdfDocument(path) as document:
        return [[one for root in _roots(page) for one in root.all()] for page in document]


def read_aloud(path: Path) -> list[str]:
    """Each thing that is said, with what it is: "H2 2. Who is here"."""
    return [
        f"{one.role} {one.says or one.words}"
        for page in elements(path)
        for one in page
        if one.says or one.words
    ]


def marks(path: Path) -> list[list[int]]:
    """Of each page the mark of each thing drawn: its number, -1 for decoration, -2 for none."""
    with pypdfium2.PdfDocument(path) as document:
        return [[_mark(item.raw) for item in page.get_objects()] for page in document]


def _roots(page: pypdfium2.PdfPage) -> list[Element]:
    shown: dict[int, str] = {}
    text_page = page.get_textpage()
    for item in page.get_objects([raw.FPDF_PAGEOBJ_TEXT], textpage=text_page):
        mark = _mark(item.raw)
        shown[mark] = shown.get(mark, "") + item.extract()
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    try:
        return [
            _element(raw.FPDF_StructTree_GetChildAtIndex(tree, place), shown)
            for place in range(raw.FPDF_StructTree_CountChildren(tree))
        ]
    finally:
        raw.FPDF_StructTree_Close(tree)


def _element(handle: Any, shown: dict[int, str]) -> Element:
    kids, own = [], []
    for place in range(raw.FPDF_StructElement_CountChildren(handle)):
        if kid := raw.FPDF_StructElement_GetChildAtIndex(handle, place):
            kids.append(_element(kid, shown))
    for place in range(raw.FPDF_StructElement_GetMarkedContentIdCount(handle)):
        own.append(raw.FPDF_StructElement_GetMarkedContentIdAtIndex(handle, place))
    own = [mark for mark in own if mark >= 0]
    said = _string(raw.FPDF_StructElement_GetActualText, handle)
    return Element(
        _string(raw.FPDF_StructElement_GetType, handle),
        _string(raw.FPDF_StructElement_GetAltText, handle),
        said or "".join(shown.get(mark, "") for mark in own),
        tuple(own),
        tuple(kids),
    )


def _string(get: Callable[..., int], handle: Any) -> str:
    length = get(handle, None, 0)
    buffer = create_string_buffer(length)
    get(handle, buffer, length)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def _mark(item: Any) -> int:
    for place in range(raw.FPDFPageObj_CountMarks(item)):
        mark = raw.FPDFPageObj_GetMark(item, place)
        number = c_int()
        if raw.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number):
            return number.value
        if _name(mark) == "Artifact":
            return -1
    return -2


def _name(mark: Any) -> str:
    length, buffer = c_ulong(), (c_ushort * 40)()
    raw.FPDFPageObjMark_GetName(mark, buffer, 80, length)
    return bytes(buffer)[: length.value].decode("utf-16-le").rstrip("\0")
