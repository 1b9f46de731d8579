"""One number of a grid of counts: typed, or changed with + and −; arrows go to the next cell."""

from PySide6.QtCore import QRegularExpression, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QRegularExpressionValidator

from fieldapp.ui.components.guarded import Line
from fieldapp.ui.editors.age import plain_digits
from fieldapp.ui.style_sheet import restyle

MOST = 99_999
"""People. The mission's own bound is checked when it is saved; here it keeps the cell narrow."""

_WIDTH = 62


class CountCell(Line):
    """A number of people; empty is "not counted", which is not nought.

    Signals:
        changed: The person changed it.
        left: They want to go on; carries steps to the right and down as seen on the screen.
        finished: Enter was pressed.
    """

    changed = Signal()
    left = Signal(int, int)
    finished = Signal()

    def __init__(self, name: str) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setMinimumWidth(_WIDTH)
        self.setMaximumWidth(_WIDTH * 2)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        digits = QRegularExpression(r"\p{Nd}{0,5}")
        self.setValidator(QRegularExpressionValidator(digits, self))
        self.textEdited.connect(self.changed)

    @property
    def number(self) -> int | None:
        """The number, None where nothing stands."""
        text = plain_digits(self.text().strip())
        return int(text) if text else None

    def show_number(self, number: object) -> None:
        """Show a number, or nothing."""
        self.setText("" if number is None else str(number))

    def step(self, by: int) -> None:
        """Count one more or one less; never below nought."""
        self.show_number(min(MOST, max(0, (self.number or 0) + by)))
        self.changed.emit()

    def mark(self, complaint: str) -> None:
        """Show that the number is wrong, and say why; "" when all is well."""
        if complaint == self.accessibleDescription():
            return
        self.setProperty("bad", bool(complaint))
        self.setAccessibleDescription(complaint)
        restyle(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Minus: -1}
        ways = {
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
        }
        key = Qt.Key(event.key())
        if key in steps:
            self.step(steps[key])
        elif key in ways and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.left.emit(*ways[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
        ):
            self.finished.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()  # whoever comes here types over what stands there
