"""Two parts of a page side by side; where it is narrow, one under the other, and it scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from fieldapp.ui.style_sheet import set_role

NARROW = 760
"""Logical pixels: under it two parts side by side can both no longer be read."""


ANY_WIDTH = 16_777_215
"""What Qt calls no limit."""


def stack(row: QBoxLayout, *, narrow: bool) -> None:
    """Put the parts of a row one under the other where it is narrow, else side by side."""
    ways = QBoxLayout.Direction
    row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


class Beside(QScrollArea):
    """`main` is wide and comes first in the order of reading, `side` stands beside it.

    Neither gets lower than `least` logical pixels; a window that is lower scrolls.
    """

    def __init__(self, main: QWidget, side: QWidget, shares: tuple[int, int], least: int) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its parts take the keys
        inside = QWidget()
        set_role(inside, "clear")
        self.setWidget(inside)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(14)
        for part, share in zip((main, side), shares, strict=True):
            part.setMinimumHeight(least)
            self._parts.addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        stack(self._parts, narrow=event.size().width() < NARROW)
        super().resizeEvent(event)
