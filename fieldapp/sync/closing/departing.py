"""An officer's own departure: tasks handed over, nothing left that only this laptop has, sealed.

The laptop is taken out of the mission by whoever may sign that (`members.leaving.revoke`); as soon
as it hears of it, it forgets what opens it (`members.leaving.leave`).
"""

from dataclasses import dataclass
from pathlib import Path

from fieldapp.domain.disclosure import Disclosed
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store import closed_drafts, drafts, packs
from fieldapp.store import mission as kept
from fieldapp.store.errors import told
from fieldapp.store.sealing import Sealed, Why, seal_now
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing.evacuation import Evacuated, evacuate
from fieldapp.sync.errors import NoSuchMember, TheFounder
from fieldapp.sync.members import handing_over
from fieldapp.sync.members.handing_over import HoldsTasks
from fieldapp.sync.members.membership import FOUNDER, read_statement
from fieldapp.sync.mission import card_of, members


class NotSentYet(UserError):
    """Something is only on this laptop, and nobody said where a parcel of it may go."""

    text = N_("{count} records are not sent yet.")
    remedy = N_("Sync, or name a folder for a parcel with --to DIR. Nothing was changed.")


@dataclass(frozen=True)
class Before:
    """What stands between an officer and their departure.

    Attributes:
        tasks: Assignments in force in their name.
        not_sent: Records of which something is not proven to be at the hub.
        drafts: Forms in the making.
    """

    tasks: tuple[Disclosed, ...]
    not_sent: int
    drafts: int


@dataclass(frozen=True)
class Departed:
    """What was done.

    Attributes:
        parcel: None where none was wished for.
        not_sent: Records of the handing over that wait for one more sync, or for the parcel.
    """

    parcel: Evacuated | None
    not_sent: int
    sealed: Sealed


def look_before(workspace: Workspace) -> Before:
    """Return what is still in the officer's name here; changes nothing.

    Raises:
        NotInMission: There is nobody to leave.
        TheFounder: The founder's laptop cannot be taken out.
    """
    card = card_of(workspace)
    with told(workspace.file):
        text = kept.statement_of(workspace.db, workspace.device)
        not_sent = packs.records_not_sent(workspace.db)
        closed = closed_drafts.count(workspace.db)
    if text and read_statement(text, card).role == FOUNDER:
        raise TheFounder
    tasks = handing_over.tasks_of(workspace, workspace.name)
    return Before(tuple(tasks), not_sent, closed + len(drafts.all_drafts(workspace)))


def depart(
    workspace: Workspace,
    progress: Progress,
    *,
    successor: str | None,
    leave_open: bool,
    folder: Path | None,
) -> Departed:
    """Hand the tasks over, write what is not sent into a parcel, and seal the laptop.

    Args:
        successor: Device of the member whose name goes on the tasks.
        leave_open: The tasks may stay in the officer's name.
        folder: For the parcel; may be None where everything was sent.

    Raises:
        NotInMission, TheFounder: As `look_before`.
        HoldsTasks, NoSuchMember, NotSentYet: As they say; nothing was changed.
        UserError: Whoever works here may not hand tasks over, or the parcel could not be written;
            then the laptop is not sealed.
    """
    before = look_before(workspace)
    name = _name_of(workspace, successor) if successor is not None else None
    if before.tasks and name is None and not leave_open:
        raise HoldsTasks(name=workspace.name, count=len(before.tasks))
    if folder is None and before.not_sent:
        raise NotSentYet(count=before.not_sent)
    if before.tasks and name is not None:
        handing_over.hand_over(workspace, before.tasks, name)
    parcel = evacuate(workspace, folder, progress) if folder is not None else None
    with told(workspace.file):
        not_sent = packs.records_not_sent(workspace.db)
    return Departed(parcel, not_sent, seal_now(workspace, Why.DEPARTED))


def _name_of(workspace: Workspace, device: str) -> str:
    for member in members(workspace):
        if member.device == device and not member.left and device != workspace.device:
            return member.name
    raise NoSuchMember(device=device)
