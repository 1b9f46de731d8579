"""The list of pages at the side of the window; only icons when the window is narrow."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.ui.components.button import ICON, set_words
from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

WIDE, SLIM = 216, 66


@dataclass(frozen=True)
class Entry:
    """One page at the side.

    Attributes:
        keys: Open it, as Qt writes them; "" for none.
        at_foot: It stands small below the others: seldom needed.
    """

    name: str
    words: str
    icon: str
    keys: str = ""
    at_foot: bool = False


class _Item(QToolButton):
    """A page to choose; it comes into sight as soon as a key reaches it."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__()
        self._area = area

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._area.ensureWidgetVisible(self, 0, 0)
        super().focusInEvent(event)


class Sidebar(QWidget):
    """Pages to choose from, and at the foot how sync stands and who sits here.

    Where the window is too low for all pages they scroll.

    Signals:
        chosen: Name of the page the person wants.
    """

    chosen = Signal(str)

    def __init__(self, look: Look, brand: str, pages: Sequence[Entry], who: str) -> None:
        """Offer `pages`; `who` is the officer."""
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "sidebar")
        self._look = look
        self._group = QButtonGroup(self)
        self._pages: dict[str, tuple[str, QToolButton]] = {}
        self._column = column = QVBoxLayout(self)
        column.setSpacing(0)
        self._brand = label(brand, "brand")
        self._brand.setContentsMargins(18, 0, 18, 8)
        column.addWidget(self._brand)
        column.addWidget(self._list(pages), 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 5, 12, 0)
        foot.setSpacing(10)
        self._cloud = picture(look, "cloud", "side_ink", 20)
        foot.addWidget(self._cloud, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        self._since, self._waiting = label("", "hint"), label("", "hint")
        self._who = label(who, "hint")
        self._who.setContentsMargins(0, 4, 0, 0)
        for each in (self._since, self._waiting, self._who):
            words.addWidget(each)
        foot.addLayout(words, 1)
        column.addLayout(foot)
        self.set_slim(False)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown; none, where it has no place here."""
        if name not in self._pages:
            self._group.setExclusive(False)
            for _, item in self._pages.values():
                item.setChecked(False)
            self._group.setExclusive(True)
            return
        item = self._pages[name][1]
        item.setChecked(True)
        self._area.ensureWidgetVisible(item, 0, 0)

    def button(self, name: str) -> QToolButton:
        """Return the button of a page."""
        return self._pages[name][1]

    def show_sync(self, since: str, waiting: str, *, is_warning: bool) -> None:
        """Tell how long ago the last sync was and what waits; "" for nothing."""
        icon, token = ("cloud-upload", "side_warn") if is_warning else ("cloud-check", "side_ink")
        self._cloud.setPixmap(self._look.picture(icon, token, 20, self.devicePixelRatioF()))
        told = "\n".join(each for each in (since, waiting) if each)
        self._cloud.setToolTip(told)
        self._cloud.setAccessibleName(told)
        self._since.setText(since)
        self._waiting.setText(waiting)
        set_role(self._waiting, "hint", "warn" if is_warning else "")
        self._show_words()

    def set_slim(self, slim: bool) -> None:
        """Show icons only, or icons and words."""
        self._slim = slim
        self.setFixedWidth(SLIM if slim else WIDE)
        # Sixteen icons of 36 have exactly the height of the smallest laptop.
        self._column.setContentsMargins(0, *((5, 0, 5) if slim else (12, 0, 10)))
        self._items.setSpacing(0 if slim else 2)
        icons, both = (
            Qt.ToolButtonStyle.ToolButtonIconOnly,
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        )
        for _, item in self._pages.values():
            item.setToolButtonStyle(icons if slim else both)
        self._show_words()

    def _show_words(self) -> None:
        self._brand.setVisible(not self._slim)
        self._who.setVisible(not self._slim)
        for each in (self._since, self._waiting):
            each.setVisible(not self._slim and bool(each.text()))

    def _list(self, pages: Sequence[Entry]) -> QScrollArea:
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar would cover the icons of a slim list; keys and wheel scroll it all the same.
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        set_role(inside, "clear")
        self._items = column = QVBoxLayout(inside)
        column.setContentsMargins(10, 0, 10, 0)
        is_above = True
        for number, page in enumerate(pages):
            if page.at_foot and is_above:
                column.addStretch(1)
                is_above = False
            column.addWidget(self._item(number, page))
        if is_above:
            column.addStretch(1)
        self._group.idClicked.connect(self._on_clicked)
        self._area.setWidget(inside)
        return self._area

    def _item(self, number: int, page: Entry) -> QToolButton:
        item = _Item(self._area)
        item.setIcon(nav_icon(self._look, page.icon))
        item.setIconSize(ICON)
        set_words(item, page.words)
        item.setCheckable(True)
        item.setCursor(Qt.CursorShape.PointingHandCursor)
        item.setToolTip(page.words)
        if page.keys:
            # A button's own shortcut presses it for a tenth of a second before anything happens.
            QShortcut(QKeySequence(page.keys), item).activated.connect(item.click)
            item.setToolTip(f"{page.words} ({isolated(page.keys)})")
        item.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        set_role(item, "nav", "small" if page.at_foot else "")
        self._group.addButton(item, number)
        self._pages[page.name] = (page.words, item)
        return item

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(list(self._pages)[number])


def nav_icon(look: Look, name: str) -> QIcon:
    """Return an icon as it stands in the sidebar."""
    return look.icon(name, "side_ink", "side_on_ink")
