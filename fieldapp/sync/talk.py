"""The two sides of a meeting of two laptops: what each tells, gives, wants, takes and refuses.

Plain functions on workspaces; no network (`lan`) and no bytes (`meeting`). Neither side touches a
mark or a place: delivered is what a hub proves.
"""

import io
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldapp.progress import Progress
from fieldapp.store import carried, packs
from fieldapp.store import mission as kept
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace
from fieldapp.sync import handing, meeting, parcel
from fieldapp.sync.errors import BadDocument, ManyWouldVanish, NewerDocument, SyncError
from fieldapp.sync.feed import FEEDS, MEMBERS
from fieldapp.sync.handing import Unpacked
from fieldapp.sync.intake import Intake
from fieldapp.sync.meeting import PORTION, WINDOW_MS, Ids, Message, NoMessage, Received, Refusal
from fieldapp.sync.membership import Member, newer, read_member
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up

MOST_WRONG_CODES = 10
_MOST_SEEN = 10_000


@dataclass
class Taken:
    """What a laptop has taken in and given in a meeting.

    Attributes:
        touched, known_before: As of `Intake`.
        given: Packs that were handed to the other.
        bytes_up, bytes_down: Of the messages.
    """

    found: Unpacked = field(default_factory=Unpacked)
    touched: set[str] = field(default_factory=set)
    known_before: set[str] = field(default_factory=set)
    given: int = 0
    bytes_up: int = 0
    bytes_down: int = 0


class Host:
    """The laptop that answers, for as long as it offers. Used by several threads.

    Attributes:
        code: To be read out to whoever may come.
        done: Somebody has been here and needs no more.
        spent: So many wrong codes came that it answers nobody any more.
        brake: Set where a person has to look before anything more is taken in.
        taken: What came of it so far.
    """

    def __init__(self, code: str, *, let_through: bool = False) -> None:
        self.code = code
        self.done = threading.Event()
        self.spent = False
        self.brake: ManyWouldVanish | None = None
        self.taken = Taken()
        self._let_through = let_through
        self._wrong = 0
        self._seen: dict[str, int] = {}
        self._one_at_a_time = threading.Lock()

    def answer(self, workspace: Workspace, content: bytes) -> bytes:
        """Answer one message.

        Args:
            workspace: Opened in this thread.
        """
        now = workspace.around.wall_ms()
        with self._one_at_a_time:
            try:
                received = meeting.read(content)
                member = self._let_in(workspace, received, now)
                answer = self._serve(workspace, received, member, now)
            except (NoMessage, Refusal) as error:
                code = error.code if isinstance(error, Refusal) else "bad_request"
                return meeting.refuse(code, now)
            except ManyWouldVanish as error:
                self.brake = error
                return meeting.refuse("brake", now)
            self.taken.bytes_down += len(content)
            self.taken.bytes_up += len(answer)
            if received.message.done:
                end(workspace, let_through=self._let_through)
                self.done.set()
            return answer

    def _let_in(self, workspace: Workspace, received: Received, now: int) -> Member:
        message = received.message
        if self.spent:
            raise Refusal("code")
        if message.mission != card_of(workspace).id:
            raise Refusal("other_mission")
        member = sender_of(workspace, message)
        if member is None or not member.reads | member.writes or message.answers:
            raise Refusal("not_a_member")
        if not meeting.is_genuine(received, member.sign):
            raise Refusal("signature")
        if not meeting.knows(received, self.code):
            self._wrong += 1
            if self._wrong >= MOST_WRONG_CODES:
                self.spent = True
            raise Refusal("code")
        if abs(message.time_ms - now) > WINDOW_MS:
            raise Refusal("clock")
        self._seen = {s: at for s, at in self._seen.items() if abs(at - now) <= 2 * WINDOW_MS}
        if received.signature in self._seen or len(self._seen) >= _MOST_SEEN:
            raise Refusal("replay")
        self._seen[received.signature] = message.time_ms
        return member

    def _serve(self, workspace: Workspace, received: Received, member: Member, now: int) -> bytes:
        message = received.message
        pack_up(workspace, Progress())
        take_parcel(workspace, message, self.taken, let_through=self._let_through)
        with writing(workspace.db, workspace.file):
            wants = wanted(Intake(workspace, let_through=False), message)
        gift = {} if message.done else to_give(workspace, member.reads, message.have)
        answer = Message(
            wants=wants,
            given={scope: [pack for pack, _size in listed] for scope, listed in gift.items()},
            parcel=wrapped(workspace, gift),
            answers=received.signature,
        )
        answer = introduced(workspace, answer, now)
        self.taken.given += count(answer.given)
        return meeting.write(answer, workspace.signing_key, self.code)


def sender_of(workspace: Workspace, message: Message) -> Member | None:
    """Return who a message says that it is from, by the newest membership that is known."""
    card = card_of(workspace)
    known = kept.statement_of(workspace.db, message.device)
    member = read_member(known, card) if known else None
    shown = meeting.unsealed(message, kept.scope_keys(workspace.db))
    try:
        introduced = read_member(shown, card) if shown else None
    except (BadDocument, NewerDocument):
        return member
    if introduced and introduced.device == message.device and newer(introduced, member):
        return introduced
    return member


def introduced(workspace: Workspace, message: Message, time_ms: int) -> Message:
    """Return the message with who this laptop is, and the time on the other's clock."""
    statement = kept.statement_of(workspace.db, workspace.device) or ""
    epoch, public = handing.team_key(workspace)
    return replace(
        message,
        mission=card_of(workspace).id,
        device=workspace.device,
        time_ms=max(0, time_ms),
        member=meeting.sealed(statement, public),
        epoch=epoch,
    )


def held(workspace: Workspace, seen: Ids) -> tuple[Ids, Mapping[str, int]]:
    """Return the ids that this laptop tells by feed, and how many of them, the first, wait.

    Args:
        seen: What was in this meeting already, whatever became of it.
    """
    waiting = handing.to_hand_on(workspace, waiting=True)
    every = handing.to_hand_on(workspace)
    have, counts = {}, {}
    for scope in FEEDS:
        first = [pack for pack, _size in waiting[scope]]
        rest = {pack for pack, _size in every[scope]} | set(seen.get(scope, ()))
        have[scope] = first + sorted(rest - set(first))
        counts[scope] = len(first)
    return have, counts


def wanted(intake: Intake, message: Message) -> Ids:
    """Return what this laptop lacks of what the other holds.

    Of a scope that it may not read, only what waits for the hub is worth carrying.
    """
    db = intake.workspace.db

    def lacks(pack: str) -> bool:
        return not (
            packs.has(db, pack) or carried.is_carried(db, pack) or carried.was_passed(db, pack)
        )

    found = {}
    for scope in FEEDS:
        ids = message.have.get(scope, ())
        if scope != MEMBERS and not intake.may_read(scope):
            ids = ids[: message.waiting.get(scope, 0)]
        found[scope] = [pack for pack in ids if lacks(pack)]
    return found


def to_give(
    workspace: Workspace, reads: Iterable[str], has: Ids
) -> dict[str, list[tuple[str, int]]]:
    """Return what the other lacks, by feed, as much as goes into one message.

    Args:
        reads: The scopes that the other may read; of the others it gets what waits for the hub.
    """
    waiting = handing.to_hand_on(workspace, waiting=True)
    every = handing.to_hand_on(workspace)
    readable = {MEMBERS, *reads}
    lacking = {
        scope: _without((every if scope in readable else waiting)[scope], has.get(scope, ()))
        for scope in FEEDS
    }
    return portion(lacking)


def asked_for(workspace: Workspace, wants: Ids) -> dict[str, list[tuple[str, int]]]:
    """Return what the other would like to have and this laptop may pass on, for one message."""
    every = handing.to_hand_on(workspace)
    found = {}
    for scope in FEEDS:
        wanted_ids = set(wants.get(scope, ()))
        found[scope] = [(pack, size) for pack, size in every[scope] if pack in wanted_ids]
    return portion(found)


def portion(listed: Mapping[str, list[tuple[str, int]]]) -> dict[str, list[tuple[str, int]]]:
    """Return the beginning of it that goes into one message; at least one pack."""
    room = PORTION
    found: dict[str, list[tuple[str, int]]] = {}
    for scope, packs_of_scope in listed.items():
        found[scope] = []
        for pack, size in packs_of_scope:
            size += parcel.LONGEST_LINE
            if room < size and room < PORTION:
                return found
            found[scope].append((pack, size))
            room -= size
    return found


def wrapped(workspace: Workspace, gift: Mapping[str, list[tuple[str, int]]]) -> bytes:
    """Return a parcel of these packs; nothing where there are none."""
    if not any(gift.values()):
        return b""
    stream = io.BytesIO()
    items = handing.items_of(workspace, gift)
    parcel.write(stream, handing.label_of(workspace), items, workspace.signing_key)
    return stream.getvalue()


def take_parcel(workspace: Workspace, message: Message, taken: Taken, *, let_through: bool) -> None:
    """Take in what came with a message.

    Raises:
        ManyWouldVanish: The brake.
        NoMessage: What came is no parcel of this mission.
    """
    if not message.parcel:
        return
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
    try:
        for _ in handing.unpack(intake, io.BytesIO(message.parcel), message.device, taken.found):
            pass
        handing.finish(intake, whole=False)  # the brake counts through all of a meeting
    except ManyWouldVanish:
        raise
    except SyncError:
        raise NoMessage from None
    taken.known_before |= intake.known_before - taken.touched
    taken.touched |= intake.touched


def end(workspace: Workspace, *, let_through: bool) -> None:
    """Note that a meeting is whole."""
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
    handing.finish(intake, whole=True)


def count(ids: Ids) -> int:
    """Return how many ids there are of packs; statements do not count."""
    return sum(len(of) for scope, of in ids.items() if scope != MEMBERS)


def _without(listed: Iterable[tuple[str, int]], ids: Sequence[str]) -> list[tuple[str, int]]:
    known = set(ids)
    return [(pack, size) for pack, size in listed if pack not in known]
