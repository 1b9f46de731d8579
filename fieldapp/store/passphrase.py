"""How well a passphrase withstands guessing, and which ones a workspace does not take.

The count of guesses is zxcvbn's (D. L. Wheeler, "zxcvbn: Low-Budget Password Strength Estimation",
USENIX Security 2016): lists of what people choose, dates, rows of keys, repeats. What one guess
costs is in `keyfile`. Nothing here is kept, logged or sent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fieldapp.errors import WrongUse
from fieldapp.language import N_

SHORTEST = 8
"""Characters. Below this, guessing is quick whatever one guess costs."""

LEAST_GUESSES_LOG10 = 4
"""Fewer than ten thousand guesses are two hours of one laptop: such a passphrase is refused.

What withstands more is taken, below 10**8 with advice: whoever is refused too often writes the
passphrase on the lid.
"""

LONGEST_LOOKED_AT = 100
"""Characters. zxcvbn's time grows with the square of the length; more only makes it stronger."""


class PassphraseTooShort(WrongUse):
    """A new passphrase that is soon guessed."""

    text = N_("This passphrase has fewer than {least} characters and is soon guessed.")
    remedy = N_("Take four or five words that do not belong together; length is what counts.")


class PassphraseTooCommon(WrongUse):
    """A new passphrase that is among the first that anybody tries."""

    text = N_("This passphrase is among the first that anybody tries.")
    remedy = N_("Take four or five words that do not belong together; length is what counts.")


@dataclass(frozen=True)
class Strength:
    """What a passphrase withstands.

    Attributes:
        score: 0 to 4, for a bar of five steps: below 10**3, 10**6, 10**8, 10**10 guesses, or more.
        guesses_log10: How many digits the number of guesses has.
        advice: Texts for the translators; empty where nothing needs to be said.
    """

    score: int
    guesses_log10: float
    advice: tuple[str, ...]


_WORDS = N_("Add a word or two that do not belong to the others.")
_COMMON = N_("Many people use this passphrase; it is tried first.")
_NEARLY = N_("This is close to a passphrase that many people use.")
_ROWS = N_("Rows of neighbouring keys are tried early.")
_REPEATS = N_("Words and letters that repeat add little.")
_SEQUENCES = N_("Sequences such as abc or 6543 add little.")
_DATES = N_("Days and years add little, least of all your own.")
_ONE_WORD = N_("One word by itself is soon found.")
_NAMES = N_("Names of people and places are tried early.")
_CAPITALS = N_("Capital letters add little.")
_REVERSED = N_("Words written backwards add little.")
_OWN = N_("Your own name and the name of the mission are tried first.")
_SIGNS = N_("Signs in place of letters, such as @ for a, add little.")

ADVICE: Mapping[str, str] = MappingProxyType(
    {
        "Use a few words, avoid common phrases.": _WORDS,
        "No need for symbols, digits, or uppercase letters.": "",
        "Add another word or two. Uncommon words are better.": _WORDS,
        "Straight rows of keys are easy to guess.": _ROWS,
        "Short keyboard patterns are easy to guess.": _ROWS,
        "Use a longer keyboard pattern with more turns.": "",  # it is no better advice
        'Repeats like "aaa" are easy to guess.': _REPEATS,
        'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _REPEATS,
        "Avoid repeated words and characters.": _REPEATS,
        'Sequences like "abc" or "6543" are easy to guess.': _SEQUENCES,
        "Avoid sequences.": _SEQUENCES,
        "Recent years are easy to guess.": _DATES,
        "Avoid recent years.": _DATES,
        "Avoid years that are associated with you.": _DATES,
        "Dates are often easy to guess.": _DATES,
        "Avoid dates and years that are associated with you.": _DATES,
        "This is a top-10 common password.": _COMMON,
        "This is a top-100 common password.": _COMMON,
        "This is a very common password.": _COMMON,
        "This is similar to a commonly used password.": _NEARLY,
        "A word by itself is easy to guess.": _ONE_WORD,
        "Names and surnames by themselves are easy to guess.": _NAMES,
        "Common names and surnames are easy to guess.": _NAMES,
        "Capitalization doesn't help very much.": _CAPITALS,
        "All-uppercase is almost as easy to guess as all-lowercase.": _CAPITALS,
        "Reversed words aren't much harder to guess.": _REVERSED,
        "Predictable substitutions like '@' instead of 'a' don't help very much.": _SIGNS,
    }
)
"""What zxcvbn says, and what we say; "" where we would not say it."""


def strength(passphrase: str, own_words: Iterable[str] = ()) -> Strength:
    """Return what a passphrase withstands.

    Args:
        own_words: What whoever steals the laptop tries first: names of the officer, the mission,
            the place. A passphrase of these is weak.
    """
    from zxcvbn import zxcvbn  # only now: its word lists take a twentieth of a second

    if not passphrase:
        return Strength(0, 0.0, ())
    own = [word for words in own_words for word in (words, *words.split()) if word]
    found = zxcvbn(passphrase[:LONGEST_LOOKED_AT], own, max_length=LONGEST_LOOKED_AT)
    said = (found["feedback"]["warning"], *found["feedback"]["suggestions"])
    advice = [ADVICE.get(sentence, "") for sentence in said if sentence]
    if advice and any(part.get("dictionary_name") == "user_inputs" for part in found["sequence"]):
        advice.insert(0, _OWN)
    return Strength(
        score=found["score"],
        guesses_log10=float(found["guesses_log10"]),
        advice=tuple(dict.fromkeys(sentence for sentence in advice if sentence)),
    )


def check_new(passphrase: str, own_words: Iterable[str] = ()) -> Strength:
    """Return what a new passphrase withstands, if a workspace takes it.

    Raises:
        PassphraseTooShort, PassphraseTooCommon: As they say.
    """
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort(least=SHORTEST)
    found = strength(passphrase, own_words)
    if found.guesses_log10 < LEAST_GUESSES_LOG10:
        raise PassphraseTooCommon
    return found
