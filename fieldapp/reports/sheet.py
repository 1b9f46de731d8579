"""The hand that every part of a paper is written with: its words, figures, lines and grids.

Which words, and in which order, is for the parts in ``council``; pages are in ``page``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.domain.codelists import code_list
from fieldapp.language import Language
from fieldapp.reports.drawing import Beside, Drawing, as_drawing
from fieldapp.reports.layout import KEPT_WHOLE, Grid, Reads, Row, Ruling, Stack
from fieldapp.reports.leaf import A4, Leaf
from fieldapp.reports.marks import MARK_NAMES, draw_mark, mark
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.pictograms import draw_pictogram
from fieldapp.reports.two_languages import Fixed, Pair, Paired, again, beside, inline, repeats
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import Spans, filled, value, words
from fieldapp.reports.type.text import Align, Style, Text, draw_text

#: Read aloud by lamplight: nothing on the paper is smaller but the foot of the page.
BODY = Style(size=12, lead=0.9)
#: Figures below each other.
AT_END = Style(size=12, lead=0.9, align=Align.END)
CENTERED = Style(size=12, lead=0.9, align=Align.CENTER)
#: Figures are looked for by people who read figures only.
FIGURE = Style(size=17, lead=0.9, align=Align.CENTER)
TITLE = Style(size=14, lead=0.9)

_DOT = " · "
_KEPT = "\u00a0"
#: Points.
_TWO_COLUMNS = 400
_LINE_GAP = 7.5 * mm
_RING = 20
_MARK, _MARK_GAP = 16, 5
_RANK = 20
_WIDE_LABEL = 84
_GUTTERS = 2 * Ruling().gutter


class Sheet:
    """What every part of one paper is made with.

    Args:
        language: Of all fixed words.
        leaf: What the paper is laid out for.
        draft: It may not go out yet, and says so across every page.
        saves_toner: Lines are thin, and no surface is black.
        own: SVG sources of a mission's own pictograms, by the name of ours that each replaces.
    """

    def __init__(
        self,
        language: Language,
        leaf: Leaf = A4,
        *,
        draft: bool = False,
        saves_toner: bool = False,
        own: Mapping[str, str] | None = None,
    ) -> None:
        self.language, self.leaf, self.draft = language, leaf, draft
        self.saves_toner = saves_toner
        self.own = own or {}
        self.width = leaf.text_width
        self.typesetter = Typesetter(language)
        self._second = Typesetter(language.second) if isinstance(language, Paired) else None
        self.rtl = language.rtl

    def there(self, calendar: str, digits: str, own: Mapping[str, str]) -> "Sheet":
        """The same with another calendar or digits, as `Language.written` has them, and with the
        pictograms of a mission."""
        if not (calendar or digits or own):
            return self
        language = self.language.written(calendar, digits)
        return Sheet(language, self.leaf, draft=self.draft, saves_toner=self.saves_toner, own=own)

    @property
    def narrow(self) -> bool:
        """Whether whole sentences stand below each other, because two of them beside each other
        would have no room: in large print, on a small leaf."""
        return self.width < _TWO_COLUMNS

    @property
    def printing(self) -> str:
        """Whatever makes two printings of one paper in the same language differ, for its checksum;
        "" for the usual one."""
        told = []
        if self.leaf != A4:
            told.append(f"{self.leaf.width:.0f}x{self.leaf.height:.0f}x{self.leaf.zoom:g}")
        if self.saves_toner:  # its lines break elsewhere
            told.append("light")
        return " ".join(told)

    def words(self, text: str, style: Style = BODY, *, bold: bool = False) -> Text | Pair:
        """Fixed words, already translated, in both languages of a paper that has two; figures in
        them are written as the paper writes them."""
        text = self.language.figures(text)
        first = self._text(words(text, bold=bold), style)
        return self._paired(first, words(beside(text), bold=bold), style)

    def said(self, text: str, style: Style = BODY, *, bold: bool = False) -> Text:
        """What a record says, in whatever language it was said."""
        return self._text(value(text, bold=bold), style)

    def sentence(self, template: str, style: Style = BODY, **values: object) -> Text | Pair:
        """A translated sentence with ``<b>`` and ``{names}`` to fill in."""
        template = self.language.figures(template)
        if self._second is not None and repeats(template, values):
            first = self._text(filled(template, **values), style)
            return self._paired(first, again(template, values), style)
        return self._text(self.spans(template, **values), style)

    def spans(self, template: str, **values: object) -> Spans:
        """A translated sentence as a part of a line; in both languages of a paper that has two."""
        return filled(template, **values) if self._second is None else inline(template, values)

    def _text(self, spans: Spans, style: Style) -> Text:
        return Text(self.typesetter, self._toned(spans, style), style)

    def _toned(self, spans: Spans, style: Style) -> Spans:
        """Bold letters take a third more toner: where it is saved, titles and figures keep them."""
        if not self.saves_toner or style.size > BODY.size:
            return spans
        return tuple(replace(span, bold=False) for span in spans)

    def _paired(self, first: Text, other: Spans, style: Style) -> Text | Pair:
        if self._second is None or not any(span.text for span in other):
            return first
        # In plain letters: that one of them leads is seen at once, and which is which.
        plain = tuple(replace(span, bold=False) for span in other)
        second = Text(self._second, plain, replace(style, indent=0))
        opposite = self._second.rtl != self.rtl
        return Pair(first, second, align=style.align, rtl=self.rtl, opposite=opposite)

    def joined(self, *parts: Spans) -> Text:
        """Short things that belong together, on as few lines as they take."""
        spans = [span for part in parts for span in (*words(_DOT), *part)]
        return self._text(tuple(spans[1:]), BODY)

    def bullet(self, marker: str, text: str) -> Text:
        """One entry of a list, as a record says it."""
        return Text(
            self.typesetter, value(text), Style(size=12, lead=0.9, indent=16), words(marker)
        )

    def day(self, iso: str) -> str:
        """A date in short words, or nothing. It stays on one line, or where it is told by two
        calendars, each of them does."""
        told = self.language.short_day(iso) if iso else ""
        return _in_each(told, lambda day: day.replace(" ", _KEPT).replace(f"{_KEPT}(", " ("))

    def day_cell(self, iso: str) -> Text | Pair:
        """A date for a narrow column, each calendar on a line of its own."""
        return self.words(_in_each(self.day(iso), lambda day: day.replace(" (", "\n(")))

    def label(self, codes: str, code: str) -> str:
        """What a code is called, or nothing."""
        return code_list(codes).label(code, self.language) if code else ""

    def listed(self, several: Iterable[str]) -> str:
        """Short fixed words one after the other."""
        every, comma = list(several), self.language.translate(", ")
        joined = comma.join(every)
        if not any(isinstance(each, Fixed) for each in every):
            return joined
        return Fixed(joined, (beside(comma) or comma).join(beside(e) or e for e in every))

    def grid(
        self,
        columns: Sequence[float],
        rows: Sequence[Row],
        ruling: Ruling | None = None,
        header: Row | None = None,
        reads: Reads = Reads.APART,
        *,
        whole: bool = False,
    ) -> Grid:
        """Rows of cells, mirrored where the paper runs right to left; ``whole`` on one page."""
        grid = Grid(
            columns, rows, ruling or Ruling(), rtl=self.rtl, header=header, reads=reads, whole=whole
        )
        grid.spaceBefore = grid.spaceAfter = 3
        return grid

    def heads(self, *titles: str, style: Style = BODY) -> list[Text | Pair]:
        """The cells of a header."""
        return [self.words(title, style, bold=True) for title in titles]

    def heading(self, number: int, title: str, level: int = 2) -> Stack:
        """The heading of a part, kept with what follows.

        Args:
            number: In the ring beside it.
            title: Already translated.
            level: 1 if it names the whole paper.
        """
        ringed = Drawing(
            _RING, lambda canvas, _: self._paint_ringed(canvas, number), _RING, says=None
        )
        text = self.words(title, TITLE, bold=True)
        line = Beside(ringed, text, 7, rtl=self.rtl)
        tag = Tag(f"H{level}", title=f"{self.language.number(number)}. {title}")
        heading = Stack([line, Drawing(4, _paint_rule)], keep=KEPT_WHOLE, tag=tag)
        heading.spaceBefore, heading.spaceAfter, heading.keepWithNext = 5, 2, True
        return heading

    def title(self, text: str, style: Style = TITLE) -> Text | Pair:
        """What the whole paper is, where no numbered part says so."""
        words = self.words(text, style, bold=True)
        words.tag = Tag("H1", title=text)
        return words

    def subheading(self, text: str) -> Text | Pair:
        """Words in bold, kept with what follows."""
        words = self.words(text, bold=True)
        words.tag = Tag("H3", title=text)
        words.spaceBefore, words.spaceAfter, words.keepWithNext = 4, 1, True
        return words

    def marked(self, name: str, text: str, *, bold: bool = False) -> Beside:
        """A mark with its word beside it: never the one without the other."""
        drawn = self.mark(name, _MARK)
        return Beside(drawn, self.words(text, bold=bold), _MARK_GAP, rtl=self.rtl)

    def mark(self, name: str, size: float) -> Drawing:
        """A mark as a block; a word stands beside it."""
        return mark(name, size, self.language.translate(MARK_NAMES[name]))

    def boxed(self, block: Flowable) -> Beside:
        """A box for a pen with what it means beside it."""
        return Beside(self.mark("box", _MARK), block, _MARK_GAP, rtl=self.rtl)

    def numbered(self, number: int, block: Flowable) -> Beside:
        """A line of the paper under its number, by which people speak of it."""
        rank = self.words(f"{self.language.number(number)}.", bold=True)
        return Beside(as_drawing(rank, _RANK), block, 2, rtl=self.rtl)

    def marked_width(self, codes: str) -> float:
        """A column in points in which no word of a marked label is cut, and few are broken."""
        labels = [self.words(self.label(codes, code)) for code in code_list(codes).labels]
        lines = max(label.natural_width for label in labels)
        longest_word = max(label.word_width for label in labels)
        return max(min(lines, _WIDE_LABEL), longest_word) + _MARK + _MARK_GAP + _GUTTERS

    def column_width(self, texts: Iterable[Text | Pair], most: float) -> float:
        """A column in points in which none of the texts is broken, if that is not too wide."""
        widest = max((text.natural_width for text in texts), default=0)
        return min(widest + _GUTTERS + 1, most)

    def pictogram(self, name: str, size: float, says: str = "") -> Drawing:
        """A pictogram as a block.

        Args:
            says: What it tells, unless the words beside it tell the same.
        """
        own = self.own.get(name, "")
        return Drawing(
            size, lambda canvas, _: draw_pictogram(canvas, name, 0, 0, size, own), size, says=says
        )

    def writing_lines(self, count: int) -> Drawing:
        """Dotted lines for a pen, as wide as there is room."""

        def paint(canvas: PaperCanvas, width: float) -> None:
            canvas.setLineWidth(1.2)
            canvas.setLineCap(1)
            canvas.setDash(0.1, 2.8)
            for line in range(count):
                canvas.line(0, line * _LINE_GAP + 2, width, line * _LINE_GAP + 2)

        lines = Drawing(count * _LINE_GAP, paint)
        lines.spaceAfter = 3
        return lines

    def centred_mark(self, name: str, size: float) -> Drawing:
        """A mark in the middle of its cell."""
        return Drawing(
            size,
            lambda canvas, width: draw_mark(canvas, name, (width - size) / 2, 0, size),
            says=self.language.translate(MARK_NAMES[name]),
        )

    def room_to_write(self, height: float) -> Drawing:
        """White, for a pen, a thumb or a stamp."""
        return Drawing(height, lambda _canvas, _width: None)

    def to_fill_in(self, label: str, style: Style = BODY) -> Beside:
        """A label with a dotted line after it."""
        text = self.words(label, style)
        width = text.natural_width + 1
        lines = 1 if isinstance(text, Text) else 2
        written = Drawing(
            max(_LINE_GAP, lines * text.leading),
            lambda canvas, _: draw_text(canvas, text, 0, lines * text.leading - 2, width),
            width,
            says=None,
        )
        return Beside(written, self.writing_lines(1), 6, rtl=self.rtl)

    def first_line(self, text: str) -> Text | Pair:
        """Words kept with what follows."""
        words = self.words(text)
        words.keepWithNext = True
        return words

    def nothing_yet(self, text: str, lines: int = 2) -> Stack:
        """One short line where there are no data, and room to write."""
        return Stack([self.first_line(text), self.writing_lines(lines)], keep=200)

    def _paint_ringed(self, canvas: PaperCanvas, number: int) -> None:
        with canvas.artifact():
            canvas.setLineWidth(1.4)
            canvas.circle(_RING / 2, _RING / 2, _RING / 2 - 1)
        text = self.words(
            self.language.number(number), Style(13 if number < 10 else 11, Align.CENTER), bold=True
        )
        _, height = text.wrap(_RING, _RING)
        draw_text(canvas, text, 0, (_RING + height) / 2, _RING)


def _in_each(text: str, change: Callable[[str], str]) -> str:
    """Return a text changed in the same way in each language that it is in."""
    return Fixed(change(text), change(text.beside)) if isinstance(text, Fixed) else change(text)


def _paint_rule(canvas: PaperCanvas, width: float) -> None:
    canvas.setLineWidth(1.2)
    canvas.line(0, 0.6, width, 0.6)
