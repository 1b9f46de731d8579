"""Every command by name and where it stands; a module is loaded when its command is named.

Fifty commands loaded for each that runs made every start a second slower. Only `--help`, which
tells what each does, loads them all.
"""

from importlib import import_module
from typing import Any

import click

PLACES = {
    "demo": "demo:demo",
    "new": "mission:new",
    "enrol": "mission:enrol",
    "invite": "mission:invite",
    "join": "mission:join",
    "members": "mission:members",
    "readers": "readers:readers",
    "revoke": "leaving:revoke",
    "renew": "leaving:renew",
    "late": "leaving:late",
    "seal": "closing:seal",
    "unseal": "closing:unseal",
    "evacuate": "closing:evacuate",
    "depart": "depart:depart",
    "fields": "fields:fields",
    "policy": "policy:policy",
    "put": "put:put",
    "get": "records:get",
    "list": "records:list_records",
    "edit": "put:edit",
    "delete": "records:delete",
    "photo": "photo:photo",
    "history": "clashes:history",
    "clashes": "clashes:clashes",
    "settle": "clashes:settle",
    "settle-many": "settling:settle_many",
    "settlements": "settling:settlements",
    "signals": "signals:signals",
    "board": "board:board",
    "compass": "compass:compass",
    "equity": "compass:equity",
    "participation": "people:participation",
    "calendar": "people:calendar",
    "power": "power:power",
    "chain": "chain:chain",
    "contexts": "chain:contexts",
    "import": "imports:import_file",
    "export": "export:export",
    "report": "report:report",
    "sync": "sync:sync",
    "parcel": "parcel:parcel",
    "hub": "hub:hub",
    "backups": "backups:backups",
    "passphrase": "passphrase:change",
    "recovery": "recovery:recovery",
    "reveal": "reveal:reveal",
    "audit": "audit:audit",
    "doctor": "doctor:doctor",
    "bench": "bench:bench",
}
"""Name of a command to the module of this folder and the function that it is."""


class Listed(click.Group):
    """A group whose commands are loaded when they are named.

    Args:
        places: Name to ``module:function``, in the order of the help.
    """

    def __init__(self, *args: Any, places: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names, those of the group's own commands first."""
        return [*super().list_commands(ctx), *self._places]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, loaded now if it was not before; None where there is none."""
        if cmd_name in self._places and cmd_name not in self.commands:
            module, _, function = self._places[cmd_name].partition(":")
            command = getattr(import_module(f"fieldapp.cli.{module}"), function)
            self.add_command(command, cmd_name)
        return super().get_command(ctx, cmd_name)
