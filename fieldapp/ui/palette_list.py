"""What the palette offers, as a list: which entries hold the words, and how a line is painted."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui.components.text import dotted
from fieldapp.ui.look import Look

ROW_HEIGHT = 44

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Entry:
    """One line.

    Attributes:
        sort: What it is, in a word: a page, something new, a record.
        about: More about it; may be empty.
        keys: Do the same without the palette; "" for none.
        also: Further words that find it.
        act: Does it.
    """

    sort: str
    title: str
    icon: str
    act: Callable[[], object]
    about: str = ""
    keys: str = ""
    also: str = ""

    @cached_property
    def words(self) -> str:
        """All that it can be found by, folded; a space before every word."""
        return f" {folded(' '.join((self.title, self.about, self.also)))}"


_ALIKE = str.maketrans({"ة": "ه", "ى": "ي", "ـ": None, "’": "'", "œ": "oe", "æ": "ae"})


def folded(text: str) -> str:
    """Return a text without accents, case and what Arabic writers leave out: «évaluation» and
    "Evaluation", «إدارة» and «اداره» are the same to a tired hand."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_ALIKE))
    return "".join(each for each in plain if not unicodedata.combining(each))


def found(offered: Sequence[Entry], typed: str) -> list[Entry]:
    """Return the entries with a word that begins with each word typed, names that begin so first.
    Else those that hold them anywhere. In their own order otherwise."""
    words = folded(typed).split()
    if not words:
        return list(offered)
    begun = [each for each in offered if all(f" {word}" in each.words for word in words)]
    begun.sort(key=lambda each: not folded(each.title).startswith(words[0]))
    return begun or [each for each in offered if all(word in each.words for word in words)]


class PaletteList(QAbstractListModel):
    """The lines that are shown."""

    ENTRY_ROLE = Qt.ItemDataRole.UserRole

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[Entry] = []

    def show(self, entries: Sequence[Entry]) -> None:
        """Show these lines and no others."""
        self.beginResetModel()
        self._entries = list(entries)
        self.endResetModel()

    def add(self, entries: Sequence[Entry]) -> None:
        """Show more lines below; the line that is marked stays so."""
        if entries:
            start = len(self._entries)
            self.beginInsertRows(QModelIndex(), start, start + len(entries) - 1)
            self._entries += entries
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's default
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            parts = (entry.sort, entry.title, entry.about, entry.keys)
            return ", ".join(part for part in parts if part)
        return entry if role == self.ENTRY_ROLE else None


class PaletteRows(QStyledItemDelegate):
    """Paints a line: icon, name, more about it; at the end the keys and what it is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(PaletteList.ENTRY_ROLE)
        look = self._look
        ground: QRect = option.rect.adjusted(2, 1, -2, -1)
        is_marked = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if is_marked:
            path = QPainterPath()
            path.addRoundedRect(ground.adjusted(1, 1, -1, -1), 8, 8)
            painter.fillPath(path, look.colour("accent_soft"))
            painter.setPen(QPen(look.colour("accent"), 2))
            painter.drawPath(path)

        def mirrored(left: int, width: int) -> QRect:
            rect = QRect(ground.left() + left, ground.top(), width, ground.height())
            return QStyle.visualRect(look.direction, ground, rect)

        icon = QRect(ground.left() + 12, ground.center().y() - 9, 20, 20)
        shown = QStyle.visualRect(look.direction, ground, icon)
        look.draw_icon(painter, shown, entry.icon, "accent" if is_marked else "mute")
        small = _font(option, 12, QFont.Weight.Normal)
        ending = dotted(entry.keys, entry.sort) if entry.keys else entry.sort
        end = QFontMetrics(small).horizontalAdvance(ending) + 6
        room = ground.width() - 44 - end - 24
        strong = _font(option, 14, QFont.Weight.DemiBold)
        title = min(QFontMetrics(strong).horizontalAdvance(entry.title) + 4, room)
        self._write(painter, strong, mirrored(44, title), entry.title, "ink")
        if entry.about and room - title > _LEAST:
            self._write(painter, small, mirrored(44 + title + 8, room - title - 8), entry.about)
        self._write(painter, small, mirrored(ground.width() - end - 12, end), ending)
        painter.restore()

    def _write(
        self, painter: QPainter, font: QFont, rect: QRect, text: str, ink: str = "mute"
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._look.colour(ink))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, self._look.start, cut)


_LEAST = 60
"""Logical pixels: less says nothing about it."""


def _font(option: QStyleOptionViewItem, pixels: int, weight: QFont.Weight) -> QFont:
    font = QFont(option.font)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font
