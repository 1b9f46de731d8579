"""The Unicode Bidirectional Algorithm (UAX #9): the level of every character of one paragraph.

Paragraph, explicit levels, run sequences and line reordering are here; what happens inside one
sequence (rules W, N and I) is in ``bidi_rules``. Shaping and mirrored brackets are not here:
HarfBuzz does both.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import bidirectional

from fieldapp.reports.type.bidi_rules import EMBEDDINGS, ISOLATES, RunSequence, resolve_sequence

MAX_DEPTH = 125

#: Rule X9: these take part in no later rule and in no line.
REMOVED = EMBEDDINGS | {"PDF", "BN"}

#: In a left-to-right paragraph without any of these, only isolates make levels: the common case,
#: kept fast.
_TURNING = REMOVED | {"RLI", "R", "AL", "AN"}


class _Status(NamedTuple):
    """One entry of the directional status stack (rules X1 to X8)."""

    level: int
    override: str | None
    isolate: bool


def bidi_levels(text: str, base: int | None = None) -> tuple[int, list[int | None]]:
    """The paragraph's level and the level of each character.

    Args:
        text: One paragraph, without line breaks, in logical order.
        base: 0 for a left-to-right paragraph, 1 for right-to-left, None to take it from the
            first strong character (rules P2 and P3).

    Returns:
        The paragraph's level, and per character its level, None where rule X9 removes it.
        Even levels run left to right, odd ones right to left.

    Source: Unicode Standard Annex #9, revision 46.
    """
    # An unassigned character has no class in Python's tables; no font has it either.
    original = [bidirectional(character) or "L" for character in text]
    partners = _matching_isolates(original)
    if base is None:
        base = _first_strong_level(original, 0, len(original), partners) or 0
    if base == 0 and _TURNING.isdisjoint(original):
        return 0, list(_levels_of_isolates(original))
    levels, types = _explicit_levels(original, base, partners)
    explicit = tuple(levels)
    for sequence in _run_sequences(original, explicit, base, partners):
        resolve_sequence(sequence, text, original, types, levels)
    _level_trailing_space(original, levels, base)
    return base, [
        None if kind in REMOVED else level for kind, level in zip(original, levels, strict=True)
    ]


def _levels_of_isolates(original: Sequence[str]) -> list[int]:
    """The levels of a left-to-right paragraph in which nothing runs from right to left."""
    levels, depth = [0] * len(original), 0
    if ISOLATES.isdisjoint(original):
        return levels
    for place, kind in enumerate(original):
        if kind == "PDI":
            depth = max(depth - 1, 0)
        levels[place] = min(2 * depth, MAX_DEPTH - 1)
        depth += kind in ISOLATES
    _level_trailing_space(original, levels, 0)
    return levels


def visual_order(levels: Sequence[int]) -> list[int]:
    """Positions from left to right of things whose levels are given in reading order (rule L2)."""
    order = list(range(len(levels)))
    lowest_odd = min((level for level in levels if level % 2), default=None)
    if lowest_odd is None:
        return order
    for threshold in range(max(levels), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and levels[order[end]] >= threshold:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = max(end, start + 1)
    return order


def _matching_isolates(original: Sequence[str]) -> dict[int, int]:
    """From the place of each isolate initiator to the place of its PDI (definition BD9)."""
    partners: dict[int, int] = {}
    waiting: list[int] = []
    for place, kind in enumerate(original):
        if kind in ISOLATES:
            waiting.append(place)
        elif kind == "PDI" and waiting:
            partners[waiting.pop()] = place
    return partners


def _first_strong_level(
    original: Sequence[str], start: int, end: int, partners: dict[int, int]
) -> int | None:
    """0 or 1 by the first strong character outside isolates, None if there is none (rule P2)."""
    place = start
    while place < end:
        kind = original[place]
        if kind in ISOLATES:
            place = partners.get(place, end)
        elif kind == "L":
            return 0
        elif kind in ("R", "AL"):
            return 1
        place += 1
    return None


def _explicit_levels(
    original: Sequence[str], base: int, partners: dict[int, int]
) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: the level of each character, and its class after overrides."""
    levels, types = [base] * len(original), list(original)
    stack = [_Status(base, None, isolate=False)]
    too_deep_isolates = too_deep_embeddings = open_isolates = 0

    def place_in(status: _Status, place: int) -> None:
        levels[place] = status.level
        if status.override:
            types[place] = status.override

    for place, kind in enumerate(original):
        if kind in EMBEDDINGS:
            levels[place] = stack[-1].level
            level = _next_level(stack[-1].level, rightward=kind[0] == "L")
            if level <= MAX_DEPTH and not too_deep_isolates and not too_deep_embeddings:
                stack.append(_Status(level, kind[0] if kind[2] == "O" else None, isolate=False))
            elif not too_deep_isolates:
                too_deep_embeddings += 1
        elif kind in ISOLATES:
            place_in(stack[-1], place)
            if kind == "FSI":
                end = partners.get(place, len(original))
                leftward = _first_strong_level(original, place + 1, end, partners) == 1
            else:
                leftward = kind == "RLI"
            level = _next_level(stack[-1].level, rightward=not leftward)
            if level <= MAX_DEPTH and not too_deep_isolates and not too_deep_embeddings:
                open_isolates += 1
                stack.append(_Status(level, None, isolate=True))
            else:
                too_deep_isolates += 1
        elif kind == "PDI":
            if too_deep_isolates:
                too_deep_isolates -= 1
            elif open_isolates:
                too_deep_embeddings = 0
                while not stack.pop().isolate:
                    pass
                open_isolates -= 1
            place_in(stack[-1], place)
        elif kind == "PDF":
            if too_deep_embeddings and not too_deep_isolates:
                too_deep_embeddings -= 1
            elif not too_deep_isolates and len(stack) > 1 and not stack[-1].isolate:
                stack.pop()
            levels[place] = stack[-1].level
        elif kind == "BN":
            levels[place] = stack[-1].level
        elif kind != "B":
            place_in(stack[-1], place)
    return levels, types


def _next_level(level: int, *, rightward: bool) -> int:
    """The next even level for left-to-right text, the next odd one for right-to-left."""
    return (level + 2) & ~1 if rightward else (level + 1) | 1


def _run_sequences(
    original: Sequence[str], explicit: Sequence[int], base: int, partners: dict[int, int]
) -> Iterator[RunSequence]:
    """Rule X10: level runs joined across isolates, with what borders them."""
    kept = [place for place, kind in enumerate(original) if kind not in REMOVED]
    runs: list[list[int]] = []
    for place in kept:
        if runs and explicit[runs[-1][-1]] == explicit[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    run_from = {run[0]: run for run in runs}
    closing = set(partners.values())
    rank = {place: number for number, place in enumerate(kept)}
    for run in runs:
        if run[0] in closing:
            continue  # it continues the run that holds its isolate initiator
        places = list(run)
        while original[places[-1]] in ISOLATES and partners.get(places[-1]) in run_from:
            places += run_from[partners[places[-1]]]
        level = explicit[places[0]]
        first, last = rank[places[0]], rank[places[-1]]
        before = explicit[kept[first - 1]] if first else base
        ends_here = last + 1 == len(kept) or original[places[-1]] in ISOLATES
        after = base if ends_here else explicit[kept[last + 1]]
        yield RunSequence(
            places,
            level,
            start="R" if max(level, before) % 2 else "L",
            end="R" if max(level, after) % 2 else "L",
        )


def _level_trailing_space(original: Sequence[str], levels: list[int], base: int) -> None:
    """Rule L1 for the paragraph: separators, and the space before them or at the end."""
    at_end = True
    for place in range(len(original) - 1, -1, -1):
        kind = original[place]
        if kind in ("B", "S"):
            levels[place], at_end = base, True
        elif kind == "WS" or kind == "PDI" or kind in ISOLATES:
            if at_end:
                levels[place] = base
        elif kind not in REMOVED:
            at_end = False
