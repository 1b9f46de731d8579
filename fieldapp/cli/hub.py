"""`hub serve`, `hub init`, `hub card`, `hub announce`, `hub status`: the server of a mission.

The hub itself is beside this floor and comes in through the openers.
"""

import re
from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, print_json, with_call
from fieldapp.cli.files import read_small, write_whole
from fieldapp.cli.opening import opened
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.sync.hub_notice import PIN
from fieldapp.sync.mission import announce_hub, card_of
from fieldapp.sync.transport import HttpHub


class NoPin(WrongUse):
    """A fingerprint of a certificate that is none."""

    text = N_("This is no fingerprint of a certificate.")
    remedy = N_("It is the SHA-256 of the certificate: 64 digits and letters from a to f.")


DATA = click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder of the hub.",
)


@click.group("hub")
def hub() -> None:
    """Run the hub that the laptops of a mission sync with."""


@hub.command(
    "serve",
    cls=Command,
    example="fieldapp hub serve --data /srv/fieldapp --listen 0.0.0.0:8080",
)
@DATA
@click.option(
    "--listen",
    default="127.0.0.1:8080",
    metavar="HOST:PORT",
    show_default=True,
    help="Port 0 takes any that is free.",
)
@with_call
def serve(call: Call, data: Path, listen: str) -> None:
    """Serve a hub folder until stopped. The first line that is printed is the address.

    The hub cannot read what it keeps: everything is sealed to the laptops.
    """

    def announce(url: str) -> None:
        if call.json:
            print_json({"hub": url}, indent=None)
        else:
            click.echo(url)

    call.openers.serve_hub(data, listen, announce)


@hub.command("card", cls=Command, example="fieldapp hub card -o mission.json")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write.",
)
@with_call
def card(call: Call, output: Path) -> None:
    """Write the card of this workspace's mission, with which a hub can be made for it."""
    with opened(call) as workspace:
        found = card_of(workspace)
    write_whole(output, found.text.encode())
    call.answer({"file": str(output), "mission": found.id, "name": found.name}, [str(output)])


@hub.command(
    "announce",
    cls=Command,
    example="fieldapp hub announce --url https://hub.example.org",
)
@click.option("--url", required=True, metavar="URL", help="Address of the hub.")
@click.option(
    "--pin",
    "pins",
    multiple=True,
    metavar="HEX",
    help="SHA-256 of a certificate that it may show, 64 digits; may be repeated.",
)
@with_call
def announce(call: Call, url: str, pins: tuple[str, ...]) -> None:
    """Tell every laptop of the mission where its hub is; they know it after their next sync.

    Signed by the founder or an administrator. Announce a new address or certificate while the old
    one still works.
    """
    HttpHub(url).close()  # only to see that it is an address
    plain = [pin.replace(":", "").strip().lower() for pin in pins]
    for pin in plain:
        if not re.fullmatch(PIN, pin):
            raise NoPin
    with opened(call) as workspace:
        announce_hub(workspace, url, plain)
    call.answer({"hub": url, "pins": plain}, [url, *plain])


@hub.command("init", cls=Command, example="fieldapp hub init --data DIR --card mission.json")
@DATA
@click.option(
    "--card", "file", type=click.Path(path_type=Path), required=True, help="Card of the mission."
)
@with_call
def init(call: Call, data: Path, file: Path) -> None:
    """Make a hub for one mission, so that no other can take it first."""
    call.openers.init_hub(data, read_small(file))
    call.answer({"data": str(data)}, [str(data)])


@hub.command("status", cls=Command, example="fieldapp hub status --data DIR --json")
@DATA
@with_call
def status(call: Call, data: Path) -> None:
    """Show which mission a stopped hub serves, and how many packs each feed has."""
    found = call.openers.hub_status(data)
    mission, none = call.text(N_("Mission")), call.text(N_("none yet"))
    lines = [f"{mission}: {found['mission_name'] or none}"]
    lines += [f"{scope}: {n}" for scope, n in found["feeds"].items()]
    call.answer(found, lines)
