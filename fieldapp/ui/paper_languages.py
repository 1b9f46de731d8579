"""Choosing the languages of a paper: more than the window speaks, each by its own name."""

from functools import cache

from PySide6.QtGui import QFontDatabase

from fieldapp.language import PAPER_LANGUAGES
from fieldapp.paths import resource
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.look import Look


def paper_languages(look: Look, *, several: bool = False, small: bool = False) -> Segments:
    """Return a button for each language of papers; `several` and `small` are those of `Segments`.

    Raises:
        FileNotFoundError: A font file is missing or damaged.
    """
    load_scripts()
    return Segments(look, list(PAPER_LANGUAGES.items()), several=several, small=small)


@cache
def load_scripts() -> None:
    """Let Qt write the names of languages of papers: a window that never makes one does not
    wait for these fonts.

    Raises:
        FileNotFoundError: A font file is missing or damaged.
    """
    for script in ("Ethiopic", "Myanmar"):
        path = resource("fonts", f"NotoSans{script}-Regular.ttf")
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise FileNotFoundError(path)
