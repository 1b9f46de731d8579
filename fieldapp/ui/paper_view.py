"""The pages of a paper, one under the other, as wide as there is room. Makes no paper."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from fieldapp.ui.pdf_pages import page_count, page_image, page_inches
from fieldapp.ui.style_sheet import set_role

MOST_DPI = 120
"""Larger is not clearer on a screen."""

_MARGIN = 44
_RESTING_MS = 120


class PaperView(QScrollArea):
    """Pages as pictures, drawn anew when the window has another size.

    Attributes:
        pages: A label with its picture for each page.
    """

    def __init__(self, paper: bytes, names: list[str]) -> None:
        """Show `paper`; `names` are what a screen reader says for each page."""
        super().__init__()
        self._paper = paper
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        set_role(inside, "clear")
        column = QVBoxLayout(inside)
        column.setSpacing(16)
        self.pages: list[QLabel] = []
        for number in range(page_count(paper)):
            page = QLabel()
            page.setFrameShape(QFrame.Shape.Box)
            page.setAccessibleName(names[number])
            column.addWidget(page, 0, Qt.AlignmentFlag.AlignHCenter)
            self.pages.append(page)
        column.addStretch(1)
        self.setWidget(inside)
        self._resting = QTimer(self, singleShot=True, interval=_RESTING_MS)
        self._resting.timeout.connect(self.draw)

    def draw(self) -> None:
        """Draw every page as wide as the room beside the scroll bar."""
        room = self.width() - _MARGIN
        ratio = self.devicePixelRatioF()
        dpi = max(36, min(MOST_DPI, int(room / page_inches(self._paper))))
        for number, page in enumerate(self.pages):
            image = page_image(self._paper, number, round(dpi * ratio))
            image.setDevicePixelRatio(ratio)
            page.setPixmap(QPixmap.fromImage(image))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        drawn = bool(self.pages) and not self.pages[0].pixmap().isNull()
        self._resting.start(_RESTING_MS if drawn else 0)
