"""Which steps of works an officer looks at next: those that are due or near, the oldest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.policy import Door
from fieldapp.store import records
from fieldapp.store.records import Wanted
from fieldapp.ui.components.text import dotted
from fieldapp.ui.session import Session

MOST = 60
"""Steps offered; any other is reached from its work."""

_OPEN = ("planned", "started", "partly", "not_done", None)
_SIDES = ("status_mission", "status_community")


@dataclass(frozen=True)
class Step:
    """A step of a work that is not done yet."""

    id: str
    work: str
    title: str
    shown: str


def open_steps(session: Session) -> Sequence[Step]:
    """Return the steps that we or the community do not see as done, due ones first."""
    found = {
        record.id: session.disclosed(record, Door.LIST)
        for side in _SIDES
        for status in _OPEN
        for record in records.query(
            session.workspace, Wanted("milestone", {side: status}, limit=MOST)
        )
    }
    with_work = [each for each in found.values() if isinstance(each.values.get("deliverable"), str)]
    with_work.sort(key=lambda each: (str(each.values.get("due_on") or "9999"), each.id))
    return [_step(session, each) for each in with_work[:MOST]]


def _step(session: Session, step: Disclosed) -> Step:
    work = str(step.values["deliverable"])
    title = session.names.of(step)
    return Step(
        step.id, work, title, dotted(title, session.names.title(work), session.names.day(step))
    )
