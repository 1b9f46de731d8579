"""`parcel`: packs carried on a stick, or from laptop to laptop, where there is no hub."""

from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import opened
from fieldapp.cli.sync import labelled
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.sync.handing import Unpacked
from fieldapp.sync.round import Account
from fieldapp.sync.stick import parcels_in, read_parcels, write_parcel

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
    call.answer(
        document,
        [
            str(written.file),
            f"{call.text(N_('Packs'))}: {written.packs}",
            f"{call.text(N_('Records'))}: {written.records}",
            call.text(N_("You may remove the stick now.")),
        ],
    )


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
    for sentence in sentences_of(call, found):
        call.tell(sentence)
    return 1 if failed else 0


def document_of(account: Account, found: Unpacked) -> dict[str, Any]:
    """Return the account of something that came without a hub, with the keys of a sync."""
    return {
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
        "carried": account.carried,
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
    rows = [(label, n) for label, n in labelled(account) if label != "Sent"]
    rows.append((N_("Packs that were new"), found.packs + found.carried))
    return [f"{call.text(label)}: {n}" for label, n in rows]


def sentences_of(call: Call, found: Unpacked) -> list[str]:
    """Return what a person should be told besides."""
    said = []
    if found.torn:
        words = N_(
            "The parcel is torn or was changed: {n} whole packs were taken; ask for it again."
        )
        said.append(call.text(words).format(n=found.packs + found.carried))
    if found.strange:
        words = N_("{n} items were not made by anybody of this mission and were not taken.")
        said.append(call.text(words).format(n=found.strange))
    if found.unknown:
        words = N_("{n} items can only be read by a newer fieldapp: update, then read it again.")
        said.append(call.text(words).format(n=found.unknown))
    if found.no_room:
        words = N_("{n} packs for others were left: this laptop carries all it can. Sync first.")
        said.append(call.text(words).format(n=found.no_room))
    return said
