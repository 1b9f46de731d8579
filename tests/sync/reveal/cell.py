"""What the tests of revealing share: an incident that three laptops have, and what is refused."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fieldapp.domain.disclosure import disclose
from fieldapp.errors import UserError
from fieldapp.store import glass, records, workspace
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.reveal import papers, revealing
from tests.sync.conftest import Mission
from tests.sync.world import sync_now

CANARY = "Kingfisher-2291"
MINUTE = 60_000
INCIDENT = {
    "happened_on": "2026-11-01", "type": "threat", "summary": "Shots", "account": CANARY,
}  # fmt: skip


def everybody_has(mission: Mission) -> str:
    """An incident on all three laptops; the officer's cannot read what is restricted of it."""
    incident = records.save(mission.founder, Change("incident", INCIDENT))
    exchange(mission)
    return incident


def exchange(mission: Mission) -> None:
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)


def two_persons(mission: Mission) -> None:
    limit = {"name": "persons_to_reveal", "value": 2, "decided_on": "2026-11-01"}
    records.save(mission.founder, Change("limit", limit))
    exchange(mission)


def account(laptop: Workspace, incident: str) -> object:
    shown = disclose(records.load(laptop, "incident", incident), laptop.reader)
    return shown.values.get("account")


@contextmanager
def sqlite_writer(laptop: Workspace) -> Iterator[None]:
    """Somebody else holds the file for as long as this lasts, and nobody waits for them."""
    laptop.db.conn.execute("PRAGMA busy_timeout = 0")
    other = workspace.reopen(laptop)
    other.db.conn.execute("BEGIN IMMEDIATE")
    yield
    other.db.conn.execute("ROLLBACK")
    workspace.close(other)


def told(laptop: Workspace) -> list[dict[str, object]]:
    """What a laptop has heard of reveals, the oldest first."""
    found = records.query(laptop, Wanted("access", newest_first=False))
    return [dict(each.values) for each in found if each.values.get("act") != "log"]


Asked = tuple[Mission, str, papers.Ask]


def refuses(error: type[UserError], laptop: Workspace, record: str, approval: str) -> None:
    with pytest.raises(error) as caught:
        revealing.use(laptop, "incident", record, approval)
    assert str(caught.value)
    assert not [each for each in revealing.open_now(laptop) if each.record == record]
    assert glass.shown(laptop) == []
