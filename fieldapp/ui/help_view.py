"""One page of the help: headings, texts, marked lines and links, one under the other."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.ui.components.card import LineButton
from fieldapp.ui.components.text import isolated, label, picture
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

Then = Callable[[], object]

_KEYS_WIDE = 102
"""Logical pixels of the longest keys: every part of the list of keys has its words in one line."""


class HelpView(QWidget):
    """Grows from top to bottom; gets words already translated.

    Attributes:
        links: Lines that lead to another page, from top to bottom.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        set_role(self, "clear")
        self._look = look
        self.links: list[LineButton] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*((8, 0, 0, 0) if look.rtl else (0, 0, 8, 0)))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        outer.addLayout(self._column)
        outer.addStretch(1)

    def add_heading(self, words: str) -> None:
        """Say what the page is about."""
        self._column.addWidget(label(words, "heading"))

    def add_part(self, words: str) -> None:
        """Begin a part of the page."""
        self._column.addSpacing(8)
        self._column.addWidget(label(words, "strong"))

    def add_text(self, words: str, role: str = "") -> None:
        """Say something."""
        self._column.addWidget(label(words, role))

    def add_marked(self, icon: str, words: str) -> None:
        """Say something beside an icon."""
        self._add_beside(picture(self._look, icon, "info", 18), words)

    def add_step(self, number: int, words: str) -> None:
        """Say what is done at one step."""
        figure = label(self._look.language.number(number), "strong", wrap=False)
        figure.setFixedWidth(18)
        self._add_beside(figure, words)

    def add_answer(self, words: str) -> None:
        """Name one answer of a list."""
        self._add_beside(picture(self._look, "circle-dot", "mute", 12), isolated(words))

    def add_keys(self, lines: list[tuple[str, str]]) -> None:
        """Show lines of (keys, what they do)."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setColumnMinimumWidth(0, _KEYS_WIDE)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (keys, words) in enumerate(lines):
            shown = label(keys.replace(" · ", "\n"), "strong", wrap=False)
            grid.addWidget(shown, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words), row, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(grid)

    def add_link(self, words: str, icon: str, then: Then) -> None:
        """Lead to another page."""
        line = LineButton(self._look, icon, "accent", words, "", then)
        line.opened.connect(_follow)
        self._column.addWidget(line)
        self.links.append(line)

    def add_way_home(self, words: str, then: Then) -> None:
        """Lead back from above everything else: a long page hides what is below it."""
        line = LineButton(self._look, "arrow-left", "accent", words, "", then, leads_on=False)
        line.opened.connect(_follow)
        self._column.insertWidget(0, line)
        self.links.append(line)

    def _add_beside(self, mark: QWidget, words: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        mark.setFixedHeight(self.fontMetrics().height())  # in the middle of the first line
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(words), 1)
        self._column.addLayout(row)


def _follow(then: Then) -> None:
    then()
