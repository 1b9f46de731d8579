"""The one rule for tables on a narrow leaf: what does not fit beside each other stands below.

A paper in large print or on a small leaf has two thirds of the width. No part decides for itself
what becomes of its columns there; each says which of them holds words, and how wide the others are.
"""

from collections.abc import Sequence
from math import ceil

from reportlab.platypus import Flowable

from fieldapp.reports.layout import Grid, Reads, Row, Ruling, Stack
from fieldapp.reports.sheet import Sheet

LEAST_WORDS = 150
"""Points. In a narrower column words are read one by one, and long ones are cut."""


def table(
    sheet: Sheet,
    columns: Sequence[float | None],
    rows: Sequence[Row],
    header: Row | None = None,
    ruling: Ruling | None = None,
) -> Grid:
    """Rows of cells. Where its words would get too little room, each row is a block: the words on
    lines of their own, and under them the other cells side by side.

    Args:
        columns: Widths in points; None for the one column that holds words and takes what is left.
        rows: The cells of each row, as many as there are columns.
        header: One cell for each column, repeated on every page.
    """
    given = [width for width in columns if width is not None]
    left = sheet.width - sum(given)
    if left >= LEAST_WORDS:
        wide = [left if width is None else width for width in columns]
        return sheet.grid(wide, rows, ruling, header=header)
    at = list(columns).index(None)

    def block(row: Row) -> Row:
        others = [cell for number, cell in enumerate(row) if number != at]
        plain = Ruling(between=0, padding=1, gutter=(ruling or Ruling()).gutter)
        under = Grid(given, [others], plain, rtl=sheet.rtl)
        return [Stack([row[at], under], keep=200)]

    above = block(header) if header else None
    return sheet.grid((1,), [block(row) for row in rows], ruling, header=above)


def boxes(
    sheet: Sheet,
    columns: Sequence[Sequence[Flowable]],
    least: float,
    ruling: Ruling,
    reads: Reads = Reads.APART,
) -> Stack:
    """Boxes side by side, as many in a row as fit, in rows as even as they can be.

    Args:
        columns: What stands in each box from top to bottom; the same number of blocks in each.
        least: Points that a box needs.
        reads: How what stands in them belongs together when it is read aloud.
    """
    rows_needed = ceil(len(columns) / max(1, sheet.width // least))
    across = ceil(len(columns) / rows_needed)
    grids = []
    for start in range(0, len(columns), across):
        rows = [list(row) for row in zip(*columns[start : start + across], strict=True)]
        grids.append(sheet.grid((1,) * len(rows[0]), rows, ruling, reads=reads, whole=True))
    return Stack(grids)
