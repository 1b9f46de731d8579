"""Disclosure control: how counts leave so that nobody works out one that was withheld.

**The attacker** holds every council paper and every partner's file, knows this page and which
records there can be, and only lacks the numbers. **The promise**: no count of people that was
withheld, and no sum of such counts, is told by anything that left; a withheld count can still be
anything from none to one below the smallest that may be shown.

**Doors**, and what holds at each:

- *Counts under an agreement* (`counts`): decided here, once for each month, first code, county and
  further codes, whoever asks and however coarsely. What may not be told by itself is told together
  with its neighbours a step up, or not at all. Every figure that leaves is a sum of what is told,
  and so is every difference of two files: of one area or another, of months that overlap, of
  agreements of different detail or with other codes. There are whole months only, and none before
  it is over.
- *Rows under an agreement* (`terms`, `coarse`): figures of few people are taken out, with the total
  that would tell them; of what was said by somebody the day is rounded to its month and the place
  to the area that the mission allows.
- *The council's paper* (`figures.presence`): each meeting by itself, because that is what people
  saw; see there.
- *Incidents* are never rows for a partner and never on a council's paper, and their victims and
  referrals never leave at all.
- Figures on the officer's own screen and command line are for somebody who may read the rows
  behind them; each table by itself is safe (`figures.small_counts`), two of them are not.

No words are ever counted by: what stands in a column of counts is a month, a place's code or a code
of a list.

**Rolling up.** Neighbours stand together when their sum is not small, and is so far below what they
could be at most that each of them can still be anything. Both are asked of the sum and of how many
they are, and the gazetteer tells that anyway: that they stand together tells nothing of the parts.

**Late entries.** Of incidents and feedback a laptop keeps what it has told of each month, and tells
it again unchanged until it has changed by as many as may be shown: what came late, or was given
another type or status, is no difference of one between two files.

**Not covered**: two laptops that share the same month and do not have the same records (so let one
laptop make the files); late entries of a meeting between two papers, which the council sees as the
correction that it is; two figures of one indicator at different times, where it is one that only
grows; what people who were there tell each other.

Sources: complementary suppression against an attacker who adds and subtracts, as L. H. Cox,
"Network Models for Complementary Cell Suppression", JASA 90 (1995); deciding once for an atom so
that any query is a sum of what was decided, as additive table builders of statistical offices do;
suppressing or rolling up a level, OCHA Centre for Humanitarian Data, guidance note 1 (2019). How
they are put together is our own, to be checked; `tests/domain/test_differencing.py` attacks it.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fieldapp.domain.ledger import Ledger
from fieldapp.domain.limits import DEFAULTS

AREA_TYPES = ("country", "adm1", "adm2", "adm3")
"""Types of place by the figure `smallest_area`; a higher figure is the place as it was recorded."""

UNITS = 3
"""How many of them counts are made for: the county is the smallest that anything is counted in,
whatever a mission allows. Were it to change with the mission's figure, the counts of before and
after would tell each other."""

Node = tuple[str, ...]
"""What is counted together: its units from the country down, "" where none is known, then its
further codes. A shorter one is all of those that begin with it and stand in no longer one."""


@dataclass(frozen=True)
class Sort:
    """What is decided by itself: a month, a first code, and whether it may be read aloud.

    A partner who gets what may be read aloud row by row, and another counts, would by subtraction
    know the complaints that may not be.
    """

    month: str
    code: str
    aloud: bool


Told = Mapping[Sort, Mapping[Node, int]]
"""What may be told of a kind, or was told of it."""


def smallest_area(ledger: Ledger) -> int:
    """Return the level of the smallest area that may be told: 0 the country, 3 the payam.

    The coarsest that any place has set holds everywhere, as with `least_shown`.
    """
    places = [None, *(each.values.get("place") for each in ledger.of("limit"))]
    wished = [ledger.limits.of("smallest_area", place) for place in places]
    return max(int(min(wished, default=DEFAULTS["smallest_area"])), 0)


def units_of(ledger: Ledger, place: str, levels: int = UNITS) -> Node:
    """Return the administrative units that a place lies in, from the country down.

    Each by its p-code, or by its id where it has none; "" for a level that is not known.
    """
    around = ledger.areas.around(place)
    found: dict[object, str] = {}
    for name in around:
        found.setdefault(ledger.place_types.get(name), name)
    return tuple(found.get(each, "") for each in AREA_TYPES[:levels])


def tellable(
    counts: Mapping[Node, int], units: Collection[Node], codes: int, least: int
) -> dict[Node, int]:
    """Return what may be told: counts by themselves, or several together, none of them twice.

    Args:
        counts: By units and codes; absent is none.
        units: All that are known, whether anything was counted there or not.
        codes: Into how many counts each unit is told apart by its codes; 1 for none.
    """
    told = {node: number for node, number in counts.items() if number >= least}
    alone = Counter(node[:UNITS] for node in told)
    rest = Counter(dict.fromkeys(units, 0))
    for node, number in counts.items():
        rest[node[:UNITS]] += 0 if node in told else number
    left: dict[Node, _Left] = {}
    for unit, number in rest.items():
        loose = codes - alone[unit]
        if _stand_together(number, loose, least):
            told[unit] = number
        else:
            left[unit] = _Left(number, unit in units and unit[-1] != "" and loose > 0)
    for depth in range(UNITS - 1, 0, -1):
        parts: dict[Node, list[_Left]] = {}
        for node, one in left.items():
            parts.setdefault(node[:depth], []).append(one)
        left = {}
        for node, ones in parts.items():
            number, loose = sum(one.number for one in ones), sum(one.loose for one in ones)
            if _stand_together(number, loose, least):
                told[node] = number
            else:
                left[node] = _Left(number, loose > 0)
    return told


def told_again(before: Mapping[Node, int], now: Mapping[Node, int], least: int) -> dict[Node, int]:
    """Return what may be told of a month of which something was told before.

    Args:
        before: What was told then.
        now: What may be told today, had nothing been told before.
    """
    told = dict(now)
    for node, number in before.items():
        if abs(now.get(node, 0) - number) < least:
            told[node] = number
    return {node: number for node, number in told.items() if number >= least}


@dataclass(frozen=True)
class _Left:
    """What is not told of a unit, and whether an attacker must take it for anything below the
    smallest: of one where everything is told, or that nobody knows to be there, it is not so."""

    number: int
    loose: bool


def _stand_together(number: int, parts: int, least: int) -> bool:
    """Say whether so many parts, each too small alone, may be told by their sum.

    Each must still be free: none, because the others can hold all of it, or one below the smallest.
    """
    return least <= number <= (least - 1) * (parts - 1)
