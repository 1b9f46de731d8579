"""The squares of a QR code, as ReportLab makes them, in a third of the time.

A code can be masked in eight ways, and the one that cameras read best is to be found. ReportLab
makes the code eight times and looks at every square; here it is made once, masked row by row, and
each row of squares is one number. Drawing it is in ``page``.
"""

import itertools
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel, QRUtil

#: What a corner of a code looks like in a row: a camera takes it for one.
_LIKE_A_CORNER = "10111010000"

Rows = Sequence[int]
"""Squares, row by row: the highest bit is the first square, 1 is dark."""


def qr_squares(data: str) -> Sequence[Sequence[bool]]:
    """The squares that hold a text, row by row from above; true is dark."""
    code = _Code(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()
    return tuple(tuple(bool(square) for square in row) for row in code.modules)


class _Code(QRCode):
    def getBestMaskPattern(self) -> int:  # noqa: N802 - ReportLab's name
        self.makeImpl(True, 0)
        masks = _masks(self.version)
        made = [int("".join("01"[square] for square in row), 2) for row in self.modules]
        bare = [row ^ mask for row, mask in zip(made, masks[0], strict=True)]
        points = [
            _lost_points([row ^ bits for row, bits in zip(bare, mask, strict=True)])
            for mask in masks
        ]
        return points.index(min(points))


@lru_cache(maxsize=8)
def _masks(version: int) -> Sequence[Rows]:
    """The eight masks of codes of one size, where squares hold data."""
    code: Any = QRCode(version, QRErrorCorrectLevel.M)
    size = code.moduleCount = version * 4 + 17
    masks = []
    for pattern in range(8):
        turned = QRUtil.getMask(pattern)
        rows = [0] * size
        for column, row in code.dataPosIterator():
            rows[row] |= bool(turned(row, column)) << (size - 1 - column)
        masks.append(rows)
    return masks


def _lost_points(rows: Rows) -> int:
    """What ISO/IEC 18004 calls the penalty, as ReportLab counts it: corners in rows only."""
    size = len(rows)
    whole = (1 << size) - 1
    # A bit for each square that is like the next one in its row, and like the one below it.
    beside = [~(row ^ row >> 1) & whole >> 1 for row in rows]
    below = [~(row ^ under) & whole for row, under in itertools.pairwise(rows)]
    across = [bits & bits >> 1 & bits >> 2 & bits >> 3 for bits in beside]
    down = [
        one & two & three & four
        for one, two, three, four in zip(below, below[1:], below[2:], below[3:], strict=False)
    ]
    runs = sum(bits.bit_count() + 2 * (bits & ~(bits >> 1)).bit_count() for bits in across)
    runs += sum(
        bits.bit_count() + 2 * (bits & ~before).bit_count()
        for before, bits in zip([0, *down], down, strict=False)
    )
    blocks = sum(
        (one & two & same).bit_count()
        for one, two, same in zip(beside, beside[1:], below, strict=False)
    )
    corners = sum(f"{row >> 1:0{size - 1}b}".count(_LIKE_A_CORNER) for row in rows)
    dark = 100 * sum(row.bit_count() for row in rows) // size**2
    return runs + 3 * blocks + 40 * corners + 10 * (abs(dark - 50) // 5)
