"""Two real laptops over real HTTP: both get what they may, and strangers get nothing."""

import http.client
import json
import socket
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from nacl.signing import SigningKey

from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.progress import Progress
from fieldapp.store import carried, packs, records
from fieldapp.store import mission as kept
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace, close
from fieldapp.sync.errors import ManyWouldVanish
from fieldapp.sync.members import signed
from fieldapp.sync.mission import card_of, found_mission
from fieldapp.sync.packing import pack_up
from fieldapp.sync.parcels import lan, meeting, talk
from fieldapp.sync.parcels.guest import fetch
from fieldapp.sync.parcels.host import MOST_WRONG_CODES, Host
from fieldapp.sync.parcels.lan import PATH, offering
from fieldapp.sync.parcels.meeting import LARGEST, WINDOW_MS, Message, Refusal
from fieldapp.sync.parcels.parcel_errors import (
    BadDoor,
    BadLaptopAddress,
    DoorTaken,
    LaptopRefused,
    LaptopUnreachable,
    NotALaptop,
)
from fieldapp.sync.parcels.talk import Taken
from fieldapp.sync.wire.feed import FEEDS
from tests.sync.conftest import Mission
from tests.sync.parcels.test_handing import own_pack, report
from tests.sync.world import facts, make, not_sent, open_laptop, rows, sync_now

HERE = "127.0.0.1:0"


def meet(host: Workspace, guest: Workspace) -> tuple[Taken, Taken]:
    """What came of it at the host and at the guest."""
    with offering(host, HERE, let_through=True) as (answering, url):
        taken = fetch(guest, url, answering.code, Progress(), let_through=True)
        assert answering.done.is_set()
        return answering.taken, taken


def test_two_laptops_have_the_same_afterwards_and_nothing_counts_as_sent(mission: Mission) -> None:
    report(mission.founder, "one")
    report(mission.protection, "two")

    hosts, guests = meet(mission.founder, mission.protection)

    assert rows(mission.founder) == rows(mission.protection)
    assert (hosts.found.packs, guests.found.packs) == (2, 2)
    assert (hosts.given, guests.given) == (2, 2)
    for laptop in (mission.founder, mission.protection):
        assert not_sent(laptop) >= 4
        assert all(not packs.marks(laptop.db, scope) for scope in FEEDS)


def test_what_is_told_of_a_feed_that_older_versions_do_not_know_is_out_of_their_way() -> None:
    packs_ = {scope: ["0" * 32, "1" * 32] for scope in FEEDS}
    sent = meeting.Message(
        mission="a" * 32, device="b" * 16, have=packs_, waiting=dict.fromkeys(FEEDS, 1),
        parcel=b"parcel",
    )  # fmt: skip
    key = SigningKey(bytes(32))

    content = meeting.write(sent, key, "1234-5678")

    received = meeting.read(content)
    assert (received.message.have, received.message.waiting) == (packs_, sent.waiting)
    assert received.message.parcel == b"parcel"
    line, _, body = content.partition(b"\n")
    assert json.loads(line)["have"] == [2, 2, 2]
    assert len(body) == 3 * 2 * 16 + len(b"parcel")
    older = {n: v for n, v in json.loads(line).items() if n not in ("more", "signature")}
    content = signed.write(
        "meeting", {n: v for n, v in older.items() if n not in ("fieldapp", "v")}, key
    )
    assert CONDUCT not in meeting.read(content.encode() + b"\n" + body).message.have


def test_what_is_for_the_focal_point_is_not_given_to_a_version_that_does_not_know_it(
    mission: Mission,
) -> None:
    records.save(mission.officer, Change("feedback", {"level": 6, "summary": "By night"}))
    pack_up(mission.officer, Progress())

    assert talk.to_give(mission.officer, (TEAM,), {scope: [] for scope in FEEDS})[CONDUCT]
    assert CONDUCT not in talk.to_give(mission.officer, (TEAM,), {TEAM: [], RESTRICTED: []})


def test_meeting_again_changes_nothing(mission: Mission) -> None:
    report(mission.founder)
    meet(mission.founder, mission.protection)
    before = rows(mission.protection)

    hosts, guests = meet(mission.protection, mission.founder)

    assert (hosts.given, guests.given, hosts.touched, guests.touched) == (0, 0, set(), set())
    assert rows(mission.protection) == before


def test_an_officer_who_meets_two_colleagues_brings_the_restricted_report_across(
    mission: Mission,
) -> None:
    record = report(mission.protection)

    meet(mission.protection, mission.officer)
    assert facts(mission.officer, RESTRICTED) == set()
    meet(mission.founder, mission.officer)

    assert records.load(mission.founder, "incident", record).values["account"] == "By night"
    assert carried.load(mission.officer.db)[0] == 1  # until a hub has it


def test_what_the_hub_has_is_not_given_to_whoever_may_not_read_it(mission: Mission) -> None:
    sync_now(mission.founder, mission.hub)
    report(mission.protection)
    sync_now(mission.protection, mission.hub)

    meet(mission.protection, mission.officer)
    meet(mission.officer, mission.protection)

    assert carried.load(mission.officer.db) == (0, 0)
    assert len(packs.of_scope(mission.officer.db, TEAM)) == 1


def test_more_than_one_message_is_exchanged_in_several(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(talk, "PORTION", 3000)
    for n in range(12):
        report(mission.founder, f"f{n}")
        own_pack(mission.founder, TEAM)
        report(mission.protection, f"p{n}")
        own_pack(mission.protection, TEAM)

    meet(mission.founder, mission.protection)

    assert rows(mission.founder) == rows(mission.protection)
    assert len(rows(mission.founder)) == 24


def test_laptops_with_clocks_years_apart_meet(mission: Mission) -> None:
    report(mission.protection)
    folder = mission.protection.folder
    close(mission.protection)
    late = open_laptop(folder, mission.time, 3, skew_ms=-3 * 365 * 86_400_000)

    meet(mission.founder, late)

    assert rows(mission.founder) == rows(late)
    close(late)


def test_a_wrong_code_gets_nothing_and_ten_of_them_end_the_offer(mission: Mission) -> None:
    report(mission.founder)
    with offering(mission.founder, HERE) as (host, url):
        for _ in range(MOST_WRONG_CODES):
            with pytest.raises(LaptopRefused, match="the code is wrong"):
                fetch(mission.officer, url, "0000-0000x", Progress())
        assert host.spent
        with pytest.raises(LaptopRefused):
            fetch(mission.officer, url, host.code, Progress())
    assert rows(mission.officer) == []


def test_a_laptop_of_another_mission_is_refused(mission: Mission) -> None:
    stranger = make(mission.founder.folder.parent, "stranger", 80)
    found_mission(stranger, "Elsewhere")
    report(mission.founder)

    with (
        offering(mission.founder, HERE) as (host, url),
        pytest.raises(LaptopRefused, match="another mission"),
    ):
        fetch(stranger, url, host.code, Progress())
    assert rows(stranger) == []


def question(laptop: Workspace) -> Message:
    return talk.introduced(laptop, Message(), laptop.around.wall_ms())


def asked(host: Host, laptop: Workspace, content: bytes) -> str:
    """The refusal's code, or nothing where it was answered."""
    try:
        meeting.read(host.answer(laptop, content))
    except Refusal as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda m, mine: mine, ""),
        (lambda m, mine: replace(mine, device="f" * 16), "not_a_member"),
        (lambda m, mine: replace(mine, device=m.protection.device), "signature"),
        (lambda m, mine: replace(mine, mission="f" * 32), "other_mission"),
        (lambda m, mine: replace(mine, time_ms=mine.time_ms - WINDOW_MS - 60_000), "clock"),
        (lambda m, mine: replace(mine, time_ms=mine.time_ms + WINDOW_MS + 60_000), "clock"),
        (lambda m, mine: replace(mine, answers="ab" * 64), "not_a_member"),
        (lambda m, mine: replace(mine, parcel=b"no parcel"), "bad_request"),
    ],
)
def test_only_what_a_member_asks_now_is_answered(
    mission: Mission, change: Callable[[Mission, Message], Message], code: str
) -> None:
    host = Host("1234-5678")
    message = change(mission, question(mission.officer))

    content = meeting.write(message, mission.officer.signing_key, "1234-5678")

    assert asked(host, mission.founder, content) == code


def test_a_replayed_message_is_refused(mission: Mission) -> None:
    host = Host("1234-5678")
    content = meeting.write(question(mission.officer), mission.officer.signing_key, "1234-5678")

    assert asked(host, mission.founder, content) == ""
    assert asked(host, mission.founder, content) == "replay"
    assert asked(Host("8765-4321"), mission.founder, content) == "code"


def test_a_stranger_with_a_forged_membership_is_refused(mission: Mission) -> None:
    stranger = make(mission.founder.folder.parent, "stranger", 81)
    found_mission(stranger, "Elsewhere")
    statement = kept.statement_of(stranger.db, stranger.device) or ""
    public = card_of(mission.founder).keys[TEAM, 1]
    message = replace(
        question(stranger),
        mission=card_of(mission.founder).id,
        member=meeting.sealed(statement, public),
    )
    content = meeting.write(message, stranger.signing_key, "1234-5678")

    assert asked(Host("1234-5678"), mission.founder, content) == "not_a_member"


def test_a_laptop_that_was_invited_just_now_is_let_in_by_its_membership(mission: Mission) -> None:
    mission.protection.db.conn.execute(
        "DELETE FROM member WHERE device = ?", [mission.officer.device]
    )
    report(mission.officer)

    meet(mission.protection, mission.officer)

    assert len(rows(mission.protection)) == 1


def test_any_changed_byte_makes_a_message_worthless(mission: Mission) -> None:
    content = meeting.write(
        replace(question(mission.officer), have={TEAM: ["ab" * 16]}),
        mission.officer.signing_key,
        "1234-5678",
    )
    host = Host("1234-5678")
    for at in range(0, len(content), 7):
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        assert asked(host, mission.founder, changed) != ""


def test_an_answer_of_anybody_else_is_not_taken(mission: Mission) -> None:
    """A stranger in the same network answers, with what they have recorded of another meeting."""
    report(mission.founder)
    host = Host("1234-5678")
    recorded = host.answer(
        mission.founder,
        meeting.write(question(mission.officer), mission.officer.signing_key, "1234-5678"),
    )
    mute = meeting.refuse("x", 0)
    for answer in (recorded, b"<html>", mute[:-3], b"", bytes(5000)):
        with answering(answer) as url, pytest.raises((NotALaptop, LaptopUnreachable)):
            fetch(mission.officer, url, "1234-5678", Progress())
    assert rows(mission.officer) == []


class answering:  # noqa: N801 - reads as the context that it is
    """A server that gives one connection this answer, whatever it is asked."""

    def __init__(self, answer: bytes) -> None:
        self._answer = answer
        self._door = socket.create_server(("127.0.0.1", 0))
        self._door.settimeout(10)

    def __enter__(self) -> str:
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return f"http://127.0.0.1:{self._door.getsockname()[1]}"

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._door.close()

    def _run(self) -> None:
        line, _ = self._door.accept()
        with line:
            line.settimeout(0.3)
            try:
                while line.recv(65_536):
                    pass
            except TimeoutError:
                pass
            head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(self._answer)}\r\n\r\n"
            line.sendall(head.encode() + self._answer)


@pytest.mark.parametrize(
    ("method", "path", "length", "body"),
    [
        ("GET", PATH, None, b""),
        ("POST", "/../../etc/passwd", None, b"x"),
        ("POST", PATH, str(LARGEST + 1), b"x"),
        ("POST", PATH, "-1", b"x"),
        ("POST", PATH, None, b"x" * 100_000),
        ("POST", PATH, None, b'{"fieldapp":"meeting","v":1,' + b"[" * 10_000 + b"\n"),
    ],
)
def test_garbage_is_answered_shortly(
    mission: Mission, method: str, path: str, length: str | None, body: bytes
) -> None:
    with offering(mission.founder, HERE) as (_host, url):
        line = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
        headers = {"Content-Length": length} if length else {}
        line.request(method, path, body, headers)
        response = line.getresponse()
        said = response.read()
        line.close()

        assert response.status >= 400 or b'"refused":"bad_request"' in said
        assert mission.founder.device.encode() not in said
        assert fetch(mission.officer, url, _host.code, Progress())


def test_whoever_only_holds_the_door_open_keeps_nobody_out_for_ever(
    mission: Mission, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lan, "LONGEST_S", 0.3)
    with offering(mission.founder, HERE) as (host, url):
        port = int(url.rpartition(":")[2])
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
        for line in silent:
            line.settimeout(10)
            assert line.recv(10) == b""  # hung up on
            line.close()
        assert fetch(mission.officer, url, host.code, Progress())


def test_the_brake_holds_on_both_sides(mission: Mission) -> None:
    changes = [Change("meeting", {"title": f"Meeting {n}"}) for n in range(60)]
    ids = records.save_all(mission.founder, changes)
    meet(mission.founder, mission.protection)
    for record in ids:
        records.delete(mission.founder, "meeting", record, "entered twice")

    with offering(mission.founder, HERE) as (host, url), pytest.raises(ManyWouldVanish):
        fetch(mission.protection, url, host.code, Progress())
    with offering(mission.protection, HERE) as (host, url):
        with pytest.raises(LaptopRefused, match="a person has to look"):
            fetch(mission.founder, url, host.code, Progress())
        assert host.brake
    assert all(row[3] == 0 for row in rows(mission.protection))


def test_whoever_listens_learns_no_name(mission: Mission) -> None:
    report(mission.founder, "CANARY")
    content = meeting.write(
        replace(question(mission.officer), have=talk.held(mission.officer, {})[0]),
        mission.officer.signing_key,
        "1234-5678",
    )

    passed = content + Host("1234-5678").answer(mission.founder, content)

    for secret in (b"CANARY", b"founder", b"officer", b"Gorom", b"1234-5678"):
        assert secret not in passed


@pytest.mark.parametrize("url", ["", "192.168.1.20", "https://x", "http://", "http://a:b"])
def test_what_is_no_address_of_a_laptop_is_told(mission: Mission, url: str) -> None:
    with pytest.raises(BadLaptopAddress):
        fetch(mission.officer, url, "1234-5678", Progress())


def test_nobody_there_is_told(mission: Mission) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        address = f"127.0.0.1:{door.getsockname()[1]}"
        with pytest.raises(DoorTaken), offering(mission.founder, address):
            pass
    with pytest.raises(LaptopUnreachable):
        fetch(mission.officer, f"http://{address}", "1234-5678", Progress())
    with pytest.raises(BadDoor), offering(mission.founder, "everywhere"):
        pass


def test_what_is_carried_of_the_hub_goes_when_it_has_it(mission: Mission) -> None:
    report(mission.protection)
    meet(mission.protection, mission.officer)
    sync_now(mission.founder, mission.hub)

    account = sync_now(mission.officer, mission.hub)

    assert (account.carried, not_sent(mission.officer)) == (0, 0)
