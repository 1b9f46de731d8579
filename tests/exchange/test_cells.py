"""Cells as spreadsheets, databases and old programs leave them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.exchange.arrival import RowRefused
from fieldapp.exchange.cells import day_in, mended, position_in
from fieldapp.exchange.table import Row

FORMS = (
    "{}",
    "{} 00:00:00",
    "{} 00:00:00.000",
    "{}T00:00:00.000Z",
    "{}T00:00Z",
    "  {} ",
)


def cell(text: str) -> Row:
    return Row(2, {"date": text})


@given(day=st.dates(), form=st.sampled_from(FORMS))
def test_every_form_of_a_day_is_the_same_day(day: date, form: str) -> None:
    assert day_in(cell(form.format(day.isoformat())), "date") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2023",
        "2023-02",
        "2023-02-30",
        "30/01/2023",
        "2023-02-03 14:30:00",
        "2023-02-03T00:00:01Z",
        "2023-02-03 to 2023-02-05",
        "٢٠٢٣-٠٢-٠٣",
        "20230203",
    ],
)
def test_what_is_no_day_is_refused_with_its_column(text: str) -> None:
    with pytest.raises(RowRefused) as refused:
        day_in(cell(text), "date")

    assert refused.value.column == "date"


@given(st.text(max_size=30))
def test_no_text_whatever_ends_in_anything_but_a_day_or_a_refusal(text: str) -> None:
    try:
        day = day_in(cell(text), "date")
    except RowRefused:
        return
    assert day.isoformat() in text


def test_a_position_without_both_numbers_is_none() -> None:
    assert position_in(Row(2, {"latitude": "4.5", "longitude": " 31.25 "})) == (4.5, 31.25)
    assert position_in(Row(2, {"latitude": "4.5", "longitude": ""})) is None
    assert position_in(Row(2, {})) is None


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("MÃ©naka", "Ménaka"),
        ("SÃ©gou Region", "Ségou Region"),
        ("the siteâ€™s people", "the site’s people"),
        ("LibÃƒÂ©ration", "Libération"),
        ("Ménaka – “north”", "Ménaka – “north”"),
        ("قرية", "قرية"),
        ("one_x000D_\ntwo\r\nthree", "one\ntwo\nthree"),
    ],
)
def test_broken_letters_are_mended_and_good_ones_left(broken: str, whole: str) -> None:
    assert mended(broken) == whole


def read_as_windows(text: str) -> str:
    """What a program shows that takes UTF-8 for Windows-1252."""
    letters = (bytes([byte]) for byte in text.encode())
    return "".join(
        byte.decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252") for byte in letters
    )


@given(st.text(alphabet="aeioné’àçñşرقية ", max_size=20), st.integers(0, 3))
def test_letters_broken_several_times_come_back(text: str, times: int) -> None:
    broken = text
    for _ in range(times):
        broken = read_as_windows(broken)

    assert mended(broken) == text
