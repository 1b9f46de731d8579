"""Reading a paper or a file as somebody would who found it: every finding, the gravest first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from fieldapp.domain.days import day_of
from fieldapp.domain.hostile.finding import REASONS, Finding, Sort
from fieldapp.domain.hostile.text import (
    amounts_in,
    capitals,
    few_people,
    folded,
    habit_in,
    movement_in,
    names_by_title,
    plain,
    spots,
)
from fieldapp.domain.hostile.told import Told, What

_ORDER = tuple(Sort)
_REASONS = tuple(REASONS)


@dataclass(frozen=True)
class Known:
    """What the reader of this laptop knows and a text may give away.

    Attributes:
        members: Names of those in the mission.
        actors: Names on the list of actors, persons and bodies alike.
        places: Names of places.
        smallest: No count of people below this is told; 0 where there is no such bound.
    """

    today: date
    members: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    smallest: int = 0


def read(told: Iterable[Told], known: Known) -> tuple[Finding, ...]:
    """Return what all of it tells: what stops a paper first, then by sort, each once with how often
    it stands there."""
    found: dict[tuple[str, int, str, str], Finding] = {}
    for one in told:
        for finding in _read_one(one, known):
            # The same words in two rows of a column are told once, with how often they stand there.
            where = finding.where
            words = folded(f"{finding.found} {finding.about}")
            key = (finding.reason, where.part, where.title, words)
            before = found.get(key)
            found[key] = replace(before, times=before.times + 1) if before else finding
    return tuple(
        sorted(
            found.values(),
            key=lambda one: (
                not one.stops,
                _ORDER.index(one.sort),
                _REASONS.index(one.reason),
                one.where.part,
            ),
        )
    )


def stopping(told: Iterable[Told], known: Known) -> Iterator[tuple[Told, Finding]]:
    """Give what no paper for the community may hold, with the thing that holds it."""
    for one in told:
        for finding in _read_one(one, known):
            if REASONS[finding.reason].stops:
                yield one, finding


def _read_one(one: Told, known: Known) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for reason, words in _reasons(one, known):
        if (reason, folded(words)) not in seen:
            seen.add((reason, folded(words)))
            yield Finding(reason, one.where, words, one.about)


def _reasons(one: Told, known: Known) -> Iterator[tuple[str, str]]:
    match one.what:
        case What.WORDS:
            yield from _of_words(one, known)
        case What.REACH:
            yield from _of_reach(one, known)
        case What.DAY:
            day = day_of(one.text)
            if day is not None:
                yield ("future" if day > known.today else "past"), one.text
        case What.COUNT:
            number = one.number or 0
            yield ("small_count" if 0 < number < known.smallest else "count"), one.text
        case What.FEW:
            yield "count", one.text
        case What.MONEY:
            yield "money", one.text
        case What.PLACE:
            yield "place", one.text
        case What.POSITION:
            yield "coordinates", one.text


def _of_words(one: Told, known: Known) -> Iterator[tuple[str, str]]:
    text = one.text
    for spot in spots(text, known.today):
        yield spot.reason, spot.found
    yield from _names(text, known)
    yield from (("money", amount) for amount in amounts_in(text))
    yield from (("small_count", few) for few in few_people(text, known.smallest))
    yield from (("place", name) for name in _named(text, known.places))
    habit = habit_in(text)
    day = day_of(one.day)
    coming = [s.found for s in spots(text, known.today) if s.reason == "future"]
    if day is not None and day > known.today:
        coming.append(one.day)
    if movement_in(text) and (coming or habit):
        yield "movement", (coming or [habit])[0]
    elif habit:
        yield "habit", habit


def _of_reach(one: Told, known: Known) -> Iterator[tuple[str, str]]:
    """A desk's number belongs here and is told; a person's name and a position do not."""
    yield "our_line", one.text
    yield from _names(one.text, known)
    yield from (
        (spot.reason, spot.found)
        for spot in spots(one.text, known.today)
        if spot.reason in ("coordinates", "number", "incident", "title", "rank")
    )


def _names(text: str, known: Known) -> Iterator[tuple[str, str]]:
    for name in _named(text, known.members):
        # A first name alone is many people's, and many a word's as well.
        yield ("member" if " " in name.strip() else "capitals"), name
    yield from (("actor", name) for name in _named(text, known.actors))
    shown = plain(text)
    told = [spot.found for spot in names_by_title(shown)]
    for names in (known.places, known.actors, known.members):
        told += _named(text, names)
    yield from (("capitals", run) for run in capitals(shown) if not _is_told(run, told))


def _is_told(run: str, told: Iterable[str]) -> bool:
    small = _spaced(folded(run))
    return any(_spaced(folded(name)) in small or small in _spaced(folded(name)) for name in told)


def _named(text: str, names: tuple[str, ...]) -> Iterator[str]:
    listed, longest = _listed(names)
    words = _spaced(folded(text)).split()
    for first in range(len(words) if listed else 0):
        for last in range(first + 1, min(first + longest, len(words)) + 1):
            name = listed.get(" ".join(words[first:last]))
            if name is not None:
                yield name


@lru_cache(maxsize=8)
def _listed(names: tuple[str, ...]) -> tuple[Mapping[str, str], int]:
    """Return the names by their words, and how many words the longest has: a mission knows
    thousands of places, and a paper has hundreds of lines."""
    listed = {_spaced(folded(name)): name for name in names}
    listed.pop("", None)
    return listed, max((len(words.split()) for words in listed), default=0)


def _spaced(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text).split())
