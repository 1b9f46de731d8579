"""Fingerprints of keys as words to read aloud: five words that can be said in any language.

Proquints (D. S. Wilkerson, "A Proposal for Proquints: Identifiers that are Readable, Spellable,
and Pronounceable", 2009): sixteen bits make a word of five letters, consonant and vowel in turn,
such as ``lusab``. Chosen over lists of dictionary words (PGP's, BIP 39's, Diceware) because those
are words of one language: a Dinka and a French speaker on a bad line spell them letter by letter.
Sixteen consonants and four vowels exist in nearly every language, and each sounds as it is written.

Five words are 80 bits. Whoever wants to slip in another key must find one with this very
fingerprint, some 2**80 trials; that two keys of his own agree helps him nothing, because one of the
two that are compared is always ours.
"""

import re

from fieldapp.sync.wire.feed import id_of

WORDS = 5
_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_DIGITS = 4 * WORDS


def in_words(key: bytes) -> str:
    """Return the fingerprint of a verify key as words; the same bits as `fingerprint` shows."""
    digits = id_of(key)[:_DIGITS]
    return "-".join(_word(int(digits[n : n + 4], 16)) for n in range(0, _DIGITS, 4))


def is_said(said: str, key: bytes) -> bool:
    """Say whether somebody read the fingerprint of this key: words or digits, in any case, with
    spaces, hyphens, or nothing between them."""
    heard = re.sub(r"[\s\-‐-―.,]", "", said).lower()
    return heard in (in_words(key).replace("-", ""), id_of(key)[:_DIGITS])


def _word(bits: int) -> str:
    return (
        _CONSONANTS[bits >> 12]
        + _VOWELS[bits >> 10 & 3]
        + _CONSONANTS[bits >> 6 & 15]
        + _VOWELS[bits >> 4 & 3]
        + _CONSONANTS[bits & 15]
    )
