"""The language of a window or a paper: texts, numbers, dates, money and direction.

An officer works in French and prints in Arabic, so a language is an object that is handed in,
never a setting of the process. Texts come from one gettext catalogue per language; dates and
numbers from Babel's copy of CLDR. Drawing right-to-left text is for `reports` and `ui`.

What Babel needs for dates, numbers and catalogues is imported where it is used: the window that
asks for the passphrase, and many a command, needs none of it.
"""

import functools
import gettext
import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

import babel

from fieldapp.errors import WrongUse
from fieldapp.paths import resource

LANGUAGES = {"en": "English", "fr": "Français", "ar": "العربية"}
"""Code and own name of every language of window and paper."""


def N_(text: str) -> str:  # noqa: N802 - the name that translation tools know
    """Mark a text for the translators and return it unchanged; translated where it is shown."""
    return text


class UnknownLanguage(WrongUse):
    """A language that no catalogue exists for."""

    text = N_("There is no language {code}.")
    remedy = N_("Choose one of: {known}.")


@dataclass(frozen=True)
class Language:
    """One language, ready to use. Get one from `load_language`."""

    code: str
    locale: babel.Locale
    catalogue: gettext.NullTranslations

    @cached_property
    def rtl(self) -> bool:  # asked for every line that is painted
        """Whether the language is written from right to left."""
        return self.locale.text_direction == "rtl"

    def translate(self, text: str) -> str:
        """Return the text in this language, or as written where no translation exists."""
        return self.catalogue.gettext(text) if text else ""

    def weekday(self, value: date) -> str:
        """Write the day of the week of a date: "Thursday"."""
        from babel.dates import format_date

        return format_date(value, "EEEE", locale=self.locale)

    def plural(self, one: str, many: str, n: int) -> str:
        """Return the form for ``n`` with ``{n}`` filled in; Arabic has six forms."""
        return self.catalogue.ngettext(one, many, n).format(n=self.number(n))

    def number(self, value: int | float | Decimal) -> str:
        """Write a number with this language's separators, in Western digits.

        Nine decimals at most, which is what a record keeps.
        """
        from babel.numbers import format_decimal

        return format_decimal(value, format="#,##0.#########", locale=self.locale)

    def percent(self, value: int | float) -> str:
        """Write ``value`` per cent: 62 becomes "62%" or what is usual."""
        from babel.numbers import format_percent

        return format_percent(Decimal(str(value)) / 100, locale=self.locale)

    def money(self, value: int | float | Decimal, currency: str) -> str:
        """Write an amount with the currency's three-letter code, which every bank paper uses.

        Cents are written only where there are any.
        """
        from babel.numbers import format_decimal

        form = "#,##0" if value == int(value) else "#,##0.00#"
        amount = format_decimal(value, format=form, locale=self.locale)
        return f"{amount} {currency}".strip()

    def day(self, value: date | str) -> str:
        """Write a date in words; takes a date or its ISO form.

        A text that is no date is returned as it is: it is somebody's answer all the same.
        """
        return self._day(value, "long")

    def short_day(self, value: date | str) -> str:
        """Write a date for a narrow column: "3 Dec 2026"."""
        return self._day(value, "d MMM y")

    def _day(self, value: date | str, form: str) -> str:
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return str(value)
        from babel.dates import format_date

        return format_date(value, form, locale=self.locale)


def load_language(code: str) -> Language:
    """Read the catalogue of a language.

    Raises:
        UnknownLanguage: No such language.
    """
    if code not in LANGUAGES:
        raise UnknownLanguage(code=code, known=", ".join(LANGUAGES))
    return Language(code, babel.Locale(code), _catalogue(code))


@functools.cache  # it is never changed, and reading it takes a sixth of a second
def _catalogue(code: str) -> gettext.NullTranslations:
    path = resource("translations", f"{code}.po")
    if not path.exists():  # English is the language the texts are written in
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
