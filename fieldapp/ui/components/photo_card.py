"""A photograph in a page: its picture, what is said of it, and whether all of it is here."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look
from fieldapp.ui.states import State
from fieldapp.ui.style_sheet import set_role

WIDTH, PICTURE_HEIGHT = 212, 148
LARGE, LARGE_HEIGHT = 460, 330
_PADDING = 10
_ROUND = 6.0


class PhotoCard(QPushButton):
    """A frame to click on. Without a picture an icon holds its place.

    Signals:
        opened: Somebody wants to see it larger; carries its id.
    """

    opened = Signal(str)

    def __init__(
        self,
        look: Look,
        photo: str,
        content: bytes | None,
        caption: str,
        about: str,
        state: State,
        *,
        large: bool = False,
    ) -> None:
        """`content` is a JPEG; a `large` one stands alone on its page."""
        super().__init__()
        self._width, height = (LARGE, LARGE_HEIGHT) if large else (WIDTH, PICTURE_HEIGHT)
        self._photo = photo
        set_role(self, "figure")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, _PADDING)
        column.setSpacing(6)
        self.picture = QLabel()
        self.picture.setFixedSize(self._width - 2 * _PADDING, height)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        ratio = self.devicePixelRatioF()
        shown = _cut(content, self.picture.size(), ratio) if content else None
        self.has_picture = shown is not None
        if shown is None:
            set_role(self.picture, "no-picture")
            shown = look.picture("image-off", "mute", 34, ratio)
        self.picture.setPixmap(shown)
        column.addWidget(self.picture)
        if caption:
            column.addWidget(label(caption, "strong"))
        if about:
            column.addWidget(label(about, "small"))
        if state.word:
            column.addWidget(Chip(look, state.word, state.tone, state.icon))
        column.addStretch(1)
        self._column = column
        self.setFixedWidth(self._width)
        # It may grow: those beside one another are of one height.
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(". ".join(part for part in (caption, about, state.word) if part))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.clicked.connect(self._on_clicked)

    def sizeHint(self) -> QSize:
        return QSize(self._width, self._column.totalHeightForWidth(self._width))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _on_clicked(self) -> None:
        self.opened.emit(self._photo)


def _cut(content: bytes, size: QSize, ratio: float) -> QPixmap | None:
    """Return the middle of a picture, filling the size, with round corners."""
    whole = QPixmap()
    if not whole.loadFromData(content, "JPEG"):
        return None
    room = size * ratio
    filling = whole.scaled(
        room,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (filling.width() - room.width()) // 2, (filling.height() - room.height()) // 2
    cut = QPixmap(room)
    cut.fill(Qt.GlobalColor.transparent)
    painter = QPainter(cut)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(0, 0, room.width(), room.height()), _ROUND * ratio, _ROUND * ratio)
    painter.setClipPath(path)
    painter.drawPixmap(-left, -top, filling)
    painter.end()
    cut.setDevicePixelRatio(ratio)
    return cut
