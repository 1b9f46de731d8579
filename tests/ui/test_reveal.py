"""What points to a person is hidden until somebody says why they need it, and for a time only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.store import audit, drafts, records
from fieldapp.store.audit import Act, Sought
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission
from fieldapp.sync.reveal.revealing import open_now
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.revealing import RevealWindow

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]
LEFT = Qt.MouseButton.LeftButton
SAID = {"happened_on": "2026-11-01", "type": "threat", "account": "CANARY"}


@pytest.fixture
def incident(workspace: Workspace) -> str:
    record = records.save(workspace, Change("incident", SAID))
    described = {"incident": record, "described": "CANARY on a motorcycle"}
    records.save(workspace, Change("incident_actor", described))
    return record


def pane_of(desktop: Desktop) -> FormPane:
    assert desktop.shell is not None
    pane = desktop.shell.records_page("incident").pane
    assert pane is not None
    return pane


def account_of(desktop: Desktop) -> FieldRow:
    pane = pane_of(desktop)
    pane.form.show_confidential()
    return pane.form.grid(pane.form.section).rows["account"]


def show(qtbot: QtBot, desktop: Desktop, code: str = "danger") -> None:
    button = account_of(desktop).reveal_button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    window = pane_of(desktop).findChild(RevealWindow)
    assert window is not None
    assert not window.show_button.isEnabled()
    qtbot.mouseClick(window.why.button(code), LEFT)
    qtbot.mouseClick(window.show_button, LEFT)


@pytest.fixture
def desktop(open_desktop: OpenDesktop, incident: str) -> Desktop:
    made = open_desktop()
    assert made.shell is not None
    made.shell.open_record("incident", incident)
    return made


def test_it_is_hidden_until_a_reason_is_given_and_then_shown_with_its_rows(
    qtbot: QtBot, workspace: Workspace, desktop: Desktop, incident: str
) -> None:
    row = account_of(desktop)
    assert row.editor.answer() is None
    assert not row.editor.isVisibleTo(row)
    assert row.label.buddy() is row.reveal_button

    show(qtbot, desktop)

    row = account_of(desktop)
    assert row.editor.answer() == "CANARY"
    assert row.editor.isVisibleTo(row)
    lines = pane_of(desktop).form.child_rows("incident_actor").lines
    assert lines[0].grid.rows["described"].editor.answer() == "CANARY on a motorcycle"
    noted = audit.entries(workspace, Sought(act=Act.REVEALED.value))
    assert {entry.details["reason"] for entry in noted} == {"danger"}
    assert incident in {entry.record for entry in noted}


def test_hiding_it_again_hides_it_at_once(
    qtbot: QtBot, workspace: Workspace, desktop: Desktop
) -> None:
    show(qtbot, desktop)

    qtbot.mouseClick(pane_of(desktop).hide_button, LEFT)

    assert account_of(desktop).editor.answer() is None
    assert open_now(workspace) == []


def test_when_the_time_is_over_it_is_hidden_and_what_was_written_stays(
    qtbot: QtBot, workspace: Workspace, desktop: Desktop
) -> None:
    show(qtbot, desktop)
    pane = pane_of(desktop)
    qtbot.keyClicks(pane.form.grid(pane.form.section).rows["sources"].editor.control, "A trader")
    for each in open_now(workspace):
        workspace.db.conn.execute("UPDATE opening SET until = since WHERE id = ?", [each.id])

    pane._on_over()  # what the clock of the banner calls

    row = account_of(desktop)
    assert row.editor.answer() is None
    assert not row.editor.isVisibleTo(row)
    pane = pane_of(desktop)
    assert pane.form.grid(pane.form.section).rows["sources"].editor.answer() == "A trader"


def test_a_draft_does_not_show_after_a_lock_what_was_revealed_before(
    qtbot: QtBot, workspace: Workspace, desktop: Desktop, incident: str
) -> None:
    show(qtbot, desktop)
    pane = pane_of(desktop)
    qtbot.keyClicks(pane.form.grid(pane.form.section).rows["sources"].editor.control, "A trader")
    desktop.lock()
    assert len(drafts.all_drafts(workspace)) == 1
    for each in open_now(workspace):
        workspace.db.conn.execute("UPDATE opening SET until = since WHERE id = ?", [each.id])

    desktop.enter(Unlocked(workspace, read_places(workspace)))

    row = account_of(desktop)
    assert row.editor.answer() is None
    assert not row.editor.isVisibleTo(row)
    qtbot.mouseClick(pane_of(desktop).save_button, LEFT)
    assert records.load(workspace, "incident", incident).values["account"] == "CANARY"
    assert records.load(workspace, "incident", incident).values["sources"] == "A trader"
    assert records.load(workspace, "incident", incident).clashes == {}


def test_a_form_is_saved_with_answers_that_stay_hidden(
    qtbot: QtBot, workspace: Workspace, desktop: Desktop, incident: str
) -> None:
    pane = pane_of(desktop)
    pane.form.show_rows_of("incident_actor")  # with a required answer that is hidden

    qtbot.mouseClick(pane.save_button, LEFT)

    assert pane_of(desktop).form.summary is None
    assert records.load(workspace, "incident", incident).values["account"] == "CANARY"


def test_where_it_takes_two_persons_it_is_asked_for_in_a_file(
    qtbot: QtBot, workspace: Workspace, desktop: Desktop, incident: str, tmp_path: Path
) -> None:
    found_mission(workspace, "Gorom area")
    records.save(workspace, Change("limit", {"name": "persons_to_reveal", "value": 2}))
    qtbot.mouseClick(account_of(desktop).reveal_button, LEFT)
    window = pane_of(desktop).findChild(RevealWindow)
    assert window is not None
    qtbot.mouseClick(window.why.button("referral"), LEFT)

    window.write_request(tmp_path / "request.json")
    window.use(tmp_path / "request.json")  # no approval: it shows nothing

    assert b"CANARY" not in (tmp_path / "request.json").read_bytes()
    assert window.isVisible()
    assert account_of(desktop).editor.answer() is None


def test_a_record_that_cannot_be_noted_is_not_opened(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, incident: str
) -> None:
    desktop = open_desktop()
    assert desktop.shell is not None
    page = desktop.shell.records_page("incident")
    desktop.shell.session.workspace.db.conn.execute("PRAGMA query_only = 1")

    desktop.shell.open_record("incident", incident)

    assert page.pane is None
    assert page.findChild(QMessageBox) is not None


def test_reading_what_is_restricted_is_noted_once_for_each_opening(
    workspace: Workspace, desktop: Desktop, incident: str
) -> None:
    noted = audit.entries(workspace, Sought(act=Act.READ.value))

    assert [(entry.kind, entry.record) for entry in noted] == [("incident", incident)]
