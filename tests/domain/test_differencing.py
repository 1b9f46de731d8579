"""A thousand missions are attacked: nobody works out a count that was withheld from what has left.

Papers and files come from the functions that make the real ones. What they tell is subtracted from
each other in `attack`, and HiGHS, which knows nothing of us, gives the least and the most that
every withheld count can be.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

import pytest

from fieldapp.domain.council import PaperNeeds, Period, council_paper
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.small_counts import least_shown
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.sharing.counts import shared_counts
from fieldapp.domain.sharing.terms import COUNTED_BY, shared_records, terms_of
from tests.domain.attack import (
    ALL_OTHERS,
    GROUPS,
    Attack,
    Cell,
    File,
    Page,
    Sort,
    attack_counts,
    attack_figures,
    attack_papers,
    leaves,
)
from tests.domain.missions import (
    A_MONTH_BEFORE,
    COUNTIES,
    FIRST_CODES,
    MEETINGS,
    OFFICER,
    TODAY,
    VILLAGE,
    Mission,
    made_up,
)
from tests.domain.solver import Problem, solve

SEEDS = 1000
AT_ONCE = 100
"""Missions that the solver is given together."""

FIRST = {"incident": "type", "feedback": "type"}

DETAILS = ("counts_adm2", "counts_adm1", "counts_country")
OTHERS: tuple[tuple[date, dict[str, Value]], ...] = (
    (TODAY, {"detail": "counts_adm1", "place": "S1"}),
    (TODAY, {"detail": "counts_country", "place": "S2"}),
    (TODAY, {"detail": "counts_adm1", "place": "S2A"}),
    (TODAY, {"detail": "counts_adm1", "smallest_count": 10}),
    (A_MONTH_BEFORE, {"detail": "counts_adm1"}),
)
"""Of other areas, with a smallest count of its own, made a month before."""


# ------------------------------------------------------------------ what leaves


def agreement(kind: str, **answers: Value) -> Disclosed:
    values: dict[str, Value] = {
        "title": "Cluster", "kinds": (kind,), "status": "signed", "signed_on": "2026-01-01",
        "expires_on": "2026-12-31", **answers,
    }  # fmt: skip
    return disclose(Record("agreement", "a", values), OFFICER)


def file_of(kind: str, ledger: Ledger, day: date = TODAY, **answers: Value) -> File:
    """Return what an agreement gives out of a kind, read as a partner reads it."""
    terms = terms_of(agreement(kind, **answers), KINDS[kind], day, ledger)
    counts = shared_counts(terms, ledger, day)
    names = [column.name for column in counts.columns]
    further = [n for n in COUNTED_BY[kind] if n != FIRST[kind] and n in names]
    cells = []
    for cell in counts.cells:
        row = dict(zip(names, cell.by, strict=True))
        unit = next(row[name] for name in names if name.endswith("_code"))
        codes = tuple(row[name] for name in further)
        cells.append(Cell((row["month"], row[FIRST[kind]]), unit, codes, cell.count))
    return File(str(answers.get("place", "")), tuple(cells))


def files(kind: str, ledger: Ledger) -> Iterator[File]:
    """Give what agreements of each detail give out, with all codes and with the first alone."""
    for detail in DETAILS:
        yield file_of(kind, ledger, detail=detail, fields=f"{kind}.{FIRST[kind]}")
    if len(COUNTED_BY[kind]) > 1:
        yield file_of(kind, ledger, detail="counts_adm2")


# ------------------------------------------------------------------ what it tells


@dataclass
class Found:
    """What is asked of the solver, and what was small enough to be recovered by subtraction."""

    problems: list[Problem] = field(default_factory=list)
    free: list[bool] = field(default_factory=list)
    """Whether each wanted number must still be anything from none to one below the smallest."""
    ranges: list[tuple[int, int]] = field(default_factory=list)
    recovered: list[str] = field(default_factory=list)
    withheld: int = 0

    def ask(self, problem: Problem, least: int, most: int, *, free: bool) -> None:
        self.withheld += len(problem.wanted)
        if problem.equations and problem.wanted:
            self.problems.append(problem)
            self.free.append(free)
            self.ranges.append((least, most))


def truth(
    mission: Mission, kind: str, *, aloud: bool
) -> Mapping[Sort, Counter[tuple[str, tuple[str, ...]]]]:
    """Count by hand, from the records."""
    found: dict[Sort, Counter[tuple[str, tuple[str, ...]]]] = {}
    day = KINDS[kind].day
    further = [name for name in COUNTED_BY[kind] if name != FIRST[kind]]
    for record in mission.records:
        if record.kind == kind and (record.values.get("level", 1) in (1, 2, 3)) == aloud:
            v = record.values
            leaf = str(v["place"])[:3], tuple(str(v[name]) for name in further)
            found.setdefault((str(v[day])[:7], str(v[FIRST[kind]])), Counter())[leaf] += 1
    return found


def attack_kind(mission: Mission, kind: str, found: Found, seed: int) -> None:
    """Attack the counts of a kind. Of feedback the attacker has every complaint that may be read
    aloud, from another agreement, and is after those that may not."""
    ledger, least = mission.ledger(kind), mission.least
    given = list(files(kind, ledger))
    if kind == "incident":
        day, answers = OTHERS[seed % len(OTHERS)]
        given.append(file_of(kind, mission.ledger(kind, day=day), day, **answers))
    counts = truth(mission, kind, aloud=kind == "incident")
    if kind == "feedback":
        aloud = [r for r in mission.records if r.kind == kind and r.values["level"] == 2]
        rows = [disclose(r, OFFICER) for r in aloud]
        known = list(files(kind, ledger_of([*ledger.of("place"), *ledger.of("limit"), *rows])))
        given = [_less(one, other) for one, other in zip(given, known, strict=True)]
    attack = attack_counts(kind, given, least)
    _judge(attack, kind, counts, least, found, seed)


def _less(file: File, known: File) -> File:
    """Return what a file tells of those that the attacker does not know."""
    numbers = {(c.sort, c.unit, c.further): c.count for c in known.cells}
    rest = (
        Cell(c.sort, c.unit, c.further, c.count - numbers.get((c.sort, c.unit, c.further), 0))
        for c in file.cells
    )
    return File(file.area, tuple(cell for cell in rest if cell.count))


def _judge(
    attack: Attack,
    kind: str,
    counts: Mapping[Sort, Counter[tuple[str, tuple[str, ...]]]],
    least: int,
    found: Found,
    seed: int,
) -> None:
    for number in attack.differences:
        if number < 0 or 0 < number < least:
            found.recovered.append(f"{seed}: one {kind} file less another is {number}")
    for sort, problem in attack.problems.items():
        true = counts.get(sort, Counter())
        for leaf in problem.ranges:
            if 0 < true[leaf] < least and leaf[1] != ALL_OTHERS:
                problem.wanted[f"{seed} {kind} {sort} {leaf}"] = (leaf,)
        found.ask(problem, 0, least - 1, free=True)
        sums = Problem(problem.ranges, problem.equations)
        for unit in ("KE", *COUNTIES):
            inside = tuple(one for one in leaves(kind, unit) if one in problem.ranges)
            if len(inside) > 1 and 0 < sum(true[one] for one in inside) < least:
                sums.wanted[f"{seed} {kind} {sort} {unit}"] = inside
        found.ask(sums, 0, 0, free=False)


def attack_meetings(mission: Mission, found: Found, seed: int) -> None:
    """Attack who came: the papers of every period, and rows of meetings with all who came."""
    ledger, least = mission.ledger("meeting", "attendance"), mission.least
    disclosed = {kind: mission.disclosed(kind, COMMUNITY) for kind in ("meeting", "attendance")}
    fields = "meeting.held_on meeting.place meeting.present"
    terms = terms_of(
        agreement("meeting", detail="records_team", fields=fields), KINDS["meeting"], TODAY, ledger
    )
    told = {r.id: r.values.get("present") for r in shared_records(terms, ledger).records}
    pages = []
    for first, last in combinations(range(len(MEETINGS) + 1), 2):
        within = MEETINGS[first:last]
        needs = PaperNeeds(
            code="P", made_on=TODAY.isoformat(), place_name=VILLAGE,
            period=Period(within[0], within[-1]),
            places=frozenset({VILLAGE, f"id-{VILLAGE}"}), smallest_count=least_shown(ledger),
        )  # fmt: skip
        presence = council_paper(needs, disclosed).presence
        counts = {g: getattr(presence, g) for g in (*GROUPS, "with_disability")}
        pages.append(Page(within, {g: (c.number, c.more) for g, c in counts.items()}))
    came = {r.id: r.values for r in mission.records if r.kind == "attendance"}
    nobody = {m: int(str(came[f"{m} "]["count"])) for m in MEETINGS}
    present = {m: n for m in MEETINGS if isinstance(n := told.get(m), int)}
    problem, differences = attack_papers(pages, present, nobody, least)
    for number in differences:
        if number < 0 or 0 < number < least:
            found.recovered.append(f"{seed}: one paper less another is {number}")
    for unknown in problem.ranges:
        meeting, group = unknown
        if group in GROUPS:
            problem.wanted[f"{seed} {meeting} {group}"] = (unknown,)
    found.ask(problem, 1, least - 1, free=True)


def attack_observations(mission: Mission, found: Found, seed: int) -> None:
    """Attack the figures of an indicator that counts people, recorded or not."""
    ledger, least = mission.ledger("observation", "indicator"), mission.least
    terms = terms_of(
        agreement("observation", detail="records_public"), KINDS["observation"], TODAY, ledger
    )
    rows = [
        (str(r.values["place"]), str(r.values.get("group") or ""), int(str(r.values["value"])))
        for r in shared_records(terms, ledger).records
    ]
    true = mission.told_us
    problem = attack_figures(rows, {village for village, _ in true})
    for place in {village[:n] for village, _ in true for n in (2, 3, 4)}:
        for group in ("women", "men", ""):
            parts = tuple(p for p in true if p[0].startswith(place) and group in ("", p[1]))
            if 0 < sum(true[p] for p in parts) < least:
                problem.wanted[f"{seed} told {place} {group}"] = parts
    found.ask(problem, 0, 0, free=False)


def attack_all(seed: int, found: Found) -> None:
    """Make everything that leaves the mission of a seed, and attack it."""
    mission = made_up(seed)
    for kind in FIRST_CODES:
        attack_kind(mission, kind, found, seed)
    attack_meetings(mission, found, seed)
    attack_observations(mission, found, seed)


def recovered(found: Found) -> list[str]:
    """Return every withheld number that the attacker knows, and by how much it is pinned down."""
    names = list(found.recovered)
    for ends, free, (least, most) in zip(
        solve(found.problems), found.free, found.ranges, strict=True
    ):
        for name, end in ends.items():
            if end.least == end.most or (free and (end.least > least or end.most < most)):
                names.append(f"{name}: from {end.least} to {end.most}")
    return names


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_no_count_that_was_withheld_is_recovered_from_all_papers_and_files(first: int) -> None:
    found = Found()
    for seed in range(first, first + AT_ONCE):
        attack_all(seed, found)

    assert recovered(found) == []
    assert found.withheld > 20 * AT_ONCE
    assert sum(len(problem.wanted) for problem in found.problems) > AT_ONCE


# ------------------------------------------------------------------ the attacker is not blind


def test_the_attacker_finds_counties_that_were_only_left_out() -> None:
    sort = ("2026-01", "threat")

    def file(**counts: int) -> File:
        return File("", tuple(Cell(sort, unit, (), n) for unit, n in counts.items()))

    attack = attack_counts("incident", [file(S1A=6, S1B=7, S2A=6), file(S1=21, S2=9)], 5)
    problem = attack.problems[sort]
    problem.wanted["S1C"] = (("S1C", ()),)

    assert 3 in attack.differences  # S2B
    [found] = solve([problem])  # of eight in two counties, of which none was told
    assert (found["S1C"].least, found["S1C"].most) == (4, 4)


def test_the_attacker_finds_a_group_that_all_who_came_tell() -> None:
    counts = {"women": (20, False), "girls": (0, True), "men": (0, False), "boys": (0, False)}
    page = Page(("m",), {**counts, "older": (0, False), "with_disability": (0, False)})

    problem, differences = attack_papers([page], {"m": 23}, {"m": 0}, 5)
    problem.wanted["girls"] = (("m", "girls"),)

    assert 3 in differences
    [found] = solve([problem])
    assert (found["girls"].least, found["girls"].most) == (3, 3)
