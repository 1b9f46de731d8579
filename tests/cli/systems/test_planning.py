"""Systems 1 to 8: planning, standards, decisions, money, ownership, feedback, review."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run, put
from tests.cli.systems.story import GOROM, about, day, edit, one, paper, refused, told


def test_01_shared_vision_and_inclusive_planning(gorom: Run) -> None:
    objective = one(
        gorom,
        "objective",
        title="Water within reach",
        place=GOROM,
        shaped_by=["civil_society", "local_authority"],
        groups=["women"],
    )
    one(gorom, "deliverable", title="Well", place=GOROM, objective=objective)
    lost = one(gorom, "deliverable", title="Road", place=GOROM)

    (shaped,) = gorom("list", "objective", "--json").json
    assert shaped["shaped_by"] == ["local_authority", "civil_society"]
    assert [
        w["title"]
        for w in gorom("list", "deliverable", "--where", f"objective={objective}", "--json").json
    ] == ["Well"]
    assert lost in about(told(gorom, "deliverable_without_objective"))


def test_02_common_data_standards_and_reporting_lines(gorom: Run, tmp_path: Path) -> None:
    head = one(gorom, "assignment", holder="Amina Teyo", role="head_of_office", place="KE01")
    one(gorom, "assignment", holder="Josef Kall", role="field_officer", reports_to=head)
    one(gorom, "deliverable", title="Well", place=GOROM, sector="water", status="ongoing")
    file = tmp_path / "works.csv"
    done = gorom("export", "deliverable", "--as", "csv", "-o", file, "--json")

    assert done.code == 0, done.err
    lines = file.read_text("utf-8-sig").splitlines()
    assert any("#sector" in line and "#loc+code" in line for line in lines)
    assert any(GOROM in line and "water" in line for line in lines)
    fields = gorom("fields", "place", "--json").json["place"]["fields"]
    assert {"name": "pcode", "hxl": "#loc+code"}.items() <= fields[1].items()
    officer = gorom("list", "assignment", "--where", "role=field_officer", "--json").json[0]
    assert officer["reports_to"] == head


def test_03_decision_rights_and_explicit_escalation(
    gorom: Run, founder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusal = refused(
        gorom,
        "decision",
        what="Move the money",
        type="reallocate",
        step="taken",
        place=GOROM,
        why="x",
        consulted=["council"],
    )
    asked = one(
        gorom,
        "escalation",
        reason="The court does not sit",
        level="team_leader",
        place=GOROM,
        raised_on=day(-20),
        due_on=day(-5),
        status="open",
    )

    assert "Head of mission" in refusal[0]["reason"]
    (late,) = told(gorom, "escalation_overdue")
    assert about([late]) == {asked}
    assert "Head of field office" in late["text"]
    assert not told(gorom, "escalation_waiting")
    answer = json.dumps({"status": "answered", "answer": "On Monday"})
    done = gorom("edit", "escalation", asked, "-", stdin=answer)
    assert done.code == 1
    assert "Team leader, Head of field office, Head of mission" in done.err
    monkeypatch.setenv("FIELDAPP_WORKSPACE", str(founder))
    raised = one(
        gorom, "escalation", reason="No judge", level="head_of_mission", raised_on=day(-1),
        status="open",
    )  # fmt: skip
    (waits,) = told(gorom, "escalation_waiting")
    assert about([waits]) == {raised}


def test_04_transparency_of_timelines_costs_and_risks(gorom: Run, tmp_path: Path) -> None:
    well = one(
        gorom,
        "deliverable",
        title="Deep well",
        place=GOROM,
        status="ongoing",
        planned_end=day(-3),
        currency="USD",
    )
    put(
        gorom,
        "budget_line",
        {"deliverable": well, "what": "Pump", "planned": 700, "spent": 650},
        {"deliverable": well, "what": "Sand", "planned": 300, "spent": 100},
    )
    risk = one(
        gorom,
        "risk",
        title="No lorry",
        place=GOROM,
        deliverable=well,
        likelihood="5",
        impact="4",
        owner="project_manager",
        reviewed_on=day(-1),
        review_on=day(30),
    )

    said = paper(gorom, tmp_path / "paper.pdf")
    assert "Deep well" in said
    assert "1,000 USD" in said
    assert "750 USD" in said
    assert well in about(told(gorom, "deliverable_overdue"))
    assert risk in about(told(gorom, "risk_high"))


def test_05_local_ownership(gorom: Run) -> None:
    ours = one(gorom, "deliverable", title="Road", place=GOROM, led_by="us", status="ongoing")
    theirs = one(gorom, "deliverable", title="Well", place=GOROM, led_by="them", status="ongoing")

    compass = gorom("compass", "--place", GOROM, "--json").json
    led = next(figure for figure in compass["figures"] if figure["name"] == "works_led")
    assert (led["value"], led["numerator"], led["denominator"]) == (50, 1, 2)
    assert led["inside"] == [{"kind": "deliverable", "id": theirs}]
    assert led["outside"] == [{"kind": "deliverable", "id": ours}]


def test_06_feedback_and_grievance_redress(gorom: Run, founder: Path) -> None:
    waiting = one(
        gorom,
        "feedback",
        received_on=day(-40),
        level=3,
        code="K7-PUMP",
        channel="hotline",
        place=GOROM,
        summary="The pump is dry",
        anonymous=True,
    )
    grave = one(
        gorom,
        "feedback",
        received_on=day(-3),
        level=6,
        code="K7-CAR",
        place=GOROM,
        summary="About the conduct of a driver",
    )

    assert waiting in about(told(gorom, "feedback_overdue"))
    stub = gorom("get", "feedback", grave, "--json").json
    assert set(stub) == {"id", "kind", "received_on", "level", "code"}
    edit(
        gorom,
        "feedback",
        waiting,
        acknowledged_on=day(-39),
        answer="Mended",
        outcome="did",
        status="answered",
        answered_on=day(-30),
        told_on=day(-29),
        satisfied="satisfied",
    )
    assert waiting not in about(told(gorom))


def test_07_adaptive_planning_and_flexible_mandates(gorom: Run) -> None:
    heard = one(gorom, "feedback", received_on=day(-20), level=2, place=GOROM, summary="Too far")
    decision = one(
        gorom,
        "decision",
        what="The tap moves to the other side",
        place=GOROM,
        type="change_course",
        step="taken",
        why="The women asked",
        consulted=["women", "council"],
        decided_on=day(-10),
        decided_by="head_of_mission",
        feedback=heard,
    )

    after = gorom("chain", "feedback", heard, "--json").json["after"]
    assert after["decided"] == [{"kind": "decision", "id": decision}]
    shown = gorom("get", "decision", decision).out
    assert "Change course" in shown
    assert "The women asked" in shown


def test_08_regular_joint_reviews_with_communities(gorom: Run, tmp_path: Path) -> None:
    review = one(
        gorom,
        "joint_review",
        held_on=day(-4),
        place=GOROM,
        number=2,
        next_on=day(80),
        agreement="agree_with_remarks",
        agreement_form="thumb_print",
    )
    one(
        gorom,
        "finding",
        joint_review=review,
        ours="The pump runs all day",
        status="disputed",
        theirs="It runs in the morning",
        alternative="Dig deeper",
        settled_by="Measure at two",
    )
    one(gorom, "decision", joint_review=review, what="Measure it together", promised_by="us")

    said = paper(gorom, tmp_path / "paper.pdf")
    for words in ("It runs in the morning", "Dig deeper", "Measure at two", "Measure it together"):
        assert words in said
