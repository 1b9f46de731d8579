"""Unlocking: passphrases from every source, and every way in which a folder can be no workspace."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.paths import KEYFILE
from fieldapp.store.database import connect
from fieldapp.store.keyfile import read_key
from fieldapp.store.workspace import DATABASE
from tests.cli.conftest import (
    PASSPHRASE,
    POSIX,
    Run,
    command,
    environment,
    looking_into,
    make_folder,
    put,
    start,
)

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "SS0101"}


def without_passphrase(folder: Path) -> dict[str, str]:
    env = environment(folder)
    del env["FIELDAPP_PASSPHRASE"]
    return env


def test_a_wrong_passphrase_opens_nothing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", "the river is high in march")

    done = run("list", "meeting", "--json")

    assert done.code == 1
    assert done.out == ""
    assert "The passphrase does not open this workspace." in done.err


def test_an_empty_passphrase_is_none(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", "")

    assert run("list", "meeting").code == 2


@POSIX
def test_a_passphrase_comes_from_an_open_file(folder: Path) -> None:
    reading, writing = os.pipe()
    os.write(writing, f"{PASSPHRASE}\n".encode())
    os.close(writing)

    done = start(
        "list", "meeting", "--json", "--passphrase-fd", reading,
        env=without_passphrase(folder), pass_fds=[reading],
    )  # fmt: skip

    os.close(reading)
    assert (done.code, done.out.strip()) == (0, "[]")


def test_records_may_follow_the_passphrase_on_standard_input(folder: Path) -> None:
    stdin = f"{PASSPHRASE}\n{json.dumps(MEETING)}\n".encode()

    done = start(
        "put", "meeting", "-", "--passphrase-fd", 0, "--json",
        env=without_passphrase(folder), stdin=stdin,
    )  # fmt: skip

    assert len(done.json["saved"]) == 1


def test_a_file_number_that_is_not_open_gets_a_sentence(folder: Path) -> None:
    done = start("list", "meeting", "--passphrase-fd", 99, env=without_passphrase(folder))

    assert done.code == 2
    assert "--passphrase-fd 3 3<FILE" in done.err


@POSIX
def test_records_on_standard_input_are_never_taken_for_the_passphrase(folder: Path) -> None:
    stdin = f"{PASSPHRASE}\n{json.dumps(MEETING)}".encode()

    done = start(
        "put", "meeting", env=without_passphrase(folder), stdin=stdin, start_new_session=True
    )

    assert done.code == 2
    assert "No passphrase was given." in done.err


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    pty = pytest.importorskip("pty", reason="terminals of this kind are POSIX")
    try:
        ours, theirs = pty.openpty()
    except OSError:
        pytest.skip("this system has no terminals to give, as in some containers")
    yield ours, theirs
    os.close(ours)


_TAKE_TERMINAL = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
    " os.execv(sys.argv[1], sys.argv[1:])"
)


def test_at_a_terminal_the_passphrase_is_asked_for_and_not_shown(
    folder: Path, terminal: tuple[int, int]
) -> None:
    ours, theirs = terminal
    process = subprocess.Popen(
        [sys.executable, "-c", _TAKE_TERMINAL, *command("list", "meeting", "--json")],
        env=without_passphrase(folder),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = read_until(ours, b"Passphrase")
    os.write(ours, f"{PASSPHRASE}\n".encode())
    shown += read_until(ours, b"[]")

    assert process.wait() == 0
    assert PASSPHRASE.encode() not in shown


def read_until(terminal: int, wanted: bytes) -> bytes:
    found = b""
    while wanted not in found:
        found += os.read(terminal, 1000)
    return found


def test_a_folder_without_a_workspace_is_told_before_anybody_types(tmp_path: Path) -> None:
    env = without_passphrase(tmp_path / "nothing")

    done = start("list", "meeting", env=env)

    assert done.code == 1
    assert "There is no workspace in" in done.err
    assert "fieldapp new" in done.err


@pytest.mark.parametrize("name", [KEYFILE, DATABASE])
def test_a_file_that_is_not_ours_is_refused_and_left_alone(
    run: Run, folder: Path, name: str
) -> None:
    foreign = b"%PDF-1.7 something else altogether" * 300
    (folder / name).write_bytes(foreign)

    done = run("list", "meeting")

    assert done.code == 1
    assert name in done.err
    assert (folder / name).read_bytes() == foreign


def test_a_damaged_file_is_told_and_doctor_says_which(run: Run, folder: Path) -> None:
    put(run, "meeting", MEETING)
    file = folder / DATABASE
    damaged = bytearray(file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    damaged[2000] ^= 1
    file.write_bytes(damaged)

    done = run("list", "meeting")
    examined = run("doctor", "--json")

    assert done.code == 1
    assert "is damaged" in done.err
    assert examined.code == 1
    assert examined.json["ok"] is False
    assert examined.json["checks"][0] == {
        "name": "file",
        "ok": False,
        "detail": examined.json["checks"][0]["detail"],
    }
    assert file.read_bytes() == damaged


def test_a_newer_file_is_refused_with_both_versions(run: Run, folder: Path) -> None:
    db = connect(folder / DATABASE, read_key(folder / KEYFILE, PASSPHRASE))
    db.conn.execute("PRAGMA user_version = 99000")
    db.close()
    before = (folder / DATABASE).read_bytes()

    done = run("put", "meeting", stdin=json.dumps(MEETING))

    assert done.code == 1
    assert "format 99.0" in done.err
    assert "Update fieldapp" in done.err
    assert (folder / DATABASE).read_bytes() == before


@POSIX
def test_a_full_disk_loses_the_save_in_hand_and_none_before(folder: Path) -> None:
    resource = pytest.importorskip("resource")
    room = max(file.stat().st_size for file in folder.iterdir()) + 300_000
    lines = "\n".join(json.dumps({**MEETING, "mood": "x" * 15_000}) for _ in range(200))

    done = start(
        "put", "meeting", "-", "--json",
        env=environment(folder),
        stdin=lines.encode(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )  # fmt: skip

    assert done.code == 1
    assert "The disk has no room left." in done.err
    assert "Traceback" not in done.err
    saved = done.json["saved"]
    assert 0 < len(saved) < 200
    listed = start("list", "meeting", "--json", env=environment(folder)).json
    assert {one["id"] for one in listed} == set(saved)
    assert start("doctor", env=environment(folder)).code == 0


def test_nothing_that_was_recorded_is_in_the_log(run: Run, folder: Path) -> None:
    put(run, "meeting", {**MEETING, "title": "CANARY one", "mood": "CANARY two"})
    run("list", "meeting", "--search", "CANARY")
    run("put", "meeting", stdin='{"title": "CANARY", "held_on": "CANARY"}')

    logged = (folder / "log.txt").read_text("utf-8")

    assert "Saved 1 records" in logged
    assert "CANARY" not in logged


def test_two_commands_do_not_share_their_log(run: Run, tmp_path: Path) -> None:
    other = make_folder(tmp_path / "other", "Josef")
    put(run, "meeting", MEETING)

    run("put", "meeting", "--workspace", other, stdin=json.dumps(MEETING))

    assert (other / "log.txt").read_text("utf-8").count("Saved 1 records") == 1
    with looking_into(other) as workspace:
        assert workspace.name == "Josef"
