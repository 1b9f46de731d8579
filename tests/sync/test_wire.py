"""What an earlier release wrote is read and answered for ever: requests, replies, packs."""

import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp.domain.scope import RESTRICTED, TEAM
from fieldapp.hub.engine import open_storage
from fieldapp.hub.service import Service
from fieldapp.progress import Progress
from fieldapp.store import photos, records, settings
from fieldapp.store.database import writing
from fieldapp.store.workspace import Workspace, close, unlock
from fieldapp.sync.members.membership import Member, read_card, read_member, read_statement
from fieldapp.sync.mission import invite, join
from fieldapp.sync.parcels.stick import read_parcels
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
    of_founder = next(text for text in statements if json.loads(text).get("role") == "founder")
    return read_member(of_founder, card)


def joined(wire: Path, folder: Path) -> Workspace:
    """The protection officer of the release, who has joined and has met no hub."""
    laptop = make(folder, "Protection", 1)
    with writing(laptop.db, laptop.file):
        for name, value in laptops(wire)["protection"].items():
            settings.write(laptop.db, name, value)
    close(laptop)
    laptop = unlock(folder / "Protection", PASSPHRASE)
    join(laptop, (wire / "invitation.json").read_bytes())
    return laptop


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
    hub = hub_of(wire, tmp_path / "hub")
    hub.exchange((wire / "push_request.bin").read_bytes())
    laptop = joined(wire, tmp_path)

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


PHOTOGRAPHS = [wire for wire in RELEASED if (wire / "chunks_request.bin").exists()]
"""Releases that carry photographs, hand on parcels and take laptops out."""


@pytest.fixture(params=PHOTOGRAPHS, ids=lambda folder: folder.name)
def later_wire(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_the_photograph_of_an_older_laptop_reaches_a_colleague_through_todays_hub(
    later_wire: Path, tmp_path: Path
) -> None:
    wire = later_wire
    hub = hub_of(wire, tmp_path / "hub")
    for name in ("push", "photo"):
        assert not read_reply(hub.exchange((wire / f"{name}_request.bin").read_bytes())).refused
    taken = read_reply(hub.exchange((wire / "chunks_request.bin").read_bytes()))
    then = read_reply((wire / "chunks_reply.bin").read_bytes())
    laptop = joined(wire, tmp_path)

    sync_now(laptop, hub)

    assert {of: page.head for of, page in taken.shelves.items()} == {
        of: page.head for of, page in then.shelves.items()
    }
    small = photos.open_photo(laptop, laptops(wire)["photo"], small=True)
    [piece] = read_reply((wire / "chunks_fetched.bin").read_bytes()).shelves[TEAM].chunks
    assert small.startswith(bytes.fromhex("ffd8ff"))
    assert piece in {laptop.chunks.read(chunk) for chunk in laptop.chunks.ids()}
    close(laptop)


def test_an_older_parcel_is_still_taken_whole(later_wire: Path, tmp_path: Path) -> None:
    hub = hub_of(later_wire, tmp_path / "hub")
    hub.exchange((later_wire / "push_request.bin").read_bytes())
    laptop = joined(later_wire, tmp_path)
    sync_now(laptop, hub)  # the members and the newest key, without the photograph

    account, brought = read_parcels(laptop, [later_wire / "handed_on.parcel"], Progress())

    assert (brought.damaged, brought.strange, brought.torn, account.quarantined) == (0, 0, 0, 0)
    photo = photos.open_photo(laptop, laptops(later_wire)["photo"])
    assert photo.startswith(bytes.fromhex(laptops(later_wire)["picture"]))
    close(laptop)


def test_what_an_older_hub_said_to_a_laptop_that_left_still_proves_it(later_wire: Path) -> None:
    card = read_card(json.loads((later_wire / "invitation.json").read_text())["card"])

    reply = read_reply((later_wire / "left_reply.bin").read_bytes())

    assert reply.refused == "left"
    [proof] = [read_statement(text, card) for text in reply.documents]
    assert proof.left
    assert proof.name == "Lost"
