"""How alike two short texts are."""

import pytest
from hypothesis import given

from fieldapp.domain.signals.likeness import SAME_WORDS, likeness, words
from tests.strategies import texts, values

REPAIR = "Repair the school roof"


@pytest.mark.parametrize(
    "other",
    ["School roof: repair by May", "REPAIR the roof of the school!", "Repair roof of the school"],
)
def test_texts_that_say_the_same_are_alike(other: str) -> None:
    assert likeness(REPAIR, other) >= SAME_WORDS


@pytest.mark.parametrize(
    "other",
    ["Bring sand for the school roof", "Paint the school", "Repair the bridge to Kelda", "The", ""],
)
def test_texts_that_say_something_else_are_not(other: str) -> None:
    assert likeness(REPAIR, other) < SAME_WORDS


def test_three_of_five_words_on_both_sides_are_just_enough() -> None:
    assert likeness("one two three four five", "one two three six seven") == SAME_WORDS
    assert likeness("one two three four five", "one two three six seven eight") < SAME_WORDS


def test_accents_and_vowel_signs_make_no_difference() -> None:
    assert likeness("Réparer le toit de l'école", "reparer le toit de l'ecole") == 1
    assert likeness("مَدرَسة القرية", "مدرسة القرية") == 1
    assert words("De la") == frozenset()


@given(texts, texts)
def test_likeness_is_the_same_both_ways_and_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) == (1 if words(one) else 0)


@given(values)
def test_what_is_no_text_is_like_nothing(value: object) -> None:
    assert isinstance(value, str) or likeness(value, value) == 0
