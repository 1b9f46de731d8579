"""How a paper goes out where a second person has to see it: a draft, a request, a release."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.export import FileIsThere, write_new
from fieldapp.cli.files import read_small, write_whole
from fieldapp.cli.noting import note_file
from fieldapp.cli.opening import opened
from fieldapp.cli.papers.making import draw_draft, prepare
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import sort_named
from fieldapp.language import N_
from fieldapp.store.audit import Act
from fieldapp.store.workspace import Workspace
from fieldapp.sync import release as releases
from fieldapp.sync.members.signed import LONGEST

FILE = click.Path(dir_okay=False, path_type=Path)


@dataclass(frozen=True)
class GoingOut:
    """What somebody says of a second person.

    Attributes:
        ask: Where to write the request; the paper is then a draft. None for no request.
        release: What the second person answered; "" where nobody was asked.
    """

    ask: Path | None = None
    release: str = ""


NOBODY_ASKED = GoingOut()


def going_out(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options about a second person, as one value ``going``."""

    @functools.wraps(command)
    def with_going(call: Call, *, ask: Path | None, release: Path | None, **asked: Any) -> None:
        content = read_small(release, LONGEST + 1).decode("utf-8", "replace") if release else ""
        command(call, going=GoingOut(ask, content), **asked)

    asking = click.option(
        "--ask",
        type=FILE,
        metavar="FILE",
        help="Make a draft, and a request for a second person to release it.",
    )
    releasing = click.option(
        "--release", type=FILE, metavar="FILE", help="What the second person answered."
    )
    return asking(releasing(with_going))


def draft(call: Call, workspace: Workspace, order: PaperOrder, output: Path, ask: Path) -> None:
    """Write the draft of a paper and the request for its release, and say where.

    The draft is noted as printed: it can be found as well as the paper.

    Raises:
        FileIsThere: The request would be written over another file.
        CannotWrite: The draft cannot be written.
        UserError: As `making.draw_draft`.
    """
    if ask.exists():
        raise FileIsThere(file=ask)
    ready = prepare(workspace, order)
    wanted = releases.ask(workspace, ready.said(order.sort))
    content = draw_draft(ready, order)
    write_new(ask, wanted.text.encode())
    try:
        detail = {"paper": order.sort, "step": "draft", "request": wanted.id}
        write_whole(output, content)
        note_file(workspace, output, Act.PRINTED, ready.kind, ready.record, detail)
    except BaseException:
        ask.unlink(missing_ok=True)  # nobody is asked about a draft that there is not
        raise
    document = {"file": str(output), "ask": str(ask), "until": wanted.until}
    call.answer(document, [str(output), str(ask)])


@click.command(
    "release",
    cls=Command,
    example="fieldapp report release ask.json --look\nfieldapp report release ask.json -o yes.json",
)
@click.argument("file", type=FILE)
@click.option("--look", is_flag=True, help="Only show which paper it is, and who asks.")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="File to write; one that exists is never written over.",
)
@with_call
def release(call: Call, file: Path, look: bool, output: Path | None) -> None:
    """Release the paper of somebody else, where the mission wants two persons to have seen it.

    Read the draft first, with the eyes of whoever might find it. What you release is that paper:
    where a word of it changes, your release is worth nothing. It is noted.
    """
    if output is None and not look:
        raise click.UsageError("Missing option '-o'.")
    if output is not None and output.exists():
        raise FileIsThere(file=output)  # before it is noted as given
    content = read_small(file, LONGEST + 1)
    with opened(call) as workspace:
        wanted, asker = releases.look_at(workspace, content)
        if output is not None and not look:
            write_new(output, releases.release(workspace, content).encode())
    document = {
        "asked_by": asker.name,
        "device": asker.device,
        "paper": wanted.said.paper,
        "record": wanted.said.record or None,
        "until": wanted.until,
        "file": None if look or output is None else str(output),
    }
    label = call.text(sort_named(wanted.said.paper).label)
    asks = call.text(N_("{who} asks to let this paper go out: {paper}, {record}."))
    lines = [asks.format(who=asker.name, paper=label, record=wanted.said.record or "-")]
    call.answer(document, lines if document["file"] is None else [str(output), *lines])
