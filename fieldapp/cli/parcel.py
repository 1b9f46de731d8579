"""`parcel`: packs carried on a stick, or from laptop to laptop, where there is no hub."""

import time
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, print_json, with_call
from fieldapp.cli.opening import opened
from fieldapp.cli.sync import account_of_sync
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.sync.account import Account
from fieldapp.sync.parcels import guest, lan, talk
from fieldapp.sync.parcels.handing import Unpacked, sentences
from fieldapp.sync.parcels.stick import parcels_in, read_parcels, write_parcel
from fieldapp.sync.parcels.talk import Taken

LET_THROUGH = click.option(
    "--let-through",
    is_flag=True,
    help="Take over what arrives even if it takes out many records: you have asked.",
)


@click.group("parcel")
def parcel() -> None:
    """Carry records to colleagues and to the hub without a network."""


@parcel.command("write", cls=Command, example="fieldapp parcel write /media/stick --waiting")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--waiting", is_flag=True, help="Only what is not proven to be at the hub.")
@with_call
def write(call: Call, folder: Path, waiting: bool) -> None:
    """Write what this laptop holds into one file in a folder, such as a stick.

    It is sealed as it would be on its way to the hub. What waits for the hub goes on waiting.
    """
    with opened(call) as workspace:
        written = write_parcel(workspace, folder, call.progress(), waiting=waiting)
    document = {
        "file": str(written.file),
        "packs": written.packs,
        "records": written.records,
        "bytes": written.size,
    }
    packs, records = call.text(N_("Packs")), call.text(N_("Records"))
    lines = [
        str(written.file),
        f"{packs}: {written.packs}",
        f"{records}: {written.records}",
        call.text(N_("You may remove the stick now.")),
    ]
    call.answer(document, lines)


@parcel.command("read", cls=Command, example="fieldapp parcel read /media/stick --json")
@click.argument("place", type=click.Path(path_type=Path), metavar="FILE")
@LET_THROUGH
@with_call
def read(call: Call, place: Path, let_through: bool) -> int:
    """Take in a parcel, or all parcels of a folder, and say what came of it.

    Of a torn or damaged one everything is taken that is whole. Reading twice changes nothing.
    """
    files = parcels_in(place)
    failed: list[UserError] = []

    def note(error: UserError) -> None:
        call.tell_error(error)
        failed.append(error)

    with opened(call) as workspace:
        account, found = read_parcels(
            workspace,
            files,
            call.progress(),
            let_through=let_through,
            failed=note if place.is_dir() else None,
        )
    call.answer(document_of(account, found), lines_of(call, account, found))
    for sentence in sentences(found, call.language):
        call.tell(sentence)
    return 1 if failed else 0


@parcel.command("offer", cls=Command, example="fieldapp parcel offer --once")
@click.option(
    "--listen",
    default="0.0.0.0:0",
    metavar="HOST:PORT",
    show_default=True,
    help="Port 0 takes any that is free.",
)
@click.option("--once", is_flag=True, help="End when one colleague has all they need.")
@LET_THROUGH
@with_call
def offer(call: Call, listen: str, once: bool, let_through: bool) -> None:
    """Exchange with colleagues in the same network, without a hub, until stopped.

    The first line that is printed is what to type on the other laptop: address and code.
    """

    def announce(url: str, code: str) -> None:
        if call.json:
            print_json({"url": url, "code": code}, indent=None)
        else:
            click.echo(f"fieldapp parcel fetch {url} --code {code}")

    began = time.monotonic()
    with opened(call) as workspace:
        taken = lan.offer(workspace, listen, announce, once=once, let_through=let_through)
        account = talk.account_of(workspace, taken, began)
    _tell_meeting(call, account, taken)


@parcel.command(
    "fetch", cls=Command, example="fieldapp parcel fetch http://192.168.1.20:40123 --code 1234-5678"
)
@click.argument("url", metavar="URL")
@click.option("--code", metavar="CODE", help="What the other laptop shows. Default: ask.")
@LET_THROUGH
@with_call
def fetch(call: Call, url: str, code: str | None, let_through: bool) -> None:
    """Exchange with a colleague's laptop that offers: both ways, as with a hub.

    Nothing counts as sent by it: what waits for the hub goes on waiting.
    """
    began = time.monotonic()
    with opened(call) as workspace:
        if code is None:
            code = str(click.prompt(call.text(N_("Code on the other laptop")), err=True))
        taken = guest.fetch(workspace, url, code, call.progress(), let_through=let_through)
        account = talk.account_of(workspace, taken, began)
    _tell_meeting(call, account, taken)


def _tell_meeting(call: Call, account: Account, taken: Taken) -> None:
    given = call.text(N_("Packs given"))
    document = {**document_of(account, taken.found), "given": taken.given}
    call.answer(document, [f"{given}: {taken.given}", *lines_of(call, account, taken.found)])
    for sentence in sentences(taken.found, call.language):
        call.tell(sentence)


def document_of(account: Account, found: Unpacked) -> dict[str, Any]:
    """Return the account of something that came without a hub, with the keys of a sync."""
    return {
        **account_of_sync(account),
        "packs": found.packs,
        "packs_carried": found.carried,
        "known": found.known,
        "damaged": found.damaged,
        "strange": found.strange,
        "unknown": found.unknown,
        "no_room": found.no_room,
        "torn": found.torn,
    }


def lines_of(call: Call, account: Account, found: Unpacked) -> list[str]:
    """Return the account in lines for a person."""
    to_come = [(N_("Packs still to come"), account.missing)] if account.missing else []
    rows = (
        (N_("Packs that were new"), found.packs + found.carried),
        (N_("Received"), account.received),
        (N_("Changed by others"), account.changed),
        (N_("Clashes to settle"), account.clashes),
        (N_("Held back"), account.held),
        (N_("Carried for others"), account.carried),
        (N_("Set aside, unreadable"), account.quarantined),
        *to_come,
    )
    return [f"{call.text(label)}: {n}" for label, n in rows]
