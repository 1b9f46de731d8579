"""The types of answer a field can hold, and their conversions.

A value has three forms: what came from outside (JSON, a spreadsheet, a form), the value that is
kept (plain JSON data: text, number, yes or no, list of texts) and what a person reads.
Each type goes from the first to the second (`accept`) and from the second to the third (`show`).
Editors and columns for them are in `ui`.
"""

import difflib
import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Protocol, TypeGuard

from fieldapp.domain.ages import OLDEST, span
from fieldapp.domain.codelists import CodeList, code_list
from fieldapp.errors import WrongUse
from fieldapp.language import N_, Language

Value = str | int | float | bool | tuple[str, ...] | None
"""A kept value. Lists are tuples, so that a record can not change under somebody's hands."""

LONGEST_TEXT = 20_000
"""Characters. Far more than an account needs; keeps one slip from filling the link for an hour."""


class BadValue(WrongUse):
    """An answer that the field's type does not take. Says why, never what was answered."""

    text = N_("The answer cannot be kept.")


class NotText(BadValue):
    """Something other than text where text belongs."""

    text = N_("This must be text.")


class TooLong(BadValue):
    """More text than a field holds."""

    text = N_("This is longer than {most} characters.")


class HiddenCharacters(BadValue):
    """Control characters, which hide things on screen and break files."""

    text = N_("This holds control characters that nobody can see.")
    remedy = N_("Type it again or paste it as plain text.")


class NoSuchDay(BadValue):
    """A date that no calendar has."""

    text = N_("This is not a date.")
    remedy = N_("Write it as year-month-day, for example 2026-11-30.")


class NotANumber(BadValue):
    """No number where a number belongs."""

    text = N_("This must be a number.")


class OutOfRange(BadValue):
    """A number that cannot be."""

    text = N_("This must be from {least} to {most}.")


class NotYesOrNo(BadValue):
    """Neither yes nor no."""

    text = N_("This must be true or false.")


class NoSuchCode(BadValue):
    """A code that the list does not have."""

    text = N_("This is not in the list {codelist}.")
    remedy = N_("Use one of: {known}.")


class NotAnAge(BadValue):
    """Neither years nor a range of years nor a word of the list."""

    text = N_("This is no age.")
    remedy = N_("Write years (34), a range (18-49), an open range (60+) or one of: {known}.")


class NotAReference(BadValue):
    """Neither a p-code nor the id of a record."""

    text = N_("This is neither a p-code nor the id of a record.")


class FieldType(Protocol):
    """What every type of answer can do."""

    @property
    def name(self) -> str:
        """The type's name for `fieldapp fields` and the reference page."""
        ...

    def accept(self, raw: object) -> Value:
        """Return the value to keep; None for "not answered".

        Raises:
            BadValue: This is no such answer.
        """
        ...

    def show(self, value: Value, language: Language) -> str:
        """Return what a person reads; an empty text for "not answered".

        Never fails: an answer of another shape, as a newer version may keep it, is shown bare.
        """
        ...


def _bare(value: Value) -> str:
    # Hiding what this version does not understand would lose it.
    return "" if value is None else str(value)


def _text(raw: object, most: int) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str):
        raise NotText
    text = unicodedata.normalize("NFC", raw).strip()
    if len(text) > most:
        raise TooLong(most=most)
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
        raise HiddenCharacters
    return text or None


@dataclass(frozen=True)
class Text:
    """Words. ``lines`` above 1 asks for a larger editor."""

    lines: int = 1
    name: ClassVar[str] = "text"

    def accept(self, raw: object) -> Value:
        """Take text in any script; white space around it goes.

        Line breaks inside stay where the field has several lines; in one of a single line they
        become spaces, as an editor of one line would show them.
        """
        if isinstance(raw, str):
            raw = raw.replace("\r\n", "\n").replace("\r", "\n")
            if self.lines == 1:
                raw = " ".join(words for line in raw.split("\n") if (words := line.strip()))
        return _text(raw, LONGEST_TEXT)

    def show(self, value: Value, language: Language) -> str:
        """Return the text as it is, in whatever language it was said."""
        return _bare(value)


@dataclass(frozen=True)
class Day:
    """A calendar date without time zone, so that it is the same day in every office."""

    name: ClassVar[str] = "day"

    def accept(self, raw: object) -> Value:
        """Take an ISO date between 1900 and 2199."""
        if raw is None or raw == "":
            return None
        if isinstance(raw, date):
            raw = raw.isoformat()[:10]
        if not isinstance(raw, str) or not re.fullmatch(
            r"\d{4}-\d{2}-\d{2}", raw.strip(), re.ASCII
        ):
            raise NoSuchDay
        try:
            day = date.fromisoformat(raw.strip())
        except ValueError:
            raise NoSuchDay from None
        if not 1900 <= day.year < 2200:
            raise NoSuchDay
        return day.isoformat()

    def show(self, value: Value, language: Language) -> str:
        """Write the date in words."""
        return language.short_day(value) if isinstance(value, str) else _bare(value)


def _is_number(value: object) -> TypeGuard[int | float]:
    """Say whether it is a number; to Python, True is one too."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(raw: object) -> int | float | None:
    if raw is None or raw == "":
        return None
    if isinstance(raw, str) and re.fullmatch(r"\s*-?\d{1,15}(\.\d{1,9})?\s*", raw, re.ASCII):
        raw = float(raw) if "." in raw else int(raw)
    if not _is_number(raw) or (isinstance(raw, float) and not math.isfinite(raw)):
        raise NotANumber
    return raw


@dataclass(frozen=True)
class Whole:
    """A count or a step on a scale."""

    least: int = 0
    most: int = 100_000_000
    name: ClassVar[str] = "whole"

    def accept(self, raw: object) -> Value:
        """Take a whole number, also written as text or as 3.0."""
        number = _number(raw)
        if number is None:
            return None
        if number != int(number):
            raise NotANumber
        if not self.least <= number <= self.most:
            raise OutOfRange(least=self.least, most=self.most)
        return int(number)

    def show(self, value: Value, language: Language) -> str:
        """Write the number with the language's separators."""
        return language.number(value) if _is_number(value) else _bare(value)


@dataclass(frozen=True)
class Number:
    """A measure or an amount of money. Kept to nine decimals, whole where it is whole."""

    least: float = 0
    most: float = 1e15
    name: ClassVar[str] = "number"

    def accept(self, raw: object) -> Value:
        """Take a number, also written as text with a decimal point."""
        number = _number(raw)
        if number is None:
            return None
        if not self.least <= number <= self.most:
            raise OutOfRange(least=self.least, most=self.most)
        number = round(number, 9)
        return int(number) if number == int(number) else number

    def show(self, value: Value, language: Language) -> str:
        """Write the number with the language's separators."""
        return language.number(value) if _is_number(value) else _bare(value)


@dataclass(frozen=True)
class YesNo:
    """Yes or no; not answered is neither."""

    name: ClassVar[str] = "yes_no"

    def accept(self, raw: object) -> Value:
        """Take true or false."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, bool):
            raise NotYesOrNo
        return raw

    def show(self, value: Value, language: Language) -> str:
        """Write yes or no."""
        if not isinstance(value, bool):
            return _bare(value)
        return language.translate(N_("Yes") if value else N_("No"))


@dataclass(frozen=True)
class Choice:
    """One code of a list."""

    codes: CodeList
    name: ClassVar[str] = "choice"

    def accept(self, raw: object) -> Value:
        """Take a code of the list, or one that a mission added (``x-...``)."""
        code = _text(raw, 64)
        if code is None or self.codes.has(code):
            return code
        near = difflib.get_close_matches(code, self.codes.labels, 3, 0.6) or list(self.codes.labels)
        raise NoSuchCode(codelist=self.codes.name, known=", ".join(near))

    def show(self, value: Value, language: Language) -> str:
        """Write the code's label."""
        return self.codes.label(str(value), language) if value is not None else ""


@dataclass(frozen=True)
class Choices:
    """Several codes of a list, in the order of the list."""

    codes: CodeList
    name: ClassVar[str] = "choices"

    def accept(self, raw: object) -> Value:
        """Take a list of codes; each counts once."""
        if raw is None or raw in ("", [], ()):
            return None
        if isinstance(raw, str) or not isinstance(raw, list | tuple):
            raw = [raw]
        one = Choice(self.codes)
        chosen = {str(code) for item in raw if (code := one.accept(item)) is not None}
        order = {code: n for n, code in enumerate(self.codes.labels)}
        return tuple(sorted(chosen, key=lambda code: (order.get(code, len(order)), code))) or None

    def show(self, value: Value, language: Language) -> str:
        """Write the labels, one after the other."""
        codes = value if isinstance(value, tuple) else (_bare(value),)
        comma = language.translate(N_(", "))
        return comma.join(self.codes.label(code, language) for code in codes)


@dataclass(frozen=True)
class Age:
    """An age as it was told: years, a range or a word. Bands are worked out from it (`ages`).

    ``codes`` are the words and the bands that a form offers.
    """

    codes: CodeList
    name: ClassVar[str] = "age"

    def accept(self, raw: object) -> Value:
        """Take whole years, "18-49", "60+" or a code of the list."""
        text = _text(str(raw) if _is_number(raw) else raw, 64)
        if text is None or self.codes.has(text):
            return text
        plain = re.sub(r"\s*[-\u2013\u2014]\s*", "-", text.removesuffix(".0"))
        if span(plain) is None or not plain[0].isdecimal():
            raise NotAnAge(known=", ".join(code for code in self.codes.offered if code.isalpha()))
        first, dash, last = plain.rstrip("+").partition("-")
        same = str(int(first))
        if plain.endswith("+"):
            return same + "+"
        return same if not dash or int(first) == int(last) else f"{same}-{int(last)}"

    def show(self, value: Value, language: Language) -> str:
        """Write the word, the years or the range."""
        own = span(value)
        if not isinstance(value, str) or value in self.codes.labels or own is None:
            return self.codes.label(_bare(value), language)
        first, last = own
        if first == last:
            return language.plural("{n} year", "{n} years", first)
        if last == OLDEST:
            return language.translate(N_("{least} years and older")).format(least=first)
        return language.translate(N_("{least} to {most} years")).format(least=first, most=last)


@dataclass(frozen=True)
class Currency:
    """A currency's three-letter code (ISO 4217)."""

    name: ClassVar[str] = "currency"

    def accept(self, raw: object) -> Value:
        """Take three letters; written in capitals."""
        code = _text(raw, 8)
        if code is None:
            return None
        if not re.fullmatch(r"[A-Za-z]{3}", code):
            raise NoSuchCode(codelist="ISO 4217", known="USD, EUR, XOF, XAF, SSP, CDF")
        return code.upper()

    def show(self, value: Value, language: Language) -> str:
        """Write the code."""
        return _bare(value)


def _reference(raw: object) -> str | None:
    text = _text(raw, 64)
    if text is not None and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._:-]*", text):
        raise NotAReference
    return text


@dataclass(frozen=True)
class PlaceRef:
    """A place, by its p-code or by the id of its record.

    The place need not be known yet: its record may arrive with a later sync.
    """

    name: ClassVar[str] = "place"

    def accept(self, raw: object) -> Value:
        """Take a p-code (always text, leading zeros kept) or an id."""
        return _reference(raw)

    def show(self, value: Value, language: Language) -> str:
        """Write the reference; whoever knows the places writes the name instead."""
        return _bare(value)


@dataclass(frozen=True)
class Link:
    """Another record, by its id. It may arrive later than the link does."""

    kind: str
    name: ClassVar[str] = "link"

    def accept(self, raw: object) -> Value:
        """Take the id of a record."""
        return _reference(raw)

    def show(self, value: Value, language: Language) -> str:
        """Write the id; whoever knows the record writes its title instead."""
        return _bare(value)


def codes_of(type: FieldType) -> CodeList | None:
    """Return the code list that answers of this type are taken from, or None."""
    return type.codes if isinstance(type, Choice | Choices | Age) else None


def choice(name: str) -> Choice:
    """Return the type of an answer that is one code of the list of this name."""
    return Choice(code_list(name))


def choices(name: str) -> Choices:
    """Return the type of an answer that is several codes of the list of this name."""
    return Choices(code_list(name))


AGE = Age(code_list("age_group"))
