"""How strong a passphrase is, what is refused, and that all that is said about it is ours."""

import re
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.store.passphrase import (
    ADVICE,
    LONGEST_LOOKED_AT,
    PassphraseTooCommon,
    PassphraseTooShort,
    check_new,
    strength,
)

TAKEN = [
    "correct horse battery staple",
    "passphrase-1",
    "passphrase",
    "the river is low in march",
    "a passphrase",
    "bench only",
    "secret123",
    "demo-passphrase",
]


@pytest.mark.parametrize("passphrase", TAKEN)
def test_what_a_script_may_reasonably_use_is_taken(passphrase: str) -> None:
    check_new(passphrase, ("Amina", "Kelda area"))


@pytest.mark.parametrize("passphrase", ["", "amina", "x7$kQ-b"])
def test_a_short_one_is_refused_whatever_is_in_it(passphrase: str) -> None:
    with pytest.raises(PassphraseTooShort):
        check_new(passphrase)


@pytest.mark.parametrize("passphrase", ["password", "12345678", "Password1", "aaaaaaaaaaaa"])
def test_what_everybody_tries_first_is_refused(passphrase: str) -> None:
    with pytest.raises(PassphraseTooCommon):
        check_new(passphrase)


def test_names_that_a_thief_knows_are_worth_less_and_it_is_said_why() -> None:
    known = strength("zainakelda", ("Zaina", "Kelda area"))
    unknown = strength("zainakelda")

    assert known.guesses_log10 < unknown.guesses_log10 - 2
    assert "Your own name and the name of the mission are tried first." in known.advice


def test_a_weak_one_gets_advice_and_a_strong_one_is_left_alone() -> None:
    assert strength("dragonfly").advice
    assert strength("correct horse battery staple") == strength("correct horse battery staple")
    assert (strength("correct horse battery staple").score, strength("dragonfly").score) == (4, 1)
    assert strength("correct horse battery staple").advice == ()


def test_only_the_beginning_of_a_long_one_is_looked_at() -> None:
    long = "the river is low in march and the road is dry " * 200

    assert strength(long) == strength(long[:LONGEST_LOOKED_AT])


def test_every_sentence_of_the_library_has_one_of_ours() -> None:
    source = resources.files("zxcvbn").joinpath("feedback.py").read_text("utf-8")
    calls = re.findall(r"\b_\(((?:\s*(?:\"[^\"]*\"|'[^']*')\s*\\?)+)\)", source)
    said = {"".join(a or b for a, b in re.findall(r"\"([^\"]*)\"|'([^']*)'", c)) for c in calls}

    assert len(said) > 20
    assert said == set(ADVICE)


@given(st.text(max_size=20))
@settings(max_examples=20)
def test_any_text_has_a_strength_and_advice_in_our_words(passphrase: str) -> None:
    found = strength(passphrase, (passphrase, ""))

    assert 0 <= found.score <= 4
    assert found.guesses_log10 >= 0
    ours = {*ADVICE.values(), "Your own name and the name of the mission are tried first."}
    assert set(found.advice) <= ours - {""}
