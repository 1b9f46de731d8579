"""What whoever keeps a hub can ask of it, whether it runs or not: the doors of the command line.

A hub on PostgreSQL is looked at through its database. A hub in a folder belongs to the process
that runs it; that one is asked, and where none runs the folder is opened.
"""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from fieldapp.hub import backup, certificate, door, engine, rows, storage, workers
from fieldapp.hub.backup import Backup
from fieldapp.hub.errors import (
    DamagedHub,
    DatabaseUnreachable,
    HubRuns,
    NoCertificate,
    NoHubHere,
    NoRoom,
    OtherMission,
)
from fieldapp.hub.serve import Serving
from fieldapp.hub.status import disk_free, status_of
from fieldapp.hub.storage import Full, Shelf
from fieldapp.hub.verify import Verdict, verify
from fieldapp.sync.members.membership import read_card


def serve(serving: Serving, names: Sequence[str], announce: Callable[[str], None]) -> None:
    """Run a hub; a certificate for these host names is made first, where it has none.

    Raises:
        UserError: Those of `fieldapp.hub.workers.serve` and of `certificate.keep`.
    """
    identity = serving.identity or certificate.of_folder(serving.data)
    if identity is None and names:
        identity = certificate.keep(serving.data, names)
    workers.serve(replace(serving, identity=identity), announce)


def init_hub(data: Path, card: bytes, database: str = "", names: Sequence[str] = ()) -> None:
    """Make a hub that serves one mission from the start, whoever comes first.

    Raises:
        BadDocument, NewerDocument: The card is none.
        OtherMission: The hub has another mission.
        UserError: Those of `fieldapp.hub.engine.open_storage`.
    """
    wanted = read_card(card)

    def work(shelf: Shelf) -> None:
        now = storage.mission(shelf)
        if now is None:
            storage.adopt(shelf, wanted)
        elif now.id != wanted.id:
            raise OtherMission(folder=data)

    with _opened(data, database) as opened:
        storage.in_transaction(opened, work)
    if names:
        certificate.keep(data, names)


def status(data: Path, database: str = "") -> dict[str, Any]:
    """Return what `hub status` shows. Makes nothing.

    Raises:
        NoHubHere, HubRuns: As they say.
    """
    running: bool | None = None if database else False
    try:
        with _existing(data, database) as opened, rows.snapshot(opened) as shelf:
            found = status_of(shelf)
    except HubRuns:
        found = json.loads(b"".join(door.ask(data, "/status")))
        running = True
    return {**found, "running": running, "disk_free": disk_free(data)}


def back_up(data: Path, output: Path, database: str = "") -> Backup:
    """Write a backup into a file, or into a folder under the day and time.

    Raises:
        NoHubHere, HubRuns, CannotWriteBackup, BadBackup: As they say.
    """
    now = time.time_ns() // 1_000_000
    if output.is_dir():
        when = datetime.fromtimestamp(now / 1000, UTC)
        output = output / f"hub-{when:%Y-%m-%d-%H%M%S}{backup.SUFFIX}"
    try:
        with _existing(data, database) as opened, rows.snapshot(opened) as shelf:
            return backup.write(output, backup.pieces(shelf, now))
    except HubRuns:
        return backup.write(output, door.ask(data, "/backup"))


def restore(file: Path, data: Path, database: str = "") -> Verdict:
    """Put a backup into an empty hub.

    Raises:
        BadBackup, NewerBackup, NotEmptyHub, NoRoom: As they say.
        UserError: Those of `fieldapp.hub.engine.open_storage`.
    """
    backup.check(file)  # before a folder is made for it
    with _opened(data, database) as opened:
        try:
            return backup.restore(file, opened)
        except Full:
            raise NoRoom from None


def verify_hub(data: Path, database: str = "") -> Verdict:
    """Walk along everything that a hub holds.

    Raises:
        NoHubHere, HubRuns: As they say.
    """
    try:
        with _existing(data, database) as opened, rows.snapshot(opened) as shelf:
            return verify(rows.rows_of(shelf))
    except HubRuns:
        with TemporaryDirectory(prefix="fieldapp-verify-") as place:
            return backup.write(Path(place) / "now", door.ask(data, "/backup")).verdict


def verify_file(file: Path) -> Verdict:
    """Walk along everything that a backup holds.

    Raises:
        BadBackup, NewerBackup: It is none, or not whole.
    """
    return backup.check(file)


def pin(data: Path, own: Path | None = None) -> str:
    """Return the pin of the hub's certificate, or of the one in a file.

    Raises:
        NoCertificate, BadCertificate: As they say.
    """
    if own is not None:
        return certificate.pin_of(own)
    found = certificate.of_folder(data)
    if found is None:
        raise NoCertificate(folder=data)
    return certificate.pin_of(found.certificate)


def told(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as plain values."""
    return {"ok": verdict.ok, **asdict(verdict)}


@contextmanager
def _opened(data: Path, database: str) -> Iterator[sa.Engine]:
    opened = engine.open_storage(data, database)
    try:
        yield opened
    except sa.exc.DBAPIError:
        if database:
            shown = engine.shown(engine.read_url(database))
            raise DatabaseUnreachable(database=shown) from None
        raise DamagedHub(folder=data) from None
    finally:
        opened.dispose()


@contextmanager
def _existing(data: Path, database: str) -> Iterator[sa.Engine]:
    """Open a hub that is there; nothing is made where there is none."""
    if not database and not (data / engine.FILE).exists():
        raise NoHubHere(folder=data)
    with _opened(data, database) as opened:
        yield opened
