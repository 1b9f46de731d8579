"""Answers that were opened here without the key: kept for some minutes, then forgotten.

Each lies in a file of its own in the folder of the workspace, encrypted with a key that follows
from the workspace's. It is in no table, so it is in no backup, no export and no pack, and nothing
works records out from it. Forgetting overwrites the file before it takes it away; what a drive
keeps of overwritten blocks is encrypted.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nacl.encoding
import nacl.exceptions
import nacl.hash
import nacl.secret

from fieldapp.domain.fact import BadFact, values_from_json
from fieldapp.domain.schema import Values
from fieldapp.store import openings
from fieldapp.store.closing import GLASS
from fieldapp.store.disk import write_whole
from fieldapp.store.errors import told
from fieldapp.store.openings import Opening
from fieldapp.store.workspace import Workspace

_ENDING = ".box"


@dataclass(frozen=True)
class Glass:
    """What is shown of a record without the key.

    Attributes:
        values: Field name to answer, as its holder saw it when it was sealed.
    """

    opening: Opening
    values: Values


def keep(workspace: Workspace, opening: Opening, values: Values) -> None:
    """Keep the answers of an opening, encrypted; on the disk when this returns.

    Raises:
        DiskFull, NotWritable: Nothing is kept.
    """
    plain = json.dumps(dict(values), ensure_ascii=False).encode()
    nonce = workspace.around.random(nacl.secret.SecretBox.NONCE_SIZE)
    folder = workspace.folder / GLASS
    with told(folder):
        folder.mkdir(exist_ok=True)
        content = bytes(_box(workspace, opening.id).encrypt(plain, nonce))
        write_whole(_file(workspace, opening.id), content, workspace.around.disk)


def shown(workspace: Workspace) -> list[Glass]:
    """Return what may be shown now, the newest first."""
    now = openings.instant(workspace.around.wall_ms())
    with told(workspace.file):
        holding = [o for o in openings.all_openings(workspace.db) if openings.holds(o, now)]
    found = []
    for opening in holding:
        values = _read(workspace, opening.id) if opening.glass else None
        if values is not None:
            found.append(Glass(opening, values))
    return found


def forget_what_is_over(workspace: Workspace) -> int:
    """Forget for good every answer whose time does not run; returns how many records they were of.

    Called whenever a workspace is opened, and by the window when a time is over.
    """
    files = list(_files(workspace))
    if not files:
        return 0
    kept = {glass.opening.id for glass in shown(workspace)}
    over = [file for file in files if file.name.removesuffix(_ENDING) not in kept]
    with told(workspace.folder / GLASS):
        for file in over:
            _overwrite(file)
    return len(over)


def _files(workspace: Workspace) -> Iterator[Path]:
    folder = workspace.folder / GLASS
    with told(folder):
        yield from sorted(folder.iterdir()) if folder.is_dir() else ()


def _overwrite(file: Path) -> None:
    with file.open("r+b") as out:
        out.write(bytes(file.stat().st_size))
        out.flush()
        os.fsync(out.fileno())
    file.unlink()


def _file(workspace: Workspace, id_: str) -> Path:
    return workspace.folder / GLASS / f"{id_}{_ENDING}"


def _box(workspace: Workspace, id_: str) -> nacl.secret.SecretBox:
    key: bytes = nacl.hash.blake2b(
        id_.encode(), 32, workspace.key, person=b"fieldapp glass", encoder=nacl.encoding.RawEncoder
    )
    return nacl.secret.SecretBox(key)


def _read(workspace: Workspace, id_: str) -> Values | None:
    try:
        content = _file(workspace, id_).read_bytes()
        return values_from_json(json.loads(_box(workspace, id_).decrypt(content)))
    except (OSError, ValueError, BadFact, nacl.exceptions.CryptoError):
        return None
