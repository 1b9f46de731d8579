"""Recovery with custodians: any two of three open a laptop, one never does, and nobody slips in."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path

import pytest
from nacl.signing import SigningKey

from fieldapp.paths import KEYFILE
from fieldapp.store import custody, workspace
from fieldapp.store.custody import HalfNotOurs, HalvesDoNotFit, NotPrepared
from fieldapp.store.disk import REPLACED, WRITE, WRITTEN
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.keyfile import read_key, read_parts
from fieldapp.store.passphrase import PassphraseTooShort
from fieldapp.store.workspace import Surroundings, Workspace
from fieldapp.sync import recovery
from fieldapp.sync.errors import BadDocument, NoSuchMember, NotInMission, NotTheOwner
from fieldapp.sync.members import documents, signed, words
from fieldapp.sync.members.asking import read_answer, read_asking, write_asking
from fieldapp.sync.members.custodians import read_custodians, write_custodians
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.members.membership import write_member
from fieldapp.sync.mission import card_of, found_mission, invite, join, request_enrolment
from fieldapp.sync.recovery import (
    NotACustodian,
    NotForOut,
    NothingAsked,
    NotThree,
    OtherRequest,
    TooFewAnswers,
)
from tests.sync.world import CHEAP, PASSPHRASE, HubOnDisk, Time, around, make, open_laptop, sync_now

NEW = "seven goats cross the dry river"
NAMES = ("founder", "paula", "chol", "officer", "admin")
ROLES = ("", "protection", "officer", "officer", "administrator")
CUSTODIANS = ("founder", "paula", "chol")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A mission of five laptops whose founder has named three custodians, synced and closed."""
    folder, time = tmp_path_factory.mktemp("custodians"), Time()
    laptops = {name: make(folder, name, seed, time) for seed, name in enumerate(NAMES, 30)}
    founder = laptops["founder"]
    found_mission(founder, "Gorom")
    for name, role in zip(NAMES, ROLES, strict=True):
        if role:
            join(laptops[name], invite(founder, request_enrolment(laptops[name]), role, ""))
    recovery.name_custodians(founder, [laptops[name].device for name in CUSTODIANS])
    hub = HubOnDisk(folder / "hub", time)
    for name in NAMES:
        sync_now(laptops[name], hub)
    hub.close()
    for laptop in laptops.values():
        workspace.close(laptop)
    return folder


@dataclass
class World:
    founder: Workspace
    paula: Workspace
    chol: Workspace
    officer: Workspace
    admin: Workspace
    hub: HubOnDisk

    def custodian(self, name: str) -> Workspace:
        found: Workspace = getattr(self, name)
        return found

    def answers(self, asked: bytes, *names: str) -> list[bytes]:
        return [recovery.answer(self.custodian(name), asked).document for name in names]


@pytest.fixture
def world(prepared: Path, tmp_path: Path) -> Iterator[World]:
    shutil.copytree(prepared, tmp_path / "world")
    time = Time()
    time.now_ms += 10**6
    laptops = {
        name: open_laptop(tmp_path / "world" / name, time, seed)
        for seed, name in enumerate(NAMES, 50)
    }
    hub = HubOnDisk(tmp_path / "world" / "hub", time)
    yield World(**laptops, hub=hub)
    for laptop in laptops.values():
        workspace.close(laptop)
    hub.close()


def ask(world: World) -> bytes:
    return recovery.ask(world.officer.folder, NEW, cost=CHEAP, around=at(world)).document


def finish(world: World, *answers: bytes, passphrase: str = NEW) -> str:
    return recovery.finish(world.officer.folder, passphrase, answers, cost=CHEAP, around=at(world))


def at(world: World) -> Surroundings:
    """The world around the officer's laptop."""
    return world.officer.around


def opens(laptop: Workspace, secret: str) -> bool:
    try:
        return read_key(laptop.folder / KEYFILE, secret) == laptop.key
    except WrongPassphrase:
        return False


def steps(laptop: Workspace) -> list[str]:
    sql = "SELECT detail FROM audit WHERE act = 'recovery' ORDER BY n"
    return [json.loads(row[0])["step"] for row in laptop.db.conn.execute(sql)]


def test_a_sync_prepares_every_laptop_of_the_mission(world: World) -> None:
    expected = {world.custodian(name).device for name in CUSTODIANS}

    for laptop in (world.officer, world.admin):
        found = custody.read_halves(laptop.folder / KEYFILE)
        assert (found.device, set(found.boxes)) == (laptop.device, expected)
        assert steps(laptop) == ["custodians"]
        assert not recovery.prepare(laptop)
    for name in CUSTODIANS:  # nobody helps themselves: their own key lies behind the lock
        laptop = world.custodian(name)
        assert set(recovery.custody_state(laptop).ready) == expected - {laptop.device}


def test_any_two_of_three_custodians_open_it_and_one_does_not(world: World) -> None:
    asked = ask(world)
    key_file = (world.officer.folder / KEYFILE).read_bytes()
    pending = (world.officer.folder / recovery.PENDING).read_bytes()
    given = dict(zip(CUSTODIANS, world.answers(asked, *CUSTODIANS), strict=True))

    for name in CUSTODIANS:
        with pytest.raises(TooFewAnswers):
            finish(world, given[name])
        with pytest.raises(TooFewAnswers):  # twice the same custodian is one
            finish(world, given[name], *world.answers(asked, name))
        assert (world.officer.folder / KEYFILE).read_bytes() == key_file
    for one, other in permutations(CUSTODIANS, 2):
        (world.officer.folder / KEYFILE).write_bytes(key_file)
        (world.officer.folder / recovery.PENDING).write_bytes(pending)
        code = finish(world, given[one], given[other])
        assert [opens(world.officer, secret) for secret in (NEW, code)] == [True, True]
        assert not opens(world.officer, PASSPHRASE)


def test_once_open_the_old_passphrase_sheet_and_request_are_void(world: World) -> None:
    given = world.answers(ask(world), "founder", "chol")
    with pytest.raises(WrongPassphrase):
        workspace.unlock(world.officer.folder, "was it this one", around=at(world))

    finish(world, *given)

    assert steps(world.officer)[1:] == ["opened", "sheet"]
    sql = "SELECT detail FROM audit WHERE act = 'refused'"
    assert world.officer.db.conn.execute(sql).fetchall() == [('{"count": 1}',)]
    assert steps(world.chol)[-1] == "helped"
    assert not (world.officer.folder / recovery.PENDING).exists()
    with pytest.raises(NothingAsked):
        finish(world, *given)
    again = workspace.unlock(world.officer.folder, NEW, around=at(world))
    assert len(recovery.custody_state(again).ready) == 3  # ready for the next time
    workspace.close(again)


def test_officer_and_custodian_have_the_same_words_and_another_request_has_others(
    world: World,
) -> None:
    first = recovery.ask(world.officer.folder, NEW, cost=CHEAP, around=at(world))
    done = recovery.answer(world.paula, first.document)
    second = recovery.ask(world.officer.folder, NEW, cost=CHEAP, around=at(world))

    assert done.words == first.words != second.words
    assert len(first.words.split("-")) == 5
    assert words.is_said(first.words, read_asking(first.document).sign)
    assert done.member.device == world.officer.device


def test_a_third_answer_makes_up_for_one_that_does_not_fit(world: World) -> None:
    asked = ask(world)
    good = world.answers(asked, *CUSTODIANS)
    bad = signed.read("recovery answer", good[0])
    other = signed.read("recovery answer", world.answers(asked, "founder")[0])
    key = world.founder.signing_key
    swapped = dict(zip(bad["halves"], reversed(list(other["halves"].values())), strict=True))
    wrong = signed.write("recovery answer", rest(bad) | {"halves": swapped}, key).encode()

    with pytest.raises(HalvesDoNotFit):
        finish(world, wrong, good[1])
    finish(world, wrong, good[1], good[2])

    assert opens(world.officer, NEW)


def rest(plain: dict[str, object]) -> dict[str, object]:
    return {k: v for k, v in plain.items() if k not in ("fieldapp", "v", "signature")}


@pytest.mark.parametrize("place", [10, 60, 200, -10])
def test_a_request_or_an_answer_that_was_changed_is_told(world: World, place: int) -> None:
    asked = ask(world)
    one, two = world.answers(asked, "founder", "paula")

    with pytest.raises(BadDocument):
        recovery.answer(world.chol, changed(asked, place))
    with pytest.raises(BadDocument):
        finish(world, one, changed(two, place))

    assert not opens(world.officer, NEW)


def changed(document: bytes, place: int) -> bytes:
    found = bytearray(document)
    found[place] = ord("5") if found[place] != ord("5") else ord("6")
    return bytes(found)


def test_a_stolen_laptop_cannot_ask_in_the_name_of_another(world: World) -> None:
    """The thief is known to the custodians by voice: a colleague, with the officer's laptop."""
    halves = custody.read_halves(world.officer.folder / KEYFILE)
    forged = write_asking(replace(halves, device=world.admin.device), SigningKey.generate())

    with pytest.raises(HalfNotOurs):
        recovery.answer(world.paula, forged)

    assert "helped" not in steps(world.paula)


def test_a_laptop_that_was_taken_out_is_not_opened_again(world: World) -> None:
    asked = ask(world)
    revoke(world.founder, world.officer.device, "lost")
    sync_now(world.founder, world.hub)
    sync_now(world.paula, world.hub)

    for name in ("founder", "paula"):
        with pytest.raises(NotForOut):
            recovery.answer(world.custodian(name), asked)


def test_who_is_no_custodian_or_in_no_mission_cannot_help(world: World, tmp_path: Path) -> None:
    asked, stranger = ask(world), make(tmp_path, "stranger", 9)

    with pytest.raises(NotACustodian):
        recovery.answer(world.admin, asked)
    with pytest.raises(NotInMission):
        recovery.answer(stranger, asked)
    found_mission(stranger, "Elsewhere")
    with pytest.raises(NoSuchMember):
        recovery.answer(stranger, asked)
    workspace.close(stranger)


def test_answers_of_strangers_and_to_other_requests_open_nothing(world: World) -> None:
    first = ask(world)
    old = world.answers(first, "founder", "paula")
    second = ask(world)
    new = world.answers(second, "founder")
    plain = rest(signed.read("recovery answer", world.answers(second, "paula")[0]))
    stranger = SigningKey.generate()
    forged = plain | {"sign": bytes(stranger.verify_key).hex()}

    with pytest.raises(OtherRequest):
        finish(world, new[0], old[1])
    with pytest.raises(BadDocument):
        finish(world, new[0], signed.write("recovery answer", forged, stranger).encode())

    assert not opens(world.officer, NEW)


def test_the_answers_open_nothing_without_the_passphrase_of_the_request(world: World) -> None:
    given = world.answers(ask(world), "founder", "paula")

    with pytest.raises(WrongPassphrase):
        finish(world, *given, passphrase="another passphrase")
    for answer in given:
        assert world.officer.key.hex() not in answer.decode()
    finish(world, *given)


def test_a_new_passphrase_that_is_soon_guessed_is_refused_before_anybody_is_asked(
    world: World,
) -> None:
    with pytest.raises(PassphraseTooShort):
        recovery.ask(world.officer.folder, "short", cost=CHEAP, around=at(world))

    assert not (world.officer.folder / recovery.PENDING).exists()


@pytest.mark.parametrize("step", [WRITE, WRITTEN, REPLACED])
def test_cut_off_at_the_end_it_opens_as_before_or_as_it_shall(world: World, step: str) -> None:
    given = world.answers(ask(world), "founder", "paula")

    def cut_off(reached: str, file: Path) -> None:
        if (reached, file.name) == (step, KEYFILE):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recovery.finish(
            world.officer.folder, NEW, given, cost=CHEAP, around=replace(at(world), disk=cut_off)
        )

    assert opens(world.officer, NEW) == (step == REPLACED)
    assert opens(world.officer, PASSPHRASE) == (step != REPLACED)
    assert opens(world.officer, finish(world, *given))  # and it can be done again


def test_when_a_custodian_leaves_the_other_two_still_help_and_the_stale_halves_go(
    world: World,
) -> None:
    revoke(world.founder, world.chol.device, "left")
    sync_now(world.founder, world.hub)
    sync_now(world.officer, world.hub)

    file = world.officer.folder / KEYFILE
    assert world.chol.device not in file.read_text()
    assert len(custody.read_halves(file).halves) == 2
    finish(world, *world.answers(ask(world), "founder", "paula"))
    assert opens(world.officer, NEW)


def test_other_custodians_take_the_place_of_those_before(world: World) -> None:
    devices = [world.founder.device, world.admin.device, world.chol.device]

    recovery.name_custodians(world.founder, devices)
    sync_now(world.founder, world.hub)
    sync_now(world.officer, world.hub)

    assert list(recovery.custody_state(world.officer).ready) == sorted(devices)
    assert world.paula.device not in (world.officer.folder / KEYFILE).read_text()
    with pytest.raises(NotACustodian):
        recovery.answer(world.paula, ask(world))


def test_custodians_can_be_withdrawn(world: World) -> None:
    recovery.name_custodians(world.founder, ())
    sync_now(world.founder, world.hub)
    sync_now(world.officer, world.hub)

    assert "custodians" not in read_parts(world.officer.folder / KEYFILE)
    with pytest.raises(NotPrepared):
        ask(world)


def test_only_the_founder_names_custodians_and_only_three_members(
    world: World, tmp_path: Path
) -> None:
    three = [world.custodian(name).device for name in CUSTODIANS]

    for laptop in (world.officer, world.admin):
        with pytest.raises(NotTheOwner):
            recovery.name_custodians(laptop, three)
    for wrong in (three[:2], [*three[:2], three[0]], [*three, world.admin.device]):
        with pytest.raises(NotThree):
            recovery.name_custodians(world.founder, wrong)
    with pytest.raises(NoSuchMember):
        recovery.name_custodians(world.founder, [*three[:2], "0" * 16])


def test_a_list_that_an_administrator_signed_is_set_aside(world: World) -> None:
    card, admin = card_of(world.officer), world.admin
    boxes = {d: bytes(admin.box_key.public_key) for d in ("a" * 16, "b" * 16, admin.device)}
    text = write_custodians(card, boxes, 99, admin.signing_key)

    assert not documents.counts(world.officer, text.encode())
    with pytest.raises(BadDocument):
        read_custodians(text, card)


def test_an_administrator_cannot_put_their_own_box_key_in_a_custodians_place(world: World) -> None:
    card, admin = card_of(world.officer), world.admin
    roster = documents.register_of(world.officer).roster
    chol = roster.members[world.chol.device]
    evil = replace(chol.asking, box=bytes(admin.box_key.public_key))
    statement = write_member(
        card, evil, "officer", roster.next_number(), "2026-11-28", admin.signing_key,
        by=admin.device,
    )  # fmt: skip
    register = documents.would_say(world.officer, [statement.text])
    assert register.roster.members[chol.device].box == evil.box  # it counts, as a statement

    documents.entrust(world.officer, register)

    boxes = custody.read_halves(world.officer.folder / KEYFILE).boxes
    assert evil.box not in boxes.values()
    assert boxes[chol.device] == chol.box


@pytest.mark.parametrize(
    "wrong",
    [
        {"custodians": []},
        {"custodians": {"a" * 16: "00" * 32}},
        {"custodians": {letter * 15: "00" * 32 for letter in "abc"}},
        {"custodians": {letter * 16: "00" for letter in "abc"}},
        {"number": "1"},
        {"mission": "another"},
    ],
)
def test_a_list_that_makes_no_sense_is_set_aside(world: World, wrong: dict[str, object]) -> None:
    card = card_of(world.founder)
    good = {
        "mission": card.id,
        "custodians": {letter * 16: "00" * 32 for letter in "abc"},
        "number": 5,
    }
    owner = documents_owner(world.founder)
    assert documents.counts(world.founder, signed.write("custodians", good, owner).encode())

    assert not documents.counts(
        world.founder, signed.write("custodians", good | wrong, owner).encode()
    )


def documents_owner(founder: Workspace) -> SigningKey:
    sql = "SELECT value FROM setting WHERE name = 'owner_key'"
    return SigningKey(bytes.fromhex(founder.db.conn.execute(sql).fetchone()[0]))


def test_the_newest_list_holds_in_whatever_order_they_come(world: World) -> None:
    card, owner = card_of(world.founder), documents_owner(world.founder)
    texts = [
        write_custodians(card, {letter * 16: bytes(32) for letter in letters}, number, owner)
        for number, letters in enumerate(("abc", "bcd", "cde"), 7)
    ]

    for order in permutations(texts):
        notice = documents.would_say(world.officer, order).custodians
        assert notice is not None
        assert notice.text == texts[-1]


def test_a_key_file_that_cannot_be_written_stops_no_sync(world: World) -> None:
    recovery.name_custodians(world.founder, ())
    sync_now(world.founder, world.hub)
    (world.officer.folder / f"{KEYFILE}.part").mkdir()

    account = sync_now(world.officer, world.hub)

    assert account is not None
    assert "custodians" in read_parts(world.officer.folder / KEYFILE)
    (world.officer.folder / f"{KEYFILE}.part").rmdir()
    assert recovery.prepare(world.officer)
    assert "custodians" not in read_parts(world.officer.folder / KEYFILE)


def test_a_drill_proves_it_and_changes_nothing(world: World) -> None:
    before = (world.officer.folder / KEYFILE).read_bytes()
    given = world.answers(ask(world), "paula", "chol")

    helped = recovery.drill(world.officer, NEW, given)

    assert set(helped) == {world.paula.device, world.chol.device}
    assert (world.officer.folder / KEYFILE).read_bytes() == before
    assert recovery.custody_state(world.officer).drill_on == world.officer.wall().date()
    assert steps(world.officer)[-1] == "custodian drill"


def test_the_files_hold_no_name_and_no_key(world: World) -> None:
    asked = ask(world)
    for content in (asked, *world.answers(asked, "founder", "paula")):
        text = content.decode()
        assert world.officer.key.hex() not in text
        assert not any(name in text for name in NAMES)
    assert [len(read_answer(a).halves) for a in world.answers(asked, *CUSTODIANS)] == [2, 2, 2]


def test_without_custodians_there_is_nobody_to_ask(tmp_path: Path) -> None:
    alone = make(tmp_path, "alone", 1)

    with pytest.raises(NotPrepared):
        recovery.ask(alone.folder, NEW, cost=CHEAP, around=around(Time(), 1))
    assert recovery.custody_state(alone) == recovery.CustodyState((), (), None)
    workspace.close(alone)
