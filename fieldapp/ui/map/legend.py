"""One entry of the legend: a mark as it is on the map, and what it means in a word."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look
from fieldapp.ui.map.marks import mark


class Entry(QWidget):
    """A mark and its word."""

    def __init__(self, look: Look, tone: str, words: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        sign = QLabel()
        sign.setPixmap(mark(look, tone, self.devicePixelRatioF(), 18))
        row.addWidget(sign)
        row.addWidget(label(words, "small", wrap=False))
