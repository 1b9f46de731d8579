"""`backups`: the copies of the workspace that fieldapp made by itself, and the way back to one."""

from collections.abc import Iterator

import click

from fieldapp.cli.call import Call, Command, shared_options, with_call
from fieldapp.cli.opening import passphrase
from fieldapp.language import N_
from fieldapp.logs import log_to, stop_logging
from fieldapp.paths import DATABASE, holds_workspace
from fieldapp.store import attempts
from fieldapp.store.backup import REASONS, Backup
from fieldapp.store.backup import backups as all_backups
from fieldapp.store.errors import NoWorkspace
from fieldapp.store.putting_back import put_back
from fieldapp.store.restore import Restored
from fieldapp.store.workspace import real_surroundings


@click.group("backups", params=shared_options(), invoke_without_command=True)
@click.pass_context
def backups(ctx: click.Context) -> None:
    """List the copies of this workspace that fieldapp made by itself, or go back to one."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_backups)


@click.command("list", cls=Command, example="fieldapp backups list --json")
@with_call
def list_backups(call: Call) -> None:
    """Show every copy: its name, when and why it was made, and its size."""
    if not holds_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)
    found = all_backups(call.folder / DATABASE)
    document = [
        {"name": each.name, "reason": each.reason, "at": each.at.isoformat(), "bytes": each.size}
        for each in found
    ]
    call.answer(document, _lines(call, found))


@click.command(
    "restore", cls=Command, example="fieldapp backups restore fieldapp-before-sync-000007.db"
)
@click.argument("name")
@with_call
def restore(call: Call, name: str) -> None:
    """Put a copy back. What is there now is kept as a copy first; entries that no hub has yet are
    carried over, and what others sent since comes again with the next sync."""
    if not holds_workspace(call.folder):
        raise NoWorkspace(folder=call.folder)
    now_ms = real_surroundings().wall_ms()
    key = attempts.try_key(call.folder, passphrase(call), now_ms)
    log = log_to(call.folder)
    try:
        done = put_back(call.folder, key, name)
    finally:
        stop_logging(log)
    document = {
        "restored": name,
        "kept": done.kept,
        "carried": done.carried,
        "damaged": done.damaged,
    }
    call.answer(document, _done(call, name, done))


def _lines(call: Call, found: list[Backup]) -> Iterator[str]:
    for each in found:
        size = f"{each.size / 1_000_000:.1f} MB"
        reason = call.text(REASONS.get(each.reason, each.reason))
        yield f"{each.name}  {each.at.astimezone():%Y-%m-%d %H:%M}  {size}  {reason}"


def _done(call: Call, name: str, done: Restored) -> Iterator[str]:
    yield call.text(N_("{name} is back in place.")).format(name=name)
    yield call.text(N_("What was there before is kept as {name}.")).format(name=done.kept)
    if done.damaged:
        yield call.text(N_("It could not be read, so nothing of it was carried over."))
    elif done.carried:
        yield call.language.plural(
            "{n} entry that no hub has yet was carried over.",
            "{n} entries that no hub has yet were carried over.",
            done.carried,
        )
    yield call.text(N_("Sync now: what others sent since comes again."))


backups.add_command(list_backups)
backups.add_command(restore)
