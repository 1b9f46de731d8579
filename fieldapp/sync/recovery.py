"""Two of three custodians open a workspace whose passphrase and recovery sheet are both lost.

The founder names custodians; every laptop splits its key for them as soon as it hears of it.
Whoever lost both asks with a file, two custodians answer with a file each, and the laptop is open
under a new passphrase. No custodian and no hub ever holds the key; the halves are in
`store.custody`, the files in `members.asking`.

What nobody can check by reckoning is who asks: a locked laptop cannot prove whose hands it is in.
That is for the custodians, by voice: they know the officer, and compare the five words.
"""

import json
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from nacl.signing import SigningKey

from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.paths import KEYFILE
from fieldapp.store import attempts, custody, settings, vault
from fieldapp.store.audit import Act, note
from fieldapp.store.custody import HalvesDoNotFit, NotPrepared
from fieldapp.store.database import writing
from fieldapp.store.disk import write_whole
from fieldapp.store.errors import Damaged, told
from fieldapp.store.keyfile import (
    FIELD_COST,
    PASSPHRASE,
    RECOVERY,
    Cost,
    new_recovery_code,
    put_parts,
    unwrap,
    wrap,
    wrap_for_sheet,
)
from fieldapp.store.passphrase import check_new
from fieldapp.store.recovery import sheet_was_made
from fieldapp.store.workspace import (
    Surroundings,
    Workspace,
    close,
    open_with_key,
    real_surroundings,
)
from fieldapp.sync.errors import NoSuchMember, NotTheOwner, SyncError
from fieldapp.sync.members import documents, signed
from fieldapp.sync.members.asking import (
    ANSWER,
    Answer,
    Asking,
    halves_of,
    read_answer,
    read_asking,
    write_answer,
    write_asking,
)
from fieldapp.sync.members.custodians import CUSTODIANS, write_custodians
from fieldapp.sync.members.membership import Member
from fieldapp.sync.members.signer import signer_of
from fieldapp.sync.mission import card_of

NEEDED = 2
"""Custodians who have to answer, of three."""

PENDING = "recovery.json"
"""In the folder, while custodians are being asked: the request's key under the new passphrase."""

_DRILL_ON = "custodian drill on"

log = logging.getLogger(__name__)


class NotThree(WrongUse):
    """The custodians are three, or nobody."""

    text = N_("There are three custodians, on three laptops of the mission; {count} were named.")
    remedy = N_("“fieldapp members” lists the laptops.")


class NotACustodian(SyncError):
    """A request that this laptop can do nothing for."""

    text = N_("This laptop is no custodian of the laptop that asks.")
    remedy = N_("The founder of the mission knows who the custodians are.")


class NotForOut(SyncError):
    """A laptop that was taken out of the mission asks to be opened: the worst case."""

    text = N_("The laptop {device} was taken out of the mission. It is not opened again.")
    remedy = N_("Give no answer. Whoever has that laptop now may not be its officer.")


class NothingAsked(SyncError):
    """Answers came, and this laptop has no open request."""

    text = N_("This laptop has asked no custodians.")
    remedy = N_("Ask them with “fieldapp recovery ask -o ask.json”.")


class OtherRequest(SyncError):
    """An answer to another request."""

    text = N_("This answer is to another request than the last one of this laptop.")
    remedy = N_("Send the custodian the newest request. Nothing was changed.")


class TooFewAnswers(SyncError):
    """One custodian is not enough."""

    text = N_("Two custodians have to answer; here is the answer of {count}.")
    remedy = N_("Ask another custodian. Nothing was changed.")


@dataclass(frozen=True)
class CustodyState:
    """Who the custodians are and what is prepared here.

    Attributes:
        named: As the founder named them; one of them may have left since.
        ready: Devices of those who can help this laptop, two of them together.
        drill_on: When it was last tried; None for never.
    """

    named: tuple[Member, ...]
    ready: tuple[str, ...]
    drill_on: date | None


@dataclass(frozen=True)
class Asked:
    """A request that was written.

    Attributes:
        words: To read to each custodian.
    """

    document: bytes
    device: str
    words: str


@dataclass(frozen=True)
class Answered:
    """An answer that was made, and for whom."""

    document: bytes
    member: Member
    words: str


def name_custodians(workspace: Workspace, devices: Sequence[str]) -> tuple[Member, ...]:
    """Name three custodians for every laptop of the mission, or nobody; the next sync tells it.

    Raises:
        NotInMission: There is nobody to name.
        NotTheOwner: Only the founder names custodians.
        NotThree, NoSuchMember, NotForOut: As they say.
    """
    card = card_of(workspace)
    with writing(workspace.db, workspace.file):
        signer = signer_of(workspace)
        if signer.by:
            raise NotTheOwner
        if len(set(devices)) != len(devices) or len(devices) not in (0, CUSTODIANS):
            raise NotThree(count=len(set(devices)))
        register = documents.register_of(workspace)
        named = []
        for device in devices:
            member = register.roster.members.get(device)
            if member is None:
                raise NoSuchMember(device=device)
            if member.left:
                raise NotForOut(device=device)
            named.append(member)
        number = 1 + (register.custodians.number if register.custodians else 0)
        boxes = {member.device: member.box for member in named}
        documents.keep(workspace, [write_custodians(card, boxes, number, signer.key)])
        note(workspace, Act.RECOVERY, detail={"step": "named", "count": len(named)})
    log.info("Named %d custodians", len(named))
    return tuple(named)


def prepare(workspace: Workspace) -> bool:
    """Split the key for the custodians, where that is not done yet; a sync does it by itself.

    Returns:
        Whether something was to be done.

    Raises:
        NotInMission: There are no custodians.
        StoreError: The key file cannot be read or written.
    """
    card_of(workspace)
    with writing(workspace.db, workspace.file):
        register = documents.register_of(workspace)
        return register.custodians is not None and documents.entrust(workspace, register)


def custody_state(workspace: Workspace) -> CustodyState:
    """Return who the custodians are and whether they can help here; nobody outside a mission."""
    with told(workspace.file):
        drill_on = settings.read(workspace.db, _DRILL_ON)
        in_mission = bool(settings.read(workspace.db, "mission"))
        register = documents.register_of(workspace) if in_mission else None
    try:
        ready = tuple(sorted(custody.read_halves(workspace.folder / KEYFILE).boxes))
    except NotPrepared:
        ready = ()
    notice = register.custodians if register else None
    named = tuple(
        register.roster.members[device]
        for device in (notice.boxes if notice else ())
        if register and device in register.roster.members
    )
    return CustodyState(named, ready, date.fromisoformat(drill_on) if drill_on else None)


def ask(
    folder: Path,
    passphrase: str,
    *,
    cost: Cost = FIELD_COST,
    around: Surroundings | None = None,
) -> Asked:
    """Make a request to the custodians on a laptop that nobody can unlock. A later one voids it.

    Args:
        passphrase: The new one; it opens the workspace once two custodians have answered.

    Raises:
        PassphraseTooShort, PassphraseTooCommon: As they say.
        NotPrepared, NotOurs, NewerFile, Damaged: No custodian can help here.
        NotWritable, DiskFull: Nothing was changed.
    """
    check_new(passphrase)
    around = around or real_surroundings()
    halves = custody.read_halves(folder / KEYFILE)
    key = SigningKey(around.random(32))
    asking = wrap(bytes(key), passphrase, cost)
    pending = {"format": "fieldapp recovery", "version": 1, "asking": asking}
    with told(folder / PENDING):
        write_whole(folder / PENDING, json.dumps(pending, indent=1).encode(), around.disk)
    document = write_asking(halves, key)
    return Asked(document, halves.device, read_asking(document).words)


def who_asks(workspace: Workspace, content: bytes) -> tuple[Asking, Member]:
    """Return a request and whose laptop it claims to come from, for a custodian to look at.

    Raises:
        BadDocument, NewerDocument: It is no request, or was changed.
        NotInMission, NoSuchMember: The laptop is not known in this mission.
        NotForOut: It was taken out.
        NotACustodian: Nothing in it is for this laptop.
    """
    card_of(workspace)
    asking = read_asking(content)
    with told(workspace.file):
        member = documents.register_of(workspace).roster.members.get(asking.device)
    if member is None:
        raise NoSuchMember(device=asking.device)
    if member.left:
        raise NotForOut(device=asking.device)
    if not any(half.custodian == workspace.device for half in asking.halves):
        raise NotACustodian
    return asking, member


def answer(workspace: Workspace, content: bytes) -> Answered:
    """Answer a request as a custodian; noted in the audit log of this laptop.

    Raises:
        As `who_asks`, and HalfNotOurs: The request is not what it claims to be.
    """
    asking, member = who_asks(workspace, content)
    halves = {
        half.other: custody.opened(half, asking.device, workspace.box_key)
        for half in asking.halves
        if half.custodian == workspace.device
    }
    document = write_answer(asking, halves, workspace.signing_key)
    note(workspace, Act.RECOVERY, "member", asking.device, {"step": "helped"})
    log.info("Answered device %s as a custodian", asking.device)
    return Answered(document, member, asking.words)


def finish(
    folder: Path,
    passphrase: str,
    answers: Sequence[bytes],
    *,
    cost: Cost = FIELD_COST,
    around: Surroundings | None = None,
) -> str:
    """Open a workspace with the answers of two custodians, and let the new passphrase open it.

    The old passphrase and the old sheet open nothing any more.

    Returns:
        The code for a new recovery sheet.

    Raises:
        NothingAsked, WrongPassphrase: There is no request, or it was made with another passphrase.
        BadDocument, OtherRequest, TooFewAnswers, HalvesDoNotFit: As they say; nothing was changed.
        NotWritable, DiskFull, Busy, Damaged, NewerFile, NotOurs: As they say.
    """
    around = around or real_surroundings()
    key, custodians = _key_from(folder, passphrase, answers)
    code = new_recovery_code()
    parts = {
        PASSPHRASE: wrap(key, passphrase, cost),
        RECOVERY: wrap_for_sheet(key, code, cost),
    }
    workspace = open_with_key(folder, key, around)
    try:
        with writing(workspace.db, workspace.file):
            refused = attempts.attempts(folder).wrong
            if refused:
                note(workspace, Act.REFUSED, detail={"count": refused})
            detail = {"step": "opened", "custodians": " ".join(custodians)}
            note(workspace, Act.RECOVERY, detail=detail)
            sheet_was_made(workspace)
            vault.begin(workspace.db, code, cost)
            put_parts(folder / KEYFILE, parts, around.disk)
    finally:
        close(workspace)
    _forget_request(folder)
    attempts.forget(folder)
    return code


def drill(workspace: Workspace, passphrase: str, answers: Sequence[bytes]) -> tuple[str, ...]:
    """Try in earnest whether two custodians can open this workspace; opens and changes nothing.

    Args:
        passphrase: The one that the request was made with; in a drill, the present one will do.

    Returns:
        The devices of the custodians who answered.

    Raises:
        As `finish`.
    """
    key, custodians = _key_from(workspace.folder, passphrase, answers)
    if key != workspace.key:
        raise HalvesDoNotFit
    with writing(workspace.db, workspace.file):
        settings.write(workspace.db, _DRILL_ON, workspace.wall().date().isoformat())
        detail = {"step": "custodian drill", "custodians": " ".join(custodians)}
        note(workspace, Act.RECOVERY, detail=detail)
    _forget_request(workspace.folder)
    return custodians


def _key_from(
    folder: Path, passphrase: str, contents: Sequence[bytes]
) -> tuple[bytes, tuple[str, ...]]:
    """Return the key that answers make, and which custodians gave them."""
    halves = custody.read_halves(folder / KEYFILE)
    answers: dict[str, Answer] = {}
    for content in contents:
        one = read_answer(content)
        if one.custodian not in halves.boxes:
            raise signed.bad(ANSWER, N_("who signed it"))
        answers[one.custodian] = one
    if len(answers) < NEEDED:
        raise TooFewAnswers(count=len(answers))
    asking = _pending(folder, passphrase)
    if any(one.to != bytes(asking.verify_key) for one in answers.values()):
        raise OtherRequest
    for half, rest in halves_of(list(answers.values()), asking):
        try:
            return custody.joined(half, rest, halves.check), tuple(sorted(answers))
        except HalvesDoNotFit:
            continue  # a third custodian may still help
    raise HalvesDoNotFit


def _forget_request(folder: Path) -> None:
    with suppress(OSError):  # it opens nothing any more
        (folder / PENDING).unlink(missing_ok=True)


def _pending(folder: Path, passphrase: str) -> SigningKey:
    file = folder / PENDING
    if not file.exists():
        raise NothingAsked
    with told(file):
        raw = file.read_bytes()
    try:
        return SigningKey(unwrap(json.loads(raw)["asking"], passphrase))
    except (KeyError, TypeError, ValueError):
        raise Damaged(file=file) from None
