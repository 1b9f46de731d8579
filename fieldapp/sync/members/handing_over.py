"""Before an officer leaves: what is still in their name, who takes it over, what is still unsent.

A task is an assignment that names them and has not ended. Promises and deliverables are the
mission's own and name no officer, so they need no other name.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from fieldapp.domain.clock import day_of
from fieldapp.domain.deciding.rights import is_over
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.scope import SCOPES
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import packs, records
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused, with_terms
from fieldapp.sync.members import chain
from fieldapp.sync.members.leaving import Due, due, known_packs, revoke
from fieldapp.sync.members.membership import Member


class HoldsTasks(WrongUse):
    """Somebody leaves whose tasks nobody has taken over."""

    text = N_("{name} still has {count} tasks.")
    remedy = N_(
        "Name who takes them over with --successor DEVICE, or leave them open with --leave-open."
    )


@dataclass(frozen=True)
class Unsent:
    """What suggests that a laptop still holds something that nobody else has.

    Attributes:
        last_entry_on: Day of its newest entry that is known here; None where there is none.
        days: Days since then; None as well.
        missing: How many packs it must have made that are not known here.
    """

    last_entry_on: date | None
    days: int | None
    missing: int


def tasks_of(workspace: Workspace, name: str) -> list[Disclosed]:
    """Return the assignments in force in somebody's name, as far as this laptop may read."""
    today = workspace.wall().date()
    return [
        each
        for each in read_ledger(workspace, ("assignment",)).of("assignment")
        if each.values.get("holder") == name and not is_over(each.values.get("until_on"), today)
    ]


def hand_over(workspace: Workspace, tasks: Sequence[Disclosed], successor: str) -> None:
    """Put another name on these tasks: all of them, or none.

    Raises:
        UserError: Whoever works here may not assign tasks.
    """
    changes = [Change(task.kind, {"holder": successor}, task.id) for task in tasks]
    with writing(workspace.db, workspace.file):
        for change in changes:
            for problem in refused(workspace, change):
                raise problem.error
        records.save_all(workspace, [with_terms(workspace, change) for change in changes])


def take_out(
    workspace: Workspace, member: Member, reason: str, successor: Member | None
) -> list[Due]:
    """Take a laptop out and hand its officer's tasks over, both or neither; return what is due.

    Args:
        successor: Whose name goes on the tasks; None to leave them as they are.

    Raises:
        As `hand_over` and `leaving.revoke`.
    """
    with writing(workspace.db, workspace.file):
        if successor is not None:
            hand_over(workspace, tasks_of(workspace, member.name), successor.name)
        revoke(workspace, member.device, reason)
    return due(workspace)


def unsent(workspace: Workspace, member: Member) -> Unsent:
    """Return what is known here about what a laptop may not have sent yet."""
    with told(workspace.file):
        time = packs.newest_time(workspace.db, member.device)
        missing = 0
        for scope in SCOPES:
            known = known_packs(workspace, member, scope)
            missing += len(chain.gaps(known, known))
    if not time:
        return Unsent(None, None, missing)
    last = datetime.fromisoformat(day_of(time)).date()
    today = datetime.fromtimestamp(workspace.around.wall_ms() / 1000, UTC).date()
    return Unsent(last, max(0, (today - last).days), missing)
