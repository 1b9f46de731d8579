"""How alike two short texts are, by their words: "Repair the school roof" said twice.

Knows no language's grammar and no meaning: another word for the same thing counts as different.
"""

import re
import unicodedata
from collections.abc import Set

SAME_WORDS = 0.6
"""From here on two texts are taken to say the same. "Repair the school roof" and "School roof:
repair by May" share three of four words and reach 0.86; "Repair the school roof" and "Bring sand
for the school roof" share two and stay at 0.57, which are two different promises."""

# Words that join others, of the languages that officers write in. Arabic joins by prefixes.
_SMALL = frozenset(
    (
        *("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to"),
        *("will", "with", "au", "aux", "avec", "dans", "de", "des", "du", "en", "et", "la", "le"),
        *("les", "par", "pour", "sur", "un", "une"),
    )
)


def likeness(one: object, other: object) -> float:
    """Return from 0 to 1 how much two texts share of their words; 0 where one has none.

    Twice the shared words over all words of both, each word once. Capitals, accents, vowel signs
    and punctuation make no difference, small joining words do not count.

    Source: L. R. Dice, "Measures of the Amount of Ecologic Association Between Species",
        Ecology 26 (1945), p. 297.
    """
    return shared(words(one), words(other))


def shared(first: Set[str], second: Set[str]) -> float:
    """Return the likeness of two texts by their words, for who compares each with many."""
    both = len(first) + len(second)
    return 2 * len(first & second) / both if first and second else 0.0


def words(text: object) -> Set[str]:
    """Return the words of a text as they are compared; none of what is no text."""
    if not isinstance(text, str):
        return frozenset()
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return frozenset(re.findall(r"\w+", bare)) - _SMALL
