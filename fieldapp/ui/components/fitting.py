"""A window over the page: its content scrolls where there is little room, its buttons stay in
sight. Holds no words itself."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QIcon, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fieldapp.ui.components.button import button
from fieldapp.ui.components.focus_order import put_in_reading_order, reached
from fieldapp.ui.components.scrolled import Scrolled
from fieldapp.ui.components.text import label

WIDE = 580
"""Logical pixels, where the window below is as wide."""

_LEAST = 320
"""Logical pixels of height that it takes even over a smaller window."""

_AROUND = 16
"""Logical pixels of the window below that are seen around it."""


class OverWindow(QDialog):
    """A window over another, as large as it wants but no larger than the one below, which may
    become smaller or have room for more."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = QSize()
        parent.window().installEventFilter(self)

    def want(self, width: int, height: int) -> None:
        """Be so large from now on, where there is room."""
        self._wanted = QSize(width, height)
        self.fit()

    def fit(self) -> None:
        """Take the room there is."""
        below = self.parentWidget()
        if below is not None and self._wanted.isValid():
            room = below.window().size() - QSize(_AROUND, _AROUND)
            self.resize(self._wanted.boundedTo(room.expandedTo(QSize(_LEAST, _LEAST))))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)


class _Area(Scrolled):
    """As low as what is in it: Qt has every scroll area be as high as a scroll bar with its
    arrows, and one field would stand in a hole."""

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint().boundedTo(self.sizeHint())


class FittingWindow(OverWindow):
    """A heading, a column, a complaint, and a row of buttons.

    Attributes:
        body: Where the content goes.
        complaint: What went wrong; hidden while nothing has.
        foot: The buttons; the one that leaves everything as it was stands there already.
        closing: That one.
    """

    def __init__(
        self, parent: QWidget, title: str, hint: str, closing: str, *, wide: int = WIDE
    ) -> None:
        """Take words that are translated already; `hint` may be empty."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._wide = wide
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(title, "title"))
        if hint:
            column.addWidget(label(hint, "hint"))
        self._area = _Area()
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = self._area.widget()
        assert inside is not None
        self._inside = inside
        # Else Qt takes for the least height what the texts need at the least width.
        inside.setMinimumHeight(1)
        self.body = self._area.column
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        column.addWidget(self._area, 1)
        self.complaint = label("", "error")
        self.complaint.hide()
        column.addWidget(self.complaint)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(10)
        self.foot.addStretch(1)
        self.closing = button(closing)
        self.closing.clicked.connect(self.reject)
        self.closing.setAutoDefault(False)  # Enter is for what the window is about
        self.foot.addWidget(self.closing)
        column.addSpacing(2)
        column.addLayout(self.foot)

    def add_main(self, words: str, icon: QIcon | None = None) -> QPushButton:
        """Add the button that the window is for, and return it; Enter presses it."""
        shown = button(words, icon, "primary")
        shown.setDefault(True)
        self.foot.addWidget(shown)
        return shown

    def add_named(self, caption: str, widget: QWidget) -> None:
        """Put something under its name into the body."""
        name = label(caption, "strong")
        name.setBuddy(widget)
        pair = QVBoxLayout()
        pair.setSpacing(4)
        pair.addWidget(name)
        pair.addWidget(widget)
        self.body.addLayout(pair)

    def say_wrong(self, sentence: str) -> None:
        """Say in place what went wrong."""
        self.complaint.setText(sentence)
        self.complaint.show()
        self.fit()

    def fit(self) -> None:
        """Be as high as what is in it, but no higher than the window below; then it scrolls."""
        QTimer.singleShot(0, self, self._fit)

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            put_in_reading_order(self)  # “Cancel” was made before the body
            if self.focusWidget() is None:
                self._begin()
        super().setVisible(visible)

    def _begin(self) -> None:
        """Have the first question take the focus, before any button."""
        for each in reached(self._inside):
            if not each.isHidden():
                each.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()

    def _fit(self) -> None:
        column, body, below = self.layout(), self.body, self.parentWidget()
        assert column is not None
        put_in_reading_order(self)  # the body may have grown
        self._area.setVisible(body.count() > 0)
        column.activate()
        body.activate()
        around = below.window().size() if below is not None else self.maximumSize()
        wide = min(self._wide, around.width())
        margins = column.contentsMargins()
        inner = wide - margins.left() - margins.right()
        wanted = (
            body.heightForWidth(inner) if body.hasHeightForWidth() else body.sizeHint().height()
        )
        rest = column.heightForWidth(wide)
        if not self._area.isHidden():
            # A layout never takes less than the least: that of an empty area is a scroll bar's.
            rest -= self._area.sizeHint().expandedTo(self._area.minimumSizeHint()).height()
        self.resize(wide, min(wanted + rest + 4, max(around.height(), _LEAST)))
