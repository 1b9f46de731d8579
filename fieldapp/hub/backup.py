"""The backup of a hub: one file with every row, the same from SQLite and from PostgreSQL.

What it holds is as sealed as the hub itself. The certificate and its key are not in it.

Format 1:

1. a line ``fieldapp hub backup 1``;
2. a line of JSON: format of the storage, mission, time (the hub's clock, milliseconds since 1970);
3. for each row, in the order of `rows`, a line of JSON ``[table, {column: value}]``; instead of
   bytes it says ``{"bytes": n}``, and they follow the line, column after column;
4. a line of JSON ``{"end": rows, "blake2b": digest of everything before}``.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import sqlalchemy as sa

from fieldapp.errors import Words
from fieldapp.hub import storage
from fieldapp.hub.engine import MAJOR, MINOR
from fieldapp.hub.errors import BadBackup, CannotWriteBackup, NewerBackup, NotEmptyHub
from fieldapp.hub.rows import Row, put_rows, rows_of
from fieldapp.hub.schema import TABLES
from fieldapp.hub.storage import Shelf
from fieldapp.hub.verify import Verdict, verify
from fieldapp.language import N_

FIRST_LINE = b"fieldapp hub backup "
VERSION = 1
SUFFIX = ".fieldapp-hub"
_LONGEST_LINE = 4 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_PIECE = 256 * 1024


@dataclass(frozen=True)
class Backup:
    """A backup as it stands on the disk, read once more from there."""

    file: Path
    bytes: int
    verdict: Verdict


def pieces(shelf: Shelf, at_ms: int) -> Iterator[bytes]:
    """Return a backup of what the transaction sees, piece by piece."""
    card = storage.mission(shelf)
    head = {
        "format": f"{MAJOR}.{MINOR}",
        "mission": card.id if card else "",
        "mission_name": card.name if card else "",
        "at_ms": at_ms,
    }
    digest = hashlib.blake2b(digest_size=32)
    number = 0
    some = bytearray(FIRST_LINE + b"%d\n" % VERSION + _line(head))
    for table, row in rows_of(shelf):
        large = [value for value in row.values() if isinstance(value, bytes)]
        plain = {
            name: {"bytes": len(value)} if isinstance(value, bytes) else value
            for name, value in row.items()
        }
        some += _line([table, plain])
        for value in large:
            some += value
        number += 1
        if len(some) >= _PIECE:
            digest.update(some)
            yield bytes(some)
            some.clear()
    digest.update(some)
    yield bytes(some)
    yield _line({"end": number, "blake2b": digest.hexdigest()})


def write(file: Path, content: Iterable[bytes]) -> Backup:
    """Write a backup, read it from the disk again, and only then give it its name.

    Raises:
        CannotWriteBackup: There is no room, or no right.
        BadBackup: What came to the disk is not whole. Nothing is left of it.
    """
    part = file.with_name(file.name + ".part")
    try:
        with part.open("wb") as stream:
            for piece in content:
                stream.write(piece)
            stream.flush()
            os.fsync(stream.fileno())
        verdict = check(part)
        os.replace(part, file)
        _settle(file.parent)
        return Backup(file, file.stat().st_size, verdict)
    except OSError:
        raise CannotWriteBackup(file=file) from None
    finally:
        part.unlink(missing_ok=True)


def check(file: Path) -> Verdict:
    """Read a backup from its first to its last byte and walk along what it holds.

    Raises:
        BadBackup, NewerBackup: It is none, or not whole.
    """
    return verify(read(file))


def restore(file: Path, engine: sa.Engine) -> Verdict:
    """Put a backup into a hub that is empty: all of it or nothing.

    Raises:
        BadBackup, NewerBackup: It is none, not whole, or what it holds does not fit together.
        NotEmptyHub: The hub has a mission. Nothing was changed.
        Full: There is no room. Nothing was changed.
    """
    verdict = check(file)
    if not verdict.ok:
        first = verdict.findings[0]
        raise BadBackup(file=file, where=first.where, what=Words(first.what))

    def work(shelf: Shelf) -> None:
        if storage.mission(shelf) is not None:
            raise NotEmptyHub
        for table in TABLES.sorted_tables:  # the settings of a hub that has only just been made
            shelf.execute(sa.delete(table))
        put_rows(shelf, read(file))
        storage.set_setting(shelf, "format", f"{MAJOR}.{MINOR}")

    storage.in_transaction(engine, work)
    return verdict


def read(file: Path) -> Iterator[Row]:
    """Return the rows of a backup. That it is whole is certain only after the last.

    Raises:
        BadBackup, NewerBackup: It is none, or not whole.
    """
    try:
        with file.open("rb") as stream:
            yield from _Reader(file, stream).rows()
    except OSError:
        raise _torn(file, N_("it cannot be read")) from None


class _Reader:
    def __init__(self, file: Path, stream: BinaryIO) -> None:
        self._file = file
        self._stream = stream
        self._digest = hashlib.blake2b(digest_size=32)

    def rows(self) -> Iterator[Row]:
        first = self._stream.readline(100)
        number = first.removeprefix(FIRST_LINE).strip()
        if not first.startswith(FIRST_LINE) or not number.isdigit():
            raise _torn(self._file, N_("it is no backup of a hub"))
        if int(number) > VERSION:
            raise NewerBackup(file=self._file)
        self._digest.update(first)
        head = self._json(self._take_line())
        if not isinstance(head, dict) or not str(head.get("format", "")).startswith(f"{MAJOR}."):
            raise NewerBackup(file=self._file)
        count = 0
        while True:
            line = self._stream.readline(_LONGEST_LINE)
            plain = self._json(line)
            if isinstance(plain, dict):
                self._end(plain, count)
                return
            self._digest.update(line)
            yield self._row(plain)
            count += 1

    def _take_line(self) -> bytes:
        line = self._stream.readline(_LONGEST_LINE)
        self._digest.update(line)
        return line

    def _json(self, line: bytes) -> Any:
        if not line.endswith(b"\n"):
            raise _torn(self._file, N_("its end is missing"))
        try:
            return json.loads(line)
        except (ValueError, RecursionError):
            raise self._changed() from None

    def _row(self, plain: Any) -> Row:
        if not isinstance(plain, list) or len(plain) != 2 or not isinstance(plain[1], dict):
            raise self._changed()
        name, row = plain
        table = TABLES.tables.get(name) if isinstance(name, str) else None
        if table is None or not row.keys() <= set(table.columns.keys()):
            raise NewerBackup(file=self._file)
        return table.name, {
            column.name: self._value(column, row.get(column.name)) for column in table.columns
        }

    def _value(self, column: sa.Column[Any], value: Any) -> Any:
        if isinstance(column.type, sa.LargeBinary):
            value = self._bytes(value)
        known = bytes if isinstance(column.type, sa.LargeBinary) else column.type.python_type
        if type(value) is not known and not (value is None and column.nullable):
            raise self._changed()
        return value

    def _bytes(self, plain: Any) -> bytes | None:
        if plain is None:
            return None
        size = plain.get("bytes") if isinstance(plain, dict) else None
        if type(size) is not int or not 0 <= size <= _MOST_BYTES:
            raise self._changed()
        content = self._stream.read(size)
        if len(content) < size:
            raise _torn(self._file, N_("its end is missing"))
        self._digest.update(content)
        return content

    def _end(self, plain: Mapping[str, Any], count: int) -> None:
        if plain.get("end") != count or plain.get("blake2b") != self._digest.hexdigest():
            raise self._changed()
        if self._stream.read(1):
            raise self._changed()

    def _changed(self) -> BadBackup:
        return _torn(self._file, N_("it was changed or damaged"))


def _line(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _torn(file: Path, what: str) -> BadBackup:
    return BadBackup(file=file, where=file.name, what=Words(what))


def _settle(folder: Path) -> None:
    """Make sure that the name is on the disk, too, where folders can be told so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
