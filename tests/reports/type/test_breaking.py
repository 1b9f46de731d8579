"""Where a line may end, in every script, and what is never parted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.reports.type.breaking import clusters, words

SCRIPTS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x17F),
        st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
        st.characters(min_codepoint=0x900, max_codepoint=0x97F),
        st.characters(min_codepoint=0x1000, max_codepoint=0x109F),
        st.characters(min_codepoint=0x1200, max_codepoint=0x139F),
        st.sampled_from(" \t\u200b\u200c\u200d\u00a0-/«»()!?:;"),
    ),
    max_size=60,
)


def parts(text: str) -> list[str]:
    """The words as a line would show them, each with the spaces after it."""
    return [text[word.start : word.end] for word in words(text)]


@given(SCRIPTS)
def test_the_words_are_the_whole_text_and_so_are_its_clusters(text: str) -> None:
    assert "".join(parts(text)) == text
    assert "".join(clusters(text)) == text
    assert all(word.start < word.end and word.stop <= word.end for word in words(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one two", ["one ", "two"]),
        ("bien-aimé", ["bien-", "aimé"]),
        ("kọ́-ẹ̀kọ́", ["kọ́-", "ẹ̀kọ́"]),
        ("et/ou", ["et/", "ou"]),
        ("2026-11-22", ["2026-11-22"]),
        ("7-fold", ["7-fold"]),
        ("18\u00a0400", ["18\u00a0400"]),
        ("long\u200bword", ["long\u200b", "word"]),
        # Ethiopic: after its word space and its stops, which stay on the line
        ("ሰላም፡ለአንተ", ["ሰላም፡", "ለአንተ"]),
        ("ነው።ስለዚህ", ["ነው።", "ስለዚህ"]),
        ("አንቀጽ፡፩፤", ["አንቀጽ፡", "፩፤"]),
        # Burmese: before each syllable, with its final and stacked letters
        ("မြန်မာ", ["မြန်", "မာ"]),
        ("ကျောင်းသား", ["ကျောင်း", "သား"]),
        ("နှင့်တကွ", ["နှင့်", "တ", "ကွ"]),
        ("သတ္တဝါ", ["သတ္တ", "ဝါ"]),
        ("အင်္ဂလိပ်", ["အင်္ဂ", "လိပ်"]),
        ("သည်။သူ", ["သည်။", "သူ"]),
        ("၁၉၄၈ခု", ["၁၉၄၈ခု"]),
        ("သူ၏အိမ်", ["သူ၏", "အိမ်"]),
        ("နေ့အထိ", ["နေ့", "အထိ"]),
        # ... but not within a month that hard spaces hold to its day and year
        ("၂၀၂၆\u00a0နိုဝင်ဘာ\u00a0၃၀ အထိ", ["၂၀၂၆\u00a0နိုဝင်ဘာ\u00a0၃၀ ", "အထိ"]),
        ("နိုဝင်ဘာ\u00a0၃၀", ["နို", "ဝင်", "ဘာ\u00a0၃၀"]),
    ],
)
def test_a_line_may_end_here_and_nowhere_else(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "together",
    [
        "« mot »",
        "( word )",
        "vrai !",
        "quoi ?",
        "non ;",
        "ici :",
        "5 %",
        "نعم ؟",
        "هنا ،",
        "ہے ۔",
        "है ।",
        "है ॥",
        "သည် ။",
        "မှု ၊",
        "ነው ።",
        "ነው ፤",
        "end ...",
        "“ word ”",
    ],
)
def test_no_line_begins_with_what_closes_or_ends_with_what_opens(together: str) -> None:
    assert parts(f"a {together} z") == ["a ", f"{together} ", "z"]


@pytest.mark.parametrize("text", ["the ’tis", "at .5", "a «b» c"])
def test_a_sign_that_belongs_to_the_word_after_it_does_not_close_the_one_before(text: str) -> None:
    assert len(parts(text)) == text.count(" ") + 1


@pytest.mark.parametrize(
    "kept",
    ["e\u0301", "\u0639\u064b\u200d", "क्षि", "र्त्स्न्य", "क्\u200dष", "ကျောင်း", "တ္တ", "င်္ဂ", "ပြဿ"],
)
def test_what_is_written_as_one_is_never_cut(kept: str) -> None:
    assert clusters(f"{kept}a") == [kept, "a"]
