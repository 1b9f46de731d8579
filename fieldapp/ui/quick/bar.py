"""Buttons that begin a capture on one screen, for the first page."""

from collections.abc import Sequence

from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui.components.button import button
from fieldapp.ui.components.flow import EvenFlow
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.ways import Ways


class QuickBar(QWidget):
    """One button for each capture.

    Attributes:
        buttons: By the name of the room that each opens.
    """

    def __init__(self, session: Session, rooms: Sequence[tuple[str, str, str]], ways: Ways) -> None:
        """Offer `rooms` of (name, words, icon)."""
        super().__init__()
        set_role(self, "clear")
        row = EvenFlow(self, 12)
        self._ways = ways
        self.buttons = {}
        for name, words, icon in rooms:
            opener = button(session.text(words), session.look.icon(icon, "accent"))
            opener.setObjectName(name)
            opener.clicked.connect(self._on_clicked)
            row.addWidget(opener)
            self.buttons[name] = opener
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _on_clicked(self) -> None:
        self._ways.page.emit(self.sender().objectName())
