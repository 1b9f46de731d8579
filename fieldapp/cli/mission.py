"""`new`, `enrol`, `invite`, `join`, `members`: a workspace, and who is in the mission with it.

The documents and keys are in `sync`; taking somebody out of a mission is in `leaving`. A request
or an invitation is a file, or a picture of a QR code where its name ends in .png.
"""

import getpass
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import read_small, write_whole
from fieldapp.cli.opening import new_passphrase, opened
from fieldapp.cli.recovery_paper import answer_with_sheet
from fieldapp.language import N_
from fieldapp.paths import holds_workspace
from fieldapp.store.errors import WorkspaceExists
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.sync import mission as missions
from fieldapp.sync.errors import OtherFingerprint
from fieldapp.sync.members import membership, words
from fieldapp.sync.members.invitation import read_invitation
from fieldapp.sync.members.leaving import Due, due

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write; a picture of a QR code where the name ends in .png.",
)

HEARD = click.option(
    "--fingerprint",
    "heard",
    metavar="WORDS",
    help="What was read to you; nothing is done where it is another.",
)

LARGEST_PICTURE = 30_000_000
"""Bytes of a photograph of a QR code."""


@click.command(
    "new",
    cls=Command,
    example="fieldapp new --workspace DIR --name Amina\n"
    'fieldapp new --workspace DIR --name Amina --mission "Gorom area" --recovery-sheet sheet.pdf',
)
@click.option("--name", metavar="NAME", help="Your name in the mission. Default: your log-in name.")
@click.option("--mission", metavar="NAME", help="Found a mission of this name on this laptop.")
@click.option(
    "--recovery-sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="PDF of the recovery sheet to write. Print it, then delete it.",
)
@with_call
def new(call: Call, name: str | None, mission: str | None, recovery_sheet: Path | None) -> None:
    """Make a workspace: an encrypted file under a passphrase that you choose.

    The code of the recovery sheet is shown once. Write it on paper and lock it away: it opens the
    workspace when the passphrase is lost.
    """
    officer = membership.proper_name(name if name is not None else getpass.getuser())
    if mission is not None:
        mission = membership.proper_name(mission)
    if holds_workspace(call.folder):
        raise WorkspaceExists(folder=call.folder)
    workspace, recovery = create(
        call.folder, new_passphrase(call, (officer, mission or "")), officer
    )
    try:
        founded = missions.found_mission(workspace, mission) if mission else None
        document = {
            "workspace": str(call.folder),
            "device": workspace.device,
            "mission": _mission(founded) if founded else None,
        }
        made = call.text(N_("Made: {folder}")).format(folder=call.folder)
        answer_with_sheet(call, workspace, recovery, recovery_sheet, document, [made])
    finally:
        close(workspace)


@click.command(
    "enrol", cls=Command, example="fieldapp enrol -o request.json\nfieldapp enrol -o request.png"
)
@OUTPUT
@with_call
def enrol(call: Call, output: Path) -> None:
    """Write a request to be let into a mission, for whoever founded it or administers it.

    The file or picture holds no secret. Read the fingerprint to them, so that nobody can slip in
    another.
    """
    with opened(call) as workspace:
        write_document(output, missions.request_enrolment(workspace), "request")
        missions.note_request(workspace)
        key = bytes(workspace.signing_key.verify_key)
        document = {"file": str(output), "device": workspace.device, **_fingerprint(key)}
    call.answer(document, [str(output), *_read_aloud(call, key)])


@click.command(
    "invite",
    cls=Command,
    example="fieldapp invite request.json --role officer --hub https://hub.example.org"
    " -o invitation.json\nfieldapp invite request.png --role officer --area SS0101 -o reply.png",
)
@click.argument("request", type=click.Path(path_type=Path))
@click.option("--role", required=True, help=f"One of: {', '.join(membership.INVITED)}.")
@click.option(
    "--area",
    "areas",
    multiple=True,
    metavar="PCODE",
    help="Where they will work; may be repeated. Default: the whole mission.",
)
@click.option("--hub", "hub_url", metavar="URL", help="Address of the hub, if it is known.")
@HEARD
@OUTPUT
@with_call
def invite(
    call: Call,
    request: Path,
    role: str,
    areas: tuple[str, ...],
    hub_url: str | None,
    heard: str | None,
    output: Path,
) -> None:
    """Answer a request with an invitation that only the laptop that asked can use.

    The request may be a photograph of its QR code. Compare the fingerprint that is shown with the
    one that its owner reads to you. An area tells people who works where; it closes nothing.
    """
    content = read_document(request)
    asking = membership.read_request(content)
    compare(heard, asking.sign)
    with opened(call) as workspace:
        known = missions.mission_of(workspace)
        hub = hub_url if hub_url is not None else (known.hub if known else "")
        invitation = missions.invite(workspace, content, role, hub, areas)
    write_document(output, invitation, "invitation")
    document = {
        "file": str(output),
        "name": asking.name,
        "role": role,
        "areas": list(areas),
        "hub": hub,
        **_fingerprint(asking.sign),
    }
    call.answer(document, [str(output), asking.name, *_read_aloud(call, asking.sign)])


@click.command("join", cls=Command, example="fieldapp join invitation.json")
@click.argument("file", type=click.Path(path_type=Path))
@HEARD
@with_call
def join(call: Call, file: Path, heard: str | None) -> None:
    """Join a mission with the invitation that answers this laptop's request.

    The fingerprint is the mission's own: compare it with the one that its founder reads to you.
    """
    invitation = read_document(file)
    compare(heard, read_invitation(invitation).card.owner)
    with opened(call) as workspace:
        joined = missions.join(workspace, invitation)
        owner = missions.card_of(workspace).owner
    call.answer(_mission(joined), [joined.name, *_read_aloud(call, owner)])


@click.command("members", cls=Command, example="fieldapp members --json")
@with_call
def members(call: Call) -> None:
    """Show who is in the mission, as far as this laptop has heard.

    Who reads what is shown from signed statements alone, never from what a hub says.
    """
    with opened(call) as workspace:
        still_due = due(workspace)
        found = [_member(workspace, one, still_due) for one in missions.members(workspace)]
    call.answer(found, (*_lines(found), *due_lines(call, still_due)))


def _lines(found: list[dict[str, Any]]) -> Iterator[str]:
    for one in found:
        areas = f"  ({', '.join(one['areas'])})" if one["areas"] else ""
        reads = ", ".join(one["reads"])
        yield f"{one['device']}  {one['role']}  {one['name']}{areas}  {reads}"


def due_lines(call: Call, still_due: list[Due]) -> Iterator[str]:
    """Say what is still to be done after somebody left, by whoever reads the scope."""
    holds = call.text(N_("{scope}: {device} still holds the newest key. Run: fieldapp renew"))
    lacks = call.text(N_("{scope}: {device} lacks the newest key. Run: fieldapp renew"))
    unsaid = call.text(N_("{scope}: which packs of {device} were the last? Run: fieldapp renew"))
    for each in still_due:
        about = ((holds, each.holders), (lacks, each.without), (unsaid, each.unsaid))
        for sentence, devices in about:
            for device in devices:
                yield sentence.format(scope=each.scope, device=device)


def _member(workspace: Workspace, one: membership.Member, still_due: list[Due]) -> dict[str, Any]:
    return {
        "device": one.device,
        "name": one.name,
        "role": one.role,
        "areas": list(one.areas),
        "reads": sorted(one.reads),
        "writes": sorted(one.writes),
        **_fingerprint(one.sign),
        "signed_by": one.by or "founder",
        "reason": one.reason or None,
        "this_laptop": one.device == workspace.device,
        "holds_key_of": [each.scope for each in still_due if one.device in each.holders],
        "lacks_key_of": [each.scope for each in still_due if one.device in each.without],
        "last_unsaid_in": [each.scope for each in still_due if one.device in each.unsaid],
    }


def _mission(mission: missions.Mission) -> dict[str, Any]:
    return {
        "mission": mission.id,
        "name": mission.name,
        "fingerprint": mission.fingerprint,
        "words": mission.words,
        "hub": mission.hub,
        "pins": list(mission.pins),
    }


def read_document(file: Path) -> bytes:
    """Return the signed document in a file, or in a picture of its QR code.

    Raises:
        CannotRead, NoCode: As they say.
    """
    from fieldapp.sync.members import qr  # only now: no other command needs libraries for pictures

    return qr.document_in(read_small(file, LARGEST_PICTURE))


def write_document(file: Path, document: bytes, purpose: str) -> None:
    """Write a signed document into a file, or its QR code where the name ends in .png.

    Raises:
        CannotWrite, TooLongForCode: As they say.
    """
    from fieldapp.sync.members import qr

    write_whole(file, qr.as_file(file.name, document, purpose))


def compare(heard: str | None, key: bytes) -> None:
    """Make sure that what was read aloud is the fingerprint of this key.

    Raises:
        OtherFingerprint: It is another's.
    """
    if heard is not None and not words.is_said(heard, key):
        raise OtherFingerprint


def _fingerprint(key: bytes) -> dict[str, str]:
    return {"fingerprint": membership.fingerprint(key), "words": words.in_words(key)}


def _read_aloud(call: Call, key: bytes) -> list[str]:
    return [
        call.text(N_("Fingerprint: {fingerprint}")).format(fingerprint=words.in_words(key)),
        call.text(N_("The same in digits: {digits}")).format(digits=membership.fingerprint(key)),
    ]
