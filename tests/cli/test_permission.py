"""Who may decide what, on real workspaces: an officer who has joined, and the founder."""

import json
from pathlib import Path

import pytest

from fieldapp.domain.deciding.rights import HEAD, Author
from fieldapp.store.records import Change
from fieldapp.sync.authority import refused
from fieldapp.sync.mission import author_of, found_mission, invite, join, request_enrolment
from tests.cli.conftest import Run, looking_into, make_folder, put

PAUSE = {"what": "Pause the road", "type": "pause", "step": "taken", "why": "Floods"}


def answers(change: dict[str, object]) -> str:
    return json.dumps(change)


def on(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FIELDAPP_WORKSPACE", str(folder))
    return run


def test_an_officer_is_refused_and_told_who_may(run: Run, founder: Path) -> None:
    done = run("put", "decision", "-", stdin=answers(PAUSE))

    assert done.code == 1
    assert "The right to decide this is with: Head of mission." in done.err
    assert "Record it as proposed" in done.err
    assert run("list", "decision", "--json").json == []


def test_an_officer_may_propose_and_the_founder_may_decide(
    run: Run, founder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(run, "decision", {**PAUSE, "step": "proposed"})
    on(run, founder, monkeypatch)

    put(run, "decision", PAUSE)


def test_an_officer_cannot_give_themselves_a_right(run: Run, founder: Path) -> None:
    for kind, given in (
        ("decision_right", {"type": "pause", "role": "field_officer"}),
        ("assignment", {"holder": "Amina", "role": HEAD}),
        ("limit", {"name": "escalation_days", "value": 900, "decided_on": "2026-01-01"}),
    ):
        done = run("put", kind, "-", stdin=answers(given))

        assert done.code == 1
        assert "Head of mission, Headquarters administrator" in done.err


def test_in_a_mission_of_their_own_everybody_decides(run: Run) -> None:
    [decision] = put(run, "decision", PAUSE)

    assert run("edit", "decision", decision, "-", stdin=answers({"amount": 5})).code == 0
    assert run("delete", "decision", decision, "--reason", "Entered twice").code == 0


def test_what_is_not_guarded_is_edited_by_everybody(run: Run, founder: Path) -> None:
    [work] = put(run, "deliverable", {"title": "School roof", "status": "ongoing"})

    edited = run("edit", "deliverable", work, "-", stdin=answers({"note": "Sand is there"}))
    cancelled = run("edit", "deliverable", work, "-", stdin=answers({"status": "cancelled"}))

    assert edited.code == 0
    assert cancelled.code == 1
    assert "Head of field office, Head of mission" in cancelled.err


def test_giving_back_what_was_listed_is_not_refused(run: Run, folder: Path, tmp_path: Path) -> None:
    [right] = put(run, "decision_right", {"type": "pause", "role": "team_leader"})
    with looking_into(make_folder(tmp_path / "other")) as other, looking_into(folder) as own:
        found_mission(other, "Kelda area")
        join(own, invite(other, request_enrolment(own), "officer", ""))
    listed = run("get", "decision_right", right, "--json").json

    again = run("put", "decision_right", "-", stdin=answers(listed))
    other_role = run("edit", "decision_right", right, "-", stdin=answers({"role": "analyst"}))
    gone = run("delete", "decision_right", right, "--reason", "Entered twice")

    assert again.code == 0, again.err
    assert other_role.code == 1
    assert gone.code == 2
    assert "kept by" in gone.err


@pytest.mark.parametrize(
    ("role", "standing"),
    [
        ("officer", "field_officer"),
        ("protection", "protection_officer"),
        ("administrator", "administrator"),
    ],
)
def test_who_somebody_is_follows_from_their_membership(
    folder: Path, tmp_path: Path, role: str, standing: str
) -> None:
    with looking_into(make_folder(tmp_path / "founder")) as amina, looking_into(folder) as josef:
        assert author_of(josef) == Author("Amina", HEAD)
        found_mission(amina, "Kelda area")
        join(josef, invite(amina, request_enrolment(josef), role, ""))

        assert author_of(amina).standing == HEAD
        assert author_of(josef).standing == standing


def test_saving_a_meeting_reads_no_records_and_no_membership(
    folder: Path, founder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    with looking_into(folder) as workspace:
        workspace.db.conn.set_trace_callback(asked.append)
        meeting = Change("meeting", {"title": "Well", "held_on": "2026-11-03"})
        assert refused(workspace, meeting) == ()
        assert refused(workspace, Change("deliverable", {"note": "Sand"}, "d1")) == ()
        assert asked == []

        assert refused(workspace, Change("decision", {"type": "pause", "step": "taken"})) != ()
        assert asked
