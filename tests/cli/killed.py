"""A `put` in a process forked from one that has loaded everything: hundreds take seconds."""

import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from fieldapp.__main__ import main
from tests.cli.conftest import environment


def run_put(folder: Path, given: Connection, said: Connection) -> None:
    """Read records from one pipe and answer on the other, as standard input and output."""
    os.environ.update(environment(folder))
    os.dup2(given.fileno(), 0)
    os.dup2(said.fileno(), 1)
    sys.stdin = os.fdopen(0, closefd=False)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.exit(main(["put", "meeting", "-", "--json-lines"]))
