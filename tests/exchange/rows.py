"""Rows and what becomes of them, for the tests of each format."""

from collections.abc import Callable, Iterable, Mapping

from fieldapp.errors import UserError
from fieldapp.exchange.arrival import Entry, RowRefused
from fieldapp.exchange.table import Row

Make = Callable[[Row], Iterable[Entry]]


def entries(make: Make, cells: Mapping[str, str]) -> list[Entry]:
    return list(make(Row(2, cells)))


def refusal(make: Make, cells: Mapping[str, str]) -> tuple[str, UserError]:
    """Return column and reason of a row that must be refused."""
    try:
        entries(make, cells)
    except RowRefused as refused:
        return refused.column, refused.error
    raise AssertionError("the row was taken")
