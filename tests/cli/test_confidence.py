"""A grave complaint on real laptops: an officer cannot open it, and no other record tells of it."""

import json
from pathlib import Path

import pypdfium2
import pytest

from fieldapp.domain.disclosure import COMMUNITY, disclose
from fieldapp.store import records
from fieldapp.store.records import Change
from tests.cli.conftest import Run, looking_into, put, running_hub

GRAVE = {
    "received_on": "2026-11-20",
    "level": 6,
    "code": "K7-CAR",
    "place": "KE0104",
    "summary": "About the conduct of a driver",
    "raised_by": "women",
}


@pytest.fixture
def complaint(
    run: Run, folder: Path, founder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> str:
    """Known on both laptops; the officer sees the stub. The next commands are the officer's."""
    monkeypatch.setenv("FIELDAPP_WORKSPACE", str(founder))
    put(run, "place", {"name": "Gorom", "pcode": "KE0104", "type": "village"})
    (made,) = put(run, "feedback", GRAVE)
    sync(run, tmp_path, monkeypatch, founder, folder)
    return made


def sync(run: Run, home: Path, monkeypatch: pytest.MonkeyPatch, *folders: Path) -> None:
    """Let laptops sync one after the other; the last stays the one that commands work on."""
    with running_hub(home / "hub") as hub:
        for folder in folders:
            monkeypatch.setenv("FIELDAPP_WORKSPACE", str(folder))
            assert run("sync", "--hub", hub).code == 0


def test_an_officer_sees_the_stub_and_cannot_lower_its_level(run: Run, complaint: str) -> None:
    stub = run("get", "feedback", complaint, "--json").json
    done = run("edit", "feedback", complaint, "-", stdin=json.dumps({"level": 3}))

    assert set(stub) == {"id", "kind", "received_on", "level", "code"}
    assert done.code == 1
    assert "given in confidence" in done.err
    assert run("get", "feedback", complaint, "--json").json["level"] == 6


def test_a_level_lowered_past_the_check_opens_nothing_anywhere(
    run: Run,
    complaint: str,
    folder: Path,
    founder: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with looking_into(folder) as officer:
        records.save(officer, Change("feedback", {"level": 2}, complaint))
    sync(run, tmp_path, monkeypatch, folder, founder)

    with looking_into(founder) as head:
        shown = disclose(records.load(head, "feedback", complaint), COMMUNITY)
    assert set(shown.values) <= {"received_on", "level", "code"}
    file = tmp_path / "paper.pdf"
    period = ("--from", "2026-11-01", "--to", "2026-11-30")
    assert run("report", "joint-review", "--place", "Gorom", *period, "-o", file).code == 0
    with pypdfium2.PdfDocument(file) as document:
        said = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "driver" not in said
    export = tmp_path / "out.csv"
    assert run("export", "feedback", "--as", "csv", "-o", export).code == 0
    assert run("get", "feedback", complaint, "--json").json["summary"] == GRAVE["summary"]


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("decision", {"what": "Send the driver home"}),
        ("escalation", {"reason": "Now", "level": "head_of_office", "raised_on": "2026-11-21"}),
    ],
)
def test_no_record_for_the_team_names_it(
    run: Run, complaint: str, founder: Path, monkeypatch: pytest.MonkeyPatch, kind: str,
    answers: dict[str, object],
) -> None:  # fmt: skip
    for folder in (None, founder):
        if folder is not None:
            monkeypatch.setenv("FIELDAPP_WORKSPACE", str(folder))
        done = run("put", kind, "-", stdin=json.dumps({**answers, "feedback": complaint}))
        assert done.code == 1
        assert "closed" in done.err
        assert "driver" not in done.err


def test_the_protection_cell_escalates_it_in_confidence(
    run: Run, complaint: str, folder: Path, founder: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("FIELDAPP_WORKSPACE", str(founder))
    (escalation,) = put(
        run,
        "escalation",
        {
            "reason": "Come to the office",
            "level": "head_of_mission",
            "raised_on": "2026-11-21",
            "complaint": complaint,
            "in_confidence": "CANARY",
        },
    )
    sync(run, tmp_path, monkeypatch, founder, folder)

    seen = run("get", "escalation", escalation, "--json").json
    assert seen["reason"] == "Come to the office"
    assert not {"complaint", "in_confidence"} & set(seen)
    assert run("chain", "feedback", complaint, "--json").json["after"] == {}


def test_a_record_that_only_others_hold_is_not_taken_away_by_its_id(
    run: Run, complaint: str, folder: Path, founder: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setenv("FIELDAPP_WORKSPACE", str(founder))
    (incident,) = put(run, "incident", {"type": "threat", "happened_on": "2026-11-02"})
    put(run, "victim", {"id": "v1", "incident": incident, "sex": "male", "age_group": "adult"})
    sync(run, tmp_path, monkeypatch, founder, folder)
    put(run, "meeting", {"id": "v1", "title": "Well", "held_on": "2026-11-03"})
    sync(run, tmp_path, monkeypatch, folder, founder)

    assert run("get", "victim", "v1", "--json").json["sex"] == "male"
