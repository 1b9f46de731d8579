"""A frame around a page: where there is less room than the page needs, it scrolls, uncut."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class PageFrame(QScrollArea):
    """Gives the page all the room there is, and never less than it needs.

    Qt's own "resizable" would give a page with wrapped texts the height it likes, not the height
    it needs, and scroll where nothing must.
    """

    def __init__(self, page: QWidget | None = None, parent: QWidget | None = None) -> None:
        """Stand around a page, or around the one that `hold` is called with later."""
        self._page: QWidget | None = None
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._settle)
        if page is not None:
            self.hold(page)

    def hold(self, page: QWidget) -> None:
        """Stand around a page from now on: one that was made in the viewport is dressed once."""
        self._page = page
        page.setParent(self.viewport())
        if self.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            self._take_in()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish and self._page is not None:
            self._take_in()
        return super().event(event)

    @property
    def page(self) -> QWidget:
        """What it stands around."""
        assert self._page is not None
        return self._page

    def _take_in(self) -> None:
        """Let the page scroll. Qt measures it for that, and to be measured it is dressed: not while
        it is made, but when all around it is."""
        page = self.page
        page.resize(self.size())
        self.setWidget(page)
        self.setWidgetResizable(False)
        page.installEventFilter(self)

    def sizeHint(self) -> QSize:
        # It scrolls: what stands around it, as buttons at its foot, comes before its content.
        return self.minimumSizeHint()

    def needs(self) -> QSize:
        """Return the least room in which nothing of the page is cut, for the width there is."""
        least = self.page.minimumSizeHint().expandedTo(self.page.minimumSize())
        layout = self.page.layout()
        if layout is not None and layout.hasHeightForWidth():
            width = max(least.width(), self._width())
            least.setHeight(layout.totalMinimumHeightForWidth(width))
        return least

    def _width(self) -> int:
        """Return the width of the viewport. To hand out the viewport itself, PySide would first
        make a Python class of every widget that Qt has."""
        bar = self.verticalScrollBar()
        scrolls = bar.minimum() < bar.maximum()
        return self.contentsRect().width() - (bar.sizeHint().width() if scrolls else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._page is not None:  # a page that is made ahead has come only half as yet
            self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._settling.start()
        return super().eventFilter(watched, event)  # Qt moves the page when it has grown

    def _settle(self) -> None:
        room = self.maximumViewportSize()
        needs = self.needs()
        bar = self.verticalScrollBar().sizeHint().width()
        if needs.height() > room.height():
            room.setWidth(room.width() - bar)
        if needs.width() > room.width():
            room.setHeight(room.height() - bar)
        self.page.resize(needs.expandedTo(room))


def frame_around(page: QWidget) -> QScrollArea | None:
    """Return what a page scrolls in, None for one that stands for itself."""
    around = page.parentWidget()
    frame = around.parentWidget() if around is not None else None
    return frame if isinstance(frame, QScrollArea) else None
