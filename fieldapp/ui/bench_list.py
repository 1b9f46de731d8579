"""Measures the real window on a large invented ledger, beside the least that Qt needs.

The limit is a bare `QTableView` over the same number of plain rows in memory, from the model to the
first painted row: no database, no need-to-know, no words in three languages.
"""

import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEventLoop,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtWidgets import QApplication, QTableView

from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store.database import writing
from fieldapp.store.keyfile import Cost
from fieldapp.store.listing import By, Narrowed, Order
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace, close, create
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.list_pane import ListPane
from fieldapp.ui.list_showing import Showing
from fieldapp.ui.look import load_fonts
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.rooms import PAPER
from fieldapp.ui.services import Services
from fieldapp.ui.shell import Shell

QUICK = Cost(passes=1, memory=8 * 1024 * 1024)
"""For the key of a workspace that is thrown away."""

PLACES = 300
WAITING = 200
"""Records that are not sent yet; all others have come with packs, as in the field."""

RARE, COMMON = "granary", "harvest"
RARE_EVERY, COMMON_EVERY = 1_000, 3
"""Every so many meetings have the word."""

_BATCH = 500
_TYPES = ("open", "women", "youth")
_WAIT_MS = 60_000


@dataclass
class Timed:
    """One thing that somebody does, and how long it took each time, in seconds.

    Attributes:
        steps: The longest that the window worked without turning to a key, each time.
    """

    what: str
    act: Callable[[], object]
    times: list[float] = field(default_factory=list)
    steps: list[float] = field(default_factory=list)


def measure(
    folder: Path, size: int, repeats: int, services: Services, progress: Progress
) -> list[dict[str, Any]]:
    """Return a row for each figure: medians in milliseconds, and the ratio to the bare table.

    Args:
        folder: Empty; the workspace is made in it.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication(["bench"])
    assert isinstance(application, QApplication)
    load_fonts()
    began = time.perf_counter()
    workspace = fill(folder / "workspace", size, progress)
    filled = time.perf_counter() - began
    rows = _list_rows(application, workspace, size, repeats, services)
    return [_row("make the ledger", size, [filled], [], []), *rows]


def fill(folder: Path, size: int, progress: Progress) -> Workspace:
    """Make a workspace with so many invented meetings in it."""
    workspace, _ = create(folder, "bench only, nothing is in it", "Bench", cost=QUICK)
    for n in range(PLACES):
        place = {"name": f"Village {n * 7 % PLACES}", "pcode": f"XX{n:04}", "type": "village"}
        records.save(workspace, Change("place", place))
    for start in range(0, size, _BATCH):
        progress.step(start, size)
        changes = [_meeting(n, size) for n in range(start, min(size, start + _BATCH))]
        records.save_all(workspace, changes, apart=True)
    with writing(workspace.db, workspace.file):
        packs.pack_facts(workspace.db, "bench", range(1, size + PLACES - WAITING + 1))
    progress.step(size, size)
    return workspace


def _meeting(n: int, size: int) -> Change:
    about = COMMON if n % COMMON_EVERY == 0 else "road"
    rare = f" and the {RARE}" if n % RARE_EVERY == 0 else ""
    return Change(
        "meeting",
        {
            "title": f"Meeting {n * 7919 % size} about the {about}{rare}",
            "held_on": f"20{n // 3360 % 20 + 10:02}-{n // 280 % 12 + 1:02}-{n % 28 + 1:02}",
            "place": f"XX{n % PLACES:04}",
            "type": _TYPES[n % len(_TYPES)],
            "present": n % 90,
            "messages": "The pump on the north side breaks every month and nobody comes. " * 3,
        },
    )


def _list_rows(
    application: QApplication, workspace: Workspace, size: int, repeats: int, services: Services
) -> list[dict[str, Any]]:
    desktop = Desktop(application, workspace.folder, Preferences(), services)
    desktop.resize(1366, 768)
    desktop.show()
    places = read_places(workspace)
    close(workspace)
    desktop.enter(Unlocked(workspace, places))
    shell = desktop.shell
    assert shell is not None
    _settle(application)
    limits, tasks = [], _tasks(shell)
    with _awake(application) as watch:
        for turn in range(repeats + 1):  # in turns: whatever else the machine does meets all alike
            limits.append(_bare(application, size))
            for task in tasks:
                _reset(shell, leave=task is tasks[0])
                _settle(application)
                watch.begin()
                began = time.perf_counter()
                _until_painted(application, shell, task.act)
                spent = time.perf_counter() - began
                if turn:  # the first is to warm up
                    task.times.append(spent)
                    task.steps.append(watch.longest())
    desktop.close()
    return [_row(each.what, size, each.times, each.steps, limits[1:]) for each in tasks]


def _listed(shell: Shell) -> ListPane:
    """Go to the list of meetings."""
    return shell.records_page("meeting").listed


def _kept(shell: Shell) -> ListPane:
    """Return the list of meetings as it is, in front or not."""
    page = shell.findChild(RecordsPage)
    assert page is not None
    return page.listed


def _tasks(shell: Shell) -> list[Timed]:
    def show(narrowed: Narrowed, order: Order = Order()) -> Callable[[], None]:  # noqa: B008
        return lambda: _kept(shell).show_showing(Showing(narrowed, order))

    def sort(by: By, *, descending: bool = False) -> Callable[[], None]:
        return show(Narrowed("meeting"), Order(by, descending))

    return [
        Timed("open the list", lambda: shell.show_page("meeting")),
        Timed("filter by an answer", show(Narrowed("meeting", codes={"type": ("women",)}))),
        Timed("filter by place", show(Narrowed("meeting", area="XX0005"))),
        Timed("filter by period", show(Narrowed("meeting", since="2020-01-01"))),
        Timed("filter: not sent yet", show(Narrowed("meeting", not_sent=True))),
        Timed("sort by said last", sort(By.SAID, descending=True)),
        Timed("sort by place", sort(By.PLACE)),
        Timed("sort by title", sort(By.TITLE)),
        Timed("sort by state", sort(By.STATE)),
        Timed("search a rare word", show(Narrowed("meeting", words=RARE))),
        Timed("search a common word", show(Narrowed("meeting", words=COMMON))),
        Timed("scroll one page", lambda: _scroll(shell)),
    ]


def _scroll(shell: Shell) -> None:
    bar = _kept(shell).list.verticalScrollBar()
    bar.setValue(bar.maximum())
    _kept(shell).filled.emit()


def _reset(shell: Shell, *, leave: bool) -> None:
    """Go back to where every turn begins: the list of the newest, or another page in front."""
    _listed(shell).show_showing(Showing(Narrowed("meeting")))
    if leave:
        shell.show_page(PAPER)


def _until_painted(application: QApplication, shell: Shell, act: Callable[[], object]) -> None:
    """Do something, and wait until the list shows what came of it."""
    listed = _kept(shell)
    wait = QEventLoop()
    done: list[bool] = []

    def filled() -> None:
        done.append(True)
        wait.quit()

    listed.filled.connect(filled)
    act()
    if not done:
        QTimer.singleShot(_WAIT_MS, wait.quit)
        wait.exec()
    listed.filled.disconnect(filled)
    assert done, "the list never showed what it was asked for"
    listed.list.viewport().repaint()
    application.processEvents()


class _Watch:
    """Notices how long the event loop worked without turning: processor time of its own thread, so
    that what others do on the machine does not count."""

    def __init__(self) -> None:
        self._last = time.thread_time()
        self._longest = 0.0
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def begin(self) -> None:
        """Begin anew."""
        self._last, self._longest = time.thread_time(), 0.0

    def longest(self) -> float:
        """Return the longest time since, in seconds."""
        self._turn()
        return self._longest

    def stop(self) -> None:
        """Notice no more."""
        self._timer.stop()

    def _turn(self) -> None:
        now = time.thread_time()
        self._longest = max(self._longest, now - self._last)
        self._last = now


@contextmanager
def _awake(application: QApplication) -> Iterator[_Watch]:
    watch = _Watch()
    _settle(application)
    try:
        yield watch
    finally:
        watch.stop()


def _settle(application: QApplication) -> None:
    for _ in range(5):
        application.processEvents()


class _Bare(QAbstractTableModel):
    """As many plain rows as there are records."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._rows = [(f"Meeting {n}", f"Village {n % PLACES}", "1 Jan 2026") for n in range(size)]

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        return self._rows[index.row()][index.column()] if role == 0 else None


def _bare(application: QApplication, size: int) -> float:
    """Time a bare table from its model to the first painted row."""
    began = time.perf_counter()
    model = _Bare(size)
    view = QTableView()
    view.setModel(model)
    view.resize(1000, 700)
    view.show()
    view.viewport().repaint()
    application.processEvents()
    spent = time.perf_counter() - began
    view.close()
    view.deleteLater()
    return spent


def _row(
    what: str, size: int, times: list[float], steps: list[float], limits: list[float]
) -> dict[str, Any]:
    ours = statistics.median(times)
    least = statistics.median(limits) if limits else None
    return {
        "what": what,
        "size": size,
        "median": round(ours * 1000, 1),
        "unit": "ms",
        "longest_at_once": round(statistics.median(steps) * 1000, 1) if steps else None,
        "limit": "bare QTableView over the same rows" if limits else "",
        "limit_median": round(least * 1000, 1) if least else None,
        "ratio": round(ours / least, 2) if least else None,
    }
