"""A layout that sets its widgets in lines like words, from the side where reading starts."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Wraps to the next line when the width is used up. Its height follows from its width;
    what is lower than its line stands in the middle of it, and so does a single line.

    It is the layout of a widget, never a part of another layout: there Qt takes its items away
    without asking it, and the process ends as it looks at them.

    Qt asks for the height again and again while a page finds its place; what the widgets are large
    is asked of them once, until one of them changes.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        gap: int = 8,
        *,
        even: bool = False,
        centred: bool = False,
    ) -> None:
        """Where it is `even`, the widgets of a line are as high as the highest of them; `centred`
        lines stand in the middle instead of beginning where reading starts."""
        super().__init__(parent)
        self._even = even
        self._items: list[QLayoutItem] = []
        self._centred = centred
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
        lines = self._lines(rect.width())
        y = rect.y()
        if move and len(lines) == 1:
            y += max(0, rect.height() - max(height for *_, height in lines[0])) // 2
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner else Qt.LayoutDirection.LeftToRight
        for line in lines:
            high = max(height for *_, height in line)
            x = rect.x()
            if self._centred:
                wide = sum(width for _, width, _ in line) + self.spacing() * (len(line) - 1)
                x += max(0, rect.width() - wide) // 2
            for item, width, own in line if move else ():
                height = high if self._even else own
                place = QRect(x, y + (high - height) // 2, width, height)
                item.setGeometry(QStyle.visualRect(direction, rect, place))
                x += width + self.spacing()
            y += high + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, int, int]]]:
        """Return what stands in each line, with its width and height."""
        lines: list[list[tuple[QLayoutItem, int, int]]] = []
        room = 0
        for sized in self._sizes():
            if not lines or sized[1] > room:
                lines.append([])
                room = width
            lines[-1].append(sized)
            room -= sized[1] + self.spacing()
        return lines


class EvenFlow(Flow):
    """A flow whose widgets are all equally wide and fill the width: as many in a line as have
    room, and every line alike if it can be."""

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Return the height used for the width of `rect`, and place the widgets if `move`."""
        shown = self._sizes()
        if not shown:
            return 0
        gap = self.spacing()
        widest = max(width for _, width, _ in shown)
        height = max(height for *_, height in shown)
        fitting = max(1, min(len(shown), (rect.width() + gap) // (widest + gap)))
        lines = -(-len(shown) // fitting)
        across = -(-len(shown) // lines)
        if move:
            owner = self.parentWidget()
            direction = owner.layoutDirection() if owner else Qt.LayoutDirection.LeftToRight
            for number, (item, *_) in enumerate(shown):
                line, column = divmod(number, across)
                left, right = (
                    (rect.width() + gap) * edge // across for edge in (column, column + 1)
                )
                place = QRect(
                    rect.x() + left, rect.y() + line * (height + gap), right - left - gap, height
                )
                item.setGeometry(QStyle.visualRect(direction, rect, place))
        return lines * (height + gap) - gap
