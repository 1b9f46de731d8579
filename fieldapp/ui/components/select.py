"""Drop-down lists that show their arrow in every theme and are not changed by a stray wheel."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QStyle, QStyledItemDelegate

from fieldapp.ui.components.guarded import Line
from fieldapp.ui.look import Look, dress_offers

_ARROW = 18


class Select(QComboBox):
    """One answer of many. The first line is "not answered"."""

    def __init__(self, look: Look, options: Sequence[tuple[object, str]], nothing: str) -> None:
        """Offer `options` of (value, label); `nothing` is the label of "not answered"."""
        super().__init__()
        self._look = look
        self.setMinimumContentsLength(6)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMaxVisibleItems(12)
        self.addItem(nothing, None)
        for value, text in options:
            self.addItem(text, value)

    @property
    def value(self) -> object:
        """The value chosen, None for "not answered"."""
        return self.currentData()

    def choose(self, value: object) -> None:
        """Choose a value; one that is not offered (a retired code) is added, so none is lost."""
        position = next((n for n in range(self.count()) if self.itemData(n) == value), -1)
        if position < 0:
            self.addItem(str(value), value)
            position = self.count() - 1
        self.setCurrentIndex(position)

    def showPopup(self) -> None:
        if not isinstance(self.itemDelegate(), QStyledItemDelegate):
            # Qt's own for lists paints lines that the style sheet has no say in. Not before it is
            # needed: a form has dozens of lists, and hardly one is opened.
            self.setItemDelegate(QStyledItemDelegate(self))
        face = QAccessible.queryAccessibleInterface(self)
        if face is not None:  # the open list is a control of its own to a screen reader
            self.view().setAccessibleName(face.text(QAccessible.Text.Name))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a form must never change an answer that happens to lie under the pointer.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        ground = self.rect()
        place = QRect(
            ground.right() - _ARROW - 8, ground.center().y() - _ARROW // 2 + 1, _ARROW, _ARROW
        )
        painter = QPainter(self)
        side = QStyle.visualRect(self.layoutDirection(), ground, place)
        self._look.stamp_icon(painter, side, "chevron-down", "ink")


class TypedSelect(Select):
    """A list that can also be typed into; what was typed stays as it is until a line is chosen.

    Attributes:
        line: Where one types.
    """

    def __init__(self, look: Look, options: Sequence[tuple[object, str]], nothing: str) -> None:
        super().__init__(look, options, nothing)
        self.line = Line()
        self.setLineEdit(self.line)  # which makes the list editable
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        # Not inside the line, as Qt does by itself: "18" would become "18 to 49 years".
        offers = QCompleter(self.model(), self)
        offers.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        offers.setFilterMode(Qt.MatchFlag.MatchContains)
        offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(offers)
        dress_offers(offers, look)
        if look.rtl:
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
            self.line.setAlignment(side)
        self.clearEditText()
        self.activated.connect(self._on_activated)

    def type_in(self, text: str) -> None:
        """Show a text, as if it had been typed."""
        self.setEditText(text)
        self.line.setCursorPosition(0)

    def _on_activated(self, position: int) -> None:
        if self.itemData(position) is None:
            self.clearEditText()
