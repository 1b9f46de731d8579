"""A workspace: the folder of one officer on one laptop, opened with a passphrase.

The folder holds ``fieldapp.db`` (encrypted), ``chunks.db`` (photographs, under the same key),
``key.json`` (the wrapped key) and ``log.txt`` (no values). Joining a mission is for `sync`.
"""

import secrets
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import nacl.encoding
import nacl.hash
import nacl.public
import nacl.signing
from sqlite_utils import Database

from fieldapp.domain.clock import Clock
from fieldapp.domain.disclosure import Reader, reader_of
from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.paths import DATABASE, KEYFILE
from fieldapp.store import attempts, backup, closing, openings, seal, settings, vault
from fieldapp.store.chunks import FILE as CHUNKS
from fieldapp.store.chunks import ChunkFile, open_chunks
from fieldapp.store.database import connect, harden, writing
from fieldapp.store.disk import Disk, real_disk
from fieldapp.store.errors import (
    Busy,
    Damaged,
    DiskFull,
    NotWritable,
    NoWorkspace,
    WorkspaceExists,
    WrongPassphrase,
    told,
)
from fieldapp.store.journal import derive, not_indexed, rebuild
from fieldapp.store.keyfile import (
    FIELD_COST,
    KEY_BYTES,
    Cost,
    cost_of_sheet,
    is_code,
    new_recovery_code,
    read_key_by_code,
    write_keyfile,
)
from fieldapp.store.migrations import check_format, migrate, pending

SHEET_MADE_ON = "recovery sheet made on"
"""Setting: the day of the recovery sheet that counts."""


@dataclass(frozen=True)
class Surroundings:
    """What a workspace needs from the world outside, handed in so that tests decide it."""

    wall_ms: Callable[[], int]
    random: Callable[[int], bytes]
    disk: Disk = real_disk


def real_surroundings() -> Surroundings:
    """Return the laptop's own clock and source of randomness."""
    return Surroundings(wall_ms=lambda: time.time_ns() // 1_000_000, random=secrets.token_bytes)


@dataclass(frozen=True)
class Workspace:
    """An open workspace. One per thread: see `reopen`.

    Attributes:
        chunks: The pieces of photographs, in a file of their own.
        key: Of both files; in memory while the workspace is unlocked.
        device: Id of this laptop in the mission: BLAKE2b of its signing key, 16 hex digits.
    """

    folder: Path
    db: Database
    chunks: ChunkFile
    key: bytes
    device: str
    clock: Clock
    around: Surroundings

    @property
    def file(self) -> Path:
        """The encrypted file."""
        return self.folder / DATABASE

    @property
    def name(self) -> str:
        """The officer's name in the mission."""
        return settings.read(self.db, "name")

    @property
    def reader(self) -> Reader:
        """Who reads here: what is given in confidence only where the laptop holds its key, and
        what can point to a person only in the records that are revealed at this moment."""
        with told(self.file):
            reader = reader_of(self.name, (s for s in CONFIDENTIAL if seal.may_read(self.db, s)))
            return replace(reader, revealed=openings.revealed(self.db, self.around.wall_ms))

    def reads(self, scope: str) -> bool:
        """Say whether this laptop holds a private key of the scope."""
        return seal.may_read(self.db, scope)

    @property
    def signing_key(self) -> nacl.signing.SigningKey:
        """Signs what this laptop sends."""
        return nacl.signing.SigningKey(bytes.fromhex(settings.read(self.db, "signing_key")))

    @property
    def box_key(self) -> nacl.public.PrivateKey:
        """Opens what others sealed to this laptop."""
        return nacl.public.PrivateKey(bytes.fromhex(settings.read(self.db, "box_key")))

    def wall(self) -> datetime:
        """Return the wall clock with the offset from UTC that people here live by."""
        return _wall(self.around)


def create(
    folder: Path,
    passphrase: str,
    name: str,
    *,
    cost: Cost = FIELD_COST,
    around: Surroundings | None = None,
) -> tuple[Workspace, str]:
    """Make a workspace and return it, open, with the code for the recovery sheet.

    Everything is made in a folder beside it and moved into place when whole.

    Raises:
        WorkspaceExists: The folder has one, or holds other files.
        NotWritable, DiskFull: It cannot be made there; nothing is left behind.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceExists(folder=folder)
    around = around or real_surroundings()
    part = folder.with_name(folder.name + ".part")
    recovery = new_recovery_code()
    with told(folder):
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        try:
            key = around.random(KEY_BYTES)
            db = connect(part / DATABASE, key, around.disk)
            harden(db)
            with writing(db, part / DATABASE):
                migrate(db)
                _make_identity(db, name, around)
                vault.begin(db, recovery, cost)
            db.close()
            write_keyfile(part / KEYFILE, key, passphrase, recovery, cost, around.disk)
            if folder.exists():
                folder.rmdir()
            part.replace(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return _open(folder, key, around), recovery


def unlock(folder: Path, passphrase: str, *, around: Surroundings | None = None) -> Workspace:
    """Open a workspace with its passphrase or its recovery code.

    Wrong ones are counted beside the key, and noted in the audit log once the right one came.

    Raises:
        NoWorkspace, WrongPassphrase, TooSoon, NotOurs, Damaged, NewerFile, Busy: As they say.
    """
    if not (folder / KEYFILE).exists() and not (folder / DATABASE).exists():
        raise NoWorkspace(folder=folder)
    for needed in (KEYFILE, DATABASE):
        if not (folder / needed).exists():
            raise Damaged(file=folder / needed)
    around = around or real_surroundings()
    key = attempts.try_key(folder, passphrase, around.wall_ms())
    workspace = _open(folder, key, around)
    _note_refused(workspace)
    if is_code(passphrase) and vault.vault_of(workspace.db) is None:
        _make_vault(workspace, passphrase)
    return workspace


def _make_vault(workspace: Workspace, typed: str) -> None:
    """Make the vault of a workspace of an earlier version, if what was typed is its sheet's code
    and not a passphrase of as many letters."""
    with suppress(WrongPassphrase):
        file = workspace.folder / KEYFILE
        read_key_by_code(file, typed)
        with writing(workspace.db, workspace.file):
            vault.begin(workspace.db, typed, cost_of_sheet(file))


def _note_refused(workspace: Workspace) -> None:
    from fieldapp.store import audit  # only now: it is about workspaces, and stands on this module

    refused = attempts.attempts(workspace.folder).wrong
    if not refused:
        return
    try:
        audit.note(workspace, audit.Act.REFUSED, detail={"count": refused})
    except (Busy, DiskFull, NotWritable):
        return  # the count stays for the next time; the right passphrase opens
    attempts.forget(workspace.folder)


def reopen(workspace: Workspace) -> Workspace:
    """Open the same workspace once more, for another thread, without asking for the passphrase."""
    return open_with_key(workspace.folder, workspace.key, workspace.around)


def open_with_key(folder: Path, key: bytes, around: Surroundings) -> Workspace:
    """Open a workspace whose key is known already.

    Raises:
        NotOurs, Damaged, NewerFile, Busy: As they say.
    """
    return _open(folder, key, around)


def close(workspace: Workspace) -> None:
    """Close both files. The key goes with the object."""
    with told(workspace.file):
        workspace.chunks.db.close()
        workspace.db.close()


def _make_identity(db: Database, name: str, around: Surroundings) -> None:
    signing = nacl.signing.SigningKey(around.random(32))
    settings.write(db, "name", name)
    settings.write(db, "signing_key", bytes(signing).hex())
    settings.write(db, "box_key", around.random(32).hex())
    settings.write(db, "device", device_id(bytes(signing.verify_key)))
    settings.write(db, SHEET_MADE_ON, _wall(around).date().isoformat())


def device_id(verify_key: bytes) -> str:
    """Return the id that follows from a laptop's signing key, so that nobody can choose one."""
    digest: bytes = nacl.hash.blake2b(verify_key, 8, encoder=nacl.encoding.RawEncoder)
    return digest.hex()


def _wall(around: Surroundings) -> datetime:
    return datetime.fromtimestamp(around.wall_ms() / 1000, UTC).astimezone()


def _open(folder: Path, key: bytes, around: Surroundings) -> Workspace:
    file = folder / DATABASE
    db = connect(file, key, around.disk)
    try:
        check_format(db, file)
        with told(file):
            harden(db)
            steps = pending(db)
            unknown = [] if steps else not_indexed(db)
        if steps:
            backup.before_migration(db, file, key)
            with writing(db, file):
                migrate(db)
                rebuild(db)  # records are a cache: this version works them out by its own rules
        elif unknown:  # an earlier version wrote here since, which puts a masked name in every list
            with writing(db, file):
                derive(db, unknown)
        closing.finish(db, file)  # before anybody sees what was being sealed
        with told(file):
            device = settings.read(db, "device")
            clock = Clock(device, around.wall_ms, _last_time(db, device))
        chunks = ChunkFile(open_chunks(folder, key), folder / CHUNKS)
    except BaseException:
        db.close()
        raise
    return Workspace(folder, db, chunks, key, device, clock, around)


def _last_time(db: Database, device: str) -> str:
    """Return the newest time this laptop gave out; each one was later than all it had seen."""
    row = db.conn.execute(
        "SELECT time FROM fact WHERE device = ? ORDER BY n DESC LIMIT 1", [device]
    ).fetchone()
    return str(row[0]) if row else ""
