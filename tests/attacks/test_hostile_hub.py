"""Whoever runs the hub answers as they please: with packs of others, with old ones, with bombs."""

import contextlib
import json
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.errors import UserError
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store.records import Change
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.mission import members
from fieldapp.sync.round import sync
from fieldapp.sync.wire.feed import MEMBERS
from fieldapp.sync.wire.protocol import MAGIC, Hub, Page, read_reply, write_reply
from tests.canary.pages import everything_in
from tests.sync.conftest import Mission
from tests.sync.world import rows, sync_now


@dataclass
class Swaps:
    """Gives an officer the entries of the protection cell as those of the team."""

    hub: Hub
    page: Page | None = None
    name: str = "hub.example.org"

    def exchange(self, request: bytes) -> bytes:
        reply = read_reply(self.hub.exchange(request))
        if self.page is None or TEAM not in reply.feeds:
            self.page = self.page or reply.feeds.get(RESTRICTED)
            return write_reply(reply)
        feeds = {**reply.feeds, TEAM: replace(self.page, common=reply.feeds[TEAM].common)}
        return write_reply(replace(reply, feeds=feeds))


def test_packs_of_the_cell_served_to_the_team_are_set_aside_and_stay_closed(
    mission: Mission,
) -> None:
    answers = {"type": "threat", "happened_on": "2026-11-01", "account": "Zqvx by night"}
    records.save(mission.protection, Change("incident", answers))
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)
    swaps = Swaps(mission.hub)
    sync(mission.founder, swaps, Progress(), let_through=True)  # the hub has seen such a page
    assert swaps.page is not None
    before = rows(mission.officer)

    with contextlib.suppress(UserError):
        sync(mission.officer, swaps, Progress(), let_through=True)
    held = everything_in(mission.officer.folder, mission.officer.key)

    assert b"Zqvx by night" not in held
    assert rows(mission.officer) == before
    assert packs.aside(mission.officer.db) or not packs.marks(mission.officer.db, TEAM)
    assert sync_now(mission.officer, mission.hub).quarantined >= 0  # and a true hub is served again
    assert records.query(mission.officer, records.Wanted("incident"))


@pytest.mark.parametrize(
    "plain",
    [b"[" * 300_000, b'{"v":' * 100_000, b" " * 50_000_000 + b"{}", b'{"v": 1, "time": 1e999}'],
    ids=["deep list", "deep object", "bomb", "endless number"],
)
def test_an_answer_that_is_a_bomb_is_one_sentence(mission: Mission, plain: bytes) -> None:
    packed = zlib.compress(plain, 9)

    class Bombs:
        name = "hub.example.org"

        def exchange(self, request: bytes) -> bytes:
            return MAGIC + len(packed).to_bytes(4, "big") + packed

    with pytest.raises(UserError) as told:
        sync(mission.officer, Bombs(), Progress())

    assert told.value.remedy


def test_a_hub_that_goes_back_to_old_members_gives_nobody_their_keys_back(
    mission: Mission, tmp_path: Path
) -> None:
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)
    mission.hub.copy_to(tmp_path / "before")
    revoke(mission.founder, mission.officer.device, "lost")
    sync_now(mission.founder, mission.hub)
    sync_now(mission.protection, mission.hub)

    mission.hub.come_back_from(tmp_path / "before")  # as if nobody had been taken out
    records.save(mission.protection, Change("meeting", {"title": "Zqvx afterwards"}))
    sync_now(mission.protection, mission.hub)

    known = {each.device: each.left for each in members(mission.protection)}
    assert known[mission.officer.device]
    officer = mission.officer
    with pytest.raises(UserError):  # protection's sync has brought the statement back to the hub
        sync_now(officer, mission.hub)
    assert b"Zqvx afterwards" not in everything_in(officer.folder, officer.key)


def test_a_hub_that_hides_from_a_laptop_that_it_left_still_gives_it_no_new_word(
    mission: Mission, tmp_path: Path
) -> None:
    """The hub may keep a removed laptop in the dark; the new key keeps the rest of the mission."""
    for _ in range(2):
        for laptop in (mission.founder, mission.protection, mission.officer):
            sync_now(laptop, mission.hub)
    revoke(mission.founder, mission.officer.device, "lost")
    records.save(mission.founder, Change("meeting", {"title": "Zqvx afterwards"}))
    sync_now(mission.founder, mission.hub)

    class Hides:
        """Answers as to a member, with the whole feed of the team."""

        name = "hub.example.org"

        def exchange(self, request: bytes) -> bytes:
            seen = mission.founder.db.conn.execute(
                "SELECT id, bytes FROM pack WHERE scope = ? ORDER BY n", [TEAM]
            ).fetchall()
            entries = [(pack, bytes(content)) for pack, content in seen]
            head = {
                "v": 1, "time": mission.time(), "feeds": {
                    MEMBERS: _page([]), TEAM: _page(entries), RESTRICTED: _page([]),
                },
            }  # fmt: skip
            packed = zlib.compress(json.dumps(head).encode())
            body = b"".join(content for _pack, content in entries)
            return MAGIC + len(packed).to_bytes(4, "big") + packed + body

    for _ in range(2):
        with contextlib.suppress(UserError):
            sync(mission.officer, Hides(), Progress(), let_through=True)
    officer = mission.officer
    assert b"Zqvx afterwards" not in everything_in(officer.folder, officer.key)


def _page(entries: list[tuple[str, bytes]]) -> dict[str, object]:
    return {
        "common": 0, "ids": [pack for pack, _ in entries], "refused": {},
        "sizes": [len(content) for _, content in entries], "head": [len(entries), "0" * 32],
    }  # fmt: skip
