"""Choosing pictures from what is plugged in: small ones to look at, several at once, by keys."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.language import N_
from fieldapp.ui import camera, messages
from fieldapp.ui.camera import SMALL, Found
from fieldapp.ui.components.button import button, set_words
from fieldapp.ui.components.fitting import OverWindow
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session
from fieldapp.ui.sizes import size_in_words
from fieldapp.ui.task import Task

AT_ONCE = 24
"""Pictures read at once; the older ones when somebody asks."""

_PLACE = Qt.ItemDataRole.UserRole

_TILE = QSize(SMALL.width() + 22, SMALL.height() + 36)
_TICK = 26
"""Logical pixels of the mark on a picture that is chosen."""


class CameraWindow(OverWindow):
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
        self.list.setViewportMargins(6, 6, 6, 6)
        self.list.setGridSize(_TILE)
        self.list.setItemDelegate(_Tiles(look, self.list))
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
        self.want(860, 560)
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


class _Tiles(QStyledItemDelegate):
    """Paints a picture with its name; a tick on those that are chosen, a frame where one is."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return _TILE

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, state = self._look, option.state
        place: QRect = option.rect
        ground = place.adjusted(3, 3, -3, -3)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or state & QStyle.StateFlag.State_HasFocus:
            edge = "focus" if state & QStyle.StateFlag.State_HasFocus else "accent"
            painter.setPen(QPen(look.colour(edge), 2))
            painter.setBrush(look.colour("accent_soft") if chosen else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, 8, 8)
        room = QRect(ground.left() + 8, ground.top() + 8, ground.width() - 16, SMALL.height() - 8)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        icon.paint(painter, room)  # never tinted: one looks at it to decide
        words = QRect(room.left(), room.bottom() + 4, room.width(), ground.bottom() - room.bottom())
        painter.setPen(look.colour("ink"))
        name = option.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, words.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
        if chosen:
            corner = QRect(room.right() - _TICK - 3, room.top() + 4, _TICK, _TICK)
            tick = QStyle.visualRect(look.direction, room, corner)
            painter.setPen(QPen(look.colour("accent_ink"), 2))
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(tick)
            look.draw_icon(painter, tick.adjusted(5, 5, -5, -5), "check", "accent_ink")
        painter.restore()
