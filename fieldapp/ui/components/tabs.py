"""The sections of a form as a row of tabs, each with its number, its name and its state."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from fieldapp.ui.components.button import set_words
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_FRAME, _MARK, _NUMBER = 30, 30, 64
"""Logical pixels: edges of a tab, the mark of its state, a tab that shows only its number."""


class SectionTabs(QWidget):
    """Tabs of a form; the keys are those of any group of radio buttons.

    Signals:
        chosen: Number of the section the person wants to see, from 0.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        self._look = look
        self._names = tuple(names)
        self._states = [""] * len(self._names)
        self._group = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: list[QPushButton] = []
        for number in range(len(self._names)):
            tab = QPushButton()
            tab.setCheckable(True)
            tab.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            set_role(tab, "tab")
            self._group.addButton(tab, number)
            row.addWidget(tab, 1)
            self.buttons.append(tab)
        self._group.idToggled.connect(self._on_toggled)
        if self.buttons:
            self.buttons[0].setChecked(True)

    @property
    def current(self) -> int:
        """Number of the section shown."""
        return self._group.checkedId()

    def show_section(self, number: int) -> None:
        """Mark the section as the one shown."""
        self.buttons[number].setChecked(True)

    def set_state(self, number: int, state: str) -> None:
        """Mark a section: "ok" complete, "bad" to be mended, "sealed", "" neither."""
        self._states[number] = state
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self._write()
            self.chosen.emit(number)

    def _write(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as the style sheet writes buttons
        metrics = QFontMetrics(font)
        needs = [
            metrics.horizontalAdvance(name) + (_FRAME + _MARK if state else _FRAME)
            for name, state in zip(self._names, self._states, strict=True)
        ]
        roomy = sum(needs) + self._row.spacing() * len(needs) <= self.width()
        marks = {
            "ok": ("circle-check", "ok"),
            "bad": ("triangle-alert", "bad"),
            "sealed": ("lock", "info"),
        }
        for number, tab in enumerate(self.buttons):
            name = self._names[number]
            on = number == self.current
            text = name if roomy or on else str(number + 1)
            mark = marks.get(self._states[number])
            set_words(tab, text, self._look.icon(*mark) if mark else QIcon())
            tab.setAccessibleName(f"{number + 1}. {name}")
            tab.setToolTip(name)
            self._row.setStretch(number, needs[number] if roomy or on else _NUMBER)
