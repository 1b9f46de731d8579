"""Our bidirectional algorithm against Unicode's own answers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.reports.type.bidi import bidi_levels, visual_order

SAMPLE = Path(__file__).with_name("bidi_cases.txt")
WHOLE = Path("/usr/share/unicode/BidiCharacterTest.txt")

ARABIC = "\u0628\u0626\u0631"


def wrong_answers(file: Path) -> Iterator[str]:
    """The lines of a conformance file that we answer otherwise."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        codes, direction, paragraph, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base, found = bidi_levels(text, {"0": 0, "1": 1, "2": None}[direction])
        kept = [(place, level) for place, level in enumerate(found) if level is not None]
        seen = [kept[place][0] for place in visual_order([level for _, level in kept])]
        written = " ".join("x" if level is None else str(level) for level in found)
        if (str(base), written, " ".join(map(str, seen))) != (paragraph, levels, order):
            yield line


def from_left(text: str, base: int) -> str:
    """The text as it stands on the paper."""
    _, levels = bidi_levels(text, base)
    kept = [(text[place], level) for place, level in enumerate(levels) if level is not None]
    return "".join(kept[place][0] for place in visual_order([level for _, level in kept]))


def test_a_sample_of_the_unicode_conformance_file_is_answered_right() -> None:
    assert list(wrong_answers(SAMPLE)) == []


@pytest.mark.skipif(
    not WHOLE.exists(), reason="needs BidiCharacterTest.txt (Debian package unicode-data)"
)
def test_the_whole_unicode_conformance_file_is_answered_right() -> None:
    assert list(wrong_answers(WHOLE)) == []


def test_the_sample_is_large_enough_to_mean_something() -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()

    assert sum(not line.startswith("#") for line in lines) > 700


def test_a_number_in_an_arabic_sentence_keeps_its_digits_in_order() -> None:
    assert from_left(f"{ARABIC} 1405 {ARABIC}", 1) == f"{ARABIC[::-1]} 1405 {ARABIC[::-1]}"


def test_a_latin_paragraph_stays_as_it_is() -> None:
    assert from_left("Water point (3), 2026", 0) == "Water point (3), 2026"


def test_an_isolated_word_does_not_turn_the_number_after_it() -> None:
    assert from_left(f"\u2068{ARABIC}\u2069, 3 km", 0).endswith(", 3 km")


def test_the_space_before_a_tab_belongs_to_the_paragraph() -> None:
    _, levels = bidi_levels("\u05d0 \t\u05d0", 0)

    assert levels == [1, 0, 0, 1]


@given(st.text("a\u00e9\u03011+%.,:( )-\u2066\u2068\u2069", max_size=24))
def test_values_in_a_left_to_right_sentence_have_the_levels_of_the_full_rules(text: str) -> None:
    turned = f"\u2067{ARABIC}\u2069"  # with it in front, the short way is not taken

    _, expected = bidi_levels(turned + text, 0)

    assert bidi_levels(text, 0) == (0, expected[len(turned) :])
