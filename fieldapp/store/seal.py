"""Sealing a part of a fact to the readers of a scope, and opening it for one of them.

An officer who may not read the restricted scope can still record into it: the values are sealed
before they reach the disk and the officer's laptop cannot open them again.
"""

import base64
import json
from dataclasses import replace

import nacl.exceptions
import nacl.public
from sqlite_utils import Database

from fieldapp.domain.fact import BadFact, Fact, values_from_json
from fieldapp.domain.scope import RESTRICTED


def public_key(db: Database, scope: str) -> bytes | None:
    """Return the scope's newest public key, or None before the workspace joined a mission."""
    row = db.conn.execute(
        "SELECT public FROM scope_key WHERE scope = ? ORDER BY epoch DESC LIMIT 1", [scope]
    ).fetchone()
    return bytes(row[0]) if row else None


def private_keys(db: Database, scope: str) -> list[bytes]:
    """Return the private keys of a scope that this laptop holds, newest first."""
    rows = db.conn.execute(
        "SELECT epoch, public, private FROM key_ring WHERE scope = ? UNION"
        " SELECT epoch, public, private FROM scope_key WHERE scope = ? AND private IS NOT NULL"
        " ORDER BY 1 DESC, 2",
        [scope, scope],
    )
    return [bytes(private) for _epoch, _public, private in rows]


def may_read(db: Database, scope: str) -> bool:
    """Say whether this laptop reads the scope. Before it joined a mission it reads its own."""
    return bool(private_keys(db, scope)) or not has_keys(db)


def has_keys(db: Database) -> bool:
    """Say whether the keys of a mission are here. Without them nothing is sealed."""
    return db.conn.execute("SELECT 1 FROM scope_key LIMIT 1").fetchone() is not None


def target(db: Database, scope: str) -> str:
    """Return the scope to write to: this one, or the protection cell's where the mission, founded
    by an older version, has no key for it yet."""
    return scope if scope == RESTRICTED or public_key(db, scope) else RESTRICTED


def sealed(fact: Fact, public: bytes) -> Fact:
    """Return the fact with its values sealed to whoever holds the scope's private key."""
    box = nacl.public.SealedBox(nacl.public.PublicKey(public))
    plain = json.dumps(dict(fact.values), ensure_ascii=False, sort_keys=True).encode()
    return replace(fact, values={}, sealed=base64.b64encode(box.encrypt(plain)).decode())


def opened(fact: Fact, private: list[bytes]) -> Fact:
    """Return the fact with its values, if one of the keys opens it, or else as it is.

    What opens but holds no values was sealed by something broken or hostile; it stays closed, so
    that it can not keep the rest of the record from being shown. `doctor` counts such facts.
    """
    if not fact.sealed:
        return fact
    for key in private:
        try:
            box = nacl.public.SealedBox(nacl.public.PrivateKey(key))
            plain = json.loads(box.decrypt(base64.b64decode(fact.sealed, validate=True)))
            if isinstance(plain, dict) and set(plain) == set(fact.base):
                return replace(fact, values=values_from_json(plain), sealed="")
        except (nacl.exceptions.CryptoError, ValueError, BadFact, RecursionError):
            continue
    return fact
