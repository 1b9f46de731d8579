"""What is in an encrypted file when its key is known: every page, also of what was deleted.

Reads the file's bytes and not SQL, because whoever takes a laptop apart does so as well: pages that
nothing refers to any more, and the log of pages beside the file. SQLCipher 4 with a raw key: pages
of 4096 bytes, AES-256-CBC, at the end of each 16 bytes of start vector and 64 of HMAC.
"""

from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE, RESERVED, SALT = 4096, 80, 16
_LOG_HEAD, _FRAME_HEAD = 32, 24


def pages_of(file: Path, key: bytes) -> bytes:
    """Return every page of a database and of the log beside it, in clear."""
    raw = file.read_bytes()
    pages = [
        _opened(raw[at : at + PAGE], key, first=at == 0)
        for at in range(0, len(raw) - PAGE + 1, PAGE)
    ]
    return b"".join((*pages, *_of_log(file.with_name(file.name + "-wal"), key)))


def _of_log(log: Path, key: bytes) -> Iterator[bytes]:
    raw = log.read_bytes() if log.exists() else b""
    step = _FRAME_HEAD + PAGE
    for at in range(_LOG_HEAD, len(raw) - step + 1, step):
        number = int.from_bytes(raw[at : at + 4], "big")
        yield _opened(raw[at + _FRAME_HEAD : at + step], key, first=number == 1)


def _opened(page: bytes, key: bytes, *, first: bool) -> bytes:
    vector = page[PAGE - RESERVED : PAGE - RESERVED + 16]
    reader = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
    return reader.update(page[SALT if first else 0 : PAGE - RESERVED]) + reader.finalize()


def everything_in(folder: Path, key: bytes) -> bytes:
    """Return what is in every encrypted file of a workspace, backups too."""
    return b"".join(pages_of(file, key) for file in sorted(folder.rglob("*.db")))
