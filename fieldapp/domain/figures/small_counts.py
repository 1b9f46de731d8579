"""Counts of people so small that they point to somebody, and what would give them away.

A count below the mission's `smallest_count` is withheld, and so are as many others as it takes that
nobody can work it out from totals. One table is safe whatever its reader knows of adding up, and so
are the totals of an area beside those of the places in it. Tables of periods that overlap can still
be subtracted from each other: whoever publishes keeps to fixed periods.
"""

import math
from collections import deque
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.limits import DEFAULTS

Count = int | None
"""How many people; None is withheld."""

Spot = tuple[str | None, str | None]
"""Where a count stands: row and column, None for all of them."""

_NOT_PEOPLE = ("service_delivery", "judicial_pace", "freedom_of_movement", "trust")
"""What is counted there is works, days, roads and answers; anything else may count people."""

_Node = tuple[str, str]
_ROWS, _COLUMNS = ("all", "rows"), ("all", "columns")


def least_shown(ledger: Ledger) -> int:
    """Return the smallest count of people that may be shown.

    The largest that any place has set, so that no place's count can be subtracted out of a total
    that another limit let through; a wish below ours is not heard.
    """
    set_by: Iterable[Disclosed] = ledger.of("limit")
    wished = [ledger.limits.of("smallest_count", each.values.get("place")) for each in set_by]
    return math.ceil(max(DEFAULTS["smallest_count"], ledger.limits.of("smallest_count"), *wished))


def counts_people(indicator: Disclosed | None) -> bool:
    """Say whether the figures of an indicator may be people; of one that is not here they may."""
    if indicator is None or not indicator.clashes.keys().isdisjoint(("measure", "about")):
        return True
    measure, about = indicator.values.get("measure"), indicator.values.get("about")
    return measure not in ("percentage", "days", "score") and about not in _NOT_PEOPLE


def too_few(figure: float | None, least: int) -> bool:
    """Say whether a figure of people, or a change of one, points to somebody."""
    return figure is not None and 0 < abs(figure) < least


def safe(counts: Iterable[int], least: int) -> bool:
    """Say whether none of these counts is somebody, but fewer than may be shown."""
    return all(count == 0 or count >= least for count in counts)


def standing(
    ledger: Ledger, area: str, parts: Mapping[str, Sequence[int]], least: int
) -> frozenset[str]:
    """Return the places whose people may be added up into the area's total.

    A place counts when its own counts may be shown. Places of one area that may not stand alone
    count together where there are several and their sum may be shown. What is left out is left out
    of every larger area as well, unless it finds others there: so no total less another is a
    count that was withheld.

    Args:
        parts: Each place's own counts, all in the same order; only places that the area covers.

    Source: rolling up a level instead of suppressing, as humanitarian guidance on disclosure
        control proposes; how it is done here is our own, to be checked.
    """
    inside: dict[str, set[str]] = {}
    for place in parts:
        around = (*ledger.areas.around(place), "")
        for lower, upper in pairwise(around):
            inside.setdefault(upper, set()).add(lower)
    seen: set[str] = set()

    def visit(node: str) -> tuple[set[str], set[str]]:
        seen.add(node)
        shown: set[str] = set()
        left = {node} & parts.keys()
        if left and safe(parts[node], least):
            shown, left = left, set()
        for child in sorted(inside.get(node, ())):
            if child not in seen:
                more, without = visit(child)
                shown, left = shown | more, left | without
        if len(left) > 1 and _safe_together(parts, left, least):
            shown, left = shown | left, set()
        return shown, left

    return frozenset(visit(area)[0])


def _safe_together(parts: Mapping[str, Sequence[int]], places: Set[str], least: int) -> bool:
    return safe((sum(column) for column in zip(*(parts[p] for p in places), strict=True)), least)


@dataclass(frozen=True)
class Grid:
    """A table of counts with its totals, safe to show. Rows come in the order of their weight."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Spot, Count]

    def count(self, row: str | None = None, column: str | None = None) -> Count:
        """Return one count; without a row or a column that of all of them."""
        return self.counts[row, column]


def protect(
    counts: Mapping[tuple[str, str], int],
    rows: Sequence[str],
    columns: Sequence[str],
    least: int,
) -> Grid:
    """Return a table from which nobody can work out a count that is withheld.

    For each count that is too small its reader, who knows that no count is negative and that all
    add up, must hold a value of at least ``least`` for possible. Totals of rows go before the
    detail: where both can not stand, all columns are withheld.

    Args:
        counts: People by row and column; absent is none.
        rows: The first is the last to be withheld.
        columns: Empty for a table that has row totals only; the counts still name a column.

    Source: complementary cell suppression in a two-dimensional table as a network, with the
        suppressed cells as its free edges: L. H. Cox, "Network Models for Complementary Cell
        Suppression", Journal of the American Statistical Association 90 (1995).
    """
    totals: dict[Spot, int] = {(row, None): 0 for row in rows}
    for (row, _), number in counts.items():
        totals[row, None] += number
    totals[None, None] = sum(counts.values())
    hidden = _hide(_Network(totals, least), rows, _small(totals, least), frozenset(totals))
    assert hidden is not None  # a table without columns can always be withheld as a whole
    if not columns:
        return _grid(rows, (), totals, hidden)
    full = dict(totals)
    for column in columns:
        full |= {(row, column): counts.get((row, column), 0) for row in rows}
        full[None, column] = sum(full[row, column] for row in rows)
    detail = frozenset(full) - frozenset(totals)
    shown = _hide(_Network(full, least), rows, hidden | _small(full, least), detail)
    return _grid(rows, tuple(columns), full, hidden | detail if shown is None else shown)


def _small(counts: Mapping[Spot, int], least: int) -> frozenset[Spot]:
    return frozenset(spot for spot, number in counts.items() if not safe((number,), least))


def _grid(
    rows: Sequence[str], columns: tuple[str, ...], full: Mapping[Spot, int], hidden: Set[Spot]
) -> Grid:
    counts = {spot: None if spot in hidden else number for spot, number in full.items()}
    return Grid(tuple(rows), columns, counts)


def _hide(
    network: "_Network", rows: Sequence[str], first: frozenset[Spot], may: frozenset[Spot]
) -> frozenset[Spot] | None:
    """Return what to withhold, taking only from ``may``; None where that is not enough."""
    hidden = set(first)
    for spot in sorted(_small(network.counts, network.least), key=str):
        while (cut := network.cut(spot, hidden)) is not None:
            choice = [each for each in cut if each in may]
            if not choice:
                return None
            hidden.add(min(choice, key=lambda each: _loss(each, rows, network.counts[each])))
    # What adding up tells anyway is shown as well.
    for spot in sorted(hidden - _small(network.counts, network.least), key=str):
        if not network.free(spot, hidden):
            hidden.discard(spot)
    return frozenset(hidden)


def _loss(spot: Spot, rows: Sequence[str], number: int) -> tuple[int, int, bool, int, str]:
    """Rank what is lost: detail before totals, the last row before the first, few before many."""
    row, column = spot
    totals = (row is None) + 2 * (column is None)
    weight = -rows.index(row) if row is not None and column is None else 0
    return totals, weight, number == 0, number, str(spot)


class _Network:
    """A table as a network: every count is an edge, and what flows into a node flows out again."""

    def __init__(self, counts: Mapping[Spot, int], least: int) -> None:
        self.counts, self.least = counts, least
        flat = not any(column is not None for _, column in counts)
        self._order = sorted(counts, key=str)
        self._ends = {spot: _ends(spot, flat) for spot in self._order}

    def cut(self, spot: Spot, hidden: Set[Spot]) -> list[Spot] | None:
        """Return shown counts one of which must be hidden as well; None where the spot is safe."""
        tail, head = self._ends[spot]
        reached, pushed = self._push(head, tail, hidden - {spot}, self.least - self.counts[spot])
        if pushed >= self.least - self.counts[spot]:
            return None
        return [
            each
            for each, (start, end) in self._ends.items()
            if each not in hidden
            and (
                (start in reached and end not in reached)
                or (end in reached and start not in reached and self.counts[each] > 0)
            )
        ]

    def free(self, spot: Spot, hidden: Set[Spot]) -> bool:
        """Say whether a hidden count could be another one, for all that the table shows."""
        tail, head = self._ends[spot]
        others = hidden - {spot}
        return self._push(head, tail, others, 1)[1] > 0 or (
            self.counts[spot] > 0 and self._push(tail, head, others, 1)[1] > 0
        )

    def _push(
        self, start: _Node, goal: _Node, free: Set[Spot], wanted: int
    ) -> tuple[set[_Node], int]:
        """Push a flow of ``wanted`` over free edges; return the nodes last reached, and how much.

        An edge may gain without end and lose down to nothing. Shortest ways first (Edmonds-Karp).
        """
        edges: dict[_Node, list[tuple[Spot, _Node, bool]]] = {}
        for spot in self._order:
            if spot in free:
                tail, head = self._ends[spot]
                edges.setdefault(tail, []).append((spot, head, True))
                edges.setdefault(head, []).append((spot, tail, False))
        now, pushed = dict(self.counts), 0
        while pushed < wanted:
            came: dict[_Node, tuple[Spot, bool]] = {}
            reached, queue = {start}, deque([start])
            while queue and goal not in reached:
                for spot, there, gains in edges.get(queue.popleft(), ()):
                    if there not in reached and (gains or now[spot] > 0):
                        reached.add(there)
                        came[there] = spot, gains
                        queue.append(there)
            if goal not in reached:
                return reached, pushed
            way, node = [], goal
            while node != start:
                spot, gains = came[node]
                way.append((spot, gains))
                node = self._ends[spot][0 if gains else 1]
            most = min((now[s] for s, gains in way if not gains), default=wanted)
            most = min(most, wanted - pushed)
            for spot, gains in way:
                now[spot] += most if gains else -most
            pushed += most
        return set(), pushed


def _ends(spot: Spot, flat: bool) -> tuple[_Node, _Node]:
    row, column = spot
    if row is None:
        return (_COLUMNS, _ROWS) if column is None else (("column", column), _COLUMNS)
    if column is None:
        return _ROWS, _COLUMNS if flat else ("row", row)
    return ("row", row), ("column", column)
