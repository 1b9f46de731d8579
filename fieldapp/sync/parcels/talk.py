"""A meeting of two laptops: what each tells, gives, wants and takes, be it `host` or `guest`.

Plain functions on workspaces; no network (`lan`) and no bytes (`meeting`). Neither side touches a
mark or a place: delivered is what a hub proves.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fieldapp.store import carried, packs
from fieldapp.store import mission as kept
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.closing import contact
from fieldapp.sync.errors import BadDocument, ManyWouldVanish, NewerDocument, SyncError
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.leaving import leave_if_out
from fieldapp.sync.members.membership import Member, newer, read_statement
from fieldapp.sync.mission import card_of
from fieldapp.sync.parcels import handing, meeting, parcel
from fieldapp.sync.parcels.handing import Unpacked
from fieldapp.sync.parcels.meeting import PORTION, Ids, Message, NoMessage
from fieldapp.sync.wire.feed import FEEDS, MEMBERS


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


def sender_of(workspace: Workspace, message: Message) -> Member | None:
    """Return who a message says that it is from, by the newest membership that is known."""
    card = card_of(workspace)
    known = kept.statement_of(workspace.db, message.device)
    member = read_statement(known, card) if known else None
    shown = meeting.unsealed(message, kept.scope_keys(workspace.db))
    try:
        introduced = read_statement(shown, card) if shown else None
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
        if scope in has  # a version before 0.4 says nothing of a feed that it does not know
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
    """Note that a meeting is whole; who was taken out of the mission would have learnt it here."""
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
    handing.finish(intake, whole=True)
    contact.note(workspace)
    leave_if_out(workspace)


def account_of(workspace: Workspace, taken: Taken, began: float) -> Account:
    """Return the account of a meeting: nothing of it counts as sent.

    Args:
        began: Of the monotonic clock, in seconds.
    """
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through=False)
    intake.touched, intake.known_before = taken.touched, taken.known_before
    return handing.account_of(intake, began, bytes_up=taken.bytes_up, bytes_down=taken.bytes_down)


def count(ids: Ids) -> int:
    """Return how many ids there are of packs; statements do not count."""
    return sum(len(of) for scope, of in ids.items() if scope != MEMBERS)


def _without(listed: Iterable[tuple[str, int]], ids: Sequence[str]) -> list[tuple[str, int]]:
    known = set(ids)
    return [(pack, size) for pack, size in listed if pack not in known]
