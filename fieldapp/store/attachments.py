"""Photographs and files of a workspace, each encrypted in a file of its own, named by content.

The name is a keyed hash, so that nobody who sees the folder learns which known picture is in it.
The same content is kept once. Which record an attachment belongs to stands in the record.
"""

import nacl.encoding
import nacl.exceptions
import nacl.hash
import nacl.secret

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.store.database import writing
from fieldapp.store.disk import write_whole
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace

FOLDER = "attachments"
LARGEST = 50_000_000
"""Bytes. A photograph has a tenth of that; a film has no place on a 64 kbit/s link."""


class TooLarge(WrongUse):
    """A file that would never get through to headquarters."""

    text = N_("{file} is larger than {most} megabytes.")
    remedy = N_("Choose a smaller picture.")


class AttachmentDamaged(UserError):
    """The file is missing or not what was kept."""

    text = N_("The attachment {name} is missing or damaged.")
    remedy = N_("Ask the laptop that took it to send it again.")


def add(workspace: Workspace, content: bytes, media: str) -> str:
    """Keep the content and return its name, 64 hexadecimal digits; on the disk when this returns.

    Args:
        media: Media type, e.g. ``image/jpeg``.

    Raises:
        TooLarge, DiskFull, NotWritable: Nothing was kept.
    """
    if len(content) > LARGEST:
        raise TooLarge(file=media, most=LARGEST // 1_000_000)
    name = _name(workspace, content)
    folder = workspace.folder / FOLDER
    with told(folder):
        folder.mkdir(exist_ok=True)
        write_whole(folder / name, _box(workspace).encrypt(content), workspace.around.disk)
    with writing(workspace.db, workspace.file):
        workspace.db.conn.execute(
            "INSERT INTO attachment (hash, media, bytes) VALUES (?, ?, ?)"
            " ON CONFLICT (hash) DO NOTHING",
            [name, media, len(content)],
        )
    return name


def read(workspace: Workspace, name: str) -> bytes:
    """Return the content, in memory only.

    Raises:
        AttachmentDamaged: It is not there, or not what was kept.
    """
    try:
        with told(workspace.folder / FOLDER):
            content = _box(workspace).decrypt((workspace.folder / FOLDER / name).read_bytes())
    except (FileNotFoundError, nacl.exceptions.CryptoError):
        raise AttachmentDamaged(name=name) from None
    if _name(workspace, content) != name:
        raise AttachmentDamaged(name=name)
    return content


def names(workspace: Workspace) -> list[str]:
    """Return the names of all attachments that were kept."""
    with told(workspace.file):
        rows = workspace.db.conn.execute("SELECT hash FROM attachment ORDER BY hash").fetchall()
    return [row[0] for row in rows]


def _name(workspace: Workspace, content: bytes) -> str:
    digest: bytes = nacl.hash.blake2b(
        content, key=_derived(workspace, b"names"), encoder=nacl.encoding.HexEncoder
    )
    return digest.decode()


def _box(workspace: Workspace) -> nacl.secret.SecretBox:
    return nacl.secret.SecretBox(_derived(workspace, b"contents"))


def _derived(workspace: Workspace, purpose: bytes) -> bytes:
    """Return a key of its own for a purpose, so that one never gives the other away."""
    derived: bytes = nacl.hash.blake2b(
        b"attachment " + purpose, key=workspace.key, encoder=nacl.encoding.RawEncoder
    )
    return derived
