"""Values stay values: no markup, no steering, numbers in their order."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.language import load_language
from fieldapp.reports.type.bidi import bidi_levels, visual_order
from fieldapp.reports.type.spans import Span, filled, value, with_ordered_numbers, words

ARABIC = "\u0628\u0626\u0631"


def from_left(text: str) -> str:
    """A right-to-left paragraph as it stands on the paper, without the isolates."""
    _, levels = bidi_levels(text, 1)
    kept = [(text[place], level) for place, level in enumerate(levels) if level is not None]
    shown = "".join(kept[place][0] for place in visual_order([level for _, level in kept]))
    return shown.translate(dict.fromkeys(range(0x2066, 0x206A)))


def test_bold_is_read_from_the_sentence_and_not_from_the_value() -> None:
    spans = filled("From <b>{day}</b> on {what}", day="1 < 2", what="<b>not bold</b>")

    assert spans == (
        Span("From "),
        Span("1 < 2", bold=True, value=True),
        Span(" on "),
        Span("<b>not bold</b>", value=True),
    )


def test_a_sentence_that_names_an_unknown_value_is_refused() -> None:
    with pytest.raises(KeyError):
        filled("Until {day}", date="2026-11-22")


def test_a_value_cannot_turn_its_neighbours_round() -> None:
    override, pop = "\u202e", "\u2069"

    (span,) = value(f"{override}321{pop}")

    assert span.text == "321"


def test_an_arabic_sentence_that_starts_with_an_acronym_runs_right_to_left() -> None:
    (span,) = value(f"UNMISS {ARABIC} {ARABIC}.")

    shown = from_left(span.directed(rtl=True))

    assert shown == f".{ARABIC[::-1]} {ARABIC[::-1]} UNMISS"


def test_a_french_value_in_an_arabic_paper_keeps_its_full_stop_at_its_end() -> None:
    (span,) = value("Le toit (fini).")

    assert from_left(span.directed(rtl=True)) == "Le toit (fini)."


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-22",
        "+249 91 234 5678",
        "0912 34 56 78",
        "SD-2026/014",
        "94 / 128",
        "-5 %",
        "10,250.5",
        "18\u202f400,50",
        "10\u201320",
        "08:30",
        "JR-GOROM-2026-3",
    ],
)
def test_what_is_read_from_the_left_is_printed_from_the_left(written: str) -> None:
    assert written in from_left(with_ordered_numbers(f"{ARABIC} {written} {ARABIC}"))


@given(
    amount=st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    code=st.sampled_from(["en", "fr", "ar"]),
)
def test_no_amount_of_any_language_is_turned_round(amount: Decimal, code: str) -> None:
    written = load_language(code).number(amount)
    (span,) = words(f"{ARABIC} {written} {ARABIC}")

    shown = from_left(span.directed(rtl=True))

    assert written.lstrip("\u200e\u200f\u061c") in shown.replace("\u200e", "")
