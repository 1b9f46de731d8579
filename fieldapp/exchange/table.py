"""A table in a text file (CSV), whatever its encoding and separator, row by row.

What the columns mean is for the module of each format. Spreadsheet files are not read here.
"""

import codecs
import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldapp.errors import UserError, WrongUse
from fieldapp.exchange.formulas import as_typed
from fieldapp.language import N_

LARGEST = 200 * 1024 * 1024
"""Bytes. Event data of the whole world are a quarter of this."""

LONGEST_CELL = 1_000_000
_SEPARATORS = ",;\t|"


class NoSuchTable(WrongUse):
    """A file that cannot be read."""

    text = N_("{file} cannot be read.")
    remedy = N_("Look at the name and whether you may open it.")


class NotATable(WrongUse):
    """A PDF, a spreadsheet file, a picture."""

    text = N_("{file} is not a table in a text file, whatever its name says.")
    remedy = N_("Save the sheet as CSV in UTF-8 and import that.")


class EmptyTable(WrongUse):
    """Nothing in it."""

    text = N_("{file} holds no rows.")
    remedy = N_("Look whether the download was complete.")


class MissingColumns(WrongUse):
    """Some other table."""

    text = N_("{file} lacks the columns {columns}.")
    remedy = N_("Look whether this is the file you meant, and whether --as names its format.")


class TableTooLarge(UserError):
    """More than this laptop should read at once."""

    text = N_("{file} is larger than {megabytes} MB.")
    remedy = N_("Import it in parts.")


class OtherNumberOfCells(WrongUse):
    """A row torn by a broken download, or with a separator too many."""

    text = N_("This row has {found} cells, the heading has {wanted}.")


@dataclass(frozen=True)
class Row:
    """One row; ``number`` counts as a spreadsheet does, the heading being row 1."""

    number: int
    cells: Mapping[str, str]

    def cell(self, column: str) -> str:
        """Return the text of a cell without white space around it."""
        return self.cells.get(column, "").strip()


@dataclass(frozen=True)
class Reject:
    """A row, or one cell of it, that cannot be kept, and why."""

    row: Row
    column: str
    error: UserError


@dataclass(frozen=True)
class Table:
    """What was read.

    Attributes:
        rejects: Rows that do not fit the heading.
        guessed: The text was not UTF-8 and was read as Latin-1; some letters may be wrong.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    rejects: tuple[Reject, ...]
    guessed: bool


def read_table(file: Path, needed: Iterable[str]) -> Table:
    """Read a whole table. Empty rows and a row of HXL tags under the heading are passed over.

    An apostrophe that keeps a spreadsheet from reckoning is no part of an answer.

    Raises:
        NoSuchTable, NotATable, EmptyTable, MissingColumns, TableTooLarge: As they say.
    """
    raw = _bytes(file)
    text, guessed = _text(raw, file)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    csv.field_size_limit(LONGEST_CELL)
    try:
        lines = list(reader)
    except csv.Error:
        raise NotATable(file=file) from None
    if not lines or not any(any(line) for line in lines):
        raise EmptyTable(file=file)
    columns = tuple(name.strip() for name in lines[0])
    if missing := [name for name in needed if name not in columns]:
        raise MissingColumns(file=file, columns=", ".join(missing))
    rows, rejects = [], []
    for number, line in enumerate(lines[1:], 2):
        if not any(cell.strip() for cell in line) or (number == 2 and _is_hxl(line)):
            continue
        row = Row(number, dict(zip(columns, map(as_typed, line), strict=False)))
        if len(line) == len(columns):
            rows.append(row)
        else:
            error = OtherNumberOfCells(found=len(line), wanted=len(columns))
            rejects.append(Reject(row, "", error))
    if not rows and not rejects:
        raise EmptyTable(file=file)
    return Table(columns, tuple(rows), tuple(rejects), guessed)


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)  # a device or a pipe does not say how much it holds
    except OSError:
        raise NoSuchTable(file=file) from None
    if len(raw) > LARGEST:
        raise TableTooLarge(file=file, megabytes=LARGEST // 1024 // 1024)
    return raw


def _text(raw: bytes, file: Path) -> tuple[str, bool]:
    if not raw.strip():
        raise EmptyTable(file=file)
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16"), False
        text, guessed = raw.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        text, guessed = raw.decode("latin-1"), True
    if raw.startswith((b"%PDF", b"PK\x03\x04")) or "\0" in text:
        raise NotATable(file=file)
    return text, guessed


def _separator(text: str) -> str:
    heading = text.split("\n", 1)[0]
    return max(_SEPARATORS, key=heading.count)


def _is_hxl(line: list[str]) -> bool:
    filled = [cell.strip() for cell in line if cell.strip()]
    return all(cell.startswith("#") for cell in filled)
