"""Long work that the desktop starts but does not do: sync, the council's paper, the demonstration.

Handed in by `fieldapp.__main__`, the same functions that the command line calls. Each runs in a
task and gets a workspace that was opened in the task's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.progress import Progress

if TYPE_CHECKING:
    from fieldapp.domain.hostile.look import PaperLook
    from fieldapp.domain.papers.drawn import DrawnPaper
    from fieldapp.domain.papers.order import PaperOrder
    from fieldapp.store.workspace import Workspace
    from fieldapp.sync.account import Account


@dataclass(frozen=True)
class SyncOrder:
    """What to exchange with.

    Attributes:
        hub: Its address.
        let_through: Take over what arrives even if it takes out many records: somebody has asked.
    """

    hub: str
    let_through: bool


@dataclass(frozen=True)
class Demonstration:
    """An invented mission on two laptops, made in a folder of its own.

    Attributes:
        workspace: Folder of the founder's laptop.
        passphrase: Of both; no secret.
    """

    workspace: Path
    passphrase: str


def no_demonstration(_folder: Path, _progress: Progress) -> Demonstration:
    """Stand in where nobody handed in how one is made."""
    raise NoDemonstration


@dataclass(frozen=True)
class BatchDone:
    """What came of papers for every place of an area.

    Attributes:
        made: Names of the files.
        refused: Place, and why it has no paper.
        stopped: Somebody asked to stop before all were made.
    """

    made: tuple[str, ...]
    refused: tuple[tuple[str, UserError], ...]
    stopped: bool


def no_batch(
    _workspace: "Workspace", _order: "PaperOrder", _area: str, _folder: Path, _progress: Progress
) -> BatchDone:
    """Stand in where nobody handed in how papers are made."""
    raise NoPapers


class NoPapers(WrongUse):
    """This fieldapp was started without them."""

    text = N_("No papers are made here.")


class NoDemonstration(WrongUse):
    """This fieldapp was started without it."""

    text = N_("There is no demonstration here.")


@dataclass(frozen=True)
class Services:
    """The doors to the other floors.

    Attributes:
        sync: Exchanges with a hub.
        draw_paper: Returns a paper. It is in no file until the person wants it in one.
        make_batch: Writes a paper for every place of an area into a folder.
        look_at_paper: Returns what the paper of a joint review would hold and tell; draws nothing.
        make_demonstration: Lets an invented mission happen in an empty folder.
    """

    sync: "Callable[[Workspace, SyncOrder, Progress], Account]"
    draw_paper: "Callable[[Workspace, PaperOrder, Progress], DrawnPaper]"
    look_at_paper: "Callable[[Workspace, PaperOrder, Progress], PaperLook]"
    make_batch: "Callable[[Workspace, PaperOrder, str, Path, Progress], BatchDone]" = no_batch
    make_demonstration: Callable[[Path, Progress], Demonstration] = no_demonstration
