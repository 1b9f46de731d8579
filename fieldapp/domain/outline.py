"""The outline of an area as one short text: rings of points, each told by its step from the last.

Source: Google, "Encoded Polyline Algorithm Format", with thousandths of a degree (110 m at most)
instead of hundred-thousandths, and a space between rings. Latitude comes before longitude.
"""

from collections.abc import Iterable, Iterator, Sequence

Point = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84."""

Ring = tuple[Point, ...]
"""A closed line; the last point leads back to the first, which is not repeated."""

LONGEST = 8_000
"""Characters of an outline. A thousand of them are sealed, sent and carried on a stick."""

SHAPE = rf"[ ?-~]{{1,{LONGEST}}}"
"""What an encoded outline looks like, as a regular expression."""

STEPS = 1000
"""In a degree."""

_FIRST, _MORE, _BITS = 63, 0x20, 5


def encode(rings: Iterable[Sequence[Point]]) -> str:
    """Return the text of an outline. Points that fall together are told once, and a ring of less
    than three is left out."""
    return " ".join(_ring_text(ring) for each in rings if len(ring := _on_grid(each)) > 2)


def decode(text: object) -> tuple[Ring, ...]:
    """Return the rings of an outline; none of a text that is no outline, as a forged one."""
    if not isinstance(text, str) or len(text) > LONGEST:
        return ()
    rings = []
    for part in text.split(" "):
        ring = _ring_of(part)
        if ring is None:
            return ()
        rings.append(ring)
    return tuple(rings)


def _on_grid(ring: Sequence[Point]) -> list[tuple[int, int]]:
    points: list[tuple[int, int]] = []
    for longitude, latitude in ring:
        point = round(latitude * STEPS), round(longitude * STEPS)
        if not points or points[-1] != point:
            points.append(point)
    while len(points) > 1 and points[-1] == points[0]:
        points.pop()
    return points


def _ring_text(points: Sequence[tuple[int, int]]) -> str:
    letters: list[str] = []
    before = (0, 0)
    for point in points:
        for here, last in zip(point, before, strict=True):
            step = here - last
            letters.extend(_number_text(~(step << 1) if step < 0 else step << 1))
        before = point
    return "".join(letters)


def _number_text(number: int) -> Iterator[str]:
    while number >= _MORE:
        yield chr((_MORE | (number & (_MORE - 1))) + _FIRST)
        number >>= _BITS
    yield chr(number + _FIRST)


def _ring_of(text: str) -> Ring | None:
    numbers = _numbers(text)
    if numbers is None or len(numbers) < 6 or len(numbers) % 2:
        return None
    ring, latitude, longitude = [], 0, 0
    for up, along in zip(numbers[::2], numbers[1::2], strict=True):
        latitude, longitude = latitude + up, longitude + along
        if abs(latitude) > 90 * STEPS or abs(longitude) > 180 * STEPS:
            return None
        ring.append((longitude / STEPS, latitude / STEPS))
    return tuple(ring)


def _numbers(text: str) -> list[int] | None:
    numbers, number, shift = [], 0, 0
    for letter in text:
        part = ord(letter) - _FIRST
        if not 0 <= part < 2 * _MORE or shift > 30:
            return None
        number |= (part & (_MORE - 1)) << shift
        shift += _BITS
        if part < _MORE:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
    return None if shift else numbers
