"""What a disclosed record answers, read so that no odd answer from another laptop stops a paper."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS


def text_of(row: Disclosed | None, name: str) -> str:
    """Return an answer in words, a code or an ISO day; "" where there is none."""
    value = row.values.get(name) if row is not None else None
    return value if isinstance(value, str) else ""


def codes_of(row: Disclosed | None, name: str) -> tuple[str, ...]:
    """Return the codes that were chosen; none where the question was not answered."""
    value = row.values.get(name) if row is not None else None
    return (
        tuple(code for code in value if isinstance(code, str)) if isinstance(value, tuple) else ()
    )


def whole_of(row: Disclosed | None, name: str) -> int | None:
    """Return a whole number, or None."""
    value = row.values.get(name) if row is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def amount_of(row: Disclosed, name: str) -> float | None:
    """Return a number, or None."""
    value = row.values.get(name)
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def by_day(name: str) -> Callable[[Disclosed], tuple[str, str]]:
    """Return what sorts records by the day of an answer, those without one last."""
    return lambda row: (text_of(row, name) or "9999", row.id)


def rows_under(
    disclosed: Mapping[str, Sequence[Disclosed]], kind: str, parents: Iterable[Disclosed | None]
) -> list[Disclosed]:
    """Return the rows of a kind that belong to one of these records."""
    ids = {parent.id for parent in parents if parent is not None}
    link = KINDS[kind].parent
    return [row for row in disclosed.get(kind, ()) if row.values.get(link) in ids]


def sum_of(lines: Iterable[Disclosed], name: str) -> float | None:
    """Add up in decimals, so that cents do not drift; None where no line has the figure."""
    return added_up(amount_of(line, name) for line in lines)


def added_up(amounts: Iterable[float | None]) -> float | None:
    """Add up in decimals the amounts that are known; None where none is."""
    known = [Decimal(str(amount)) for amount in amounts if amount is not None]
    if not known:
        return None
    total = sum(known)
    return int(total) if total == int(total) else float(total)
