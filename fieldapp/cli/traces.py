"""What a process leaves behind that falls over: nothing that was opened with the passphrase.

Python and the operating system mean to help whoever mends a program, and write down what it was
working on: the words of an error, or all of its memory. Both would put answers and keys in clear
text where others read them. What we tell instead is for `crash`.
"""

import contextlib
import ctypes
import logging
import sys
import threading
from types import TracebackType

_SET_DUMPABLE = 4
"""Of Linux's prctl."""

log = logging.getLogger(__name__)


def leave_none() -> None:
    """Let this process leave no dump of its memory and no words of an error; for good.

    On Linux other programs of the same person cannot look into it any more, either. Windows keeps
    dumps where its owner has said so; no program can take that back.
    """
    _no_dump()
    threading.excepthook = _of_thread
    sys.unraisablehook = _unraisable


def _no_dump() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # Windows has none

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform.startswith("linux"):
        # A limit alone does not keep a dump from a program that gathers them.
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def _of_thread(fault: threading.ExceptHookArgs) -> None:
    _tell(fault.exc_type, fault.exc_traceback)


def _unraisable(fault: "sys.UnraisableHookArgs") -> None:
    _tell(fault.exc_type, fault.exc_traceback)


def _tell(kind: type[BaseException], where: TracebackType | None) -> None:
    while where and where.tb_next:
        where = where.tb_next
    line = f"{where.tb_frame.f_code.co_name}:{where.tb_lineno}" if where else "?"
    log.error("A thread failed with %s in %s", kind.__name__, line)
