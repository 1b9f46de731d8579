"""One paper for every place of an area, drawn by as many processes as there are cores.

Each paper is prepared and looked at here, where the workspace is; only drawing is given away. What
was made stays when somebody stops half-way, and a paper that may not be made stops no other.
"""

import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.cli.papers.making import draw, may_go_out, prepare, write_noted
from fieldapp.cli.papers.places import area_of
from fieldapp.cli.papers.prepared import Made, Prepared
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.domain.papers.sorts import sort_named
from fieldapp.errors import UserError, WrongUse
from fieldapp.language import N_
from fieldapp.progress import Cancelled, Progress
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace
from fieldapp.sync.release import SecondPersonToRelease

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn

FEWEST_TO_SHARE = 6
"""Papers: starting a process takes as long as drawing some of them."""

ABOUT = ("deliverable", "meeting", "commitment", "feedback", "joint_review")
"""A place of which nothing of this is on record gets no paper: it would be empty."""


class NotOfPlaces(WrongUse):
    """A paper that is about something else than a place."""

    text = N_("The paper {paper} is not made place by place.")
    remedy = N_("Choose one that is about a place, such as joint-review or board.")


@dataclass(frozen=True)
class Refused:
    """A paper that was not made, and why."""

    place: str
    error: UserError


@dataclass(frozen=True)
class Batch:
    """What came of it.

    Attributes:
        stopped: Somebody asked to stop before all were made.
    """

    made: tuple[Made, ...]
    refused: tuple[Refused, ...]
    stopped: bool


def orders_of(workspace: Workspace, order: PaperOrder, area: str) -> tuple[PaperOrder, ...]:
    """Return one order for every place of an area with something on record, by name.

    Args:
        order: What is the same for all.
        area: P-code, id or name; "" for the whole mission.

    Raises:
        NotOfPlaces, UnknownPlace, SeveralPlaces: As they say.
    """
    sort = sort_named(order.sort)
    if not sort.of_places:
        raise NotOfPlaces(paper=sort.command)
    ledger = read_ledger(workspace, ("place", *ABOUT))
    within = area_of(ledger, area)
    named = {ledger.place_of(one) for kind in ABOUT for one in ledger.of(kind)} - {""}
    places = [
        one
        for one in ledger.of("place")
        if ledger.areas.place(one.id) in named and ledger.areas.covers(within, one.id)
    ]
    places.sort(key=lambda one: (str(one.values.get("name")), one.id))
    return tuple(replace(order, place=ledger.areas.place(one.id)) for one in places)


def make_batch(
    workspace: Workspace, orders: Sequence[PaperOrder], folder: Path, progress: Progress
) -> Batch:
    """Write a paper for each order into a folder, each noted in the audit log before.

    Raises:
        OSError: The folder cannot be written; the papers written before are there and noted.
        CannotNote: The log cannot be written; the paper at hand is not written either.
    """
    made: list[Made] = []
    refused: list[Refused] = []
    try:
        for order, found in _drawn(workspace, orders, progress):
            if isinstance(found, UserError):
                refused.append(Refused(order.place, found))
                continue
            ready, drawn = found
            made.append(_write(workspace, order, ready, drawn, folder))
            progress.step(len(made) + len(refused), len(orders))
    except (Cancelled, KeyboardInterrupt):
        return Batch(tuple(made), tuple(refused), stopped=True)
    return Batch(tuple(made), tuple(refused), stopped=False)


def _begin_drawing() -> None:
    from fieldapp.reports.process import begin_drawing

    begin_drawing()


_Found = tuple[PaperOrder, "tuple[Prepared, Drawn] | UserError"]


def _drawn(
    workspace: Workspace, orders: Sequence[PaperOrder], progress: Progress
) -> Iterator[_Found]:
    """Give each order with its paper, or why there is none, in their order."""
    workers = min(os.cpu_count() or 1, 4) if len(orders) >= FEWEST_TO_SHARE else 1
    if workers == 1:
        for order in orders:
            progress.check()
            yield order, _alone(workspace, order)
        return
    # A copy of this process would hold its keys and its open file; a new one knows neither.
    pool = ProcessPoolExecutor(
        workers,
        multiprocessing.get_context("spawn"),
        _begin_drawing,
    )
    try:
        waiting: list[tuple[PaperOrder, Prepared, Future[Drawn]]] = []
        for order in orders:
            progress.check()
            ready = _ready(workspace, order)
            if isinstance(ready, UserError):
                yield order, ready
                continue
            waiting.append(
                (
                    order,
                    ready,
                    pool.submit(draw, ready.draw, order, draft=False),
                )
            )
            while len(waiting) > 2 * workers or (waiting and waiting[0][2].done()):
                yield _awaited(*waiting.pop(0))
        while waiting:
            progress.check()
            yield _awaited(*waiting.pop(0))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _awaited(order: PaperOrder, ready: Prepared, drawn: "Future[Drawn]") -> _Found:
    try:
        return order, (ready, drawn.result())
    except UserError as error:
        return order, error


def _alone(workspace: Workspace, order: PaperOrder) -> "tuple[Prepared, Drawn] | UserError":
    ready = _ready(workspace, order)
    if isinstance(ready, UserError):
        return ready
    try:
        return ready, draw(ready.draw, order, draft=False)
    except UserError as error:
        return error


def _ready(workspace: Workspace, order: PaperOrder) -> Prepared | UserError:
    try:
        ready = prepare(workspace, order)
        ready.refuse()
        if not may_go_out(workspace, order, ready):
            raise SecondPersonToRelease
    except UserError as error:
        return error
    return ready


def _write(
    workspace: Workspace, order: PaperOrder, ready: Prepared, drawn: "Drawn", folder: Path
) -> Made:
    name = "-".join((sort_named(order.sort).command, order.place, order.manner.language))
    file = folder / f"{name}.pdf"
    return write_noted(workspace, ready, order, drawn, file)
