"""What an earlier release wrote is read and answered for ever: requests, replies, packs."""

import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub.engine import open_storage
from fieldapp.hub.service import Service
from fieldapp.store import records, settings
from fieldapp.store.database import writing
from fieldapp.store.workspace import close, unlock
from fieldapp.sync.members.membership import Member, read_card, read_member
from fieldapp.sync.mission import invite, join
from fieldapp.sync.wire.feed import MEMBERS, id_of
from fieldapp.sync.wire.pack import open_pack
from fieldapp.sync.wire.protocol import read_reply, read_request
from tests.sync.conftest import Mission
from tests.sync.world import PASSPHRASE, make, sync_now

RELEASED = sorted((Path(__file__).parents[1] / "files").glob("wire_*"))
"""What each release whose wire differs sent and received."""


@pytest.fixture(params=RELEASED, ids=lambda folder: folder.name)
def wire(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def laptops(wire: Path) -> dict[str, Any]:
    return dict(json.loads((wire / "laptops.json").read_text()))


def hub_of(wire: Path, folder: Path) -> Service:
    now = laptops(wire)["hub_time_ms"]
    return Service(open_storage(folder), lambda: now)


def author(wire: Path) -> Member:
    invitation = json.loads((wire / "invitation.json").read_text())
    card = read_card(invitation["card"])
    statements = read_request((wire / "push_request.bin").read_bytes()).feeds[MEMBERS].packs
    members = [read_member(text, card) for text in statements]
    device = laptops(wire)["founder"]["device"]
    return next(member for member in members if member.device == device)


def test_an_older_laptop_is_still_served(wire: Path, tmp_path: Path) -> None:
    hub = hub_of(wire, tmp_path)
    pushed = read_reply(hub.exchange((wire / "push_request.bin").read_bytes()))
    pulled = read_reply(hub.exchange((wire / "pull_request.bin").read_bytes()))

    then = read_reply((wire / "pull_reply.bin").read_bytes())
    assert not pushed.refused
    assert not any(page.refused for page in pushed.feeds.values())
    for scope in (TEAM, RESTRICTED):
        assert pulled.feeds[scope].head == then.feeds[scope].head
        assert pulled.feeds[scope].entries == then.feeds[scope].entries


def test_the_reply_of_an_older_hub_is_still_read(wire: Path) -> None:
    pushed = read_reply((wire / "push_reply.bin").read_bytes())
    pulled = read_reply((wire / "pull_reply.bin").read_bytes())

    assert pushed.feeds[TEAM].head == pulled.feeds[TEAM].head
    [entry] = pulled.feeds[TEAM].entries
    assert entry.pack == (wire / "pack_team.bin").read_bytes()
    assert entry.id == id_of(entry.pack)
    assert read_reply((wire / "refusal_reply.bin").read_bytes()).refused == "clock"


@pytest.mark.parametrize("scope", [TEAM, RESTRICTED])
def test_an_older_pack_is_still_opened(wire: Path, scope: str) -> None:
    keys = {}
    for name, key in laptops(wire)["scope_keys"].items():
        of, epoch = name.split()
        keys[of, int(epoch)] = (bytes.fromhex(key),)
    content = (wire / f"pack_{scope.rpartition('/')[2]}.bin").read_bytes()

    found = open_pack(content, scope, author(wire), keys)

    assert [line for _fact, line in found] == [
        line for line in laptops(wire)["facts"] if json.loads(line)["scope"] == scope
    ]


def test_an_older_invitation_is_still_accepted_and_its_packs_become_records(
    wire: Path, tmp_path: Path
) -> None:
    laptop = make(tmp_path / "laptop", "Protection", 1)
    with writing(laptop.db, laptop.file):
        for name, value in laptops(wire)["protection"].items():
            settings.write(laptop.db, name, value)
    close(laptop)
    hub = hub_of(wire, tmp_path / "hub")
    hub.exchange((wire / "push_request.bin").read_bytes())
    laptop = unlock(tmp_path / "laptop" / "Protection", PASSPHRASE)

    join(laptop, (wire / "invitation.json").read_bytes())
    account = sync_now(laptop, hub)

    assert (account.received, account.quarantined) == (2, 0)
    meeting = records.load(laptop, "meeting", laptops(wire)["meeting"])
    assert meeting.values["title"] == "Well and roof"
    close(laptop)


def test_an_older_request_to_be_let_in_is_still_answered(wire: Path, mission: Mission) -> None:
    asked = (wire / "enrolment.json").read_bytes()

    answer = json.loads(invite(mission.founder, asked, "officer", ""))

    member = read_member(answer["member"], read_card(answer["card"]))
    assert member.device == laptops(wire)["protection"]["device"]
