"""An attacker's arithmetic: what linear equations say of numbers that nobody told.

HiGHS solves it, which knows nothing of how the equations came about. All that is sent to it is sums
over numbers that do not cross, so whole numbers need not be asked for: the ends are whole anyway.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

import highspy
import numpy as np

Unknown = Hashable


@dataclass
class Problem:
    """Unknown numbers of people, what is known of them, and which sums an attacker is after.

    Attributes:
        ranges: The least and the most that an unknown can be, for all that was told in words.
        equations: Sums that were told, or follow by subtraction.
        wanted: Sums that were withheld, by a name.
    """

    ranges: dict[Unknown, tuple[float, float]] = field(default_factory=dict)
    equations: list[tuple[tuple[Unknown, ...], float]] = field(default_factory=list)
    wanted: dict[str, tuple[Unknown, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Interval:
    """What a sum can be: nothing below, nothing above."""

    least: int
    most: int


def solve(problems: Sequence[Problem]) -> list[dict[str, Interval]]:
    """Return the interval of every wanted sum. All problems are solved at once, one wanted sum of
    each at a time: they have nothing in common."""
    columns: dict[tuple[int, Unknown], int] = {}
    for n, problem in enumerate(problems):
        for unknown in problem.ranges:
            columns[n, unknown] = len(columns)
    solver = _solver(problems, columns)
    found: list[dict[str, Interval]] = [{} for _ in problems]
    rounds = max((len(problem.wanted) for problem in problems), default=0)
    for turn in range(rounds):
        asked = [
            (n, *list(problem.wanted.items())[turn])
            for n, problem in enumerate(problems)
            if turn < len(problem.wanted)
        ]
        ends = [_ends(solver, len(columns), asked, columns, sign) for sign in (1, -1)]
        for (n, name, _), least, most in zip(asked, *ends, strict=True):
            found[n][name] = Interval(least, most)
    return found


def _solver(problems: Sequence[Problem], columns: dict[tuple[int, Unknown], int]) -> highspy.Highs:
    lp = highspy.HighsLp()
    rows = [(n, *equation) for n, problem in enumerate(problems) for equation in problem.equations]
    ranges = [r for problem in problems for r in problem.ranges.values()]
    lp.num_col_, lp.num_row_ = len(columns), len(rows)
    lp.col_cost_ = np.zeros(len(columns))
    lp.col_lower_ = np.array([least for least, _ in ranges], dtype=float)
    lp.col_upper_ = np.array([most for _, most in ranges], dtype=float)
    lp.row_lower_ = lp.row_upper_ = np.array([total for _, _, total in rows], dtype=float)
    index = [columns[n, unknown] for n, parts, _ in rows for unknown in parts]
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(parts) for _, parts, _ in rows)])
    lp.a_matrix_.index_ = np.array(index, dtype=int)
    lp.a_matrix_.value_ = np.ones(len(index))
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.passModel(lp)
    return solver


def _ends(
    solver: highspy.Highs,
    size: int,
    asked: Iterable[tuple[int, str, tuple[Unknown, ...]]],
    columns: dict[tuple[int, Unknown], int],
    sign: int,
) -> list[int]:
    """Return the least of each sum, or with a sign below zero the most."""
    asked = list(asked)
    sums = [[columns[n, unknown] for unknown in parts] for n, _, parts in asked]
    cost = np.zeros(size)
    for parts in sums:
        cost[parts] = sign
    solver.changeColsCost(size, np.arange(size, dtype=np.int32), cost)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise AssertionError(f"what was told contradicts itself: {solver.getModelStatus()}")
    values = np.array(solver.getSolution().col_value)
    return [round(float(values[parts].sum())) for parts in sums]
