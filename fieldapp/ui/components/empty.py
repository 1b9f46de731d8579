"""What a list says when it is empty: what would be here, and the way to make the first one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fieldapp.ui.components.text import label, picture
from fieldapp.ui.look import Look


class EmptyState(QWidget):
    """An icon, a sentence, what to do about it."""

    def __init__(
        self, look: Look, icon: str, title: str, text: str, action: QPushButton | None = None
    ) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
        column.addStretch()
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(picture(look, icon, "mute", 40), 0, centre)
        for words in (label(title, "heading"), label(text, "hint")):
            words.setAlignment(centre)
            column.addWidget(words)
        if action is not None:
            column.addSpacing(6)
            column.addWidget(action, 0, centre)
        column.addStretch()
