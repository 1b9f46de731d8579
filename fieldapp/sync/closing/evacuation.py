"""Leaving in a hurry: a parcel of all that only this laptop may have, then it is sealed or wiped.

A laptop is wiped only for a parcel that was read back and holds everything, item by item. Forms in
the making travel in no parcel; whoever wipes has to say that they may go.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import audit, closed_drafts, drafts, settings
from fieldapp.store import mission as kept
from fieldapp.store.audit import Act
from fieldapp.store.errors import told
from fieldapp.store.wiping import wipe_folder
from fieldapp.store.workspace import Workspace
from fieldapp.sync.chunks import chunks_for_parcel
from fieldapp.sync.members.membership import FOUNDER, read_statement
from fieldapp.sync.mission import card_of
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels import handing, parcel
from fieldapp.sync.parcels.parcel import CHUNK, PACK, STATEMENT, Reading
from fieldapp.sync.parcels.stick import Written, write_parcel
from fieldapp.sync.wire.feed import MEMBERS

log = logging.getLogger(__name__)


class NotAllInParcel(UserError):
    """Something is here that the parcel does not hold: it was recorded while that was written."""

    text = N_("The parcel does not hold everything that only this laptop has.")
    remedy = N_("Nothing was sealed or removed. Close other windows of fieldapp and try again.")


class ParcelGone(UserError):
    """The parcel is not where it was written, or has another size."""

    text = N_("The parcel {file} is no longer where it was written.")
    remedy = N_("Nothing was removed. Put the stick in and evacuate again.")


class FounderStays(WrongUse):
    """The founder's laptop holds the mission's own key, which is in no parcel."""

    text = N_("This laptop founded the mission; what it signs with is in no parcel.")
    remedy = N_("Evacuate without --wipe: the laptop is sealed, and the recovery sheet opens it.")


class DraftsWouldGo(WrongUse):
    """Forms that were begun and not saved are in no parcel."""

    text = N_("{count} unfinished forms are in no parcel and would be lost.")
    remedy = N_("Save them, or say --drop-drafts if they may go. Nothing was removed.")


@dataclass(frozen=True)
class Evacuated:
    """A parcel that was read back and holds all that only this laptop may have.

    Attributes:
        pieces: Of photographs.
        damaged: Pieces of photographs that are damaged here, so that no parcel can hold them.
        drafts: Forms in the making, which stay on the laptop.
    """

    parcel: Written
    pieces: int
    damaged: int
    drafts: int


def look_whether_wipeable(workspace: Workspace, *, drop_drafts: bool) -> None:
    """Make sure that nothing would be lost by a wipe that no parcel can hold.

    Raises:
        NotInMission: There is nobody to hand anything to.
        FounderStays, DraftsWouldGo: As they say.
    """
    card = card_of(workspace)
    with told(workspace.file):
        text = kept.statement_of(workspace.db, workspace.device)
        owner = settings.read(workspace.db, "owner_key")
    if owner or (text and read_statement(text, card).role == FOUNDER):
        raise FounderStays
    count = _drafts(workspace)
    if count and not drop_drafts:
        raise DraftsWouldGo(count=count)


def evacuate(workspace: Workspace, folder: Path, progress: Progress) -> Evacuated:
    """Write all that only this laptop may have into a parcel, and look for every piece of it there.

    Afterwards seal the laptop with `store.sealing.seal_now`, or close it and call `wipe`.

    Raises:
        NotInMission, NoRoomForParcel, ParcelNotWritten, BadStick: As they say; no parcel is left.
        NotAllInParcel: The parcel is there, but somebody goes on recording.
        Cancelled: The person asked to stop; no parcel is left.
    """
    written = write_parcel(workspace, folder, progress, only_here=True)
    pieces, damaged = _check(workspace, written.file, progress)
    audit.note(workspace, Act.EVACUATED, detail={"packs": written.packs, "pieces": pieces})
    log.info("Evacuated %d packs and %d pieces", written.packs, pieces)
    return Evacuated(written, pieces, damaged, _drafts(workspace))


def wipe(folder: Path, evacuated: Evacuated) -> list[str]:
    """Remove a workspace that was evacuated and is closed; return what is not ours and stays.

    Raises:
        ParcelGone: Nothing was removed.
        NotWritable: Something could not be removed; the key goes first.
    """
    written = evacuated.parcel
    if not written.file.is_file() or written.file.stat().st_size != written.size:
        raise ParcelGone(file=written.file)
    return wipe_folder(folder)


def _check(workspace: Workspace, file: Path, progress: Progress) -> tuple[int, int]:
    """Look for everything in the parcel; return the pieces of photographs in it, and how many here
    are damaged.

    Raises:
        NotAllInParcel: Something is missing.
    """
    pack_up(workspace, progress)  # what was saved since
    expected = handing.to_hand_on(workspace, only_here=True)
    waiting = {chunk.id for chunk in workspace.chunks.waiting()}
    whole = {chunk for chunk, _scope, _content in chunks_for_parcel(workspace, waiting=True)}
    found: dict[str, set[str]] = {PACK: set(), CHUNK: set(), STATEMENT: set()}
    with file.open("rb") as stream:
        reading = Reading(parcel.read_label(stream, str(file)))
        for item in parcel.read_items(stream, reading):
            found.setdefault(item.type, set()).add(item.id)
    packs = {pack for scope, of in expected.items() if scope != MEMBERS for pack, _size in of}
    if not (
        packs <= found[PACK]
        and whole <= found[CHUNK]
        and len(expected[MEMBERS]) <= len(found[STATEMENT])
        and not reading.damaged
    ):
        raise NotAllInParcel
    return len(whole), len(waiting - whole)


def _drafts(workspace: Workspace) -> int:
    with told(workspace.file):
        closed = closed_drafts.count(workspace.db)
    return closed + len(drafts.all_drafts(workspace))
