"""The head of a list: its name, how many it shows, words to look for, filter, order and views."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from fieldapp.language import N_
from fieldapp.store.listing import By, Order
from fieldapp.ui.components.button import button, set_words, tool_button
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.guarded import line_edit, offer_to_clear
from fieldapp.ui.components.text import label
from fieldapp.ui.list_showing import SORTS, Part
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

TYPING_MS = 150
"""Search starts when the fingers rest."""


class ListHead(QWidget):
    """What stands above a list.

    Attributes:
        search: The words looked for.
        chips: What narrows the list; a click takes it out.

    Signals:
        searched: The words to look for, "" for none.
        filter_wanted, views_wanted, table_wanted: A button was pressed.
        ordered: Another order was chosen; carries an `Order`.
        removed: A `Part` shall no longer narrow the list.
    """

    searched = Signal(str)
    filter_wanted = Signal()
    views_wanted = Signal(QPoint)
    table_wanted = Signal()
    ordered = Signal(object)
    removed = Signal(object)

    def __init__(self, session: Session, title: str, *, has_day: bool = True) -> None:
        """A kind that has no day is not sorted by it, but by when something was said last."""
        super().__init__()
        self._has_day = has_day
        self._session = session
        self._order = Order()
        self._with_chips = True
        text, look = session.text, session.look
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 0, 10, 2)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setSpacing(2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(title, "title"))
        self.count = label("", "hint")
        words.addWidget(self.count)
        top.addLayout(words, 1)
        self.views_button = tool_button(look, "bookmark", text(N_("Views with a name")))
        self.views_button.clicked.connect(self._on_views)
        self.table_button = tool_button(look, "table", "")
        self.table_button.clicked.connect(self.table_wanted)
        for each in (self.views_button, self.table_button):
            top.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(top)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(8)
        self.search = line_edit(look)
        self.search.setPlaceholderText(text(N_("Look for words")))
        self.search.setAccessibleName(text(N_("Look for words")))
        self.search.addAction(look.icon("search", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        offer_to_clear(self.search, look)
        self._line.addWidget(self.search, 1)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        self.filter_button = button(text(N_("Filter")), look.icon("filter"))
        self.filter_button.clicked.connect(self.filter_wanted)
        self.order_button = button("", look.icon("arrow-up-down"))
        self.order_button.setMenu(self._order_menu())
        for each_button in (self.filter_button, self.order_button):
            set_role(each_button, "tool")
            tools.addWidget(each_button, 1)
        self._line.addLayout(tools)
        column.addLayout(self._line)
        self._chips = QWidget()
        self._flow = Flow(self._chips, gap=6)
        column.addWidget(self._chips)
        self.chips: list[QPushButton] = []
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.search.textEdited.connect(self._on_edited)
        self.search.textChanged.connect(self._on_cleared)
        self.search.returnPressed.connect(self._on_typed)
        self.show_table(shown=False)
        self.show_order(self._order)
        self.show_parts(())

    def show_table(self, *, shown: bool) -> None:
        """Stand in one line above a table, in two above a list."""
        way = QBoxLayout.Direction
        self._line.setDirection(way.LeftToRight if shown else way.TopToBottom)
        words = self._session.text(N_("Show as a list") if shown else N_("Show as a table"))
        self.table_button.setIcon(self._session.look.icon("list" if shown else "table"))
        self.table_button.setToolTip(words)
        self.table_button.setAccessibleName(words)

    def show_order(self, order: Order) -> None:
        """Say by what the list is sorted."""
        self._order = order
        by = By.SAID if order.by is By.DAY and not self._has_day else order.by
        words = self._session.text(SORTS[by])
        set_words(self.order_button, words)
        about = self._session.text(N_("Sorted by: {what}")).format(what=words)
        self.order_button.setAccessibleName(about)
        self.order_button.setToolTip(about)
        self._sorts[by].setChecked(True)
        self._reverse.setChecked(order.descending)

    def show_chips(self, *, shown: bool) -> None:
        """Show what narrows the list, or leave the room to the panel that says the same."""
        self._chips.setVisible(shown and bool(self.chips))
        self._with_chips = shown

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show a chip for each thing that narrows the list."""
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(part) for part in parts]
        before: QPushButton = self.order_button
        for chip in self.chips:
            self._flow.addWidget(chip)
            QWidget.setTabOrder(before, chip)  # made last, but not reached last
            before = chip
        self._chips.setVisible(bool(parts) and self._with_chips)
        words = self._session.text(N_("Filter"))
        number = self._session.look.language.number(len(parts))
        set_words(self.filter_button, f"{words} · {number}" if parts else words)
        self.updateGeometry()

    def _chip(self, part: Part) -> QPushButton:
        session = self._session
        chip = QPushButton(session.look.icon("x"), f"{part.words.replace('&', '&&')}\u2002")
        chip.setIconSize(QSize(16, 16))
        chip.setCursor(Qt.CursorShape.PointingHandCursor)
        # The cross stands behind the words, where one expects what takes a thing away.
        way = Qt.LayoutDirection
        chip.setLayoutDirection(way.LeftToRight if session.look.rtl else way.RightToLeft)
        set_role(chip, "narrowing")
        chip.setAccessibleName(session.text(N_("No longer: {what}")).format(what=part.words))
        chip.clicked.connect(lambda: self.removed.emit(part))
        return chip

    def _order_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._sorts: dict[By, QAction] = {}
        for by, words in SORTS.items():
            action = QAction(self._session.text(words), menu)
            action.setCheckable(True)
            action.setData(by)
            action.setVisible(self._has_day or by is not By.DAY)
            group.addAction(action)
            menu.addAction(action)
            self._sorts[by] = action
        menu.addSeparator()
        self._reverse = QAction(self._session.text(N_("Last first")), menu)
        self._reverse.setCheckable(True)
        menu.addAction(self._reverse)
        menu.triggered.connect(self._on_ordered)
        return menu

    def _on_ordered(self, action: QAction) -> None:
        if action is self._reverse:
            self.ordered.emit(Order(self._order.by, action.isChecked()))
            return
        by = By(action.data())
        self.ordered.emit(Order(by, by in (By.DAY, By.SAID)))

    def _on_views(self) -> None:
        self.views_wanted.emit(self.views_button.mapToGlobal(QPoint(0, self.views_button.height())))

    def _on_edited(self) -> None:
        self._typing.start()

    def _on_cleared(self, words: str) -> None:
        if not words:
            self._on_typed()

    def _on_typed(self) -> None:
        self._typing.stop()
        self.searched.emit(self.search.text().strip())
