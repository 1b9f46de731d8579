"""The second person: looking at a request, approving it, and letting an approval through.

Where the key is lacking, whoever holds it seals the record's answers to the laptop that asked.
Where the mission asks for two persons that seal gets another around it, for a second member: the
first alone cannot hand it over, and the second, who takes off the outer seal, sees nothing of it.
"""

from dataclasses import dataclass

from fieldapp.domain.disclosure import disclose
from fieldapp.domain.kinds.access import APPROVED
from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.language import N_
from fieldapp.store import audit, openings, records
from fieldapp.store.audit import Act
from fieldapp.store.errors import NoSuchRecord
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members import signed
from fieldapp.sync.members.membership import Member
from fieldapp.sync.mission import card_of
from fieldapp.sync.reveal import papers
from fieldapp.sync.reveal.errors import (
    ApprovalForOther,
    ApprovalOfSelf,
    AsksTooMuch,
    MayNotApprove,
    NameTheSecond,
)
from fieldapp.sync.reveal.papers import Approval, Ask
from fieldapp.sync.reveal.revealing import look_at_time
from fieldapp.sync.reveal.telling import tell
from fieldapp.sync.reveal.terms import Terms, member_of, scope_for, terms_of

SLACK_MS = 60 * 60 * 1000
"""By so much the clocks of two laptops may differ."""


@dataclass(frozen=True)
class Looked:
    """What a person has to know before they approve.

    Attributes:
        asker: Of this mission; their signature was checked.
        first: Who approved before; None where this is the first look.
        needs_second: Whose approval this makes has to be let through by a second member.
    """

    ask: Ask
    asker: Member
    first: Member | None
    needs_second: bool


def look_at(workspace: Workspace, text: str | bytes) -> Looked:
    """Check a request, or an approval that is to be let through here. Changes nothing.

    Raises:
        BadDocument, NewerDocument: It is none, or was changed.
        NotInMission, NotInTheMission, ApprovalOfSelf, ApprovalOver, ApprovalUsed, AsksTooMuch,
        MayNotApprove: It cannot be approved here.
    """
    terms = terms_of(workspace)
    if signed.purpose_of(text) == papers.APPROVAL:
        given = papers.read_approval(text)
        asker = _asker(workspace, given.ask, terms)
        return Looked(given.ask, asker, _first(workspace, given), needs_second=False)
    wanted = papers.read_ask(text)
    asker = _asker(workspace, wanted, terms)
    _may_approve(workspace)
    return Looked(wanted, asker, None, needs_second=wanted.glass and terms.persons > 1)


def approve(workspace: Workspace, text: str | bytes, second: str = "") -> Approval:
    """Approve a request, or let an approval through; `Approval.text` is the file.

    Args:
        second: Device of the member who is to let it through, where `Looked.needs_second`.

    Raises:
        As `look_at`, and NoSuchRecord, NameTheSecond, CannotNote: Nothing was approved.
    """
    looked = look_at(workspace, text)
    given = papers.read_approval(text) if looked.first is not None else None
    if given is not None:
        made = _let_through(workspace, given)
    elif looked.ask.glass:
        made = _sealed(workspace, looked, second)
    else:
        made = papers.write_approval(looked.ask, workspace.device, workspace.signing_key)
    _tell(workspace, looked, second)
    return papers.read_approval(made)


def _sealed(workspace: Workspace, looked: Looked, second: str) -> str:
    wanted, asker = looked.ask, looked.asker
    found = records.load(workspace, wanted.kind, wanted.record)
    if found.deleted is not None:
        raise NoSuchRecord(kind=wanted.kind, record=wanted.record)
    shown = disclose(found, workspace.reader.without_mask())
    scope = scope_for(workspace, found)
    if shown.withheld or not workspace.reads(scope):
        raise MayNotApprove(device=workspace.device)
    inside = papers.seal_values(wanted, shown.values, asker.box)
    if looked.needs_second:
        other = _second(workspace, asker, second, scope)
        to, sealed = other.device, papers.seal_once_more(inside, other.box)
    else:
        to, sealed = asker.device, inside
    return papers.write_approval(
        wanted, workspace.device, workspace.signing_key,
        to=to, sealed=sealed, inside=papers.hash_of(inside),
    )  # fmt: skip


def _second(workspace: Workspace, asker: Member, device: str, scope: str) -> Member:
    if not device:
        raise NameTheSecond
    other = member_of(workspace, device)
    if {other.device, other.name} & {asker.device, asker.name, workspace.device, workspace.name}:
        raise ApprovalOfSelf
    if scope not in other.reads:
        raise MayNotApprove(device=device)
    return other


def _let_through(workspace: Workspace, given: Approval) -> str:
    inside = papers.open_once(given.sealed, workspace.box_key)
    if papers.hash_of(inside) != given.inside:
        raise signed.bad(papers.APPROVAL, "sealed")
    return papers.write_approval(
        given.ask, workspace.device, workspace.signing_key,
        to=given.ask.device, sealed=inside, inside=given.inside, first=given.text,
    )  # fmt: skip


def _asker(workspace: Workspace, wanted: Ask, terms: Terms) -> Member:
    if wanted.mission != card_of(workspace).id:
        raise signed.bad(papers.ASK, N_("of another mission"))
    asker = member_of(workspace, wanted.device)
    papers.check(papers.ASK, wanted.text, asker.sign)
    if asker.device == workspace.device or asker.name == workspace.name:
        raise ApprovalOfSelf
    look_at_time(workspace, wanted)
    latest = workspace.around.wall_ms() + terms.hours * 60 * 60 * 1000 + SLACK_MS
    if wanted.until > openings.instant(latest):
        raise AsksTooMuch(most=f"{terms.hours} h")
    if wanted.minutes > terms.minutes:
        raise AsksTooMuch(most=f"{terms.minutes} min")
    return asker


def _first(workspace: Workspace, given: Approval) -> Member:
    if given.to != workspace.device or given.first:
        raise ApprovalForOther
    first = member_of(workspace, given.by)
    papers.check(papers.APPROVAL, given.text, first.sign)
    if {first.device, first.name} & {
        workspace.device, workspace.name, given.ask.device,
    }:  # fmt: skip
        raise ApprovalOfSelf
    if not first.reads & frozenset(CONFIDENTIAL):
        raise MayNotApprove(device=first.device)
    _may_approve(workspace)
    return first


def _may_approve(workspace: Workspace) -> None:
    if not any(workspace.reads(scope) for scope in CONFIDENTIAL):
        raise MayNotApprove(device=workspace.device)


def _tell(workspace: Workspace, looked: Looked, second: str) -> None:
    wanted, asker = looked.ask, looked.asker
    with audit.noting(workspace):
        detail: dict[str, str | int] = {
            "reason": wanted.reason, "asked_by": asker.device, "request": wanted.id,
        }  # fmt: skip
        if second:
            detail["second"] = second
        audit.note(workspace, Act.APPROVED, wanted.kind, wanted.record, detail)
        tell(
            workspace, APPROVED, wanted.kind, wanted.record, wanted.reason,
            second=asker.name, until=wanted.until,
        )  # fmt: skip
