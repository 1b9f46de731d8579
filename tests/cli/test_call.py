"""The shared parts of a call: language, and what a terminal is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.cli.call import LANGUAGE_VARIABLES, TerminalProgress, environment_language, visible
from fieldapp.language import load_language


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "ar_SS.UTF-8"}, "ar"),
        ({"LC_ALL": "fr_FR", "FIELDAPP_LANGUAGE": "en"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment_where_we_speak_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], language: str
) -> None:
    for name in LANGUAGE_VARIABLES:
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert environment_language() == language


@given(st.text())
def test_nothing_that_is_shown_moves_the_cursor(words: str) -> None:
    assert not [c for c in visible(words) if ord(c) < 32 and c not in "\n\t"]
    assert "\x1b" not in visible(words)
    assert "\x7f" not in visible(words)


def test_people_read_their_own_script() -> None:
    assert visible("قرية Ségou 🌾\u200f\n") == "قرية Ségou 🌾\u200f\n"


def test_progress_is_one_line_that_ends_when_the_work_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    progress = TerminalProgress(load_language("en"))

    progress.step(1, 3, "sending")
    progress.remaining(170)
    progress.step(2, 3, "sending")
    progress.step(3, 3)

    said = capsys.readouterr()
    assert said.out == ""
    assert "\r1/3 sending\r" in said.err.replace("\x1b[K", "")
    assert "\r2/3 sending, about 3 minutes left" in said.err
    assert said.err.endswith("\n")
    assert said.err.count("\n") == 1
