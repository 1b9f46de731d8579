"""One round with a hub: send what waits, take what is new, until both sides have the same feeds.

Every step is one request and one transaction, so a round may end anywhere, by a cut or by a
person, and the next one goes on from there. Trying again is for whoever called.
"""

import contextlib
import logging
import time
from dataclasses import replace

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Cancelled, Progress
from fieldapp.store import carried, packs
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account, Held, keep_last, packs_set_aside
from fieldapp.sync.chunks import Carried, Which, carry
from fieldapp.sync.closing import contact
from fieldapp.sync.errors import (
    TakenOut,
)
from fieldapp.sync.exchange import Exchange
from fieldapp.sync.intake import Intake
from fieldapp.sync.members.leaving import leave_if_out
from fieldapp.sync.mission import begin_scopes, card_of, members
from fieldapp.sync.pace import Pace
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels.carrying import Carrier
from fieldapp.sync.wire.protocol import Hub

log = logging.getLogger(__name__)

_KB = 1000


def sync(
    workspace: Workspace,
    hub: Hub,
    progress: Progress,
    *,
    let_through: bool = False,
    which: Which = Which.ALL,
) -> Account:
    """Exchange with the hub until both sides have the same.

    Args:
        let_through: A person has agreed that many records vanish.
        which: What of photographs is carried.

    Raises:
        NotInMission: The workspace has nothing to exchange with anybody.
        HubUnreachable, HubStoppedMidway, NotAHub, HubBroken, HubRefused, WrongMission: As they say.
        ManyWouldVanish: The brake. The page in question was not taken.
        TakenOut: This laptop was taken out of the mission; what it had not sent is with the hub.
        Cancelled: The person asked to stop. What was exchanged so far stays.
    """
    card = card_of(workspace)
    began = time.monotonic()
    with writing(workspace.db, workspace.file):
        begin_scopes(workspace)
    pack_up(workspace, progress)
    with writing(workspace.db, workspace.file):
        intake = Intake(workspace, let_through)
        waiting_before = packs.waiting_of(workspace.db, workspace.device)
    state = Exchange(workspace, hub, card.text, card.id, intake, progress)
    try:
        _until_nothing_is_left(state, progress)
    except (UserError, Cancelled):
        # What such a round has taken in is told, too, unless it came to nothing at all.
        if state.bytes_down:
            with contextlib.suppress(UserError):
                _end(state, waiting_before, began, whole=False)
        raise
    account = _end(state, waiting_before, began, whole=True)
    if leave_if_out(workspace):  # from a hub that does not know what leaving is
        raise TakenOut(hub=hub.name)
    log.info("Synced: sent %d, received %d", account.sent, account.received)
    photos = carry(workspace, hub, progress, card.id, state.offset_ms, which)
    return _with_photos(workspace, account, photos, began)


def _until_nothing_is_left(state: Exchange, progress: Progress) -> None:
    pace = Pace()
    furthest = 0
    while state.exchange():
        moved, left = state.bytes_up + state.bytes_down, state.bytes_left()
        if left is None:
            progress.step(0, 0, N_("Sending and receiving"))  # nobody knows yet how far it is
            continue
        furthest = max(furthest, moved + left + 1)
        progress.step(moved // _KB, furthest // _KB + 1, N_("Sending and receiving"))
        seconds = pace.left(moved, left)
        if seconds is not None:
            progress.remaining(seconds)


def _end(state: Exchange, waiting_before: set[str], began: float, *, whole: bool) -> Account:
    workspace, intake = state.workspace, state.intake
    db = workspace.db
    with writing(db, workspace.file):
        received, changed = state.received, state.changed
        if whole:
            intake.try_again()
            Carrier(intake).use_what_can_be()
            intake.end()
            contact.note(workspace)
            received, changed = frozenset(intake.touched), frozenset(intake.known_before)
        sent = packs.records_of(db, waiting_before - packs.waiting_of(db, workspace.device))
        clashing = sorted(packs.clashing(db) & received)
        missing = sorted(intake.missing()) if whole else []
        if missing:
            log.warning("Packs are missing that others follow: %s", ", ".join(missing))
        names = {member.device: member.name for member in members(workspace)}
        aside = packs_set_aside(workspace, names)
        held = packs.ids_not_sent(db)
        account = Account(
            sent=len(sent),
            received=len(received),
            changed=len(changed),
            clashes=len(clashing),
            held=len(held),
            quarantined=len(aside),
            missing=len(missing),
            seconds=round(time.monotonic() - began, 3),
            bytes_up=state.bytes_up,
            bytes_down=state.bytes_down,
            clock_off=state.offset_ms // 1000,
            received_ids=tuple(sorted(received)),
            clash_ids=tuple(clashing),
            sent_ids=tuple(sorted(sent)),
            changed_ids=tuple(sorted(changed)),
            held_ids=tuple(held),
            refused=tuple(
                Held(pack, reason, tuple(sorted(packs.records_of(db, [pack]))))
                for pack, reason in state.refused.items()
            ),
            set_aside=aside,
            missing_ids=tuple(missing),
            hub=state.hub.name,
            at=workspace.wall().isoformat(timespec="seconds"),
            whole=whole,
            backup=state.backup,
            no_room=state.no_room,
            carried=carried.load(db)[0],
            doubled=intake.doubled,
        )
        keep_last(workspace, account)
    return account


def _with_photos(workspace: Workspace, account: Account, of: Carried, began: float) -> Account:
    whole = replace(
        account,
        seconds=round(time.monotonic() - began, 3),
        bytes_up=account.bytes_up + of.bytes_up,
        bytes_down=account.bytes_down + of.bytes_down,
        photos_sent=of.sent,
        photos_received=of.received,
        photos_missing=of.missing,
        photos_waiting=of.waiting,
        photos_stopped=of.stopped,
    )
    with writing(workspace.db, workspace.file):
        keep_last(workspace, whole)
    return whole
