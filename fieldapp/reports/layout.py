"""Blocks one below the other and side by side, broken over pages where a reader would break them.

Grids are mirrored in a paper that runs right to left. What stands in a block is not decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Self

from reportlab.platypus import Flowable

from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.type.canvas import PaperCanvas

#: A table up to this height in points is never broken: its header alone would take a quarter of it.
KEPT_TABLE = 90

#: A row or block up to this height in points is never broken: about a third of a page. Higher
#: ones are, or the last third of many a page would stay white.
KEPT_WHOLE = 250


class Stack(Flowable):
    """Blocks below each other. A block with ``keepWithNext`` never ends a page.

    Args:
        blocks: From top to bottom.
        keep: Up to this height in points, less than a page's, it stays on one page.
        tag: What it is as a whole, if it is something as a whole.
    """

    def __init__(self, blocks: Sequence[Flowable], keep: float = 0, tag: Tag | None = None) -> None:
        super().__init__()
        self._blocks, self._keep, self._tag = blocks, keep, tag
        self._tops: list[float] = []
        if blocks:
            self.spaceBefore = blocks[0].getSpaceBefore()
            self.spaceAfter = blocks[-1].getSpaceAfter()
        self.width = self.height = 0.0
        self._measured_at: float | None = None

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure; a block's space before and after are not added up, the larger one counts."""
        if self._measured_at == width:
            return self.width, self.height
        self.width, self.height, self._measured_at = width, 0.0, width
        self._tops, gap = [], 0.0
        for block in self._blocks:
            if self._tops:
                self.height += max(gap, block.getSpaceBefore())
            self._tops.append(self.height)
            self.height += block.wrap(width, height)[1]
            gap = block.getSpaceAfter()
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The blocks that fit, and the rest; nothing where they had better stay together."""
        self.wrap(width, height)
        if self.height <= self._keep:
            return []
        fitting = sum(
            top + block.height <= height
            for top, block in zip(self._tops, self._blocks, strict=True)
        )
        if fitting == len(self._blocks):
            return [self]
        broken = self._blocks[fitting]
        parts = broken.split(width, height - self._tops[fitting])
        while not parts and fitting and self._blocks[fitting - 1].getKeepWithNext():
            fitting -= 1
        if not parts and not fitting:
            return []
        head, rest = self._blocks[:fitting], self._blocks[fitting:]
        if parts:
            head, rest = [*head, parts[0]], [*parts[1:], *rest[1:]]
        return [self._like(head), self._like(rest)]

    def draw(self) -> None:
        """Draw from the top."""
        with self.canv.tagged(self._tag, self.height):
            for top, block in zip(self._tops, self._blocks, strict=True):
                block.drawOn(self.canv, 0, self.height - top - block.height)

    def _like(self, blocks: Sequence[Flowable]) -> "Stack":
        part = Stack(blocks, self._keep, self._tag)
        part.spaceBefore, part.spaceAfter = self.getSpaceBefore(), self.getSpaceAfter()
        return part


@dataclass(frozen=True)
class Ruling:
    """The lines of a grid, in points of thickness; 0 draws none.

    Attributes:
        between: Under each row but the last.
        box: Round the grid.
        columns: Between the columns.
        padding: Room left above and below what stands in a cell.
        gutter: Half the room between what stands in two neighbouring cells.
        middle: Whether low cells stand in the middle of a higher row.
    """

    between: float = 0.6
    box: float = 0
    columns: float = 0
    padding: float = 2
    gutter: float = 4
    middle: bool = False

    @property
    def framed(self) -> bool:
        """Whether lines stand beside the text, so that it must keep clear of them."""
        return bool(self.box or self.columns)


class Reads(Enum):
    """How the cells of a grid belong together when they are read aloud."""

    #: One after the other: the grid only puts them side by side.
    APART = "apart"
    #: As a table whose second column answers what the first asks.
    BY_ROW = "by row"
    #: As a table whose first or second row says what stands below it.
    BY_FIRST_ROW = "by first row"
    BY_SECOND_ROW = "by second row"


Row = Sequence[Flowable]


class Grid(Flowable):
    """Rows of cells; in a right-to-left paper the first column is at the right.

    Args:
        columns: Their relative widths, in reading order.
        rows: The cells of each row, as many as there are columns.
        rtl: Whether the paper runs right to left.
        header: A row repeated on every page. It never stands alone.
        reads: How its cells belong together; below a header they always make a table.
        tags: Its share of those of the grid that it is a part of.
        whole: It is not broken up to the height up to which a row is not.
    """

    def __init__(
        self,
        columns: Sequence[float],
        rows: Sequence[Row],
        ruling: Ruling,
        *,
        rtl: bool,
        header: Row | None = None,
        reads: Reads = Reads.APART,
        tags: "_Tags | None" = None,
        whole: bool = False,
    ) -> None:
        super().__init__()
        self._whole = whole
        self._columns, self._rows, self._ruling = columns, rows, ruling
        self._rtl, self._header = rtl, header
        reads = Reads.BY_FIRST_ROW if header else reads
        self._tags = tags or _tags_of(reads, len(self._all_rows), len(columns))
        self._heights: list[float] = []
        self._widths: list[float] = []
        self.width = self.height = 0.0
        self._measured_at: float | None = None

    @property
    def _all_rows(self) -> list[Row]:
        return [*([self._header] if self._header else []), *self._rows]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Measure every cell at the width of its column."""
        if self._measured_at == width:
            return self.width, self.height
        total = sum(self._columns)
        self._widths = [width * column / total for column in self._columns]
        self._heights = [
            max(
                cell.wrap(room - 2 * self._ruling.gutter, height)[1]
                for cell, room in zip(row, self._widths, strict=True)
            )
            + 2 * self._ruling.padding
            for row in self._all_rows
        ]
        self.width, self.height, self._measured_at = width, sum(self._heights), width
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that fit, and the rest under the same header."""
        self.wrap(width, height)
        fitting, used = 0, sum(self._heights[: len(self._all_rows) - len(self._rows)])
        for row_height in self._heights[len(self._all_rows) - len(self._rows) :]:
            if used + row_height > height:
                break
            used += row_height
            fitting += 1
        if fitting == len(self._rows):
            return [self]
        if self.height <= (KEPT_WHOLE if self._whole else KEPT_TABLE):
            return []
        head, rest = [*self._rows[:fitting]], [*self._rows[fitting:]]
        if halves := self._split_row(rest[0], height - used):
            head.append(halves[0])
            rest[0] = halves[1]
        return [self._like(head, 0), self._like(rest, fitting)] if head else []

    def _split_row(self, row: Row, height: float) -> tuple[Row, Row] | None:
        """Break a row that is too high to be kept whole, cell by cell."""
        inside = height - 2 * self._ruling.padding
        if max(cell.height for cell in row) <= KEPT_WHOLE:
            return None
        heads, rests = [], []
        for cell, room in zip(row, self._widths, strict=True):
            if cell.height <= inside:
                parts = [cell]
            else:
                parts = cell.split(room - 2 * self._ruling.gutter, inside)
            if not parts:
                return None
            heads.append(parts[0])
            rests.append(Stack(parts[1:]))
        return heads, rests

    def draw(self) -> None:
        """Draw cells, then lines."""
        canvas: PaperCanvas = self.canv
        top, edges = self.height, self._edges()
        with canvas.tagged(self._tags.table):
            for number, (row, height) in enumerate(zip(self._all_rows, self._heights, strict=True)):
                repeated = self._tags.goes_on and self._header is not None and number == 0
                around = canvas.artifact() if repeated else canvas.tagged(self._tags.rows[number])
                with around:
                    self._draw_row(row, self._tags.cells[number], edges, top, height)
                top -= height
        if self._ruling.between or self._ruling.framed:
            with canvas.artifact():
                self._draw_lines(canvas)

    def _draw_row(
        self,
        row: Row,
        tags: Sequence[Tag | None],
        edges: Sequence[tuple[float, float]],
        top: float,
        height: float,
    ) -> None:
        ruling = self._ruling
        for cell, tag, (left, _) in zip(row, tags, edges, strict=True):
            free = height - 2 * ruling.padding - cell.height if ruling.middle else 0
            # Without a frame, text starts where the text above and below the grid does.
            inset = ruling.gutter if ruling.framed else 2 * ruling.gutter * self._rtl
            bottom = top - ruling.padding - free / 2 - cell.height
            with self.canv.tagged(tag):
                cell.drawOn(self.canv, left + inset, bottom)

    def _draw_lines(self, canvas: PaperCanvas) -> None:
        ruling, top = self._ruling, self.height
        for number, height in enumerate(self._heights[:-1]):
            top -= height
            under_header = self._header is not None and number == 0
            _line(canvas, ruling.between * (2 if under_header else 1), 0, top, self.width, top)
        for left, _ in sorted(self._edges())[1:]:
            _line(canvas, ruling.columns, left, 0, left, self.height)
        if ruling.box:
            canvas.setLineWidth(ruling.box)
            canvas.rect(0, 0, self.width, self.height)

    def _edges(self) -> list[tuple[float, float]]:
        """Left and right edge of each column, in reading order."""
        edges, start = [], 0.0
        for room in self._widths:
            edges.append(
                (self.width - start - room, self.width - start)
                if self._rtl
                else (start, start + room)
            )
            start += room
        return edges

    def _like(self, rows: Sequence[Row], first: int) -> Self:
        part = type(self)(
            self._columns,
            rows,
            self._ruling,
            rtl=self._rtl,
            header=self._header,
            tags=self._tags.part(int(self._header is not None), first, len(rows)),
            whole=self._whole,
        )
        part.spaceBefore, part.spaceAfter = self.getSpaceBefore(), self.getSpaceAfter()
        return part


@dataclass(frozen=True)
class _Tags:
    """What a grid, its rows and its cells are; None where they are nothing.

    Attributes:
        goes_on: It was begun on a page before, under the same header.
    """

    table: Tag | None
    rows: Sequence[Tag | None]
    cells: Sequence[Sequence[Tag | None]]
    goes_on: bool = False

    def part(self, headers: int, first: int, count: int) -> "_Tags":
        """Those of ``count`` rows from ``first`` on, below the same header."""
        kept = [*range(headers), *range(headers + first, headers + first + count)]
        rows, cells = [self.rows[row] for row in kept], [self.cells[row] for row in kept]
        return _Tags(self.table, rows, cells, goes_on=self.goes_on or first > 0)


def _tags_of(reads: Reads, rows: int, columns: int) -> _Tags:
    if reads is Reads.APART:
        return _Tags(None, [None] * rows, [[None] * columns] * rows)
    names = {Reads.BY_FIRST_ROW: 0, Reads.BY_SECOND_ROW: 1}.get(reads)

    def cell(row: int, column: int) -> Tag:
        if row == names:
            return Tag("TH", attributes="/O/Table/Scope/Column")
        if names is None and column == 0:
            return Tag("TH", attributes="/O/Table/Scope/Row")
        return Tag("TD")

    cells = [[cell(row, column) for column in range(columns)] for row in range(rows)]
    return _Tags(Tag("Table"), [Tag("TR") for _ in range(rows)], cells)


def _line(canvas: PaperCanvas, thickness: float, *ends: float) -> None:
    if thickness:
        canvas.setStrokeGray(0)
        canvas.setLineWidth(thickness)
        canvas.line(*ends)
