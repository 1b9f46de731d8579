"""The help window: the keys of every command, and where what is written stays."""

from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.text import isolated, label
from fieldapp.ui.look import Look

KEYS = (
    ("Ctrl+K", N_("Search")),
    ("Ctrl+N", N_("Begin a new record")),
    ("Ctrl+S", N_("Save")),
    ("Ctrl+1 … Ctrl+9", N_("Go to a page")),
    ("Ctrl+L · F12", N_("Lock now; what you were writing is kept")),
    ("Ctrl+F12", N_("Seal this laptop, after one question")),
    ("F1", N_("This help")),
    ("F6", N_("Sunlight: black on white, for outdoors")),
    ("F7", N_("Language")),
)

PROMISES = (
    N_("What you type is kept on this laptop at once, encrypted, without any network."),
    N_("A lock marks what only some may read. It is on no paper and leaves sealed."),
    N_("When two people gave two answers, both are kept until somebody decides."),
)


class HelpWindow(QDialog):
    """Keys and promises on one page."""

    def __init__(self, parent: QWidget, look: Look) -> None:
        super().__init__(parent)
        text = look.language.translate
        self.setWindowTitle(text(N_("Help")))
        self.setMinimumWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(text(N_("Help")), "title"))
        for promise in PROMISES:
            column.addWidget(label(text(promise)))
        column.addSpacing(8)
        column.addWidget(label(text(N_("Keys")), "heading"))
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(18)
        for number, (keys, what) in enumerate(KEYS):
            grid.addWidget(label(isolated(keys), "strong", wrap=False), number, 0)
            grid.addWidget(label(text(what)), number, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        close = button(text(N_("Close")), role="primary")
        close.clicked.connect(self.accept)
        column.addSpacing(8)
        column.addWidget(close)
