"""Who may decide what, on real workspaces: an officer who has joined, and the founder."""

import json
from pathlib import Path

import pytest

from fieldapp.domain.deciding.agreed import TERMS
from fieldapp.domain.deciding.rights import HEAD, Author
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.sync.authority import refused
from fieldapp.sync.mission import author_of, found_mission, invite, join, request_enrolment
from tests.cli.conftest import Run, looking_into, make_folder, put, running_hub

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


def left_by_others(folder: Path, kind: str, values: dict[str, object]) -> str:
    """A record that came by sync, so that nobody here was asked."""
    with looking_into(folder) as workspace:
        return records.save(workspace, Change(kind, values))  # type: ignore[arg-type]


BEHIND_A_STEP = [
    ("agreement", {"title": "T", "kinds": ("meeting",), "detail": "counts_adm1"}, "signed"),
    ("agreement", {"title": "T", "kinds": ("meeting",), "detail": "counts_adm1"}, "suspended"),
    ("pivot", {"scenario": "s1", "action": "Move"}, "approved"),
    ("pivot", {"scenario": "s1", "action": "Move"}, "used"),
    ("escalation", {"reason": "Road", "level": "area", "raised_on": "2026-01-02"}, "open"),
]


@pytest.mark.parametrize(("kind", "values", "status"), BEHIND_A_STEP)
def test_an_officer_neither_clears_a_status_of_others_nor_takes_the_record_out(
    run: Run, founder: Path, folder: Path, kind: str, values: dict[str, object], status: str
) -> None:
    record = left_by_others(folder, kind, {**values, "status": status})

    for answer in (None, "x-on-hold"):
        cleared = run("edit", kind, record, "-", stdin=answers({"status": answer}))
        assert cleared.code == 1
        assert "its status is cleared, and it is taken out, by:" in cleared.err
    gone = run("delete", kind, record, "--reason", "Not needed")

    assert gone.code == 2
    assert "Head of mission" in gone.err
    assert run("get", kind, record, "--json").json["status"] == status


def test_an_officer_takes_out_a_planned_work_that_was_entered_twice(
    run: Run, founder: Path
) -> None:
    [work] = put(run, "deliverable", {"title": "School roof", "status": "planned"})

    assert run("edit", "deliverable", work, "-", stdin=answers({"status": None})).code == 0
    assert run("delete", "deliverable", work, "--reason", "Entered twice").code == 0


@pytest.mark.parametrize(
    ("name", "answer"),
    [("what", "Pause all"), ("decided_by", HEAD), ("why", "-"), ("deliverable", "d1")],
)
def test_an_officer_does_not_put_words_into_a_decision_that_was_taken(
    run: Run, founder: Path, folder: Path, name: str, answer: str
) -> None:
    decision = left_by_others(folder, "decision", {**PAUSE, "consulted": ("council",)})

    changed = run("edit", "decision", decision, "-", stdin=answers({name: answer}))
    kept = run("edit", "decision", decision, "-", stdin=answers({"status": "kept"}))

    assert changed.code == 1
    assert "The right to decide this is with: Head of mission." in changed.err
    assert kept.code == 0, kept.err


def test_a_decision_about_a_work_elsewhere_needs_the_right_there(
    run: Run, founder: Path, folder: Path
) -> None:
    work = left_by_others(folder, "deliverable", {"title": "School roof", "place": "XX0201"})
    right = {"type": "pause", "role": "field_officer"}
    left_by_others(folder, "decision_right", {**right, "place": "XX0101"})
    here = {**PAUSE, "place": "XX0101", "consulted": ["council"]}
    put(run, "decision", here)

    refused_there = run("put", "decision", "-", stdin=answers({**here, "deliverable": work}))
    left_by_others(folder, "decision_right", {**right, "place": "XX0201"})

    assert refused_there.code == 1
    assert "The right to decide this is with: Head of mission." in refused_there.err
    put(run, "decision", {**here, "deliverable": work})


def test_what_begins_behind_a_signature_needs_whoever_signs(run: Run, founder: Path) -> None:
    done = run(
        "put", "pivot", "-",
        stdin=answers({"scenario": "s1", "action": "Move", "status": "used"}),
    )  # fmt: skip

    assert done.code == 1
    assert "This step is taken by: Head of field office, Head of mission." in done.err


def test_a_term_that_was_edited_before_the_signature_arrived_is_settled_first(
    run: Run, founder: Path, tmp_path: Path
) -> None:
    draft = {
        "title": "With the cluster", "kinds": ["meeting"], "detail": "counts_adm1",
        "status": "draft", "expires_on": "2099-01-01", "purpose": "Planning",
    }  # fmt: skip
    [agreement] = put(run, "agreement", draft)
    there = ("--workspace", founder)
    signed = answers({"status": "signed", "signed_on": "2026-01-01"})
    with running_hub(tmp_path / "hub") as url:
        run("sync", "--hub", url, *there)
        run("sync", "--hub", url)
        run("sync", "--hub", url, *there)
        assert run("edit", "agreement", agreement, "-", *there, stdin=signed).code == 0
        blind = run("edit", "agreement", agreement, "-", stdin=answers({"place": "XX0101"}))
        run("sync", "--hub", url)
        run("sync", "--hub", url, *there)
    shared = run(
        "export", "meeting", "--as", "csv", "-o", tmp_path / "m.csv", "--agreement", agreement,
        *there,
    )  # fmt: skip

    assert blind.code == 0
    assert shared.code != 0
    assert "is not certain here" in shared.err
    [clash] = run("clashes", *there, "--json").json
    assert (clash["field"], {each["value"] for each in clash["answers"]}) == (
        "place", {None, "XX0101"},
    )  # fmt: skip


def test_settling_a_status_as_signed_signs_the_terms(run: Run, folder: Path) -> None:
    values = {"title": "T", "kinds": ("meeting",), "detail": "counts_adm1", "status": "draft"}
    agreement = left_by_others(folder, "agreement", values)
    with looking_into(folder) as workspace:
        base = records.load(workspace, "agreement", agreement).heads
        for status in ("signed", "ended"):
            records.save(workspace, Change("agreement", {"status": status}, agreement, base))

    settled = run("settle", "agreement", agreement, "--field", "status", "--value", "signed")

    assert settled.code == 0, settled.err
    with looking_into(folder) as workspace:
        found = records.load(workspace, "agreement", agreement)
    assert not found.clashes
    assert TERMS["agreement"].fields <= found.heads.keys()
    assert found.heads["status"] == found.heads["detail"]


def test_a_norm_of_the_missions_own_is_not_departed_from_without_a_reason(run: Run) -> None:
    departing = {**PAUSE, "breaks": ["x-local"]}

    done = run("put", "decision", "--json", stdin=answers(departing))

    assert done.code == 1
    assert "norm_reason" in {problem["field"] for problem in done.json["rejected"]}
    put(run, "decision", {**departing, "norm_reason": "Lives at stake"})
