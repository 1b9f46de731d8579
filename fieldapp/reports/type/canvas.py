"""A PDF page on which only shaped glyphs are written: the one place that puts text into the file.

ReportLab's own text calls are left unused, because they neither shape nor embed as we need.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from fieldapp.reports.pdf.archive import catalogue, information
from fieldapp.reports.pdf.file import packed
from fieldapp.reports.pdf.structure import Element, Structure, Tag
from fieldapp.reports.type.embedding import INVISIBLE_SHIFT, EmbeddedFont
from fieldapp.reports.type.fonts import Face
from fieldapp.reports.type.setting import Piece

_NOTHING_AROUND = nullcontext()

#: What is left of a line's thickness where toner is saved, and the least in points of the drawing
#: that a copy of a copy still has.
_SAVED, _THINNEST = 0.6, 0.7


class PaperCanvas(Canvas):
    """A canvas with embedded subset fonts only, whose bytes depend on nothing but its content.

    All that is drawn on it belongs to an element of the paper's structure, or else is said to be
    mere decoration: `tagged`, `words`, `figure` and `artifact` are told around what is drawn.

    Args:
        zoom: How much larger a page comes out than what is drawn on it.
        lang: Code of the language of the paper.
        saves_toner: Lines are drawn thinner, and `patterns` fills no surface with black.
    """

    def __init__(
        self,
        filename: Any,
        zoom: float = 1,
        *,
        lang: str | None = None,
        saves_toner: bool = False,
        **options: Any,
    ) -> None:
        self._zoom, self._language, self.saves_toner = zoom, lang or "en", saves_toner
        self._embedded: dict[Face, EmbeddedFont] = {}
        self._structure = Structure()
        self._marked_pages: list[list[Element]] = []
        super().__init__(filename, **{**options, "invariant": 1, "pageCompression": 1})

    def _restartAccumulators(self) -> None:  # noqa: N802 - ReportLab's name
        super()._restartAccumulators()
        self._marked: list[Element] = []  # whose each mark of this page is, by the mark's number
        self._in_sequence = False
        self._bookmarks: list[tuple[str, int, float]] = []

    def _make_preamble(self) -> None:
        # ReportLab's preamble selects Helvetica, which would then be in the file, not embedded.
        self._preamble = f"{self._zoom:g} 0 0 {self._zoom:g} 0 0 cm"

    def showPage(self) -> None:  # noqa: N802 - ReportLab's name
        """Finish the page at the size that it comes out with."""
        drawn_on: tuple[float, float] = self._pagesize
        self.setPageSize((drawn_on[0] * self._zoom, drawn_on[1] * self._zoom))
        super().showPage()
        self.setPageSize(drawn_on)

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802 - ReportLab's name
        """Called for each finished page, when its number in the file is known."""
        super()._setAnnotations(page)
        page.__NoDefault__ = (*page.__NoDefault__, "StructParents", "Tabs")
        page.StructParents, page.Tabs = len(self._marked_pages), pdfdoc.PDFName("S")
        page.Trans = None
        # ReportLab would write packed content as letters, a quarter larger.
        page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        self._marked_pages.append(self._marked)
        for title, level, top in self._bookmarks:
            key = f"bookmark {len(self._destinations)}"
            self.bookmarkPage(key, fit="XYZ", left=0, top=round(top))
            self.addOutlineEntry(title, key, level=min(level, self._doc.outline.currentlevel + 1))

    def save(self) -> None:
        """Write the file."""
        if self._code:
            self.showPage()
        document, title = self._doc, self._doc.info.title
        for font in document.delayedFonts:
            font.addObjects(document)
        document.Outlines.prepare(document, self)
        root = self._structure.add_to(document, self._marked_pages)
        start = catalogue(document, root, title, self._language)
        content = packed(document, start, information(document, title))
        if isinstance(self._filename, str):
            Path(self._filename).write_bytes(content)
        else:
            self._filename.write(content)

    def tagged(self, tag: Tag | None, height: float = 0) -> AbstractContextManager[None]:
        """Everything drawn within belongs to an element, or to what goes on of it from before.

        Args:
            tag: None where what is drawn within tells for itself.
            height: Of what is drawn, from where the origin is.
        """
        if tag is None or self._in_sequence:  # a picture or a decoration is one thing
            return _NOTHING_AROUND
        return self._element(tag, height)

    @contextmanager
    def _element(self, tag: Tag, height: float) -> Iterator[None]:
        self._begin(tag, height)
        yield
        self._structure.end()

    @contextmanager
    def list_entry(self, tag: Tag, marker: str) -> Iterator[None]:
        """What is drawn within is an entry of a list; entries that follow each other are one list.

        Args:
            marker: What stands before it: a bullet or a number.
        """
        if self._in_sequence:
            yield
            return
        self._structure.begin_list(marker)
        self._structure.begin(tag)
        yield
        self._structure.end()
        self._structure.end()

    @contextmanager
    def words(self, tag: Tag, said: str = "", height: float = 0) -> Iterator[None]:
        """What is drawn within are words: an element of its own, or those of a heading around it.

        Args:
            tag: What they are where nothing around them says so.
            said: In the order in which they are said, where they stand in another.
            height: Of what is drawn, from where the origin is.
        """
        if self._in_sequence:
            yield
            return
        begins = not self._structure.current.holds_words
        if begins:
            self._begin(tag, height)
        element = self._structure.current
        if said:
            element.said.append(said)
        self._begin_sequence_of(element)
        yield
        self._end_sequence()
        if begins:
            self._structure.end()

    @contextmanager
    def figure(self, says: str | None, width: float, height: float) -> Iterator[None]:
        """What is drawn within is one picture.

        Args:
            says: What it shows, in the paper's language; "" for mere decoration, None where what
                is drawn tells for itself.
            width, height: Of what is drawn, from where the origin is.
        """
        if self._in_sequence or says is None:
            yield
        elif not says:
            with self.artifact():
                yield
        else:
            corners = (*self.absolutePosition(0, 0), *self.absolutePosition(width, height))
            box = " ".join(f"{corner * self._zoom:.0f}" for corner in corners)
            element = self._structure.begin(
                Tag("Figure", says, attributes=f"/O/Layout/BBox[{box}]")
            )
            self._begin_sequence_of(element)
            yield
            self._end_sequence()
            self._structure.end()

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn within says nothing: a line, or what every page repeats.

        Args:
            kind: ``Header`` or ``Footer`` of a page.
        """
        if self._in_sequence:
            yield
            return
        about = f" <</Type/Pagination/Subtype/{kind}>> BDC" if kind else " BMC"
        self._begin_sequence(f"/Artifact{about}")
        yield
        self._end_sequence()

    def _begin(self, tag: Tag, height: float) -> None:
        element = self._structure.begin(tag)
        if tag.title and not element.kids:
            _, top = self.absolutePosition(0, height)
            self._bookmarks.append((tag.title, int(tag.role == "H3"), top * self._zoom))

    def _begin_sequence_of(self, element: Element) -> None:
        mark = len(self._marked)
        self._marked.append(element)
        element.kids.append((self._pageNumber, mark))
        self._begin_sequence(f"/{element.role} <</MCID {mark}>> BDC")

    def _begin_sequence(self, begin: str) -> None:
        self._code.append(begin)
        self._in_sequence = True

    def _end_sequence(self) -> None:
        self._in_sequence = False
        self._code.append("EMC")

    def show_side(self, width: float, height: float) -> None:
        """Finish a side that was put together in points of the paper itself."""
        self.setPageSize((width, height))
        self._preamble = "1 0 0 1 0 0 cm"
        super().showPage()

    def setLineWidth(self, width: float) -> None:  # noqa: N802 - ReportLab's name
        """Set how thick lines are; thinner where toner is saved, but never too thin to copy."""
        super().setLineWidth(max(_THINNEST, width * _SAVED) if self.saves_toner else width)

    def setFont(self, *_: Any, **__: Any) -> None:  # noqa: N802 - ReportLab's name
        """Select nothing: tables ask for Helvetica before each cell, though no cell needs it."""

    def show_pieces(self, pieces: Sequence[Piece], size: float, x: float, y: float) -> None:
        """Write pieces, given from left to right, on the baseline that starts at (x, y) points.

        Marks are written after the letters: programs that read the text aloud or search it take
        a shape above or below the line for the start of another line.
        """
        letters = [f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm"]
        marks, shown = list[str](), list[str]()
        pen = lag = 0.0  # how far we are, and how far the PDF's own pen is behind
        selected = None
        for piece in pieces:
            font = self._embed(piece.face)
            if selected is not font:
                letters += _shown(shown)
                letters.append(f"/{font.resource_name} {size:g} Tf")
                selected, shown = font, []
            written = font.written(piece)
            if abs(lag) > INVISIBLE_SHIFT:
                shown.append(f"{-lag:.2f}")
                lag = 0.0
            shown += written.letters
            for mark in written.marks:
                left, bottom = x + (pen + mark.dx) * size / 1000, y + mark.dy * size / 1000
                at = f"1 0 0 1 {left:.3f} {bottom:.3f} Tm"
                marks.append(f"/{font.resource_name} {size:g} Tf {at} {mark.code} Tj")
            pen += piece.width
            lag += written.lag
        letters += [*_shown(shown), "ET"]
        self._code.append(" ".join(letters))
        if marks:
            self._code.append(" ".join(["/Span <</ActualText ()>> BDC BT", *marks, "ET EMC"]))

    def fill_rectangles(self, rectangles: Iterable[tuple[int, int, int, int]]) -> None:
        """Fill rectangles of whole numbers, as one shape: left, bottom, width and height of each.

        ReportLab writes each number of a path with a logarithm.
        """
        self._code.append("".join(f"{x} {y} {w} {h} re " for x, y, w, h in rectangles) + "f")

    def _embed(self, face: Face) -> EmbeddedFont:
        if face not in self._embedded:
            font = EmbeddedFont(face, f"T{len(self._embedded) + 1}")
            self._embedded[face] = font
            self._doc.delayedFonts.append(font)
        return self._embedded[face]


def _shown(items: Sequence[str]) -> list[str]:
    """What writes glyphs and moves the pen between them; nothing for nothing."""
    return [f"[{' '.join(items).replace('> <', '')}] TJ"] if items else []
