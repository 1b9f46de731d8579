"""Who synced when, and how far each laptop has got on each feed.

Written in the transaction that answers the laptop, so that it never says more than what was done.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from fieldapp.hub.schema import TABLES
from fieldapp.hub.storage import Shelf

SEEN = sa.Table(
    "seen",
    TABLES,
    sa.Column("device", sa.String(16), primary_key=True),
    sa.Column("at_ms", sa.BigInteger, nullable=False),
    sa.Column("reached", sa.Text, nullable=False),
    sa.Column("aside", sa.Integer, nullable=False),
)

DAY_MS = 24 * 60 * 60 * 1000
_STALE_MS = 60_000
"""A laptop that asks again and again and gets nothing new is written down once a minute."""


@dataclass(frozen=True)
class Reached:
    """How far a laptop has got on a feed.

    Attributes:
        shown: Number of the newest entry that it has proved to have, by a mark.
        given: Number of the last entry that was sent to it; whether it came is not known yet.
    """

    shown: int
    given: int


@dataclass(frozen=True)
class Seen:
    """When a laptop was here last, and how it was.

    Attributes:
        at_ms: By the hub's clock, milliseconds since 1970.
        aside: Packs that it could not use, as it said itself.
    """

    at_ms: int
    reached: Mapping[str, Reached]
    aside: int = 0


def note(
    shelf: Shelf, device: str, at_ms: int, reached: Mapping[str, Reached], aside: int | None = None
) -> None:
    """Write down that a laptop was here.

    Feeds that it did not ask for stay as they were, and so does ``aside`` where it is None.
    """
    before = seen_of(shelf, device)
    now = {**(before.reached if before else {}), **reached}
    if aside is None:
        aside = before.aside if before else 0
    same = before is not None and (before.reached, before.aside) == (now, aside)
    if before and same and 0 <= at_ms - before.at_ms < _STALE_MS:
        return
    text = json.dumps({scope: [r.shown, r.given] for scope, r in sorted(now.items())})
    values = {"at_ms": at_ms, "reached": text, "aside": aside}
    done = shelf.execute(sa.update(SEEN).where(SEEN.c.device == device).values(values))
    if done.rowcount == 0:
        shelf.execute(sa.insert(SEEN).values(device=device, **values))


def seen_of(shelf: Shelf, device: str) -> Seen | None:
    """Return when a laptop was here last, or None."""
    row = shelf.execute(sa.select(SEEN).where(SEEN.c.device == device)).first()
    return _seen(row.at_ms, row.reached, row.aside) if row else None


def everyone(shelf: Shelf) -> dict[str, Seen]:
    """Return when each laptop was here last, by device."""
    rows = shelf.execute(sa.select(SEEN))
    return {row.device: _seen(row.at_ms, row.reached, row.aside) for row in rows}


def count_since(shelf: Shelf, at_ms: int) -> int:
    """Return how many laptops have been here since a time."""
    query = sa.select(sa.func.count()).select_from(SEEN).where(SEEN.c.at_ms >= at_ms)
    return int(shelf.execute(query).scalar_one())


def _seen(at_ms: int, text: str, aside: int) -> Seen:
    plain = json.loads(text)
    return Seen(at_ms, {scope: Reached(*numbers) for scope, numbers in plain.items()}, aside)
