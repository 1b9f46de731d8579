"""Counted copies of a paper: one for each reader, each of its own."""

from collections.abc import Sequence
from dataclasses import replace

from fieldapp.domain.code import new_code
from fieldapp.domain.papers.order import Copy, PaperOrder


def orders_of(order: PaperOrder, readers: Sequence[str]) -> tuple[PaperOrder, ...]:
    """Return an order for each reader's copy, all under one code; where there are no readers, the
    order itself."""
    if not readers:
        return (order,)
    order = replace(order, code=order.code or new_code())
    return tuple(
        replace(order, copy=Copy(number, len(readers), reader, tuple(readers)))
        for number, reader in enumerate(readers, 1)
    )
