"""Cards: a titled frame, a figure that opens what is behind it, and a line to click."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role


class Card(QFrame):
    """A white frame with a heading.

    Attributes:
        body: Where the content goes.
        header: The line of the heading, for a chip or a button at its end.
    """

    def __init__(self, title: str = "", *, above: int = 14) -> None:
        """`above` are the logical pixels over the first line: fewer where it has buttons in it."""
        super().__init__()
        set_role(self, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, above, 18, 14)
        outer.setSpacing(8)
        self.header = QHBoxLayout()
        if title:
            self.header.addWidget(label(title, "heading"), 1)
            outer.addLayout(self.header)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        outer.addLayout(self.body)


class _Face(QPushButton):
    """A button whose face is a layout of labels; as high as they are."""

    def __init__(self, role: str, margins: tuple[int, int, int, int]) -> None:
        super().__init__()
        set_role(self, role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.face = QHBoxLayout(self)
        self.face.setContentsMargins(*margins)
        self.face.setSpacing(12)

    def sizeHint(self) -> QSize:
        return self.face.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.face.minimumSize()

    def hasHeightForWidth(self) -> bool:
        return self.face.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        return self.face.heightForWidth(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt gives a button to Space only; whoever walks a list with Tab expects Enter to open.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _see_through(self) -> None:
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


class Figure(_Face):
    """A number with its name and a word on it; a click opens the list behind it."""

    def __init__(self, look: Look, name: str, figure: str, note: str, tone: str, icon: str) -> None:
        super().__init__("figure", (16, 12, 16, 12))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, "hint"))
        words.addWidget(label(isolated(figure), "figure"))
        words.addWidget(label(note))
        self.face.addLayout(words, 1)
        self.face.addWidget(picture(look, icon, tone, 22), 0, Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(f"{name}: {figure}. {note}")
        self._see_through()


class CountButton(_Face):
    """How many of something: icon, name, number; a click opens what was counted."""

    def __init__(self, look: Look, icon: str, tone: str, name: str, count: int) -> None:
        super().__init__("row", (6, 4, 6, 4))
        self.face.addWidget(picture(look, icon, tone, 20))
        self.face.addWidget(label(name), 1)
        figure = isolated(look.language.number(count))
        self.figure = label(figure, "strong", wrap=False)
        self.face.addWidget(self.figure)
        arrow = picture(look, "chevron-right", "mute", 18)
        self.face.addWidget(arrow)
        self.setAccessibleName(f"{name}: {figure}")
        self._see_through()
        if not count:
            arrow.setPixmap(QPixmap())  # its room stays, so that the numbers stand in a column
            self.setEnabled(False)


class LineButton(_Face):
    """One line of a card: icon, what, about what; a click opens it."""

    opened = Signal(object)

    def __init__(
        self,
        look: Look,
        icon: str,
        token: str,
        what: str,
        about: str,
        target: object,
        *,
        leads_on: bool = True,
    ) -> None:
        """`leads_on`: an arrow at its end says so; what leads back says it by its icon."""
        super().__init__("row", (6, 6, 6, 6))
        self._target = target
        beside = Qt.AlignmentFlag.AlignTop if about else Qt.AlignmentFlag(0)
        self.face.addWidget(picture(look, icon, token, 22), 0, beside)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(what, "strong"))
        if about:
            words.addWidget(label(about, "small"))
        self.face.addLayout(words, 1)
        if leads_on:
            self.face.addWidget(picture(look, "chevron-right", "mute", 18))
        self.setAccessibleName(f"{what}. {about}" if about else what)
        self._see_through()
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.opened.emit(self._target)
