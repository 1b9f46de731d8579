"""One photograph, as large as the window, from memory. Keeping a copy is the person's own wish."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store.photos import Photo
from fieldapp.ui import messages
from fieldapp.ui.choosing import ask_save
from fieldapp.ui.components.button import button
from fieldapp.ui.components.fitting import OverWindow
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.files import write_whole
from fieldapp.ui.session import Session


class PhotoWindow(OverWindow):
    """A photograph with what is said of it.

    Signals:
        edited: Somebody wants to change what is said; carries kind and id of its record.
    """

    edited = Signal(str, str)

    def __init__(self, parent: QWidget, session: Session, photo: Photo, content: bytes) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._photo = photo
        self._content = content
        if photo.restricted:
            session.sight.watch(self)
        text, names = session.text, session.names
        caption = str(photo.shown.values.get("caption") or "")
        self.setWindowTitle(caption.partition("\n")[0] or text(N_("Photograph")))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        self.picture = _Fitting(content)
        self.picture.setAccessibleName(caption or text(N_("Photograph")))
        column.addWidget(self.picture, 1)
        if caption:
            column.addWidget(label(caption, "strong"))
        taken_by = str(photo.shown.values.get("taken_by") or "")
        about = dotted(names.place(photo.shown), names.day(photo.shown), taken_by)
        foot = QHBoxLayout()
        foot.addWidget(label(about, "hint"), 1)
        self.edit_button = button(text(N_("Change what is said")), session.look.icon("pencil"))
        self.edit_button.clicked.connect(self._on_edit)
        self.save_button = button(text(N_("Save a copy …")), session.look.icon("download"))
        self.save_button.setToolTip(text(N_("The copy is not encrypted.")))
        self.save_button.clicked.connect(self._on_save)
        self.close_button = button(text(N_("Close")), role="primary")
        self.close_button.clicked.connect(self.accept)
        for each in (self.edit_button, self.save_button, self.close_button):
            foot.addWidget(each)
        column.addLayout(foot)
        self.close_button.setFocus()  # Enter closes: the photograph was only looked at
        self.want(900, 700)

    def save_as(self, path: Path) -> None:
        """Write the photograph into a file."""
        try:
            write_whole(path, self._content)
        except UserError as error:
            messages.tell(self, self._session.look, error)

    def _on_save(self) -> None:
        words = self._session.text(N_("Save the photograph as"))
        ask_save(self, words, "photo.jpg", "JPEG (*.jpg)", self.save_as)

    def _on_edit(self) -> None:
        self.edited.emit(self._photo.shown.kind, self._photo.id)
        self.accept()


class _Fitting(QLabel):
    """A picture that is as large as there is room, and never larger than it is."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self._whole = QPixmap()
        self._whole.loadFromData(content, "JPEG")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMinimumSize(240, 160)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)

    def sizeHint(self) -> QSize:
        return self._whole.size()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        room = self.size() * ratio
        if not self._whole.isNull():
            room = room.boundedTo(self._whole.size())
            fitted = self._whole.scaled(
                room, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            fitted.setDevicePixelRatio(ratio)
            self.setPixmap(fitted)
