"""What was typed and could not be kept when the window had to lock: held sealed until it opens.

A full disk must not keep a workspace open, and a lock must not lose a word. So the answers wait
in memory, sealed with the key of the workspace, which comes back with the passphrase.
"""

import json
from collections.abc import Sequence

import nacl.exceptions
import nacl.secret

from fieldapp.store import drafts
from fieldapp.store.drafts import Draft
from fieldapp.store.workspace import Workspace


def seal(workspace: Workspace, unkept: Sequence[Draft]) -> bytes:
    """Return drafts as nobody can read them without the workspace's key; b"" for none."""
    if not unkept:
        return b""
    plain = [(draft.id, draft.kind, dict(draft.answers)) for draft in unkept]
    return bytes(nacl.secret.SecretBox(workspace.key).encrypt(json.dumps(plain).encode()))


def put_back(workspace: Workspace, sealed: bytes) -> None:
    """Keep what was sealed as drafts.

    Raises:
        DiskFull, NotWritable: Still not; it stays sealed.
    """
    if not sealed:
        return
    try:
        plain = nacl.secret.SecretBox(workspace.key).decrypt(sealed)
    except nacl.exceptions.CryptoError:  # another workspace has come into this folder
        return
    for record, kind, answers in json.loads(plain):
        drafts.keep(workspace, record, kind, answers)
