"""Sealing a laptop at once: nothing is lost, and nothing said in confidence can be read here.

For a checkpoint: the officer presses one key, and whoever forces the passphrase out of them later
finds an ordinary day's work. The laptop goes on recording, also in confidence, as one that may
write and not read. There are two ways back: the recovery sheet, which is not carried, and a new
invitation to the same mission.
"""

import json
import logging
from dataclasses import dataclass
from enum import StrEnum

from nacl.public import PrivateKey

from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.language import N_
from fieldapp.store import audit, closed_drafts, closing, seal, settings, vault
from fieldapp.store import mission as kept
from fieldapp.store.audit import Act
from fieldapp.store.closing import BEGUN, DONE, State
from fieldapp.store.database import writing
from fieldapp.store.errors import StoreError, WrongPassphrase, told
from fieldapp.store.workspace import Workspace

_LOCKED = ("box_key", "owner_key")
"""Settings that go into the vault with the keys: what others seal to this laptop would give the
keys back, and who signs for the mission could give them to anybody."""

log = logging.getLogger(__name__)


class Why(StrEnum):
    """Why a laptop was sealed. Part of the stored format."""

    ASKED = "asked"
    SILENT = "silent"
    """It had no contact with the mission for too long."""
    EVACUATED = "evacuated"
    DEPARTED = "departed"
    OUT = "out"
    """It was taken out of the mission: no recovery sheet opens it, see `members.leaving`."""


class NothingToSeal(StoreError):
    """A workspace in no mission: there is nobody to whom anything could be sealed."""

    text = N_("This workspace is in no mission, so nothing can be sealed for anybody.")
    remedy = N_("Close fieldapp: without the passphrase nobody can read anything.")


class NoSheet(StoreError):
    """The founder's laptop without a vault: sealed, the mission would lose its keys for good."""

    text = N_("This laptop founded the mission, and no recovery sheet could open it again.")
    remedy = N_("Make a new recovery sheet first. Until then close fieldapp. Nothing was changed.")


class NotSealed(StoreError):
    """There is nothing to undo."""

    text = N_("This laptop is not sealed.")
    remedy = N_("Nothing was changed.")


class NoWayBack(StoreError):
    """It was sealed before there was a recovery sheet that could open it."""

    text = N_("No recovery sheet can open what is sealed on this laptop.")
    remedy = N_("Ask for a new invitation to the mission: write a request with “fieldapp enrol”.")


class WrongSheet(StoreError):
    """A code that does not open the vault."""

    text = N_("This is not the code of the recovery sheet that this laptop was sealed with.")
    remedy = N_("Type it as it stands on the sheet. An earlier or later sheet does not open it.")


@dataclass(frozen=True)
class Sealed:
    """That a laptop is sealed.

    Attributes:
        at: When, by the wall clock, ISO 8601 with offset.
        by_sheet: The recovery sheet gives everything back; else only a new invitation does.
        drafts: Forms in the making that are closed.
        whole: Also free pages and the log beside the file are overwritten; else close all other
            windows of fieldapp and open it again.
    """

    at: str
    why: Why
    by_sheet: bool
    drafts: int
    whole: bool


def sealed(workspace: Workspace) -> Sealed | None:
    """Return that this laptop is sealed, or None."""
    with told(workspace.file):
        now = closing.state(workspace.db)
        if now is None:
            return None
        drafts = closed_drafts.count(workspace.db)
    return Sealed(now.at, Why(now.why), bool(now.vault), drafts, now.step == DONE)


def has_sheet(workspace: Workspace) -> bool:
    """Say whether a recovery sheet would give back what sealing takes away."""
    with told(workspace.file):
        return vault.vault_of(workspace.db) is not None


def reads_in_confidence(workspace: Workspace) -> bool:
    """Say whether this laptop holds a key of a scope in confidence."""
    with told(workspace.file):
        return any(seal.private_keys(workspace.db, scope) for scope in CONFIDENTIAL)


def seal_now(workspace: Workspace, why: Why = Why.ASKED) -> Sealed:
    """Seal this laptop. The first few milliseconds decide: killed after them, it is closed.

    What was recorded and not sent stays and can still be packed, synced and carried. Doing it again
    changes nothing.

    Raises:
        NothingToSeal, NoSheet: As they say; nothing was changed.
        Busy, DiskFull, NotWritable: It could not be begun; or it was, and goes on at the next
            opening (`sealed` says so).
    """
    with told(workspace.file):
        begun = closing.state(workspace.db) is not None
        if not begun:
            _look_whether_possible(workspace)
    closing.forget_copies(workspace.file)  # first, because a full disk has room afterwards
    if not begun:
        with writing(workspace.db, workspace.file):
            _begin(workspace, why)
    closing.finish(workspace.db, workspace.file)
    done = sealed(workspace)
    assert done is not None, "it has just been sealed"
    return done


def _look_whether_possible(workspace: Workspace) -> None:
    if not seal.has_keys(workspace.db):
        raise NothingToSeal
    if vault.vault_of(workspace.db) is None and settings.read(workspace.db, "owner_key"):
        raise NoSheet


def _begin(workspace: Workspace, why: Why) -> None:
    db = workspace.db
    vault_ = vault.vault_of(db)
    locked = ""
    if reads_in_confidence(workspace):
        locked = vault.lock(vault_.public, _contents(workspace)).hex() if vault_ else ""
        for scope in CONFIDENTIAL:
            kept.drop_private_keys(db, scope)
        settings.write(db, "box_key", workspace.around.random(32).hex())
        settings.write(db, "owner_key", "")
    at = workspace.wall().isoformat(timespec="seconds")
    text = vault.to_json(vault_) if vault_ else ""
    closing.set_state(db, State(BEGUN, at, why.value, text, locked))
    audit.note(workspace, Act.SEALED, detail={"why": why.value})
    log.info("Sealing this laptop: %s", why.value)


def _contents(workspace: Workspace) -> bytes:
    db = workspace.db
    keys = [
        [scope, epoch, private.hex()]
        for (scope, epoch), ring in kept.key_ring(db).items()
        if scope in CONFIDENTIAL
        for private in ring
    ]
    held = {name: settings.read(db, name) for name in _LOCKED}
    return json.dumps({"keys": keys, "settings": held}).encode()


@dataclass(frozen=True)
class Locked:
    """What the vault gave back.

    Attributes:
        keys: Scope, epoch and private key of each.
        box_key, owner_key: In hexadecimal, as the settings had them; may be empty.
        private: Key of the vault itself.
    """

    keys: tuple[tuple[str, int, bytes], ...]
    box_key: str
    owner_key: str
    private: PrivateKey


def open_vault(workspace: Workspace, code: str) -> Locked:
    """Return what sealing took away; changes nothing.

    Raises:
        NotSealed, NoWayBack, WrongSheet: As they say.
    """
    with told(workspace.file):
        now = closing.state(workspace.db)
    if now is None:
        raise NotSealed
    if not now.vault:
        raise NoWayBack
    try:
        private = vault.private_key(vault.from_json(now.vault), code)
        plain = json.loads(vault.unlock(private, bytes.fromhex(now.locked))) if now.locked else {}
    except WrongPassphrase:
        raise WrongSheet from None
    keys = tuple((s, epoch, bytes.fromhex(key)) for s, epoch, key in plain.get("keys", ()))
    held = plain.get("settings", {})
    return Locked(keys, held.get("box_key", ""), held.get("owner_key", ""), private)


def end_if_invited(workspace: Workspace) -> bool:
    """End the sealing where an invitation has given back a key of a scope in confidence.

    Part of the transaction in which the laptop joins.
    """
    if closing.state(workspace.db) is None or not reads_in_confidence(workspace):
        return False
    closing.set_state(workspace.db, None)
    closed_drafts.reopen(workspace.db)
    audit.note(workspace, Act.UNSEALED, detail={"by": "invitation"})
    log.info("Unsealed this laptop by an invitation")
    return True
