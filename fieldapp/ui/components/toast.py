"""A short message over the foot of a page, with a way to undo; it goes by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

SECONDS = 8
"""Long enough to read a sentence twice and reach for the button."""


_FOOT = 80
"""Logical pixels: the buttons at the foot of a page stay free."""


class Toast(QFrame):
    """Shown over `parent`; while the pointer is on it, it stays."""

    def __init__(
        self,
        parent: QWidget,
        look: Look,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ground = parent
        set_role(self, "toast")
        self._act = act
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        row.addWidget(picture(look, "circle-check", "panel", 20))
        row.addWidget(label(text, wrap=False))
        if act is not None:
            self.button = button(action)
            self.button.clicked.connect(self._on_clicked)
            row.addWidget(self.button)
        self.setAccessibleName(text)
        self._timer = QTimer(self, singleShot=True, interval=SECONDS * 1000)
        self._timer.timeout.connect(self._on_timeout)
        parent.installEventFilter(self)
        self.adjustSize()
        self._settle()
        self.show()
        self.raise_()
        self._timer.start()

    def dismiss(self) -> None:
        """Go now: what it offers is out of date."""
        self._on_timeout()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QResizeEvent):
            self._settle()
        return False

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()

    def _settle(self) -> None:
        ground = self._ground.rect()
        self.move((ground.width() - self.width()) // 2, ground.height() - self.height() - _FOOT)

    def _on_timeout(self) -> None:
        self.close()
        self.deleteLater()

    def _on_clicked(self) -> None:
        self._on_timeout()
        if self._act is not None:
            self._act()
