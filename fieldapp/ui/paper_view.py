"""The pages of a paper, one under the other, with small ones beside them to go by. Makes no paper.

Pages are drawn beside the window, those that are seen first; keys scroll and make them larger.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QIcon,
    QImage,
    QKeyEvent,
    QPainter,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from fieldapp.progress import Progress
from fieldapp.ui.pdf_pages import page_image
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

MOST_DPI, LEAST_DPI = 190, 36
"""Larger is not clearer on a screen, smaller is not read."""

STEP = 1.25
"""Each key or click makes the pages so much larger or smaller."""

SCREEN_DPI = 96
"""What is called 100 per cent."""

WIDTH, PAGE = "width", "page"
"""As wide as there is room; a whole page at once."""

_MARGIN = 44
_THUMB = 84
_SMALL_DPI = 24
_EDGE = QColor("#7a8288")
"""Of a small page: seen beside white and beside black."""

_RESTING_MS = 120
_THUMBS_FROM = 620
"""Logical pixels of the view; narrower, the small pages would leave no room for the large."""


class PaperView(QWidget):
    """Pages as pictures, drawn anew when the window or the wish has another size.

    Attributes:
        pages: A label for each page; it has its picture while it is seen or nearly so.
        thumbs: The small pages.
        scroller: Holds the pages and takes the keys.

    Signals:
        drawn: Every page that is seen has its picture.
        zoomed: The pages have another size; carries per cent of their own size.
    """

    drawn = Signal()
    zoomed = Signal(int)

    def __init__(
        self, paper: bytes, sizes: Sequence[tuple[float, float]], names: Sequence[str]
    ) -> None:
        """Show `paper`.

        Args:
            sizes: Width and height of each page, in inches.
            names: What a screen reader says for each page.
        """
        super().__init__()
        self._paper, self._sizes = paper, tuple(sizes)
        self._fit, self._wish, self._dpi = WIDTH, 0, 0
        self._drawn_at: dict[int, int] = {}
        self._small: set[int] = set()
        self._task: Task | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.thumbs = self._make_thumbs(names)
        row.addWidget(self.thumbs)
        self.scroller = QScrollArea()
        self.scroller.setWidgetResizable(True)
        self.scroller.setFrameShape(QScrollArea.Shape.NoFrame)
        # Always there: pages fitted to the width would change it by making it come and go.
        self.scroller.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        inside = QWidget()
        set_role(inside, "clear")
        column = QVBoxLayout(inside)
        column.setSpacing(16)
        self.pages: list[QLabel] = []
        for name in names:
            page = QLabel()
            page.setFrameShape(QFrame.Shape.Box)
            page.setAccessibleName(name)
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(page)
        column.addStretch(1)
        self.scroller.setWidget(inside)
        row.addWidget(self.scroller, 1)
        self.setFocusProxy(self.scroller)
        self._resting = QTimer(self, singleShot=True, interval=_RESTING_MS)
        self._resting.timeout.connect(self.draw)
        self.scroller.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def is_drawn(self) -> bool:
        """Whether everything that is seen has its picture."""
        return self._task is None and self._dpi > 0 and self._next() is None

    @property
    def percent(self) -> int:
        """How large the pages are shown, 100 being their own size."""
        return round(100 * self._dpi / SCREEN_DPI)

    def fit(self, how: str) -> None:
        """Show the pages as wide as there is room (`WIDTH`), or each whole (`PAGE`)."""
        self._fit = how
        self.draw()

    def zoom(self, times: float) -> None:
        """Show the pages so many times as large as now."""
        self._fit = ""
        self._wish = round(self._dpi * times)
        self.draw()

    def draw(self) -> None:
        """Give every page its size, and have those that are seen drawn."""
        dpi = self._fitting()
        if dpi != self._dpi:
            self._dpi = dpi
            for page, (width, height) in zip(self.pages, self._sizes, strict=True):
                page.setFixedSize(round(width * dpi) + 2, round(height * dpi) + 2)
        self.zoomed.emit(self.percent)
        self._draw_next()

    def event(self, event: QEvent) -> bool:
        # These keys are the window's elsewhere: Ctrl+0 opens a page at the side.
        overrides = event.type() == QEvent.Type.ShortcutOverride
        if overrides and isinstance(event, QKeyEvent) and _zoom_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        times = _zoom_of(event)
        bar = self.scroller.verticalScrollBar()
        if times is not None:
            self.zoom(times) if times else self.fit(WIDTH)
        elif event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.thumbs.setVisible(self.width() >= _THUMBS_FROM and len(self.pages) > 1)
        self._resting.start(_RESTING_MS if self._drawn_at else 0)

    def _make_thumbs(self, names: Sequence[str]) -> QListWidget:
        thumbs = QListWidget()
        thumbs.setFixedWidth(_THUMB + 46)
        thumbs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        thumbs.setIconSize(QSize(_THUMB, round(_THUMB * 1.42)))
        thumbs.setViewMode(QListView.ViewMode.IconMode)
        thumbs.setFlow(QListView.Flow.TopToBottom)
        thumbs.setWrapping(False)
        thumbs.setMovement(QListView.Movement.Static)
        thumbs.setSpacing(4)
        for number, name in enumerate(names):
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, number)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            blank = QPixmap(thumbs.iconSize())
            blank.fill(Qt.GlobalColor.white)
            item.setIcon(QIcon(blank))
            thumbs.addItem(item)
        thumbs.currentRowChanged.connect(self._on_page_wanted)
        return thumbs

    def _fitting(self) -> int:
        """Return the size at which pages are to be drawn, in dots per inch."""
        room = self.scroller.viewport()
        wide = (room.width() - _MARGIN) / max(width for width, _ in self._sizes)
        high = (room.height() - _MARGIN) / max(height for _, height in self._sizes)
        wish = {WIDTH: wide, PAGE: min(wide, high)}.get(self._fit, self._wish)
        most = SCREEN_DPI * STEP if self._fit else MOST_DPI
        return round(max(LEAST_DPI, min(most, wish)))

    def _wanted(self) -> list[int]:
        """Return the pages that are seen, or nearly so, and have no picture of this size."""
        bar = self.scroller.verticalScrollBar()
        high = self.scroller.viewport().height()
        near = range(bar.value() - high, bar.value() + 2 * high)
        seen = [
            number
            for number, page in enumerate(self.pages)
            if page.y() < near.stop and page.y() + page.height() > near.start
        ]
        for number in set(self._drawn_at) - set(seen):
            self.pages[number].clear()  # a paper of many pages must not fill the memory
            del self._drawn_at[number]
        return [number for number in seen if self._drawn_at.get(number) != self._dots()]

    def _dots(self) -> int:
        return round(self._dpi * self.devicePixelRatioF())

    def _next(self) -> tuple[int, int] | None:
        """Return the page to be drawn next and its dots per inch: what is seen, then small ones."""
        for number in self._wanted():
            return number, self._dots()
        for number in range(len(self.pages)):
            if number not in self._small:
                return number, _SMALL_DPI
        return None

    def _draw_next(self) -> None:
        if self._task is not None:
            return
        wanted = self._next()
        if wanted is None:
            self.drawn.emit()
            return
        paper, (number, dots) = self._paper, wanted

        def work(_progress: Progress) -> tuple[int, int, QImage]:
            return number, dots, page_image(paper, number, dots)

        self._task = Task(work, self)
        self._task.succeeded.connect(self._on_drawn)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def _on_drawn(self, found: tuple[int, int, QImage]) -> None:
        number, dots, image = found
        if dots == self._dots():
            shown = QImage(image)
            shown.setDevicePixelRatio(self.devicePixelRatioF())
            self.pages[number].setPixmap(QPixmap.fromImage(shown))
            self._drawn_at[number] = dots
        if number not in self._small:
            size = self.thumbs.iconSize() * self.devicePixelRatioF()
            kept = Qt.AspectRatioMode.KeepAspectRatio
            small = image.scaled(size, kept, Qt.TransformationMode.SmoothTransformation)
            self.thumbs.item(number).setIcon(QIcon(QPixmap.fromImage(_edged(small))))
            self._small.add(number)
        self._task = None

    def _on_finished(self) -> None:
        if self._task is None:  # else it failed, and would fail again
            self._draw_next()

    def _on_scrolled(self) -> None:
        self._resting.start(_RESTING_MS)
        here = self.scroller.verticalScrollBar().value() + self.scroller.viewport().height() // 3
        shown = max((n for n, page in enumerate(self.pages) if page.y() <= here), default=0)
        self.thumbs.blockSignals(True)
        self.thumbs.setCurrentRow(shown)
        self.thumbs.blockSignals(False)

    def _on_page_wanted(self, number: int) -> None:
        if 0 <= number < len(self.pages):
            self.scroller.verticalScrollBar().setValue(self.pages[number].y() - 8)


def _edged(page: QImage) -> QImage:
    """Return a small page with an edge: white on white would have none."""
    edged = page.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(edged)
    painter.setPen(QPen(_EDGE, 1))
    painter.drawRect(edged.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return edged


def _zoom_of(event: QKeyEvent) -> float | None:
    """Return how many times as large a key wants the pages, 0 for as wide as there is room."""
    if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return None
    return {
        Qt.Key.Key_Plus: STEP,
        Qt.Key.Key_Equal: STEP,
        Qt.Key.Key_Minus: 1 / STEP,
        Qt.Key.Key_0: 0.0,
    }.get(Qt.Key(event.key()))
