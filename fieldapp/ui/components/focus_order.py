"""What the Tab key reaches: everything in the order in which it is read, whenever it was made."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QStackedWidget, QWidget
from shiboken6 import invalidate

from fieldapp.ui.components.flow import Flow


def put_in_reading_order(root: QWidget) -> None:
    """Have the Tab key go through the widgets of `root` as their layouts stand.

    What is made later would else come last: a question of the second section after “Save”.
    """
    found = list(reached(root))
    # Qt moves nothing that takes no focus itself, and leaves where it was what only hands it on;
    # Tab stops there all the same.
    handing = [
        (each, proxy)
        for each in found
        if each.focusPolicy() == Qt.FocusPolicy.NoFocus and (proxy := each.focusProxy()) is not None
    ]
    for each, _ in handing:
        each.setFocusProxy(None)  # type: ignore[arg-type]
        each.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for first, second in pairwise(found):
        QWidget.setTabOrder(first, second)
    for each, proxy in handing:
        each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        each.setFocusProxy(proxy)


def reached(widget: QWidget) -> Iterator[QWidget]:
    """Yield what the Tab key can reach in a widget, hidden or not, in the order of reading."""
    # What hands the focus on to a part of it stands before that part: left behind, at the end, it
    # would take the Tab key from what follows and hand it to that part again.
    taking = widget
    while (proxy := taking.focusProxy()) is not None:
        taking = proxy
    if taking.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield widget
    if isinstance(widget, QScrollArea):
        inside: QWidget | None = widget.widget()
    elif isinstance(widget, QStackedWidget):
        inside = widget.currentWidget()
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _in_layout(layout)
        return
    if inside is not None:
        yield from reached(inside)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        assert item is not None
        widget, inner = item.widget(), item.layout()
        if not isinstance(layout, Flow):  # which keeps its items itself
            # Qt deletes the item with its widget and tells nobody: what is made at its place in
            # memory would be taken for the item, and a call of it for a call of a widget.
            invalidate(item)
        if widget is not None:
            yield from reached(widget)
        elif inner is not None:
            yield from _in_layout(inner)
