"""The Universal Declaration of Human Rights in 13 languages, as the field's data hold it."""

from gettext import NullTranslations
from pathlib import Path

import babel
import pytest

from fieldapp.language import Language
from fieldapp.reports.type.setting import Typesetter

FOLDER = Path("/work/shared/data/languages")

#: The file's name for a language, and ours.
LANGUAGES = {
    "amh": "am",
    "arb": "ar",
    "eng": "en",
    "fra": "fr",
    "hau_NG": "ha",
    "lin": "ln",
    "mya": "my",
    "pbu": "ps",
    "pes_1": "fa",
    "por_PT": "pt",
    "som": "so",
    "spa": "es",
    "swh": "sw",
}
