"""Two parts of a page side by side; where it is narrow, one under the other, and it scrolls."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from fieldapp.ui.style_sheet import set_role

NARROW = 760
"""Logical pixels: under it two parts side by side can both no longer be read."""


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
        ways = QBoxLayout.Direction
        narrow = event.size().width() < NARROW
        self._parts.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        super().resizeEvent(event)
