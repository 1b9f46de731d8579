"""How much of a work's money was spent locally, as far as its records tell.

Of one work in one currency, so that nothing needs a rate of exchange.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, Ref, ref

ALL, NOTHING = Decimal(1), Decimal(0)


@dataclass(frozen=True)
class LocalMoney:
    """Money of a work: how much is known to be local, of how much.

    Attributes:
        inside: The records with local money.
        outside: The others that were counted.
    """

    local: Decimal
    whole: Decimal
    inside: tuple[Ref, ...]
    outside: tuple[Ref, ...]


Part = tuple[Disclosed, Decimal, Decimal]
"""A record, its money, and which share of it is local (0 to 1)."""


def money_of(ledger: Ledger, work: Disclosed) -> LocalMoney:
    """Return the local money of a work, by the first of these that says anything.

    1. The share that the work itself states, of what was spent, else planned.
    2. Its budget lines that say whether they are local: what they spent, where none did what they
       planned.
    3. Payments to suppliers of whom it is known. A commitment is no payment; a refund comes back.
    4. What suppliers are said to have been paid.

    Source: our own, to be checked; that the stated share goes first is the council's paper's rule.
    """
    ways = (
        _stated(work),
        _lines(ledger, work, "spent"),
        _lines(ledger, work, "planned"),
        _payments(ledger, work),
        _suppliers(ledger, work),
    )
    for way in ways:
        parts = [part for part in way if part[1] > 0]
        if parts:
            return LocalMoney(
                local=sum((money * share for _, money, share in parts), NOTHING),
                whole=sum((money for _, money, _ in parts), NOTHING),
                inside=tuple(ref(record) for record, _, share in parts if share),
                outside=tuple(ref(record) for record, _, share in parts if not share),
            )
    return LocalMoney(NOTHING, NOTHING, (), ())


def money(value: Value) -> Decimal:
    """Return an amount; nothing where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NOTHING
    return max(Decimal(str(value)), NOTHING)


def _stated(work: Disclosed) -> Iterator[Part]:
    share = _per_cent(work.values.get("local_share"))
    if share is not None:
        spent, planned = (money(work.values.get(name)) for name in ("spent", "budget"))
        yield work, spent or planned, share


def _lines(ledger: Ledger, work: Disclosed, name: str) -> Iterator[Part]:
    for line in _rows(ledger, "budget_line", work):
        local = line.values.get("local")
        if isinstance(local, bool):
            yield line, money(line.values.get(name)), ALL if local else NOTHING


def _payments(ledger: Ledger, work: Disclosed) -> Iterator[Part]:
    paid: dict[str, Decimal] = {}
    for payment in _rows(ledger, "payment", work):
        supplier, sort = payment.values.get("supplier"), payment.values.get("type")
        if isinstance(supplier, str) and sort != "commitment":
            amount = money(payment.values.get("amount"))
            sign = -1 if sort == "refund" else 1
            paid[supplier] = paid.get(supplier, NOTHING) + sign * amount
    yield from _to_suppliers(ledger, work, paid)


def _suppliers(ledger: Ledger, work: Disclosed) -> Iterator[Part]:
    rows = _rows(ledger, "supplier", work)
    paid = {row.id: money(row.values.get("amount")) for row in rows}
    yield from _to_suppliers(ledger, work, paid)


def _to_suppliers(ledger: Ledger, work: Disclosed, paid: Mapping[str, Decimal]) -> Iterator[Part]:
    for row in _rows(ledger, "supplier", work):
        share, local = _per_cent(row.values.get("local_share")), row.values.get("local")
        if share is None and isinstance(local, bool):
            share = ALL if local else NOTHING
        if share is not None:
            yield row, paid.get(row.id, NOTHING), share


def _per_cent(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100:
        return None
    return Decimal(str(value)) / 100


def _rows(ledger: Ledger, kind: str, work: Disclosed) -> list[Disclosed]:
    return sorted(ledger.rows(kind, work), key=lambda row: row.id)
