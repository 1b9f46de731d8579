import re
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.sync.members.membership import fingerprint
from fieldapp.sync.members.words import _word, in_words, is_said

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS)
def test_a_fingerprint_is_five_words_of_consonants_and_vowels(key: bytes) -> None:
    word = "[bdfghjklmnprstvz][aiou][bdfghjklmnprstvz][aiou][bdfghjklmnprstvz]"

    assert re.fullmatch(f"{word}(-{word}){{4}}", in_words(key))


@given(KEYS, st.integers(0, 255))
def test_two_keys_that_differ_in_one_bit_are_read_differently(key: bytes, bit: int) -> None:
    other = bytearray(key)
    other[bit // 8] ^= 1 << bit % 8

    assert in_words(key) != in_words(bytes(other))
    assert not is_said(in_words(key), bytes(other))


@given(st.sets(KEYS, min_size=2, max_size=30))
def test_different_keys_have_different_words(keys: set[bytes]) -> None:
    assert len({in_words(key) for key in keys}) == len(keys)


@given(KEYS)
def test_words_and_digits_show_the_same_bits(key: bytes) -> None:
    letters = {letter: n for n, letter in enumerate("bdfghjklmnprstvz")}
    vowels = {letter: n for n, letter in enumerate("aiou")}
    digits = ""
    for a, b, c, d, e in in_words(key).split("-"):
        bits = letters[a] << 12 | vowels[b] << 10 | letters[c] << 6 | vowels[d] << 4 | letters[e]
        digits += f"{bits:04x}"

    assert digits == fingerprint(key).replace(" ", "")


BETWEEN = ["-", " ", "", " - ", ", "]


@given(KEYS, st.sampled_from([str.upper, str.title, str.lower]), st.sampled_from(BETWEEN))
def test_what_is_read_aloud_is_understood_however_it_is_written_down(
    key: bytes, written: Callable[[str], str], between: str
) -> None:
    said = written(in_words(key).replace("-", between))

    assert is_said(said, key)
    assert is_said(fingerprint(key), key)
    assert not is_said(said[:-1], key)
    assert not is_said("", key)


def test_a_known_word_is_as_the_inventor_writes_it() -> None:
    assert [_word(bits) for bits in (0x7F00, 0x0001)] == ["lusab", "babad"]
