"""`revoke`, `renew`, `late`: a laptop leaves the mission, and what it sends afterwards."""

from collections.abc import Iterator
from typing import Any

import click

from fieldapp.cli.call import Call, Command, shared_options, with_call
from fieldapp.cli.mission import due_lines
from fieldapp.cli.opening import opened
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import NoSuchMember
from fieldapp.sync.members import documents, handing_over, leaving
from fieldapp.sync.members import late as lateness
from fieldapp.sync.members.leaving import Due, member_of
from fieldapp.sync.members.membership import REASONS, Member
from fieldapp.sync.members.signer import signer_of
from fieldapp.sync.mission import card_of


@click.command(
    "revoke",
    cls=Command,
    example="fieldapp revoke 1f2e3d4c5b6a7988 --reason lost\n"
    "fieldapp revoke 1f2e3d4c5b6a7988 --reason left --successor 8897a6b5c4d3e2f1",
)
@click.argument("device")
@click.option("--reason", required=True, type=click.Choice(REASONS), help="Why it leaves.")
@click.option("--successor", metavar="DEVICE", help="Whose name goes on the tasks of who leaves.")
@click.option("--leave-open", is_flag=True, help="Leave their tasks in their name.")
@with_call
def revoke(call: Call, device: str, reason: str, successor: str | None, leave_open: bool) -> int:
    """Take a laptop out of the mission and make new keys for what it read.

    Sync first: what of it is known here counts, what comes later waits for a person (`late`). Whose
    laptop is lost is invited again with a new one. With the reason "left" nothing is done while
    tasks are in the officer's name, unless somebody takes them over or they are to stay open.
    """
    with opened(call) as workspace:
        card_of(workspace)
        signer_of(workspace)
        member = _member(workspace, device)
        follows = _member(workspace, successor) if successor is not None else None
        if follows is not None and (follows.left or follows.device == device):
            raise NoSuchMember(device=successor)
        tasks = handing_over.tasks_of(workspace, member.name)
        unsent = handing_over.unsent(workspace, member)
        document: dict[str, Any] = {
            "device": device,
            "name": member.name,
            "reason": reason,
            "revoked": False,
            "tasks": [{"kind": task.kind, "id": task.id} for task in tasks],
            "successor": successor,
            "last_entry_on": unsent.last_entry_on.isoformat() if unsent.last_entry_on else None,
            "days_silent": unsent.days,
            "packs_missing": unsent.missing,
            "still_due": [],
        }
        lines = list(_holds(call, member, tasks, unsent))
        if reason == "left" and tasks and follows is None and not leave_open:
            call.answer(document, lines)
            call.tell_error(handing_over.HoldsTasks(name=member.name, count=len(tasks)))
            return 1
        still_due = handing_over.take_out(workspace, member, reason, follows)
    document |= {"revoked": True, "still_due": _due(still_due)}
    out = call.text(N_("{name} is out of the mission, as soon as each laptop has synced."))
    call.answer(document, [*lines, out.format(name=member.name), *due_lines(call, still_due)])
    return 0


@click.command("renew", cls=Command, example="fieldapp renew")
@with_call
def renew(call: Call) -> None:
    """Do what is left to do after somebody was taken out: new keys, and their last packs.

    A key can only be renewed by who reads what it closes, and is the founder or an administrator.
    """
    with opened(call) as workspace:
        before = leaving.due(workspace)
        after = leaving.renew(workspace)
    done = call.text(N_("Everything is renewed."))
    lines = list(due_lines(call, after)) or [done]
    call.answer({"was_due": _due(before), "still_due": _due(after)}, lines)


@click.group("late", invoke_without_command=True, params=shared_options())
@click.pass_context
def late(ctx: click.Context) -> None:
    """Show what laptops sent after they were taken out, and take it or leave it."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(show)


@late.command("list", cls=Command, example="fieldapp late list --json")
@with_call
def show(call: Call) -> None:
    """List what came late: whose, how many entries, and titles as far as you may read them."""
    with opened(call) as workspace:
        found = lateness.late(workspace)
    call.answer([_late(one) for one in found], _late_lines(call, found))


@late.command("accept", cls=Command, example="fieldapp late accept 1f2e3d4c5b6a7988")
@click.argument("device")
@with_call
def accept(call: Call, device: str) -> None:
    """Sign that what came late from a laptop counts. The next sync sends it to everybody."""
    with opened(call) as workspace:
        taken = lateness.accept(workspace, device)
    words = call.language.plural("Accepted {n} pack", "Accepted {n} packs", len(taken))
    call.answer({"device": device, "accepted": list(taken)}, [words])


@late.command("refuse", cls=Command, example="fieldapp late refuse 1f2e3d4c5b6a7988")
@click.argument("device")
@with_call
def refuse(call: Call, device: str) -> None:
    """Leave what came late from a laptop aside. It is kept, and can be accepted later."""
    with opened(call) as workspace:
        left = lateness.refuse(workspace, device)
    words = call.language.plural("Left {n} pack aside", "Left {n} packs aside", len(left))
    call.answer({"device": device, "refused": list(left)}, [words])


def _member(workspace: Workspace, device: str) -> Member:
    return member_of(documents.register_of(workspace), device)


def _holds(
    call: Call, member: Member, tasks: list[Disclosed], unsent: handing_over.Unsent
) -> Iterator[str]:
    language = call.language
    if tasks:
        words = language.plural(
            "{n} task is in this name", "{n} tasks are in this name", len(tasks)
        )
        yield f"{member.name}: {words}"
        yield from (f"  {task.kind} {task.id}" for task in tasks)
    if unsent.days is None:
        yield call.text(N_("Nothing of this laptop is known here."))
    elif unsent.days > 0:
        yield language.plural(
            "The newest entry of this laptop is {n} day old",
            "The newest entry of this laptop is {n} days old",
            unsent.days,
        )
    if unsent.missing:
        yield language.plural(
            "{n} pack that it made is not known here",
            "{n} packs that it made are not known here",
            unsent.missing,
        )


def _due(still_due: list[Due]) -> list[dict[str, Any]]:
    return [
        {
            "scope": each.scope,
            "holders": list(each.holders),
            "without_key": list(each.without),
            "last_unsaid": list(each.unsaid),
        }
        for each in still_due
    ]


def _late(one: lateness.Late) -> dict[str, Any]:
    return {
        "device": one.member.device,
        "name": one.member.name,
        "scope": one.scope,
        "packs": list(one.packs),
        "facts": one.facts,
        "looked_at": one.looked_at,
    }


def _late_lines(call: Call, found: list[lateness.Late]) -> Iterator[str]:
    if not found:
        yield call.text(N_("Nothing came late."))
    for one in found:
        entries = call.language.plural("{n} entry", "{n} entries", one.facts)
        looked_at = "  " + call.text(N_("looked at")) if one.looked_at else ""
        yield f"{one.member.device}  {one.member.name}  {one.scope}  {entries}{looked_at}"
        for name, value in one.titles:
            kind = kind_named(name)
            title = kind.field(kind.title).type.show(value, call.language)
            yield f"  {call.text(kind.label)}: {title.partition(chr(10))[0]}"
