"""What a text gives away: numbers to call, positions, days, names behind titles, words of violence.

Finds by form and by lists of words (`words`), in English, French and Arabic. What is found is an
excerpt of the text in plain letters; judging it is for `reading`.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from fieldapp.domain.hostile import words

_ARABIC = str.maketrans("أإآٱىةؤئ", "اااايهوي")


def plain(text: str) -> str:
    """Return a text as the eye reads it: no hidden marks, digits 0 to 9, letters of usual width.

    Numbers are written in Arabic digits as well, and whoever wants to get past a check writes them
    wide, or with a mark between that nobody sees.
    """
    kept = []
    for letter in unicodedata.normalize("NFKC", text):
        category = unicodedata.category(letter)
        if category == "Nd":
            kept.append(str(unicodedata.digit(letter)))
        elif category == "Zs":
            kept.append(" ")
        elif category == "Pd" or letter == "−":
            kept.append("-")
        elif category != "Cf" and letter != "\u0640":  # the stroke that stretches Arabic words
            kept.append(letter)
    return "".join(kept)


def folded(text: str) -> str:
    """Return a text for comparing words: small letters without marks, one form of each letter."""
    decomposed = unicodedata.normalize("NFD", plain(text).casefold().replace("œ", "oe"))
    bare = "".join(c for c in decomposed if unicodedata.category(c) != "Mn")
    return unicodedata.normalize("NFC", bare).translate(_ARABIC)


@dataclass(frozen=True)
class Spot:
    """Something in a text: the code of its reason in `finding.REASONS`, and the words."""

    reason: str
    found: str


_EMAIL = re.compile(r"[\w.+-]+\s?(?:@|[\[(]at[\])])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_POSITIONS = (
    # 11.503, 14.921
    re.compile(r"(?<![\d.])-?\d{1,2}\.\d{3,}\s*°?\s*[NS]?\s*[,;/ ]\s*-?\d{1,3}\.\d{3,}", re.I),
    # 11°30'11" and N 11.503
    re.compile(r"\d{1,3}\s*°\s*\d{1,2}(?:[.,]\d+)?\s*['′’]?"),
    re.compile(r"\b(?:[NS]\s*\d{1,2}|[EW]\s*\d{1,3})\s*[.°]\s*\d{2,}"),
    re.compile(r"\b\d{1,3}[.,]\d{3,}\s*°?\s*[NSEW]\b"),
    re.compile(r"\b(?:lat|lon|long|gps)\w*\W{0,3}-?\d{1,3}[.,]\d{2,}", re.I),
    re.compile(r"\b[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}\b"),
    # military grid: 33P WN 12345 67890
    re.compile(r"\b\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?\d{3,5}\s?\d{3,5}\b"),
)
_NUMBER = re.compile(r"(?:\+|\b00)?\(?\d(?:[\s().\-/]{0,2}\d){3,}")
_IN_THREES = re.compile(r"[1-9]\d{0,2}(?:[\s.,]\d{3})+")
_LETTERED = re.compile(r"\b[A-Z]{1,2}\d{7,9}\b")
_BY_WORD = re.compile(rf"(?<!\w)(?:{words.PAPERS})\b.{{0,20}}?\b(\w*\d{{5,}}\w*)", re.IGNORECASE)

_TWO_YEARS = re.compile(r"(?:19|20)\d\d[\s-]+\d{4}")
_JOINED = r"(?:[وف]?[بلك]?(?:ال|ل)?)?"
"""What is written on to Arabic words: and, then, by, for, as, the."""

FEWEST_DIGITS, MOST_DIGITS = 8, 15
"""Of a telephone number (E.164); with a word such as “call” before it six are enough."""


def spots(text: str, today: date) -> Iterator[Spot]:
    """Give all that a text gives away but names from lists, which `reading` has."""
    shown = plain(text)
    for pattern, reason in ((_EMAIL, "email"), *((each, "coordinates") for each in _POSITIONS)):
        for match in pattern.finditer(shown):
            yield Spot(reason, match[0].strip())
        shown = pattern.sub(" ", shown)
    small = folded(shown)
    for day, written in days_in(small, today):
        yield Spot("future" if day > today else "past", written)
    yield from _numbers(_without_days(small, shown))
    yield from names_by_title(shown)
    for found in _matches(words.INCIDENT, small):
        yield Spot("incident", found)


def movement_in(text: str) -> bool:
    """Say whether a text is about money on its way, patrols, or staff who travel."""
    return any(True for _ in _matches(words.MOVEMENT, folded(text)))


def habit_in(text: str) -> str:
    """Return the day of the week or the market day that a text names, or ""."""
    small = folded(text)
    found = re.search(words.MARKET_DAY, small)
    return found[0] if found else next(_matches(words.DAYS, small), "")


def few_people(text: str, smallest: int) -> Iterator[str]:
    """Give each number of people below the smallest, in digits or in words."""
    small = folded(text)
    people, few = _pattern(words.PEOPLE), "|".join(words.FEW)
    for found in re.finditer(rf"(?<![\w.,])(\d{{1,4}}|{few})\s+(?:\w+\s+)?({people})(?!\w)", small):
        number = int(found[1]) if found[1].isdigit() else words.FEW[found[1]]
        if 0 < number < smallest:
            yield found[0]
    if smallest > 2:
        yield from _matches(words.PAIRS, small)


def amounts_in(text: str) -> Iterator[str]:
    """Give each amount of money: a number beside a currency."""
    small = folded(text)
    money = _pattern(words.MONEY)
    number = r"\d+(?:[\s.,]\d{3})*(?:[.,]\d+)?"
    for found in re.finditer(
        rf"(?:{number}\s*(?:{money})|(?:{money})\s*{number}|[$€£]\s*{number}|{number}[$€£])(?!\w)",
        small,
    ):
        yield found[0].strip()


def days_in(small: str, today: date) -> Iterator[tuple[date, str]]:
    """Give each day in a folded text; without a year, the one nearest to today."""
    for found in _days().finditer(small):
        day = _day(found, today)
        if day is not None:
            yield day, found[0].strip()


def names_by_title(shown: str) -> Iterator[Spot]:
    """Give each name behind a title, in Latin letters with a capital or in Arabic."""
    for reason, titles in (("title", words.TITLES), ("rank", words.RANKS)):
        pattern = _pattern(titles)
        # A point belongs to a short title; behind a long one a sentence ends: the chief. Later …
        point, joined = r"(?:(?<!\w{5})\.)?", r"(?:al-|el-|abu\s+|de\s+)?"
        behind = rf"(?<!\w){_JOINED}(?:{pattern}){point}\s+({joined}[^\W\d_][\w'’-]+)"
        # Folding keeps neither length nor capitals, so the words are looked at one by one.
        small = folded(shown)
        for found in re.finditer(behind, small):
            name = _as_written(found[1].split()[-1], shown)
            metres = small[: found.start()].rstrip()[-1:].isdigit()  # 5 m. Then the stones
            if not metres and (any(map(str.isupper, name)) or _is_arabic_name(name)):
                yield Spot(reason, f"{found[0].split()[0]} {name}")


def capitals(shown: str) -> Iterator[str]:
    """Give each run of two or three words with capitals, as persons' names are written."""
    word = r"[^\W\d_a-zß-öø-ÿ][^\W\d_A-ZÀ-ÖØ-Þ]*['’-]?[^\W\d_]+"
    for found in re.finditer(
        rf"(?<![\w'’-])({word})((?:\s+(?:al-|el-|bin\s+|de\s+)?{word}){{1,2}})", shown
    ):
        if (
            not any(folded(each) in _no_names() for each in found[0].split())
            and found[0][0].isupper()
        ):
            yield found[0]


def _numbers(shown: str) -> Iterator[Spot]:
    for found in _BY_WORD.finditer(folded(shown)):
        yield Spot("number", found[1])
    for found in _LETTERED.finditer(shown):
        yield Spot("number", found[0])
    small = folded(shown)
    for found in _NUMBER.finditer(small):
        if _is_phone(found, small):
            yield Spot("phone", found[0].strip())


def _is_phone(found: re.Match[str], small: str) -> bool:
    digits = sum(c.isdigit() for c in found[0])
    before, after = small[max(0, found.start() - 25) : found.start()], small[found.end() :][:12]
    money = rf"(?<!\w)(?:{_pattern(words.MONEY)})(?!\w)"
    if re.search(rf"(?:{money}|[$€£])\s*$", before) or re.match(rf"\s*(?:{money}|[$€£])", after):
        return False
    called = any(True for _ in _matches(words.CALL, before))
    if found[0].startswith(("+", "00")) or called:
        return 6 <= digits <= MOST_DIGITS
    number = found[0].strip()
    if _TWO_YEARS.fullmatch(number) or (_IN_THREES.fullmatch(number) and digits <= FEWEST_DIGITS):
        return False  # 2025-2026, or 12 500 000, an amount
    return FEWEST_DIGITS <= digits <= MOST_DIGITS


def _without_days(small: str, shown: str) -> str:
    """Return the text without its days, whose digits are no number to call."""
    return _days().sub(" ", small) if len(small) != len(shown) else _blanked(small, shown)


def _blanked(small: str, shown: str) -> str:
    kept = list(shown)
    for found in _days().finditer(small):
        kept[found.start() : found.end()] = " " * (found.end() - found.start())
    return "".join(kept)


def _as_written(small: str, shown: str) -> str:
    return next((w for w in re.findall(r"[\w'’-]+", shown) if folded(w) == small), small)


def _is_arabic_name(name: str) -> bool:
    return "\u0600" <= name[0] <= "\u06ff" and folded(name) not in _offices()


@cache
def _offices() -> frozenset[str]:
    return frozenset(folded(each) for each in words.OFFICES.split())


@cache
def _no_names() -> frozenset[str]:
    return frozenset(folded(each) for each in words.NO_NAMES.split())


@cache
def _pattern(listed: str) -> str:
    """Return what matches a word of a list, the longest first, a star standing for any ending."""
    each = sorted({folded(word) for word in listed.split()}, key=len, reverse=True)
    return "|".join(re.escape(w).replace(r"\*", r"\w*") for w in each)


@cache
def _finder(listed: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){_JOINED}(?:{_pattern(listed)})(?!\w)")


def _matches(listed: str, small: str) -> Iterator[str]:
    for found in _finder(listed).finditer(small):
        yield found[0]


@cache
def _months() -> dict[str, int]:
    found = {}
    for number, names in enumerate(words.MONTHS, 1):
        first, second, arabic = names.split(" ", 2)
        for name in (first, second, *arabic.split("|")):
            found[folded(name)] = number
    return found


@cache
def _days() -> re.Pattern[str]:
    month = "|".join(sorted((re.escape(m) for m in _months()), key=len, reverse=True))
    return re.compile(
        r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)"
        r"|(?<![\d.])(?P<d2>\d{1,2})[/.-](?P<m2>\d{1,2})[/.-](?P<y2>\d{4}|\d{2})(?![\d])"
        rf"|(?<!\d)(?P<d3>\d{{1,2}})(?:er|st|nd|rd|th)?\s+(?:of\s+)?(?P<m3>{month})(?!\w)(?:,?\s*(?P<y3>\d{{4}}))?"
        rf"|(?<!\w)(?P<m4>{month})\s+(?P<d4>\d{{1,2}})(?!\d)(?:,?\s*(?P<y4>\d{{4}}))?"
    )


def _day(found: re.Match[str], today: date) -> date | None:
    part = found.groupdict()
    day = part["d"] or part["d2"] or part["d3"] or part["d4"]
    month = part["m"] or part["m2"] or part["m3"] or part["m4"]
    year = part["y"] or part["y2"] or part["y3"] or part["y4"]
    number = int(month) if month.isdigit() else _months()[month]
    years = (
        [int(year) + (2000 if len(year) == 2 else 0)]
        if year
        else range(today.year - 1, today.year + 2)
    )
    candidates = []
    for each in years:
        try:
            candidates.append(date(each, number, int(day)))
        except ValueError:
            continue
    return min(candidates, key=lambda one: abs(one - today), default=None)
