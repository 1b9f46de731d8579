"""Long work that the desktop starts but does not do: sync, the council's paper, receipts.

Handed in by `fieldapp.__main__`, the same functions that the command line calls. Each runs in a
task and gets a workspace that was opened in the task's thread.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account


@dataclass(frozen=True)
class PaperOrder:
    """Which paper to make: of a place (p-code or id), over a period, in a language."""

    place: str
    start: date
    end: date
    language: str


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
class Services:
    """The doors to the other floors.

    Attributes:
        sync: Exchanges with a hub.
        draw_paper: Returns the paper of a joint review as PDF. It is in no file until the person
            wants it in one.
        draw_receipt: Returns the slip that somebody who complained carries home, in the same way.
    """

    sync: Callable[[Workspace, SyncOrder, Progress], Account]
    draw_paper: Callable[[Workspace, PaperOrder, Progress], bytes]
    draw_receipt: Callable[[Workspace, ReceiptOrder, Progress], bytes]
