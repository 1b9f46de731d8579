"""`reveal` and `audit` by command: what is masked, who approves, what the log says afterwards."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.store import audit as log
from fieldapp.store.audit import Sought
from fieldapp.sync.mission import invite, join, request_enrolment
from tests.cli.conftest import Run, looking_into, make_folder, put, running_hub

CANARY = "Kingfisher-2291"
INCIDENT = {
    "id": "inc-1", "happened_on": "2026-11-01", "type": "threat", "summary": "Shots",
    "account": CANARY,
}  # fmt: skip
MEETING = {"id": "m-1", "title": "The well", "held_on": "2026-11-02"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "workspace", "Josef")


def noted(run: Run, act: str = "") -> list[dict[str, object]]:
    more = ("--act", act) if act else ()
    found: list[dict[str, object]] = run("audit", "--json", *more).json
    return found


@pytest.fixture
def incident(run: Run) -> str:
    put(run, "meeting", MEETING)
    return put(run, "incident", INCIDENT)[0]


def test_a_list_masks_what_can_point_to_a_person_and_one_record_asked_for_shows_it(
    run: Run, incident: str
) -> None:
    (listed,) = run("list", "incident", "--json").json
    assert "account" not in listed
    assert run("list", "incident", "--search", CANARY, "--json").json == []  # nor is it found by it
    assert run("list", "incident", "--where", f"account={CANARY}", "--json").json == []
    assert noted(run) == []  # what was shown is not restricted

    assert run("get", "incident", incident, "--json").json["account"] == CANARY
    (entry,) = noted(run)
    assert (entry["act"], entry["kind"], entry["record"]) == ("read", "incident", incident)
    assert CANARY in run("history", "incident", incident).out
    assert noted(run)[0]["detail"] == {"by": "history"}
    run("get", "meeting", "m-1")
    run("list", "meeting")
    assert len(noted(run)) == 2


def test_a_list_reveals_for_a_reason_in_one_entry(run: Run, incident: str) -> None:
    put(run, "incident", {**INCIDENT, "id": "inc-2"}, {**INCIDENT, "id": "inc-3", "account": None})

    assert run("list", "incident", "--reveal", "curious").code == 2
    done = run("list", "incident", "--reveal", "verification", "--json").json

    assert [each.get("account") for each in done].count(CANARY) == 2
    assert noted(run, "revealed")[0]["detail"] == {"reason": "verification", "count": 2}
    assert noted(run, "read")[0]["detail"] == {"count": 2}
    (access,) = run("list", "access", "--json").json
    assert access["act"] == "revealed"
    assert access["count"] == 2
    assert "account" not in run("list", "incident", "--json").json[0]


def test_what_is_revealed_is_shown_in_lists_until_it_is_hidden(run: Run, incident: str) -> None:
    assert run("reveal", "incident", incident).code == 2  # without a reason

    shown = run("reveal", "incident", incident, "--reason", "referral", "--json").json

    assert shown["record"]["account"] == CANARY
    assert run("list", "incident", "--json").json[0]["account"] == CANARY
    assert [each["id"] for each in run("reveal", "list", "--json").json] == [incident]
    assert run("reveal", "hide", "--json").json == {"hidden": [incident]}
    assert "account" not in run("list", "incident", "--json").json[0]
    assert [each["act"] for each in run("list", "access", "--json").json] == ["revealed"]


def test_nobody_writes_changes_or_takes_out_a_record_of_access(run: Run, incident: str) -> None:
    run("reveal", "incident", incident, "--reason", "referral")
    (access,) = run("list", "access", "--json").json

    new = run("put", "access", "--json", stdin=json.dumps({"act": "revealed", "on": "2026-11-01"}))
    changed = run("put", "access", "--json", stdin=json.dumps({**access, "who": "Somebody"}))
    gone = run("delete", "access", access["id"], "--reason", "x")

    assert [each.code for each in (new, changed, gone)] != [0, 0, 0]
    assert new.json["saved"] == changed.json["saved"] == []
    assert gone.code == 2
    assert run("list", "access", "--json").json == [access]


def test_clashing_accounts_are_masked_until_one_reveals_them(run: Run, incident: str) -> None:
    with looking_into(Path(os.environ["FIELDAPP_WORKSPACE"])) as workspace:
        log.records.save(
            workspace, log.records.Change("incident", {"account": "other"}, incident, base={})
        )

    (clash,) = run("clashes", "--json").json
    assert (clash["field"], clash["answers"], clash["masked"]) == ("account", [], True)
    assert "fieldapp reveal" in run("clashes").out
    run("reveal", "incident", incident, "--reason", "correction")
    (clash,) = run("clashes", "--json").json
    assert {each["value"] for each in clash["answers"]} == {CANARY, "other"}


def test_papers_files_and_settings_are_noted(run: Run, incident: str, tmp_path: Path) -> None:
    put(run, "place", {"id": "gorom", "name": "Gorom", "pcode": "XX01", "type": "village"})
    paper, table = tmp_path / "paper.pdf", tmp_path / "meetings.csv"
    period = ("--from", "2026-10-01", "--to", "2026-11-30")
    run("report", "record", "--kind", "meeting", "--id", "m-1", "-o", paper)
    made = ("report", "joint-review", "--place", "Gorom", *period, "--json", "-o")
    code = run(*made, tmp_path / "review.pdf").json["code"]
    run("export", "meeting", "--as", "csv", "-o", table)

    review, record = noted(run, "printed")
    assert (record["kind"], record["record"]) == ("meeting", "m-1")
    assert record["detail"]["pages"] >= 1  # type: ignore[index]
    assert (review["kind"], review["detail"]["code"]) == ("joint_review", code)  # type: ignore[index]
    (exported,) = noted(run, "exported")
    assert exported["detail"] == {
        "agreement": "none", "as": "csv", "count": 1, "withheld": 0,
    }  # fmt: skip
    everything = json.dumps(noted(run))
    assert CANARY not in everything
    assert "The well" not in everything
    assert run("doctor").code == 0


def test_what_cannot_be_noted_is_not_shown_and_the_rest_is(
    run: Run, folder: Path, incident: str
) -> None:
    with looking_into(folder) as workspace:
        workspace.db.conn.execute("BEGIN IMMEDIATE")
        refused = run("get", "incident", incident)
        listed = run("list", "meeting", "--json")
        workspace.db.conn.execute("ROLLBACK")

    assert refused.code == 1
    assert "audit log" in refused.err
    assert CANARY not in refused.out + refused.err
    assert [each["id"] for each in listed.json] == ["m-1"]


# ------------------------------------------------------------------ two laptops and the hub


@pytest.fixture
def cell(
    run: Run, founder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """A laptop of the protection cell, beside the founder's and the officer's."""
    other = make_folder(tmp_path / "cell", "Nyandeng")
    with looking_into(founder) as amina, looking_into(other) as nyandeng:
        join(nyandeng, invite(amina, request_enrolment(nyandeng), "protection", ""))
    yield other
    monkeypatch.undo()


def test_two_persons_by_files_and_the_log_of_one_looked_over_by_the_other(
    run: Run, folder: Path, founder: Path, cell: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def on(laptop: Path) -> None:
        monkeypatch.setenv("FIELDAPP_WORKSPACE", str(laptop))

    ask, half, approval = (tmp_path / f"{n}.json" for n in ("ask", "half", "approval"))
    limit = {"name": "persons_to_reveal", "value": 2, "decided_on": "2026-11-01"}
    with running_hub(tmp_path / "hub") as address:
        on(founder)
        put(run, "incident", INCIDENT)
        put(run, "limit", limit)
        for laptop in (founder, cell, folder, founder):
            on(laptop)
            assert run("sync", "--hub", address).code == 0

        on(founder)  # one record asked for is not enough where two have to agree
        assert "account" not in run("get", "incident", "inc-1", "--json").json
        assert "masked" in run("get", "incident", "inc-1").out
        on(folder)
        refused = run("reveal", "incident", "inc-1", "--reason", "danger")
        assert refused.code == 1
        assert "key" in refused.err
        asked = run("reveal", "ask", "incident", "inc-1", "--reason", "danger", "-o", ask, "--json")
        assert asked.json["without_key"] is True
        on(cell)
        looked = run("reveal", "approve", ask, "--look", "--json").json
        assert (looked["asked_by"], looked["needs_second"]) == ("Josef", True)
        with looking_into(founder) as amina:
            second = amina.device
        assert run("reveal", "approve", ask, "-o", half).code == 2
        assert run("reveal", "approve", ask, "--second", second, "-o", half).code == 0
        on(founder)
        assert run("reveal", "approve", half, "-o", approval).code == 0
        on(folder)
        shown = run("reveal", "incident", "inc-1", "--approval", approval, "--json").json
        assert shown["record"]["account"] == CANARY
        assert "account" not in run("get", "incident", "inc-1", "--json").json
        assert run("reveal", "incident", "inc-1", "--approval", approval).code == 1
        assert CANARY not in "".join(each.read_text() for each in (ask, half, approval))
        for laptop in (folder, cell, founder):
            on(laptop)
            assert run("sync", "--hub", address).code == 0

    acts = {each["act"] for each in run("list", "access", "--json").json}
    assert {"broke_glass", "approved"} <= acts
    on(cell)
    file = tmp_path / "cell.jsonl"
    assert run("audit", "export", "-o", file, "--json").code == 0
    on(founder)
    whole = run("audit", "verify", file, "--json")
    assert whole.code == 0, whole.err
    assert whole.json["whole"] is True
    assert whole.json["told_of"] >= 1
    file.write_bytes(file.read_bytes().replace(b'"approved"', b'"unlocked"', 1))
    changed = run("audit", "verify", file)
    assert changed.code == 1
    assert "audit log" in changed.err

    with looking_into(cell) as workspace:  # the end cut off, and all worked out to fit
        workspace.db.conn.execute("DELETE FROM audit WHERE n > 1")
        hash_ = log.entries(workspace, Sought())[0].hash
        log.settings.write(workspace.db, "newest audit entry", f"1 {hash_}")
    on(cell)
    assert run("audit", "export", "-o", tmp_path / "cut.jsonl").code == 0
    on(founder)
    cut = run("audit", "verify", tmp_path / "cut.jsonl", "--json")
    assert cut.code == 1
    assert cut.json["faults"]
