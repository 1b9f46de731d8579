"""Labels: a text with its role, wrapped and selectable as it should be. Holds no words itself."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QGuiApplication,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout

from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "\u200e", "\u200f"
"""Invisible letters: a line that begins with one is laid out in that direction."""

FIRST_STRONG, POP = "\u2068", "\u2069"
"""Isolate what stands between: a reference or a fraction keeps its order inside Arabic."""

# Joined once: Python takes longer to join three flags than Qt to set them.
_MIDDLE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
_ON_THE_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft
_ON_THE_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight
_SELECTABLE = (
    Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
)

_LINE_END = "\u2028"
"""What ends a line in a layout of Qt."""


class _FromTheRight(QLabel):
    """Plain words in several lines that all begin at the right edge.

    Qt's own label shifts each line that goes on by the space at its end, which is not drawn.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        metrics, room = QFontMetricsF(self.font()), self.contentsRect()
        # What has a format or can be selected is drawn by another part of Qt, which does it right.
        is_plain = self.textFormat() is Qt.TextFormat.PlainText
        is_line = room.height() < 2 * metrics.height()  # which has nothing to be shifted by
        if is_line or not is_plain or self.textInteractionFlags() & _SELECTABLE:
            super().paintEvent(event)
            return
        words = QTextLayout(self.text().replace("\n", _LINE_END), self.font(), self)
        option = QTextOption(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
        option.setTextDirection(self.layoutDirection())
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        words.setTextOption(option)
        high = 0.0
        words.beginLayout()
        while (line := words.createLine()).isValid():
            line.setLineWidth(room.width())
            line.setPosition(QPointF(0, high))
            high += metrics.leading() + line.height()
        words.endLayout()
        is_on_top = self.alignment() & Qt.AlignmentFlag.AlignTop
        above = 0.0 if is_on_top else (room.height() - high + metrics.leading()) / 2
        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        words.draw(painter, QPointF(room.left(), room.top() + above))
        painter.end()


def label(text: str, role: str = "", tone: str = "", *, wrap: bool = True) -> QLabel:
    """Return a plain text in a role of the style sheet.

    The text is never read as HTML: it may be what somebody said in a meeting.
    """
    turned = wrap and QGuiApplication.isRightToLeft()
    widget = _FromTheRight(text) if turned else QLabel(text)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setWordWrap(wrap)
    from_the_start(widget)
    set_role(widget, role, tone)
    if role == "code":
        widget.setIndent(0)  # Qt indents what a style sheet pads
    return widget


def from_the_start(widget: QLabel) -> None:
    """Line up a text where lines start in the language of the window.

    Qt would line up each text by its own script: an English title on the left of an Arabic page.
    """
    turned = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    widget.setAlignment(_ON_THE_RIGHT if turned else _ON_THE_LEFT)


def picture(look: Look, name: str, token: str, pixels: int = 20) -> QLabel:
    """Return an icon that only decorates: a screen reader passes over it."""
    widget = QLabel()
    widget.setPixmap(look.picture(name, token, pixels, widget.devicePixelRatioF()))
    widget.setFixedWidth(pixels)
    widget.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return widget


def captioned(caption: str, said: str, role: str = "") -> QVBoxLayout:
    """Return what is so under its small caption, near enough to be read as one."""
    pair = QVBoxLayout()
    pair.setSpacing(0)
    pair.addWidget(label(caption, "small"))
    words = label(isolated(said), role)
    words.setAccessibleName(f"{caption}: {said}")
    pair.addWidget(words)
    return pair


def dotted(*parts: str) -> str:
    """Join what there is by dots, in the order of reading of the window's language.

    Each part keeps its own order: a place's name in Latin letters would otherwise pull the digits
    of a following Arabic date to its other side.
    """
    mark = RIGHT_TO_LEFT if QGuiApplication.isRightToLeft() else LEFT_TO_RIGHT
    return mark + " · ".join(isolated(part) for part in parts if part)


def parts_of(joined: str) -> list[str]:
    """Return what `dotted` joined; a text that it did not join is one part."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(joined):
        if letter == FIRST_STRONG:
            depth += 1
            start = at + 1 if depth == 1 else start
        elif letter == POP:
            depth -= 1
            if depth == 0:
                parts.append(joined[start:at])
    return parts if dotted(*parts) == joined else [joined]


def isolated(text: str) -> str:
    """Keep the inner order of a text with digits or Latin letters inside any sentence."""
    return f"{FIRST_STRONG}{text}{POP}"
