"""Buttons with room between icon and word, and icon-only buttons that have a name to read out."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton, QSizePolicy, QToolButton

from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

ICON = QSize(20, 20)
# Fusion puts 4 px between icon and word and no style sheet changes that; an en space does.
_GAP = "\u2002"
# Qt does not count spaces at the end of a line; before a letter that is not seen they stay.
_KEPT = "\u2060"


def button(text: str, icon: QIcon | None = None, role: str = "") -> QPushButton:
    """Return a button; `role` is "", "primary", "quiet", or "fold" where it unfolds something."""
    widget = QPushButton()
    set_words(widget, text, icon)
    set_role(widget, role)
    widget.setCursor(Qt.CursorShape.PointingHandCursor)
    return widget


def onward_button(text: str, icon: QIcon, role: str = "") -> QPushButton:
    """Return a button whose icon is an arrow that leads on: it stands where the word ends."""
    widget = button(text, icon, role)
    turned = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    # Qt has no other way of putting an icon behind a word.
    widget.setLayoutDirection(
        Qt.LayoutDirection.LeftToRight if turned else Qt.LayoutDirection.RightToLeft
    )
    set_words(widget, text)
    return widget


def set_words(widget: QPushButton | QToolButton, text: str, icon: QIcon | None = None) -> None:
    """Put a word and perhaps an icon on a button; the name read out is the word alone."""
    if icon is not None:
        widget.setIcon(icon)
        widget.setIconSize(ICON)
    has_icon = not widget.icon().isNull()
    # An ampersand in somebody's words would otherwise become a keyboard mnemonic.
    shown = text.replace("&", "&&")
    if has_icon and shown:
        turned = widget.layoutDirection() != QApplication.layoutDirection()
        shown = f"{shown}{_GAP}{_KEPT}" if turned else f"{_GAP}{shown}"
    widget.setText(shown)
    widget.setAccessibleName(text.replace("\n", " "))


def tool_button(look: Look, icon: str, name: str, keys: str = "") -> QToolButton:
    """Return an icon-only button; `name` is its tool tip and what a screen reader says."""
    widget = QToolButton()
    widget.setIcon(look.icon(icon))
    widget.setIconSize(ICON)
    widget.setAccessibleName(name)
    widget.setToolTip(f"{name} ({keys})" if keys else name)
    widget.setCursor(Qt.CursorShape.PointingHandCursor)
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return widget


def press_by_enter(event: QKeyEvent) -> bool:
    """Press the button that has the focus, if the key is Enter; say whether that was so. Outside a
    dialog Qt gives a button to Space only."""
    focused = QApplication.focusWidget()
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
        return False
    if not isinstance(focused, QAbstractButton):
        return False
    focused.click()
    return True
