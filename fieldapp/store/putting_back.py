"""Going back to a backup of a whole workspace, and noting it in the audit log."""

from pathlib import Path

from fieldapp.paths import DATABASE
from fieldapp.store import audit
from fieldapp.store.audit import Act
from fieldapp.store.restore import Restored, restore
from fieldapp.store.workspace import close, open_with_key, real_surroundings


def put_back(folder: Path, key: bytes, name: str) -> Restored:
    """Put a copy back into a workspace that nobody has open, and note it there.

    Raises:
        NoSuchBackup, InUse, Damaged, NewerFile, DiskFull, NotWritable: As `restore`.
    """
    done = restore(folder / DATABASE, key, name)
    workspace = open_with_key(folder, key, real_surroundings())
    try:
        audit.note(workspace, Act.SETTINGS, detail={"what": "backup_restored", "backup": name})
    finally:
        close(workspace)
    return done
