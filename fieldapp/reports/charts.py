"""Pictures of figures in black and white: coins spent, stairs climbed. Each runs with the paper.

The figures themselves stand beside the pictures as text, and are not written here.
"""

from collections.abc import Iterator, Sequence
from enum import Enum

from fieldapp.reports.drawing import Drawing
from fieldapp.reports.patterns import hatch
from fieldapp.reports.type.canvas import PaperCanvas
from fieldapp.reports.type.setting import Typesetter
from fieldapp.reports.type.spans import words
from fieldapp.reports.type.text import Align, Style, Text, draw_text

#: Ten coins: a tenth of the money each. More would not be counted at a glance.
COINS = 10

#: More stairs than this are drawn as a second flight.
STAIRS_IN_A_FLIGHT = 12


#: Height of the first stair in points, enough for its number.
_LOWEST_STAIR = 24.0
#: A short flight does not fill the page: its stairs are as wide as those of a flight of so many.
WIDEST_STAIRS = 6


class Filling(Enum):
    """How a stair is drawn: hatched if done, half if begun, empty if not, crossed if refused."""

    FULL = "full"
    HALF = "half"
    EMPTY = "empty"
    CROSSED = "crossed"


def coins(share: float, size: float, *, rtl: bool, says: str = "") -> Drawing:
    """A row of ten coins, hatched for what is spent; coins over ten are more than was planned.

    Args:
        share: Spent of planned, 1 for all of it. Above 2 the row ends with a plus.
        size: Height of a coin in points.
        rtl: Whether the first coin is at the right.
        says: The same in words.
    """
    number = COINS if share <= 1 else min(2 * COINS, -int(-share * COINS // 1))
    slot = size * 1.15
    width = slot * number + (size if share > 2 else 0)

    def paint(canvas: PaperCanvas, width: float) -> None:
        canvas.setLineWidth(1.1)
        for coin in range(number):
            left = width - (coin + 1) * slot if rtl else coin * slot
            filled = min(1.0, max(0.0, share * COINS - coin))
            _coin(canvas, left, size, filled, rtl=rtl)
        if share > 2:
            middle = size / 2 if rtl else width - size / 2
            arm = size * 0.3
            canvas.line(middle - arm, size / 2, middle + arm, size / 2)
            canvas.line(middle, size / 2 - arm, middle, size / 2 + arm)
        if share > 1:  # a bar where the planned money ends
            edge = width - COINS * slot if rtl else COINS * slot
            canvas.setLineWidth(2.5)
            canvas.line(edge - size * 0.08, -2, edge - size * 0.08, size + 2)

    return Drawing(size, paint, width, says)


def _coin(canvas: PaperCanvas, left: float, size: float, filled: float, *, rtl: bool) -> None:
    if filled:
        canvas.saveState()
        path = canvas.beginPath()
        path.circle(left + size / 2, size / 2, size / 2 - 0.6)
        canvas.clipPath(path, stroke=0)
        start = left + size * (1 - filled) if rtl else left
        hatch(canvas, start, 0, size * filled, size, gap=2.6)
        canvas.restoreState()
    canvas.circle(left + size / 2, size / 2, size / 2 - 0.6)


def stairs(typesetter: Typesetter, steps: Sequence[tuple[int, Filling]], says: str = "") -> Drawing:
    """One flight of stairs, climbing in reading direction: number and filling of each.

    Args:
        typesetter: In the paper's language.
        steps: From the lowest on.
        says: The same in words.
    """
    rise = min(7.0, 66 / max(len(steps), 1))
    height = _LOWEST_STAIR + rise * (len(steps) - 1) + 3

    def paint(canvas: PaperCanvas, width: float) -> None:
        tread = width / max(len(steps), WIDEST_STAIRS)
        for place, (number, filling) in enumerate(steps):
            left = width - (place + 1) * tread if typesetter.rtl else place * tread
            top = _LOWEST_STAIR + place * rise
            _stair(canvas, left, tread, top, filling, rtl=typesetter.rtl)
            _number_on_stair(
                canvas, typesetter, typesetter.language.number(number), left, tread, top
            )

    drawing = Drawing(height, paint, says=says)
    drawing.spaceAfter = 5
    return drawing


def flights(steps: Sequence[Filling]) -> Iterator[list[tuple[int, Filling]]]:
    """The steps with their numbers from 1, cut into flights of stairs."""
    numbered = list(enumerate(steps, 1))
    for start in range(0, len(numbered), STAIRS_IN_A_FLIGHT):
        yield numbered[start : start + STAIRS_IN_A_FLIGHT]


def _stair(
    canvas: PaperCanvas, left: float, tread: float, top: float, filling: Filling, *, rtl: bool
) -> None:
    if filling is Filling.FULL:
        hatch(canvas, left, 0, tread, top, gap=4)
    elif filling is Filling.HALF:
        hatch(canvas, left + (tread / 2 if rtl else 0), 0, tread / 2, top, gap=4)
    canvas.setLineWidth(0.8)
    canvas.rect(left, 0, tread, top)
    if filling is Filling.CROSSED:
        canvas.line(left, 0, left + tread, top)
        canvas.line(left, top, left + tread, 0)
    canvas.setLineWidth(2.4)
    canvas.line(left, top, left + tread, top)


def _number_on_stair(
    canvas: PaperCanvas, typesetter: Typesetter, number: str, left: float, tread: float, top: float
) -> None:
    """The number on white, so that no hatching runs through it."""
    text = Text(typesetter, words(number, bold=True), Style(size=16, align=Align.CENTER))
    room = text.natural_width + 3
    start = left + (tread - room) / 2
    canvas.setFillGray(1)
    canvas.rect(start, top - 21, room, 18, stroke=0, fill=1)
    draw_text(canvas, text, start, top - 0.5, room)


def coin(filled: float, size: float, *, rtl: bool) -> Drawing:
    """A single coin, to say beside it what it means."""
    return Drawing(size, lambda canvas, _: _coin(canvas, 0, size, filled, rtl=rtl), size)


def sample(filling: Filling, size: float, *, rtl: bool) -> Drawing:
    """A single stair without a number, as high as wide, to say beside it what it means."""
    return Drawing(
        size, lambda canvas, _: _stair(canvas, 0, size, size - 1.2, filling, rtl=rtl), size
    )
