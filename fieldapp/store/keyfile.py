"""The key of a workspace, wrapped by a passphrase and by the code of the recovery sheet.

The file itself is encrypted with 32 random bytes. A passphrase never touches it: changing one
wraps the same key again. Format 1: JSON with, for each wrapping, Argon2id's salt and cost and the
key in a secret box (XSalsa20-Poly1305). From 0.4 on there may be a part ``custodians``, see
`custody`; versions before it read past what they do not know, so the number stays.
"""

import json
import secrets
from collections.abc import Mapping
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
PASSPHRASE, RECOVERY = "passphrase", "recovery"
"""Parts of the file: the key wrapped by each."""
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
        PASSPHRASE: wrap(key, passphrase, cost),
        RECOVERY: wrap_for_sheet(key, recovery, cost),
    }
    with told(file):
        write_whole(file, json.dumps(plain, indent=1).encode(), disk)


def put_parts(file: Path, parts: Mapping[str, Any], disk: Disk = real_disk) -> None:
    """Put parts of the file in place of those that are there, and leave all others as they are.

    Whoever calls this holds the write lock of the workspace: two at once would lose one's part.
    Killed in between, the file is as it was.

    Args:
        parts: By name; None takes the part out.

    Raises:
        NotOurs, NewerFile, Damaged: It is no key file that this version can read.
        NotWritable, DiskFull: It stands as it was.
    """
    plain = {**read_parts(file), **parts}
    left = {name: part for name, part in plain.items() if part is not None}
    with told(file):
        write_whole(file, json.dumps(left, indent=1).encode(), disk)


def read_key(file: Path, passphrase: str) -> bytes:
    """Unwrap the key with the passphrase or with the recovery code.

    Raises:
        WrongPassphrase: Neither opens it.
        NotOurs, NewerFile, Damaged: It is no key file that this version can read.
    """
    plain = read_parts(file)
    names = [PASSPHRASE, RECOVERY] if is_code(passphrase) else [PASSPHRASE]
    for name in names:
        try:
            return unwrap(plain[name], _tidy(passphrase) if name == RECOVERY else passphrase)
        except WrongPassphrase:
            continue
        except (KeyError, TypeError, ValueError):
            raise Damaged(file=file) from None
    raise WrongPassphrase


def read_key_by_code(file: Path, code: str) -> bytes:
    """Unwrap the key with the code of the recovery sheet and with nothing else.

    Raises:
        WrongPassphrase: It is not the code.
        NotOurs, NewerFile, Damaged: It is no key file that this version can read.
    """
    plain = read_parts(file)
    try:
        return unwrap(plain[RECOVERY], _tidy(code))
    except (KeyError, TypeError, ValueError):
        raise Damaged(file=file) from None


def cost_of_sheet(file: Path) -> Cost:
    """Return what one guess at the code costs.

    Raises:
        NotOurs, NewerFile, Damaged: It is no key file that this version can read.
    """
    try:
        part = read_parts(file)[RECOVERY]
        return Cost(int(part["passes"]), int(part["memory"]))
    except (KeyError, TypeError, ValueError):
        raise Damaged(file=file) from None


def is_code(typed: str) -> bool:
    """Say whether this could be the code of a recovery sheet."""
    return len(_tidy(typed)) == _CODE_LETTERS


def read_parts(file: Path) -> dict[str, Any]:
    """Return the file's parts by name; what stands in them is for others to judge.

    Raises:
        NotOurs, NewerFile, Damaged: It is no key file that this version can read.
    """
    try:
        with told(file):
            raw = file.read_bytes()
    except FileNotFoundError:  # the files beside it are worth nothing without it
        raise Damaged(file=file) from None
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


def wrap_for_sheet(key: bytes, code: str, cost: Cost = FIELD_COST) -> dict[str, Any]:
    """Return the part of the file that the code of a recovery sheet opens."""
    return wrap(key, _tidy(code), cost)


def unwrap_from_sheet(wrapped: Mapping[str, Any], code: str) -> bytes:
    """Return what `wrap_for_sheet` has wrapped.

    Raises:
        WrongPassphrase: It is another code.
        KeyError, TypeError, ValueError: This is no such part.
    """
    return unwrap(wrapped, _tidy(code))


def wrap(key: bytes, secret: str, cost: Cost = FIELD_COST) -> dict[str, Any]:
    """Return 32 bytes in a box that a passphrase opens."""
    salt = nacl.utils.random(argon2id.SALTBYTES)
    box = nacl.secret.SecretBox(_derive(secret, salt, cost))
    return {
        "passes": cost.passes,
        "memory": cost.memory,
        "salt": salt.hex(),
        "box": bytes(box.encrypt(key)).hex(),
    }


def unwrap(wrapped: Mapping[str, Any], secret: str) -> bytes:
    """Return what a passphrase or code has wrapped.

    Raises:
        WrongPassphrase: It is another one.
        KeyError, TypeError, ValueError: This is no part of a key file.
    """
    cost = Cost(int(wrapped["passes"]), int(wrapped["memory"]))
    derived = _derive(secret, bytes.fromhex(wrapped["salt"]), cost)
    try:
        return nacl.secret.SecretBox(derived).decrypt(bytes.fromhex(wrapped["box"]))
    except nacl.exceptions.CryptoError:
        raise WrongPassphrase from None
