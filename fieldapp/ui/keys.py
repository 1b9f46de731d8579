"""The keys of the window, in one table: shortcuts, tool tips and the page of keys come from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.ui.components.text import isolated

WINDOW, FORM, PALETTE, HELP = N_("Everywhere"), N_("In a form"), N_("In “Go to”"), N_("In the help")
"""Where keys are heard. Keys of the window are heard in the others, too."""

DIGITS = "1234567890"


@dataclass(frozen=True)
class Key:
    """One thing that keys do.

    Attributes:
        keys: Any of these does it; as Qt writes them in English.
        words: What they do, untranslated.
        where: One of the places above.
        by_qt: The widget that has the focus hears them by itself; nobody makes a shortcut of them.
    """

    keys: tuple[str, ...]
    words: str
    where: str = WINDOW
    by_qt: bool = False


KEYS: Mapping[str, Key] = {
    "palette": Key(("Ctrl+K",), N_("Go to anything: a page, a record, something to do")),
    "new": Key(("Ctrl+N",), N_("Begin a new record")),
    "search": Key(("Ctrl+F",), N_("Search in this list")),
    "pages": Key(tuple(f"Ctrl+{digit}" for digit in DIGITS), N_("Go to a page at the side")),
    "back": Key(("Alt+Left",), N_("Back to where you were")),
    "help": Key(("F1",), N_("Help for the question you are at; again: into the help")),
    "sunlight": Key(("F6",), N_("Sunlight: black on white, for outdoors")),
    "language": Key(("F7",), N_("Language")),
    "lock": Key(("F12", "Ctrl+L"), N_("Lock now; what you were writing is kept")),
    "seal": Key(("Ctrl+F12",), N_("Seal this laptop, after one question")),
    "close": Key(("Esc",), N_("Close what stands over or beside the page"), by_qt=True),
    "save": Key(("Ctrl+S",), N_("Save"), FORM),
    "row": Key(("Ctrl+Return",), N_("Another row; where there are no rows: save"), FORM),
    "add": Key(("Ins",), N_("Another row"), FORM),
    "like": Key(("Ctrl+D",), N_("Another row like this one"), FORM),
    "row out": Key(("Ctrl+Del",), N_("Take this row out"), FORM),
    "undo": Key(("Ctrl+Z",), N_("Undo"), FORM),
    "redo": Key(("Ctrl+Shift+Z", "Ctrl+Y"), N_("Do it again"), FORM),
    "next part": Key(("Ctrl+PgDown",), N_("To the next part"), FORM),
    "part before": Key(("Ctrl+PgUp",), N_("To the part before"), FORM),
    "part": Key(tuple(f"Alt+{n}" for n in range(1, 10)), N_("To a part by its number"), FORM),
    "next fault": Key(("F8",), N_("To the next answer to mend"), FORM),
    "fault before": Key(("Shift+F8",), N_("To the answer to mend before"), FORM),
    "history": Key(("Ctrl+H",), N_("Who changed what, and when"), FORM),
    "print": Key(("Ctrl+P",), N_("Print what is recorded here"), FORM),
    "duplicate": Key(("Ctrl+Shift+D",), N_("Begin another record like this one"), FORM),
    "onward": Key(("Tab",), N_("To the next question; with Shift, back"), FORM, by_qt=True),
    "move": Key(("Up", "Down"), N_("Up and down the list"), PALETTE, by_qt=True),
    "open": Key(("Return",), N_("Open the line that is marked"), PALETTE, by_qt=True),
    "topic": Key(("Return",), N_("Read the first that was found"), HELP, by_qt=True),
}


def shown(name: str) -> str:
    """Return the keys for people, each as it stands on the keyboard: "F12 · Ctrl+L"."""
    keys = KEYS[name].keys
    if len(keys) > 3:
        return f"{isolated(keys[0])} … {isolated(keys[-1])}"
    return " · ".join(isolated(_written(each)) for each in keys)


def first(name: str) -> str:
    """Return the keys that do it most simply."""
    return isolated(_written(KEYS[name].keys[0]))


def page_key(digit: str) -> str:
    """Return the keys that open a page at the side: a digit, together with Ctrl."""
    return f"Ctrl+{digit}"


def tip(words: str, name: str) -> str:
    """Return a tool tip: what a control does, and the keys that do it."""
    return f"{words} ({shown(name)})"


def listen(
    name: str, owner: QWidget, then: Callable[[], object] | None, *, inside: bool = False
) -> list[QShortcut]:
    """Have keys do something: anywhere in the window, or only while the focus is `inside`.

    With `then` None nothing is done yet: each of the keys does something of its own.
    """
    made = []
    for keys in KEYS[name].keys:
        shortcut = QShortcut(QKeySequence(keys), owner)
        if inside:
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if then is not None:
            shortcut.activated.connect(then)
        made.append(shortcut)
    return made


def combinations(name: str) -> tuple[QKeyCombination, ...]:
    """Return the keys as an event tells them, for what must hear them in every window."""
    return tuple(QKeySequence(keys)[0] for keys in KEYS[name].keys)  # type: ignore[index]


_ARROWS = {
    "Ins": "Insert",
    "Up": "↑",
    "Down": "↓",
    "Alt+Left": "Alt+←",
    "Return": "Enter",
    "Ctrl+Return": "Ctrl+Enter",
}


def _written(keys: str) -> str:
    return _ARROWS.get(keys, keys)
