"""UAX #9 inside one isolating run sequence: weak types, brackets, neutrals, implicit levels.

Which characters make a sequence is decided in ``bidi``, not here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
ISOLATES = frozenset({"LRI", "RLI", "FSI"})
_NEUTRAL = ISOLATES | {"B", "S", "WS", "ON", "PDI"}

#: Definition BD16: more open brackets than this and the whole sequence goes without rule N0.
_BRACKET_DEPTH = 63

#: Opening brackets of BidiBrackets.txt (Unicode 15.0) whose partner is the next code point ...
_OPENING = (
    "\u0028\u0f3a\u0f3c\u169b\u2045\u207d\u208d\u2308\u230a\u2768\u276a\u276c\u276e\u2770"
    "\u2772\u2774\u27c5\u27e6\u27e8\u27ea\u27ec\u27ee\u2983\u2985\u2987\u2989\u298b\u2991"
    "\u2993\u2995\u2997\u29d8\u29da\u29fc\u2e22\u2e24\u2e26\u2e28\u2e55\u2e57\u2e59\u2e5b"
    "\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u3018\u301a\ufe59\ufe5b\ufe5d\uff08\uff5f"
    "\uff62"
)
#: ... and those whose partner stands elsewhere.
_PARTNERS = {
    "\u005b": "\u005d",
    "\u007b": "\u007d",
    "\u298d": "\u2990",
    "\u298f": "\u298e",
    "\uff3b": "\uff3d",
    "\uff5b": "\uff5d",
}
_CLOSING = {bracket: chr(ord(bracket) + 1) for bracket in _OPENING} | _PARTNERS
_CLOSERS = frozenset(_CLOSING.values())
#: U+2329 and U+232A are canonically the same brackets as U+3008 and U+3009.
_SAME = {"\u2329": "\u3008", "\u232a": "\u3009"}


@dataclass(frozen=True)
class RunSequence:
    """One isolating run sequence.

    Attributes:
        places: Where its characters stand in the paragraph, in reading order.
        level: The explicit level they share.
        start, end: "L" or "R": the direction that borders it (sos and eos of rule X10).
    """

    places: Sequence[int]
    level: int
    start: str
    end: str

    @property
    def direction(self) -> str:
        """ "L" or "R", the direction of its level."""
        return "R" if self.level % 2 else "L"


def resolve_sequence(
    sequence: RunSequence,
    text: str,
    original: Sequence[str],
    types: list[str],
    levels: list[int],
) -> None:
    """Apply rules W1 to W7, N0 to N2, I1 and I2: change ``types`` and ``levels`` in place."""
    _resolve_weak(sequence, types)
    _resolve_brackets(sequence, text, original, types)
    _resolve_neutrals(sequence, types)
    for place in sequence.places:
        kind = types[place]
        if sequence.level % 2:
            levels[place] = sequence.level + (kind in ("L", "EN", "AN"))
        else:
            levels[place] = sequence.level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)


def _resolve_weak(sequence: RunSequence, types: list[str]) -> None:
    places = sequence.places
    previous = strong = sequence.start
    for place in places:  # W1, W2, W3
        kind = types[place]
        if kind == "NSM":
            kind = "ON" if previous in ISOLATES or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        if kind == "EN" and strong == "AL":
            kind = previous = "AN"
        types[place] = "R" if kind == "AL" else kind  # ``previous`` keeps AL, as W1 needs
    for before, place, after in zip(places, places[1:], places[2:], strict=False):  # W4
        sides, kind = types[before], types[place]
        if sides != types[after]:
            continue
        if (kind == "ES" and sides == "EN") or (kind == "CS" and sides in ("EN", "AN")):
            types[place] = sides
    for start, end in _stretches(places, types, frozenset({"ET"})):  # W5
        beside = {
            types[place] for place in (*places[max(start - 1, 0) : start], *places[end : end + 1])
        }
        if "EN" in beside:
            for place in places[start:end]:
                types[place] = "EN"
    strong = sequence.start
    for place in places:  # W6, W7
        kind = types[place]
        if kind in ("L", "R"):
            strong = kind
        elif kind in ("ES", "ET", "CS"):
            types[place] = "ON"
        elif kind == "EN" and strong == "L":
            types[place] = "L"


def _resolve_brackets(
    sequence: RunSequence, text: str, original: Sequence[str], types: list[str]
) -> None:
    """Rule N0: a pair of brackets takes the direction of what it holds, or of what precedes it."""
    places = sequence.places
    for opening, closing in _bracket_pairs(places, text, types):
        inside = {_strong(types[place]) for place in places[opening + 1 : closing]} - {None}
        if not inside:
            continue
        direction = sequence.direction
        if direction not in inside:
            before = (_strong(types[place]) for place in reversed(places[:opening]))
            direction = next((kind for kind in before if kind), sequence.start)
        for bracket in (opening, closing):
            types[places[bracket]] = direction
            for place in places[bracket + 1 :]:
                if original[place] != "NSM":
                    break
                types[place] = direction


def _bracket_pairs(places: Sequence[int], text: str, types: Sequence[str]) -> list[tuple[int, int]]:
    """Positions in ``places`` of the bracket pairs, by their opening brackets (BD16)."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for position, place in enumerate(places):
        if types[place] != "ON":
            continue
        character = _SAME.get(text[place], text[place])
        if character in _CLOSING:
            if len(waiting) == _BRACKET_DEPTH:
                return []
            waiting.append((_CLOSING[character], position))
        elif character in _CLOSERS:
            for depth in range(len(waiting) - 1, -1, -1):
                if waiting[depth][0] == character:
                    pairs.append((waiting[depth][1], position))
                    del waiting[depth:]
                    break
    return sorted(pairs)


def _strong(kind: str) -> str | None:
    """The direction a class counts for in rules N0 to N2: numbers count as right to left."""
    if kind == "L":
        return "L"
    return "R" if kind in ("R", "EN", "AN") else None


def _resolve_neutrals(sequence: RunSequence, types: list[str]) -> None:
    """Rules N1 and N2: neutrals follow their sides where these agree, else the sequence."""
    places = sequence.places
    for start, end in _stretches(places, types, _NEUTRAL):
        before = _strong(types[places[start - 1]]) if start else sequence.start
        after = _strong(types[places[end]]) if end < len(places) else sequence.end
        direction = before if before == after and before else sequence.direction
        for place in places[start:end]:
            types[place] = direction


def _stretches(
    places: Sequence[int], types: Sequence[str], wanted: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Start and end, in ``places``, of each longest stretch of the wanted classes."""
    start = 0
    while start < len(places):
        end = start
        while end < len(places) and types[places[end]] in wanted:
            end += 1
        if end > start:
            yield start, end
        start = end + 1
