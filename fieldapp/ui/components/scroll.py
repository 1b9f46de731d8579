"""A page that scrolls up and down, with room beside its scroll bar."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role


class ScrollPage(QScrollArea):
    """Holds a column.

    Attributes:
        inside: What moves.
        column: What stands on it.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget()
        set_role(self.inside, "clear")
        self.setWidget(self.inside)  # while it is empty: what changes its parent is dressed anew
        self.column = QVBoxLayout(self.inside)
        # Where lines end; margins do not mirror themselves.
        self.column.setContentsMargins(*((12, 0, 0, 0) if look.rtl else (0, 0, 12, 0)))
        self.column.setSpacing(12)
