"""`parcel` end to end: three laptops, a stick, and only later a hub."""

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from fieldapp.store import packs, records
from fieldapp.sync.mission import invite, join, request_enrolment
from tests.cli.conftest import (
    POSIX,
    Run,
    command,
    environment,
    looking_into,
    make_folder,
    put,
    running_hub,
)
from tests.cli.test_sync import ACCOUNT

INCIDENT = {
    "type": "threat",
    "summary": "Shots",
    "account": "By night",
    "happened_on": "2026-11-03",
}
MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "A"}


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def protection(founder: Path, tmp_path: Path) -> Path:
    """A third laptop, of the protection cell."""
    folder = make_folder(tmp_path / "protection", "Achol")
    with looking_into(founder) as amina, looking_into(folder) as achol:
        join(achol, invite(amina, request_enrolment(achol), "protection", ""))
    return folder


def test_three_laptops_have_the_same_by_stick_alone_and_then_at_the_hub(
    run: Run, folder: Path, founder: Path, protection: Path, stick: Path, tmp_path: Path
) -> None:
    for laptop in (folder, founder, protection):
        with looking_into(laptop) as opened:
            records.save(opened, records.Change("meeting", dict(MEETING)))
            records.save(opened, records.Change("incident", dict(INCIDENT)))
    for _ in range(2):
        for laptop in (folder, founder, protection):
            assert run("parcel", "write", stick, "--workspace", laptop).code == 0
            assert run("parcel", "read", stick, "--workspace", laptop).code == 0
    assert run("parcel", "read", stick).code == 0

    for laptop in (folder, founder, protection):
        assert len(run("list", "meeting", "--workspace", laptop, "--json").json) == 3
        with looking_into(laptop) as opened:
            assert packs.records_not_sent(opened.db) == 6  # a stick is no hub
    with running_hub(tmp_path / "hub") as url:
        first = run("sync", "--hub", url, "--workspace", founder, "--json").json
        last = [
            run("sync", "--hub", url, "--workspace", laptop, "--json").json
            for laptop in (folder, protection, founder)
        ]
    assert (first["sent"], first["held"]) == (2, 0)
    assert [(each["received"], each["held"], each["carried"]) for each in last] == [(0, 0, 0)] * 3


def test_an_account_has_the_keys_of_a_sync(run: Run, founder: Path, stick: Path) -> None:
    put(run, "meeting", MEETING)

    written = run("parcel", "write", stick, "--json").json
    read = run("parcel", "read", written["file"], "--workspace", founder, "--json").json

    assert (written["packs"], written["records"]) == (1, 1)
    assert written["bytes"] == Path(written["file"]).stat().st_size
    assert set(read) >= ACCOUNT
    assert (read["sent"], read["received"], read["packs"], read["torn"]) == (0, 1, 1, 0)


def test_the_stick_may_be_removed_when_that_is_said(run: Run, founder: Path, stick: Path) -> None:
    done = run("parcel", "write", stick)

    assert done.out.splitlines()[-1] == "You may remove the stick now."


def test_a_torn_parcel_gives_what_is_whole_and_says_so(
    run: Run, founder: Path, stick: Path
) -> None:
    put(run, "meeting", MEETING)
    file = Path(run("parcel", "write", stick, "--json").json["file"])
    os.truncate(file, file.stat().st_size - 30)

    done = run("parcel", "read", file, "--workspace", founder, "--json")

    assert done.code == 0
    assert (done.json["received"], done.json["torn"]) == (1, 1)
    assert "1 whole pack was taken; ask for it again" in done.err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"{}\n"])
def test_what_is_no_parcel_gets_a_sentence(
    run: Run, founder: Path, stick: Path, content: bytes
) -> None:
    (stick / "x.parcel").write_bytes(content)

    done = run("parcel", "read", stick / "x.parcel")

    assert (done.code, done.out) == (1, "")
    assert "no parcel of fieldapp" in done.err
    assert run("parcel", "read", stick / "nothing").code == 1


def test_a_workspace_in_no_mission_has_nobody_to_hand_anything_to(run: Run, stick: Path) -> None:
    done = run("parcel", "write", stick)

    assert done.code == 1
    assert "no mission" in done.err
    assert os.listdir(stick) == []


@POSIX
def test_killed_while_writing_no_parcel_has_a_name(
    run: Run, folder: Path, founder: Path, stick: Path
) -> None:
    """The kill comes as soon as the first bytes are on the stick, in ever other moments."""
    with looking_into(folder) as opened:
        for n in range(40):
            noise = opened.around.random(100_000).hex()
            change = records.Change("incident", {**INCIDENT, "summary": f"{n}", "account": noise})
            records.save(opened, change)
    run("parcel", "write", stick)
    for file in stick.iterdir():
        whole = file.stat().st_size
        file.unlink()
    caught = 0
    for delay in (0, 0.001, 0.002, 0.004):
        process = subprocess.Popen(
            command("parcel", "write", stick),
            env=environment(folder),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not os.listdir(stick) and process.poll() is None:
            time.sleep(0.0005)
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        for file in stick.iterdir():
            if file.suffix == ".part":
                caught += 1
            else:
                assert file.stat().st_size == whole
            file.unlink()
    assert caught


def test_two_laptops_in_one_network_need_one_line_typed(
    run: Run, folder: Path, founder: Path
) -> None:
    put(run, "meeting", MEETING)
    offering = subprocess.Popen(
        command("parcel", "offer", "--once", "--listen", "127.0.0.1:0", "--json"),
        env=environment(founder),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert offering.stdout is not None
    said = json.loads(offering.stdout.readline())

    fetched = run("parcel", "fetch", said["url"], "--code", said["code"], "--json")
    rest = json.loads(offering.stdout.read())
    offering.wait()
    offering.stdout.close()

    assert fetched.code == offering.returncode == 0
    assert set(fetched.json) >= ACCOUNT
    assert (fetched.json["given"], fetched.json["sent"], fetched.json["held"]) == (1, 0, 1)
    assert (rest["received"], rest["packs"]) == (1, 1)
    assert len(run("list", "meeting", "--workspace", founder, "--json").json) == 1


@POSIX
def test_an_offer_is_stopped_with_an_account(founder: Path) -> None:
    offering = subprocess.Popen(
        command("parcel", "offer", "--listen", "127.0.0.1:0"),
        env=environment(founder),
        stdout=subprocess.PIPE,
        text=True,
    )
    assert offering.stdout is not None
    line = offering.stdout.readline()
    offering.send_signal(signal.SIGINT)
    rest = offering.stdout.read()
    offering.wait()
    offering.stdout.close()

    assert line.startswith("fieldapp parcel fetch http://127.0.0.1:")
    assert (offering.returncode, "Packs given: 0" in rest) == (0, True)


def test_an_address_that_is_none_is_asked_wrongly(run: Run, founder: Path) -> None:
    assert run("parcel", "fetch", "nowhere", "--code", "1").code == 2
    assert run("parcel", "offer", "--listen", "nowhere").code == 2
