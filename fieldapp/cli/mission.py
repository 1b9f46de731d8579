"""`new`, `enrol`, `invite`, `join`, `members`: a workspace, and who is in the mission with it.

The documents and keys are in `sync`. Taking somebody out of a mission is not here yet.
"""

import getpass
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.files import read_small, write_whole
from fieldapp.cli.opening import is_workspace, new_passphrase, opened
from fieldapp.language import N_
from fieldapp.store.errors import WorkspaceExists
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.sync import membership
from fieldapp.sync import mission as missions

OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write.",
)


@click.command(
    "new",
    cls=Command,
    example="fieldapp new --workspace DIR --name Amina\n"
    'fieldapp new --workspace DIR --name Amina --mission "Gorom area"',
)
@click.option("--name", metavar="NAME", help="Your name in the mission. Default: your log-in name.")
@click.option("--mission", metavar="NAME", help="Found a mission of this name on this laptop.")
@with_call
def new(call: Call, name: str | None, mission: str | None) -> None:
    """Make a workspace: an encrypted file under a passphrase that you choose.

    The code of the recovery sheet is shown once. Write it on paper and lock it away: it opens the
    workspace when the passphrase is lost.
    """
    officer = membership.proper_name(name if name is not None else getpass.getuser())
    if mission is not None:
        mission = membership.proper_name(mission)
    if is_workspace(call.folder):
        raise WorkspaceExists(folder=call.folder)
    workspace, recovery = create(call.folder, new_passphrase(call), officer)
    try:
        founded = missions.found_mission(workspace, mission) if mission else None
        document = {
            "workspace": str(call.folder),
            "device": workspace.device,
            "recovery_sheet": recovery,
            "mission": _mission(founded) if founded else None,
        }
    finally:
        close(workspace)
    lines = [
        call.text(N_("Made: {folder}")).format(folder=call.folder),
        call.text(N_("Recovery code, for a sheet of paper: {code}")).format(code=recovery),
    ]
    call.answer(document, lines)


@click.command("enrol", cls=Command, example="fieldapp enrol -o request.json")
@OUTPUT
@with_call
def enrol(call: Call, output: Path) -> None:
    """Write a request to be let into a mission, for whoever founded it.

    The file holds no secret. Read the fingerprint to them, so that nobody can slip in another.
    """
    with opened(call) as workspace:
        write_whole(output, missions.request_enrolment(workspace))
        fingerprint = missions.own_fingerprint(workspace)
        document = {"file": str(output), "device": workspace.device, "fingerprint": fingerprint}
    call.answer(document, [str(output), _fingerprint(call, fingerprint)])


@click.command(
    "invite",
    cls=Command,
    example="fieldapp invite request.json --role officer --hub https://hub.example.org"
    " -o invitation.json",
)
@click.argument("request", type=click.Path(path_type=Path))
@click.option("--role", required=True, help=f"One of: {', '.join(membership.INVITED)}.")
@click.option("--hub", "hub_url", metavar="URL", help="Address of the hub, if it is known.")
@OUTPUT
@with_call
def invite(call: Call, request: Path, role: str, hub_url: str | None, output: Path) -> None:
    """Answer a request with an invitation that only the laptop that asked can use.

    Compare the fingerprint that is shown with the one that its owner reads to you.
    """
    content = read_small(request)
    with opened(call) as workspace:
        known = missions.mission_of(workspace)
        hub = hub_url if hub_url is not None else (known.hub if known else "")
        invitation = missions.invite(workspace, content, role, hub)
    asking = membership.read_request(content)
    write_whole(output, invitation)
    fingerprint = membership.fingerprint(asking.sign)
    document = {
        "file": str(output),
        "name": asking.name,
        "role": role,
        "hub": hub,
        "fingerprint": fingerprint,
    }
    call.answer(document, [str(output), asking.name, _fingerprint(call, fingerprint)])


@click.command("join", cls=Command, example="fieldapp join invitation.json")
@click.argument("file", type=click.Path(path_type=Path))
@with_call
def join(call: Call, file: Path) -> None:
    """Join a mission with the invitation that answers this laptop's request."""
    invitation = read_small(file)
    with opened(call) as workspace:
        joined = missions.join(workspace, invitation)
    call.answer(_mission(joined), [joined.name, _fingerprint(call, joined.fingerprint)])


@click.command("members", cls=Command, example="fieldapp members --json")
@with_call
def members(call: Call) -> None:
    """Show who is in the mission, as far as this laptop has heard."""
    with opened(call) as workspace:
        found = [_member(workspace, one) for one in missions.members(workspace)]
    call.answer(found, (f"{m['device']}  {m['role']}  {m['name']}" for m in found))


def _member(workspace: Workspace, one: membership.Member) -> dict[str, Any]:
    return {
        "device": one.device,
        "name": one.name,
        "role": one.role,
        "reads": sorted(one.reads),
        "writes": sorted(one.writes),
        "fingerprint": membership.fingerprint(one.sign),
        "this_laptop": one.device == workspace.device,
    }


def _mission(mission: missions.Mission) -> dict[str, Any]:
    return {
        "mission": mission.id,
        "name": mission.name,
        "fingerprint": mission.fingerprint,
        "hub": mission.hub,
    }


def _fingerprint(call: Call, fingerprint: str) -> str:
    return call.text(N_("Fingerprint: {fingerprint}")).format(fingerprint=fingerprint)
