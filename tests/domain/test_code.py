import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.code import LETTERS, folded, matching, new_code

CODES = ("GHTK-7K2M", "GOR-7K2M", "ABCD-EFGH")


@pytest.mark.parametrize(
    "typed",
    [
        "GHTK-7K2M",
        "ghtk7k2m",
        " ghtk 7k2m ",
        "GHTK–7K2M",
        "GHTK٧K٢M",
        "ＧＨＴＫ-7K2M",
        "\u200fGHTK-۷K۲M",
    ],
)
def test_a_code_is_found_however_it_is_typed(typed: str) -> None:
    assert matching(typed, CODES) == ("GHTK-7K2M",)


def test_a_nought_and_an_o_are_the_same() -> None:
    assert matching("g0r 7k2m", CODES) == ("GOR-7K2M",)


@pytest.mark.parametrize("typed", ["GHTK-7K3M", "GHTK-7KM", "GHTK-77K2M", "GHKT-7K2M"])
def test_one_slip_of_the_finger_still_names_the_paper(typed: str) -> None:
    assert "GHTK-7K2M" in matching(typed, CODES)


@pytest.mark.parametrize("typed", ["", " - ", "GH", "ZZZZ-ZZZZ", "HGKT-7K2M"])
def test_what_is_no_code_finds_no_paper(typed: str) -> None:
    assert matching(typed, (*CODES, "")) == ()


def test_the_very_code_is_meant_although_another_is_near() -> None:
    assert matching("ABCD-EFGH", ("ABCD-EFGH", "ABCD-EFGJ")) == ("ABCD-EFGH",)


@given(st.text(LETTERS, min_size=8, max_size=8))
def test_no_two_codes_are_one_when_they_are_folded(letters: str) -> None:
    assert folded(f"{letters[:4]}-{letters[4:]}") == letters


def test_a_new_code_is_of_letters_that_nobody_mistakes() -> None:
    code = new_code()
    assert set(code) <= {*LETTERS, "-"}
    assert len(code) == 9
