"""Languages: texts, plural forms, numbers, money and dates of each, and what is not understood."""

from datetime import date
from decimal import Decimal

import babel
import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import digits
from fieldapp.digits import LOCAL, WESTERN
from fieldapp.language import (
    LANGUAGES,
    N_,
    PAPER_LANGUAGES,
    Language,
    UnknownLanguage,
    load_language,
)

ENGLISH, FRENCH, ARABIC = (load_language(code) for code in ("en", "fr", "ar"))
EVERY = (ENGLISH, FRENCH, ARABIC)

languages = st.sampled_from(EVERY)


def plain(text: str) -> str:
    """Return a text with ordinary spaces: French separates thousands by a narrow one."""
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_language_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(UnknownLanguage) as caught:
        load_language("../fr")

    assert str(caught.value) == "There is no language ../fr. Choose one of: en, fr, ar, sw, am, my."
    assert caught.value.exit_code == 2


def test_languages_are_called_by_their_own_names() -> None:
    assert LANGUAGES == {"en": "English", "fr": "Français", "ar": "العربية"}


def test_papers_speak_the_languages_of_the_window_and_more() -> None:
    more = {"sw": "Kiswahili", "am": "አማርኛ", "my": "မြန်မာ"}
    assert {**LANGUAGES, **more} == PAPER_LANGUAGES
    for code in PAPER_LANGUAGES:
        assert load_language(code).code == code


def test_only_arabic_runs_from_right_to_left() -> None:
    assert [language.rtl for language in EVERY] == [False, False, True]


def test_a_text_is_translated_and_one_that_nobody_translated_stays_as_written() -> None:
    assert ENGLISH.translate("Meeting") == "Meeting"
    assert FRENCH.translate("Meeting") == "Réunion"
    assert ARABIC.translate("Meeting") == "اجتماع"
    for language in EVERY:
        assert language.translate("a text of tomorrow {x}") == "a text of tomorrow {x}"


def test_an_empty_text_stays_empty_although_catalogues_keep_their_head_there() -> None:
    assert [language.translate("") for language in EVERY] == ["", "", ""]


def test_marking_a_text_leaves_it_as_it_is() -> None:
    assert N_("Meeting") == "Meeting"


def plurals(language: Language, numbers: tuple[int, ...]) -> set[str]:
    one, many = "{n} record waits to be sent", "{n} records wait to be sent"
    return {language.plural(one, many, n).replace(language.number(n), "#") for n in numbers}


def test_each_language_has_its_own_plural_forms() -> None:
    assert len(plurals(ENGLISH, (1, 2, 5, 100))) == 2
    assert len(plurals(FRENCH, (0, 1))) == 1
    assert len(plurals(FRENCH, (1, 2, 5, 100))) == 2
    assert len(plurals(ARABIC, (0, 1, 2, 3, 11, 100))) == 6
    assert ENGLISH.plural("{n} day", "{n} days", 1200) == "1,200 days"


def test_numbers_are_written_as_the_language_has_them() -> None:
    assert [plain(language.number(12345.5)) for language in EVERY] == [
        "12,345.5",
        "12 345,5",
        "12,345.5",
    ]
    assert ENGLISH.number(4.859412345) == "4.859412345"
    assert ENGLISH.number(0.1 + 0.2) == "0.3"
    assert ENGLISH.number(Decimal("1.50")) == "1.5"


@given(languages, st.integers(-(10**15), 10**15) | st.floats(-1e15, 1e15))
def test_every_number_is_written_in_digits_that_all_readers_share(
    language: Language, value: float
) -> None:
    digits = [char for char in language.number(value) if char.isdigit()]

    assert digits
    assert all(char in "0123456789" for char in digits)


@pytest.mark.parametrize("code", PAPER_LANGUAGES)
@pytest.mark.parametrize("choice", [WESTERN, LOCAL])
def test_small_numbers_are_written_as_cldr_has_them_although_it_is_not_asked(
    code: str, choice: str
) -> None:
    language = load_language(code).written(digits=choice)
    for number in (0, 7, 10, 999, 1000, -1, 12_345, 2.5, Decimal("-0.125")):
        usual = format_decimal(number, locale=code, numbering_system=language.digits)
        assert language.number(number) == usual.translate(digits.signs(language.digits))


def test_money_has_its_cents_where_there_are_any() -> None:
    assert ENGLISH.money(1200.0, "SSP") == "1,200 SSP"
    assert ENGLISH.money(1200.5, "SSP") == "1,200.50 SSP"
    assert ENGLISH.money(0.005, "TND") == "0.005 TND"
    assert ENGLISH.money(Decimal("0.10"), "USD") == "0.10 USD"
    assert plain(FRENCH.money(1200.5, "XOF")) == "1 200,50 XOF"
    assert ENGLISH.money(7, "") == "7"


def test_per_cent_takes_the_figure_as_it_is_said() -> None:
    assert plain(ENGLISH.percent(62)) == "62%"
    assert plain(FRENCH.percent(62)) == "62 %"
    assert ENGLISH.percent(0) == "0%"
    assert "100" in ARABIC.percent(100)


def test_dates_are_written_in_words() -> None:
    assert ENGLISH.day("2026-12-03") == "December 3, 2026"
    assert FRENCH.day(date(2026, 12, 3)) == "3 décembre 2026"
    assert ARABIC.day("2026-12-03") == "3 ديسمبر 2026"
    assert ENGLISH.short_day("2026-12-03") == "3 Dec 2026"


def test_papers_have_the_digits_that_are_usual_and_those_that_are_chosen() -> None:
    burmese, swahili = load_language("my"), load_language("sw")

    assert burmese.number(12345.5) == "၁၂,၃၄၅.၅"
    assert burmese.written(digits=WESTERN).number(12345.5) == "12,345.5"
    assert ARABIC.number(12345) == "12,345"
    assert ARABIC.written(digits=LOCAL).number(12345.5) == "١٢٬٣٤٥٫٥"
    assert ARABIC.written(digits=LOCAL).percent(62) == "٦٢٪"
    assert swahili.written(digits=LOCAL).number(12345) == swahili.number(12345) == "12,345"


@pytest.mark.parametrize(("code", "nought"), [("ar", "٠"), ("my", "၀")])
def test_every_figure_follows_the_digits(code: str, nought: str) -> None:
    local = load_language(code).written(digits=LOCAL)
    written = [
        local.number(7),
        local.percent(7),
        local.money(1207.5, ""),
        local.day("2026-12-07"),
        local.short_day("2026-12-07"),
        local.written("islamic").day("2026-12-07"),
        local.plural("{n} day", "{n} days", 7),
        local.figures("0 to 100"),
    ]

    for text in written:
        figures = {char for char in text if char.isdigit()}
        assert figures
        assert all(ord(nought) <= ord(figure) <= ord(nought) + 9 for figure in figures), text


def test_usual_digits_are_those_of_cldr() -> None:
    for code in ("en", "fr", "ar", "sw", "am", "my", "fa", "ps", "ur", "hi", "ne"):
        locale = babel.Locale(code)
        own = locale.other_numbering_systems.get("native", "latn")
        assert digits.usual(code) == locale.default_numbering_system
        assert digits.chosen(code, LOCAL) == own
        assert digits.chosen(code, WESTERN) == "latn"


def test_a_figure_in_fixed_words_is_written_too_but_not_a_name_that_has_one() -> None:
    assert load_language("my").figures("100 A4 K7-Q2") == "၁၀၀ A4 K7-Q2"
    assert ENGLISH.figures("100 A4") == "100 A4"


def test_another_calendar_has_the_gregorian_day_beside_it() -> None:
    amharic = load_language("am").written("ethiopian")

    assert amharic.day("2024-09-11") == "1 መስከረም 2017 (11 ሴፕቴምበር 2024)"
    assert ENGLISH.written("islamic").short_day("2024-03-11") == "1 Ramadan 1445 (11 Mar 2024)"
    assert ENGLISH.written("gregorian").day("2024-03-11") == ENGLISH.day("2024-03-11")
    assert load_language("my").written("ethiopian").day("2024-09-11").startswith("၂၀၁၇ ")


def test_two_papers_that_differ_in_language_calendar_or_digits_are_told_apart() -> None:
    ways = [
        each.ways
        for language in (load_language(code) for code in PAPER_LANGUAGES)
        for each in (language, language.written("ethiopian"), language.written("islamic"))
    ]
    ways += [ARABIC.written(digits=LOCAL).ways, load_language("my").written(digits=WESTERN).ways]

    assert len(set(ways)) == len(ways)
    assert ENGLISH.written("gregorian", WESTERN).ways == "en"


@given(languages, st.text(max_size=12))
def test_a_text_that_is_no_date_is_shown_rather_than_lost(language: Language, text: str) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        assert language.day(text) == text
        assert language.short_day(text) == text


@given(languages, st.dates())
def test_every_date_can_be_written(language: Language, day: date) -> None:
    assert language.day(day) == language.day(day.isoformat())
    assert language.short_day(day)


def test_a_day_of_the_week_is_told_in_its_own_language_whichever_was_asked_before() -> None:
    tuesday = date(2026, 12, 8)
    asked = ("sw", "am", "my", "fr", "ar", "en")

    told = [load_language(code).weekday(tuesday) for code in asked]

    assert told == ["Jumanne", "ማክሰኞ", "အင်္ဂါ", "Mardi", "الثلاثاء", "Tuesday"]
