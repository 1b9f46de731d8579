"""Carrying photographs: after the facts of a round, as far as the link allows.

The laptop offers the chunks of which nothing shows that the hub has them, sends those that the hub
says it misses, and asks for those that the records here name. Small pictures go first, then the
newest photographs. Nothing about photographs ends a round: what does not get through waits, and
the account says so.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from fieldapp.domain.scope import SCOPES
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import photos
from fieldapp.store.chunks import SIZE, Chunk, id_of
from fieldapp.store.packs import Mark
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import HubStoppedMidway, HubUnreachable, NotAHub
from fieldapp.sync.wire import protocol
from fieldapp.sync.wire.protocol import Hub, Reply, Request
from fieldapp.sync.wire.shelves import MOST_IDS, AskedShelf, ShelfPage

MOST_IN_PAGE = 4
"""Chunks in one message: eight seconds on 64 kbit/s. A page begins with one and grows as long as
messages get through, because a cut loses a whole page."""

TRIES = 3
"""A carrying that is cut so often in a row, without anything having got through, is given up."""

_RESETS = 2
"""How often in one round a hub may turn out to have been restored."""

STOPPED: Mapping[str, str] = {
    "version": N_("the hub is too old to carry photographs; its administrator has to update it"),
    "cut": N_("the connection broke off again and again"),
    "changed": N_("the hub sent something else than what was asked for"),
    "disk_full": N_("the disk of the hub is full"),
    "refused": N_("the hub would not take them"),
}
"""Why photographs wait although the round went well: the code, and the words for people."""

log = logging.getLogger(__name__)


class Which(Enum):
    """What of photographs a round carries."""

    NONE = "none"
    SMALL = "small"
    ALL = "all"


@dataclass(frozen=True)
class Carried:
    """What became of the photographs in a round.

    Attributes:
        sent: Photographs of which all that waited here has reached the hub.
        received: Photographs that have become whole here, or small where only that was wanted.
        missing: Photographs whose record is here and of which something is not.
        waiting: Photographs of which something is not on the hub.
        stopped: A key of `STOPPED`, or another refusal of the hub; "" where nothing stopped it.
    """

    sent: int
    received: int
    missing: int
    waiting: int
    stopped: str
    bytes_up: int
    bytes_down: int


def carry(
    workspace: Workspace, hub: Hub, progress: Progress, mission: str, offset_ms: int, which: Which
) -> Carried:
    """Carry photographs between this laptop and the hub until nothing is left to do.

    Args:
        offset_ms: By how much the hub's clock is ahead of the laptop's.

    Raises:
        Cancelled: The person asked to stop. What went through so far stays.
    """
    courier = _Courier(workspace, hub, mission, offset_ms, which)
    whole_before, waiting_before = courier.whole(), courier.waiting_photos()
    if which is not Which.NONE:
        courier.run(progress)
    waiting = courier.waiting_photos()
    whole = courier.whole()
    carried = Carried(
        sent=len(waiting_before - waiting),
        received=len(whole - whole_before),
        missing=len(courier.photos) - len(courier.whole(everything=True)),
        waiting=len(waiting),
        stopped=courier.stopped,
        bytes_up=courier.bytes_up,
        bytes_down=courier.bytes_down,
    )
    if carried.stopped:
        log.warning("Photographs wait: %s", carried.stopped)
    return carried


MOST_CARRIED_BYTES = 200_000_000
"""Of chunks that a laptop carries for others, so that nobody can fill its disk with them."""


def chunks_for_parcel(
    workspace: Workspace, *, waiting: bool = False
) -> Iterator[tuple[str, str, bytes]]:
    """Go through (id, scope, bytes) of all chunks that are kept here, the small pictures first,
    then the newest photographs.

    Args:
        waiting: Only those that nothing shows to be at the hub.
    """
    for chunk in workspace.chunks.waiting() if waiting else workspace.chunks.all():
        content = workspace.chunks.read(chunk.id)
        if content is not None:
            yield chunk.id, chunk.scope, content


def take_chunks(workspace: Workspace, brought: Iterable[tuple[str, str, bytes]]) -> int:
    """Keep chunks (id, scope, bytes) that a parcel brought; return how many are of use here.

    One is where a photograph's record names it; or, to be carried on, where its scope, as the
    parcel says it, is one that this laptop cannot read and there is room.
    """
    named = {c.id: c for record in photos.readable(workspace) for c in photos.chunks_of(record)}
    room = MOST_CARRIED_BYTES - workspace.chunks.carried_bytes()
    taken = 0
    with workspace.chunks.writing():
        for chunk, scope, content in brought:
            if len(content) > SIZE or id_of(content) != chunk:
                continue
            kept = named.get(chunk)
            if kept is None:
                room -= len(content)
                if scope not in SCOPES or workspace.reads(scope) or room < 0:
                    continue
                kept = Chunk(chunk, scope, "", False, 0)
            workspace.chunks.keep(kept, content)
            taken += 1
    return taken


class _Courier:
    """What a carrying knows from one message to the next.

    Attributes:
        photos: For each photograph that this laptop can read, its chunks.
        stopped: Why it ended early.
    """

    def __init__(
        self, workspace: Workspace, hub: Hub, mission: str, offset_ms: int, which: Which
    ) -> None:
        self.photos = {r.id: photos.chunks_of(r) for r in photos.readable(workspace)}
        self.stopped = ""
        self.bytes_up = self.bytes_down = 0
        self._workspace = workspace
        self._file = workspace.chunks
        self._hub = hub
        self._mission = mission
        self._offset_ms = offset_ms
        self._which = which
        self._named = {chunk.id: chunk for named in self.photos.values() for chunk in named}
        self._lacked: set[str] = set()
        self._missed: dict[str, None] = {}
        self._refused: set[str] = set()
        self._resets = 0
        self._is_asked = False

    def whole(self, everything: bool = False) -> set[str]:
        """Return the photographs of which all that is wanted is here."""
        here = self._file.ids()
        return {
            photo
            for photo, named in self.photos.items()
            if all(chunk.id in here for chunk in named if everything or self._is_wanted(chunk))
        }

    def waiting_photos(self) -> set[str]:
        """Return the photographs of which something is not on the hub, carried ones aside."""
        return {chunk.photo for chunk in self._file.waiting() if chunk.photo}

    def run(self, progress: Progress) -> None:
        """Exchange messages until nothing is left, or nothing gets through any more."""
        fruitless = done = total = 0
        while fruitless < TRIES:
            left = self._left()
            if left:
                done, total = max(0, total - left), max(total, left)
                progress.step(done, total, N_("Photographs"))
            elif self._is_asked:
                return
            try:
                if not self._exchange():
                    return
                fruitless = 0
            except (HubUnreachable, HubStoppedMidway, NotAHub):
                fruitless += 1
                self._set_pace(self._file.pace() // 2)
        self.stopped = "cut"

    def _left(self) -> int:
        wanted = self._wanted()
        return len(wanted) + len(self._waiting())

    def _wanted(self) -> list[Chunk]:
        """Return what records name and is not here: small pictures first, then the newest."""
        here = self._file.ids() | self._lacked
        wanted = [c for c in self._named.values() if c.id not in here and self._is_wanted(c)]
        return sorted(wanted, key=lambda c: (c.small, c.photo, -c.n), reverse=True)

    def _is_wanted(self, chunk: Chunk) -> bool:
        return chunk.small or self._which is not Which.SMALL

    def _waiting(self) -> list[Chunk]:
        waiting = self._file.waiting(small_only=self._which is Which.SMALL)
        return [chunk for chunk in waiting if chunk.id not in self._refused]

    def _exchange(self) -> bool:
        """Send one message and take in its answer; say whether there may be more to do."""
        asked = self._ask()
        if not asked:
            return False
        reply = self._answer(asked)
        if reply.refused == "clock":  # now the hub's clock is known
            reply = self._answer(asked)
        self._is_asked = True
        if reply.refused:
            self.stopped = reply.refused
            return False
        before = self._state()
        full = any(
            len(wish.chunks) == self._file.pace() or len(wish.want) == self._file.pace()
            for wish in asked.values()
        )
        with self._file.writing():
            for scope, wish in asked.items():
                if scope in reply.shelves:
                    self._take(scope, wish, reply.shelves[scope])
            if full:
                self._file.set_pace(min(MOST_IN_PAGE, self._file.pace() + 1))
            self._file.drop(self._file.carried())
        return not self.stopped and self._state() != before

    def _state(self) -> object:
        waiting = [chunk.id for chunk in self._file.waiting()]
        return self._file.ids(), waiting, set(self._missed), set(self._lacked), set(self._refused)

    def _ask(self) -> dict[str, AskedShelf]:
        """Return what to say about each scope of which chunks are kept or wanted."""
        pace = self._file.pace()
        sending: dict[str, list[bytes]] = {}
        for chunk in self._to_send()[:pace]:
            content = self._file.read(chunk.id)
            if content is not None:
                sending.setdefault(chunk.scope, []).append(content)
            else:  # damaged here: perhaps the hub has it, perhaps another laptop
                self._missed.pop(chunk.id)
                with self._file.writing():
                    self._file.drop([chunk.id])
        offered = [c for c in self._waiting() if c.id not in self._missed][:MOST_IDS]
        wanted = self._wanted()[:pace]
        return {
            scope: AskedShelf(
                mark=self._file.mark(scope),
                have=tuple(chunk.id for chunk in offered if chunk.scope == scope),
                want=tuple(chunk.id for chunk in wanted if chunk.scope == scope),
                chunks=tuple(sending.get(scope, ())),
            )
            for scope in sorted(self._file.scopes() | {chunk.scope for chunk in wanted})
        }

    def _to_send(self) -> list[Chunk]:
        """Return what the hub said it misses, in the order in which it should go."""
        return [chunk for chunk in self._waiting() if chunk.id in self._missed]

    def _answer(self, asked: Mapping[str, AskedShelf]) -> Reply:
        request = Request(
            mission=self._mission,
            device=self._workspace.device,
            time_ms=max(0, self._workspace.around.wall_ms() + self._offset_ms),
            feeds={},
            shelves=asked,
        )
        message = protocol.write_request(request, self._workspace.signing_key)
        self.bytes_up += len(message)
        answer = self._hub.exchange(message)
        self.bytes_down += len(answer)
        try:
            reply = protocol.read_reply(answer)
        except protocol.CutMessage:
            raise HubStoppedMidway(hub=self._hub.name) from None
        except protocol.BadMessage:
            raise NotAHub(hub=self._hub.name) from None
        self._offset_ms = reply.time_ms - self._workspace.around.wall_ms()
        return reply

    def _take(self, scope: str, asked: AskedShelf, page: ShelfPage) -> None:
        if not page.stands:
            self._resets += 1
            if self._resets > _RESETS:
                self.stopped = "changed"
                return
            log.warning("The hub does not know its shelf of %s any more", scope)
            self._file.go_back(scope)
        for content in page.chunks:
            chunk = id_of(content)
            if chunk not in asked.want:
                self.stopped = "changed"
                return
            self._file.keep(self._named[chunk], content, page.head.seq)
        misses = set(page.misses) & set(asked.have)
        sent = {id_of(content) for content in asked.chunks}
        taken = sent - page.refused.keys()
        self._file.place((set(asked.have) - misses) | taken, page.head.seq)
        for chunk in taken:
            self._missed.pop(chunk, None)
        self._missed |= dict.fromkeys(misses)
        self._refused |= sent & page.refused.keys()
        if sent & page.refused.keys():
            self.stopped = "refused"
        self._lacked |= set(page.lacks) & set(asked.want)
        self._offer_lost(page.wants, taken)
        self._file.set_mark(scope, Mark(page.head.seq, page.head.hash))

    def _offer_lost(self, wants: Sequence[str], taken: set[str]) -> None:
        """The hub has lost these; those that are here are sent to it again."""
        here = [c for c in wants if c not in taken | self._refused and self._file.read(c)]
        self._file.offer_again(here)
        self._missed |= dict.fromkeys(here)

    def _set_pace(self, chunks: int) -> None:
        with self._file.writing():
            self._file.set_pace(max(1, chunks))
