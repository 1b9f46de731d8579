"""What a laptop and a hub say to each other about chunks, as part of a message of `protocol`.

The chunks of one scope stand on a shelf: the order in which they came, hash-chained like a feed, so
that a hub which was restored from a backup is found out. A laptop shows how the shelf stood when it
last heard of it, and says which chunks it has and which it wants.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fieldapp.store.packs import Mark
from fieldapp.sync.wire.feed import ON_WIRE
from fieldapp.sync.wire.frame import (
    BadMessage,
    Pieces,
    hex_id,
    ids_of,
    list_of,
    maps_of,
    mark_of,
    number_of,
)

MOST_IDS = 500
"""Ids in one list: nine thousand bytes of each message at most."""

MOST_CHUNKS = 16
"""In one message. Four are sent at once; a hub takes more, should links become better."""

_MOST_SHELVES = 100


@dataclass(frozen=True)
class AskedShelf:
    """What a laptop says about one scope.

    Attributes:
        mark: The shelf as it last knew it; None where it heard of none, or begins anew.
        have: Chunks that it holds and of which nothing shows that the hub has them.
        want: Chunks that it wants.
        chunks: The bytes of chunks that the hub said it misses.
    """

    mark: Mark | None = None
    have: tuple[str, ...] = ()
    want: tuple[str, ...] = ()
    chunks: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class ShelfPage:
    """What the hub answers about one scope.

    Attributes:
        stands: The laptop's mark is on the shelf. Otherwise nothing that it knows of it holds.
        head: The newest chunk of the shelf, with this message's.
        misses: Those of `have` that the hub has not.
        lacks: Those of `want` that it cannot give to this laptop; it does not say why.
        wants: Chunks that it had and lost; whoever has them may send them.
        chunks: Of those wanted, as many as a page holds.
        refused: Ids of chunks that were sent and not taken, with the reason.
    """

    stands: bool
    head: Mark
    misses: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    wants: tuple[str, ...] = ()
    chunks: tuple[bytes, ...] = ()
    refused: Mapping[str, str] = field(default_factory=dict)


def written(shelves: Mapping[str, AskedShelf]) -> dict[str, Any]:
    """Return what a request's head says of its shelves."""
    return {
        scope: {
            "mark": [asked.mark.seq, asked.mark.hash[:ON_WIRE]] if asked.mark else None,
            "have": list(asked.have),
            "want": list(asked.want),
            "sizes": [len(chunk) for chunk in asked.chunks],
        }
        for scope, asked in shelves.items()
    }


def read_asked(head: Mapping[str, Any], rest: Pieces) -> dict[str, AskedShelf]:
    """Read the shelves of a request.

    Raises:
        BadMessage: They are none.
    """
    return {
        scope: AskedShelf(
            mark=None if plain.get("mark") is None else mark_of(plain["mark"], ON_WIRE),
            have=ids_of(plain, "have", MOST_IDS),
            want=ids_of(plain, "want", MOST_IDS),
            chunks=_chunks(plain, rest),
        )
        for scope, plain in maps_of(head, "shelves", _MOST_SHELVES).items()
    }


def answered(pages: Mapping[str, ShelfPage]) -> dict[str, Any]:
    """Return what a reply's head says of its shelves."""
    return {
        scope: {
            "stands": page.stands,
            "head": [page.head.seq, page.head.hash],
            "misses": list(page.misses),
            "lacks": list(page.lacks),
            "wants": list(page.wants),
            "sizes": [len(chunk) for chunk in page.chunks],
            "refused": dict(page.refused),
        }
        for scope, page in pages.items()
    }


def read_pages(head: Mapping[str, Any], rest: Pieces) -> dict[str, ShelfPage]:
    """Read the shelves of a reply.

    Raises:
        BadMessage: They are none.
    """
    return {
        scope: _page(plain, rest)
        for scope, plain in maps_of(head, "shelves", _MOST_SHELVES).items()
    }


def _page(plain: Mapping[str, Any], rest: Pieces) -> ShelfPage:
    refused = plain.get("refused")
    if not isinstance(refused, dict):
        raise BadMessage("refused")
    return ShelfPage(
        stands=plain.get("stands") is True,
        head=mark_of(plain.get("head"), 32),
        misses=ids_of(plain, "misses", MOST_IDS),
        lacks=ids_of(plain, "lacks", MOST_IDS),
        wants=ids_of(plain, "wants", MOST_IDS),
        chunks=_chunks(plain, rest),
        refused={hex_id(chunk): str(reason)[:40] for chunk, reason in refused.items()},
    )


def _chunks(plain: Mapping[str, Any], rest: Pieces) -> tuple[bytes, ...]:
    return tuple(rest.take(number_of(size)) for size in list_of(plain, "sizes", MOST_CHUNKS))
