"""Records as JSON from a file or a pipe: one object, an array, or one object to a line.

Says for each on which line it begins, or what is wrong there; one bad line spoils no other. What
the answers mean is for `domain.intake`.
"""

import codecs
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fieldapp.cli.files import CannotRead
from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_

LARGEST = 64 * 1024 * 1024
"""Bytes of one document that must be read whole; records one to a line have no such limit."""

LONGEST_LINE = 4 * 1024 * 1024
"""Bytes. More than a record with every field filled to its limit."""


class NotJson(WrongUse):
    """Text that no JSON reader takes."""

    text = N_("This is not JSON; it goes wrong at line {line}, column {column}.")
    remedy = N_("Give one object, an array of objects, or one object to a line.")


class NotAnObject(WrongUse):
    """JSON, but no record."""

    text = N_("A record is written as a JSON object, {example}.")


class TooDeep(WrongUse):
    """Brackets in brackets without end."""

    text = N_("This JSON is nested too deeply to be a record.")


class TwiceTheSame(WrongUse):
    """An object with the same key twice; nobody can tell which answer was meant."""

    text = N_("One field is answered twice.")


class NotANumberAtAll(WrongUse):
    """NaN and its like, which are not JSON."""

    text = N_("NaN and Infinity are not answers.")
    remedy = N_("Leave the field out, or write null.")


class NotUtf8(WrongUse):
    """Bytes of some other encoding."""

    text = N_("This is not text in UTF-8.")
    remedy = N_("Save the file as UTF-8.")


class TooLarge(WrongUse):
    """More than is read at once."""

    text = N_("This is larger than {megabytes} MB.")
    remedy = N_("Write one record to a line; then there is no limit to the number of records.")


@dataclass(frozen=True)
class Given:
    """One record as it was given; ``line`` is where it begins, counted from 1."""

    line: int
    answers: Mapping[str, object]


@dataclass(frozen=True)
class Unreadable:
    """A place where a record should begin, and what is wrong with it."""

    line: int
    error: UserError


Read = Given | Unreadable


def read_answers(file: Path | None) -> Iterator[Read]:
    """Read records from a file, or from standard input where ``file`` is None, as they arrive.

    Raises:
        CannotRead, NotUtf8, TooLarge: Nothing more can be read.
    """
    if file is None:
        yield from _records(sys.stdin.buffer)
        return
    try:
        with file.open("rb") as stream:
            yield from _records(stream)
    except OSError:
        raise CannotRead(file=file) from None


def _records(stream: BinaryIO) -> Iterator[Read]:
    """Tell the three forms apart by the first line that is not empty."""
    number, line = 0, b""
    while not line.strip():
        line = stream.readline(LONGEST_LINE + 1).removeprefix(codecs.BOM_UTF8)
        number += 1
        if not line:
            return
    opening = line.strip()
    if opening.startswith(b"{") and opening.endswith(b"}"):
        yield from _lines(line, stream, number)
        return
    rest = stream.read(LARGEST + 1 - len(line))
    if len(line) + len(rest) > LARGEST:
        raise TooLarge(megabytes=LARGEST // 1024 // 1024)
    yield from _whole(_decoded(line + rest), number)


def _lines(line: bytes, stream: BinaryIO, number: int) -> Iterator[Read]:
    while line:
        if len(line) > LONGEST_LINE:
            raise TooLarge(megabytes=LONGEST_LINE // 1024 // 1024)
        if line.strip():
            yield _line(line, number)
        line = stream.readline(LONGEST_LINE + 1)
        number += 1


def _line(line: bytes, number: int) -> Read:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        return Unreadable(number, NotUtf8())
    value = _parsed(text.strip(), number)
    return value if isinstance(value, Unreadable) else _record(value, number)


def _decoded(raw: bytes) -> str:
    # Windows PowerShell writes UTF-16 when its output is put into a file.
    utf16 = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return raw.decode("utf-16" if utf16 else "utf-8")
    except UnicodeDecodeError:
        raise NotUtf8 from None


def _whole(text: str, number: int) -> Iterator[Read]:
    if text.lstrip().startswith("["):
        yield from _array(text, number)
    elif text.lstrip().startswith("{"):
        value = _parsed(text, number)
        yield value if isinstance(value, Unreadable) else _record(value, number)
    else:
        for n, line in enumerate(text.split("\n"), number):
            if line.strip():
                value = _parsed(line, n)
                yield value if isinstance(value, Unreadable) else _record(value, n)


_BETWEEN = re.compile(r"[ \t\r\n]*")


def _array(text: str, number: int) -> Iterator[Read]:
    """Read an array element by element, so that each record has its own line."""
    at = text.index("[") + 1
    first = True
    while True:
        at = _after_space(text, at)
        if text[at : at + 1] == "]" and _after_space(text, at + 1) == len(text):
            return
        if not first:
            if text[at : at + 1] != ",":
                yield Unreadable(_line_of(text, at, number), _not_json(text, at, number))
                return
            at = _after_space(text, at + 1)
        first = False
        line = _line_of(text, at, number)
        try:
            value, at = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            yield Unreadable(line, _not_json(text, error.pos, number))
            return
        except (UserError, ValueError, RecursionError) as error:
            yield Unreadable(line, _meant(error))
            return
        yield _record(value, line)


def _after_space(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _parsed(text: str, number: int) -> object:
    """Return the value, or `Unreadable`."""
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        return Unreadable(number, _not_json(text, error.pos, number))
    except (UserError, ValueError, RecursionError) as error:
        return Unreadable(number, _meant(error))


def _record(value: object, line: int) -> Read:
    if not isinstance(value, dict):
        return Unreadable(line, NotAnObject(example='{"title": "..."}'))
    return Given(line, value)


def _not_json(text: str, at: int, number: int) -> NotJson:
    column = at - (text.rfind("\n", 0, at) + 1) + 1
    return NotJson(line=_line_of(text, at, number), column=column)


def _line_of(text: str, at: int, number: int) -> int:
    return number + text.count("\n", 0, at)


def _meant(error: Exception) -> UserError:
    if isinstance(error, UserError):
        return error
    # Other than a syntax error, the reader refuses only depth and numbers of thousands of digits.
    return TooDeep() if isinstance(error, RecursionError) else NotANumberAtAll()


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise TwiceTheSame
    return found


def _no_constant(name: str) -> object:
    raise NotANumberAtAll


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant)
