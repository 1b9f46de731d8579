"""How long a laptop has been without contact with the mission, whatever its clock says.

Three things count, and the largest holds: the days since the last contact by the wall clock, by the
times of this laptop's own entries, which never go back, and the days that were seen to pass from
one opening to the next. A clock that is set back costs a day each time, so it extends nothing.
"""

import json
from dataclasses import asdict, dataclass

from fieldapp.store import settings
from fieldapp.store.database import writing
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace

DAY_MS = 86_400_000
WORTH_WRITING_MS = 10 * 60 * 1000
"""Less than that between two looks is counted at the next one."""
ADJUSTED_MS = 60 * 60 * 1000
"""By so much the hub or a person may put a clock right; more is setting it back."""

_NAME = "last contact"


@dataclass(frozen=True)
class _Seen:
    """What was known at the last look.

    Attributes:
        contact: Newest time at the last contact, in milliseconds since 1970.
        wall: Wall clock at the last look.
        gone: Milliseconds seen to pass since the contact.
    """

    contact: int
    wall: int
    gone: int


def note(workspace: Workspace) -> None:
    """Note that there is contact now. Part of the transaction that is open, if one is."""
    with writing(workspace.db, workspace.file):
        wall = workspace.around.wall_ms()
        _write(workspace, _Seen(_newest(workspace, wall), wall, 0))


def days_without(workspace: Workspace) -> int:
    """Return the whole days since the last contact, and note that somebody has looked.

    A laptop that has noted none yet, because an earlier version worked on it, begins now.
    """
    with told(workspace.file):
        seen = _read(workspace)
    wall = workspace.around.wall_ms()
    if seen is None:
        note(workspace)
        return 0
    passed = wall - seen.wall
    if passed < -ADJUSTED_MS:
        passed = DAY_MS
    gone = seen.gone + max(0, passed)
    if abs(wall - seen.wall) >= WORTH_WRITING_MS:
        with writing(workspace.db, workspace.file):
            _write(workspace, _Seen(seen.contact, wall, gone))
    with told(workspace.file):
        newest = _newest(workspace, wall)
    return max(gone, newest - seen.contact) // DAY_MS


def _newest(workspace: Workspace, wall: int) -> int:
    return max(wall, workspace.clock.newest_ms)


def _read(workspace: Workspace) -> _Seen | None:
    text = settings.read(workspace.db, _NAME)
    return _Seen(**json.loads(text)) if text else None


def _write(workspace: Workspace, seen: _Seen) -> None:
    settings.write(workspace.db, _NAME, json.dumps(asdict(seen)))
