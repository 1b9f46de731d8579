"""The hash chain of a feed: cursor, audit log and restore detector at once.

A feed is the ordered shelf of the packs of one scope. The hash after an entry follows from the
hash before it and the entry's id, so two sides whose hash at a number agree have the same entries
up to there. Keeping feeds is for `fieldapp.hub` and `fieldapp.store.packs`.
"""

import hashlib
from collections.abc import Mapping

from fieldapp.domain.scope import SCOPES
from fieldapp.store.packs import Mark

MEMBERS = "mission/members"
"""The feed of signed memberships. Not sealed: every member may know who else is one."""

FEEDS = (MEMBERS, *reversed(SCOPES))
"""In the order of their urgency: without memberships no author can be verified."""

LATE = "mission/late"
"""The feed of what laptops sent after they were taken out, for a person to look at. Only the
founder and administrators see it; its packs are sealed to the readers of their own scopes."""

ON_WIRE = 16
"""Hexadecimal digits of a hash that a mark is sent with."""

_STEPS = tuple(8**k for k in range(6))


def id_of(content: bytes) -> str:
    """Return the id of a pack or membership: BLAKE2b-128 of its bytes, in hexadecimal."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def beginning(mission: str, scope: str) -> Mark:
    """Return the mark before the first entry. It differs between missions and between scopes."""
    return Mark(0, id_of(f"fieldapp feed 1\n{mission}\n{scope}".encode()))


def following(mark: Mark, entry: str) -> Mark:
    """Return the mark after the entry with this id."""
    return Mark(mark.seq + 1, id_of(bytes.fromhex(mark.hash) + bytes.fromhex(entry)))


def kept(marks: Mapping[int, str], newest: int) -> list[int]:
    """Choose which of the known marks to keep: at most twelve, ever farther apart.

    For each step of 1, 8, 64 ... the last two multiples up to the newest. A multiple was the newest
    once, so keeping only these never loses one that is needed later; and where a hub has lost the
    last n entries, a common mark is found within sixteen times n, up to 65 000.
    """
    wanted = {newest}
    for step in _STEPS:
        last = newest - newest % step
        wanted |= {last, last - step}
    return sorted(seq for seq in wanted if seq in marks)
