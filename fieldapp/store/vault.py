"""The vault: what the recovery sheet gives back after a laptop was sealed, and nothing else does.

A pair of keys. The public one lies open in the workspace, so that sealing asks for no secret and
takes no time; the private one is wrapped by the code of the recovery sheet, which is on paper and
not with the officer. Whoever forces the passphrase out of somebody learns nothing of what is in it:
the code has 160 bits.

It is made whenever the code is known: with the workspace, with a new recovery sheet, and when an
older workspace is first unlocked with its code.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import nacl.exceptions
from nacl.public import PrivateKey, PublicKey, SealedBox
from sqlite_utils import Database

from fieldapp.store import settings
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.keyfile import FIELD_COST, Cost, unwrap_from_sheet, wrap_for_sheet

_NAME = "vault"


@dataclass(frozen=True)
class Vault:
    """The pair: what is locked with `public` is opened by who knows the code.

    Attributes:
        wrapped: The private key as the code wraps it; see `keyfile`.
    """

    public: bytes
    wrapped: Mapping[str, Any]


def begin(db: Database, code: str, cost: Cost = FIELD_COST) -> None:
    """Make the vault of a recovery code, in place of that of an earlier one.

    Part of the transaction that is open. What was sealed before stays with the code of its time.
    """
    pair = PrivateKey.generate()
    vault = Vault(bytes(pair.public_key), wrap_for_sheet(bytes(pair), code, cost))
    settings.write(db, _NAME, to_json(vault))


def vault_of(db: Database) -> Vault | None:
    """Return the vault; None where an earlier version made the workspace and no code was typed."""
    text = settings.read(db, _NAME)
    return from_json(text) if text else None


def to_json(vault: Vault) -> str:
    """Write a vault as a setting."""
    return json.dumps({"public": vault.public.hex(), "private": dict(vault.wrapped)})


def from_json(text: str) -> Vault:
    """Read what `to_json` wrote."""
    plain = json.loads(text)
    return Vault(bytes.fromhex(plain["public"]), plain["private"])


def lock(public: bytes, content: bytes) -> bytes:
    """Return the content so that only the vault's private key opens it."""
    return bytes(SealedBox(PublicKey(public)).encrypt(content))


def private_key(vault: Vault, code: str) -> PrivateKey:
    """Return the private key.

    Raises:
        WrongPassphrase: It is not the code of this vault.
    """
    return PrivateKey(unwrap_from_sheet(vault.wrapped, code))


def unlock(private: PrivateKey, locked: bytes) -> bytes:
    """Return what was locked.

    Raises:
        WrongPassphrase: It was locked into another vault.
    """
    try:
        return bytes(SealedBox(private).decrypt(locked))
    except nacl.exceptions.CryptoError:
        raise WrongPassphrase from None
