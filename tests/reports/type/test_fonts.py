"""Which font writes what, and what happens when none can."""

import pytest

from fieldapp.reports.type.fonts import Context, MissingGlyph, load_fonts

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
