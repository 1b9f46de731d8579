"""The ground of the simulation: an enrolled mission, made once, and the one true time."""

import logging
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fieldapp.progress import Progress
from fieldapp.simulation.folders import copy_folder, scratch
from fieldapp.simulation.shelf import ShelfOnDisk
from fieldapp.store import workspace
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import Surroundings
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.round import sync

NOON_MS = 1_795_345_200_000
"""2026-11-22 11:00 UTC."""
DAY_MS = 86_400_000
YEAR_MS = 365 * DAY_MS

ROLES = {"founder": "", "protection": "protection", "officer": "officer", "focal": "conduct"}
_QUICK = Cost(1, 8192)


class Time:
    """The one true time; every look at it takes a millisecond."""

    def __init__(self) -> None:
        self.now_ms = NOON_MS

    def __call__(self) -> int:
        """Return milliseconds since 1970."""
        self.now_ms += 1
        return self.now_ms


@dataclass(frozen=True)
class Ground:
    """An enrolled mission, made once, that every seed begins with a copy of.

    Attributes:
        keys: Of each workspace.
        shelf: The hub; its folder is put back for each seed.
        time: True time, put back as well.
    """

    folder: Path
    keys: dict[str, bytes]
    shelf: ShelfOnDisk
    time: Time

    @property
    def beginning(self) -> Path:
        """The folders of hub and laptops before anything happened."""
        return self.folder / "beginning"


@contextmanager
def prepared() -> Iterator[Ground]:
    """Found a mission, enrol its laptops, let all of them sync once."""
    time = Time()
    with _silence(), scratch() as folder:
        beginning = folder / "beginning"
        around = Surroundings(time, random.Random(0).randbytes)
        opened = {}
        for name in ROLES:
            made = workspace.create(
                beginning / name, "long rains", name, cost=_QUICK, around=around
            )
            opened[name] = made[0]
        found_mission(opened["founder"], "Gorom")
        for name, role in ROLES.items():
            if role:
                invitation = invite(opened["founder"], request_enrolment(opened[name]), role, "")
                join(opened[name], invitation)
        shelf = ShelfOnDisk(folder / "hub", time)
        try:
            for _ in range(2):
                for laptop in opened.values():
                    sync(laptop, shelf, Progress())
            keys = {name: laptop.key for name, laptop in opened.items()}
            for laptop in opened.values():
                workspace.close(laptop)
            shelf.close()
            copy_folder(shelf.folder, beginning / "hub")
            yield Ground(folder, keys, shelf, time)
        finally:
            shelf.close()


@contextmanager
def _silence() -> Iterator[None]:
    """Keep thousands of warnings, each of which is meant here, off the terminal."""
    log, nowhere = logging.getLogger("fieldapp"), logging.NullHandler()
    log.addHandler(nowhere)
    try:
        yield
    finally:
        log.removeHandler(nowhere)
