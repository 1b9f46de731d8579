"""A few answers side by side: one tap instead of opening a list. For up to about six answers."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QWidget

from fieldapp.ui.components.button import set_words
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_HELD = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
)
"""An arrow together with one of these is meant for something else."""

_LONGEST = 60
"""Letters of an answer in one line."""


class _Choice(QPushButton):
    """One answer. An arrow goes to the next one; Qt's own arrows go nowhere in a group in which
    several, or none, may be chosen.

    Not a filter of its events: Python would be asked about each of some twenty that a button has
    while it is shown.
    """

    def __init__(self, segments: "Segments", text: str) -> None:
        super().__init__(text)
        self._segments = segments

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._segments.walk(self, event):
            super().keyPressEvent(event)


class Segments(QWidget):
    """Answers as buttons. A second tap takes an answer back, because "not answered" is one too.

    Tab comes to one of them, the arrows go from one to the next, Space chooses.

    Signals:
        edited: The person changed the answer.
    """

    edited = Signal()

    def __init__(
        self,
        look: Look,
        options: Sequence[tuple[object, str]],
        *,
        several: bool = False,
        small: bool = False,
    ) -> None:
        """Offer `options` of (value, label); with `several`, more than one may be chosen.

        `small` ones narrow a list; they are no answers of a form.
        """
        super().__init__()
        self._look = look
        self._several = several
        self._off = "square" if several else "circle"
        self._buttons: list[tuple[object, str, QPushButton]] = []
        self._group = QButtonGroup(self, exclusive=False)
        row = Flow(self, gap=8)
        for value, words in options:
            text = _folded(words)
            choice = _Choice(self, text)
            choice.setCheckable(True)
            set_role(choice, "filter" if several or small else "segment")
            self._group.addButton(choice, len(self._buttons))
            row.addWidget(choice)
            self._buttons.append((value, text, choice))
        self._group.idClicked.connect(self._on_clicked)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self._buttons:
            self.setFocusProxy(self._buttons[0][2])
        self._mark()

    @property
    def chosen(self) -> tuple[object, ...]:
        """The values chosen, in the order they are offered."""
        return tuple(value for value, _, choice in self._buttons if choice.isChecked())

    def choose(self, values: Sequence[object]) -> None:
        """Choose exactly these values; a value that is not offered is passed over."""
        for value, _, choice in self._buttons:
            choice.setChecked(value in values)
        self._mark()

    def button(self, value: object) -> QPushButton:
        """Return the button of a value."""
        return next(choice for known, _, choice in self._buttons if known == value)

    def walk(self, here: QPushButton, event: QKeyEvent) -> bool:
        """Go on from an answer if the key is an arrow; say whether it is."""
        step = self._step(event)
        if not step:
            return False
        shown = [
            choice
            for *_, choice in self._buttons
            if choice.isVisibleTo(self) and choice.isEnabled()
        ]
        at = shown.index(here) + step
        if 0 <= at < len(shown):
            shown[at].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _step(self, event: QKeyEvent) -> int:
        """Return where an arrow points to, in reading order: 1, -1, or 0 for another key."""
        on = -1 if self._look.rtl else 1
        arrows = {Qt.Key.Key_Right: on, Qt.Key.Key_Left: -on, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        return 0 if event.modifiers() & _HELD else arrows.get(Qt.Key(event.key()), 0)

    def _on_clicked(self, pressed: int) -> None:
        if not self._several:
            for number, (_, _, choice) in enumerate(self._buttons):
                if number != pressed:
                    choice.setChecked(False)
        self._mark()
        self.edited.emit()

    def _mark(self) -> None:
        # A tick beside the word: in full sun the tinted ground of a chosen answer is not seen.
        for _, text, choice in self._buttons:
            if choice.isChecked():
                set_words(choice, text, self._look.icon("check", "chosen_mark"))
            else:
                set_words(choice, text, self._look.icon(self._off, "edge"))


def _folded(words: str) -> str:
    """Return an answer in two lines where one would be wider than a small page."""
    if len(words) <= _LONGEST:
        return words
    gaps = (place for place, letter in enumerate(words) if letter == " ")
    at = min(gaps, key=lambda place: abs(place - len(words) // 2), default=len(words))
    return f"{words[:at]}\n{words[at + 1 :]}".strip()


class OneOf(Segments):
    """Small ones of which one is always chosen: a second tap takes nothing back."""

    def __init__(
        self,
        look: Look,
        options: Sequence[tuple[object, str]],
        now: object,
        then: Callable[..., object],
    ) -> None:
        """Show `now` as chosen; `then` gets another value as soon as it is."""
        super().__init__(look, options, small=True)
        self._now = now
        self._then = then
        self.choose([now])
        self.edited.connect(self._on_edited)

    def _on_edited(self) -> None:
        before, self._now = self._now, self.chosen[0] if self.chosen else self._now
        self.choose([self._now])
        if self._now != before:
            self._then(self._now)
