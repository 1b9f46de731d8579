"""Starts fieldapp: the command line, and the doors through which it opens the desktop or a hub.

The desktop, the command line and the hub never import each other; this module knows all three. It
imports each only when it is wanted: a command needs no display libraries, and a window that is to
be there at once waits for no commands.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldapp.cli.app import run
from fieldapp.cli.call import HubOpeners, HubOrder, HubPlace, Openers
from fieldapp.cli.traces import leave_none
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress

if TYPE_CHECKING:
    from fieldapp.domain.hostile.look import PaperLook
    from fieldapp.domain.papers.drawn import DrawnPaper
    from fieldapp.domain.papers.order import PaperOrder
    from fieldapp.store.workspace import Workspace
    from fieldapp.sync.account import Account
    from fieldapp.ui.services import BatchDone, Demonstration, Services, SyncOrder


class NoWindowLibraries(UserError):
    """Qt, or what Qt needs of the system, is not installed."""

    text = N_("The libraries of the window are missing here.")
    remedy = N_("Everything that the window does can be done with commands: fieldapp --help")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, of this process where no arguments are given; return its exit code."""
    if arguments is None:
        leave_none()
    openers = Openers(open_window, HUB, simulate, bench_window, bench_start)
    return run(sys.argv[1:] if arguments is None else arguments, openers)


def open_window(folder: Path, language: str) -> int:
    """Open the desktop on a workspace folder and return when it was closed.

    Raises:
        NoWindowLibraries: It cannot be loaded.
        UserError: There is no workspace or no display.
    """
    try:
        from fieldapp.ui.app import open_desktop
    except ImportError as error:
        raise NoWindowLibraries from error
    return open_desktop(folder, language, services())


def services() -> "Services":
    """Return the long work that the desktop starts and does not do."""
    from fieldapp.ui.services import Services

    return Services(sync_with_hub, draw_paper, look_at_paper, make_papers, make_demonstration)


def sync_with_hub(workspace: "Workspace", order: "SyncOrder", progress: Progress) -> "Account":
    """Exchange with a hub, for the desktop."""
    from fieldapp.sync.errors import NotInMission
    from fieldapp.sync.mission import call_hub, mission_of
    from fieldapp.sync.round import sync
    from fieldapp.sync.wire.waiting import Stoppable

    mission = mission_of(workspace)
    if mission is None:
        raise NotInMission
    hub = call_hub(mission, order.hub)
    try:
        return sync(workspace, Stoppable(hub, progress), progress, let_through=order.let_through)
    finally:
        hub.close()


def draw_paper(workspace: "Workspace", order: "PaperOrder", progress: Progress) -> "DrawnPaper":
    """Draw a paper, for the desktop; it is in no file."""
    from fieldapp.cli.papers.making import draw_paper as draw

    progress.step(0, 1)
    paper = draw(workspace, order)
    progress.step(1, 1)
    return paper


def make_papers(
    workspace: "Workspace", order: "PaperOrder", area: str, folder: Path, progress: Progress
) -> "BatchDone":
    """Write a paper for every place of an area into a folder, for the desktop."""
    from fieldapp.cli.files import CannotWrite
    from fieldapp.cli.papers.batch import make_batch, orders_of
    from fieldapp.ui.services import BatchDone

    try:
        done = make_batch(workspace, orders_of(workspace, order, area), folder, progress)
    except OSError:
        raise CannotWrite(file=folder) from None
    return BatchDone(
        tuple(made.file.name for made in done.made),
        tuple((each.place, each.error) for each in done.refused),
        done.stopped,
    )


def look_at_paper(workspace: "Workspace", order: "PaperOrder", progress: Progress) -> "PaperLook":
    """Look at what the council's paper would hold and tell, for the desktop."""
    from fieldapp.cli.papers.joint_review import look_at_joint_review

    progress.step(0, 1)
    look = look_at_joint_review(workspace, order)
    progress.step(1, 1)
    return look


def make_demonstration(folder: Path, progress: Progress) -> "Demonstration":
    """Make the invented mission of `fieldapp demo` in an empty folder, for the desktop."""
    from fieldapp.cli.demo import LAPTOPS, PASSPHRASE, STEPS, make_demo
    from fieldapp.cli.scenario import read_scenario
    from fieldapp.ui.services import Demonstration

    done = 0

    def tell(words: str) -> None:
        nonlocal done
        progress.step(done, STEPS, words)
        done += 1

    today = datetime.now(UTC).astimezone().date()
    make_demo(folder, read_scenario("gorom", today, 1), tell, Inside(progress))
    progress.step(STEPS, STEPS)
    return Demonstration(folder / LAPTOPS[0], PASSPHRASE)


class Inside(Progress):
    """The progress of one step inside longer work: only the wish to stop is passed on."""

    def __init__(self, whole: Progress) -> None:
        self._whole = whole

    def step(self, done: int, total: int, text: str = "") -> None:
        self._whole.check()

    def check(self) -> None:
        self._whole.check()


def serve_hub(order: HubOrder, announce: Callable[[str], None]) -> None:
    """Run a hub until it is told to stop."""
    from fieldapp.hub.administration import serve
    from fieldapp.hub.certificate import Identity
    from fieldapp.hub.serve import Serving

    serving = Serving(
        data=order.place.data,
        listen=order.listen,
        database=order.place.database,
        workers=order.workers,
        identity=Identity(*order.certificate) if order.certificate else None,
        metrics_for=order.metrics,
        log_to_stdout=order.log_to_stdout,
    )
    serve(serving, order.tls, announce)


def init_hub(place: HubPlace, card: bytes, names: tuple[str, ...]) -> None:
    """Make a hub for the mission of a card."""
    from fieldapp.hub.administration import init_hub as init

    init(place.data, card, place.database, names)


def hub_status(place: HubPlace) -> dict[str, Any]:
    """Return who synced with a hub when, and who is how far behind."""
    from fieldapp.hub.administration import status

    return status(place.data, place.database)


def back_up_hub(place: HubPlace, output: Path) -> dict[str, Any]:
    """Write a backup of a hub; returns where, and what is in it."""
    from fieldapp.hub.administration import back_up, told

    made = back_up(place.data, output, place.database)
    return {"file": str(made.file), "bytes": made.bytes, **told(made.verdict)}


def restore_hub(place: HubPlace, file: Path) -> dict[str, Any]:
    """Put a backup into an empty hub; returns what is in it."""
    from fieldapp.hub.administration import restore, told

    return told(restore(file, place.data, place.database))


def verify_hub(what: HubPlace | Path) -> dict[str, Any]:
    """Look at all that a hub or a backup holds; returns what is wrong where."""
    from fieldapp.hub import administration

    if isinstance(what, Path):
        return administration.told(administration.verify_file(what))
    return administration.told(administration.verify_hub(what.data, what.database))


def hub_pin(place: HubPlace, certificate: Path | None) -> str:
    """Return the pin of a hub's certificate, or of the one in a file."""
    from fieldapp.hub.administration import pin

    return pin(place.data, certificate)


HUB = HubOpeners(
    serve=serve_hub,
    init=init_hub,
    status=hub_status,
    backup=back_up_hub,
    restore=restore_hub,
    verify=verify_hub,
    pin=hub_pin,
)
"""The doors to the hub; each loads it only when it is used."""


def simulate(first: int, count: int, processes: int, progress: Progress) -> dict[str, Any]:
    """Let seeds of the simulation happen and return what came of them."""
    from fieldapp.simulation.run import tally

    return tally(first, count, processes, progress).document()


def bench_window(folder: Path, size: int, repeats: int, progress: Progress) -> list[dict[str, Any]]:
    """Measure the window on a new workspace in an empty folder; returns a row for each figure.

    Raises:
        NoWindowLibraries: It cannot be loaded.
    """
    try:
        from fieldapp.ui.bench_list import measure
    except ImportError as error:
        raise NoWindowLibraries from error
    return measure(folder, size, repeats, services(), progress)


def bench_start(beside: Sequence[str], repeats: int, progress: Progress) -> dict[str, Any]:
    """Measure how soon the window is painted, beside other programs.

    Raises:
        NoWindowLibraries: It cannot be loaded.
        UserError: There is no virtual screen, or a program showed nothing.
    """
    try:
        from fieldapp.ui.bench_start import measure_start
    except ImportError as error:
        raise NoWindowLibraries from error
    return measure_start(beside, repeats, progress)


if __name__ == "__main__":
    sys.exit(main())
