"""Release of a paper by a second person, where the mission asks for two: two small signed files.

Whoever made the paper asks with a file; somebody else, who has seen the paper, answers with
another. The answer is for what stands on that paper: where a word of it changes, it is worth
nothing. Neither file holds a word of the paper.
"""

from dataclasses import dataclass
from datetime import timedelta

from fieldapp.domain.kinds.decision import LIMIT
from fieldapp.domain.limits import Limits
from fieldapp.language import N_
from fieldapp.store import audit, openings
from fieldapp.store.audit import Act
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import SyncError
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Member
from fieldapp.sync.mission import card_of, mission_of
from fieldapp.sync.reveal.errors import ApprovalOfSelf, ApprovalOver
from fieldapp.sync.reveal.terms import member_of, terms_of

ASK, RELEASE = "paper", "release"

_PATTERNS = {
    "id": r"[0-9a-f]{32}",
    "mission": r"[0-9a-f]{32}",
    "device": r"[0-9a-f]{16}",
    "paper": r"[a-z][a-z0-9_]{0,63}",
    "record": r"([A-Za-z0-9][A-Za-z0-9._:-]{0,63})?",
    "says": r"[0-9a-f]{64}",
    "until": r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\+00:00",
}


class SecondPersonToRelease(SyncError):
    """The mission asks for two persons before a paper goes out."""

    text = N_("In this mission a paper goes out only when a second person has seen it.")
    remedy = N_(
        "Make a draft and a request with --ask FILE, and take both to somebody else; their answer"
        " goes with --release FILE. Nothing was written."
    )


class ReleaseOfOther(SyncError):
    """Held against another paper, or against this one as it was before."""

    text = N_("This release is for another paper, or the paper has changed since.")
    remedy = N_("Ask anew. Nothing was written.")


@dataclass(frozen=True)
class Said:
    """What a paper is and says, as far as a release is about it.

    Attributes:
        paper: Name of its sort.
        record: Id of what it is about; "" where it is about nothing.
        digest: 64 hex digits that differ as soon as anything on the paper does.
    """

    paper: str
    record: str
    digest: str


@dataclass(frozen=True)
class Wanted:
    """Somebody asks for the release of one paper.

    Attributes:
        device: Of whoever asks.
        until: The last instant at which the release can be used; ISO 8601, UTC.
        text: The signed document, to the letter.
    """

    id: str
    mission: str
    device: str
    said: Said
    until: str
    text: str


def needs_release(workspace: Workspace) -> bool:
    """Say whether a paper of this mission needs a second person. Outside one there is nobody."""
    if mission_of(workspace) is None:
        return False
    ledger = read_ledger(workspace, (LIMIT.name,))
    everywhere = [one for one in ledger.of(LIMIT.name) if one.values.get("place") is None]
    return Limits(everywhere, ledger.areas).of("persons_to_release") >= 2


def ask(workspace: Workspace, said: Said) -> Wanted:
    """Make a request for the release of a paper; `Wanted.text` is the file.

    Raises:
        NotInMission: There is nobody to ask.
    """
    hours = timedelta(hours=terms_of(workspace).hours)
    until = openings.instant(workspace.around.wall_ms() + int(hours.total_seconds() * 1000))
    content = {
        "id": workspace.around.random(16).hex(),
        "mission": card_of(workspace).id,
        "device": workspace.device,
        "paper": said.paper,
        "record": said.record,
        "says": said.digest,
        "until": until,
    }
    return _read_ask(signed.write(ASK, content, workspace.signing_key))


def look_at(workspace: Workspace, text: str | bytes) -> tuple[Wanted, Member]:
    """Return a request that can be answered here, and whose it is. Changes nothing.

    Raises:
        BadDocument, NewerDocument: It is none, or was changed.
        NotInMission, NotInTheMission, ApprovalOfSelf, ApprovalOver: It cannot be answered here.
    """
    wanted = _read_ask(text)
    if wanted.mission != card_of(workspace).id:
        raise signed.bad(ASK, N_("of another mission"))
    asker = member_of(workspace, wanted.device)
    signed.check(ASK, signed.read(ASK, wanted.text), asker.sign)
    _somebody_else(asker, workspace.device, workspace.name)
    _in_time(workspace, wanted)
    return wanted, asker


def release(workspace: Workspace, text: str | bytes) -> str:
    """Release the paper of a request, and return the file that says so.

    Raises:
        As `look_at`, and CannotNote: Nothing was released.
    """
    wanted, asker = look_at(workspace, text)
    content = {"ask": wanted.text, "by": workspace.device}
    made = signed.write(RELEASE, content, workspace.signing_key)
    detail = {"paper": wanted.said.paper, "asked_by": asker.device, "request": wanted.id}
    audit.note(workspace, Act.APPROVED, "", wanted.said.record, detail)
    return made


def check_release(workspace: Workspace, text: str | bytes, said: Said) -> Member:
    """Return who released exactly this paper.

    Raises:
        BadDocument, NewerDocument: The file is none, or was changed.
        ReleaseOfOther, ApprovalOver, ApprovalOfSelf, NotInTheMission: It is worth nothing here.
    """
    plain = signed.read(RELEASE, text)
    wanted = _read_ask(signed.text_of(RELEASE, plain, "ask", r"(?s).+"))
    own = bytes(workspace.signing_key.verify_key)
    if wanted.device != workspace.device or wanted.mission != card_of(workspace).id:
        raise ReleaseOfOther
    signed.check(ASK, signed.read(ASK, wanted.text), own)
    if wanted.said != said:
        raise ReleaseOfOther
    _in_time(workspace, wanted)
    member = member_of(workspace, signed.text_of(RELEASE, plain, "by", _PATTERNS["device"]))
    signed.check(RELEASE, plain, member.sign)
    _somebody_else(member, workspace.device, workspace.name)
    return member


def _read_ask(text: str | bytes) -> Wanted:
    plain = signed.read(ASK, text)
    of = {name: signed.text_of(ASK, plain, name, each) for name, each in _PATTERNS.items()}
    said = Said(of["paper"], of["record"], of["says"])
    whole = text.decode() if isinstance(text, bytes) else text
    return Wanted(of["id"], of["mission"], of["device"], said, of["until"], whole)


def _somebody_else(member: Member, device: str, name: str) -> None:
    if member.device == device or member.name == name:
        raise ApprovalOfSelf


def _in_time(workspace: Workspace, wanted: Wanted) -> None:
    if openings.instant(workspace.around.wall_ms()) >= wanted.until:
        raise ApprovalOver(until=wanted.until)
