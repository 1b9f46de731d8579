"""A layout that sets its widgets in lines like words, from the side where reading starts."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Wraps to the next line when the width is used up. Its height follows from its width;
    what is lower than its line stands in the middle of it, and so does a single line."""

    def __init__(
        self, parent: QWidget | None = None, gap: int = 8, *, centred: bool = False
    ) -> None:
        """`centred` lines stand in the middle instead of beginning where reading starts."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._centred = centred
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Return the height used for the width of `rect`, and place the widgets if `move`."""
        lines = self._lines(rect.width())
        y = rect.y()
        if move and len(lines) == 1:
            y += max(0, rect.height() - max(size.height() for _, size in lines[0])) // 2
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner else Qt.LayoutDirection.LeftToRight
        for line in lines:
            high = max(size.height() for _, size in line)
            x = rect.x()
            if self._centred:
                wide = sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)
                x += max(0, rect.width() - wide) // 2
            for item, size in line if move else ():
                place = QRect(QPoint(x, y + (high - size.height()) // 2), size)
                item.setGeometry(QStyle.visualRect(direction, rect, place))
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return what stands in each line, with its size."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            if not lines or size.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + self.spacing()
        return lines


class EvenFlow(Flow):
    """A flow whose widgets are all equally wide and fill the width: as many in a line as have
    room, and every line alike if it can be."""

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Return the height used for the width of `rect`, and place the widgets if `move`."""
        shown = [item for item in self._items if not item.isEmpty()]
        if not shown:
            return 0
        gap = self.spacing()
        widest = max(item.sizeHint().width() for item in shown)
        height = max(item.sizeHint().height() for item in shown)
        fitting = max(1, min(len(shown), (rect.width() + gap) // (widest + gap)))
        lines = -(-len(shown) // fitting)
        across = -(-len(shown) // lines)
        if move:
            owner = self.parentWidget()
            direction = owner.layoutDirection() if owner else Qt.LayoutDirection.LeftToRight
            for number, item in enumerate(shown):
                line, column = divmod(number, across)
                left, right = (
                    (rect.width() + gap) * edge // across for edge in (column, column + 1)
                )
                place = QRect(
                    rect.x() + left, rect.y() + line * (height + gap), right - left - gap, height
                )
                item.setGeometry(QStyle.visualRect(direction, rect, place))
        return lines * (height + gap) - gap
