"""Lines: nothing lost, nothing too wide, broken where a reader expects it."""

from gettext import NullTranslations
from math import inf
from unicodedata import category

import pytest
from babel import Locale
from hypothesis import assume, given
from hypothesis import strategies as st

from fieldapp.language import Language, load_language
from fieldapp.reports.type.breaking import clusters
from fieldapp.reports.type.fonts import MissingGlyph
from fieldapp.reports.type.setting import Line, Typesetter
from fieldapp.reports.type.spans import Span, value, words

ENGLISH, ARABIC = Typesetter(load_language("en")), Typesetter(load_language("ar"))

LETTERS = st.characters(
    codec="utf-8", categories=("L", "M", "N", "P", "S", "Z", "Cf", "Cc", "Co", "Cn")
)
PRINTABLE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x24F),
        st.characters(min_codepoint=0x621, max_codepoint=0x652),
        st.characters(min_codepoint=0x905, max_codepoint=0x94D),
        st.characters(min_codepoint=0x1000, max_codepoint=0x104F),
        st.characters(min_codepoint=0x1200, max_codepoint=0x1248),
        st.sampled_from(" \u200c-0123456789()"),
    ),
    max_size=80,
)


def text_of(line: Line) -> str:
    """What the shapes of a line stand for, in reading order."""
    pieces = []
    for piece in line.pieces:
        glyphs = reversed(piece.glyphs) if piece.level % 2 else piece.glyphs
        pieces.append("".join(glyph.text for glyph in glyphs))
    return "".join(pieces)


def visible(text: str) -> str:
    """The characters that must be on the paper: no spaces, no steering, no line ends."""
    return "".join(
        character
        for character in text
        if category(character) not in ("Cf", "Cc", "Zl", "Zp") and not character.isspace()
    )


@given(text=st.text(LETTERS, max_size=40), typesetter=st.sampled_from([ENGLISH, ARABIC]))
def test_any_text_is_printed_whole_or_refused(text: str, typesetter: Typesetter) -> None:
    try:
        paragraphs = typesetter.paragraphs(value(text))
    except MissingGlyph:
        return
    printed = "".join(text_of(line) for p in paragraphs for line in p.lines(inf))

    assert visible(printed) == visible(text)


@given(text=PRINTABLE, width=st.floats(600, 40_000), typesetter=st.sampled_from([ENGLISH, ARABIC]))
def test_breaking_loses_no_letter_and_no_line_is_too_wide(
    text: str, width: float, typesetter: Typesetter
) -> None:
    try:
        paragraphs = typesetter.paragraphs(value(text))
    except MissingGlyph:
        assume(False)
    lines = [line for paragraph in paragraphs for line in paragraph.lines(width)]

    assert visible("".join(map(text_of, lines))) == visible(text)
    for line in lines:
        assert line.width <= width + 0.01 or len(clusters(text_of(line).strip())) <= 1


def test_a_line_goes_on_from_where_the_one_before_ended() -> None:
    (paragraph,) = ENGLISH.paragraphs(words("one two three four five six seven"))
    lines = list(paragraph.lines(6_000))

    again = list(paragraph.lines(6_000, lines[2].start))

    assert len(lines) > 3
    assert again == lines[2:]


@pytest.mark.parametrize(
    ("text", "first"), [("bien-aim\u00e9", "bien-"), ("et/ou", "et/"), ("one two", "one")]
)
def test_a_word_ends_at_a_space_and_after_a_dash_between_letters(text: str, first: str) -> None:
    (paragraph,) = ENGLISH.paragraphs(words(text))

    line, _rest = paragraph.lines(paragraph.widest_word)

    assert text_of(line) == first


@pytest.mark.parametrize("text", ["2026-11-22", "7-fold", "18\u00a0400"])
def test_a_number_is_one_word(text: str) -> None:
    (paragraph,) = ENGLISH.paragraphs(words(text))

    (line,) = paragraph.lines(paragraph.widest_word)

    assert text_of(line) == text


def test_a_line_break_in_a_value_is_a_line_break_on_paper() -> None:
    assert len(ENGLISH.paragraphs(value("one\r\ntwo\nthree"))) == 3


def test_a_bold_word_is_wider_than_the_same_word_in_regular() -> None:
    (regular,), (bold,) = (ENGLISH.paragraphs(words("water", bold=b)) for b in (False, True))

    assert bold.widest_word > regular.widest_word


HINDI, BURMESE, PERSIAN = (
    Typesetter(Language(code, Locale(code), NullTranslations())) for code in ("hi", "my", "fa")
)
KEPT_WHOLE = "ကျောင်းသားများအတွက်အခြေခံအုတ်မြစ်ဖြစ်သောကြောင့်"


def numbers(line: Line) -> list[int]:
    return [glyph.number for piece in line.pieces for glyph in piece.glyphs]


def test_a_joiner_is_shaped_though_the_rules_of_direction_leave_it_out() -> None:
    (parted,), (joined,) = (PERSIAN.paragraphs(words(w)) for w in ("ده\u200cاند", "دهاند"))

    (one,), (other,) = parted.lines(inf), joined.lines(inf)

    assert numbers(one) != numbers(other)
    assert len(numbers(one)) == len(numbers(other)) + 1


def test_burmese_is_broken_between_syllables_at_any_width() -> None:
    (paragraph,) = BURMESE.paragraphs(words(KEPT_WHOLE))
    syllables = clusters(KEPT_WHOLE)
    ends = {len("".join(syllables[:count])) for count in range(len(syllables) + 1)}

    for width in range(100, 9_000, 700):
        lines = list(paragraph.lines(width))
        assert {line.end for line in lines} <= ends
        assert "".join(text_of(line) for line in lines) == KEPT_WHOLE


def test_no_joined_consonants_are_parted_however_narrow_the_column() -> None:
    (paragraph,) = HINDI.paragraphs(words("राष्ट्रीय"))

    assert [text_of(line) for line in paragraph.lines(100)] == ["रा", "ष्ट्री", "य"]


def test_an_arabic_word_keeps_its_shapes_where_its_weight_changes_or_it_is_cut() -> None:
    (whole,) = ARABIC.paragraphs(words("المجتمع"))
    (mixed,) = ARABIC.paragraphs((Span("الم"), Span("جتمع", bold=True)))
    (line,) = whole.lines(inf)

    (of_two_weights,) = mixed.lines(inf)
    of_one = [glyph.text for piece in line.pieces for glyph in piece.glyphs]
    alone = ARABIC.paragraphs(words("الم"))[0]
    (isolated,) = alone.lines(inf)

    assert len(of_one) == sum(len(piece.glyphs) for piece in of_two_weights.pieces)
    assert numbers(line)[-3:] == numbers(of_two_weights)[:3]
    assert numbers(isolated) != numbers(of_two_weights)[:3]
    cut = list(whole.lines(line.width * 0.6))
    assert len(cut) == 2
    assert numbers(cut[1]) + numbers(cut[0]) == numbers(line)


def test_a_hard_space_is_stretched_with_the_others_and_ends_no_line() -> None:
    (paragraph,) = ENGLISH.paragraphs(words("18\u00a0400 one « two »"))

    (line,) = paragraph.lines(inf)

    assert line.spaces == 5
    assert [text_of(each) for each in paragraph.lines(paragraph.widest_word)] == [
        "18\u00a0400", "one", "« two »"
    ]  # fmt: skip


def test_the_same_words_in_many_cells_are_set_once() -> None:
    sheet = Typesetter(load_language("en"))

    assert sheet.paragraphs(value("Gorom")) is sheet.paragraphs(value("Gorom"))
    assert sheet.paragraphs(value("Gorom")) is not sheet.paragraphs(words("Gorom"))
    (one,), (other,) = sheet.paragraphs(words("a well")), sheet.paragraphs(words("the well"))
    assert next(one.lines(inf)).pieces[-1] is next(other.lines(inf)).pieces[-1]
