"""An officer's hands: keys go to the window that has the focus, clicks to what lies under them.

Nothing here calls a page: whatever a key does, the window did by itself.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from tests.ui.watchdog import Watchdog

Key, Held = Qt.Key, Qt.KeyboardModifier
NONE, CTRL, ALT, SHIFT = (
    Held.NoModifier,
    Held.ControlModifier,
    Held.AltModifier,
    Held.ShiftModifier,
)
_MOST_TABS = 80
_MOMENT_S = 0.15
MARKS = {ord(mark): None for mark in "\u200e\u200f\u2066\u2067\u2068\u2069"}
"""Those that order foreign words."""


class Officer:
    """Presses, types, clicks and waits; all of it is watched."""

    def __init__(self, watchdog: Watchdog) -> None:
        self.watchdog = watchdog
        self.begins = watchdog.begin

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        """Press keys one after the other."""
        for key in keys:
            name = f"{held.name} {key.name}"
            window = _window()
            self.watchdog.measure(name, partial(QTest.keyPress, window, key, held))
            self.watchdog.turn(name)
            up = QGuiApplication.focusWindow()
            if up is not None:  # a dialog that the key has closed is told of nothing more
                self.watchdog.measure(f"{name}, let go", partial(QTest.keyRelease, up, key, held))

    def types(self, words: str) -> None:
        """Type letter by letter."""
        for letter in words:
            window = _window()
            self.watchdog.measure(f"“{letter}”", partial(QTest.keyClick, window, letter))
            self.watchdog.turn(f"“{letter}”")

    def pastes(self, words: str) -> None:
        """Paste what was copied elsewhere."""
        QApplication.clipboard().setText(words)
        self.press(Key.Key_V, held=CTRL)

    def clicks(self, widget: QWidget) -> None:
        """Click what is seen, where it is seen."""
        top = widget.window()
        at = widget.mapTo(top, widget.rect().center())
        name = f"a click on {widget.accessibleName() or type(widget).__name__}"
        assert widget.isVisible(), name
        under = top.childAt(at)
        assert under is not None, name
        assert under is widget or widget.isAncestorOf(under), f"{name}: {under} lies over it"
        window = top.windowHandle()
        self.watchdog.measure(
            name, lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, NONE, at)
        )
        self.watchdog.turn(name)

    def clicks_on(self, words: str) -> None:
        """Click the button that says so; words may stand in its name for screen readers only."""
        _window()
        top = QApplication.activeModalWidget() or QApplication.activeWindow()
        assert top is not None
        found = [
            each
            for each in top.findChildren(QAbstractButton)
            if each.isVisible() and (said(each).startswith(words) or each.text().startswith(words))
        ]
        assert found, f"no button says “{words}”"
        self.clicks(found[0])

    def tabs_to(self, name: str) -> None:
        """Press Tab until the focus is at what a screen reader calls so."""
        self.presses_to(name, Key.Key_Tab)

    def presses_to(self, name: str, key: Qt.Key) -> None:
        """Press a key again and again until the focus is at what a screen reader calls so."""
        heard = []
        for _ in range(_MOST_TABS):
            if name in self.hears():
                return
            heard.append(self.hears())
            self.press(key)
        raise AssertionError(f"{key.name} does not come to “{name}”, but to {heard}")

    def waits(self, is_so: Callable[[], object], what: str) -> None:
        """Wait for something that comes by itself."""
        self.watchdog.until(is_so, what)

    def settles(self) -> None:
        """Wait a moment, for whatever still comes by itself."""
        self.watchdog.turns_for(_MOMENT_S)

    def reads(self, words: str, within: QWidget) -> None:
        """Wait until these words are seen."""
        self.waits(lambda: words in seen(within), f"“{words}”")

    def hears(self) -> str:
        """Return the name of what has the focus, as a screen reader says it."""
        focus = QApplication.focusWidget()
        return said(focus) if focus is not None else ""


def said(widget: QWidget) -> str:
    """Return a name, its own or that of its label, without the marks that order foreign words."""
    name = widget.accessibleName()
    if not name:
        labels = widget.window().findChildren(QLabel)
        name = next((each.text() for each in labels if each.buddy() is widget), "")
    return name.translate(MARKS)


def seen(within: QWidget) -> str:
    """Return all words of labels that are shown."""
    labels = [each.text() for each in within.findChildren(QLabel) if each.isVisible()]
    named = [said(each) for each in within.findChildren(QAbstractButton) if each.isVisible()]
    return "\n".join([*labels, *named]).translate(MARKS)


def _window() -> QWindow:
    """Return the window that hears the keys; one under a dialog that has closed is given them, as
    the system of a real screen does."""
    window = QGuiApplication.focusWindow()
    if window is None:
        under = next(each for each in QApplication.topLevelWidgets() if each.isVisible())
        under.activateWindow()
        QApplication.processEvents()
        window = QGuiApplication.focusWindow()
    assert window is not None
    return window
