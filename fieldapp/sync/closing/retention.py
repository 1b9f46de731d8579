"""What is readable in confidence on a laptop without contact: for so many days, then it seals.

It closes what a stolen laptop shows to whoever finds it and learns its passphrase, and the laptop
of somebody whom the mission has taken out and who keeps away from the hub. Whoever copies the disk
and never opens the copy with fieldapp is not stopped by it.

Only in a mission with a hub, and never on the founder's laptop: where the hub is down for a month
all others have sealed themselves, and somebody must be left who can give the keys back.
"""

import math
from dataclasses import dataclass

from fieldapp.domain.limits import DEFAULTS
from fieldapp.store import mission as kept
from fieldapp.store import settings
from fieldapp.store.errors import told
from fieldapp.store.ledger import read_ledger
from fieldapp.store.sealing import Sealed, Why, has_sheet, reads_in_confidence, seal_now, sealed
from fieldapp.store.workspace import Workspace
from fieldapp.sync.closing.contact import days_without
from fieldapp.sync.members.leaving import leave_if_out
from fieldapp.sync.members.membership import FOUNDER, read_statement
from fieldapp.sync.mission import card_of

LIMIT = "readable_days"
WARN_DAYS = 5
"""Before a laptop seals itself its officer is told for so many days."""

FEWEST, MOST = 3, 365
"""What a mission may decide: less would seal laptops over a weekend, more would be no limit."""


@dataclass(frozen=True)
class Retention:
    """How long what was said in confidence stays readable here.

    Attributes:
        limit: Days without contact that the mission allows.
        left: Whole days left; 0 where the laptop seals itself at this opening.
        by_sheet: The recovery sheet would open it again; else only a new invitation.
    """

    limit: int
    left: int
    by_sheet: bool

    @property
    def is_near(self) -> bool:
        """Whether the officer should be told."""
        return self.left <= WARN_DAYS


@dataclass(frozen=True)
class Opening:
    """What an officer is told when the workspace opens.

    Attributes:
        sealed: The laptop is sealed, now or since long; None where it is not.
        just_now: It sealed itself at this opening.
        retention: None where nothing is limited here.
    """

    sealed: Sealed | None
    just_now: bool
    retention: Retention | None


def on_opening(workspace: Workspace) -> Opening:
    """Look at a workspace that was just opened, and seal it where it was too long without contact.

    Part of every opening by a person, before anything is shown; writes at most one small entry
    where nothing is due.
    """
    if settings.read(workspace.db, "mission"):
        leave_if_out(workspace)  # what brought the news may have been stopped before it was done
    before = sealed(workspace)
    if before is not None:
        return Opening(before, just_now=False, retention=None)
    now = retention(workspace)
    if now is None or now.left > 0:
        return Opening(None, just_now=False, retention=now)
    return Opening(seal_now(workspace, Why.SILENT), just_now=True, retention=now)


def retention(workspace: Workspace) -> Retention | None:
    """Return how long this laptop stays readable; None where nothing is limited here."""
    with told(workspace.file):
        in_mission = bool(settings.read(workspace.db, "mission"))
        hub = settings.read(workspace.db, "hub")
        statement = kept.statement_of(workspace.db, workspace.device)
    if not in_mission or not hub or not reads_in_confidence(workspace):
        return None
    if statement and read_statement(statement, card_of(workspace)).role == FOUNDER:
        return None
    limit = _limit(workspace)
    return Retention(limit, max(0, limit - days_without(workspace)), has_sheet(workspace))


def _limit(workspace: Workspace) -> int:
    decided = read_ledger(workspace, ("limit",)).limits.of(LIMIT)
    days = math.floor(decided) if math.isfinite(decided) else int(DEFAULTS[LIMIT])
    return min(MOST, max(FEWEST, days))
