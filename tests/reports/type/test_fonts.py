"""Which font writes what, and what happens when none can."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.reports.type.fonts import Context, Glyph, MissingGlyph, load_fonts

WATER = "\u0645\u0627\u0621"
ETHIOPIC = "\u1230"
TAMIL = "\u0ba4"


def test_each_script_leads_with_its_own_family() -> None:
    assert load_fonts("Arab").regular[0].name == "Vazirmatn-Regular"
    assert load_fonts("Latn").bold[0].name == "NotoSans-Bold"


def test_an_arabic_word_in_an_english_paper_is_written_by_the_arabic_font() -> None:
    assert [part.face.name for part in load_fonts("Latn").split(WATER, bold=False)] == [
        "Vazirmatn-Regular"
    ]


def test_a_word_that_one_font_has_whole_is_not_cut_between_fonts() -> None:
    fulfulde = "\u0253e\u0257\u0257ingo"  # letters that the Arabic font lacks

    ((face, _, word),) = load_fonts("Arab").split(fulfulde, bold=True)

    assert (face.name, word) == ("NotoSans-Bold", fulfulde)


def test_a_word_of_two_scripts_is_cut_where_the_script_changes() -> None:
    stretches = load_fonts("Latn").split(f"\u0253{WATER}", bold=False)

    assert [(face.name, text) for face, _, text in stretches] == [
        ("NotoSans-Regular", "\u0253"),
        ("Vazirmatn-Regular", WATER),
    ]


def test_a_character_that_no_font_has_is_named_and_the_text_round_it_is_not() -> None:
    with pytest.raises(MissingGlyph) as raised:
        load_fonts("Latn").split(f"CANARY{TAMIL}", bold=False)

    assert raised.value.facts == {"character": "U+0BA4 TAMIL LETTER TA"}
    assert "CANARY" not in str(raised.value)


def test_shaping_with_a_font_that_lacks_the_character_never_gives_a_box() -> None:
    with pytest.raises(MissingGlyph):
        load_fonts("Latn").regular[0].shape(ETHIOPIC, Context("Ethi", "am", rtl=False))


def test_arabic_letters_are_joined() -> None:
    face = load_fonts("Arab").regular[0]

    alone = face.shape("\u0639", Context("Arab", "ar", rtl=True))
    joined = face.shape("\u0639\u0639\u0639", Context("Arab", "ar", rtl=True))

    assert len({glyph.number for glyph in (*alone, *joined)}) == 4


def test_a_letter_speaks_for_its_marks() -> None:
    arabic = load_fonts("Arab").regular[0].shape("\u0639\u064b", Context("Arab", "ar", rtl=True))
    yoruba = load_fonts("Latn").regular[0].shape("\u1eb9\u0301", Context("Latn", "yo", rtl=False))

    assert sorted(glyph.text for glyph in arabic) == ["", "\u0639\u064b"]
    assert sorted(glyph.text for glyph in yoruba)[-1] == "\u1eb9\u0301"
    assert "".join(glyph.text for glyph in yoruba) == "\u1eb9\u0301"


def test_glyphs_drawn_in_another_order_are_read_in_the_order_of_the_text() -> None:
    hindi = load_fonts("Deva").regular[0].shape("\u0915\u093f", Context("Deva", "hi", rtl=False))
    burmese = load_fonts("Mymr").regular[0].shape("\u1000\u1031", Context("Mymr", "my", rtl=False))

    assert [glyph.text for glyph in hindi] == ["\u0915", "\u093f"]
    assert [glyph.text for glyph in burmese] == ["\u1000", "\u1031"]
    assert [glyph.number for glyph in hindi] == sign_first(hindi, "\u0915", "Deva")
    assert [glyph.number for glyph in burmese] == sign_first(burmese, "\u1000", "Mymr")


def sign_first(glyphs: tuple[Glyph, ...], letter: str, script: str) -> list[int]:
    """The vowel's glyph and then the letter's own."""
    (own,) = load_fonts(script).regular[0].shape(letter, Context(script, "und", rtl=False))
    return [glyphs[0].number, own.number]


def test_an_arabic_letter_is_joined_to_what_is_set_apart_from_it() -> None:
    face = load_fonts("Arab").regular[0]
    context = Context("Arab", "ar", rtl=True)

    alone = face.shape("\u0639", context)
    before = face.shape("\u0639", context._replace(after="\u0639"))
    between = face.shape("\u0639", context._replace(before="\u0639", after="\u0639"))
    after = face.shape("\u0639", context._replace(before="\u0639"))

    shapes = [glyph.number for glyphs in (alone, before, between, after) for glyph in glyphs]
    assert len(set(shapes)) == 4
    assert {glyph.text for glyph in (*alone, *before, *between, *after)} == {"\u0639"}


def test_a_paper_opens_no_font_that_its_texts_do_not_need() -> None:
    fonts = load_fonts.__wrapped__("Latn")
    opened = {"NotoSans-Regular"}

    fonts.split("Bien reçu, ɓeɗɗingo", bold=False)
    assert {face.name for face in fonts.regular if "hb_face" in vars(face)} == opened

    fonts.split("ሰላም", bold=False)
    opened.add("NotoSansEthiopic-Regular")
    assert {face.name for face in fonts.regular if "hb_face" in vars(face)} == opened
    assert not [face for face in fonts.bold if "hb_face" in vars(face)]


@pytest.mark.parametrize(
    ("said", "family"),
    [("ሰላም", "NotoSansEthiopic"), ("မြန်မာ", "NotoSansMyanmar"), ("नमस्ते", "NotoSans")],
)
@pytest.mark.parametrize("script", ["Latn", "Arab", "Ethi", "Mymr", "Deva"])
def test_any_script_is_written_in_any_paper(said: str, family: str, script: str) -> None:
    ((face, _, text),) = load_fonts(script).split(said, bold=True)

    assert (face.name, text) == (f"{family}-Bold", said)


BLOCKS = [(0x600, 0x6FF), (0x750, 0x77F), (0x900, 0x97F), (0x1000, 0x109F), (0x1200, 0x139F)]


@given(
    text=st.text(
        st.one_of(*(st.characters(min_codepoint=a, max_codepoint=b) for a, b in BLOCKS)),
        min_size=1,
        max_size=12,
    ),
    script=st.sampled_from(["Latn", "Arab", "Ethi", "Mymr"]),
    bold=st.booleans(),
)
def test_whatever_the_script_every_glyph_is_a_real_one_or_the_character_is_named(
    text: str, script: str, bold: bool
) -> None:
    try:
        for face, part_of, part in load_fonts(script).split(text, bold=bold):
            glyphs = face.shape(part, Context(part_of, "und", rtl=part_of == "Arab"))
            assert all(glyph.number for glyph in glyphs)
            assert sorted("".join(glyph.text for glyph in glyphs)) == sorted(part)
    except MissingGlyph as missing:
        code = int(str(missing.facts["character"])[2:].split()[0], 16)
        assert chr(code) in text
        every = load_fonts(script).bold if bold else load_fonts(script).regular
        assert not any(face.covers(chr(code)) for face in every) or len(text) > 1
