"""Log file of a workspace: what happened and when, by id and count, never a record's value."""

import logging
import logging.handlers
import time
from pathlib import Path

LARGEST = 1_000_000
"""Bytes of one log file; four are kept."""


def log_to(folder: Path) -> logging.Handler:
    """Write the log of all of fieldapp into ``folder/log.txt``; times are UTC.

    Returns the handler, so that whoever opened the workspace can close it again.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handler = logging.handlers.RotatingFileHandler(
        folder / "log.txt", maxBytes=LARGEST, backupCount=3, encoding="utf-8", delay=True
    )
    form = logging.Formatter("%(asctime)sZ %(levelname)s %(name)s %(message)s", "%Y-%m-%dT%H:%M:%S")
    form.converter = time.gmtime
    handler.setFormatter(form)
    root = logging.getLogger("fieldapp")
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    """Take the handler away and close its file."""
    logging.getLogger("fieldapp").removeHandler(handler)
    handler.close()
