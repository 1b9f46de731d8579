"""A layout that sets its widgets in lines like words, from the side where reading starts."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Wraps to the next line when the width is used up. Its height follows from its width.

    Qt asks for the height again and again while a page finds its place; what the widgets are large
    is asked of them once, until one of them changes.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._shown: list[tuple[QLayoutItem, int, int]] | None = None
        self._least: QSize | None = None
        self._heights: dict[int, int] = {}
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        item = self._items.pop(index) if 0 <= index < len(self._items) else None
        self._forget()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return height

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._least is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            self._least = size
        return self._least

    def invalidate(self) -> None:
        self._forget()
        super().invalidate()

    def _forget(self) -> None:
        self._shown = self._least = None
        self._heights.clear()

    def _sizes(self) -> list[tuple[QLayoutItem, int, int]]:
        """Return what is shown with its width and height."""
        if self._shown is None:
            sizes = [(item, item.sizeHint()) for item in self._items if not item.isEmpty()]
            self._shown = [(item, size.width(), size.height()) for item, size in sizes]
        return self._shown

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Return the height used for the width of `rect`, and place the widgets if `move`."""
        left, x, y, line = rect.x(), rect.x(), rect.y(), 0
        end, gap = rect.right() + 1, self.spacing()
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner else Qt.LayoutDirection.LeftToRight
        for item, width, height in self._sizes():
            if line and x + width > end:
                x, y, line = left, y + line + gap, 0
            if move:
                place = QRect(x, y, width, height)
                item.setGeometry(QStyle.visualRect(direction, rect, place))
            x += width + gap
            line = max(line, height)
        return y + line - rect.y()
