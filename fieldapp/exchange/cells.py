"""What single cells of others' tables say: a day, a position, letters that an old program broke."""

import re
from datetime import date

from fieldapp.domain.fieldtypes import NoSuchDay
from fieldapp.exchange.arrival import RowRefused
from fieldapp.exchange.place_names import Position
from fieldapp.exchange.table import Row

_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T]00:00(?::00(?:\.0+)?)?Z?)?")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")


def day_in(row: Row, column: str) -> date:
    """Read "2011-09-17", "2011-09-17 00:00:00.000" or "2011-09-17T00:00:00.000Z".

    Tables that were once in a spreadsheet add a midnight that means nothing. Another time of day
    means something that we do not know, so it is refused.

    Raises:
        RowRefused: This is no day.
    """
    found = _DAY.fullmatch(row.cell(column))
    try:
        return date.fromisoformat(found[1] if found else "")
    except ValueError:
        raise RowRefused(column, NoSuchDay(), row) from None


def position_in(row: Row) -> Position | None:
    """Return the position of the columns latitude and longitude, or None."""
    try:
        return float(row.cell("latitude")), float(row.cell("longitude"))
    except ValueError:
        return None


def mended(text: str) -> str:
    """Return a text with letters as they were written: "Ménaka" for "MÃ©naka".

    Undoes what happens when a program reads UTF-8 as Windows-1252, once or several times, run of
    letters by run of letters, and only where the result is UTF-8 without a fault; anything else
    stays as it is.
    Carriage returns go, also those that spreadsheets write as "_x000D_".
    """
    text = text.replace("_x000D_", "\r").replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_ASCII.sub(lambda run: _mended_run(run[0]), text)


def _mended_run(run: str) -> str:
    try:
        before = b"".join(_byte(letter) for letter in run).decode("utf-8")
    except UnicodeError:
        return run
    return before if before.isascii() or before == run else _mended_run(before)


def _byte(letter: str) -> bytes:
    """Return the byte that Windows-1252 shows as this letter; five bytes it shows as nothing."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")
