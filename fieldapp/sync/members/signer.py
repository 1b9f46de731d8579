"""Who signs for the mission on a laptop: the founder with the mission's own key, an administrator
with the laptop's, anybody else nothing."""

from dataclasses import dataclass

from nacl.signing import SigningKey

from fieldapp.store import mission as kept
from fieldapp.store import settings
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import BeyondYourRight, NotTheOwner
from fieldapp.sync.members import documents
from fieldapp.sync.members.membership import ADMINISTRATOR, Member, read_statement
from fieldapp.sync.members.register import Register
from fieldapp.sync.members.roster import may_say


@dataclass(frozen=True)
class Signer:
    """Who signs for the mission on this laptop.

    Attributes:
        by: Device of the administrator; empty for the founder.
        member: This laptop's own statement.
    """

    key: SigningKey
    by: str
    member: Member


def signer_of(workspace: Workspace) -> Signer:
    """Return who signs here: the founder, or an administrator.

    Raises:
        NotTheOwner: This laptop signs for nobody but itself.
    """
    text = kept.statement_of(workspace.db, workspace.device)
    if text is None:
        raise NotTheOwner
    member = read_statement(text, documents.card(workspace))
    owner = settings.read(workspace.db, "owner_key")
    if owner:
        return Signer(SigningKey(bytes.fromhex(owner)), "", member)
    if member.role != ADMINISTRATOR:
        raise NotTheOwner
    return Signer(workspace.signing_key, workspace.device, member)


def check_right(signer: Signer, member: Member, register: Register) -> None:
    """Make sure that whoever signs here may say this about a laptop.

    Raises:
        BeyondYourRight: They may not.
    """
    if not signer.by:
        return
    own = [s for s in register.roster.every if s.device == member.device and not s.by]
    by_founder = max(own, key=lambda s: (s.number, s.text), default=None)
    if not may_say(signer.member, member, by_founder):
        raise BeyondYourRight(role=member.role)
