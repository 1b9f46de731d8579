"""`seal`, `unseal`, `evacuate`: a checkpoint, a base that is given up, and the way back.

Taking a laptop out of the mission that is not here any more is in `leaving`.
"""

from collections.abc import Iterator
from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import (
    BY_INVITATION,
    BY_SHEET,
    CODE_VARIABLE,
    opened,
    recovery_code,
)
from fieldapp.language import N_
from fieldapp.store.sealing import NotSealed, Sealed, Why, seal_now, sealed
from fieldapp.sync.closing.evacuation import evacuate as write_all
from fieldapp.sync.closing.evacuation import look_whether_wipeable, wipe
from fieldapp.sync.closing.unsealing import unseal as open_again

UNFINISHED = N_("Close all windows of fieldapp, then open it once more: old bytes are still there.")


@click.command("seal", cls=Command, example="fieldapp seal")
@with_call
def seal(call: Call) -> None:
    """Close at once what was given in confidence on this laptop. Nothing is lost.

    Afterwards nobody reads it here, whoever knows the passphrase. You go on recording, also in
    confidence, and syncing. The recovery sheet opens it again; do not carry that with you.
    """
    with opened(call) as workspace:
        done = seal_now(workspace)
    call.answer(document_of(done), lines_of(call, done))


@click.command("unseal", cls=Command, example="fieldapp unseal\nfieldapp unseal --code-fd 3 3<FILE")
@click.option(
    "--code-fd",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"Read the code from this open file; else {CODE_VARIABLE} or a prompt.",
)
@with_call
def unseal(call: Call, code_fd: int | None) -> None:
    """Open again what was sealed, with the code of the recovery sheet. Then sync."""
    with opened(call) as workspace:
        if sealed(workspace) is None:
            raise NotSealed
        done = open_again(workspace, recovery_code(call, code_fd))
    lines = [call.text(N_("This laptop is open again. Sync now for what others sent meanwhile."))]
    if done.drafts:
        lines.append(
            call.language.plural(
                "{n} unfinished form came back", "{n} unfinished forms came back", done.drafts
            )
        )
    call.answer({"sealed": False, "records": done.records, "drafts": done.drafts}, lines)


@click.command(
    "evacuate",
    cls=Command,
    example="fieldapp evacuate /media/stick\nfieldapp evacuate /media/stick --wipe",
)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--wipe", "wiped", is_flag=True, help="Remove the workspace from this laptop.")
@click.option("--drop-drafts", is_flag=True, help="With --wipe: unfinished forms may go.")
@with_call
def evacuate(call: Call, folder: Path, wiped: bool, drop_drafts: bool) -> None:
    """Write all that only this laptop has into a parcel, check it, then seal the laptop.

    With --wipe the workspace is removed instead, its key first. On a solid-state disk files cannot
    be overwritten for certain: what may be left is encrypted, and its key is gone. Whoever carries
    the parcel to a colleague or to the hub loses nothing. Tell the mission to take this laptop out.
    """
    with opened(call) as workspace:
        if wiped:
            look_whether_wipeable(workspace, drop_drafts=drop_drafts)
        done = write_all(workspace, folder, call.progress())
        closed = None if wiped else seal_now(workspace, Why.EVACUATED)
    left = wipe(call.folder, done) if wiped else []
    document = {
        "file": str(done.parcel.file),
        "packs": done.parcel.packs,
        "records": done.parcel.records,
        "pieces_of_photographs": done.pieces,
        "damaged_pieces": done.damaged,
        "bytes": done.parcel.size,
        "verified": True,
        "drafts": done.drafts,
        "wiped": wiped,
        "left": left,
        "sealed": document_of(closed) if closed else None,
    }
    packs = call.text(N_("Packs"))
    lines = [
        str(done.parcel.file),
        f"{packs}: {done.parcel.packs}",
        call.text(N_("The parcel was read back: it holds all that only this laptop had.")),
    ]
    if done.damaged:
        lines.append(
            call.language.plural(
                "{n} piece of a photograph is damaged here and could not be saved",
                "{n} pieces of photographs are damaged here and could not be saved",
                done.damaged,
            )
        )
    call.answer(document, [*lines, *(lines_of(call, closed) if closed else _wiped(call, left))])


def document_of(done: Sealed) -> dict[str, object]:
    """Return that a laptop is sealed, for programs."""
    return {
        "sealed": True,
        "at": done.at,
        "why": done.why.value,
        "by_sheet": done.by_sheet,
        "drafts": done.drafts,
        "whole": done.whole,
    }


def lines_of(call: Call, done: Sealed) -> Iterator[str]:
    """Return that a laptop is sealed, for a person, and what opens it again."""
    yield call.text(N_("This laptop is sealed. Nobody reads here what was given in confidence."))
    if done.drafts:
        yield call.language.plural(
            "{n} unfinished form was closed", "{n} unfinished forms were closed", done.drafts
        )
    yield call.text(BY_SHEET if done.by_sheet else BY_INVITATION)
    if not done.whole:
        yield call.text(UNFINISHED)


def _wiped(call: Call, left: list[str]) -> Iterator[str]:
    yield call.text(N_("The workspace was removed from this laptop."))
    yield call.text(
        N_("A solid-state disk may keep old bytes for a while, but encrypted, and the key is gone.")
    )
    if left:
        names = ", ".join(left)
        yield call.text(N_("Not of fieldapp, and still there: {names}")).format(names=names)
