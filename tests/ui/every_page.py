"""A turn through every page there is, at the side and by the palette."""

from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt

from fieldapp.ui.rooms import FOOT, SIDEBAR
from fieldapp.ui.shell import Shell
from tests.ui.officer import CTRL, Officer

Key = Qt.Key


class AtWork(Protocol):
    """Somebody before an open window."""

    officer: Officer

    @property
    def shell(self) -> Shell:
        """What is shown."""


def turns_to_every_page(day: AtWork) -> None:
    """Click all that stands at the side, and go by name to what does not."""
    officer, shell = day.officer, day.shell
    for name in (*(name for name, _ in SIDEBAR), *FOOT):
        officer.begins(f"turn to {name}")
        officer.clicks(shell.sidebar.button(name))
        officer.waits(partial(_is_shown, shell, name), name)
        officer.settles()
    for name, words in (("papers", "papers"), ("power_map", "power map")):
        officer.begins("look for a page")
        officer.press(Key.Key_K, held=CTRL)
        officer.types(words)
        officer.begins(f"turn to {name}")
        officer.press(Key.Key_Return)
        officer.waits(partial(_is_shown, shell, name), name)
        officer.settles()


def _is_shown(shell: Shell, page: str) -> bool:
    return shell.page == page
