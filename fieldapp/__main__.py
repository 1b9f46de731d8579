"""Starts fieldapp: the command line, and the doors through which it opens the desktop or a hub.

The desktop, the command line and the hub never import each other; this module knows all three. It
imports each only when it is wanted, so that a command needs no display libraries.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldapp.cli.app import run
from fieldapp.cli.call import Openers
from fieldapp.cli.paper import make_joint_review
from fieldapp.errors import UserError
from fieldapp.language import N_, load_language
from fieldapp.logs import log_to, stop_logging
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace
from fieldapp.sync.round import Account, sync
from fieldapp.sync.transport import HttpHub

if TYPE_CHECKING:
    from fieldapp.ui.services import PaperOrder, SyncOrder


class NoWindowLibraries(UserError):
    """Qt, or what Qt needs of the system, is not installed."""

    text = N_("The libraries of the window are missing here.")
    remedy = N_("Everything that the window does can be done with commands: fieldapp --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, of this process where no arguments are given; return its exit code."""
    openers = Openers(open_window, serve_hub, init_hub, hub_status, simulate)
    return run(sys.argv[1:] if arguments is None else arguments, openers)


def open_window(folder: Path, language: str) -> int:
    """Open the desktop on a workspace folder and return when it was closed.

    Raises:
        NoWindowLibraries: It cannot be loaded.
        UserError: There is no workspace or no display.
    """
    try:
        from fieldapp.ui.app import open_desktop
        from fieldapp.ui.services import Services
    except ImportError as error:
        raise NoWindowLibraries from error
    return open_desktop(folder, language, Services(sync_with_hub, write_paper))


def sync_with_hub(workspace: Workspace, order: "SyncOrder", progress: Progress) -> Account:
    """Exchange with a hub, for the desktop."""
    hub = HttpHub(order.hub)
    try:
        return sync(workspace, hub, progress, let_through=order.let_through)
    finally:
        hub.close()


def write_paper(workspace: Workspace, order: "PaperOrder", file: Path, progress: Progress) -> int:
    """Write the council's paper, for the desktop; returns its pages."""
    progress.step(0, 1)
    language = load_language(order.language)
    made = make_joint_review(workspace, order.place, order.start, order.end, language, file)
    progress.step(1, 1)
    return made.pages


def serve_hub(data: Path, listen: str, announce: Callable[[str], None]) -> None:
    """Serve a hub folder; its log, which holds no values, is in it."""
    from fieldapp.hub.serve import serve

    log = log_to(data)
    try:
        serve(data, listen, announce)
    finally:
        stop_logging(log)


def init_hub(data: Path, card: bytes) -> None:
    """Make a hub for the mission of a card."""
    from fieldapp.hub.storage import init_hub as init

    init(data, card)


def hub_status(data: Path) -> dict[str, Any]:
    """Return the mission of a hub folder and the length of each feed. Makes no folder."""
    from fieldapp.hub import storage
    from fieldapp.hub.errors import NotAHubFolder
    from fieldapp.sync.feed import FEEDS

    if not (data / storage.FILE).exists():
        raise NotAHubFolder(folder=data)
    engine = storage.open_storage(data)
    try:
        with storage.writing(engine) as shelf:
            card = storage.mission(shelf)
            heads = {scope: storage.head(shelf, scope) for scope in FEEDS}
    finally:
        engine.dispose()
    return {
        "mission": card.id if card else None,
        "mission_name": card.name if card else None,
        "feeds": {scope: head.seq if head else 0 for scope, head in heads.items()},
    }


def simulate(first: int, count: int, processes: int, progress: Progress) -> dict[str, Any]:
    """Let seeds of the simulation happen and return what came of them."""
    from fieldapp.simulation.run import tally

    return tally(first, count, processes, progress).document()


if __name__ == "__main__":
    sys.exit(main())
