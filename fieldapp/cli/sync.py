"""`sync`: exchanges with the mission's hub and gives a plain account."""

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync import mission as missions
from fieldapp.sync.errors import NotInMission
from fieldapp.sync.round import Account
from fieldapp.sync.round import sync as exchange
from fieldapp.sync.transport import HttpHub


class NoHub(WrongUse):
    """Nobody said where the hub is."""

    text = N_("No hub is known to this workspace.")
    remedy = N_("Name it once with --hub URL; it is remembered.")


DOUBLED = N_(
    "Entries came that were made under this laptop's own keys: it was set back to an earlier copy,"
    " or somebody works with a copy of it. Everything is kept. If it is a copy, stop using one of"
    " the two and tell the administrator of the mission."
)
"""What a person is told whose laptop is there twice."""


@click.command("sync", cls=Command, example="fieldapp sync --hub https://hub.example.org --json")
@click.option("--hub", "url", metavar="URL", help="Address of the hub. Default: the last one used.")
@click.option(
    "--let-through",
    is_flag=True,
    help="Take over what arrives even if it takes out many records: you have asked.",
)
@with_call
def sync(call: Call, url: str | None, let_through: bool) -> None:
    """Send what waits here, take what others sent, and say what came of it."""
    with opened(call) as workspace:
        account = sync_with(call, workspace, url, let_through)
    document = {
        "sent": account.sent,
        "received": account.received,
        "changed": account.changed,
        "clashes": account.clashes,
        "held": account.held,
        "quarantined": account.quarantined,
        "missing": account.missing,
        "seconds": account.seconds,
        "bytes_up": account.bytes_up,
        "bytes_down": account.bytes_down,
        "doubled": account.doubled,
    }
    call.answer(document, [f"{call.text(label)}: {n}" for label, n in labelled(account)])
    if account.doubled:
        call.tell(call.text(DOUBLED))


def sync_with(call: Call, workspace: Workspace, url: str | None, let_through: bool) -> Account:
    """Sync with the hub of this address, and remember it; else with the one that is known."""
    mission = missions.mission_of(workspace)
    if mission is None:
        raise NotInMission
    if not (url or mission.hub):
        raise NoHub
    hub = HttpHub(url or mission.hub)
    try:
        account = exchange(workspace, hub, call.progress(), let_through=let_through)
    finally:
        hub.close()
    if url and url != mission.hub:
        missions.remember_hub(workspace, url)
    return account


def labelled(account: Account) -> list[tuple[str, int]]:
    """Return the counts that people care about, with their names."""
    left_out = [(N_("Left out by the hub"), account.missing)] if account.missing else []
    return [
        (N_("Sent"), account.sent),
        (N_("Received"), account.received),
        (N_("Changed by others"), account.changed),
        (N_("Clashes to settle"), account.clashes),
        (N_("Held back"), account.held),
        (N_("Set aside, unreadable"), account.quarantined),
        *left_out,
    ]
