"""Log of a workspace or a hub: what happened and when, by id and count, never a record's value."""

import json
import logging
import sys
import time
from pathlib import Path

LARGEST = 1_000_000
"""Bytes of one log file; four are kept."""

FIELDS = ("device", "scope", "packs", "bytes", "seconds", "refused")
"""What an event may say beside its words: ids and counts."""

_TO_SECONDS = "%Y-%m-%dT%H:%M:%S"


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time``, ``level``, ``event``, and those of `FIELDS` that it has.

    Of an error that nobody expected it tells the kind and the place, never the words: those may
    quote what was being worked on.
    """

    def format(self, record: logging.LogRecord) -> str:
        when = time.gmtime(record.created)
        plain: dict[str, object] = {
            "time": f"{time.strftime(_TO_SECONDS, when)}.{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        plain |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            plain["event"] = str(record.msg)
            plain["error"] = record.exc_info[0].__name__
            trace = record.exc_info[2]
            while trace and trace.tb_next:
                trace = trace.tb_next
            if trace:
                place = trace.tb_frame.f_code
                plain["at"] = f"{Path(place.co_filename).name}:{trace.tb_lineno}"
        return json.dumps(plain, ensure_ascii=False)


def log_to(
    folder: Path, name: str = "log.txt", form: logging.Formatter | None = None
) -> logging.Handler:
    """Write the log of all of fieldapp into a file of the folder; times are UTC.

    Returns the handler, so that whoever opened the workspace can close it again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return _begin(_File(folder / name), form or _plain())


def log_to_stdout(form: logging.Formatter) -> logging.Handler:
    """Write the log of all of fieldapp to standard output, for whoever gathers it there."""
    return _begin(logging.StreamHandler(sys.stdout), form)


def stop_logging(handler: logging.Handler) -> None:
    """Take the handler away and close its file."""
    logging.getLogger("fieldapp").removeHandler(handler)
    handler.close()


class _File(logging.Handler):
    """A file that is begun anew once it is large. It is opened, and what is needed for that is
    loaded, when there is something to write: not while a window is waited for."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self._path = file
        self._opened: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._opened is None:
            from logging.handlers import RotatingFileHandler

            self._opened = RotatingFileHandler(
                self._path, maxBytes=LARGEST, backupCount=3, encoding="utf-8", delay=True
            )
            self._opened.setFormatter(self.formatter)
        self._opened.emit(record)

    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()
        super().close()


def _plain() -> logging.Formatter:
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s", _TO_SECONDS)
    form.converter = time.gmtime
    return form


def _begin(handler: logging.Handler, form: logging.Formatter) -> logging.Handler:
    handler.setFormatter(form)
    root = logging.getLogger("fieldapp")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler
