"""`depart`: what an officer does who leaves the mission, before their laptop is taken out."""

from pathlib import Path

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.closing import document_of, lines_of
from fieldapp.cli.opening import opened
from fieldapp.language import N_
from fieldapp.sync.closing.departing import depart as leave
from fieldapp.sync.closing.departing import look_before


@click.command(
    "depart",
    cls=Command,
    example="fieldapp depart --look\nfieldapp depart --successor 8897a6b5c4d3e2f1\n"
    "fieldapp depart --to /media/stick --leave-open",
)
@click.option("--look", is_flag=True, help="Only say what is still in your name, and not sent.")
@click.option("--successor", metavar="DEVICE", help="Whose name goes on your tasks.")
@click.option("--leave-open", is_flag=True, help="Leave your tasks in your name.")
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write what is not sent into a parcel there; needed where there is no hub.",
)
@with_call
def depart(
    call: Call, look: bool, successor: str | None, leave_open: bool, folder: Path | None
) -> None:
    """Hand over and leave: your tasks, what is not sent yet, and what you read in confidence.

    Sync first. The laptop is sealed; once an administrator has taken it out with “fieldapp revoke”,
    nothing opens it any more.
    """
    with opened(call) as workspace:
        before = look_before(workspace)
        done = None
        if not look:
            done = leave(
                workspace,
                call.progress(),
                successor=successor,
                leave_open=leave_open,
                folder=folder,
            )
        device = workspace.device
    document = {
        "device": device,
        "tasks": [{"kind": task.kind, "id": task.id} for task in before.tasks],
        "not_sent": before.not_sent,
        "drafts": before.drafts,
        "successor": successor,
        "file": str(done.parcel.parcel.file) if done and done.parcel else None,
        "sealed": document_of(done.sealed) if done else None,
    }
    plural = call.language.plural
    lines = [
        plural("{n} task is in your name", "{n} tasks are in your name", len(before.tasks)),
        *(f"  {task.kind} {task.id}" for task in before.tasks),
        plural("{n} record is not sent yet", "{n} records are not sent yet", before.not_sent),
        plural("{n} form is not finished", "{n} forms are not finished", before.drafts),
    ]
    if done is not None:
        if done.parcel is not None:
            lines.append(str(done.parcel.parcel.file))
        elif done.not_sent:
            lines.append(call.text(N_("Sync once more, so that your tasks go to your successor.")))
        lines += lines_of(call, done.sealed)
        ask = call.text(N_("Ask an administrator to take this laptop out: {command}"))
        lines.append(ask.format(command=f"fieldapp revoke {device} --reason left"))
    call.answer(document, lines)
