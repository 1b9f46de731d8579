"""A small mission for tests: real workspaces, a real hub; clocks, dice and network handed in.

Nothing of ours is replaced. The network below is a faulty one, the disks are copied as people copy
them, and all of it happens again in the same way.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from fieldapp.hub.engine import open_storage
from fieldapp.hub.service import Service
from fieldapp.progress import Progress
from fieldapp.store import packs, records, workspace
from fieldapp.store.keyfile import Cost
from fieldapp.store.records import Change
from fieldapp.store.workspace import Surroundings, Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.errors import HubStoppedMidway, HubUnreachable
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.round import sync
from fieldapp.sync.wire.feed import FEEDS
from fieldapp.sync.wire.protocol import Hub

CHEAP = Cost(1, 8192)
PASSPHRASE = "long rains"
NOON = 1_795_345_200_000
"""2026-11-22 11:00 UTC, in milliseconds."""
YEAR_MS = 365 * 86_400_000
ROLES = {"founder": "", "protection": "protection", "officer": "officer"}


@dataclass
class Time:
    """The one true time of a test; every look at it takes a millisecond."""

    now_ms: int = NOON

    def __call__(self) -> int:
        self.now_ms += 1
        return self.now_ms


def around(time: Callable[[], int], seed: int, skew_ms: int = 0) -> Surroundings:
    """A laptop's surroundings: a clock that is wrong by ``skew_ms``, dice that are known."""
    dice = random.Random(seed)
    return Surroundings(wall_ms=lambda: time() + skew_ms, random=dice.randbytes)


def make(folder: Path, name: str, seed: int, time: Time | None = None) -> Workspace:
    """A new workspace in no mission."""
    place = around(time or Time(), seed)
    return workspace.create(folder / name, PASSPHRASE, name, cost=CHEAP, around=place)[0]


def make_mission(folder: Path) -> None:
    """Workspaces of a founder, a protection officer and an officer, enrolled and closed."""
    laptops = {name: make(folder, name, seed) for seed, name in enumerate(ROLES)}
    found_mission(laptops["founder"], "Gorom")
    for name, role in ROLES.items():
        if role:
            request = request_enrolment(laptops[name])
            join(laptops[name], invite(laptops["founder"], request, role, ""))
    for laptop in laptops.values():
        workspace.close(laptop)


@dataclass
class Network:
    """Carries requests to a hub as a bad line does: the next fault is set before each request.

    Attributes:
        faults: What happens to the coming requests, first to last: ``lose`` the request, lose the
            ``reply``, carry it ``twice``, ``cut`` the reply in its middle; then all is well.
        passed: Everything that went over the line.
    """

    hub: Hub
    faults: list[str] = field(default_factory=list)
    passed: list[bytes] = field(default_factory=list)
    name: str = "hub.example.org"

    def exchange(self, request: bytes) -> bytes:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "lose":
            raise HubUnreachable(hub=self.name)
        self.passed.append(request)
        reply = self.hub.exchange(request)
        if fault == "twice":
            reply = self.hub.exchange(request)
        self.passed.append(reply)
        if fault == "reply":
            raise HubStoppedMidway(hub=self.name)
        return reply[: len(reply) // 2] if fault == "cut" else reply


class SlowNetwork(Network):
    """Takes nine seconds for each request, on every clock."""

    def __init__(self, hub: Hub, time: Time) -> None:
        super().__init__(hub)
        self._time = time

    def exchange(self, request: bytes) -> bytes:
        self._time.now_ms += 9_000
        return super().exchange(request)


def many_meetings(laptop: Workspace, time: Time, count: int) -> None:
    """Save so many meetings whose titles cannot be compressed."""
    for n in range(count):
        title = around(time, n).random(4000).hex()
        records.save(laptop, Change("meeting", {"title": title}))


class HubOnDisk:
    """A hub whose folder can be copied away and brought back; it may have a database instead."""

    def __init__(self, folder: Path, time: Callable[[], int], database: str = "") -> None:
        self.folder = folder
        self.database = database
        self._time = time
        self._open()

    def _open(self) -> None:
        self.engine: sa.Engine = open_storage(self.folder, self.database)
        self.service = Service(self.engine, self._time, "hub.example.org")

    @property
    def name(self) -> str:
        return self.service.name

    def exchange(self, request: bytes) -> bytes:
        return self.service.exchange(request)

    def copy_to(self, target: Path) -> None:
        self.engine.dispose()
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(self.folder, target)
        self._open()

    def come_back_from(self, source: Path) -> None:
        self.engine.dispose()
        shutil.rmtree(self.folder)
        shutil.copytree(source, self.folder)
        self._open()

    def close(self) -> None:
        self.engine.dispose()


def open_laptop(
    folder: Path, time: Callable[[], int], seed: int = 1, skew_ms: int = 0
) -> Workspace:
    """Unlock a workspace under handed-in surroundings."""
    return workspace.unlock(folder, PASSPHRASE, around=around(time, seed, skew_ms))


def sync_now(laptop: Workspace, hub: Hub) -> Account:
    """One round in which nothing goes wrong, and of which all is let through."""
    return sync(laptop, hub, Progress(), let_through=True)


def facts(laptop: Workspace, scope: str) -> set[str]:
    """Ids of the facts of a scope in a laptop's journal."""
    rows = laptop.db.conn.execute("SELECT id FROM fact WHERE scope = ?", [scope])
    return {row[0] for row in rows}


def rows(laptop: Workspace) -> list[tuple[object, ...]]:
    """Everything that the lists of a laptop are made from."""
    query = "SELECT id, kind, changed, gone, clashing, body FROM record ORDER BY id"
    return laptop.db.conn.execute(query).fetchall()


def not_sent(laptop: Workspace) -> int:
    """How many packs of a laptop no mark shows to be on the hub."""
    return sum(len(packs.without_place(laptop.db, scope)) for scope in FEEDS)
