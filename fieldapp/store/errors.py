"""What can go wrong with a workspace on disk, in words for the officer."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_


class StoreError(UserError):
    """Anything about the workspace folder."""


class NoWorkspace(StoreError):
    """The folder holds no workspace."""

    text = N_("There is no workspace in {folder}.")
    remedy = N_("Make one with “fieldapp new”, or name another folder with --workspace.")


class WorkspaceExists(StoreError):
    """A workspace is there already; nothing was touched."""

    text = N_("{folder} holds a workspace already.")
    remedy = N_("Choose an empty folder.")


class WrongPassphrase(StoreError):
    """The passphrase does not open the key."""

    text = N_("The passphrase does not open this workspace.")
    remedy = N_("Try again. If it is lost, type the code of the recovery sheet instead.")


class NotOurs(StoreError):
    """A file that fieldapp did not write."""

    text = N_("{file} is not a file of fieldapp.")
    remedy = N_("Name the folder of a workspace. Nothing was changed.")


class Damaged(StoreError):
    """A file of ours that cannot be read whole."""

    text = N_("{file} is damaged.")
    remedy = N_("Keep it as it is, copy the folder, and run “fieldapp doctor” on the copy.")


class NewerFile(StoreError):
    """A file of a later version. Opening it could lose what this version does not know."""

    text = N_("{file} was written by a newer fieldapp (format {found}; this one knows {known}).")
    remedy = N_("Update fieldapp on this laptop. Nothing was changed.")


class DiskFull(StoreError):
    """No room, or no right to write. What was saved before is safe; this save was not made."""

    text = N_("The disk has no room left. The last change was not saved.")
    remedy = N_("Free some space, then save again. Everything saved before is safe.")


class NotWritable(StoreError):
    """The folder cannot be written."""

    text = N_("{folder} cannot be written.")
    remedy = N_("Choose a folder of your own on this laptop.")


class Busy(StoreError):
    """Another process holds the file for longer than a person waits."""

    text = N_("Another fieldapp is writing to this workspace.")
    remedy = N_("Wait for it to finish or close it, then try again.")


class OldLibrary(StoreError):
    """An SQLite that can damage files."""

    text = N_("The installed SQLite {found} can damage files; {needed} or newer is needed.")
    remedy = N_("Install fieldapp again with its own libraries.")


class NoSuchRecord(WrongUse):
    """No record of this kind and id, or none that this reader may know of."""

    text = N_("There is no {kind} with the id {record}.")
    remedy = N_("“fieldapp list {kind}” shows the ids.")


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn what SQLite and the disk report into our errors; what is our own fault passes.

    Args:
        file: The file or folder that is being used; only its path gets into the message.
    """
    try:
        yield
    except dbapi2.Error as error:
        raise _from_sqlite(error, file) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise NotWritable(folder=file) from error
        raise


def _from_sqlite(error: Exception, file: Path) -> Exception:
    # The module has no result codes on every error, so the text of SQLite's own table decides.
    text = str(error)
    if "disk is full" in text or "disk I/O error" in text:
        return DiskFull()
    if "readonly" in text or "unable to open" in text:
        return NotWritable(folder=file)
    if "database is locked" in text:
        return Busy()
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return Damaged(file=file)
    return error
