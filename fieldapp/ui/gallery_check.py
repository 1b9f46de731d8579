"""What is wrong with a screen as it stands: text that is cut or covered, words in another language,
controls without a name for a screen reader, too small to hit, or reached by Tab in a wild order.

Works on geometry, not on pictures: each widget says how much room its text needs. What is painted
by a delegate (rows of lists) shortens long titles on purpose and is not looked at, but for what
drops down.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPushButton,
    QScrollArea,
    QToolButton,
    QWidget,
)

from fieldapp.ui.look import Look
from fieldapp.ui.paper_view import PaperView

SLACK = 1
"""Logical pixels by which a hint may be larger than what is drawn: Qt rounds up."""

_COVERED = 3
"""Logical pixels of one text that may reach under another: shadows of letters, not letters."""

_LATIN = re.compile(r"[A-Za-zÀ-ž]{3,}")

OVER = ("palette", "toast")
"""Roles of what may cover a page."""

TARGET = 24
"""Logical pixels of the smallest side of a control."""

_TAG = re.compile("<[^>]*>")

_NOT_WORDS = re.compile(
    r"https?://\S+|\S+@\S+|\S*[\\/]\S*|[\w-]+(\.\w+)+"
    r"|(Ctrl|Alt|Shift|Return|Enter|Esc|Home|Tab|Insert|Del|PgUp|PgDown)\b"
    r"|([a-z]{5}-){4}[a-z]{5}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
    r"|\b[A-Z\d]{4}-[A-Z\d]{4}\b"
    r"|F\d+|[A-Z]{2,}[-\d]\S*|\b[A-Z]{3}\b|dd/mm/yyyy|fieldapp( [a-z]+)*|[0-9a-f]{6,}",
)
"""What is the same in every language: addresses, files, keys, codes, currencies, our name."""


def faults(window: QWidget, look: Look, is_said: Callable[[str], bool]) -> list[str]:
    """Return what is wrong with a window that is shown, one line each; nothing where it is well.

    Args:
        is_said: Whether a word is one that a person wrote: a title, a name. Those are not ours to
            translate.
    """
    drops = window.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
    if drops and not isinstance(window, QMenu):
        return sorted(_wrong(_of_list(window), look, is_said))
    shown = [widget for widget in _texts(window) if _room(widget).isValid()]
    lines = [f"cut: {_told(each)}" for each in shown if _is_cut(each)]
    lines += [f"covered: {_told(one)} by {_told(other)}" for one, other in _pairs(shown)]
    stops = _stops(window)
    lines += [f"nameless: {_told(each)}" for each in stops if not _name(each)]
    lines += [f"scrolls sideways: {type(each).__name__}" for each in _sideways(window)]
    lines += [f"small: {_told(each)}" for each in stops if _is_small(each)]
    lines += [f"out of order: {_told(b)} after {_told(a)}" for a, b in _leaps(stops)]
    if look.language.code == "ar":
        foreign = [each for each in shown if _is_foreign(_words(each), is_said)]
        lines += [f"not Arabic: {_told(each)}" for each in foreign]
    if isinstance(window, QMenu):
        lines += _wrong(_of_menu(window), look, is_said)
    return sorted(set(lines))


def _of_menu(menu: QMenu) -> Iterator[tuple[str, bool]]:
    """Yield the words of each line, and whether the menu is too small for it."""
    is_cut = menu.sizeHint().width() > menu.width() or menu.sizeHint().height() > menu.height()
    for action in menu.actions():
        if action.isVisible() and action.text():
            yield action.text().partition("\t")[0], is_cut  # behind it stand the keys


def _of_list(popup: QWidget) -> Iterator[tuple[str, bool]]:
    """Yield the words of each line of a list that is open, and whether they are cut; or what is
    told of that on which the pointer is.

    Asks for nothing around or inside it that can be spared: Qt has made it, and with whatever
    PySide takes for a part of it PySide would delete it.
    """
    if isinstance(popup, QLabel):
        yield _TAG.sub("", popup.text()), False
        return
    view = popup if isinstance(popup, QListView) else popup.findChild(QListView)
    if isinstance(view, QListView):
        room = view.viewport().width()
        for row in range(view.model().rowCount()):
            index = view.model().index(row, view.modelColumn())
            yield str(index.data()), view.sizeHintForIndex(index).width() > room + SLACK


def _wrong(
    painted: Iterable[tuple[str, bool]], look: Look, is_said: Callable[[str], bool]
) -> Iterator[str]:
    for words, is_cut in painted:
        if is_cut:
            yield f'cut: line "{words}"'
        if look.language.code == "ar" and _is_foreign(words, is_said):
            yield f'not Arabic: line "{words}"'


def _texts(window: QWidget) -> Iterator[QWidget]:
    for widget in window.findChildren(QWidget):
        if _is_shown(widget, window) and widget.window() is window and _words(widget):
            yield widget


def _is_shown(widget: QWidget, window: QWidget) -> bool:
    """Whether it is seen: what Qt has laid out on a hidden page takes itself for visible."""
    return widget.isVisible() and widget.isVisibleTo(window)


def _words(widget: QWidget) -> str:
    """Return what a widget shows of itself, "" where it shows none."""
    if isinstance(widget, QLabel):
        return _TAG.sub("", widget.text())
    if isinstance(widget, QToolButton):
        only_icon = widget.toolButtonStyle().name == "ToolButtonIconOnly"
        return "" if only_icon and not widget.icon().isNull() else widget.text()
    if isinstance(widget, QAbstractButton):
        return widget.text()
    if isinstance(widget, QComboBox):
        return widget.currentText()
    if isinstance(widget, QLineEdit) and not isinstance(widget.parentWidget(), QComboBox):
        return "" if widget.text() else widget.placeholderText()
    return ""


def _room(widget: QWidget) -> QRect:
    """Return where a widget can be seen, in its own coordinates."""
    return widget.visibleRegion().boundingRect()


def _is_cut(widget: QWidget) -> bool:
    if _is_beside_its_parent(widget):
        return True
    width, height = widget.width() + SLACK, widget.height() + SLACK
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max(_widths(widget), default=0)
        return widget.heightForWidth(widget.width()) > height or longest > width
    if isinstance(widget, QLineEdit):
        inside = widget.contentsRect().width() - 2 * SLACK
        return widget.fontMetrics().horizontalAdvance(widget.placeholderText()) > inside
    needed = widget.sizeHint()
    if isinstance(widget, QComboBox):  # its hint is for the longest of all, not for the shown one
        arrow = widget.height()
        needed.setWidth(widget.fontMetrics().horizontalAdvance(widget.currentText()) + arrow)
    if isinstance(widget, QAbstractButton):  # its edge is thicker while it is checked
        needed.setHeight(widget.fontMetrics().height())
    return needed.width() > width or needed.height() > height


def _widths(label: QLabel) -> Iterator[int]:
    """Yield how wide each word is: one that is wider than its label is cut where it stands."""
    for word in _words(label).split():
        yield label.fontMetrics().horizontalAdvance(word)


def _is_beside_its_parent(widget: QWidget) -> bool:
    """Whether it reaches out of what holds it, sideways or, where nothing scrolls, downwards."""
    inner, child = widget.rect(), widget
    while (parent := child.parentWidget()) is not None and not child.isWindow():
        inner = QRect(child.mapToParent(inner.topLeft()), inner.size())
        area = parent.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
        room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
        if inner.left() < room.left() or inner.right() > room.right():
            return not (scrolls and _scrolls_sideways(area))
        if not scrolls and (inner.top() < room.top() or inner.bottom() > room.bottom()):
            return True
        if scrolls:
            return False
        child = parent
    return False


def _scrolls_sideways(area: QWidget | None) -> bool:
    return isinstance(area, QAbstractScrollArea) and area.horizontalScrollBar().isVisible()


def _pairs(shown: list[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Yield texts of one window that lie over each other, neither holding the other."""
    places = [(each, _on_screen(each)) for each in shown]
    for number, (one, here) in enumerate(places):
        for other, there in places[number + 1 :]:
            both = here.intersected(there)
            if both.width() <= _COVERED or both.height() <= _COVERED:
                continue
            apart = _over(one) is not _over(other)
            if not (apart or one.isAncestorOf(other) or other.isAncestorOf(one)):
                yield one, other


def _over(widget: QWidget) -> QWidget | None:
    """Return what stands over the page for a moment, and means to, if the widget is in it."""
    above = widget.parentWidget()
    while above is not None and above.property("role") not in OVER:
        above = above.parentWidget()
    return above


def _sideways(window: QWidget) -> Iterator[QScrollArea]:
    """Yield what scrolls to the side, as nothing does but tables and the pages of a paper."""
    for area in window.findChildren(QScrollArea):
        paged = isinstance(area.parentWidget(), PaperView)
        if _is_shown(area.horizontalScrollBar(), window) and not paged:
            yield area


def _on_screen(widget: QWidget) -> QRect:
    room = _room(widget)
    return QRect(widget.mapToGlobal(QPoint(0, 0)) + room.topLeft(), room.size())


def _stops(window: QWidget) -> list[QWidget]:
    """Return where Tab stops, in its order.

    Asked backwards: to PySide the next in the chain is a part of the one before it, and whoever is
    deleted then takes a walk through all of the window.
    """
    stops, widget = [], window.previousInFocusChain()
    while widget is not None and widget is not window:
        if (
            _is_shown(widget, window)
            and widget.isEnabled()
            and widget.window() is window
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.focusProxy() is None
        ):
            stops.append(widget)
        widget = widget.previousInFocusChain()
    return stops[::-1]


def _name(widget: QWidget) -> str:
    """Return what a screen reader says of a control."""
    face = QAccessible.queryAccessibleInterface(widget)
    return face.text(QAccessible.Text.Name).strip() if face is not None else ""


def _is_small(widget: QWidget) -> bool:
    """Whether a finger or a tired hand misses it (WCAG 2.2, 2.5.8 asks for as much)."""
    in_a_sentence = isinstance(widget, QLabel)
    whole = _room(widget) == widget.rect()  # what is scrolled half away is not small
    return not in_a_sentence and whole and min(widget.width(), widget.height()) < TARGET


def _leaps(stops: Sequence[QWidget]) -> Iterator[tuple[QWidget, QWidget]]:
    """Yield pairs where Tab goes back up in the column in which it stands."""
    for one, other in pairwise(stops):
        here, there = _whole(one), _whole(other)
        beside = here.right() < there.left() or there.right() < here.left()
        if there.bottom() <= here.top() and not beside and _frame(one) is _frame(other):
            yield one, other


def _whole(widget: QWidget) -> QRect:
    return QRect(widget.mapToGlobal(QPoint(0, 0)), widget.size())


def _frame(widget: QWidget) -> QWidget | None:
    """Return what a control scrolls in or stands in: order is looked at inside one of them."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QFrame) and not above.isWindow():
        above = above.parentWidget()
    return above


def _is_foreign(words: str, is_said: Callable[[str], bool]) -> bool:
    text = _NOT_WORDS.sub(" ", words)
    return any(not is_said(word) for word in _LATIN.findall(text))


def said_in(values: Iterable[object]) -> Callable[[str], bool]:
    """Return whether a word stands in one of these answers."""
    words = {word.casefold() for value in values for word in _LATIN.findall(str(value))}
    return lambda word: word.casefold() in words


def _told(widget: QWidget) -> str:
    kind = "button" if isinstance(widget, QPushButton | QToolButton) else type(widget).__name__
    size = f"{widget.width()}x{widget.height()}"
    hint = widget.sizeHint()
    return f'{kind} "{_words(widget)[:60].strip()}" ({size}, needs {hint.width()}x{hint.height()})'
