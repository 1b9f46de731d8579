"""Revealing: showing for some minutes, and for a reason, the answers of a record that can point to
a person. The window and the command line call this; `approving` is for the second person.

Everything is written before anything is shown: the opening, the entry of the audit log, and the
record that tells others with the next sync. Where one of them cannot be written, nothing is shown.
"""

from dataclasses import replace
from datetime import timedelta

from fieldapp.domain.disclosure import disclose
from fieldapp.domain.kinds.access import BROKE_GLASS, REVEALED
from fieldapp.domain.record import Record
from fieldapp.domain.scope import CONFIDENTIAL
from fieldapp.errors import UserError
from fieldapp.store import audit, glass, openings, records
from fieldapp.store.audit import Act
from fieldapp.store.database import writing
from fieldapp.store.errors import NoSuchRecord, told
from fieldapp.store.openings import Opening
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.membership import Member
from fieldapp.sync.mission import card_of
from fieldapp.sync.reveal import papers
from fieldapp.sync.reveal.errors import (
    ApprovalForOther,
    ApprovalOfSelf,
    ApprovalOver,
    ApprovalUsed,
    KeyLacking,
    MayNotApprove,
    NothingMasked,
    NotLetThrough,
    NotYourRequest,
    SecondPersonNeeded,
)
from fieldapp.sync.reveal.papers import Approval, Ask
from fieldapp.sync.reveal.telling import tell
from fieldapp.sync.reveal.terms import check_reason, member_of, scope_for, terms_of


def reveal(
    workspace: Workspace, kind: str, record: str, reason: str, minutes: int | None = None
) -> Opening:
    """Show the masked answers of a record until the opening's time is over.

    From now on `workspace.reader` shows them; a reader that was taken before does not.

    Args:
        reason: A code of the list `reveal_reason`.
        minutes: None for as long as the mission allows, which is also the most.

    Raises:
        UnknownReason, NoSuchRecord: As they say.
        NothingMasked: There is nothing to reveal.
        KeyLacking: This laptop cannot read it; see `ask`.
        SecondPersonNeeded: The mission asks for two persons; see `ask`.
        CannotNote: It cannot be noted, so it is not shown.
    """
    check_reason(reason)
    _masked(workspace, kind, record)
    terms = terms_of(workspace)
    if terms.persons > 1:
        raise SecondPersonNeeded
    opening = _opening(
        workspace,
        new_id(workspace),
        kind,
        record,
        reason,
        min(minutes or terms.minutes, terms.minutes),
    )
    _open(workspace, opening, "", Act.REVEALED)
    return opening


def reveal_listed(workspace: Workspace, kind: str, reason: str, count: int) -> None:
    """Note and tell that a list with masked answers of so many records is about to be shown.

    Raises:
        UnknownReason, SecondPersonNeeded, CannotNote: Then it must not be shown.
    """
    check_reason(reason)
    if terms_of(workspace).persons > 1:
        raise SecondPersonNeeded
    if not count:
        return
    with audit.noting(workspace):
        audit.note(workspace, Act.REVEALED, kind, "", {"reason": reason, "count": count})
        tell(workspace, REVEALED, kind, "", reason, count=count)


def ask(
    workspace: Workspace, kind: str, record: str, reason: str, minutes: int | None = None
) -> Ask:
    """Make a request to see one record, for somebody else to approve; `Ask.text` is the file.

    Where this laptop lacks the key, the request is for what the key would open.

    Raises:
        UnknownReason, NoSuchRecord, NotInMission: As they say.
    """
    check_reason(reason)
    card = card_of(workspace)
    found = _known(workspace, kind, record)
    glass_ = found is None or not workspace.reads(scope_for(workspace, found))
    terms = terms_of(workspace)
    until = openings.instant(workspace.around.wall_ms() + _ms(hours=terms.hours))
    text = papers.write_ask(
        card.id, new_id(workspace), kind, record, reason,
        min(minutes or terms.minutes, terms.minutes), until,
        workspace.signing_key, workspace.device, glass=glass_,
    )  # fmt: skip
    return papers.read_ask(text)


def use(workspace: Workspace, kind: str, record: str, approval: str | bytes) -> Opening:
    """Show a record by the approval of somebody else.

    Of a request without the key, `glass.shown` has the answers from now on.

    Raises:
        BadDocument, NewerDocument: The file is none, or was changed.
        NotYourRequest, ApprovalForOther, ApprovalOver, ApprovalUsed, ApprovalOfSelf,
        NotInTheMission, MayNotApprove, NotLetThrough: It is worth nothing here; nothing is shown.
        CannotNote: It cannot be noted, so it is not shown.
    """
    found = papers.read_approval(approval)
    wanted = found.ask
    if wanted.device != workspace.device or wanted.mission != card_of(workspace).id:
        raise NotYourRequest
    papers.check(papers.ASK, wanted.text, bytes(workspace.signing_key.verify_key))
    if (wanted.kind, wanted.record) != (kind, record):
        raise ApprovalForOther
    look_at_time(workspace, wanted)
    if wanted.glass:
        approvers = _approvers(workspace, found, frozenset(CONFIDENTIAL))
        values = papers.open_values(wanted, found.sealed, workspace.box_key)
    else:
        masked = _masked(workspace, kind, record)
        approvers = _approvers(workspace, found, frozenset({scope_for(workspace, masked)}))
        values = {}
    minutes = min(wanted.minutes, terms_of(workspace).minutes)
    opening = _opening(workspace, wanted.id, kind, record, wanted.reason, minutes)
    opening = replace(opening, second=" ".join(one.device for one in approvers), glass=wanted.glass)
    if wanted.glass:
        glass.keep(workspace, opening, values)
    names = ", ".join(one.name for one in approvers)
    try:
        _open(workspace, opening, names, Act.BROKE_GLASS if wanted.glass else Act.REVEALED)
    except UserError:
        glass.forget_what_is_over(workspace)
        raise
    return opening


def hide(workspace: Workspace, opening: Opening) -> None:
    """End an opening before its time is over, and forget what it showed without the key."""
    with writing(workspace.db, workspace.file):
        openings.close(workspace.db, opening.id, openings.instant(workspace.around.wall_ms()))
    glass.forget_what_is_over(workspace)


def open_now(workspace: Workspace) -> list[Opening]:
    """Return what is revealed or opened at this moment, the newest first."""
    now = openings.instant(workspace.around.wall_ms())
    with told(workspace.file):
        return [each for each in openings.all_openings(workspace.db) if openings.holds(each, now)]


def look_at_time(workspace: Workspace, wanted: Ask) -> None:
    """Make sure that a request can still be used, and was not.

    Raises:
        ApprovalOver, ApprovalUsed: It cannot.
    """
    if openings.instant(workspace.around.wall_ms()) >= wanted.until:
        raise ApprovalOver(until=wanted.until)
    with told(workspace.file):
        if openings.was_used(workspace.db, wanted.id):
            raise ApprovalUsed


def _approvers(workspace: Workspace, last: Approval, scopes: frozenset[str]) -> list[Member]:
    """Return who approved, each somebody else who reads one of the scopes, whoever let it through
    last."""
    chain = [last]
    if last.first:
        first = papers.read_approval(last.first)
        if first.ask.text != last.ask.text or first.to != last.by or first.first:
            raise ApprovalForOther
        if first.inside != papers.hash_of(last.sealed):
            raise ApprovalForOther
        chain.insert(0, first)
    if last.ask.glass and last.to != workspace.device:
        raise NotLetThrough(device=last.to)
    found: list[Member] = []
    for approval in chain:
        member = member_of(workspace, approval.by)
        papers.check(papers.APPROVAL, approval.text, member.sign)
        others = {(workspace.device, workspace.name), *((one.device, one.name) for one in found)}
        if any(member.device == device or member.name == name for device, name in others):
            raise ApprovalOfSelf
        if not scopes & member.reads:
            raise MayNotApprove(device=member.device)
        found.append(member)
    return found


def _known(workspace: Workspace, kind: str, record: str) -> Record | None:
    """Return a record; None of one that is sealed as a whole.

    Raises:
        NoSuchRecord: Nothing is known here of it, or it was taken out.
    """
    found = records.find(workspace, record)
    if found is None and records.history(workspace, record):
        return None
    if found is None or found.kind != kind or found.deleted is not None:
        raise NoSuchRecord(kind=kind, record=record)
    return found


def _masked(workspace: Workspace, kind: str, record: str) -> Record:
    """Return a record of which this laptop masks something that it could show.

    Raises:
        NoSuchRecord, KeyLacking, NothingMasked: As they say.
    """
    found = _known(workspace, kind, record)
    if found is None:
        raise KeyLacking
    if not disclose(found, workspace.reader).hidden:
        raise NothingMasked if workspace.reads(scope_for(workspace, found)) else KeyLacking
    return found


def _opening(
    workspace: Workspace, id_: str, kind: str, record: str, reason: str, minutes: int
) -> Opening:
    now = workspace.around.wall_ms()
    until = openings.instant(now + _ms(minutes=minutes))
    return Opening(id_, kind, record, reason, "", openings.instant(now), until)


def _open(workspace: Workspace, opening: Opening, names: str, act: Act) -> None:
    with audit.noting(workspace):
        openings.keep(workspace.db, opening)
        detail = {"reason": opening.reason, "until": opening.until, "request": opening.id}
        detail |= {"second": opening.second} if opening.second else {}
        audit.note(workspace, act, opening.kind, opening.record, detail)
        tell(
            workspace, BROKE_GLASS if opening.glass else REVEALED,
            opening.kind, opening.record, opening.reason,
            second=names, since=opening.since, until=opening.until,
        )  # fmt: skip


def new_id(workspace: Workspace) -> str:
    """Return a random id: 32 hex digits."""
    return workspace.around.random(16).hex()


def _ms(*, hours: int = 0, minutes: int = 0) -> int:
    return int(timedelta(hours=hours, minutes=minutes).total_seconds() * 1000)
