"""A page that scrolls up and down, with room beside its scroll bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

BESIDE = 10
"""Logical pixels between what scrolls and its bar, or the edge of the page where there is none."""


def column_above(look: Look) -> QVBoxLayout:
    """Return a column for what stands above a page that scrolls, and ends where that ends."""
    column = QVBoxLayout()
    column.setContentsMargins(*look.margins(0, 0, BESIDE, 0))
    column.setSpacing(10)
    return column


class ScrollPage(QScrollArea):
    """Holds a column.

    Attributes:
        inside: What moves.
        column: What stands on it.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        set_role(self.inside, "clear")
        self.setWidget(self.inside)  # while it is empty: what changes its parent is dressed anew
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(*look.margins(0, 0, BESIDE, 0))
        self.column.setSpacing(12)
