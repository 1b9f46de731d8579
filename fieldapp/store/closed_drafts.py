"""Forms in the making that were closed because what they hold in confidence may not be read here.

A draft never travels, so it is closed twice: to the scopes its answers belong to, in case this
laptop is given their keys again, and to the vault. Neither its kind nor its record stays readable.
Every function is part of the transaction that the caller has opened, unless it says otherwise.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlite_utils import Database

from fieldapp.domain.protection.unsaved import scopes_of_draft
from fieldapp.store import seal, vault
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.vault import Vault

_COLUMNS = ("id", "kind", "saved_at", "body")


def is_closed_here(db: Database, kind: str, answers: Mapping[str, Any]) -> bool:
    """Say whether a draft holds what this laptop may not read once it is saved."""
    return any(not seal.may_read(db, scope) for scope in _scopes(db, kind, answers))


def close(db: Database, vault_: Vault | None) -> int:
    """Close the drafts that this laptop may not read; returns how many.

    Args:
        vault_: May open them, too; None where no sheet shall.
    """
    count = 0
    for row in _readable(db):
        scopes = _scopes(db, row[1], json.loads(row[3]))
        if all(seal.may_read(db, scope) for scope in scopes):
            continue
        plain = json.dumps(dict(zip(_COLUMNS, row, strict=True)), ensure_ascii=False).encode()
        to_vault = vault.lock(vault_.public, plain) if vault_ else None
        db.conn.execute(
            "INSERT INTO closed_draft (scopes, to_scopes, to_vault) VALUES (?, ?, ?)",
            [json.dumps(scopes), _lock(db, scopes, plain), to_vault],
        )
        db.conn.execute("DELETE FROM draft WHERE id = ?", [row[0]])
        count += 1
    return count


def reopen(db: Database, private: PrivateKey | None = None) -> int:
    """Open the drafts that may be read again; returns how many.

    Where another draft of the same form was begun since, the closed one comes back beside it.

    Args:
        private: Key of the vault, where it is known.
    """
    count = 0
    rows = db.conn.execute("SELECT n, scopes, to_scopes, to_vault FROM closed_draft ORDER BY n")
    for n, scopes, to_scopes, to_vault in rows.fetchall():
        plain = _unlock(db, json.loads(scopes), bytes(to_scopes))
        if plain is None and private is not None and to_vault is not None:
            plain = _from_vault(private, bytes(to_vault))
        if plain is None:
            continue
        draft = json.loads(plain)
        if db.conn.execute("SELECT 1 FROM draft WHERE id = ?", [draft["id"]]).fetchone():
            draft = _beside(draft)
        db.conn.execute(
            "INSERT INTO draft (id, kind, saved_at, body) VALUES (?, ?, ?, ?)",
            [draft[column] for column in _COLUMNS],
        )
        db.conn.execute("DELETE FROM closed_draft WHERE n = ?", [n])
        count += 1
    return count


def forget_vault(db: Database) -> None:
    """See to it that no recovery sheet opens the drafts that are closed."""
    db.conn.execute("UPDATE closed_draft SET to_vault = NULL")


def count(db: Database) -> int:
    """Return how many drafts are closed."""
    return int(db.conn.execute("SELECT count(*) FROM closed_draft").fetchone()[0])


def leave_out(db: Database) -> None:
    """Take the drafts out of a copy that this laptop may not read once they are saved.

    Not out of a file of fieldapp 0.2 or before, which is copied as it is before it is changed.
    """
    if not db.conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'key_ring'").fetchone():
        return
    for row in _readable(db):
        if is_closed_here(db, row[1], json.loads(row[3])):
            db.conn.execute("DELETE FROM draft WHERE id = ?", [row[0]])


def _scopes(db: Database, kind: str, answers: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(seal.target(db, s) for s in scopes_of_draft(kind, answers)))


def _readable(db: Database) -> list[tuple[Any, ...]]:
    return db.conn.execute("SELECT id, kind, saved_at, body FROM draft ORDER BY id").fetchall()


def _lock(db: Database, scopes: Sequence[str], plain: bytes) -> bytes:
    """Seal to the readers of every one of these scopes at once: one box within the other."""
    for scope in scopes:
        public = seal.public_key(db, scope)
        if public is not None:
            plain = bytes(SealedBox(PublicKey(public)).encrypt(plain))
    return plain


def _unlock(db: Database, scopes: Sequence[str], locked: bytes) -> bytes | None:
    for scope in reversed(scopes):
        opened = None
        for key in seal.private_keys(db, scope):
            try:
                opened = bytes(SealedBox(PrivateKey(key)).decrypt(locked))
                break
            except nacl.exceptions.CryptoError:
                continue
        if opened is None:
            return None
        locked = opened
    return locked


def _from_vault(private: PrivateKey, locked: bytes) -> bytes | None:
    try:
        return vault.unlock(private, locked)
    except WrongPassphrase:
        return None


def _beside(draft: dict[str, Any]) -> dict[str, Any]:
    """Return a draft as that of a form of its own."""
    body = json.loads(draft["body"])
    new = str(uuid.uuid4())
    if "record" in body:
        body["record"] = new
    return {**draft, "id": new, "body": json.dumps(body, ensure_ascii=False)}
