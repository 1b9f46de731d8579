"""How a command of the same machine asks a hub that runs: by its own address, with a word.

A running hub is the only one that may touch its SQLite file. It writes its address, the pin of its
certificate and a random word into ``door.json``, which only its own user can read.
"""

import http.client
import json
import os
import secrets
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from fieldapp.hub.errors import HubRuns
from fieldapp.sync.errors import SyncError
from fieldapp.sync.wire.transport import line_to

FILE = "door.json"
_PATIENCE_S = 300.0
"""Seconds without a byte: a large hub copies its whole file before the first of a backup."""
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Door:
    """Where a running hub answers the commands of its own machine.

    Attributes:
        word: Shows that who asks may read the hub's folder.
    """

    url: str
    word: str
    pin: str = ""


def new_word() -> str:
    """Return a word that nobody can guess."""
    return secrets.token_urlsafe(32)


@contextmanager
def standing_open(data: Path, door: Door) -> Iterator[None]:
    """Let the commands of this machine know the door while the block runs."""
    file = data / FILE
    part = file.with_name(FILE + ".part")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as stream:
        json.dump(asdict(door), stream)
    os.replace(part, file)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def ask(data: Path, path: str) -> Iterator[bytes]:
    """Ask the hub that runs on a folder; gives the pieces of the answer.

    Raises:
        HubRuns: It runs, and cannot be asked: it is of an older version, or it just stops.
    """
    door = _read(data)
    try:
        line = line_to(_own(door.url), (door.pin,) if door.pin else (), _PATIENCE_S)
    except SyncError:
        raise HubRuns(folder=data) from None
    try:
        line.request("GET", path, headers={"Authorization": f"Bearer {door.word}"})
        response = line.getresponse()
        if response.status != http.client.OK:
            raise HubRuns(folder=data)
        while piece := response.read(_PIECE):
            yield piece
    except (OSError, http.client.HTTPException, SyncError):
        raise HubRuns(folder=data) from None
    finally:
        line.close()


def _read(data: Path) -> Door:
    try:
        return Door(**json.loads((data / FILE).read_text()))
    except (OSError, ValueError, TypeError):
        raise HubRuns(folder=data) from None


def _own(url: str) -> str:
    """Return the address under which this machine reaches what listens on all addresses."""
    parts = urllib.parse.urlsplit(url)
    loopback = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(parts.hostname or "")  # noqa: S104
    return f"{parts.scheme}://{loopback}:{parts.port}" if loopback else url
