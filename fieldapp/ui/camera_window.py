"""Choosing pictures from what is plugged in: small ones to look at, several at once, by keys."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.language import N_
from fieldapp.ui import camera, messages
from fieldapp.ui.camera import SMALL, Found
from fieldapp.ui.components.button import button, set_words
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.session import Session
from fieldapp.ui.sizes import size_in_words
from fieldapp.ui.task import Task

AT_ONCE = 24
"""Pictures read at once; the older ones when somebody asks."""

_PLACE = Qt.ItemDataRole.UserRole


class CameraWindow(QDialog):
    """Shows what is on the card, the newest first.

    Attributes:
        list: The pictures. Space and the pointer choose, several at once.
        take_button: Takes those that are chosen.

    Signals:
        chosen: Somebody wants these files; carries their paths.
        shown: The next pictures are there, or there are none.
    """

    chosen = Signal(object)
    shown = Signal()

    def __init__(
        self, parent: QWidget, session: Session, roots: Sequence[Path] | None = None
    ) -> None:
        """Look in `roots`, or wherever something is plugged in."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self._roots = tuple(camera.volumes() if roots is None else roots)
        self._found: list[Found] = []
        self._task: Task | None = None
        text, look = session.text, session.look
        title = text(N_("From a camera or a telephone"))
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "heading"))
        self.told = label(text(N_("Looking for pictures …")), "hint")
        column.addWidget(self.told)
        self.list = QListWidget()
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setIconSize(SMALL)
        self.list.setGridSize(QSize(SMALL.width() + 20, SMALL.height() + 52))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setSelectionMode(QListView.SelectionMode.MultiSelection)
        self.list.setAccessibleName(title)
        self.list.itemSelectionChanged.connect(self._write)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        self.older_button = button(text(N_("Show older")), look.icon("history"), "quiet")
        self.older_button.clicked.connect(self._read_more)
        self.older_button.hide()
        foot.addWidget(self.older_button)
        foot.addStretch(1)
        cancel = button(text(N_("Cancel")))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        self.take_button = button("", look.icon("plus", "accent_ink"), "primary")
        self.take_button.setDefault(True)
        self.take_button.clicked.connect(self._on_take)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        self._write()
        self.resize(860, 560)
        self._start(Task(lambda progress: camera.find(self._roots, progress), self), first=True)

    def _start(self, task: Task, *, first: bool = False) -> None:
        self._task = task
        task.succeeded.connect(self._on_found if first else self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)

    def _on_found(self, found: list[Found]) -> None:
        text = self._session.text
        self._found = found
        if found:
            plural = self._session.look.language.plural
            self.told.setText(plural("{n} picture", "{n} pictures", len(found)))
            self._read_more()
            return
        nothing = N_("No pictures. Plug in the camera, the telephone or its card, and try again.")
        self.told.setText(text(nothing))
        self.shown.emit()

    def _read_more(self) -> None:
        next_ones, self._found = self._found[:AT_ONCE], self._found[AT_ONCE:]
        self._start(Task(lambda progress: camera.small_pictures(next_ones, progress), self))

    def _on_read(self, read: list[tuple[Found, QImage]]) -> None:
        language = self._session.look.language
        for found, image in read:
            about = dotted(found.path.name, size_in_words(language, found.bytes))
            item = QListWidgetItem(QIcon(QPixmap.fromImage(image)), about)
            item.setData(_PLACE, str(found.path))
            item.setToolTip(found.path.name)
            self.list.addItem(item)
        self.older_button.setVisible(bool(self._found))
        if self.list.currentRow() < 0 and read:
            self.list.setCurrentRow(0, self.list.selectionModel().SelectionFlag.NoUpdate)
            self.list.setFocus()
        self.shown.emit()

    def _write(self) -> None:
        count = len(self.list.selectedItems())
        words = self._session.look.language.plural("Add {n} picture", "Add {n} pictures", count)
        set_words(self.take_button, words)
        self.take_button.setEnabled(bool(count))

    def _on_take(self) -> None:
        self.chosen.emit([Path(str(each.data(_PLACE))) for each in self.list.selectedItems()])
        self.accept()
