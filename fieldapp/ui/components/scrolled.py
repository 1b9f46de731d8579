"""A column that scrolls when there is no room for it, and never cuts its width."""

from typing import TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.ui.style_sheet import set_role

Layout = TypeVar("Layout", bound=QLayout)

_BESIDE = 6
"""Logical pixels between what is inside and its scroll bar."""


class _Inside(QWidget):
    """Asks for the height that its lines need in the width there is.

    Qt would add up what they need in the least width, and scroll where nothing must.
    """

    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout and layout.hasHeightForWidth() else least


class Scrolled(QScrollArea):
    """A scroll area without an edge.

    Attributes:
        column: Where the content goes.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = _Inside()
        set_role(inside, "clear")
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)

    def _on_range(self, least: int, most: int) -> None:
        """Keep what is inside off the bar, where there is one; without one it ends where all else
        on the page ends. Margins do not mirror themselves."""
        beside = _BESIDE if least < most else 0
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.column.setContentsMargins(beside if rtl else 0, 0, 0 if rtl else beside, 0)


def emptied(layout: Layout) -> Layout:
    """Take everything out of a layout and return it."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()  # it is drawn until it is deleted, under what comes now
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)
    return layout
