from pathlib import Path

import pytest

from fieldapp.ui.preferences import FILE, Preferences, read_preferences, write_preferences


def test_a_choice_is_kept(tmp_path: Path) -> None:
    write_preferences(tmp_path, Preferences("sunlight", "ar"))

    assert read_preferences(tmp_path, "en") == Preferences("sunlight", "ar")


def test_before_a_choice_the_language_of_the_system_counts(tmp_path: Path) -> None:
    assert read_preferences(tmp_path, "fr") == Preferences("light", "fr")


@pytest.mark.parametrize(
    "content", ["", "[]", "null", "{", '{"theme": "pink", "language": "en"}', '{"theme": []}']
)
def test_a_file_that_makes_no_sense_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content, encoding="utf-8")

    assert read_preferences(tmp_path, "fr") == Preferences("light", "fr")
