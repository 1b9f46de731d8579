"""Drawings as blocks of a page, alone or beside a text; ``charts`` and ``marks`` say what is drawn.

Blocks below each other and in rows are in ``layout``.
"""

from collections.abc import Callable
from math import inf

from reportlab.platypus import Flowable

from fieldapp.reports.type.canvas import PaperCanvas


class Drawing(Flowable):
    """A drawing of fixed height, as wide as given or else as wide as there is room.

    Args:
        height: In points.
        paint: Gets a canvas whose origin is the lower left corner, and the width in points.
        width: In points; None for all the room there is.
        says: What it shows, in the paper's language, for whoever has it read aloud; "" for lines
            and other decoration, None where ``paint`` tells the canvas what it draws.
    """

    def __init__(
        self,
        height: float,
        paint: Callable[[PaperCanvas, float], object],
        width: float | None = None,
        says: str | None = "",
    ) -> None:
        super().__init__()
        self.height, self._paint, self._fixed_width, self._says = height, paint, width, says

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """Take its own width or all there is."""
        self.width = width if self._fixed_width is None else self._fixed_width
        return self.width, self.height

    def draw(self) -> None:
        """Paint in black."""
        canvas: PaperCanvas = self.canv
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)
        with canvas.figure(self._says, self.width, self.height):
            self._paint(canvas, self.width)
        canvas.restoreState()


def as_drawing(block: Flowable, width: float) -> Drawing:
    """A block that stands where a drawing does, ``width`` points wide."""
    _, height = block.wrap(width, inf)
    return Drawing(height, lambda canvas, _: block.drawOn(canvas, 0, 0), width, says=None)


class Beside(Flowable):
    """A drawing at the start of the line and a block beside it."""

    def __init__(self, drawing: Drawing, block: Flowable, gap: float, *, rtl: bool) -> None:
        super().__init__()
        self._drawing, self._block, self._gap, self._rtl = drawing, block, gap, rtl

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the block what the drawing leaves."""
        room, tall = self._drawing.wrap(width, height)
        _, block_tall = self._block.wrap(width - room - self._gap, height)
        self.width, self.height = width, max(tall, block_tall)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Break the block; its rest keeps clear of where the drawing was."""
        self.wrap(width, height)
        start = self._drawing.width
        parts = self._block.split(width - start - self._gap, height)
        if len(parts) < 2 or self._drawing.height > height:
            return []
        blank = Drawing(0, lambda _canvas, _width: None, start)
        return [
            Beside(self._drawing, parts[0], self._gap, rtl=self._rtl),
            *(Beside(blank, part, self._gap, rtl=self._rtl) for part in parts[1:]),
        ]

    def draw(self) -> None:
        """Draw both; the lower one in the middle of the first lines of the higher one."""
        room = self._drawing.width
        low = min(self._drawing.height, self._block.height)
        drawing_top = self.height - max(0, low - self._drawing.height) / 2
        block_top = self.height - max(0, self._drawing.height - self._block.height) / 2
        drawing_left = self.width - room if self._rtl else 0
        block_left = 0 if self._rtl else room + self._gap
        self._drawing.drawOn(self.canv, drawing_left, drawing_top - self._drawing.height)
        self._block.drawOn(self.canv, block_left, block_top - self._block.height)
