"""The sections of a form as a row of tabs; those that do not fit are in a menu at its end."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QFont, QFontMetrics, QIcon, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from fieldapp.ui.components.button import set_words
from fieldapp.ui.components.showing import set_shown
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_FRAME, _MARK = 30, 30
"""Logical pixels: edges of a tab, the mark of its state."""

_WIDEST = 210
"""A longer name is cut in its tab and stands whole in the tool tip and in the menu."""

_MARKS = {
    "ok": ("circle-check", "ok"),
    "bad": ("triangle-alert", "bad"),
    "doubt": ("triangle-alert", "warn"),
    "sealed": ("lock", "info"),
}


class SectionTabs(QWidget):
    """Tabs of a form; the keys are those of any group of radio buttons.

    Attributes:
        buttons: The tabs; those of sections in the menu are hidden.
        more: Opens the menu of the sections that do not fit.

    Signals:
        chosen: Number of the section the person wants to see, from 0.
    """

    chosen = Signal(int)

    def __init__(
        self,
        look: Look,
        names: Sequence[str],
        states: Sequence[str] = (),
        counts: Sequence[int] = (),
        parent: QWidget | None = None,
        *,
        current: int = 0,
    ) -> None:
        """Show a tab for each name; `states` and `counts` are as in `set_state` and `set_count`."""
        super().__init__(parent)
        self._look = look
        self._names = tuple(names)
        self._states = list(states) or [""] * len(self._names)
        self._counts = list(counts) or [0] * len(self._names)
        self._faults = [0] * len(self._names)
        self._written: dict[int, tuple[str, str, str, int]] = {}
        self._in_menu: list[tuple[str, str]] | None = None
        self._group = QButtonGroup(self)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.buttons: list[QPushButton] = []
        for number in range(len(self._names)):
            tab = QPushButton(self)
            tab.setCheckable(True)
            tab.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            set_role(tab, "tab")
            self._group.addButton(tab, number)
            row.addWidget(tab, 1)
            self.buttons.append(tab)
        self.more = QPushButton(self)
        self.more.setCursor(Qt.CursorShape.PointingHandCursor)
        set_role(self.more, "tab")
        self._menu = QMenu(self.more)
        self._menu.triggered.connect(self._on_triggered)
        self.more.setMenu(self._menu)
        row.addWidget(self.more)
        if self.buttons:
            self.buttons[current].setChecked(True)  # before anything listens: no width is known yet
        self._group.idToggled.connect(self._on_toggled)

    @property
    def current(self) -> int:
        """Number of the section shown."""
        return self._group.checkedId()

    def show_section(self, number: int) -> None:
        """Mark the section as the one shown."""
        self.buttons[number].setChecked(True)

    def state(self, number: int) -> str:
        """Return how a section is marked."""
        return self._states[number]

    def set_state(self, number: int, state: str, faults: int = 0) -> None:
        """Mark a section: "ok" complete, "bad" to be mended, "doubt", "sealed" or "".

        Args:
            faults: How many answers are to be mended, or to be looked at again.
        """
        self.set_states({number: (state, faults)})

    def set_states(self, states: Mapping[int, tuple[str, int]]) -> None:
        """Mark several sections as `set_state` does one."""
        now = {number: (self._states[number], self._faults[number]) for number in states}
        if now == states:
            return
        for number, (state, faults) in states.items():
            self._states[number], self._faults[number] = state, faults
        self._write()

    def set_count(self, number: int, count: int) -> None:
        """Show how many rows a section has; none is not shown."""
        if count != self._counts[number]:
            self._counts[number] = count
            self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _on_toggled(self, number: int, on: bool) -> None:
        if on:
            self._write()
            self.chosen.emit(number)

    def _on_triggered(self, action: QAction) -> None:
        number = int(action.data())
        self.show_section(number)
        self.buttons[number].setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)  # as the style sheet writes buttons
        metrics = QFontMetrics(font)
        words = [self._cut(number, metrics) for number in range(len(self._names))]
        needs = [
            metrics.horizontalAdvance(each) + (_FRAME + _MARK if state else _FRAME)
            for each, state in zip(words, self._states, strict=True)
        ]
        shown = self._fitting(needs, metrics)
        hidden = [number for number in range(len(self._names)) if number not in shown]
        for number in range(len(self._names)):
            room = needs[number] if number in shown else 0
            self._write_tab(number, words[number], room)
        self._write_more(hidden)

    def _write_tab(self, number: int, words: str, room: int) -> None:
        """Write one tab, 0 pixels of room for one in the menu; most stay as they are."""
        told, state = self._told(number), self._states[number]
        wanted = (words, told, state, room)
        if self._written.get(number) == wanted:
            return
        self._written[number] = wanted
        tab = self.buttons[number]
        set_words(tab, words, self._mark(state))
        name = f"{number + 1}. {self._names[number]}"
        tab.setAccessibleName(f"{name}, {told}" if told else name)
        tab.setToolTip(dotted(self._names[number], told) if told else self._names[number])
        set_shown(tab, room > 0)
        self._row.setStretch(number, room)

    def _words(self, number: int) -> str:
        count = self._counts[number]
        own = self._names[number]
        return dotted(own, self._look.language.number(count)) if count else own

    def _cut(self, number: int, metrics: QFontMetrics) -> str:
        """Return what stands on a tab: its name, cut where it is long, and what is wrong, whole."""
        words = metrics.elidedText(self._words(number), Qt.TextElideMode.ElideRight, _WIDEST)
        told = self._told(number)
        return dotted(words, told) if told else words

    def _told(self, number: int) -> str:
        """Return in words what the mark of a section says."""
        plural, faults = self._look.language.plural, self._faults[number]
        if self._states[number] == "bad":
            return plural("{n} to mend", "{n} to mend", faults)
        if self._states[number] == "doubt":
            return plural("{n} to look at", "{n} to look at", faults)
        return ""

    def _fitting(self, needs: Sequence[int], metrics: QFontMetrics) -> list[int]:
        """Return the sections that fit: all, or from the first on, and always the one shown."""
        gap = self._row.spacing()
        if sum(needs) + gap * (len(needs) - 1) <= self.width():
            return list(range(len(needs)))
        more = metrics.horizontalAdvance(f"+{len(needs)}") + _FRAME + _MARK
        current = max(self.current, 0)
        room = self.width() - more - needs[current] - gap
        shown = [current]
        for number, need in enumerate(needs):
            if number == current:
                continue
            room -= need + gap
            if room < 0:
                break
            shown.append(number)
        return shown

    def _write_more(self, hidden: Sequence[int]) -> None:
        wanted = [(self._line(number), self._states[number]) for number in hidden]
        if wanted == self._in_menu:
            return
        self._in_menu = wanted
        states = [self._states[number] for number in hidden]
        worst = next((state for state in ("bad", "doubt") if state in states), "")
        mark = self._mark(worst) if worst else self._look.icon("chevron-down")
        set_words(self.more, isolated(f"+{len(hidden)}"), mark)
        names = ", ".join(self._names[number] for number in hidden)
        self.more.setAccessibleName(names)
        self.more.setToolTip(names)
        set_shown(self.more, bool(hidden))
        self._menu.clear()
        for number, (words, state) in zip(hidden, wanted, strict=True):
            action = QAction(self._mark(state), words.replace("&", "&&"), self._menu)
            action.setData(number)
            self._menu.addAction(action)

    def _line(self, number: int) -> str:
        """Return what the menu says of a section."""
        told = self._told(number)
        return dotted(self._words(number), told) if told else self._words(number)

    def _mark(self, state: str) -> QIcon:
        mark = _MARKS.get(state)
        return self._look.icon(*mark) if mark else QIcon()
