"""`passphrase`: another passphrase for a workspace; the encrypted files are not touched."""

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.opening import next_passphrase, opened, passphrase
from fieldapp.language import N_
from fieldapp.paths import holds_workspace
from fieldapp.store.errors import NoWorkspace
from fieldapp.store.recovery import change_passphrase
from fieldapp.sync.mission import mission_of

NEW = click.option(
    "--new-passphrase-fd",
    "new_fd",
    type=click.IntRange(min=0),
    metavar="N",
    help="Read the new passphrase from this open file; else FIELDAPP_NEW_PASSPHRASE or a prompt.",
)


@click.command(
    "passphrase",
    cls=Command,
    example="fieldapp passphrase\nfieldapp passphrase --passphrase-fd 3 --new-passphrase-fd 4 3<OLD"
    " 4<NEW",
)
@NEW
@with_call
def change(call: Call, new_fd: int | None) -> None:
    """Change the passphrase. Give the old one, or the code of the recovery sheet.

    The recovery sheet and the custodians go on as before. Whoever copied the folder before can open
    the copy with the old passphrase for ever.
    """
    if not holds_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)
    old = passphrase(call)
    with opened(call, old) as workspace:
        mission = mission_of(workspace)
        own_words = (workspace.name, mission.name if mission else "")
        new = next_passphrase(call, new_fd, own_words)
        change_passphrase(workspace, old, new, own_words)
    call.answer({"changed": True}, [call.text(N_("From now on the new passphrase opens it."))])
