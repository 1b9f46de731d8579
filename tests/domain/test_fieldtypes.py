"""Field types: what each takes, what it keeps, what it shows, and that errors tell no answer."""

import math
import traceback
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.fieldtypes import (
    LONGEST_TEXT,
    BadValue,
    Choice,
    Choices,
    Currency,
    Day,
    FieldType,
    HiddenCharacters,
    Link,
    NoSuchCode,
    NoSuchDay,
    NotANumber,
    NotAReference,
    NotText,
    NotYesOrNo,
    Number,
    OutOfRange,
    PlaceRef,
    Text,
    TooLong,
    Value,
    Whole,
    YesNo,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.language import LANGUAGES, Language, load_language
from tests.strategies import answers, texts, values

TYPES: tuple[FieldType, ...] = tuple(
    {repr(field.type): field.type for kind in KINDS.values() for field in kind.fields}.values()
)
"""Every type that a field of any kind has, with its limits and code list."""

types = st.sampled_from(TYPES)
english = load_language("en")


def refusal(type_: FieldType, raw: object) -> BadValue | None:
    """Return the error that an answer meets, None where it is taken."""
    try:
        type_.accept(raw)
    except BadValue as error:
        return error
    return None


def told(error: BadValue | None) -> str:
    """Return everything of an error that could reach a screen or a log."""
    return "".join((str(error), *traceback.format_exception(error), repr(error and error.facts)))


@given(types.flatmap(lambda one: st.tuples(st.just(one), answers(one))))
def test_what_was_kept_is_taken_again_and_stays_as_it_is(pair: tuple[FieldType, object]) -> None:
    type_, raw = pair
    once = type_.accept(raw)
    again = type_.accept(once)

    assert again == once
    assert type(again) is type(once)


@given(types, values)
def test_any_value_is_kept_unchanged_the_second_time_or_refused(
    type_: FieldType, value: Value
) -> None:
    if refusal(type_, value) is None:
        once = type_.accept(value)
        assert type_.accept(once) == once


canaries = st.one_of(
    st.text(max_size=10).map(lambda text: f"CANARY{text}"),
    st.sampled_from(("2026-02-30CANARY", "CANARY" * 5000, "CANARY\x00", "x-CANARY", "fem CANARY")),
)
others = st.one_of(
    canaries,
    st.lists(canaries, min_size=1, max_size=3),
    st.dictionaries(canaries, canaries, min_size=1, max_size=2),
    st.just(b"CANARY"),
)


@given(types, others)
def test_no_error_tells_what_was_answered(type_: FieldType, raw: object) -> None:
    assert "CANARY" not in told(refusal(type_, raw))


@pytest.mark.parametrize("raw", [-4711, 471147114711471147.5, "4711-47-11", "0471147114711"])
def test_no_error_tells_a_number_or_a_day(raw: object) -> None:
    for type_ in TYPES:
        assert "4711" not in told(refusal(type_, raw))


SHAPES: tuple[object, ...] = (
    10**400,
    -(10**400),
    math.nan,
    math.inf,
    -math.inf,
    {"a": 1},
    b"x",
    object(),
    [[]],
    1j,
)


@pytest.mark.parametrize("raw", SHAPES, ids=lambda raw: str(raw)[:10])
def test_an_answer_of_a_shape_that_nobody_expects_is_refused(raw: object) -> None:
    for type_ in TYPES:
        assert refusal(type_, raw) is not None


@given(types, values, st.sampled_from(tuple(map(load_language, LANGUAGES))))
def test_every_value_can_be_shown_and_none_is_hidden(
    type_: FieldType, value: Value, language: Language
) -> None:
    shown = type_.show(value, language)

    if value is None:
        assert shown == ""
    elif value not in ("", ()) and value != ("",):
        assert shown != ""


def test_nothing_and_empty_text_are_no_answer() -> None:
    for type_ in TYPES:
        assert type_.accept(None) is None
        assert type_.accept("") is None


def refuses(type_: FieldType, raw: object, error: type[BadValue]) -> None:
    with pytest.raises(error):
        type_.accept(raw)


def test_text_keeps_every_script_and_what_joins_its_letters() -> None:
    for text in ("قرية غورم", "می\u200cخواهم", "ñandú", "村", "🌾 “yes”", "a\tb"):
        assert Text().accept(text) == text


def test_text_is_trimmed_and_its_accents_are_put_together() -> None:
    assert Text().accept("  e\u0301cole \n") == "\u00e9cole"
    assert Text().accept(" \n\t ") is None


def test_line_breaks_stay_in_a_field_of_several_lines_only() -> None:
    assert Text(lines=3).accept("one\r\ntwo\rthree") == "one\ntwo\nthree"
    assert Text().accept("one \r\n\n two\rthree") == "one two three"


def test_text_refuses_what_hides_and_what_is_no_text() -> None:
    refuses(Text(), "a\x00b", HiddenCharacters)
    refuses(Text(), "a\x1b[31mb", HiddenCharacters)
    refuses(Text(), "a\x85b", HiddenCharacters)
    refuses(Text(), "\ud83d", HiddenCharacters)
    refuses(Text(), 5, NotText)
    refuses(Text(), ["a"], NotText)
    refuses(Text(), True, NotText)


def test_text_has_an_end() -> None:
    assert Text().accept("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT
    refuses(Text(), "x" * (LONGEST_TEXT + 1), TooLong)


@given(texts)
def test_text_shows_what_was_kept(text: str) -> None:
    kept = Text(lines=2).accept(text)

    assert Text(lines=2).show(kept, english) == (kept or "")


def test_a_day_is_a_date_of_the_calendar() -> None:
    assert Day().accept(" 2026-11-30 ") == "2026-11-30"
    assert Day().accept("2028-02-29") == "2028-02-29"
    assert Day().accept(date(2026, 11, 30)) == "2026-11-30"
    assert Day().accept(datetime(2026, 11, 30, 23, 59, tzinfo=UTC)) == "2026-11-30"
    assert Day().show("2026-11-30", english) == "30 Nov 2026"


@pytest.mark.parametrize(
    "raw",
    [
        "2026-02-30",
        "2027-02-29",
        "2026-13-01",
        "2026-00-10",
        "30.11.2026",
        "11/30/2026",
        "2026-11-30T10:00:00",
        "20261130",
        "2026-W48-1",
        "٢٠٢٦-١١-٣٠",
        "1899-12-31",
        "2200-01-01",
        "0000-00-00",
        20261130,
        True,
        ["2026-11-30"],
    ],
)
def test_what_no_calendar_has_is_no_day(raw: object) -> None:
    refuses(Day(), raw, NoSuchDay)


def test_a_count_is_whole_and_within_its_limits() -> None:
    assert Whole().accept("12") == 12
    assert Whole().accept(" 3 ") == 3
    assert Whole().accept(3.0) == 3
    assert Whole().accept(0) == 0
    assert Whole(1, 7).accept(7) == 7
    refuses(Whole(1, 7), 0, OutOfRange)
    refuses(Whole(1, 7), 8, OutOfRange)
    refuses(Whole(), -1, OutOfRange)


@pytest.mark.parametrize(
    "raw", ["3.5", 3.5, "three", "1,000", "1e3", "0x10", "٣", "--3", True, False, [], {}, "3 4"]
)
def test_what_is_no_whole_number_is_refused(raw: object) -> None:
    refuses(Whole(), raw, NotANumber)


def test_an_amount_is_kept_to_nine_decimals_and_whole_where_it_is_whole() -> None:
    kept: list[tuple[Any, Any]] = [
        ("0.1", 0.1),
        (12.50, 12.5),
        (4.0, 4),
        (2.9999999999, 3),
        (1e-10, 0),
        (-0.0, 0),
    ]
    for raw, value in kept:
        assert Number().accept(raw) == value
        assert type(Number().accept(raw)) is type(value)


def test_an_amount_has_limits() -> None:
    refuses(Number(), -0.01, OutOfRange)
    refuses(Number(), 1e16, OutOfRange)
    refuses(Number(-90, 90), 90.1, OutOfRange)
    refuses(Number(), "12,50", NotANumber)
    refuses(Number(), True, NotANumber)
    assert Number(-90, 90).accept("-4.8594") == -4.8594


def test_yes_or_no_is_not_guessed_from_other_answers() -> None:
    assert YesNo().accept(True) is True
    assert YesNo().accept(False) is False
    others: tuple[object, ...] = ("true", "yes", 1, 0, "1", [])
    for raw in others:
        refuses(YesNo(), raw, NotYesOrNo)
    assert YesNo().show(True, english) == "Yes"
    assert YesNo().show(False, english) == "No"


def test_a_choice_is_a_code_of_its_list_or_one_that_a_mission_added() -> None:
    assert Choice(code_list("sex")).accept("female") == "female"
    assert Choice(code_list("sector")).accept("x-fishing") == "x-fishing"
    assert Choice(code_list("sex")).show("female", english) == "Female"
    assert Choice(code_list("sector")).show("x-fishing", english) == "x-fishing"
    for raw in ("Female", "f", "x-", "x-Fishing", "X-fishing", "x-a b"):
        refuses(Choice(code_list("sex")), raw, NoSuchCode)
    refuses(Choice(code_list("sex")), 1, NotText)


def test_a_wrong_code_is_answered_with_those_that_are_near() -> None:
    with pytest.raises(NoSuchCode) as near:
        Choice(code_list("sector")).accept("educatoin")
    with pytest.raises(NoSuchCode) as far:
        Choice(code_list("sex")).accept("zzz")

    assert near.value.facts["known"] == "education"
    assert far.value.facts["known"] == "female, male, other, unknown"


def test_several_choices_count_once_each_in_the_order_of_the_list() -> None:
    chosen = Choices(code_list("group")).accept(["youth", "x-fishers", "council", "youth"])

    assert chosen == ("council", "youth", "x-fishers")
    assert Choices(code_list("group")).show(chosen, english) == "Village council, Youth, x-fishers"
    assert Choices(code_list("group")).accept("women") == ("women",)
    assert Choices(code_list("group")).accept([]) is None
    assert Choices(code_list("group")).accept([None, ""]) is None
    refuses(Choices(code_list("group")), ["women", "nobody"], NoSuchCode)


def test_a_currency_is_three_letters() -> None:
    assert Currency().accept("ssp") == "SSP"
    for raw in ("dollar", "US", "$", "US1", "ŁÓŹ"):
        refuses(Currency(), raw, NoSuchCode)


@pytest.mark.parametrize("type_", [PlaceRef(), Link("meeting")], ids=repr)
def test_a_reference_is_a_pcode_or_an_id_and_always_text(type_: FieldType) -> None:
    for code in ("SS0101", "HT0811-07", "062179", "0199b1f0-8f4e-7c3e-9d1c-5d3f3b0a1b2c"):
        assert type_.accept(code) == code
    for raw in ("Gorom village", "../x", "a/b", "-x", "x\ny", "<b>", "غ"):
        refuses(type_, raw, NotAReference)
    refuses(type_, 62179, NotText)


def test_every_type_has_a_name_of_its_own() -> None:
    names = {type(type_): type_.name for type_ in TYPES}

    assert all(name.isidentifier() for name in names.values())
    assert len(set(names.values())) == len(names) == 11


def test_an_answer_as_only_another_version_keeps_it_is_shown_bare() -> None:
    assert YesNo().show("perhaps", english) == "perhaps"
    assert Choices(code_list("group")).show("women", english) == "Women"
    assert Choice(code_list("sex")).show(3, english) == "3"
    assert Day().show("in spring", english) == "in spring"
    assert Day().show(2026, english) == "2026"
    assert Whole().show("many", english) == "many"
    assert Whole().show(2.5, english) == "2.5"
    assert Number().show(True, english) == "True"
