"""What somebody sees who has the whole disk and the passphrase: every page of every file, also
free ones and those in the logs beside the files."""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
_RESERVED = 80
"""Bytes of a page of SQLCipher 4 behind what is encrypted: 16 of the IV, 64 of the HMAC."""


def laid_bare(folder: Path, key: bytes) -> bytes:
    """Return all pages below a folder as the key opens them, and the bytes of all other files."""
    return b"".join(_contents(folder, key))


def _contents(folder: Path, key: bytes) -> Iterator[bytes]:
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        raw = file.read_bytes()
        yield raw
        if file.name.endswith("-wal"):
            for at in range(32, len(raw), PAGE + 24):
                number = int.from_bytes(raw[at : at + 4], "big")
                yield _opened(raw[at + 24 : at + 24 + PAGE], key, number == 1)
        elif file.suffix in (".db", ".part"):
            for at in range(0, len(raw), PAGE):
                yield _opened(raw[at : at + PAGE], key, at == 0)


def _opened(page: bytes, key: bytes, first: bool) -> bytes:
    start, end = (16 if first else 0), PAGE - _RESERVED
    if len(page) < PAGE:
        return b""
    decryptor = Cipher(algorithms.AES256(key), modes.CBC(page[end : end + 16])).decryptor()
    return decryptor.update(page[start:end]) + decryptor.finalize()
