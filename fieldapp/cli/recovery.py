"""`recovery`: the sheet with the code, drills, and three custodians of whom two can help.

Changing the passphrase is in `passphrase`. A request or answer is a file, or a picture of a QR code
where its name ends in .png.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, shared_options, with_call
from fieldapp.cli.mission import HEARD, OUTPUT, compare, read_document, write_document
from fieldapp.cli.opening import (
    new_passphrase,
    opened,
    passphrase,
    recovery_code,
)
from fieldapp.cli.recovery_paper import answer_with_sheet
from fieldapp.language import N_
from fieldapp.paths import holds_workspace
from fieldapp.store import recovery as sheets
from fieldapp.store.errors import NoWorkspace
from fieldapp.store.recovery import SheetState
from fieldapp.sync import recovery as custody
from fieldapp.sync.members import asking
from fieldapp.sync.members.membership import Member
from fieldapp.sync.recovery import CustodyState


@click.group("recovery", params=shared_options(), invoke_without_command=True)
@click.pass_context
def recovery(ctx: click.Context) -> None:
    """Be sure of a way in when the passphrase is lost: the recovery sheet, drills, custodians."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(status)


@recovery.command("status", cls=Command, example="fieldapp recovery status --json")
@with_call
def status(call: Call) -> None:
    """Show how old the recovery sheet is, when it was tried, and who the custodians are."""
    with opened(call) as workspace:
        sheet = sheets.sheet_state(workspace)
        state = custody.custody_state(workspace)
    document = {
        "sheet_made_on": _iso(sheet.made_on),
        "drill_on": _iso(sheet.drill_on),
        "drill_due": sheet.due,
        "custodians": [_person(member) for member in state.named],
        "custodians_ready": list(state.ready),
        "custodian_drill_on": _iso(state.drill_on),
    }
    call.answer(document, (*sheet_lines(call, sheet), *_custody_lines(call, state)))


@recovery.command(
    "sheet", cls=Command, example="fieldapp recovery sheet -o sheet.pdf --language fr"
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="PDF to write; without it the code is shown only.",
)
@with_call
def sheet(call: Call, output: Path | None) -> None:
    """Make a new recovery sheet. The old one opens nothing from then on: burn it.

    The file is as dangerous as the sheet. Print it, then delete it.
    """
    with opened(call) as workspace:
        code = sheets.new_sheet(workspace)
        answer_with_sheet(call, workspace, code, output, {})


@recovery.command("drill", cls=Command, example="fieldapp recovery drill")
@click.option(
    "--code-fd",
    type=click.IntRange(min=0),
    metavar="N",
    help="Read the code from this open file; else FIELDAPP_RECOVERY_CODE or a prompt.",
)
@click.option(
    "--with",
    "answers",
    nargs=2,
    type=click.Path(path_type=Path),
    metavar="FILE FILE",
    help="Try the answers of two custodians instead of the code.",
)
@with_call
def drill(call: Call, code_fd: int | None, answers: tuple[Path, Path] | None) -> None:
    """Try the code of the recovery sheet in earnest. Nothing is changed, and the day is remembered.

    With --with it is tried whether two custodians can help: run `recovery ask` with the passphrase
    that you have, and let two of them answer.
    """
    if answers is None:
        with opened(call) as workspace:
            sheets.drill(workspace, recovery_code(call, code_fd))
            state = sheets.sheet_state(workspace)
        document: dict[str, Any] = {"opens": True, "drill_on": _iso(state.drill_on)}
        call.answer(
            document, [call.text(N_("The code opens this workspace. Nothing was changed."))]
        )
        return
    contents = [read_document(file) for file in answers]
    known = passphrase(call)
    with opened(call, known) as workspace:
        helped = custody.drill(workspace, known, contents)
    done = call.text(N_("These custodians can open this workspace together. Nothing was changed."))
    call.answer({"opens": True, "custodians": list(helped)}, [done])


@recovery.command(
    "custodians",
    cls=Command,
    example="fieldapp recovery custodians\n"
    "fieldapp recovery custodians 1f2e3d4c5b6a7988 8897a6b5c4d3e2f1 0123456789abcdef",
)
@click.argument("devices", nargs=-1)
@click.option("--none", "nobody", is_flag=True, help="Withdraw the custodians; nobody helps then.")
@with_call
def custodians(call: Call, devices: tuple[str, ...], nobody: bool) -> None:
    """Show the custodians, or name three laptops of the mission. Only its founder names them.

    Two of the three together can open any laptop of the mission whose officer lost passphrase and
    sheet; one alone opens nothing. Every laptop knows of them after its next sync.
    """
    with opened(call) as workspace:
        if devices or nobody:
            custody.name_custodians(workspace, () if nobody else devices)
        state = custody.custody_state(workspace)
    document = {
        "custodians": [_person(member) for member in state.named],
        "ready": list(state.ready),
    }
    call.answer(document, _custody_lines(call, state))


@recovery.command("prepare", cls=Command, example="fieldapp recovery prepare")
@with_call
def prepare(call: Call) -> None:
    """Prepare this laptop for the custodians' help. Every sync does it by itself where needed."""
    with opened(call) as workspace:
        changed = custody.prepare(workspace)
        state = custody.custody_state(workspace)
    document = {"changed": changed, "ready": list(state.ready)}
    call.answer(document, _custody_lines(call, state))


@recovery.command(
    "ask",
    cls=Command,
    example="fieldapp recovery ask -o ask.json\nfieldapp recovery ask -o ask.png",
)
@OUTPUT
@with_call
def ask(call: Call, output: Path) -> None:
    """Ask the custodians for help, on a laptop that nobody can unlock.

    The passphrase that is asked for is a new one. Send the file to two custodians, call them and
    read them the words; a later request makes this one void. The file holds no secret.
    """
    if not holds_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)
    asked = custody.ask(call.folder, new_passphrase(call, ()))
    write_document(output, asked.document, asking.ASKING)
    document = {"file": str(output), "device": asked.device, "words": asked.words}
    read = call.text(N_("Read to each custodian: {words}")).format(words=asked.words)
    call.answer(document, [str(output), read])


@recovery.command("help", cls=Command, example="fieldapp recovery help ask.json -o answer.json")
@click.argument("request", type=click.Path(path_type=Path))
@HEARD
@OUTPUT
@with_call
def help_(call: Call, request: Path, heard: str | None, output: Path) -> None:
    """Help an officer who lost passphrase and sheet, as one of the custodians.

    Answer only whom you have on the telephone and know by voice, and whose words are those shown
    here: whoever has stolen a laptop can send such a request too. One answer alone opens nothing.
    """
    content = read_document(request)
    compare(heard, asking.read_asking(content).sign)
    with opened(call) as workspace:
        done = custody.answer(workspace, content)
    write_document(output, done.document, asking.ANSWER)
    document = {"file": str(output), **_person(done.member), "words": done.words}
    who = call.text(N_("Asks: {name} ({device})")).format(
        name=done.member.name, device=done.member.device
    )
    said = call.text(N_("Their words: {words}")).format(words=done.words)
    caution = call.text(N_("Send the answer only after you heard these words from {name}.")).format(
        name=done.member.name
    )
    call.answer(document, [str(output), who, said, caution])


@recovery.command(
    "finish", cls=Command, example="fieldapp recovery finish answer1.json answer2.json"
)
@click.argument("answers", nargs=-1, required=True, type=click.Path(path_type=Path))
@with_call
def finish(call: Call, answers: tuple[Path, ...]) -> None:
    """Open the workspace with the answers of two custodians.

    Give the passphrase that you chose with `recovery ask`: it opens the workspace from now on. A
    new recovery code is shown once; the old passphrase and sheet open nothing any more.
    """
    if not holds_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)
    contents = [read_document(file) for file in answers]
    code = custody.finish(call.folder, passphrase(call), contents)
    lines = [
        call.text(N_("From now on the new passphrase opens it.")),
        call.text(N_("Recovery code, for a sheet of paper: {code}")).format(code=code),
    ]
    call.answer({"opened": True, "recovery_sheet": code}, lines)


def sheet_lines(call: Call, state: SheetState) -> Iterator[str]:
    """Say how old the sheet is and whether a drill is due."""
    if state.made_on:
        made = call.text(N_("Recovery sheet made on {day}."))
        yield made.format(day=call.language.short_day(state.made_on.isoformat()))
    if state.drill_on:
        tried = call.text(N_("Its code was last tried on {day}."))
        yield tried.format(day=call.language.short_day(state.drill_on.isoformat()))
    else:
        yield call.text(N_("Nobody has tried its code yet."))
    if state.due:
        yield call.text(N_("A drill is due: fieldapp recovery drill"))


def _custody_lines(call: Call, state: CustodyState) -> Iterator[str]:
    if not state.named:
        yield call.text(N_("There are no custodians."))
    for member in state.named:
        ready = "" if member.device in state.ready else "  " + call.text(N_("cannot help here"))
        yield f"{member.device}  {member.name}{ready}"


def _person(member: Member) -> dict[str, Any]:
    return {"device": member.device, "name": member.name}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
