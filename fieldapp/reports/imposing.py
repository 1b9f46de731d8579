"""Where the pages of a paper stand on the leaves that go through the printer.

A booklet is folded from A4 leaves with two pages beside each other; a poster is glued together from
four. Arithmetic only: lengths are points from the lower left corner, nothing is drawn here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.lib.units import mm

Box = tuple[float, float, float, float]
"""Left, bottom, width, height."""

A4_WIDTH, A4_HEIGHT = 210 * mm, 297 * mm

_EDGE = 10 * mm
"""White round a tile: no office printer reaches the edge, and its number stands there."""

OVERLAP = 10 * mm
"""As much of a tile is on its neighbour too: room for glue."""


@dataclass(frozen=True)
class Placed:
    """One page of the paper on a side.

    Attributes:
        page: From 0.
        x, y: Where its lower left corner comes.
        scale: How much larger than it was laid out.
    """

    page: int
    x: float
    y: float
    scale: float = 1


@dataclass(frozen=True)
class Side:
    """One side of a leaf in the printer.

    Attributes:
        width, height: Of the leaf.
        window: What may be printed on; None for all of it.
        fold: Where it is folded, from the left; None where it is not.
        tile: Its number among the tiles of one page, from 1; 0 for none.
        cuts: Ends of the lines along which a tile is cut to be glued over its neighbours.
    """

    width: float
    height: float
    placed: tuple[Placed, ...]
    window: Box | None = None
    fold: float | None = None
    tile: int = 0
    cuts: tuple[Box, ...] = ()


Imposing = Callable[[int, int, bool], list[Side]]
"""How many pages, how many of the last are loose, whether the paper runs right to left."""


def booklet(pages: int, loose: int, rtl: bool) -> list[Side]:
    """Two pages of A5 on each side of A4, printed on both sides and folded once in the middle.

    A book that runs from right to left opens at the other side. Loose pages are torn up, so nothing
    may stand behind them: each comes alone on a leaf after the book.
    """
    bound = pages - loose
    padded = -(-bound // 4) * 4
    half = A4_HEIGHT / 2
    sides = []
    for side in range(padded // 2):
        outer, inner = padded - 1 - side, side
        left, right = (outer, inner) if (side % 2 == 0) != rtl else (inner, outer)
        placed = tuple(
            Placed(page, x, 0) for page, x in ((left, 0.0), (right, half)) if page < bound
        )
        sides.append(Side(A4_HEIGHT, A4_WIDTH, placed, fold=half))
    start = half if rtl else 0.0
    for page in range(bound, pages):
        sides.append(Side(A4_HEIGHT, A4_WIDTH, (Placed(page, start, 0),)))
        if page < pages - 1:
            sides.append(Side(A4_HEIGHT, A4_WIDTH, ()))  # the back of a loose leaf
    return sides


def tiles(pages: int, _loose: int, rtl: bool) -> list[Side]:
    """Each page of A3 on four leaves of A4, as large as they allow, in reading order.

    The white edges that lie on another tile are cut off, and what is on both is glued together.
    """
    room = (A4_WIDTH - 2 * _EDGE, A4_HEIGHT - 2 * _EDGE)
    step = (room[0] - OVERLAP, room[1] - OVERLAP)
    wide, high = A4_HEIGHT, 2 * A4_WIDTH
    scale = min((step[0] + room[0]) / wide, (step[1] + room[1]) / high)
    window = (_EDGE, _EDGE, *room)
    sides = []
    for page in range(pages):
        for number in range(4):
            row, place = divmod(number, 2)
            column = 1 - place if rtl else place
            x, y = _EDGE - column * step[0], _EDGE - (1 - row) * step[1]
            cuts: list[Box] = []
            if place == 0:  # what comes first in its row lies on what comes next
                at = _EDGE if rtl else _EDGE + room[0]
                cuts.append((at, _EDGE, at, _EDGE + room[1]))
            if row == 0:
                cuts.append((_EDGE, _EDGE, _EDGE + room[0], _EDGE))
            placed = (Placed(page, x, y, scale),)
            sides.append(
                Side(A4_WIDTH, A4_HEIGHT, placed, window, tile=number + 1, cuts=tuple(cuts))
            )
    return sides
