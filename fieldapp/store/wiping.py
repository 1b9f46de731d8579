"""Removing a workspace from a laptop: the key first, because without it the rest is only noise.

Files cannot be overwritten for certain: a solid-state disk writes elsewhere and keeps the old cells
for a while. The key file is overwritten all the same, and what may be left of it is closed by the
passphrase and by the recovery code, as it was before.
"""

import logging
import os
import secrets
import shutil
from pathlib import Path

from fieldapp.paths import KEYFILE
from fieldapp.store.backup import FOLDER as BACKUPS
from fieldapp.store.closing import GLASS
from fieldapp.store.errors import told

OURS = (
    "fieldapp.db*",
    "chunks*.db*",
    "key.json*",
    "attempts.json*",
    "recovery.json*",
    "log.txt*",
    "crash-*.txt",
)
"""Names of what fieldapp writes into the folder of a workspace."""

log = logging.getLogger(__name__)


def wipe_folder(folder: Path) -> list[str]:
    """Remove a workspace that nobody has open; return the names of files that are not ours.

    Those stay, and the folder with them. Doing it again goes on where an error stopped it.

    Raises:
        NotWritable: Something could not be removed. The key goes first.
    """
    with told(folder):
        for file in sorted(folder.glob(f"{KEYFILE}*")):
            _overwrite(file)
            file.unlink()
        for name in (BACKUPS, GLASS):
            shutil.rmtree(folder / name, ignore_errors=True)
        for pattern in OURS:
            for file in folder.glob(pattern):
                file.unlink()
        left = sorted(each.name for each in folder.iterdir())
        if not left:
            folder.rmdir()
    return left


def _overwrite(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.write(secrets.token_bytes(file.stat().st_size))
        stream.flush()
        os.fsync(stream.fileno())
