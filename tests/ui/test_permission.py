"""The window of an officer who may not decide everything: refused in the form, with who may."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.domain.deciding.permission import guarded_fields
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import RecordKind
from fieldapp.store import drafts, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.ui import saving
from fieldapp.ui.clashes import clash_cards
from fieldapp.ui.forms.form_state import own_fields
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.session import Session
from tests.ui.conftest import CHEAP, PASSPHRASE

LEFT = Qt.MouseButton.LeftButton
PAUSE = {"what": "Pause the road", "type": "pause", "why": "Floods", "consulted": ("council",)}


@pytest.fixture
def officer(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The workspace of the test, after it has joined somebody's mission as an officer's."""
    other, _ = workspaces.create(tmp_path / "founder", PASSPHRASE, "Josef", cost=CHEAP)
    found_mission(other, "Kelda area")
    join(workspace, invite(other, request_enrolment(workspace), "officer", ""))
    workspaces.close(other)
    return workspace


def pane(qtbot: QtBot, session: Session, opened: saving.Opened) -> FormPane:
    made = FormPane(session, opened)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def _close_what_waits() -> None:
    box = QApplication.activeModalWidget()
    if box is not None and not isinstance(box, QMessageBox):
        box.close()


def said(made: FormPane) -> str:
    return made.form.summary.links[0].text() if made.form.summary is not None else ""


def test_a_decision_without_the_right_is_not_saved_and_the_form_says_who_may(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    made = pane(qtbot, session, saving.new_record(session, "decision", {**PAUSE, "step": "taken"}))

    qtbot.mouseClick(made.save_button, LEFT)

    assert "The right to decide this is with: Head of mission." in said(made)
    assert records.query(officer, Wanted("decision")) == []
    step = made.form.grid(0).rows["step"]
    assert "Head of mission" in step.complaint

    step.editor.show_answer("proposed")
    with qtbot.waitSignal(made.saved):
        qtbot.mouseClick(made.save_button, LEFT)
    assert [each.values["step"] for each in records.query(officer, Wanted("decision"))] == [
        "proposed"
    ]


def test_whoever_is_in_no_mission_decides_for_themselves(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    made = pane(qtbot, session, saving.new_record(session, "decision", {**PAUSE, "step": "taken"}))

    with qtbot.waitSignal(made.saved):
        qtbot.mouseClick(made.save_button, LEFT)


def test_what_is_refused_in_a_row_stands_in_the_summary_of_its_record(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    scenario = records.save(officer, Change("scenario", {"title": "Flood"}))
    row = {"scenario": scenario, "action": "Move the market", "status": "proposed"}
    pivot = records.save(officer, Change("pivot", row))
    made = pane(qtbot, session, saving.open_record(session, "scenario", scenario))
    made.form.show_rows_of("pivot")
    line = made.form.child_rows("pivot").lines[0]
    line.grid.rows["status"].editor.show_answer("approved")

    qtbot.mouseClick(made.save_button, LEFT)

    assert "Head of field office, Head of mission" in said(made)
    assert records.load(officer, "pivot", pivot).values["status"] == "proposed"


def test_a_record_that_is_only_looked_at_and_saved_is_not_refused(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    decision = records.save(officer, Change("decision", {**PAUSE, "step": "taken"}))
    made = pane(qtbot, session, saving.open_record(session, "decision", decision))

    with qtbot.waitSignal(made.saved):
        qtbot.mouseClick(made.save_button, LEFT)


def test_a_right_is_not_taken_out_by_an_officer(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    given = {"type": "pause", "role": "team_leader"}
    right = records.save(officer, Change("decision_right", given))
    made = pane(qtbot, session, saving.open_record(session, "decision_right", right))

    QTimer.singleShot(400, _close_what_waits)  # where it asked why, it would wait for ever
    made._on_take_out()

    box = made.findChild(QMessageBox)
    assert box is not None
    assert "kept by: Head of field office" in box.text()
    assert records.load(officer, "decision_right", right).deleted is None


def test_a_clash_about_a_decision_is_settled_by_whoever_may_decide(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    decision = records.save(officer, Change("decision", {**PAUSE, "step": "proposed"}))
    seen = records.load(officer, "decision", decision).heads
    for step in ("taken", "withdrawn"):
        records.save(officer, Change("decision", {"step": step}, decision, base=seen))
    clashing = session.disclosed(records.load(officer, "decision", decision))
    (card,) = clash_cards(session, clashing)
    qtbot.addWidget(card)
    number = [head.value for head in clashing.clashes["step"]].index("taken")

    qtbot.mouseClick(card.keep_buttons[number], LEFT)

    assert card.findChild(QMessageBox) is not None
    assert records.load(officer, "decision", decision).clashes
    qtbot.mouseClick(card.keep_buttons[1 - number], LEFT)
    # It was shown as taken or withdrawn: neither is known to stand, so calling it off is free.
    assert not records.load(officer, "decision", decision).clashes


def test_a_draft_of_what_was_refused_is_kept(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    made = pane(qtbot, session, saving.new_record(session, "decision", {**PAUSE, "step": "taken"}))
    made.form.grid(0).rows["what"].editor.edited.emit()

    qtbot.mouseClick(made.save_button, LEFT)

    assert [draft.kind for draft in drafts.all_drafts(officer)] == ["decision"]


def test_a_clash_that_is_settled_as_signed_signs_the_terms(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    draft = {"title": "With the cluster", "detail": "counts_adm1", "status": "draft"}
    agreement = records.save(workspace, Change("agreement", draft))
    seen = records.load(workspace, "agreement", agreement).heads
    for status in ("signed", "ended"):
        records.save(workspace, Change("agreement", {"status": status}, agreement, base=seen))
    clashing = session.disclosed(records.load(workspace, "agreement", agreement))
    (card,) = clash_cards(session, clashing)
    qtbot.addWidget(card)
    number = [head.value for head in clashing.clashes["status"]].index("signed")

    qtbot.mouseClick(card.keep_buttons[number], LEFT)

    found = records.load(workspace, "agreement", agreement)
    assert not found.clashes
    assert found.heads["onward"] == found.heads["detail"] == found.heads["status"]


def test_what_stood_in_the_form_is_signed_not_what_has_arrived_since(
    workspace: Workspace, session: Session
) -> None:
    draft = {
        "title": "With the cluster", "kinds": ("meeting",), "detail": "counts_adm1",
        "status": "draft", "expires_on": "2027-01-01",
    }  # fmt: skip
    agreement = records.save(workspace, Change("agreement", draft))
    opened = saving.open_record(session, "agreement", agreement).state
    records.save(
        workspace, Change("agreement", {"detail": "records_team", "onward": True}, agreement)
    )
    signed = {**opened.answers, "status": "signed", "signed_on": "2026-01-01"}

    saving.save(session, replace(opened, answers=signed))

    assert set(records.load(workspace, "agreement", agreement).clashes) == {"detail", "onward"}
    facts = len(records.history(workspace, agreement))
    saving.save(session, replace(opened, answers={**signed, "detail": "counts_adm1"}))
    assert len(records.history(workspace, agreement)) == facts


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS.values() if guarded_fields(kind)], ids=lambda kind: kind.name
)
def test_every_question_that_a_refusal_stands_at_has_its_line_in_the_form(kind: RecordKind) -> None:
    asked = own_fields(kind) if kind.parent else kind.fields
    names = {field.name for field in asked}

    assert kind.title in names
    assert kind.workflow is None or kind.workflow.field in names
    if kind.name == "decision":
        assert {"step", "pivot", "amount", "breaks"} <= names
