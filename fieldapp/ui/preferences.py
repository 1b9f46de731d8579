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


@dataclass(frozen=True)
class Preferences:
    """Names of a theme and a language."""

    theme: str = "light"
    language: str = "en"

    def look(self) -> Look:
        """Return the look that they stand for."""
        return Look(THEMES[self.theme], load_language(self.language))


def read_preferences(folder: Path, language: str) -> Preferences:
    """Return what was chosen last; `language` where nothing was, or where it has gone."""
    try:
        plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
        theme, code = plain["theme"], plain["language"]
    except (OSError, ValueError, KeyError, TypeError):
        return Preferences(language=language)
    known = theme in THEMES and code in LANGUAGES
    return Preferences(theme, code) if known else Preferences(language=language)


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
