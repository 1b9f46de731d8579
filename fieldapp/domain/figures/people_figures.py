"""The figures of the ownership compass that count people: who came, has a seat or is a steward.

So few people that they point to somebody are in no figure, nor is what they could be worked out
from: `small_counts`.
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from fieldapp.domain.ages import span
from fieldapp.domain.community.hearing import YOUTH, is_youth
from fieldapp.domain.figures.figure import Figure, per_cent
from fieldapp.domain.figures.here import Here
from fieldapp.domain.figures.participation import (
    SEXES,
    People,
    counted,
    people_of,
    who_came,
    who_sits,
)
from fieldapp.domain.figures.small_counts import least_shown, safe
from fieldapp.domain.ledger import ref


def steward_figures(here: Here) -> Iterator[Figure]:
    """Women and young people among stewards, by their own rows or the group of their committee."""
    rows = here.of("steward", ("since_on",), ())
    people = people_of(here.ledger, rows, here.area)

    def women(one: People) -> bool:
        return one.sex == "female" or one.record.values.get("group") == "women"

    def youth(one: People) -> bool:
        return is_youth(one.age) or one.record.values.get("group") == "youth"

    yield _of_people("stewards_women", here, people, women, _in_or_out(women))
    yield _of_youth("stewards_youth", here, people, youth)


def attendance_figures(here: Here) -> Iterator[Figure]:
    """Women and young people among those who came to meetings, counted each time they came."""
    people = who_came(here.ledger, here.area, here.first, here.last)
    yield _of_people("came_women", here, people, _is_female, _sex)
    yield _of_youth("came_youth", here, people, lambda one: is_youth(one.age))


def seat_figures(here: Here) -> Iterator[Figure]:
    """Women and young people in seats with a vote, as last recorded whatever the period.

    Source: women's part in governance, Sustainable Development Goals, indicator 5.5.1, here for
    local bodies.
    """
    people = who_sits(here.ledger, here.area, with_vote=True)
    yield _of_people("seats_women", here, people, _is_female, _sex)
    yield _of_youth("seats_youth", here, people, lambda one: is_youth(one.age))


def _is_female(one: People) -> bool:
    return one.sex == "female"


def _sex(one: People) -> int:
    return SEXES.index(one.sex)


def _in_or_out(member: Callable[[People], bool]) -> Callable[[People], int]:
    return lambda one: int(member(one))


def _of_youth(
    name: str, here: Here, people: Sequence[People], member: Callable[[People], bool]
) -> Figure:
    """Count young people: at least so many, because many an age does not tell.

    Where nobody is surely young and some ages do not tell, there is too little data: the ages were
    asked in bands across 15 to 24 years.
    """
    figure = _of_people(name, here, people, member, _in_or_out(member))
    vague = any(not member(one) and _may_be_young(one.age) for one in people)
    if figure.value == 0 and vague:
        return Figure(name, None, Decimal(), Decimal(), withheld=figure.withheld)
    return figure


def _may_be_young(age: object) -> bool:
    own = span(age)
    return own is None or (own[0] <= YOUTH[1] and own[1] >= YOUTH[0])


def _of_people(
    name: str,
    here: Here,
    people: Sequence[People],
    member: Callable[[People], bool],
    part: Callable[[People], int],
) -> Figure:
    """Count people where so many may be shown; the records behind them are not told either where
    nothing is.

    Args:
        part: Which of the counts of a place somebody belongs to; all of them must be fit to show.
    """
    least = least_shown(here.ledger)
    parts: dict[str, list[int]] = {}
    for one in people:
        parts.setdefault(one.place, [0] * len(SEXES))[part(one)] += one.number
    places = counted(here.ledger, here.area, parts, least)
    if not safe((sum(parts[p][n] for p in places) for n in range(len(SEXES))), least):
        places = frozenset()
    told = [one for one in people if one.place in places]
    numbers = (
        Decimal(sum(one.number for one in told if member(one))),
        Decimal(sum(one.number for one in told)),
    )
    return Figure(
        name,
        per_cent(*numbers),
        *numbers,
        withheld=len(places) < len(parts),
        inside=tuple(ref(one.record) for one in told if member(one)),
        outside=tuple(ref(one.record) for one in told if not member(one)),
    )
