"""The palette: one field over the window that leads to everything, without a mouse."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QListView,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.ui import keys
from fieldapp.ui.components.focus import give_back
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.palette_list import ROW_HEIGHT, Entry, PaletteList, PaletteRows, folded, found
from fieldapp.ui.record_list import Lines
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of
from fieldapp.ui.style_sheet import set_role

MOST_RECORDS = 50
LEAST_LETTERS = 2
"""Before, half of all records would be found."""

_TYPING_MS = 120
"""Records are looked for when the fingers rest; the rest is there at once."""

_WIDE, _ROWS = 680, 9
"""Logical pixels, and lines without scrolling."""


class Palette(QWidget):
    """Stands over the whole window while it is open.

    Attributes:
        line: Where one types; it keeps the focus, and the arrows move in the list.
        list: What was found.
        is_acting: Whether it goes in this very turn, and what was chosen in it is done.
    """

    def __init__(
        self,
        window: QWidget,
        session: Session,
        offer: Callable[[], Sequence[Entry]],
        open_record: Callable[[str, str], object],
    ) -> None:
        """Offer entries, asked for each time it is shown, and records that hold the words, which
        `open_record` shows."""
        super().__init__(window)
        self._session = session
        self._offer = offer
        self._offered: Sequence[Entry] = ()
        self._open_record = open_record
        self._before: QWidget | None = None
        self.is_acting = False
        text, look = session.text, session.look
        self._box = QFrame(self)
        set_role(self._box, "palette")
        column = QVBoxLayout(self._box)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        self.line = line_edit(look)
        self.line.setPlaceholderText(text(N_("A page, a name, something to do …")))
        self.line.setAccessibleName(text(N_("Go to anything")))
        self.line.addAction(look.icon("search", "mute"), self.line.ActionPosition.LeadingPosition)
        self.line.installEventFilter(self)
        column.addWidget(self.line)
        self.model = PaletteList()
        self._rows = PaletteRows(look)
        self.list = Lines()
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._rows)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setAccessibleName(text(N_("Found")))
        self.list.clicked.connect(self._on_clicked)
        column.addWidget(self.list, 1)
        self._nothing = label(text(N_("Nothing was found.")), "hint")
        self._nothing.setContentsMargins(12, 8, 12, 8)
        column.addWidget(self._nothing)
        told = {each: text(keys.KEYS[each].words) for each in ("move", "open")}
        told["close"] = text(N_("Close"))
        self._told = [
            f"<b>{escape(keys.shown(each))}</b>  {escape(words)}" for each, words in told.items()
        ]
        self._foot = label("", "small")
        self._foot.setTextFormat(Qt.TextFormat.RichText)
        self._foot.setContentsMargins(12, 0, 12, 0)
        column.addWidget(self._foot)
        if session.reader.clearance is Level.RESTRICTED:
            session.sight.watch(self.list)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.find_records)
        self.line.textChanged.connect(self._on_changed)
        self.hide()

    def open_box(self) -> None:
        """Show it, empty, over the window."""
        self._session.growth.hold("palette")  # nobody reads what stands under it
        self._before = QApplication.focusWidget()
        self._offered = self._offer()
        self.line.clear()
        self._on_changed()
        parent = self.parentWidget()
        assert parent is not None
        self.setGeometry(parent.rect())
        self.show()
        self.raise_()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_box(self) -> None:
        """Take it away; the focus goes back to where it was."""
        if self.isHidden():
            return
        self._typing.stop()
        self.hide()
        self._session.growth.release("palette")
        self.line.clear()  # what was looked for is nobody's business later
        self.model.show(())
        give_back(self._before)
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._takes(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.close_box()

    def paintEvent(self, event: QPaintEvent) -> None:
        shade = self._session.look.colour("side")
        shade.setAlpha(120)
        QPainter(self).fillRect(self.rect(), shade)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def _settle(self) -> None:
        top = min(72, self.height() // 12)
        width = min(_WIDE, self.width() - 32)
        rows = min(_ROWS, max(1, self.model.rowCount()))
        around = self._box.sizeHint().height() - self.list.sizeHint().height()
        around = around if self.list.isVisibleTo(self) else self._box.sizeHint().height()
        height = around + (rows * ROW_HEIGHT + 4 if self.model.rowCount() else 0)
        place = (self.width() - width) // 2
        self._box.setGeometry(place, top, width, min(height, self.height() - top - 12))

    def _takes(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; say whether it was one of ours."""
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: _ROWS - 1,
            Qt.Key.Key_PageUp: 1 - _ROWS,
        }
        key = Qt.Key(event.key())
        if key in steps:
            self._move(steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentIndex())
        elif key == Qt.Key.Key_Escape:
            self.close_box()
        else:
            return key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)  # there is nowhere else to go
        return True

    def _move(self, by: int) -> None:
        count = self.model.rowCount()
        if count:
            now = self.list.currentIndex().row() + by
            # One step beyond an end goes round; a page stops there.
            row = now % count if abs(by) == 1 else max(0, min(count - 1, now))
            self.list.setCurrentIndex(self.model.index(row))

    def _do(self, index: QModelIndex) -> None:
        entry = index.data(PaletteList.ENTRY_ROLE)
        if entry is not None:
            self.close_box()
            self.is_acting = True
            try:
                entry.act()
            finally:
                self.is_acting = False

    def _on_clicked(self, index: QModelIndex) -> None:
        self._do(index)

    def _on_changed(self) -> None:
        self._show(found(self._offered, self.line.text()))
        self._typing.start()

    def _show(self, entries: Sequence[Entry]) -> None:
        self.model.show(entries)
        if entries:
            self.list.setCurrentIndex(self.model.index(0))
        self._tell()

    def _tell(self) -> None:
        some = self.model.rowCount() > 0
        self.list.setVisible(some)
        nothing = not some and not self._typing.isActive()
        self._nothing.setVisible(nothing)
        told = self._told[-1:] if nothing else self._told  # where nothing is, no key goes to it
        self._foot.setText("\u00a0\u00a0·\u00a0\u00a0".join(told))
        self._settle()

    def find_records(self) -> None:
        """Add the records that hold the words, newest first; it does so by itself."""
        self._typing.stop()
        words = self.line.text().strip()
        if len(words) >= LEAST_LETTERS:
            first = not self.model.rowCount()
            self.model.add(self._records(words))
            if first:
                self.list.setCurrentIndex(self.model.index(0))
        self._tell()

    def _records(self, words: str) -> list[Entry]:
        session = self._session
        language, names = session.look.language, session.names
        made = []
        reader = session.reader.at(Door.SEARCH)
        for record in records.newest_with(session.workspace, words, MOST_RECORDS, reader):
            shown = session.disclosed(record, Door.SEARCH)
            state = state_of(shown, language, has_draft=False)
            about = dotted(names.place(shown), names.day(shown), state.word)
            sort = session.text(kind_named(record.kind).label)
            act = partial(self._open_record, record.kind, record.id)
            made.append(Entry(sort, names.of(shown), icon_of(record.kind), act, about))
        # What is called so comes before what only speaks of it.
        sought = folded(words).split()
        made.sort(key=lambda each: not any(word in folded(each.title) for word in sought))
        return made
