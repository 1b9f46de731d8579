"""A paper in two languages: its fixed words in both, and what people said and figures once.

A council hears the paper in its own language and the officer reads it in another, so whoever
interprets sees both. What somebody said is theirs: it stays once, in the language it was said in.
`Paired` is a language like any other to the parts of a paper; its texts know themselves in the
other language too. How the two stand on the page is decided here, in `Pair` and `inline`.
"""

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date
from decimal import Decimal
from typing import Self

from reportlab.platypus import Flowable

from fieldapp.language import Language
from fieldapp.reports.layout import Grid, Ruling, Stack
from fieldapp.reports.pdf.structure import Tag
from fieldapp.reports.type.spans import Span, Spans, filled
from fieldapp.reports.type.text import Align, Text

_GAP = 12
"""Points between two texts on one line."""

_COLUMNS = 240
"""Points. What has less room is one column."""

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_WORD = re.compile(r"[^\W\d_]{2}")


class Fixed(str):
    """Words of the program in the paper's language, which know themselves in the other one.

    Attributes:
        beside: The same in the other language; "" where it is no different.
    """

    __slots__ = ("beside",)
    beside: str

    def __new__(cls, text: str, beside: str) -> Self:
        """Keep both."""
        made = super().__new__(cls, text)
        made.beside = "" if beside == text else beside
        return made


class Figure(Fixed):
    """A figure: every reader knows it, so it is written once where it stands alone."""

    __slots__ = ()


@dataclass(frozen=True)
class Paired(Language):
    """A language with another beside it; every text of it is `Fixed`."""

    second: Language = field(kw_only=True)

    def translate(self, text: str) -> str:
        return Fixed(super().translate(text), self.second.translate(text))

    def plural(self, one: str, many: str, n: int) -> str:
        return Fixed(super().plural(one, many, n), self.second.plural(one, many, n))

    def number(self, value: int | float | Decimal) -> str:
        return Figure(super().number(value), self.second.number(value))

    def percent(self, value: int | float) -> str:
        return Figure(super().percent(value), self.second.percent(value))

    def money(self, value: int | float | Decimal, currency: str) -> str:
        return Figure(super().money(value, currency), self.second.money(value, currency))

    def figures(self, text: str) -> str:
        plain = super().figures(text)
        if not isinstance(text, Fixed):
            return plain
        return type(text)(plain, self.second.figures(text.beside))

    @property
    def ways(self) -> str:
        return f"{super().ways} {self.second.ways}"

    def written(self, calendar: str = "", digits: str = "") -> "Paired":
        own = super().written(calendar, digits)
        return replace(
            self,
            calendar=own.calendar,
            digits=own.digits,
            second=self.second.written(calendar, digits),
        )

    def day(self, value: date | str) -> str:
        return Fixed(super().day(value), self.second.day(value))

    def weekday(self, value: date) -> str:
        return Fixed(super().weekday(value), self.second.weekday(value))

    def short_day(self, value: date | str) -> str:
        return Fixed(super().short_day(value), self.second.short_day(value))


def paired(first: Language, second: Language) -> Language:
    """Return the first language with the second beside it."""
    return Paired(**{each.name: getattr(first, each.name) for each in fields(first)}, second=second)


def beside(text: str) -> str:
    """Return what stands beside a text in the other language; "" for a figure or where the two are
    the same."""
    return text.beside if isinstance(text, Fixed) and not isinstance(text, Figure) else ""


def repeats(template: str, values: dict[str, object]) -> bool:
    """Say whether a sentence can be said again in the other language, as nothing that somebody
    said is in it."""
    return bool(beside(template)) and all(isinstance(each, Fixed) for each in values.values())


def again(template: str, values: dict[str, object]) -> Spans:
    """Return a sentence of which `repeats` holds in the other language."""
    return filled(beside(template), **{name: _in_other(each) for name, each in values.items()})


def _in_other(each: object) -> str:
    return (each.beside or str(each)) if isinstance(each, Fixed) else ""


def inline(template: str, values: dict[str, object]) -> Spans:
    """Return a sentence with its fixed words in both languages and everything else once."""
    main = filled(template, **values)
    if repeats(template, values):
        other = "".join(span.text for span in again(template, values))
        return (*main, Span(" / "), Span(other, value=True))
    only = {name: _in_other(each) for name, each in values.items()}
    other = _EDGES.sub("", "".join(span.text for span in filled(beside(template), **only)))
    if not _WORD.search(other):
        return main
    return (Span(other, value=True), Span(" / "), *main)


class Pair(Flowable):
    """A text and the same in the other language, each from its own side of the page: on one line
    where both fit into a half of it, else one below the other.

    Two that run the same way stand on one line only where that has room for two columns; in a
    narrow cell they would be read as one.
    """

    def __init__(
        self, first: Text, second: Text, *, align: Align, rtl: bool, opposite: bool
    ) -> None:
        super().__init__()
        self._first, self._second = first, second
        self._centred, self._rtl = align is Align.CENTER, rtl
        self._least = 0 if opposite else _COLUMNS
        self._set: Flowable = first
        self.width = self.height = 0.0
        self.spaceBefore, self.spaceAfter = first.getSpaceBefore(), second.getSpaceAfter()
        self.leading = first.leading

    @property
    def tag(self) -> Tag:
        """What it is; the other language says it once more and is no second heading."""
        return self._first.tag

    @tag.setter
    def tag(self, tag: Tag) -> None:
        self._first.tag = tag

    @property
    def natural_width(self) -> float:
        """The width in points that it takes without any line broken."""
        return max(self._first.natural_width, self._second.natural_width)

    @property
    def word_width(self) -> float:
        """The narrowest width in points at which no word is cut."""
        return max(self._first.word_width, self._second.word_width)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Choose how the two stand, and measure."""
        roomy = width >= self._least and self.natural_width <= (width - _GAP) / 2
        if roomy and not self._centred:
            ruling = Ruling(between=0, padding=0, gutter=0)
            self._set = Grid((1, 1), [[self._first, self._second]], ruling, rtl=self._rtl)
        else:
            self._set = Stack([self._first, self._second])
        self.width, self.height = self._set.wrap(width, height)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Break as what was chosen breaks."""
        self.wrap(width, height)
        parts: list[Flowable] = self._set.split(width, height)
        return parts

    def draw(self) -> None:
        """Draw what was chosen."""
        self._set.drawOn(self.canv, 0, 0)
