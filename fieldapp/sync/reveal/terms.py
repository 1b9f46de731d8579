"""What the mission asks of a reveal: how many persons, for how long; and who counts as a person."""

from dataclasses import dataclass

from fieldapp.domain.codelists import code_list
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.kinds.decision import LIMIT
from fieldapp.domain.limits import Limits
from fieldapp.domain.record import Record
from fieldapp.domain.scope import confided_to
from fieldapp.store import seal
from fieldapp.store.errors import told
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.membership import Member
from fieldapp.sync.mission import members, mission_of
from fieldapp.sync.reveal.errors import NotInTheMission, UnknownReason


@dataclass(frozen=True)
class Terms:
    """What holds in this mission.

    Attributes:
        persons: 1 or 2. Of two, one other than whoever asks has to agree; where the key is lacking
            two others have to, one of whom seals it.
        minutes: For which something is shown, at most.
        hours: For which a request can be answered and used.
    """

    persons: int
    minutes: int
    hours: int


def terms_of(workspace: Workspace) -> Terms:
    """Return what the mission asks. A workspace in no mission has nobody else to ask."""
    ledger = read_ledger(workspace, (LIMIT.name,))
    # The whole mission's: who opens a record without the key does not know its place.
    everywhere = [each for each in ledger.of(LIMIT.name) if each.values.get("place") is None]
    limits = Limits(everywhere, ledger.areas)
    alone = mission_of(workspace) is None
    return Terms(
        persons=1 if alone or limits.of("persons_to_reveal") < 2 else 2,
        minutes=max(1, int(limits.of("reveal_minutes"))),
        hours=max(1, int(limits.of("approval_hours"))),
    )


def reasons() -> tuple[str, ...]:
    """Return the codes of why something may be revealed."""
    return code_list("reveal_reason").offered


def check_reason(reason: str) -> None:
    """Make sure that a reason is one.

    Raises:
        UnknownReason: It is none.
    """
    if not code_list("reveal_reason").has(reason):
        raise UnknownReason(reason=reason, known=", ".join(reasons()))


def member_of(workspace: Workspace, device: str) -> Member:
    """Return a laptop that is in the mission now, as far as this one has heard.

    Raises:
        NotInTheMission: It never was, or was taken out.
    """
    for member in members(workspace):
        if member.device == device and not member.left:
            return member
    raise NotInTheMission(device=device)


def scope_for(workspace: Workspace, record: Record) -> str:
    """Return the scope whose readers may see what is masked in a record."""
    confided = confided_to(KINDS[record.kind], record.values)
    with told(workspace.file):
        return seal.target(workspace.db, confided)
