"""`seal`, `unseal`, `evacuate`, `depart` as commands, and what an opening says."""

import os
from pathlib import Path

import pytest

from fieldapp.store import settings, vault
from fieldapp.store.database import writing
from fieldapp.sync.mission import invite, join, remember_hub, request_enrolment
from tests.cli.conftest import CHEAP, Run, looking_into, put

CODE = "ABCD-EFGH-JKLM-NPQR-STUV-WXYZ-2345-6789"
SAID = "Nyakuoth was threatened"


@pytest.fixture
def cell(folder: Path, founder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace of the test is one of the protection cell's, with a sheet."""
    with looking_into(founder) as amina, looking_into(folder) as josef:
        join(josef, invite(amina, request_enrolment(josef), "protection", ""))
        with writing(josef.db, josef.file):
            vault.begin(josef.db, CODE, CHEAP)
    monkeypatch.setenv("FIELDAPP_RECOVERY_CODE", CODE)
    return folder


def an_incident(run: Run) -> str:
    said = {"happened_on": "2026-11-01", "type": "threat", "summary": "Shots", "account": SAID}
    [record] = put(run, "incident", said)
    return record


def account(run: Run, record: str) -> object:
    return run("get", "incident", record, "--json").json.get("account")


def test_one_command_seals_and_the_sheet_opens(run: Run, cell: Path) -> None:
    record = an_incident(run)
    assert account(run, record) == SAID

    done = run("seal", "--json")
    assert done.code == 0, done.err
    assert (done.json["sealed"], done.json["by_sheet"], done.json["whole"]) == (True, True, True)
    assert account(run, record) is None
    assert "sealed" in run("seal").out

    opened = run("unseal", "--json")
    assert opened.code == 0, opened.err
    assert account(run, record) == SAID
    again = run("unseal")
    assert again.code == 1
    assert "not sealed" in again.err


@pytest.mark.parametrize("wrong", ["ABCD", CODE.replace("A", "B")])
def test_another_code_opens_nothing(
    run: Run, cell: Path, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = an_incident(run)
    run("seal")
    monkeypatch.setenv("FIELDAPP_RECOVERY_CODE", wrong)
    done = run("unseal")
    assert done.code == 1
    assert "recovery sheet" in done.err
    assert account(run, record) is None


def test_the_code_is_read_from_an_open_file(
    run: Run, cell: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FIELDAPP_RECOVERY_CODE")
    run("seal")
    (tmp_path / "code").write_text(CODE + "\n")
    number = os.open(tmp_path / "code", os.O_RDONLY)
    assert run("unseal", "--code-fd", number).code == 0
    os.close(number)


def test_outside_a_mission_there_is_nobody_to_seal_to(run: Run) -> None:
    done = run("seal")
    assert done.code == 1
    assert "no mission" in done.err


def test_an_evacuation_writes_a_parcel_and_seals(run: Run, cell: Path, tmp_path: Path) -> None:
    record = an_incident(run)
    done = run("evacuate", tmp_path, "--json")
    assert done.code == 0, done.err
    assert done.json["verified"] is True
    assert done.json["sealed"]["why"] == "evacuated"
    assert Path(done.json["file"]).is_file()
    assert account(run, record) is None


def test_a_wiped_laptop_is_gone_and_its_entries_are_in_the_parcel(
    run: Run, cell: Path, founder: Path, tmp_path: Path
) -> None:
    record = an_incident(run)
    done = run("evacuate", tmp_path, "--wipe")
    assert done.code == 0, done.err
    assert "solid-state" in done.out
    assert not cell.exists()
    assert run("parcel", "read", tmp_path, "--workspace", founder).code == 0
    shown = run("get", "incident", record, "--workspace", founder, "--json").json
    assert shown["account"] == SAID


def test_nothing_is_wiped_where_the_parcel_cannot_be_written(
    run: Run, cell: Path, tmp_path: Path
) -> None:
    assert run("evacuate", tmp_path / "no stick", "--wipe").code == 1
    assert (cell / "key.json").is_file()


def test_whoever_departs_is_told_what_is_left_to_do(
    run: Run, cell: Path, founder: Path, tmp_path: Path
) -> None:
    an_incident(run)
    looked = run("depart", "--look", "--json")
    assert (looked.code, looked.json["not_sent"], looked.json["sealed"]) == (0, 1, None)
    refused = run("depart")
    assert refused.code == 1
    assert "not sent" in refused.err
    done = run("depart", "--to", tmp_path)
    assert done.code == 0, done.err
    with looking_into(cell) as workspace:
        assert f"fieldapp revoke {workspace.device} --reason left" in done.out
    assert run("depart", "--look", "--workspace", founder).code == 2


def test_an_opening_warns_and_then_says_that_the_laptop_has_sealed_itself(
    run: Run, cell: Path
) -> None:
    record = an_incident(run)
    assert "seals itself" not in run("list", "incident").err
    with looking_into(cell) as workspace:
        remember_hub(workspace, "https://hub.example.org")
        text = settings.read(workspace.db, "last contact")
        start = text.index('"gone": ') + len('"gone": ')
        late = text[:start] + str(27 * 86_400_000) + text[text.index("}", start) :]
        with writing(workspace.db, workspace.file):
            settings.write(workspace.db, "last contact", late)
    assert "In 3 days without contact this laptop seals itself" in run("list", "incident").err

    with looking_into(cell) as workspace:
        later = late.replace(str(27 * 86_400_000), str(31 * 86_400_000))
        with writing(workspace.db, workspace.file):
            settings.write(workspace.db, "last contact", later)
    done = run("get", "incident", record, "--json")
    assert "has sealed itself" in done.err
    assert "unseal" in done.err
    assert "account" not in done.json
    assert run("get", "incident", record).err == ""
