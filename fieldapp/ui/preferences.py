"""The person's theme and language, kept beside the workspace so that the unlock screen has them.

Holds nothing about records. A file that cannot be read counts as none.
"""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from fieldapp.language import LANGUAGES, load_language
from fieldapp.store.errors import told
from fieldapp.ui.look import Look
from fieldapp.ui.theme import THEMES

FILE = "desktop.json"

IDLE_MINUTES = (2, 5, 10, 30)
"""What can be chosen. Never is not among them: a laptop that is taken is open otherwise."""

USUAL_MINUTES = 10


@dataclass(frozen=True)
class Preferences:
    """Names of a theme and a language, and when the workspace locks itself.

    Attributes:
        idle_minutes: Without a key or a click; one of `IDLE_MINUTES`.
    """

    theme: str = "light"
    language: str = "en"
    idle_minutes: int = USUAL_MINUTES

    def look(self) -> Look:
        """Return the look that they stand for."""
        return Look(THEMES[self.theme], load_language(self.language))


def read_preferences(folder: Path, language: str) -> Preferences:
    """Return what was chosen last; `language` where nothing was, or where it has gone."""
    try:
        plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
        theme, code = plain["theme"], plain["language"]
        minutes = plain.get("idle_minutes", USUAL_MINUTES)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Preferences(language=language)
    # The file is not encrypted: whoever can write it must not be able to keep the window open.
    minutes = minutes if minutes in IDLE_MINUTES else USUAL_MINUTES
    known = theme in THEMES and code in LANGUAGES
    return Preferences(theme, code, minutes) if known else Preferences(language=language)


def write_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep the choice, whole or not at all.

    Raises:
        DiskFull, NotWritable: It cannot be kept.
    """
    target = folder / FILE
    part = target.with_suffix(".part")
    with told(target):
        part.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
        os.replace(part, target)
