"""The attacker who holds every paper and every file: what follows from them by subtraction.

Takes what the real functions gave out, and the gazetteer; knows how fieldapp counts. Gives problems
for the solver, and every number that it got by subtracting one file from another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tests.domain.missions import COUNTIES, FURTHER_CODES
from tests.domain.solver import Problem

ALL_OTHERS = ("other", "codes")
"""Stands for every further code that nobody used: the attacker does not know that."""

HOW_MANY_OTHERS = 50
MANY = 10_000

Leaf = tuple[str, tuple[str, ...]]
"""A county and its further codes."""

Sort = tuple[str, str]
"""A month and a first code."""


@dataclass(frozen=True)
class Cell:
    """A number in a partner's file: what of, where, and for which further codes (none: all)."""

    sort: Sort
    unit: str
    further: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class File:
    """What one agreement gave out of one kind."""

    area: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Attack:
    """What follows: problems for the solver, and the sums of which it is asked to find the ends.

    Attributes:
        differences: Every number got by subtracting what one file told from what another did.
    """

    problems: Mapping[Sort, Problem]
    differences: tuple[int, ...]


def counties_in(unit: str) -> tuple[str, ...]:
    """Return the counties that a unit covers; no unit is the country."""
    return tuple(
        county
        for state, counties in COUNTIES.items()
        for county in counties
        if unit in ("", "KE", state, county)
    )


def leaves(kind: str, unit: str, further: tuple[str, ...] = ()) -> frozenset[Leaf]:
    """Return what is counted by itself in a unit; with further codes only those."""
    codes = [further] if further else [*FURTHER_CODES[kind]]
    if not further and codes != [()]:
        codes.append(ALL_OTHERS)
    return frozenset((county, each) for county in counties_in(unit) for each in codes)


def attack_counts(kind: str, files: Iterable[File], least: int) -> Attack:
    """Subtract what is told of parts from what is told of the whole, the smallest first.

    What remains is the sum of what nobody told of by itself.
    """
    told: dict[Sort, dict[frozenset[Leaf], int]] = {}
    differences: list[int] = []
    cells = {
        (cell.sort, leaves(kind, cell.unit, cell.further) & leaves_of(kind, file.area), cell.count)
        for file in files
        for cell in file.cells
    }
    for sort, whole, count in sorted(cells, key=lambda each: (len(each[1]), each[2])):
        known = told.setdefault(sort, {})
        inside = [part for part in known if part <= whole]
        rest = count - sum(known[part] for part in inside)
        differences.append(rest)
        unknown = whole.difference(*inside)
        if rest > 0 and unknown:
            known[unknown] = rest
    problems = {}
    for sort, known in told.items():
        problem = Problem()
        alone = {leaf for part in known if len(part) == 1 for leaf in part}
        for leaf in leaves(kind, "") - alone:
            most = (least - 1) * (HOW_MANY_OTHERS if leaf[1] == ALL_OTHERS else 1)
            problem.ranges[leaf] = 0, most
        for part, number in known.items():
            if not part <= alone:
                problem.equations.append((tuple(sorted(part)), number))
        problems[sort] = problem
    return Attack(problems, tuple(differences))


def leaves_of(kind: str, area: str) -> frozenset[Leaf]:
    """Return everything that an agreement on an area can tell of."""
    return frozenset().union(
        *(leaves(kind, area, codes) for codes in (*FURTHER_CODES[kind], ())),
    )


GROUPS = ("women", "men", "girls", "boys", "older")


@dataclass(frozen=True)
class Page:
    """Who came to some meetings, as one council paper says it.

    Attributes:
        counts: By group and with_disability: the number, and whether there are more.
    """

    meetings: tuple[str, ...]
    counts: Mapping[str, tuple[int, bool]]


def attack_papers(
    pages: Iterable[Page], present: Mapping[str, int], nobody: Mapping[str, int], least: int
) -> tuple[Problem, tuple[int, ...]]:
    """Subtract the papers of some meetings from those of more, and from how many came in all.

    Args:
        present: How many came in all, of the meetings that a partner was told it of.
        nobody: How many came who are in no group; no attacker knows, this one does.

    Returns:
        What remains unknown, and every number got by subtracting.
    """
    problem, differences = Problem(), []
    known: dict[tuple[str, str], int] = {}
    for page in sorted(pages, key=lambda page: len(page.meetings)):
        for group, (number, more) in page.counts.items():
            own = [(meeting, group) for meeting in page.meetings]
            rest = number - sum(known.get(one, 0) for one in own)
            differences.append(rest)
            unknown = [one for one in own if one not in known]
            if len(own) == 1 and not more:
                known[own[0]] = number
            elif len(own) == 1:
                least_of, most_of = (1, least - 1) if group in GROUPS else (0, MANY)
                problem.ranges[own[0]] = number + least_of, number + most_of
            elif rest and unknown:
                problem.equations.append((tuple(unknown), rest))
    for meeting, total in present.items():
        own = [(meeting, group) for group in GROUPS]
        unknown = [one for one in own if one not in known]
        rest = total - nobody[meeting] - sum(known.get(one, 0) for one in own)
        if unknown:
            problem.equations.append((tuple(unknown), rest))
        differences.append(total - sum(known.get(one, 0) for one in own))
    for meeting in nobody:
        told = known.get((meeting, "with_disability"))
        own = [(meeting, group) for group in GROUPS]
        unknown = tuple(one for one in own if one not in known)
        if told is not None and unknown:  # those who live with one are among those who came
            room = (meeting, "room")
            problem.ranges[room] = 0, MANY
            rest = told - nobody[meeting] - sum(known.get(one, 0) for one in own)
            problem.equations.append(((*unknown, room), rest + MANY))
    return problem, tuple(differences)


def attack_figures(rows: Iterable[tuple[str, str, int]], villages: Iterable[str]) -> Problem:
    """Put the figures of places and groups together: all are women and men, a county its villages.

    Args:
        rows: Place, group ("" for everybody) and figure.
    """
    parts = [(village, group) for village in villages for group in ("women", "men")]
    problem = Problem(ranges=dict.fromkeys(parts, (0, MANY)))
    for place, group, figure in rows:
        inside = tuple(p for p in parts if p[0].startswith(place) and group in ("", p[1]))
        problem.equations.append((inside, figure))
    return problem
