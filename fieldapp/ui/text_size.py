"""The size of everything in the window. Qt asks for it once, before there is an application.

Enlarging fonts alone while the window is open would leave icons, cells that paint themselves and
distances as they were. With Qt's own factor all of it grows alike and stays sharp; the price is
that the window starts anew.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fieldapp.language import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMessageBox, QWidget

    from fieldapp.ui.look import Look

FACTOR = "QT_SCALE_FACTOR"

START_ANEW = 75
"""Exit code of the window: it is to be opened again, because the size has changed."""


@contextmanager
def enlarged(percent: int) -> Iterator[None]:
    """Have the application that is made within show everything at `percent`, on top of what the
    system asks for."""
    before = os.environ.get(FACTOR)
    if percent != 100:
        os.environ[FACTOR] = str(_number(before) * percent / 100)
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(FACTOR, None)
        else:
            os.environ[FACTOR] = before


def start_anew() -> bool:
    """Start fieldapp again as this process was started; say whether it could be."""
    from PySide6.QtCore import QProcess  # once in a year, and each start would wait for it

    return QProcess.startDetached(sys.executable, sys.orig_argv[1:])[0]


def _number(text: str | None) -> float:
    try:
        return float(text or 1)
    except ValueError:
        return 1.0


def offer_to_start_anew(window: "QWidget", look: "Look") -> "QMessageBox":
    """Say that another size counts from the next start on, and ask whether that is to be now."""
    from fieldapp.ui import messages

    text = look.language.translate
    told = N_(
        "The new size counts from the next start on. What you were writing is kept; the passphrase"
        " is asked again."
    )
    return messages.ask(
        window,
        look,
        text(N_("Start fieldapp anew now?")),
        text(told),
        text(N_("Start anew")),
        text(N_("Later")),
    )
