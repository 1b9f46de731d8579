"""What an officer has to look at: what is due or overdue, and the next joint review.

Plain functions over disclosed records; how it is shown is in `pages.today`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.policy import Door
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.ui.session import Session

AHEAD = timedelta(days=14)
"""What falls due later is not for today."""

_MOST = 200


@dataclass(frozen=True)
class Watch:
    """Records of a kind that are unfinished while `field` has one of `values`, due on `day`."""

    kind: str
    field: str
    values: tuple[Value, ...]
    day: str
    icon: str


WATCHED = (
    Watch("commitment", "status", ("open", "late", None), "due_on", "handshake"),
    Watch("milestone", "status_mission", ("planned", "started", "partly", None), "due_on", "flag"),
    Watch("deliverable", "status", ("planned", "ongoing"), "planned_end", "hammer"),
)
"""Not answered counts as unfinished: a promise without a status was not kept yet."""


@dataclass(frozen=True)
class Due:
    """One thing that is due."""

    record: Disclosed
    day: date
    overdue: bool
    icon: str


def due(session: Session) -> list[Due]:
    """Return what is overdue or falls due within two weeks, the oldest first."""
    today = session.today()
    found = [
        Due(record, day, day < today, watch.icon)
        for watch in WATCHED
        for value in watch.values
        for record in _unfinished(session, watch, value)
        if (day := _day(record, watch.day)) is not None and day <= today + AHEAD
    ]
    return sorted(found, key=lambda each: (each.day, each.record.id))


def unanswered(session: Session) -> list[Disclosed]:
    """Return feedback that nobody has answered, the oldest first."""
    watch = Watch("feedback", "status", (), "received_on", "")
    found = [
        record
        for status in ("open", "passed_on", "decided", None)
        for record in _unfinished(session, watch, status)
    ]
    return sorted(found, key=lambda each: (str(each.values.get("received_on") or ""), each.id))


def next_review(session: Session) -> tuple[Disclosed, date] | None:
    """Return the joint review that announced the nearest next one, and its day."""
    today = session.today()
    found = [
        (day, record)
        for record in _all(session, Wanted("joint_review", limit=_MOST))
        if (day := _day(record, "next_on")) is not None and day >= today
    ]
    if not found:
        return None
    day, record = min(found, key=lambda each: (each[0], each[1].id))
    return record, day


def _unfinished(session: Session, watch: Watch, value: Value) -> Iterator[Disclosed]:
    wanted = Wanted(watch.kind, where={watch.field: value}, newest_first=False, limit=_MOST)
    return _all(session, wanted)


def _all(session: Session, wanted: Wanted) -> Iterator[Disclosed]:
    return (
        session.disclosed(record, Door.DASHBOARD)
        for record in records.query(session.workspace, wanted)
    )


def _day(record: Disclosed, name: str) -> date | None:
    value = record.values.get(name)
    return date.fromisoformat(value) if isinstance(value, str) else None
