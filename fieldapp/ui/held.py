"""What was typed and could not be kept when the window had to lock: held sealed until it opens.

A full disk must not keep a workspace open, and a lock must not lose a word. So the answers wait
in memory, sealed with the key of the workspace, which comes back with the passphrase.
"""

import json
from collections.abc import Sequence

import nacl.exceptions
import nacl.secret
from PySide6.QtWidgets import QMessageBox, QWidget

from fieldapp.language import N_
from fieldapp.store import drafts
from fieldapp.store.drafts import Draft
from fieldapp.store.workspace import Workspace
from fieldapp.ui import messages
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.look import Look


def unkept(window: QWidget) -> list[Draft]:
    """Return what stands on the pages and in the small windows of a window and is not on the disk,
    because it is full or was taken out: one draft for each record."""
    found: dict[str, Draft] = {}
    for page in window.findChildren(Keeping):
        if page.is_unkept and (draft := page.draft()) is not None:
            found[draft.id] = draft
    for words in window.findChildren(KeptWords):
        if words.is_unkept:
            found[words.record] = words.added_to(found.get(words.record))
    return list(found.values())


def ask_to_lose(window: QWidget, look: Look) -> QMessageBox:
    """Ask whether a window is to be closed though something that was written is on no disk."""
    text = look.language.translate
    why = N_(
        "It could not be kept: the disk is full, or was taken out. Stay, make room, close again."
    )
    return messages.ask(
        window,
        look,
        text(N_("Close and lose what you wrote last?")),
        text(why),
        text(N_("Close and lose it")),
        text(N_("Stay")),
        is_safe=False,
    )


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
