"""What a newcomer sees first: the pages of a workspace in which nothing was written yet, of one
with a mission and of one that waits to be let in."""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from fieldapp.store.workspace import Workspace, create
from fieldapp.sync.mission import found_mission
from fieldapp.ui.gallery_sync import QUICK
from fieldapp.ui.rooms import (
    ADMINISTRATION,
    ALL,
    ATTENTION,
    CALENDAR,
    MAP,
    PAPER,
    PAPERS,
    PLANNING,
    POWER_MAP,
    RESULTS,
    SAFETY,
    SYNC,
    TODAY,
)
from fieldapp.ui.shell import Shell

Show = Callable[[Shell], object]

_PAGES = {
    "today": TODAY,
    "attention": ATTENTION,
    "map": MAP,
    "calendar": CALENDAR,
    "planning": PLANNING,
    "power": POWER_MAP,
    "results": RESULTS,
    "review": PAPER,
    "papers": PAPERS,
    "all": ALL,
    "sync": SYNC,
    "safety": SAFETY,
}
_ALONE = {"today": TODAY, "sync": SYNC, "administration": ADMINISTRATION}


def new_workspace(folder: Path, who: str, mission: str = "") -> Workspace:
    """Return a workspace in which nothing was written yet; without `mission` it belongs to none."""
    workspace, _ = create(folder, secrets.token_urlsafe(), who, cost=QUICK)
    if mission:
        found_mission(workspace, mission)
    return workspace


def new_screens() -> Mapping[str, Show]:
    """Return the screens of a new mission by name, and how to get there."""
    pages = {f"new-{name}": _page(page) for name, page in _PAGES.items()}
    return {**pages, "new-list": lambda shell: shell.records_page("meeting")}


def alone_screens() -> Mapping[str, Show]:
    """Return the screens of a workspace that belongs to no mission."""
    return {f"alone-{name}": _page(page) for name, page in _ALONE.items()}


def _page(name: str) -> Show:
    return lambda shell: shell.show_page(name)
