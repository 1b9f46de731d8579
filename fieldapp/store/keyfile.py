"""The key of a workspace, wrapped by a passphrase and by the code of the recovery sheet.

The file itself is encrypted with 32 random bytes. A passphrase never touches it: changing one
wraps the same key again. Format 1: JSON with, for each wrapping, Argon2id's salt and cost and the
key in a secret box (XSalsa20-Poly1305).
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nacl.exceptions
import nacl.pwhash.argon2id as argon2id
import nacl.secret
import nacl.utils

from fieldapp.store.disk import Disk, real_disk, write_whole
from fieldapp.store.errors import Damaged, NewerFile, NotOurs, WrongPassphrase, told

FORMAT = "fieldapp workspace key"
VERSION = 1
KEY_BYTES = 32
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LETTERS = 32
"""Five bits each: 160 bits, out of reach whatever the cost of one guess."""


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs: passes over memory, and bytes of memory."""

    passes: int
    memory: int


FIELD_COST = Cost(argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)
"""Half a second and 256 MiB on the laptops that are used."""


def new_recovery_code() -> str:
    """Return a code for the recovery sheet: letters and digits nobody mistakes, in fours."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LETTERS))
    return "-".join(letters[n : n + 4] for n in range(0, _CODE_LETTERS, 4))


def write_keyfile(
    file: Path, key: bytes, passphrase: str, recovery: str, cost: Cost, disk: Disk = real_disk
) -> None:
    """Wrap the key twice and write it; the file is whole or not there."""
    plain = {
        "format": FORMAT,
        "version": VERSION,
        "passphrase": _wrap(key, passphrase, cost),
        "recovery": _wrap(key, _tidy(recovery), cost),
    }
    with told(file):
        write_whole(file, json.dumps(plain, indent=1).encode(), disk)


def read_key(file: Path, passphrase: str) -> bytes:
    """Unwrap the key with the passphrase or with the recovery code.

    Raises:
        WrongPassphrase: Neither opens it.
        NotOurs, NewerFile, Damaged: It is no key file that this version can read.
    """
    plain = _read(file)
    secrets_and_names = [(passphrase, "passphrase")]
    if len(_tidy(passphrase)) == _CODE_LETTERS:
        secrets_and_names.append((_tidy(passphrase), "recovery"))
    for secret, name in secrets_and_names:
        try:
            return _unwrap(plain[name], secret)
        except nacl.exceptions.CryptoError:
            continue
        except (KeyError, TypeError, ValueError):
            raise Damaged(file=file) from None
    raise WrongPassphrase


def _read(file: Path) -> dict[str, Any]:
    with told(file):
        raw = file.read_bytes()
    try:
        plain = json.loads(raw)
    except ValueError:
        raise (Damaged(file=file) if b"fieldapp" in raw else NotOurs(file=file)) from None
    if not isinstance(plain, dict) or plain.get("format") != FORMAT:
        raise NotOurs(file=file)
    if not isinstance(plain.get("version"), int) or plain["version"] > VERSION:
        raise NewerFile(file=file, found=plain.get("version"), known=VERSION)
    return plain


def _tidy(code: str) -> str:
    """Undo what handwriting and typing do to a recovery code."""
    return "".join(letter for letter in code.upper() if letter in _ALPHABET)


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    return argon2id.kdf(
        KEY_BYTES, secret.encode(), salt, opslimit=cost.passes, memlimit=cost.memory
    )


def _wrap(key: bytes, secret: str, cost: Cost) -> dict[str, Any]:
    salt = nacl.utils.random(argon2id.SALTBYTES)
    box = nacl.secret.SecretBox(_derive(secret, salt, cost))
    return {
        "passes": cost.passes,
        "memory": cost.memory,
        "salt": salt.hex(),
        "box": bytes(box.encrypt(key)).hex(),
    }


def _unwrap(wrapped: dict[str, Any], secret: str) -> bytes:
    cost = Cost(int(wrapped["passes"]), int(wrapped["memory"]))
    derived = _derive(secret, bytes.fromhex(wrapped["salt"]), cost)
    return nacl.secret.SecretBox(derived).decrypt(bytes.fromhex(wrapped["box"]))
