"""The list of pages at the side of the window; only icons when the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.ui.components.button import ICON, set_words
from fieldapp.ui.components.text import label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

WIDE, SLIM = 216, 66


class Sidebar(QWidget):
    """Pages to choose from, and the state of sync at the foot.

    Signals:
        chosen: Name of the page the person wants.
    """

    chosen = Signal(str)

    def __init__(
        self, look: Look, brand: str, pages: Sequence[tuple[str, str, str, str]], who: str
    ) -> None:
        """Offer `pages` of (name, words, icon, key); `who` is the officer.

        A key is one digit, pressed with Ctrl; "" for none.
        """
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "sidebar")
        self._look = look
        self._group = QButtonGroup(self)
        self._pages: dict[str, tuple[str, QToolButton]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 12)
        column.setSpacing(2)
        self._brand = label(brand, "brand")
        self._brand.setContentsMargins(8, 0, 8, 10)
        column.addWidget(self._brand)
        for number, (name, words, icon, key) in enumerate(pages):
            item = QToolButton()
            item.setIcon(look.icon(icon, "side_ink", "side_on_ink"))
            item.setIconSize(ICON)
            set_words(item, words)
            item.setCheckable(True)
            item.setCursor(Qt.CursorShape.PointingHandCursor)
            item.setToolTip(words)
            if key:
                keys = f"Ctrl+{key}"
                item.setShortcut(keys)
                item.setToolTip(f"{words} ({keys})")
            item.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            set_role(item, "nav")
            self._group.addButton(item, number)
            self._pages[name] = (words, item)
            column.addWidget(item)
        self._group.idClicked.connect(self._on_clicked)
        column.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(8, 0, 0, 0)
        self._foot.setSpacing(10)
        self._cloud = picture(look, "cloud", "side_ink", 20)
        self._foot.addWidget(self._cloud, 0, Qt.AlignmentFlag.AlignTop)
        self._sync = label("", "hint")
        self._foot.addWidget(self._sync, 1)
        column.addLayout(self._foot)
        self._who = label(who, "hint")
        self._who.setContentsMargins(8, 6, 0, 0)
        column.addWidget(self._who)
        self.set_slim(False)

    def show_page(self, name: str) -> None:
        """Mark the page that is shown; one that has no place here leaves the mark where it was."""
        if name in self._pages:
            self._pages[name][1].setChecked(True)

    def show_sync(self, words: str, *, waiting: bool) -> None:
        """Tell how sync stands."""
        icon, token = ("cloud-upload", "side_warn") if waiting else ("cloud-check", "side_ink")
        pixmap = self._look.picture(icon, token, 20, self.devicePixelRatioF())
        self._cloud.setPixmap(pixmap)
        self._cloud.setToolTip(words)
        self._sync.setText(words)

    def set_slim(self, slim: bool) -> None:
        """Show icons only, or icons and words."""
        self.setFixedWidth(SLIM if slim else WIDE)
        icons, both = (
            Qt.ToolButtonStyle.ToolButtonIconOnly,
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
        )
        for _, item in self._pages.values():
            item.setToolButtonStyle(icons if slim else both)
        for widget in (self._brand, self._sync, self._who):
            widget.setVisible(not slim)

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(list(self._pages)[number])
