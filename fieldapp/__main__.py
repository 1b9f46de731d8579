"""Starts fieldapp: the command line, which opens the desktop or serves a hub through doors made here.

The desktop, the command line and the hub never import each other; this module knows all three, and
imports each only when it is wanted, so that a command needs no display libraries.
"""

import sys
from collections.abc import Sequence

from fieldapp.cli.app import run
from fieldapp.cli.call import Openers


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; arguments are the process's where none are given."""
    openers = Openers(None, None, None, None)
    return run(sys.argv[1:] if arguments is None else arguments, openers)


if __name__ == "__main__":
    sys.exit(main())
