"""Who signs for the mission, and how somebody who may not is told whom to ask."""

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from fieldapp.language import N_
from fieldapp.sync.errors import NotInMission, NotTheOwner
from fieldapp.sync.members.membership import ADMINISTRATOR, FOUNDER
from fieldapp.sync.members.signer import signer_of
from fieldapp.sync.mission import members, mission_of
from fieldapp.ui import messages
from fieldapp.ui.components.text import isolated
from fieldapp.ui.session import Session


@dataclass(frozen=True)
class WhoMay:
    """Who signs for the mission.

    Attributes:
        here: This laptop does.
        founder_here: It is the founder's.
        founder: Name; empty where it is not known here.
        others: Names of the administrators.
    """

    here: bool
    founder_here: bool
    founder: str
    others: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Everybody who may invite and take out."""
        return tuple(dict.fromkeys(name for name in (self.founder, *self.others) if name))


def who_may(session: Session) -> WhoMay:
    """Return who signs for the mission; nobody outside one."""
    workspace = session.workspace
    mission = mission_of(workspace)
    standing = [member for member in members(workspace) if not member.left]
    founder = next((member.name for member in standing if member.role == FOUNDER), "")
    others = tuple(member.name for member in standing if member.role == ADMINISTRATOR)
    try:
        here = mission is not None and bool(signer_of(workspace))
    except (NotTheOwner, NotInMission):
        here = False
    return WhoMay(here, bool(mission and mission.founded_here), founder, others)


def told_who(session: Session, who: WhoMay, *, founder_only: bool = False) -> str:
    """Return the sentence that says whom to ask."""
    names = (who.founder,) if founder_only and who.founder else who.names
    if not names:
        return session.text(N_("Ask whoever founded the mission."))
    shown = session.text(N_(", ")).join(isolated(name) for name in names)
    return session.text(N_("Ask: {names}")).format(names=shown)


def tell_who(parent: QWidget, session: Session, who: WhoMay, *, founder_only: bool = False) -> None:
    """Say that this laptop may not, and who may."""
    what = (
        N_("Only the founder of the mission does this.")
        if founder_only
        else N_("Only the founder and the administrators of the mission do this.")
    )
    whom = told_who(session, who, founder_only=founder_only)
    messages.notice(parent, session.look, session.text(what), whom)
