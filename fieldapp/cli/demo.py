"""`demo`: the main job end to end, with a real hub, two laptops, a clash and the council's paper.

What the village says is in `scenario`. Everything goes the way an officer's work goes; nothing is
made only for show but the village itself.
"""

import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from fieldapp.cli.call import Call, Command, with_call
from fieldapp.cli.papers.making import make_paper
from fieldapp.cli.saving import keep
from fieldapp.cli.scenario import Scenario, read_scenario
from fieldapp.domain.council.paper import Period
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.errors import UserError, WrongUse
from fieldapp.language import LANGUAGES, N_
from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.sync import mission as missions
from fieldapp.sync.account import Account
from fieldapp.sync.round import sync as sync_round
from fieldapp.sync.wire.waiting import Stoppable

PASSPHRASE = "village under the tamarind"  # noqa: S105 - of invented data, and told to everybody
LAPTOPS = ("founder", "officer")
STEPS = 6
"""Of the story, each of which is told."""


class NotEmpty(WrongUse):
    """A folder that holds something already."""

    text = N_("{folder} is not empty.")
    remedy = N_("Name a folder that does not exist yet.")


class HubDidNotStart(UserError):
    """The hub's process ended before it was ready."""

    text = N_("The hub of the demonstration did not start.")
    remedy = N_("Run “fieldapp hub serve --data DIR” to see why.")


@dataclass(frozen=True)
class Told:
    """What there was to count."""

    sent: int
    received: int
    clashes: int
    settled: int


@click.command(
    "demo",
    cls=Command,
    example="fieldapp demo\nfieldapp demo --no-window --out DIR --json",
)
@click.option("--no-window", is_flag=True, help="Do not open the desktop at the end.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="New folder for everything that is made. Default: one among the temporary files.",
)
@click.option("--scenario", "name", default="gorom", show_default=True, help="Which village.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other head-counts and ids.")
@with_call
def demo(call: Call, no_window: bool, out: Path | None, name: str, seed: int) -> None:
    """Do the main job once: record a village on two laptops, sync, settle a clash, make the paper.

    All places and people are invented. Needs no network but this machine's own.
    """
    scenario = read_scenario(name, datetime.now(UTC).astimezone().date(), seed)
    folder = _folder(out)

    def tell(words: str) -> None:
        call.tell(call.text(words))

    told, papers = make_demo(folder, scenario, tell, call.progress(), name)
    document = {
        "out": str(folder),
        "hub": str(folder / "hub"),
        "workspaces": [str(folder / role) for role in LAPTOPS],
        "recorded": dict(Counter(planned.kind for planned in scenario.records)),
        "sent": told.sent,
        "received": told.received,
        "clashes": told.clashes,
        "settled": told.settled,
        "papers": [str(paper) for paper in papers],
        "passphrase": PASSPHRASE,
    }
    call.answer(document, _lines(call, document))
    if not no_window:
        _open_window(call, folder / "founder")


def make_demo(
    folder: Path,
    scenario: Scenario,
    tell: Callable[[str], None],
    progress: Progress,
    name: str = "gorom",
) -> tuple[Told, list[Path]]:
    """Let the story happen in an empty folder; return what there was to count, and the papers.

    Args:
        tell: Is told each step, untranslated.

    Raises:
        HubDidNotStart: As it says.
        Cancelled: The person asked to stop between two steps.
    """
    with ExitStack() as stack:
        hub = stack.enter_context(_running_hub(folder / "hub"))
        laptops = {role: _laptop(folder / role, scenario, role) for role in LAPTOPS}
        for workspace in laptops.values():
            stack.callback(close, workspace)
        told = _live(tell, progress, scenario, laptops, hub)
        tell(N_("The paper for the village council is made in each language."))
        papers = _papers(scenario, laptops["officer"], folder / "papers", name)
    return told, papers


def _folder(out: Path | None) -> Path:
    if out is None:
        return Path(tempfile.mkdtemp(prefix="fieldapp-demo-"))
    if out.exists() and any(out.iterdir()):
        raise NotEmpty(folder=out)
    out.mkdir(parents=True, exist_ok=True)
    return out


@contextmanager
def _running_hub(data: Path) -> Iterator[str]:
    """Run a hub in a process of its own, as headquarters would; gives its address."""
    command = [sys.executable, "-m", "fieldapp", "hub", "serve", "--data", str(data)]
    process = subprocess.Popen(  # noqa: S603 - ourselves
        [*command, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().strip()
        if not address:
            raise HubDidNotStart
        yield address
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _laptop(folder: Path, scenario: Scenario, role: str) -> Workspace:
    workspace, _ = create(folder, PASSPHRASE, scenario.people[role])
    return workspace


def _live(
    tell: Callable[[str], None],
    progress: Progress,
    scenario: Scenario,
    laptops: Mapping[str, Workspace],
    hub: str,
) -> Told:
    """The story: a mission, an invitation, weeks without network, sync, a clash and its end."""
    founder, officer = laptops["founder"], laptops["officer"]
    accounts: list[Account] = []

    def sync(*workspaces: Workspace) -> None:
        accounts.extend(_sync(one, hub, progress) for one in workspaces)

    tell(N_("A mission is founded, and a second laptop joins it."))
    missions.found_mission(founder, scenario.mission)
    request = missions.request_enrolment(officer)
    missions.join(officer, missions.invite(founder, request, "officer", hub))

    tell(N_("Both laptops record, without network."))
    for planned in scenario.records:
        _save(laptops[planned.by], planned.kind, planned.answers)
    tell(N_("Both sync with the hub."))
    sync(founder, officer, founder)

    tell(N_("Both change the same answer, without network, and sync."))
    clash = scenario.clash
    for role in LAPTOPS:
        answers = {"id": clash.record, clash.field: clash.answers[role]}
        _save(laptops[role], clash.kind, answers)
    sync(founder, officer, founder)
    clashes = len(records.clashing(founder))

    tell(N_("The clash is settled, and both sync."))
    answer = kind_named(clash.kind).field(clash.field).type.accept(clash.answer)
    records.settle_field(laptops[clash.settled_by], clash.kind, clash.record, clash.field, answer)
    sync(founder, officer)
    return Told(
        sent=sum(account.sent for account in accounts),
        received=sum(account.received for account in accounts),
        clashes=clashes,
        settled=clashes - len(records.clashing(officer)),
    )


def _sync(workspace: Workspace, hub: str, progress: Progress) -> Account:
    mission = missions.mission_of(workspace)
    assert mission is not None, "it was founded or joined before"
    line = missions.call_hub(mission, hub)
    try:
        account = sync_round(workspace, Stoppable(line, progress), progress)
    finally:
        line.close()
    if hub != mission.hub:
        missions.remember_hub(workspace, hub)
    return account


def _save(workspace: Workspace, kind: str, answers: Mapping[str, object]) -> None:
    kept = keep(workspace, kind_named(kind), answers)
    for problem in kept.problems:
        raise problem.error


def _papers(scenario: Scenario, workspace: Workspace, folder: Path, name: str) -> list[Path]:
    folder.mkdir()
    period = Period(scenario.first.isoformat(), scenario.last.isoformat())
    return [
        make_paper(
            workspace,
            PaperOrder("joint_review", Manner(code), place=scenario.place, period=period),
            folder / f"{name}-{code}.pdf",
        ).file
        for code in LANGUAGES
    ]


def _lines(call: Call, document: Mapping[str, Any]) -> Iterator[str]:
    counted = ", ".join(
        f"{call.text(kind_named(kind).plural)} {n}" for kind, n in document["recorded"].items()
    )
    recorded, papers, workspaces = N_("Recorded"), N_("Papers"), N_("Workspaces")
    yield f"{call.text(recorded)}: {sum(document['recorded'].values())} ({counted})"
    for label, name in (
        (N_("Sent"), "sent"),
        (N_("Received"), "received"),
        (N_("Clashes"), "clashes"),
        (N_("Settled"), "settled"),
    ):
        yield f"{call.text(label)}: {document[name]}"
    yield f"{call.text(papers)}:"
    yield from (f"  {paper}" for paper in document["papers"])
    yield f"{call.text(workspaces)}:"
    yield from (f"  {workspace}" for workspace in document["workspaces"])
    yield call.text(N_("Passphrase of both: {passphrase}")).format(**document)


def _open_window(call: Call, folder: Path) -> None:
    """Open the desktop where somebody can see it. The job is done either way."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return  # nobody could ever close it
    try:
        call.openers.open_window(folder, call.language.code)
    except UserError as error:
        call.tell_error(error)
