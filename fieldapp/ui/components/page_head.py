"""What stands on top of a page: its title, what the page shows of all there is, and buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

_GAP = 12
_ANY_WIDTH = 4000


class PageHead(QWidget):
    """One line; where `middle`, which wraps, would need several there, it stands below."""

    def __init__(self, title: QWidget, middle: QWidget, ends: Sequence[QWidget]) -> None:
        super().__init__()
        self._title, self._middle, self._ends = title, middle, tuple(ends)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.addWidget(title, 0, 0)
        for column, end in enumerate(self._ends, 2):
            self._grid.addWidget(end, 0, column)
        self._grid.setColumnStretch(1, 1)
        self._narrow: bool | None = None
        self._arrange(narrow=False)

    def minimumSizeHint(self) -> QSize:
        # Two lines are narrower, and a page that asks for one would never come to them.
        size = super().minimumSizeHint()
        beside = [each.minimumSizeHint().width() for each in (self._title, *self._ends)]
        least = max(sum(beside) + _GAP * len(beside), self._middle.minimumSizeHint().width())
        return QSize(min(size.width(), least), size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = sum(each.sizeHint().width() + _GAP for each in (self._title, *self._ends))
        one_line = self._middle.heightForWidth(_ANY_WIDTH)
        self._arrange(narrow=self._middle.heightForWidth(self.width() - beside) > one_line)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        if narrow:
            self._grid.addWidget(self._middle, 1, 0, 1, 2 + len(self._ends))
        else:
            self._grid.addWidget(self._middle, 0, 1, Qt.AlignmentFlag.AlignVCenter)
