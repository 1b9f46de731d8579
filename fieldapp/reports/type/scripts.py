"""Which script a character is of, and how much room the lines of a script need.

A script is named as Unicode names it (ISO 15924): "Latn", "Arab", "Ethi", "Mymr", "Deva" ...
Digits, spaces and most signs are of no script of their own: they go with the letters beside them.
"""

from collections.abc import Iterable
from functools import lru_cache
from unicodedata import combining

import uharfbuzz as hb
from babel.core import get_global

#: How far the lines of a paper in a script reach above and below the baseline, in thousandths of
#: the type size. The fonts ask for more where marks could be stacked as no language here does it;
#: papers take nine tenths of this, and then no marks of two lines meet either.
_ROOM = {
    "Arab": (994, 506),
    "Deva": (1069, 420),
    "Mymr": (1100, 640),
}

#: Every other script: what Noto Sans asks for.
_USUAL_ROOM = (1069, 293)

#: How far the ink of a script reaches in another script's paper: measured on the Universal
#: Declaration of Human Rights and on words with stacked marks, in bold.
_INK = {
    "Arab": (980, 490),
    "Deva": (900, 395),
    "Mymr": (1025, 540),
}


@lru_cache(maxsize=4096)
def script_of(character: str) -> str:
    """The script of a character, "" for one that goes with its neighbours."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""


def joins(character: str) -> bool:
    """Whether the shape of a letter depends on the letters beside it, as in Arabic."""
    return script_of(character) == "Arab" or combining(character) != 0


def script_of_language(code: str) -> str:
    """The script that a language is usually written in; Latin where nobody knows the language."""
    likely: str = get_global("likely_subtags").get(code.partition("_")[0], "")
    return next((part for part in likely.split("_") if len(part) == 4), "Latn")


def by_script(text: str, usual: str) -> list[tuple[str, str]]:
    """Cut a text into stretches of one script each: script and text, in reading order.

    What has no script goes with what is before it, at the start with what follows; a text that
    has none at all is of the ``usual`` script.
    """
    found = set(map(script_of, text)) - {""}
    if len(found) <= 1:  # most words
        return [(next(iter(found), usual), text)] if text else []
    scripts = set(map(script_of, text)) - {""}
    if len(scripts) < 2:  # most words
        return [(scripts.pop() if scripts else usual, text)] if text else []
    stretches: list[tuple[str, str]] = []
    for character in text:
        script = script_of(character)
        if not stretches:
            stretches.append((script, character))
            continue
        before, so_far = stretches[-1]
        if script in ("", before) or not before:
            stretches[-1] = (before or script, so_far + character)
        else:
            stretches.append((script, character))
    return stretches


def room(paper: str, scripts: Iterable[str]) -> tuple[float, float]:
    """How far lines reach above and below the baseline, so that no marks of two lines meet.

    Args:
        paper: The paper's own script.
        scripts: Those of the text.

    Returns:
        Both as thousandths of the type size, both positive.
    """
    above, below = _ROOM.get(paper, _USUAL_ROOM)
    for script in scripts:
        if script != paper and script in _INK:
            above, below = max(above, _INK[script][0]), max(below, _INK[script][1])
    return above, below
