"""A window with a list: the records behind a count, or what became of clashes. Enter opens one."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.policy import Door
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.ui.components.button import button
from fieldapp.ui.components.fitting import OverWindow
from fieldapp.ui.components.page_frame import PageFrame
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.record_list import ROW_HEIGHT, Item
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import State, state_of
from fieldapp.ui.style_sheet import set_role

_WIDTH, _HEIGHT = 760, 560
_LEAST_ROWS = 3
_BESIDE = 60
"""Logical pixels above, between and below what is in it."""


class ListWindow(OverWindow):
    """A list over the page, with what to know about it above and room for buttons below.

    Attributes:
        head: Above the list; more can be added.
        foot: Below it; buttons can be added before “Close”.

    Signals:
        opened: Somebody wants to see a record; carries kind and id. The window closes.
    """

    opened = Signal(str, str)

    def __init__(self, parent: QWidget, session: Session, title: str, hint: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        self._inside = QWidget()
        set_role(self._inside, "clear")
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        self.head = QVBoxLayout()
        self.head.setSpacing(10)
        self.head.addWidget(label(title, "title"))
        if hint:
            self.head.addWidget(label(hint, "hint"))
        inside.addLayout(self.head)
        self.list = RecordView(session.look, title)
        self.list.setMinimumHeight(_LEAST_ROWS * ROW_HEIGHT)
        self.list.opened.connect(self._on_opened)
        inside.addWidget(self.list, 1)
        column.addWidget(PageFrame(self._inside, self), 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(10)
        self.foot.addStretch(1)
        self.closing = button(session.text(N_("Close")))
        self.closing.clicked.connect(self.reject)
        self.foot.addWidget(self.closing)
        column.addLayout(self.foot)
        self.want(_WIDTH, _HEIGHT)

    def show_items(self, items: Iterable[Item]) -> None:
        """Show these lines and no others; as high as they are, as long as nobody saw them."""
        lines = tuple(items)
        self.list.show_items(lines)
        if not self.isVisible():
            above = self._inside.sizeHint().height() - self.list.sizeHint().height()
            rows = max(_LEAST_ROWS, len(lines)) * ROW_HEIGHT
            high = above + rows + self.foot.sizeHint().height() + _BESIDE
            self.want(_WIDTH, min(_HEIGHT, high))

    def _on_opened(self, kind: str, record: str) -> None:
        self.opened.emit(kind, record)
        self.accept()


def record_items(session: Session, ids: Sequence[str]) -> list[Item]:
    """Return a line for each record, as far as this reader may see it."""
    return [_item(session, record) for record in ids]


def _item(session: Session, record: str) -> Item:
    now = records.find(session.workspace, record)
    if now is None or now.kind not in KINDS:
        # Sealed to others, or of a kind that only a newer version knows: that it is there is known.
        words = session.text(N_("A record that cannot be shown here"))
        return Item("", "", words, record, State("", "", "lock"))
    shown = session.disclosed(now, Door.LIST)
    names = session.names
    about = dotted(session.text(kind_named(now.kind).label), names.place(shown), names.day(shown))
    state = state_of(shown, session.look.language, has_draft=False)
    return Item(now.kind, record, names.of(shown), about, state)
