"""Numbered steps in a row: where one is, what is done, and a click to go there."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from fieldapp.language import N_
from fieldapp.ui.components.button import set_words
from fieldapp.ui.components.text import isolated
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_FRAME = 64
"""Logical pixels of a step beside its words: edges and the mark."""


class Stepper(QWidget):
    """Steps of a task. Where they do not all fit, only the one shown has words.

    Attributes:
        buttons: One for each step.

    Signals:
        chosen: Number of the step that the person wants to see, from 0.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, names: Sequence[str]) -> None:
        super().__init__()
        self._look, self._names = look, tuple(names)
        self._done: frozenset[int] = frozenset()
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: list[QPushButton] = []
        for number in range(len(self._names)):
            step = QPushButton()
            step.setCheckable(True)
            step.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            step.setMinimumWidth(40)
            step.setCursor(Qt.CursorShape.PointingHandCursor)
            set_role(step, "tab")
            self._group.addButton(step, number)
            row.addWidget(step)
            self.buttons.append(step)
        self._group.idClicked.connect(self.chosen)
        self.buttons[0].setChecked(True)
        self._write()

    @property
    def current(self) -> int:
        """Number of the step shown."""
        return self._group.checkedId()

    def show_step(self, number: int, done: frozenset[int], reachable: frozenset[int]) -> None:
        """Mark the step shown, those that are done, and those that can be gone to."""
        self._done = done
        self.buttons[number].setChecked(True)
        for each, step in enumerate(self.buttons):
            step.setEnabled(each in reachable or each == number)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as the style sheet writes buttons
        metrics = QFontMetrics(font)
        needs = [metrics.horizontalAdvance(name) + _FRAME for name in self._names]
        all_fit = sum(needs) + 8 * len(needs) <= self.width()
        language = self._look.language
        words = language.translate(N_("Step {number} of {count}: {name}"))
        for number, (step, name) in enumerate(zip(self.buttons, self._names, strict=True)):
            figure = isolated(language.number(number + 1))
            shown = all_fit or step.isChecked()
            done = number in self._done
            step.setIcon(self._look.icon("check", "ok") if done else QIcon())
            set_words(step, f"{figure}  {name}" if shown else figure)
            spoken = words.format(
                number=language.number(number + 1),
                count=language.number(len(self._names)),
                name=name,
            )
            step.setAccessibleName(spoken)
            step.setToolTip(name)
            policy = QSizePolicy.Policy.Expanding if shown else QSizePolicy.Policy.Fixed
            step.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
