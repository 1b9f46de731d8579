"""`sync`: exchanges with the mission's hub and gives a plain account, now or of the last time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.domain.disclosure import disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store import records
from fieldapp.store.workspace import Workspace
from fieldapp.sync import mission as missions
from fieldapp.sync.account import DOUBLED, Account, SetAside, last
from fieldapp.sync.chunks import STOPPED, Which
from fieldapp.sync.errors import ManyWouldVanish, NotInMission
from fieldapp.sync.round import sync as exchange
from fieldapp.sync.wire.refusals import REFUSALS
from fieldapp.sync.wire.waiting import Stoppable

LISTED = 20
"""Records named on a terminal before a person is asked; the window shows all."""


class NoHub(WrongUse):
    """Nobody said where the hub is."""

    text = N_("No hub is known to this workspace.")
    remedy = N_("Name it once with --hub URL; it is remembered.")


class NeverSynced(WrongUse):
    """Nothing to tell of."""

    text = N_("This workspace has not synced yet.")
    remedy = N_("“fieldapp sync” does it.")


@click.command(
    "sync",
    cls=Command,
    example="fieldapp sync --hub https://hub.example.org --json\nfieldapp sync --last --details",
)
@click.option("--hub", "url", metavar="URL", help="Address of the hub. Default: the last one used.")
@click.option(
    "--let-through",
    is_flag=True,
    help="Take over what arrives even if it takes out many records: you have asked.",
)
@click.option("--last", "look_back", is_flag=True, help="Only tell what the last sync did.")
@click.option("--details", is_flag=True, help="Name every record, not only how many there are.")
@click.option(
    "--photos",
    type=click.Choice([which.value for which in Which]),
    default=Which.ALL.value,
    show_default=True,
    help="Photographs: none, only the small pictures, or all. For a slow link.",
)
@with_call
def sync(
    call: Call, url: str | None, let_through: bool, look_back: bool, details: bool, photos: str
) -> None:
    """Send what waits here, take what others sent, and say what came of it."""
    with opened(call) as workspace:
        if look_back:
            account = last(workspace)
            if account is None:
                raise NeverSynced
        else:
            account = sync_with(call, workspace, url, let_through, Which(photos))
        lists = _lists(account) if call.json or details else ()
        shown = {name: _named(workspace, ids) for name, _, ids in lists}
    document = account_of_sync(account) | {
        f"{name}_records": found for name, found in shown.items()
    }
    call.answer(document, _lines(call, account, shown, look_back=look_back, details=details))


def sync_with(
    call: Call,
    workspace: Workspace,
    url: str | None,
    let_through: bool,
    which: Which = Which.ALL,
) -> Account:
    """Sync with the hub of this address, and remember it; else with the one that is known."""
    mission = missions.mission_of(workspace)
    if mission is None:
        raise NotInMission
    if not (url or mission.hub):
        raise NoHub
    hub = missions.call_hub(mission, url or "")
    progress = call.progress()
    try:
        account = exchange(
            workspace, Stoppable(hub, progress), progress, let_through=let_through, which=which
        )
    except ManyWouldVanish as error:
        _tell_what_would_vanish(call, workspace, error)
        raise
    finally:
        hub.close()
    if url and url != mission.hub:
        missions.remember_hub(workspace, url)
    return account


def labelled(account: Account) -> list[tuple[str, int]]:
    """Return the counts that people care about, with their names."""
    left_out = [(N_("Left out by the hub"), account.missing)] if account.missing else []
    for_others = [(N_("Carried for others"), account.carried)] if account.carried else []
    photographs = (
        (N_("Photographs sent"), account.photos_sent),
        (N_("Photographs received"), account.photos_received),
        (N_("Photographs not here yet"), account.photos_missing),
        (N_("Photographs not sent yet"), account.photos_waiting),
    )
    return [
        (N_("Sent"), account.sent),
        (N_("Received"), account.received),
        (N_("Changed by others"), account.changed),
        (N_("Clashes to settle"), account.clashes),
        (N_("Held back"), account.held),
        (N_("Set aside, unreadable"), account.quarantined),
        *for_others,
        *left_out,
        *((label, n) for label, n in photographs if n),
    ]


def _lists(account: Account) -> tuple[tuple[str, str, Sequence[str]], ...]:
    """Return the account's records: the word of the JSON key, what people call it, the ids."""
    return (
        ("sent", N_("Sent"), account.sent_ids),
        ("received", N_("Received"), account.received_ids),
        ("changed", N_("Changed by others"), account.changed_ids),
        ("clash", N_("Clashes to settle"), account.clash_ids),
        ("held", N_("Held back"), account.held_ids),
    )


def _named(workspace: Workspace, ids: Sequence[str]) -> list[dict[str, Any]]:
    """Return what this reader may know of the records: of one they may not read, only its id."""
    found = []
    reader = workspace.reader
    for record in ids:
        now = records.find(workspace, record)
        known = now is not None and now.kind in KINDS
        shown = disclose(now, reader) if now is not None and known else None
        title = shown.values.get(KINDS[shown.kind].title) if shown else None
        found.append({"kind": now.kind if now else None, "id": record, "title": title})
    return found


def account_of_sync(account: Account) -> dict[str, Any]:
    """Return an account as scripts read it."""
    return {
        "sent": account.sent,
        "received": account.received,
        "changed": account.changed,
        "clashes": account.clashes,
        "held": account.held,
        "quarantined": account.quarantined,
        "missing": account.missing,
        "carried": account.carried,
        "seconds": account.seconds,
        "bytes_up": account.bytes_up,
        "bytes_down": account.bytes_down,
        "clock_off": account.clock_off,
        "whole": account.whole,
        "hub": account.hub,
        "at": account.at,
        "backup": account.backup,
        "refused": [
            {"pack": each.pack, "reason": each.reason, "records": list(each.records)}
            for each in account.refused
        ],
        "set_aside": [{**vars(each), "what_to_do": each.what_to_do} for each in account.set_aside],
        "missing_packs": list(account.missing_ids),
        "doubled": account.doubled,
        "photos_sent": account.photos_sent,
        "photos_received": account.photos_received,
        "photos_missing": account.photos_missing,
        "photos_waiting": account.photos_waiting,
        "photos_stopped": account.photos_stopped or None,
    }


def _lines(
    call: Call,
    account: Account,
    shown: dict[str, list[dict[str, Any]]],
    *,
    look_back: bool,
    details: bool,
) -> Iterator[str]:
    text = call.text
    if look_back:
        when = datetime.fromisoformat(account.at)
        yield text(N_("Last sync: {when}, {hub}")).format(
            when=f"{when:%Y-%m-%d %H:%M}", hub=account.hub
        )
    if not account.whole:
        yield text(N_("It ended before everything was exchanged; the next one goes on from there."))
    for label, n in labelled(account):
        yield f"{text(label)}: {n}"
    for refused in account.refused:
        reason = text(REFUSALS.get(refused.reason, refused.reason))
        yield text(N_("The hub did not take some entries: {reason}.")).format(reason=reason)
    yield from (_aside_line(call, each) for each in account.set_aside)
    if account.clock_is_off:
        yield text(
            N_("The clock of this laptop is off by {n} minutes against the hub. Set it.")
        ).format(n=round(account.clock_off / 60))
    if account.doubled:
        made = text(N_("Entries came that were made under this laptop’s own keys"))
        yield f"{made}. {text(DOUBLED)}"
    if account.no_room:
        yield text(N_("No backup was made first: the disk has too little room."))
    if account.photos_stopped:
        why = text(STOPPED.get(account.photos_stopped, STOPPED["refused"]))
        yield text(N_("Photographs wait: {reason}.")).format(reason=why)
    if details:
        for name, label, _ in _lists(account):
            if shown[name]:
                yield f"{text(label)}:"
                yield from (_record_line(call, each) for each in shown[name])


def _aside_line(call: Call, each: SetAside) -> str:
    who = each.name or each.device or call.text(N_("nobody known"))
    said = call.text(N_("Set aside on {day}, from {who}: {reason}.")).format(
        day=each.at[:10], who=who, reason=call.text(each.reason)
    )
    return f"{said} {call.text(each.what_to_do)}"


def _record_line(call: Call, each: dict[str, Any]) -> str:
    kind = KINDS.get(each["kind"] or "")
    title = each["title"]
    shown = kind.field(kind.title).type.show(title, call.language) if kind else ""
    first = shown.splitlines()[0] if shown else ""
    return f"  {each['kind'] or ''}  {each['id']}  {first}".rstrip()


def _tell_what_would_vanish(call: Call, workspace: Workspace, error: ManyWouldVanish) -> None:
    """Name the records on standard error, so that a person can look before letting it through."""
    for each in _named(workspace, error.records[:LISTED]):
        call.tell(_record_line(call, each))
    if len(error.records) > LISTED:
        call.tell(f"  … +{len(error.records) - LISTED}")
