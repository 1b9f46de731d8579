"""Handing packs from laptop to laptop: what goes into a parcel, and what becomes of what comes out.

Neither marks nor places are touched: that something was handed on proves nothing about the hub, so
what waits goes on waiting.
"""

import logging
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox

from fieldapp.domain.scope import TEAM
from fieldapp.language import Language
from fieldapp.store import carried, packs
from fieldapp.store import mission as kept
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.chunks import chunks_for_parcel, take_chunks
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.membership import is_leaving
from fieldapp.sync.members.scope_keys import FIRST_EPOCH
from fieldapp.sync.mission import card_of
from fieldapp.sync.parcels import parcel
from fieldapp.sync.parcels.carrying import Carrier, Outcome
from fieldapp.sync.parcels.parcel import CHUNK, PACK, STATEMENT, End, Item, Label, Reading
from fieldapp.sync.parcels.parcel_errors import ForeignParcel
from fieldapp.sync.wire.feed import FEEDS, MEMBERS, id_of

PORTION = 1024 * 1024
"""Bytes of items that are taken in with one transaction."""
MOST_STRANGE = 1000
"""Items that no member made, after which the rest of a parcel is not looked at."""

log = logging.getLogger(__name__)


@dataclass
class Unpacked:
    """What came out of one parcel or of several.

    Attributes:
        packs: Packs that are new here and are used, or were set aside with their reason.
        carried: Packs that are new here and are carried for others.
        known: Packs and statements that were here already.
        damaged: Items whose bytes are not what they were.
        strange: Items that nobody of the mission has signed.
        unknown: Items of a type that only a later version knows.
        no_room: Packs that would be carried if there were room.
        torn: Parcels of which something is missing or was changed.
        size: Bytes that were read.
    """

    packs: int = 0
    carried: int = 0
    known: int = 0
    damaged: int = 0
    strange: int = 0
    unknown: int = 0
    no_room: int = 0
    torn: int = 0
    size: int = 0


def to_hand_on(
    workspace: Workspace, *, waiting: bool = False, only_here: bool = False
) -> dict[str, list[tuple[str, int]]]:
    """Return for each feed the packs (id, bytes) that this laptop may pass on, oldest first.

    What was set aside is not passed on. Statements go with every parcel, so that whoever reads it
    can check who made the packs.

    Args:
        waiting: Only packs that no mark shows to be at the hub.
        only_here: The same, with those that were set aside: perhaps nobody else has them.
    """
    db = workspace.db
    aside = {} if only_here else packs.aside(db)
    found = {}
    for scope in FEEDS:
        whole = not (waiting or only_here) or scope == MEMBERS
        listed = packs.of_scope(db, scope) if whole else packs.without_place(db, scope)
        listed = [(pack, size) for pack, size in listed if pack not in aside]
        found[scope] = listed + carried.of_scope(db, scope)
    return found


def items_of(workspace: Workspace, wanted: Mapping[str, list[tuple[str, int]]]) -> Iterator[Item]:
    """Go through these packs as the items of a parcel; what has gone meanwhile is left out.

    That somebody was taken out is sealed to the team's first key as well: their laptop has no
    newer one, and has to learn it.
    """
    db = workspace.db
    epoch, public = team_key(workspace)
    box = SealedBox(PublicKey(public))
    first = SealedBox(PublicKey(kept.scope_keys(db)[TEAM, FIRST_EPOCH][0]))
    for scope, listed in wanted.items():
        for pack, _size in listed:
            content = carried.content(db, pack)
            if content is None and packs.has(db, pack):
                content = packs.get(db, pack).content
            if content is None:
                continue
            if scope == MEMBERS:
                sealed = box.encrypt(content)
                yield Item(STATEMENT, scope, id_of(sealed), sealed, epoch)
                if epoch > FIRST_EPOCH and is_leaving(content):
                    sealed = first.encrypt(content)
                    yield Item(STATEMENT, scope, id_of(sealed), sealed, FIRST_EPOCH)
            else:
                yield Item(PACK, scope, pack, content)


def pictures_of(workspace: Workspace, *, waiting: bool = False) -> Iterator[Item]:
    """Go through the pieces of photographs that this laptop may pass on, as items of a parcel.

    Args:
        waiting: Only those that nothing shows to be at the hub.
    """
    for chunk, scope, content in chunks_for_parcel(workspace, waiting=waiting):
        yield Item(CHUNK, scope, chunk, content)


def label_of(workspace: Workspace) -> Label:
    """Return what a parcel made here and now says of itself."""
    day = workspace.wall().date().isoformat()
    return Label(card_of(workspace).id, workspace.device, day)


def unpack(intake: Intake, stream: BinaryIO, name: str, found: Unpacked) -> Iterator[int]:
    """Take everything out of a parcel that is whole and somebody of the mission made.

    Gives the place in the stream each time that a portion has been taken in.

    Args:
        name: What people call the parcel.
        found: Is added to.

    Raises:
        NoParcel, NewerParcel, ForeignParcel: Nothing was taken.
        ManyWouldVanish: The brake; the portion in question was not taken.
    """
    label = parcel.read_label(stream, name)
    if label.mission != intake.card.id:
        raise ForeignParcel(file=name)
    reading = Reading(label)
    strange_before = found.strange
    carrier = Carrier(intake)
    for portion in _portions(parcel.read_items(stream, reading)):
        take_in(intake, carrier, portion, found)
        yield stream.tell()
        if found.strange - strange_before > MOST_STRANGE:
            reading.end = End.GIVEN_UP
            break
    author = intake.author(label.device)
    whole = author is not None and parcel.is_signed_by(reading, author.sign)
    found.damaged += reading.damaged
    found.torn += not whole
    if not whole:
        log.warning("A parcel of device %s ended %s", label.device, reading.end.name)


def take_in(intake: Intake, carrier: Carrier, portion: Collection[Item], found: Unpacked) -> None:
    """Take in some items with one transaction.

    Raises:
        ManyWouldVanish: The brake; none of them was taken.
    """
    workspace = intake.workspace
    with writing(workspace.db, workspace.file):
        outcomes = [(i, _take(intake, carrier, i)) for i in portion if i.type != CHUNK]
        intake.brake()
    # After the records that name them. What nobody names here is nothing to tell of.
    take_chunks(workspace, ((i.id, i.scope, i.content) for i in portion if i.type == CHUNK))
    for item, outcome in outcomes:
        found.unknown += outcome is None
        found.packs += outcome is Outcome.TAKEN and item.type == PACK
        found.carried += outcome is Outcome.CARRIED
        found.known += outcome is Outcome.KNOWN
        found.strange += outcome is Outcome.STRANGE
        found.no_room += outcome is Outcome.FULL


def finish(intake: Intake, *, whole: bool) -> None:
    """Use what can be used now that everything is here.

    Args:
        whole: Nothing was missing; otherwise the brake goes on counting with the next parcel,
            because cutting one into pieces must not get anything past it.
    """
    workspace = intake.workspace
    with writing(workspace.db, workspace.file):
        intake.try_again()
        Carrier(intake).use_what_can_be()
        if whole:
            intake.end()
        else:
            intake.brake()


def sentences(found: Unpacked, language: Language) -> list[str]:
    """Return what a person should be told besides the account."""
    said = []
    plural = language.plural
    if found.torn:
        said.append(
            plural(
                "The parcel is torn or was changed. {n} whole pack was taken; ask for it again.",
                "The parcel is torn or was changed. {n} whole packs were taken; ask for it again.",
                found.packs + found.carried,
            )
        )
    if found.strange:
        said.append(
            plural(
                "{n} item was made by nobody of this mission and was not taken.",
                "{n} items were made by nobody of this mission and were not taken.",
                found.strange,
            )
        )
    if found.unknown:
        said.append(
            plural(
                "{n} item can only be read by a newer fieldapp. Update, then read it again.",
                "{n} items can only be read by a newer fieldapp. Update, then read it again.",
                found.unknown,
            )
        )
    if found.no_room:
        said.append(
            plural(
                "{n} pack for others was left: this laptop carries all it can. Sync first.",
                "{n} packs for others were left: this laptop carries all it can. Sync first.",
                found.no_room,
            )
        )
    return said


def account_of(intake: Intake, began: float, *, bytes_up: int = 0, bytes_down: int = 0) -> Account:
    """Return the account of something that no hub took part in: nothing of it counts as sent.

    Args:
        began: Of the monotonic clock, in seconds.
    """
    workspace = intake.workspace
    with writing(workspace.db, workspace.file):
        clashing = sorted(packs.clashing(workspace.db) & intake.touched)
        return Account(
            sent=0,
            received=len(intake.touched),
            changed=len(intake.known_before),
            clashes=len(clashing),
            held=packs.records_not_sent(workspace.db),
            quarantined=len(packs.aside(workspace.db)),
            missing=len(intake.missing()),
            seconds=round(time.monotonic() - began, 3),
            bytes_up=bytes_up,
            bytes_down=bytes_down,
            clock_off=0,
            received_ids=tuple(sorted(intake.touched)),
            clash_ids=tuple(clashing),
            carried=carried.load(workspace.db)[0],
        )


def _take(intake: Intake, carrier: Carrier, item: Item) -> Outcome | None:
    """Take in one item; None where only a later version knows what it is."""
    if item.type == STATEMENT:
        return _take_statement(intake, carrier, item)
    if item.type == PACK:
        return carrier.bring(item.scope, item.id, item.content)
    return None


def _take_statement(intake: Intake, carrier: Carrier, item: Item) -> Outcome:
    private = kept.scope_keys(intake.workspace.db).get((TEAM, item.epoch), (b"", None))[1]
    if private is None:
        return Outcome.KNOWN  # sealed before this laptop could read, or after: it has others
    try:
        content = SealedBox(PrivateKey(private)).decrypt(item.content)
    except (nacl.exceptions.CryptoError, ValueError):
        return Outcome.STRANGE
    return carrier.bring(MEMBERS, id_of(content), content)


def team_key(workspace: Workspace) -> tuple[int, bytes]:
    """Return epoch and public key that statements are sealed with."""
    keys = kept.scope_keys(workspace.db)
    epoch = max(epoch for scope, epoch in keys if scope == TEAM)
    return epoch, keys[TEAM, epoch][0]


def _portions(items: Iterator[Item]) -> Iterator[list[Item]]:
    portion: list[Item] = []
    size = 0
    for item in items:
        portion.append(item)
        size += len(item.content) + parcel.LONGEST_LINE
        if size >= PORTION:
            yield portion
            portion, size = [], 0
    yield portion
