"""Long work that the desktop starts but does not do: sync, the council's paper, the demonstration.

Handed in by `fieldapp.__main__`, the same functions that the command line calls. Each runs in a
task and gets a workspace that was opened in the task's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.progress import Progress

if TYPE_CHECKING:
    from fieldapp.domain.council.leave_out import LeftOut
    from fieldapp.domain.hostile.look import PaperLook
    from fieldapp.store.workspace import Workspace
    from fieldapp.sync.account import Account


def _nothing() -> "LeftOut":
    from fieldapp.domain.council.leave_out import NOTHING

    return NOTHING


@dataclass(frozen=True)
class PaperOrder:
    """Which paper to make: of a place (p-code or id), over a period, in a language.

    Attributes:
        code: By which it is found again when it comes back.
    """

    place: str
    start: date
    end: date
    language: str
    code: str = ""
    left_out: "LeftOut" = field(default_factory=_nothing)


@dataclass(frozen=True)
class ReceiptOrder:
    """Which receipt to make.

    Attributes:
        feedback: Its id.
        place: Where to ask (p-code or id); "" where that is not known.
    """

    feedback: str
    place: str
    language: str


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


class NoDemonstration(WrongUse):
    """This fieldapp was started without it."""

    text = N_("There is no demonstration here.")


@dataclass(frozen=True)
class Services:
    """The doors to the other floors.

    Attributes:
        sync: Exchanges with a hub.
        draw_paper: Returns the paper of a joint review as PDF. It is in no file until the person
            wants it in one.
        look_at_paper: Returns what that paper would hold and tell; draws nothing.
        draw_receipt: Returns the slip that somebody who complained carries home, in no file either.
        make_demonstration: Lets an invented mission happen in an empty folder.
    """

    sync: "Callable[[Workspace, SyncOrder, Progress], Account]"
    draw_paper: "Callable[[Workspace, PaperOrder, Progress], bytes]"
    look_at_paper: "Callable[[Workspace, PaperOrder, Progress], PaperLook]"
    draw_receipt: "Callable[[Workspace, ReceiptOrder, Progress], bytes]"
    make_demonstration: Callable[[Path, Progress], Demonstration] = no_demonstration
