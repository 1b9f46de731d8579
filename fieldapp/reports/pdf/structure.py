"""What the marks on the pages are: headings, paragraphs, lists, tables, pictures, in reading order.

A program that reads aloud follows this tree and not the page (ISO 32000-1, 14.7 and 14.8). Which
marks belong to which element is told by `type.canvas`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase import pdfdoc

#: Elements that hold their words themselves; in all others a text is an element of its own.
_HEADINGS = frozenset({"H1", "H2", "H3"})
_HOLD_WORDS = _HEADINGS | {"P", "Lbl", "LBody"}

_BULLETS = frozenset("•–")


@dataclass(frozen=True, eq=False)
class Tag:
    """What one block is. A block that is broken over pages shares it among its parts.

    Attributes:
        role: A standard structure type of ISO 32000-1, 14.8.4, such as ``P`` or ``Table``. Of the
            levels of headings, H1 to H3, a paper may leave any out: those below move up.
        says: What a picture shows, in the paper's language.
        title: What a heading is called in the list of bookmarks; one that has none is not in it.
        attributes: What else is known, as the content of a PDF dictionary.
    """

    role: str
    says: str = ""
    title: str = ""
    attributes: str = ""


class Element(pdfdoc.PDFObject):
    """One element of the tree, as ReportLab writes objects into a file.

    Attributes:
        role: Of its tag, or the level of a heading.
        kids: Elements, and marks on a page: the number of the page from 1 and of the mark.
        said: The words in the order in which they are said, where they stand in another.
        number, above: Its number in the file, and that of the element which holds it.
    """

    def __init__(self, tag: Tag, role: str) -> None:
        self.tag, self.role = tag, role
        self.kids: list[Element | tuple[int, int]] = []
        self.said: list[str] = []
        self.number = self.above = 0

    @property
    def holds_words(self) -> bool:
        """Whether words inside it are its own."""
        return self.role in _HOLD_WORDS

    def format(self, document: Any) -> bytes:
        """The element as an object of the file; `Structure.add_to` has numbered all before."""
        parts = [f"<</S/{self.role}/P {self.above} 0 R".encode()]
        if self.tag.says:
            parts.append(b"/Alt" + text_string(self.tag.says))
        # A heading's number stands in a ring apart from its words, but is said with them.
        if said := self.tag.title or "".join(self.said).strip():
            parts.append(b"/ActualText" + text_string(said))
        if self.tag.attributes:
            parts.append(f"/A<<{self.tag.attributes}>>".encode())
        if self.kids:
            parts.append(self._listed(document).encode())
        return b"".join([*parts, b">>"])

    def _listed(self, document: Any) -> str:
        own = next((kid[0] for kid in self.kids if isinstance(kid, tuple)), 0)
        listed = []
        for kid in self.kids:
            if isinstance(kid, Element):
                listed.append(f"{kid.number} 0 R")
            elif kid[0] == own:
                listed.append(str(kid[1]))
            else:
                page = _page(document, kid[0])
                listed.append(f"<</Type/MCR/Pg {page} 0 R/MCID {kid[1]}>>")
        kids = listed[0] if len(listed) == 1 else f"[{' '.join(listed)}]"
        separator = "" if kids[0] in "[<" else " "
        shown_on = f"/Pg {_page(document, own)} 0 R" if own else ""
        return f"{shown_on}/K{separator}{kids}"


class Structure:
    """The tree of one paper while it is drawn."""

    def __init__(self) -> None:
        self._document = Element(Tag("Document"), "Document")
        self._open = [self._document]
        self._begun: dict[tuple[Element, Tag], Element] = {}
        self._levels: set[str] = set()

    @property
    def current(self) -> Element:
        """The innermost element that is open."""
        return self._open[-1]

    def begin(self, tag: Tag) -> Element:
        """Open the element of a tag, or go on with it where it was begun on a page before."""
        key = (self.current, tag)
        element = self._begun.get(key)
        if element is None:
            element = self._begun[key] = Element(tag, self._role(tag))
            self.current.kids.append(element)
        self._open.append(element)
        return element

    def begin_list(self, marker: str) -> Element:
        """Open the list that the last entry belongs to, or a new one."""
        before = self.current.kids[-1] if self.current.kids else None
        if isinstance(before, Element) and before.role == "L":
            return self.begin(before.tag)
        numbering = "Disc" if marker.strip() in _BULLETS else "Decimal"
        return self.begin(Tag("L", attributes=f"/O/List/ListNumbering/{numbering}"))

    def _role(self, tag: Tag) -> str:
        """The role of a tag; who goes from heading to heading must find no level missing."""
        if tag.role not in _HEADINGS:
            return tag.role
        self._levels.add(tag.role)
        return f"H{sum(level <= tag.role for level in self._levels)}"

    def end(self) -> None:
        """Close the innermost element."""
        self._open.pop()

    def add_to(self, document: Any, pages: Sequence[Sequence[Element]]) -> Any:
        """Add all elements to a file and return a reference to their root.

        Args:
            document: ReportLab's, with all its pages.
            pages: Of each page the element of every mark, in the order of the marks.
        """
        elements = [self._document]
        for element in elements:
            document.Reference(element)
            element.number = document.objectcounter
            kids = [kid for kid in element.kids if isinstance(kid, Element)]
            for kid in kids:
                kid.above = element.number
            elements += kids
        marks = " ".join(
            f"{page}[{' '.join(f'{element.number} 0 R' for element in marked)}]"
            for page, marked in enumerate(pages)
        )
        root = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("StructTreeRoot"),
                "K": f"{self._document.number} 0 R",
                "ParentTree": f"<</Nums[{marks}]>>",
                "ParentTreeNextKey": len(pages),
            }
        )
        reference = document.Reference(root)
        self._document.above = document.objectcounter
        return reference


def _page(document: Any, number: int) -> int:
    found: int = document.idToObjectNumberAndVersion[f"Page{number}"][0]
    return found


def text_string(text: str) -> bytes:
    """A text as PDF has it: ASCII, or UTF-16 with a byte order mark (ISO 32000-1, 7.9.2)."""
    raw = text.encode() if text.isascii() else b"\xfe\xff" + text.encode("utf-16-be")
    for special in (b"\\", b"(", b")"):
        raw = raw.replace(special, b"\\" + special)
    return b"(" + raw.replace(b"\r", b"\\r") + b")"
