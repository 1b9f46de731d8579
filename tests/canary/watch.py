"""Names of everything that comes into being in a folder, also for the blink of an eye (Linux)."""

import ctypes
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CREATED, _MOVED_IN, _NOT_BLOCKING = 0x100, 0x80, 0x800
_EVENT = struct.Struct("iIII")


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """Give a list that holds, at the end of the block, what was made in the folder."""
    system = ctypes.CDLL(None, use_errno=True)
    ear = system.inotify_init1(_NOT_BLOCKING)
    assert ear >= 0
    try:
        assert system.inotify_add_watch(ear, os.fsencode(folder), _CREATED | _MOVED_IN) >= 0
        made: list[str] = []
        yield made
        made += _heard(ear)
    finally:
        os.close(ear)


def _heard(ear: int) -> Iterator[str]:
    while True:
        try:
            events = os.read(ear, 65536)
        except BlockingIOError:
            return
        at = 0
        while at < len(events):
            *_, length = _EVENT.unpack_from(events, at)
            name = events[at + _EVENT.size : at + _EVENT.size + length]
            yield os.fsdecode(name.rstrip(b"\0"))
            at += _EVENT.size + length
