"""The language of a window or a paper: texts, numbers, dates, money and direction.

An officer works in French and prints in Arabic, so a language is an object that is handed in,
never a setting of the process. Texts come from one gettext catalogue per language; dates and
numbers from Babel's copy of CLDR; the calendar and the digits of a community are chosen with
`Language.written`. Drawing right-to-left text is for `reports` and `ui`.

What Babel needs for dates, numbers and catalogues is imported where it is used: the window that
asks for the passphrase, and many a command, needs none of it.
"""

import functools
import gettext
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from fieldapp import digits as own_digits
from fieldapp.calendars import CALENDARS, GREGORIAN, month_names
from fieldapp.catalogues import read_catalogue
from fieldapp.errors import WrongUse
from fieldapp.paths import resource

if TYPE_CHECKING:
    import babel
    from babel.numbers import NumberPattern

LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""Code and own name of every language of the window; papers are made in each of them too."""

PAPER_LANGUAGES = {**LANGUAGES, "sw": "Kiswahili", "am": "አማርኛ", "my": "မြန်မာ"}
"""Code and own name of every language of papers. One more is a line here and its catalogue, which
holds what papers say and no text of the window (`packaging/translations.py` makes it)."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ps", "ur"})
"""What is written so; CLDR knows it too, and a window that opens does not wait to be told."""


_SEPARATED = 1000
"""From here on a number has separators, and Babel writes it. A page shows dozens of small ones, and
for each Babel would take as long as Qt for a label."""


def N_(text: str) -> str:  # noqa: N802 - the name that translation tools know
    """Mark a text for the translators and return it unchanged; translated where it is shown."""
    return text


class UnknownLanguage(WrongUse):
    """A language that no catalogue exists for."""

    text = N_("There is no language {code}.")
    remedy = N_("Choose one of: {known}.")


@dataclass(frozen=True)
class Language:
    """One language, ready to use. Get one from `load_language`.

    Attributes:
        calendar: By which days are told: one of `CALENDAR_NAMES`. The Gregorian day stands beside
            that of another calendar.
        digits: CLDR's name of the digits of every figure.
    """

    code: str
    catalogue: gettext.NullTranslations
    calendar: str = GREGORIAN
    digits: str = own_digits.LATN

    @cached_property
    def locale(self) -> "babel.Locale":
        """How dates and numbers are written."""
        import babel

        return babel.Locale(self.code)

    @property
    def rtl(self) -> bool:
        """Whether the language is written from right to left."""
        return self.code in RIGHT_TO_LEFT

    @property
    def ways(self) -> str:
        """Whatever makes two papers of the same records differ: language, calendar, digits."""
        if (self.calendar, self.digits) == (GREGORIAN, own_digits.usual(self.code)):
            return self.code
        return f"{self.code} {self.calendar} {self.digits}"

    def written(self, calendar: str = "", digits: str = "") -> "Language":
        """Return the language with another calendar, or with `digits.WESTERN` or `LOCAL` ones;
        what is empty stays as it is."""
        system = own_digits.chosen(self.code, digits) if digits else self.digits
        return replace(self, calendar=calendar or self.calendar, digits=system)

    def translate(self, text: str) -> str:
        """Return the text in this language, or as written where no translation exists."""
        return self.catalogue.gettext(text) if text else ""

    def weekday(self, value: date) -> str:
        """Write the day of the week of a date as it stands alone: "Thursday"."""
        from babel.dates import format_date

        # Not the form for days that stand alone: Babel gives one language's to the next one asked.
        day = format_date(value, "EEEE", locale=self.locale)
        return f"{day[:1].upper()}{day[1:]}"

    def plural(self, one: str, many: str, n: int) -> str:
        """Return the form for ``n`` with ``{n}`` filled in; Arabic has six forms."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n))

    def number(self, value: int | float | Decimal) -> str:
        """Write a number with this language's separators and digits.

        Nine decimals at most, which is what a record keeps.
        """
        if type(value) is int and 0 <= value < _SEPARATED:
            return str(value).translate(own_digits.signs(self.digits))
        return self._decimal(value, "#,##0.#########")

    def percent(self, value: int | float) -> str:
        """Write ``value`` per cent: 62 becomes "62%" or what is usual."""
        from babel.numbers import format_percent

        share = Decimal(str(value)) / 100
        text = format_percent(share, locale=self.locale, numbering_system=self.digits)
        if self.digits in own_digits.ARABIC:  # Babel keeps the Western sign beside them
            text = text.replace("%", "٪")
        return text.translate(own_digits.signs(self.digits))

    def money(self, value: int | float | Decimal, currency: str) -> str:
        """Write an amount with the currency's three-letter code, which every bank paper uses.

        Cents are written only where there are any.
        """
        form = "#,##0" if value == int(value) else "#,##0.00#"
        return f"{self._decimal(value, form)} {currency}".strip()

    def figures(self, text: str) -> str:
        """Return fixed words with the figures in them in this language's digits.

        Not for codes and telephone numbers: those are typed again as they stand.
        """
        return text if self.digits == own_digits.LATN else own_digits.in_words(text, self.digits)

    def day(self, value: date | str) -> str:
        """Write a date in words; takes a date or its ISO form.

        A text that is no date is returned as it is: it is somebody's answer all the same.
        """
        return self._day(value, "long")

    def short_day(self, value: date | str) -> str:
        """Write a date in few words: "3 Dec 2026", "24 Hidar 2019 (3 Dec 2026)"."""
        # Burmese months, which come after the year, are cut to a syllable that nobody says.
        return self._day(value, "y MMMM d" if self._year_first else "d MMM y")

    @cached_property
    def _year_first(self) -> bool:
        return str(self.locale.date_formats["long"].pattern).startswith("y")

    def _decimal(self, value: int | float | Decimal, form: str) -> str:
        pattern = _number_pattern(form)
        text = str(pattern.apply(value, self.locale, numbering_system=self.digits))
        return text.translate(own_digits.signs(self.digits))

    def _day(self, value: date | str, form: str) -> str:
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return str(value)
        from babel.dates import format_date

        gregorian = format_date(value, form, locale=self.locale).translate(
            own_digits.signs(self.digits)
        )
        if self.calendar == GREGORIAN:
            return gregorian
        return f"{self._local_day(value)} ({gregorian})"

    def _local_day(self, value: date) -> str:
        local = CALENDARS[self.calendar].local(value)
        month = month_names(self.calendar, self.code)[local.month - 1]
        parts = [str(local.day), month, str(local.year)]
        return " ".join(reversed(parts) if self._year_first else parts).translate(
            own_digits.signs(self.digits)
        )


def load_language(code: str) -> Language:
    """Read the catalogue of a language.

    Raises:
        UnknownLanguage: No such language.
    """
    if code not in PAPER_LANGUAGES:
        raise UnknownLanguage(code=code, known=", ".join(PAPER_LANGUAGES))
    return Language(code, _catalogue(code), digits=own_digits.usual(code))


@functools.cache
def _number_pattern(form: str) -> "NumberPattern":
    """Read a form of CLDR once; Babel would for each number."""
    from babel.numbers import parse_pattern

    return parse_pattern(form)


@functools.cache  # it is never changed
def _catalogue(code: str) -> gettext.NullTranslations:
    path = resource("translations", f"{code}.po")
    if not path.exists():  # English is the language the texts are written in
        return gettext.NullTranslations()
    return read_catalogue(path)
