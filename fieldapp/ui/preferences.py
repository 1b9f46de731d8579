"""How a person wants the window, kept beside the workspace so that the unlock screen has it.

Holds nothing about records. A file that cannot be read counts as none.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from fieldapp.language import LANGUAGES, N_, load_language
from fieldapp.ui.look import Look
from fieldapp.ui.theme import THEMES

FILE = "desktop.json"

SYSTEM = "system"
"""A choice of theme: light or dark as the system is, sunlight where it asks for strong contrast."""

THEME_LABELS: Mapping[str, str] = {
    "light": N_("Light"),
    "dark": N_("Dark"),
    "sunlight": N_("Sunlight"),
    SYSTEM: N_("As the system"),
}

IDLE_MINUTES = (2, 5, 10, 30)
"""What can be chosen. Never is not among them: a laptop that is taken is open otherwise."""

USUAL_MINUTES = 10

TEXT_PERCENTS = (100, 125, 150, 175, 200)
"""Sizes of everything in the window, beside what the system enlarges by itself."""


@dataclass(frozen=True)
class Preferences:
    """What was chosen.

    Attributes:
        theme: One of `THEMES`, or `SYSTEM`.
        language: Code of a language.
        idle_minutes: Until the workspace locks itself without a key or a click; `IDLE_MINUTES`.
        text_percent: One of `TEXT_PERCENTS`; counts from the next start on.
        calm: Nothing moves or blinks by itself.
    """

    theme: str = "light"
    language: str = "en"
    idle_minutes: int = USUAL_MINUTES
    text_percent: int = TEXT_PERCENTS[0]
    calm: bool = False

    def look(self) -> Look:
        """Return the look that they stand for."""
        name = theme_of_system() if self.theme == SYSTEM else self.theme
        return Look(THEMES[name], load_language(self.language), calm=self.calm)


def theme_of_system() -> str:
    """Return the theme that comes nearest to how the system looks."""
    hints = QGuiApplication.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "sunlight"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def read_preferences(folder: Path, language: str) -> Preferences:
    """Return what was chosen last; `language` where nothing was, or where it has gone."""
    try:
        plain = json.loads((folder / FILE).read_text(encoding="utf-8"))
        theme, code = plain["theme"], plain["language"]
        # The file is not encrypted: whoever can write it must not be able to keep the window open.
        minutes = _one_of(IDLE_MINUTES, plain, "idle_minutes", USUAL_MINUTES)
        percent = _one_of(TEXT_PERCENTS, plain, "text_percent", TEXT_PERCENTS[0])
        calm = plain.get("calm") is True
        known = theme in (*THEMES, SYSTEM) and code in LANGUAGES
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Preferences(language=language)
    if not known:
        return Preferences(language=language)
    return Preferences(theme, code, minutes, percent, calm)


def _one_of(known: tuple[int, ...], plain: Mapping[str, Any], name: str, usual: int) -> int:
    value = plain.get(name)
    return value if isinstance(value, int) and value in known else usual


def write_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep the choice, whole or not at all.

    Raises:
        DiskFull, NotWritable: It cannot be kept.
    """
    from fieldapp.store.errors import told  # the unlock screen waits for nothing of the store

    target = folder / FILE
    part = target.with_suffix(".part")
    with told(target):
        part.write_text(json.dumps(asdict(preferences)), encoding="utf-8")
        os.replace(part, target)
