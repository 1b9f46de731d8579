"""What a text says before it is set: plain words, bold words, and values kept apart from them.

A value from a record is put in after the markup was read and is isolated from its sentence, so
it can neither turn bold nor turn its neighbours round. Fonts and lines are not here.
"""

import re
from dataclasses import dataclass
from string import Formatter
from unicodedata import bidirectional

RIGHT_TO_LEFT_ISOLATE, FIRST_STRONG_ISOLATE = "\u2067", "\u2068"
LEFT_TO_RIGHT_ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"

#: Everything that only steers direction: ALM, LRM, RLM, embeddings, overrides, isolates.
STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
CONTROLS = re.compile(f"[{''.join(sorted(STEERING))}]")

_BOLD = re.compile(r"(</?b>)")

_KEPT_IN_ORDER = re.compile(
    r"""
      (?:\+|\b0)\d[\d\ ()./-]{4,}\d                   # a telephone number
    | (?=[-+\u2212\w/.,:]*\d)                          # with a digit somewhere:
      [-+\u2212]? \w+ (?:[-/._:,\u2013\u00a0\u202f]\w+)*  # an amount, date, range, reference
      (?:\ ?/\ ?\d+)?                                  # of so many
      (?:[\ \u00a0\u202f]?%)?                           # per cent
    """,
    re.VERBOSE | re.ASCII,
)


@dataclass(frozen=True)
class Span:
    """A stretch of text in one weight.

    Attributes:
        text: The words.
        bold: Whether they are set in the bold face.
        value: Whether they come from a record, so that they may run the other way than the paper.
    """

    text: str
    bold: bool = False
    value: bool = False

    def directed(self, *, rtl: bool) -> str:
        """The text with what keeps its order in a paper that runs right to left or not."""
        text = with_ordered_numbers(self.text) if rtl else self.text
        if not self.value:
            return text
        # An Arabic sentence that starts with an acronym is still an Arabic sentence.
        leftward = rtl and any(bidirectional(character) in ("R", "AL") for character in text)
        isolate = RIGHT_TO_LEFT_ISOLATE if leftward else FIRST_STRONG_ISOLATE
        return f"{isolate}{text}{END_OF_ISOLATE}"


Spans = tuple[Span, ...]


def words(text: str, *, bold: bool = False) -> Spans:
    """Fixed words of the paper in one weight."""
    return (Span(text, bold),)


def value(text: str, *, bold: bool = False) -> Spans:
    """What a record says: nothing in it is markup, nothing in it steers direction."""
    return (Span(without_controls(text), bold, value=True),)


def filled(template: str, **values: object) -> Spans:
    """A sentence with ``<b>`` ... ``</b>`` and ``{names}``, filled with values.

    Raises:
        KeyError: The sentence names a value that was not given.
    """
    spans: list[Span] = []
    bold = False
    for part in _BOLD.split(template):
        if _BOLD.fullmatch(part):
            bold = part == "<b>"
            continue
        for literal, field, _, _ in Formatter().parse(part):
            if literal:
                spans.append(Span(literal, bold))
            if field is not None:
                spans += value(str(values[field]), bold=bold)
    return tuple(spans)


def with_ordered_numbers(text: str) -> str:
    """A right-to-left text whose telephone numbers, dates, ranges and references keep their order.

    By the Unicode rules "2026-11-22" after Arabic letters would come out as "22-11-2026".
    """
    return _KEPT_IN_ORDER.sub(
        lambda found: f"{LEFT_TO_RIGHT_ISOLATE}{found.group()}{END_OF_ISOLATE}", text
    )


def without_controls(text: str) -> str:
    """The text without the characters that only steer direction."""
    return CONTROLS.sub("", text)
