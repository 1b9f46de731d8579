"""The latest day that a laptop knows to have come, whatever its clock says now.

For what ends on a day, such as an agreement: a clock that was set back must not make it valid
again. One laptop with a wrong clock must not end everything for all others either.
"""

from datetime import UTC, date, datetime

from fieldapp.domain.clock import FARTHEST_AHEAD_MS, ms_of
from fieldapp.store.workspace import Workspace


def newest_day(workspace: Workspace) -> date:
    """Return the latest of: today by the clock, the last thing recorded or noted here, and the day
    that two other laptops have recorded something on or after."""
    found = [workspace.wall().date()]
    times = workspace.db.conn.execute("SELECT device, max(time) FROM fact GROUP BY device")
    newest = {str(device): str(time) for device, time in times.fetchall()}
    own = newest.pop(workspace.device, "")
    others = sorted(newest.values())
    for time in (own, *others[-2:-1]):
        if time:
            # A clock may run ahead a little without anybody's doing.
            found.append(_day(ms_of(time) - FARTHEST_AHEAD_MS))
    noted = workspace.db.conn.execute("SELECT at FROM audit ORDER BY n DESC LIMIT 1").fetchone()
    if noted:
        found.append(datetime.fromisoformat(str(noted[0])).astimezone().date())
    return max(found)


def _day(ms: int) -> date:
    try:
        return datetime.fromtimestamp(ms / 1000, UTC).astimezone().date()
    except (OverflowError, ValueError, OSError):
        return date.max  # later than any calendar here: some laptop's clock was beyond all bounds
