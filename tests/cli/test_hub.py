"""`hub`: a server that keeps what it cannot read."""

import json
import sqlite3
from pathlib import Path

import pytest

from fieldapp.sync.wire.transport import HttpHub
from tests.cli.conftest import Run, put, running_hub
from tests.postgres import PASSWORD, Postgres

MEETING = {"title": "Well", "held_on": "2026-11-03", "place": "A"}


def test_the_hub_tells_its_mission_and_keeps_no_answer(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    put(run, "meeting", {**MEETING, "title": "CANARY"})
    data, card = tmp_path / "hub", tmp_path / "mission.json"
    assert run("hub", "card", "-o", card, "--workspace", founder).code == 0
    assert run("hub", "init", "--data", data, "--card", card, "--json").code == 0
    with running_hub(data, "--json") as line:
        url = json.loads(line)["hub"]
        run("sync", "--hub", url, "--workspace", founder)
        run("sync", "--hub", url)
        while_running = run("hub", "status", "--data", data, "--json").json

    status = run("hub", "status", "--data", data, "--json").json

    assert (while_running["running"], status["running"]) == (True, False)
    assert while_running["members"] == status["members"]
    assert status["mission_name"] == "Kelda area"
    assert status["feeds"]["mission/team"] == 1
    assert {member["role"] for member in status["members"]} == {"founder", "officer"}
    said = run("hub", "status", "--data", data).out
    assert "Kelda area" in said
    assert "0 entries behind" in said
    for file in data.iterdir():
        assert b"CANARY" not in file.read_bytes()


@pytest.fixture
def kept(run: Run, founder: Path, tmp_path: Path) -> Path:
    """The folder of a hub that has stopped."""
    put(run, "meeting", MEETING)
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, "--workspace", founder)
        run("sync", "--hub", url)
    return tmp_path / "hub"


def test_a_backup_is_restored_into_a_database_and_verified(
    run: Run, kept: Path, tmp_path: Path, postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "backup"
    database = postgres.new_database()
    assert run("hub", "backup", "--data", kept, "-o", backup, "--json").json["ok"]
    assert run("hub", "verify", backup, "--json").json["feeds"]["mission/team"] == 1

    assert run("hub", "restore", "--database", database, backup).code == 0
    assert run("hub", "restore", "--database", database, backup).code == 1
    monkeypatch.setenv("FIELDAPP_HUB_DATABASE", database)
    told = [run("hub", what) for what in ("verify", "status")]

    assert [done.code for done in told] == [0, 0]
    assert all("mission/team: 1" in done.out for done in told)
    wrong = run("hub", "status", "--database", database.replace(PASSWORD, "SECRET"))
    assert (wrong.code, "SECRET" in wrong.err + wrong.out) == (1, False)


def test_a_hub_that_holds_something_wrong_says_so_and_exits_with_one(
    run: Run, kept: Path, tmp_path: Path
) -> None:
    connection = sqlite3.connect(kept / "hub.db")
    with connection:
        connection.execute("UPDATE feed SET pack = zeroblob(size) WHERE scope = 'mission/team'")
    connection.close()

    done = run("hub", "verify", "--data", kept)

    assert done.code == 1
    assert "mission/team 1: its bytes were changed" in done.out
    assert "1 findings" in done.err
    assert "Traceback" not in done.err


def test_a_torn_backup_is_a_sentence_and_makes_nothing(
    run: Run, kept: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "backup"
    run("hub", "backup", "--data", kept, "-o", backup)
    backup.write_bytes(backup.read_bytes()[:-100])

    done = run("hub", "restore", "--data", tmp_path / "new", backup)

    assert done.code == 1
    assert "its end is missing" in done.err
    assert not (tmp_path / "new").exists()


def test_a_hub_with_tls_tells_its_pin(run: Run, founder: Path, tmp_path: Path) -> None:
    data, card = tmp_path / "hub", tmp_path / "mission.json"
    run("hub", "card", "-o", card, "--workspace", founder)
    made = run("hub", "init", "--data", data, "--card", card, "--tls", "localhost", "--json")
    with running_hub(data) as url:
        assert url.startswith("https://")
        hub = HttpHub(url, pins=[made.json["pin"]])
        assert hub.exchange(b"rubbish").startswith(b"fApS")
        hub.close()
        assert run("hub", "status", "--data", data).code == 0  # asks over TLS, too

    assert run("hub", "pin", "--data", data).out.strip() == made.json["pin"]
    own = ["--certificate", data / "hub.crt"]
    assert run("hub", "pin", *own).out.strip() == made.json["pin"]
    assert run("hub", "serve", "--data", data, *own).code == 2
    assert run("hub", "serve", "--data", data, *own, "--key", card).code == 1


def test_what_is_asked_wrongly_of_a_hub_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIELDAPP_HUB_DATABASE", raising=False)
    serve = ("hub", "serve", "--data", tmp_path / "hub", "--listen", "127.0.0.1:0")
    for arguments in (
        ("hub", "status"),
        ("hub", "verify"),
        ("hub", "pin"),
        ("hub", "backup", "-o", tmp_path / "x"),
        (*serve, "--workers", "2"),
        (*serve, "--database", "mysql://user:SECRET@host/db"),
        (*serve, "--tls", "not a name"),
    ):
        done = run(*arguments)
        assert done.code == 2, arguments
        assert "SECRET" not in done.err
    assert run("hub", "pin", "--data", tmp_path).code == 1
    assert run("hub", "verify", tmp_path / "nothing").code == 1


def test_a_folder_that_is_no_hub_is_left_alone(run: Run, tmp_path: Path, folder: Path) -> None:
    assert run("hub", "status", "--data", tmp_path / "nothing").code == 1
    assert not (tmp_path / "nothing").exists()
    assert run("hub", "serve", "--data", folder, "--listen", "127.0.0.1:0").code == 1
    assert run("hub", "serve", "--data", tmp_path / "hub", "--listen", "nonsense").code == 2
