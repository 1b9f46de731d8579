"""`passphrase` and `recovery` as an officer, a founder and custodians type them.

What opens and what does not is tried on the floors below, with passphrases that are quick to try;
here each costs as much as in the field, so there are few.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp.paths import KEYFILE
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.keyfile import read_key, read_key_by_code
from fieldapp.sync import recovery
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from tests.cli.conftest import CHEAP, PASSPHRASE, POSIX, Run, looking_into, make_folder

NEW = "seven goats cross the dry river"


def opens(folder: Path, secret: str) -> bool:
    try:
        return len(read_key(folder / KEYFILE, secret)) == 32
    except WrongPassphrase:
        return False


def test_the_passphrase_is_changed_and_every_record_stays(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_NEW_PASSPHRASE", NEW)

    done = run("passphrase", "--json")

    assert (done.code, done.json) == (0, {"changed": True})
    assert opens(folder, NEW)


@pytest.mark.parametrize("new", ["short", "password"])
def test_a_new_passphrase_that_is_soon_guessed_is_refused(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, new: str
) -> None:
    monkeypatch.setenv("FIELDAPP_NEW_PASSPHRASE", new)

    done = run("passphrase")

    assert done.code == 2
    assert "four or five words" in done.err
    assert opens(folder, PASSPHRASE)


def test_after_wrong_passphrases_the_command_says_how_long_to_wait(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", "not this one")
    said = [run("list", "meeting") for _ in range(4)]

    assert [done.code for done in said] == [1, 1, 1, 1]
    assert "Seconds to wait: 1." in said[-1].err


@POSIX
def test_a_new_sheet_is_a_pdf_whose_code_passes_a_drill(
    run: Run, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = run("recovery", "sheet", "-o", tmp_path / "sheet.pdf", "--language", "fr", "--json")
    reading, writing = os.pipe()
    os.write(writing, made.json["recovery_sheet"].encode())
    os.close(writing)
    before = run("recovery", "status", "--json").json

    drilled = run("recovery", "drill", "--code-fd", reading, "--json")

    os.close(reading)
    assert made.json["recovery_sheet_file"] == str(tmp_path / "sheet.pdf")
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert drilled.json["opens"]
    assert (before["drill_on"], before["drill_due"]) == (None, True)
    after = run("recovery", "status", "--json").json
    assert (after["drill_on"], after["drill_due"]) == (after["sheet_made_on"], False)
    monkeypatch.setenv("FIELDAPP_RECOVERY_CODE", "ABCD-EFGH")
    wrong = run("recovery", "drill")
    assert wrong.code == 1
    assert "not the code of the recovery sheet" in wrong.err


def test_the_doctor_tells_that_a_drill_is_due_and_calls_it_no_fault(run: Run) -> None:
    done = run("doctor", "--json")

    [check] = [each for each in done.json["checks"] if each["name"] == "recovery sheet"]
    assert (done.code, check["ok"]) == (0, True)
    assert "a drill is due" in check["detail"]


def test_neither_advice_nor_a_sheet_that_cannot_be_written_hides_the_code(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", "fieldapp")
    new, sheet = tmp_path / "new", tmp_path / "nowhere" / "sheet.pdf"

    done = run("new", "--workspace", new, "--name", "Amina", "--recovery-sheet", sheet, "--json")

    assert done.code == 1
    assert "Add a word or two that do not belong to the others." in done.err
    assert "cannot be written" in done.err
    assert done.json["recovery_sheet_file"] is None
    assert len(read_key_by_code(new / KEYFILE, done.json["recovery_sheet"])) == 32


@dataclass
class Mission:
    """Folders of a mission: the officer's is the one that commands work on by default."""

    founder: Path
    paula: Path
    chol: Path
    devices: tuple[str, str, str]


@pytest.fixture
def mission(folder: Path, tmp_path: Path) -> Mission:
    """Its founder has named custodians, and everybody has heard of it."""
    made = [make_folder(tmp_path / name, name) for name in ("founder", "paula", "chol")]
    with (
        looking_into(made[0]) as founder,
        looking_into(made[1]) as paula,
        looking_into(made[2]) as chol,
        looking_into(folder) as officer,
    ):
        found_mission(founder, "Kelda area")
        devices = (founder.device, paula.device, chol.device)
        for laptop in (paula, chol):
            join(laptop, invite(founder, request_enrolment(laptop), "officer", ""))
        join(officer, invite(founder, request_enrolment(officer), "officer", ""))
        return Mission(made[0], made[1], made[2], devices)


def spread(mission: Mission, folder: Path) -> None:
    """Carry the founder's documents to the others, as a sync does."""
    from fieldapp.store import packs
    from fieldapp.store.database import writing
    from fieldapp.sync.members import documents
    from fieldapp.sync.wire.feed import MEMBERS

    with looking_into(mission.founder) as founder:
        texts = [content.decode() for content in packs.contents(founder.db, MEMBERS).values()]
    for each in (mission.paula, mission.chol, folder):
        with looking_into(each) as laptop, writing(laptop.db, laptop.file):
            documents.keep(laptop, texts)


def test_two_custodians_open_a_laptop_whose_passphrase_and_sheet_are_lost(
    run: Run, mission: Mission, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = run(
        "recovery", "custodians", *mission.devices, "--workspace", mission.founder, "--json"
    )
    assert {each["device"] for each in named.json["custodians"]} == set(mission.devices)
    spread(mission, folder)
    prepared = run("recovery", "prepare", "--json").json
    assert (prepared["changed"], len(prepared["ready"])) == (False, 3)

    monkeypatch.setenv("FIELDAPP_PASSPHRASE", NEW)  # the officer's: the old one is lost
    asked = run("recovery", "ask", "-o", tmp_path / "ask.png", "--json")
    assert asked.code == 0, asked.err
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", PASSPHRASE)  # the custodians'
    for name in ("paula", "chol"):
        place = ["--workspace", getattr(mission, name), "--fingerprint", asked.json["words"]]
        helped = run(
            "recovery", "help", tmp_path / "ask.png", "-o", tmp_path / f"{name}.json", *place
        )
        assert helped.code == 0, helped.err
        assert asked.json["words"] in helped.out
        assert "Asks: Amina" in helped.out
    other = run(
        "recovery", "help", tmp_path / "ask.png", "-o", tmp_path / "no", "--fingerprint",
        "babab-babab-babab-babab-babab", "--workspace", mission.founder,
    )  # fmt: skip
    assert other.code == 1
    assert not (tmp_path / "no").exists()

    monkeypatch.setenv("FIELDAPP_PASSPHRASE", NEW)
    one = run("recovery", "finish", tmp_path / "paula.json")
    assert (one.code, "Two custodians have to answer" in one.err) == (1, True)
    done = run("recovery", "finish", tmp_path / "paula.json", tmp_path / "chol.json", "--json")

    assert done.code == 0, done.err
    assert done.json["opened"]
    assert run("list", "meeting", "--json").json == []


def test_where_no_custodians_are_prepared_asking_says_what_is_left(
    run: Run, tmp_path: Path
) -> None:
    done = run("recovery", "ask", "-o", tmp_path / "ask.json")

    assert done.code == 1
    assert "Type the code of the recovery sheet." in done.err
    assert not (tmp_path / "ask.json").exists()


def test_a_key_file_that_is_gone_is_damage_and_no_fault_of_ours(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / KEYFILE).unlink()

    done = run("recovery", "ask", "-o", tmp_path / "ask.json")

    assert done.code == 1
    assert "key.json is damaged" in done.err


def test_an_officer_cannot_name_custodians(run: Run, mission: Mission) -> None:
    done = run("recovery", "custodians", *mission.devices)

    assert done.code == 1
    assert "cannot sign for the mission" in done.err


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"fieldapp": "recovery", "v": 1}'])
def test_what_is_no_request_and_no_answer_gets_a_sentence(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "file").write_bytes(content)

    for arguments in (
        ("help", tmp_path / "file", "-o", tmp_path / "out"),
        ("finish", tmp_path / "file", tmp_path / "file"),
    ):
        done = run("recovery", *arguments)
        assert done.code in (1, 2)
        assert done.err.strip()
        assert "fault" not in done.err
    assert not (tmp_path / "out").exists()


def test_a_drill_with_custodians_uses_the_present_passphrase(
    run: Run, mission: Mission, folder: Path, tmp_path: Path
) -> None:
    with looking_into(mission.founder) as founder:
        recovery.name_custodians(founder, mission.devices)
    spread(mission, folder)
    asked = recovery.ask(folder, PASSPHRASE, cost=CHEAP)
    (tmp_path / "ask.json").write_bytes(asked.document)
    for name in ("founder", "chol"):
        place = ["--workspace", getattr(mission, name)]
        run("recovery", "help", tmp_path / "ask.json", "-o", tmp_path / f"{name}.json", *place)
    before = (folder / KEYFILE).read_bytes()

    files = (tmp_path / "founder.json", tmp_path / "chol.json")
    done = run("recovery", "drill", "--with", *files, "--json")

    assert done.code == 0, done.err
    assert set(done.json["custodians"]) == {mission.devices[0], mission.devices[2]}
    assert (folder / KEYFILE).read_bytes() == before
    assert json.loads(run("recovery", "status", "--json").out)["custodian_drill_on"]
