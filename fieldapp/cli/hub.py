"""`hub ...`: the server of a mission, and what whoever keeps it can ask of it.

The hub itself is beside this floor and comes in through the openers.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, HubOrder, HubPlace, print_json, with_call
from fieldapp.cli.files import read_small, write_whole
from fieldapp.cli.opening import opened
from fieldapp.errors import WrongUse
from fieldapp.language import N_
from fieldapp.sync.mission import announce_hub, card_of
from fieldapp.sync.wire.transport import HttpHub, proper_pin

DATABASE_VARIABLE = "FIELDAPP_HUB_DATABASE"

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)

DATA = click.option("--data", type=FOLDER, metavar="DIR", help="Folder of the hub.")
DATA_REQUIRED = click.option(
    "--data", type=FOLDER, required=True, metavar="DIR", help="Folder of the hub."
)
DATABASE = click.option(
    "--database",
    metavar="URL",
    envvar=DATABASE_VARIABLE,
    default="",
    help="Keep the packs in PostgreSQL: postgresql://user:password@host/name. A password had better"
    f" stand in the variable {DATABASE_VARIABLE} or in ~/.pgpass: commands are seen by others.",
)
TLS = click.option(
    "--tls",
    metavar="NAME[,NAME]",
    default="",
    help="Speak TLS with a certificate that the hub makes itself, for these names or addresses.",
)


class NoPlace(WrongUse):
    """Neither a folder nor a database."""

    text = N_("Which hub is meant?")
    remedy = N_("Name its folder with --data, or its database with --database.")


class CertificateNeedsKey(WrongUse):
    """Half of a certificate."""

    text = N_("A certificate and its key belong together.")
    remedy = N_("Name both files: --certificate FILE --key FILE.")


class NotWhole(WrongUse):
    """Verification has found something; the findings are printed before."""

    exit_code = 1
    text = N_("Something is wrong with what this hub holds ({count} findings).")
    remedy = N_(
        "Keep it as it is, and restore the last good backup into an empty hub: the laptops bring"
        " back what they have."
    )


@click.group("hub")
def hub() -> None:
    """Run the hub that the laptops of a mission sync with."""


@hub.command(
    "serve",
    cls=Command,
    example="fieldapp hub serve --data /srv/fieldapp --listen 0.0.0.0:8443 --tls hub.example.org",
)
@DATA_REQUIRED
@DATABASE
@click.option(
    "--listen",
    default="127.0.0.1:8080",
    metavar="HOST:PORT",
    show_default=True,
    help="Port 0 takes any that is free.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes; more than one needs --database.",
)
@TLS
@click.option("--certificate", type=FILE, metavar="FILE", help="Own certificate instead (PEM).")
@click.option("--key", type=FILE, metavar="FILE", help="Key of the own certificate (PEM).")
@click.option(
    "--metrics",
    type=click.Choice(["loopback", "everywhere", "off"]),
    default="loopback",
    show_default=True,
    help="From where /metrics may be read.",
)
@click.option(
    "--log",
    "log_to",
    type=click.Choice(["file", "stdout"]),
    default="file",
    show_default=True,
    help="Where the log goes: log.txt in the hub's folder, or standard output.",
)
@with_call
def serve(
    call: Call,
    data: Path,
    database: str,
    listen: str,
    workers: int,
    tls: str,
    certificate: Path | None,
    key: Path | None,
    metrics: str,
    log_to: str,
) -> None:
    """Serve a hub until stopped. The first line that is printed is the address.

    The hub cannot read what it keeps: everything is sealed to the laptops.
    """

    def announce(url: str) -> None:
        if call.json:
            print_json({"hub": url}, indent=None)
        else:
            click.echo(url)

    order = HubOrder(
        place=HubPlace(data, database),
        listen=listen,
        workers=workers,
        tls=_names(tls),
        certificate=_pair(certificate, key),
        metrics=metrics,
        log_to_stdout=log_to == "stdout",
    )
    call.openers.hub.serve(order, announce)


@hub.command("card", cls=Command, example="fieldapp hub card -o mission.json")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="File to write.")
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
    plain = [proper_pin(pin) for pin in pins]
    HttpHub(url, pins=plain).close()  # only to see that it is an address
    with opened(call) as workspace:
        announce_hub(workspace, url, plain)
    call.answer({"hub": url, "pins": plain}, [url, *plain])


@hub.command("init", cls=Command, example="fieldapp hub init --data DIR --card mission.json")
@DATA_REQUIRED
@DATABASE
@TLS
@click.option(
    "--card", "file", type=click.Path(path_type=Path), required=True, help="Card of the mission."
)
@with_call
def init(call: Call, data: Path, database: str, tls: str, file: Path) -> None:
    """Make a hub for one mission, so that no other can take it first."""
    names = _names(tls)
    place = HubPlace(data, database)
    call.openers.hub.init(place, read_small(file), names)
    shown = call.openers.hub.pin(place, None) if names else ""
    call.answer({"data": str(data), "pin": shown or None}, [str(data), *([shown] if shown else [])])


@hub.command("pin", cls=Command, example="fieldapp hub pin --data DIR")
@DATA
@click.option("--certificate", type=FILE, metavar="FILE", help="Of this certificate instead (PEM).")
@with_call
def pin(call: Call, data: Path | None, certificate: Path | None) -> None:
    """Print the pin by which laptops know the hub's certificate."""
    if data is None and certificate is None:
        raise NoPlace
    found = call.openers.hub.pin(HubPlace(data or Path()), certificate)
    call.answer({"pin": found}, [found])


@hub.command("status", cls=Command, example="fieldapp hub status --data DIR --json")
@DATA
@DATABASE
@with_call
def status(call: Call, data: Path | None, database: str) -> None:
    """Show the hub's mission and feeds, and who synced when and is how far behind.

    Works while the hub runs, too.
    """
    found = call.openers.hub.status(_place(data, database))
    call.answer(found, _status_lines(call.text, found))


@hub.command("backup", cls=Command, example="fieldapp hub backup --data DIR -o /media/backups")
@DATA
@DATABASE
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE|DIR",
    help="File to write; in a folder it is named after the day and time.",
)
@with_call
def backup(call: Call, data: Path | None, database: str, output: Path) -> None:
    """Write all that a hub holds into one file, and read it again from there.

    Works while the hub runs. The file is as sealed as the hub; its certificate is not in it.
    """
    made = call.openers.hub.backup(_place(data, database), output)
    call.answer(made, [made["file"]])
    _look_at(made)


@hub.command("restore", cls=Command, example="fieldapp hub restore --data DIR FILE")
@DATA
@DATABASE
@click.argument("file", type=click.Path(path_type=Path))
@with_call
def restore(call: Call, data: Path | None, database: str, file: Path) -> None:
    """Put a backup into an empty hub, of whichever storage: all of it or nothing."""
    found = call.openers.hub.restore(_place(data, database), file)
    call.answer(found, _feed_lines(call.text, found))


@hub.command("verify", cls=Command, example="fieldapp hub verify --data DIR")
@DATA
@DATABASE
@click.argument("file", type=click.Path(path_type=Path), required=False)
@with_call
def verify(call: Call, data: Path | None, database: str, file: Path | None) -> None:
    """Walk along every feed of a hub, or of a backup FILE, and say what is wrong where."""
    found = call.openers.hub.verify(file or _place(data, database))
    lines = _feed_lines(call.text, found)
    lines += [f"{wrong['where']}: {call.text(wrong['what'])}" for wrong in found["findings"]]
    call.answer(found, lines)
    _look_at(found)


def _place(data: Path | None, database: str) -> HubPlace:
    if data is None and not database:
        raise NoPlace
    return HubPlace(data or Path(), database)


def _pair(certificate: Path | None, key: Path | None) -> tuple[Path, Path] | None:
    if (certificate is None) != (key is None):
        raise CertificateNeedsKey
    return (certificate, key) if certificate and key else None


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _look_at(found: dict[str, Any]) -> None:
    if not found["ok"]:
        raise NotWhole(count=found["wrong"])


def _feed_lines(text: Callable[[str], str], found: dict[str, Any]) -> list[str]:
    mission, none = text(N_("Mission")), text(N_("none yet"))
    lines = [f"{mission}: {found['mission_name'] or none}"]
    return lines + [f"{scope}: {n}" for scope, n in found["feeds"].items()]


def _status_lines(text: Callable[[str], str], found: dict[str, Any]) -> list[str]:
    lines = _feed_lines(text, found)
    for member in found["members"]:
        last = member["last_seen"] or text(N_("never"))
        behind = sum(member["behind"].values())
        words = text(N_("{name} ({role}): last here {last}, {behind} entries behind"))
        line = words.format(name=member["name"], role=member["role"], last=last, behind=behind)
        aside = text(N_("packs that it cannot use: {n}")).format(n=member["set_aside"])
        lines.append(f"{line}, {aside}" if member["set_aside"] else line)
    megabytes = found["disk_free"] // 1_000_000
    return [*lines, text(N_("Free on the disk: {megabytes} MB")).format(megabytes=megabytes)]
