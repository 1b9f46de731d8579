"""Messages that stay on the page: a banner, and the summary of what a form needs mended."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.ui.components.text import from_the_start, label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_ICONS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "triangle-alert", "info": "info"}


_ENOUGH = 2000
"""Logical pixels in which any sentence is one line."""


class Banner(QFrame):
    """One message with a tone.

    Attributes:
        words: Below the title; more lines can be added.
        ending: At the end of the line; buttons can be added.
    """

    def __init__(self, look: Look, tone: str, title: str, text: str = "") -> None:
        super().__init__()
        set_role(self, "banner", tone)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(12)
        told = QWidget()
        beside = QHBoxLayout(told)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(picture(look, _ICONS[tone], tone, 22), 0, Qt.AlignmentFlag.AlignTop)
        self.words = QVBoxLayout()
        self.words.setSpacing(2)
        self.words.addWidget(label(title, "strong"))
        if text:
            self.words.addWidget(label(text))
        beside.addLayout(self.words, 1)
        # Where a button makes the banner higher, picture and words stay beside one another.
        row.addWidget(told, 1, Qt.AlignmentFlag.AlignVCenter)
        self.ending = QHBoxLayout()
        row.addLayout(self.ending)
        self.setAccessibleName(f"{title} {text}".strip())


class ErrorSummary(Banner):
    """Everything a form needs mended, on top of it; each line leads to its question.

    Signals:
        jumped: The name of the field that a line stands for.
    """

    jumped = Signal(str)

    def __init__(self, look: Look, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """Show `lines` of (field name, sentence)."""
        super().__init__(look, "bad", title)
        self.links: list[QLabel] = []
        for name, sentence in lines:
            link = QLabel()
            link.setTextFormat(Qt.TextFormat.RichText)
            link.setWordWrap(True)
            from_the_start(link)
            colour = look.theme["bad"]
            link.setText(f'<a style="color: {colour}" href="{escape(name)}">{escape(sentence)}</a>')
            link.setTextInteractionFlags(
                Qt.TextInteractionFlag.LinksAccessibleByMouse
                | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
            )
            link.setAccessibleName(sentence)
            link.linkActivated.connect(self.jumped)
            link.setMinimumHeight(link.heightForWidth(_ENOUGH))  # also where a form is very low
            self.words.addWidget(link)
            self.links.append(link)
