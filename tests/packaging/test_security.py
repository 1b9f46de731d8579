"""SECURITY.md names versions, sizes, costs, algorithms and files as the code has them."""

import inspect
import re
from pathlib import Path

import nacl.pwhash.argon2id as argon2id
import pytest

from fieldapp.hub import backup as hub_backup
from fieldapp.hub import engine, service
from fieldapp.store import backup, chunks, database, keyfile, migrations, photos, workspace
from fieldapp.store.picture import MOST_PIXELS
from fieldapp.sync.members import qr, signed, words
from fieldapp.sync.parcels import parcel
from fieldapp.sync.wire import pack, protocol

ROOT = Path(__file__).parents[2]
TEXT = " ".join((ROOT / "SECURITY.md").read_text("utf-8").split())
OLDEST_SQLITE = ".".join(map(str, database.OLDEST_SQLITE))

NAMED = {
    "key file": (
        f"**`{workspace.KEYFILE}`**, version {keyfile.VERSION} ",
        (
            f"Argon2id with a salt of {argon2id.SALTBYTES}, {keyfile.FIELD_COST.passes} passes over"
            f" {keyfile.FIELD_COST.memory} bytes"
        ),
        f"{keyfile._CODE_LETTERS} letters of an alphabet of {len(keyfile._ALPHABET)}",
        f"{keyfile._CODE_LETTERS * 5} bits",
        f"{keyfile.FIELD_COST.memory // 2**20} MiB and half a second",
        f"{keyfile.KEY_BYTES} bytes, SQLCipher raw key",
    ),
    "workspace": (
        f"format {migrations.MAJOR}.{migrations.MINOR} (`fieldapp/store/migrations.py`)",
        f"`{workspace.DATABASE}`, SQLCipher 4",
        f"SQLite {OLDEST_SQLITE} or newer",
        f"`{chunks.FILE}`, format {chunks.MAJOR}.{chunks.MINOR} ",
        f"at most {chunks.SIZE} each",
        f"`{backup.FOLDER}/`: at most {backup.KEPT} copies",
    ),
    "pack": (
        f"**Pack**, version {pack.VERSION} ",
        f"multiple of {pack._STEP} in confidence; {pack._SIGNATURE} of Ed25519",
        f"At most {protocol.LARGEST_PACK}, and {pack.LARGEST_PLAIN} unpacked",
        (
            f"packs to {pack._STEP} bytes, photographs to {photos.SMALL_PADDED // 1024} and"
            f" {photos.WHOLE_PADDED // 1024} KiB"
        ),
    ),
    "wire": (
        f"versions {protocol.VERSION} and {protocol.WITH_CHUNKS} ",
        f"at most {protocol.LARGEST_BODY} bytes",
        f"up to {protocol.MOST_MARKS} marks",
    ),
    "documents": (
        f"**Signed document**, version {signed.VERSION} ",
        f"at most {signed.LONGEST}, Ed25519",
        f"**Parcel**, version {parcel.VERSION} ",
        f"pictures ({MOST_PIXELS} pixels)",
    ),
    "hub": (
        f"storage (format {engine.MAJOR}.{engine.MINOR})",
        f"**Hub backup**, version {hub_backup.VERSION} ",
    ),
}


@pytest.mark.parametrize("part", NAMED)
def test_what_it_names_is_what_the_code_has(part: str) -> None:
    missing = [words for words in NAMED[part] if words not in TEXT]

    assert not missing


def test_what_it_says_in_words_is_what_the_code_has() -> None:
    assert service.WINDOW_MS == 5 * 60 * 1000  # "older than five minutes"
    assert words.WORDS == 5  # "five words of 16 bits"
    assert qr.MOST_PIXELS == MOST_PIXELS
    listed = re.search(r"signed\.py`\): ([a-z, ]+)\.", TEXT)
    assert listed is not None
    assert listed[1].split(", ") == list(signed.DOCUMENTS)


@pytest.mark.parametrize(
    ("module", "used"),
    [
        (keyfile, ("argon2id.kdf", "SecretBox")),
        (pack, ("SealedBox", "key.sign")),
        (photos, ("SecretBox",)),
        (chunks, ("blake2b",)),
        (signed, ("VerifyKey",)),
    ],
    ids=lambda it: getattr(it, "__name__", ""),
)
def test_the_algorithms_it_names_are_used_where_it_says(module: object, used: tuple[str]) -> None:
    assert inspect.ismodule(module)
    source = inspect.getsource(module)

    assert all(re.search(name, source) for name in used)
    assert f"`{module.__name__.replace('.', '/')}.py`" in TEXT or module is photos


def test_every_path_in_it_is_there_and_the_readme_leads_to_it() -> None:
    paths = re.findall(r"`((?:fieldapp|tests)/[a-z0-9_/]+(?:\.py)?)`", TEXT)

    assert len(paths) > 12
    assert not [path for path in paths if not (ROOT / path).exists()]
    assert "](SECURITY.md)" in (ROOT / "README.md").read_text("utf-8")


def test_it_tells_where_a_hole_is_reported_and_needs_no_address() -> None:
    assert "private security advisory in the project's repository" in TEXT
    assert "@" not in TEXT
