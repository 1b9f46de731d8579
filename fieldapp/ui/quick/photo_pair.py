"""A photograph of before beside the one of now: dropped, chosen, or pasted.

The one of now stays in memory until the capture is saved.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPixmap,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.ui import messages, photos
from fieldapp.ui.choosing import ask_open
from fieldapp.ui.components.button import button, tool_button
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.files import read_whole
from fieldapp.ui.photos import Picture
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

FRAME = QSize(220, 150)
"""Logical pixels of either picture, at least."""

_PASTED = "pasted.png"


class PhotoPair(QWidget):
    """Before and now.

    Attributes:
        content, file: Bytes and name of the picture of now; empty while there is none.

    Signals:
        edited: A picture of now was chosen, or taken out.
    """

    edited = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._task: Task | None = None
        self._wanted = ""
        self.content = b""
        self.file = ""
        self.setAcceptDrops(True)
        text = session.text
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._before = _picture()
        self._about = label("", "small")
        self._now = _picture()
        add = text(N_("Add a photograph …"))
        self.add_button: QPushButton = button(add, session.look.icon("image"))
        self.add_button.clicked.connect(self._on_add)
        self._clear = tool_button(session.look, "x", text(N_("Leave this photograph out")))
        self._clear.clicked.connect(self._on_clear)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.add_button, 1)
        line.addWidget(self._clear)
        for title, frame, below in (
            (N_("Before"), self._before, self._about),
            (N_("Now"), self._now, line),
        ):
            column = QVBoxLayout()
            column.setSpacing(6)
            column.addWidget(label(text(title), "strong"))
            column.addWidget(frame)
            if isinstance(below, QWidget):
                column.addWidget(below)
            else:
                column.addLayout(below)
            column.addStretch(1)
            row.addLayout(column, 1)
        self.show_before("")
        self._on_clear()

    def show_before(self, work: str) -> None:
        """Show the latest photograph of a work, read beside the window; "" shows none."""
        self._wanted = work
        self._show_nothing(self._before)
        self._about.setText(self._session.text(N_("No earlier photograph")) if work else "")
        if not work or self._task is not None:
            return
        workspace = self._session.workspace

        def read(progress: Progress) -> tuple[str, Sequence[Picture]]:
            return work, photos.pictures(workspace, "deliverable", work, progress)

        self._task = Task(read, self)
        self._task.succeeded.connect(self._on_read)
        self._task.failed.connect(self._on_failed)
        self._task.finished.connect(self._on_finished)
        self._task.start()

    def take(self, content: bytes, file: str) -> None:
        """Take a picture as the one of now; what is none is told."""
        image = QImage.fromData(content)
        if image.isNull():
            self._show_nothing(self._now)
        else:
            self._now.setPixmap(_fitted(image, self._now))
        self.content, self.file = content, file
        self._now.setAccessibleName(self._session.text(N_("Now")))
        self._clear.show()
        self.edited.emit()

    def clear(self) -> None:
        """Show no picture of now."""
        self.content, self.file = b"", ""
        self._show_nothing(self._now)
        self._clear.hide()

    def take_files(self, files: Sequence[Path]) -> None:
        """Take the first of some files."""
        if not files:
            return
        try:
            self.take(read_whole(files[0]), files[0].name)
        except UserError as error:
            messages.tell(self, self._session.look, error)

    def take_copied(self, copied: QMimeData) -> bool:
        """Take a picture or a file that was copied or dragged; say whether there was one."""
        if copied.hasImage():
            image = QImage(copied.imageData())
            buffer = QBuffer()
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            image.save(buffer, "PNG")  # type: ignore[call-overload]
            self.take(bytes(buffer.data().data()), _PASTED)
            return True
        files = [Path(url.toLocalFile()) for url in copied.urls() if url.isLocalFile()]
        self.take_files(files)
        return bool(files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take_copied(QGuiApplication.clipboard().mimeData())
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_copied(event.mimeData())

    def _on_add(self) -> None:
        text = self._session.text
        photographs = text(N_("Photographs"))
        kinds = f"{photographs} ({photos.FILES})"
        where = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        title = text(N_("Add photographs"))
        ask_open(self, title, kinds, self.take_files, beginning=where, several=False)

    def _on_clear(self) -> None:
        self.clear()
        self.edited.emit()

    def _on_read(self, found: tuple[str, Sequence[Picture]]) -> None:
        work, pictures = found
        seen = [each for each in pictures if each.shown]
        if work != self._wanted or not seen:
            return
        last = max(seen, key=lambda each: str(each.photo.shown.values.get("taken_on") or ""))
        self._before.setPixmap(_fitted(QImage.fromData(last.shown or b""), self._before))
        caption = str(last.photo.shown.values.get("caption") or "")
        about = dotted(caption, self._session.names.day(last.photo.shown))
        self._about.setText(about)
        self._before.setAccessibleName(about)

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _on_finished(self) -> None:
        self._task = None

    def _show_nothing(self, frame: QLabel) -> None:
        ratio = self.devicePixelRatioF()
        frame.setPixmap(self._session.look.picture("image", "mute", 34, ratio))


def _picture() -> QLabel:
    frame = QLabel()
    frame.setMinimumSize(FRAME)
    frame.setFixedHeight(FRAME.height())
    frame.setAlignment(Qt.AlignmentFlag.AlignCenter)
    set_role(frame, "no-picture")
    return frame


def _fitted(image: QImage, frame: QLabel) -> QPixmap:
    """Return a picture that fits into its frame whole."""
    ratio = frame.devicePixelRatioF()
    size = FRAME * ratio
    scaled = image.scaled(
        size,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    pixmap = QPixmap.fromImage(scaled)
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
