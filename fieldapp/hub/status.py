"""What whoever keeps a hub wants to know: who synced when, and who is how far behind.

Names and roles are those of the signed memberships; of the packs only their number and size.
"""

import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from fieldapp.hub import seen, storage
from fieldapp.hub.seen import Seen
from fieldapp.hub.storage import FEED, Shelf
from fieldapp.sync.members.membership import Member, read_statement
from fieldapp.sync.wire.feed import FEEDS, LATE, MEMBERS


def status_of(shelf: Shelf) -> dict[str, Any]:
    """Return what `hub status` shows of the storage; plain values, as JSON has them.

    A module with tables of its own, such as one for late packs, adds a key of its own here.
    """
    card = storage.mission(shelf)
    heads = {scope: storage.head(shelf, scope) for scope in FEEDS}
    lengths = {scope: head.seq if head else 0 for scope, head in heads.items()}
    texts = storage.statements(shelf).values() if card else ()
    members = [read_statement(text, card) for text in texts if card]
    seen_by = seen.everyone(shelf)
    return {
        "mission": card.id if card else None,
        "mission_name": card.name if card else None,
        "feeds": lengths,
        "feed_bytes": {scope: _bytes_of(shelf, scope) for scope in FEEDS},
        "members": [_of(member, seen_by.get(member.device), lengths) for member in members],
        "late": _late(shelf),
    }


def disk_free(folder: Path) -> int:
    """Return the bytes that are free on the disk of a folder."""
    return shutil.disk_usage(folder).free


def _of(member: Member, last: Seen | None, lengths: dict[str, int]) -> dict[str, Any]:
    """Return what is known of a laptop; how far it is behind counts what was sent to it."""
    reads = [scope for scope in FEEDS if scope == MEMBERS or scope in member.reads]
    reached = last.reached if last else {}
    behind, unconfirmed = {}, {}
    for scope in reads:
        far = reached.get(scope)
        given = min(far.given, lengths[scope]) if far else 0
        behind[scope] = lengths[scope] - given
        unconfirmed[scope] = max(0, given - far.shown) if far else 0
    return {
        "device": member.device,
        "name": member.name,
        "role": member.role,
        "last_seen": _day_and_time(last.at_ms) if last else None,
        "behind": behind,
        "unconfirmed": unconfirmed,
        "set_aside": last.aside if last else 0,
    }


def _late(shelf: Shelf) -> dict[str, int]:
    """Return how many packs wait for a person, of each laptop that was taken out before it sent."""
    late = sa.select(FEED.c.device, sa.func.count()).where(FEED.c.scope == LATE)
    rows = shelf.execute(late.group_by(FEED.c.device).order_by(FEED.c.device))
    return {str(device): int(packs) for device, packs in rows}


def _bytes_of(shelf: Shelf, scope: str) -> int:
    query = sa.select(sa.func.coalesce(sa.func.sum(FEED.c.size), 0)).where(FEED.c.scope == scope)
    return int(shelf.execute(query).scalar_one())


def _day_and_time(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="seconds")
