"""Which script a text is in: what it is shaped as, and how far apart its lines are."""

import pytest

from fieldapp.reports.type.scripts import by_script, room, script_of, script_of_language


@pytest.mark.parametrize(
    ("character", "script"),
    [
        ("a", "Latn"),
        ("ع", "Arab"),
        ("ሰ", "Ethi"),
        ("က", "Mymr"),
        ("क", "Deva"),
        ("7", ""),
        ("(", ""),
    ],
)
def test_letters_have_a_script_and_signs_have_none(character: str, script: str) -> None:
    assert script_of(character) == script


@pytest.mark.parametrize(
    ("code", "script"),
    [
        ("sw", "Latn"), ("ar", "Arab"), ("fa", "Arab"), ("fa_AF", "Arab"), ("ps", "Arab"),
        ("ur", "Arab"), ("am", "Ethi"), ("ti", "Ethi"), ("my", "Mymr"), ("hi", "Deva"),
        ("xx", "Latn"),
    ],
)  # fmt: skip
def test_a_language_is_written_in_its_script(code: str, script: str) -> None:
    assert script_of_language(code) == script


def test_signs_go_with_the_letters_before_them_and_at_the_start_with_those_after() -> None:
    assert by_script("(ሰላም) abc!", "Arab") == [("Ethi", "(ሰላም) "), ("Latn", "abc!")]


def test_a_number_on_its_own_is_of_the_papers_script() -> None:
    assert by_script("12%", "Mymr") == [("Mymr", "12%")]
    assert by_script("", "Mymr") == []


def test_a_name_in_another_script_makes_room_for_its_marks_and_keeps_the_baseline() -> None:
    above, below = room("Latn", {"Latn"})

    assert room("Latn", {"Latn", "Ethi", ""}) == (above, below)
    for script in ("Arab", "Mymr", "Deva"):
        assert room("Latn", {script})[0] == above
        assert room("Latn", {script})[1] > below
    assert room("Arab", {"Latn"}) == room("Arab", ())
