"""What names a record: in the window with counts, and only as far as the reader may know."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import KINDS, kind_named, rows_of
from fieldapp.store import records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.editors.reference import ReferenceEditor
from fieldapp.ui.links import incoming, linked_to
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from tests.ui.conftest import comes

# Menus and names offered while typing: the offscreen platform raises no windows.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def shell(open_desktop: Callable[[], Desktop]) -> Shell:
    made = open_desktop().shell
    assert made is not None
    return made


def pane_of(shell: Shell, kind: str) -> FormPane:
    pane = shell.records_page(kind).pane
    assert pane is not None
    return pane


def told(session: Session, workspace: Workspace, kind: str, record: str) -> dict[str, int]:
    shown = session.disclosed(records.load(workspace, kind, record))
    groups = linked_to(session, shown, kind_named(kind))
    return {f"{g.kind.name}.{g.field.name}": len(g.items) for g in groups if g.items}


def test_rows_have_a_section_of_their_own_and_are_no_links() -> None:
    for kind in KINDS.values():
        for row in rows_of(kind):
            assert (row, row.field(row.parent)) not in incoming(kind)
    asked = {(other.name, field.name) for other, field in incoming(KINDS["deliverable"])}
    assert {("risk", "deliverable"), ("feedback", "about"), ("decision", "deliverable")} <= asked
    assert ("milestone", "deliverable") not in asked


def test_what_names_a_record_is_counted_by_question(workspace: Workspace, session: Session) -> None:
    work = records.save(workspace, Change("deliverable", {"title": "Pump"}))
    for title in ("Rains", "Roads"):
        records.save(workspace, Change("risk", {"title": title, "deliverable": work}))
    records.save(workspace, Change("milestone", {"title": "Pump set", "deliverable": work}))

    assert told(session, workspace, "deliverable", work) == {"risk.deliverable": 2}


def test_a_link_that_the_reader_may_not_read_is_not_there(
    workspace: Workspace, session: Session, uncleared: Session
) -> None:
    incident = records.save(
        workspace, Change("incident", {"happened_on": "2026-11-01", "type": "threat"})
    )
    records.save(workspace, Change("escalation", {"reason": "Now", "incident": incident}))

    assert told(session, workspace, "incident", incident) == {"escalation.incident": 1}
    assert told(uncleared, workspace, "incident", incident) == {}


def test_a_grave_complaint_about_a_work_is_not_counted_for_the_team(
    workspace: Workspace, session: Session, uncleared: Session
) -> None:
    work = records.save(workspace, Change("deliverable", {"title": "Pump"}))
    records.save(
        workspace,
        Change("feedback", {"received_on": "2026-11-01", "level": 6, "about": work}),
    )

    assert told(session, workspace, "deliverable", work) == {"feedback.about": 1}
    assert told(uncleared, workspace, "deliverable", work) == {}


def test_a_linked_record_opens_from_its_line(
    qtbot: QtBot, workspace: Workspace, shell: Shell
) -> None:
    work = records.save(workspace, Change("deliverable", {"title": "Pump"}))
    risk = records.save(workspace, Change("risk", {"title": "Rains", "deliverable": work}))
    shell.open_record("deliverable", work)
    form = pane_of(shell, "deliverable").form
    assert form.linked is not None
    form.show_linked()

    qtbot.keyClick(form.linked.lines[0], Qt.Key.Key_Return)

    comes(qtbot, shell, "risk")
    assert pane_of(shell, "risk").record == risk


def test_a_record_that_names_this_one_is_begun_from_it(
    qtbot: QtBot, workspace: Workspace, shell: Shell
) -> None:
    work = records.save(workspace, Change("deliverable", {"title": "Pump", "place": "XX01"}))
    shell.open_record("deliverable", work)
    linked = pane_of(shell, "deliverable").form.linked
    assert linked is not None
    offered = {action.data(): action for action in linked.add.menu().actions()}
    assert ("finding", "about") not in offered  # a finding needs its joint review

    offered[("risk", "deliverable")].trigger()
    pane = pane_of(shell, "risk")
    qtbot.keyClicks(pane.form.grid(0).rows["title"].editor.control, "Rains")
    qtbot.mouseClick(pane.save_button, LEFT)

    values = records.query(workspace, Wanted("risk"))[0].values
    assert dict(values) == {"title": "Rains", "deliverable": work, "place": "XX01"}


def test_an_answer_that_is_a_record_opens_from_beside_it(
    qtbot: QtBot, workspace: Workspace, shell: Shell
) -> None:
    work = records.save(workspace, Change("deliverable", {"title": "Pump"}))
    risk = records.save(workspace, Change("risk", {"title": "Rains", "deliverable": work}))
    shell.open_record("risk", risk)
    rows = pane_of(shell, "risk").form.grid(0).rows
    editor = rows["deliverable"].editor
    assert isinstance(editor, ReferenceEditor)
    assert editor.open_button is not None
    qtbot.waitUntil(editor.open_button.isVisible)
    empty = rows["season"].editor
    assert isinstance(empty, ReferenceEditor)
    assert empty.open_button is not None
    assert empty.open_button.isHidden()

    editor.line.setFocus()
    qtbot.keyClick(editor.line, Qt.Key.Key_Tab)
    assert shell.window().focusWidget() is editor.open_button
    qtbot.keyClick(editor.open_button, Qt.Key.Key_Space)

    comes(qtbot, shell, "deliverable")
    assert pane_of(shell, "deliverable").record == work


def test_what_was_typed_is_kept_when_another_record_opens(
    qtbot: QtBot, workspace: Workspace, shell: Shell
) -> None:
    first = records.save(workspace, Change("objective", {"title": "Peace"}))
    second = records.save(workspace, Change("objective", {"title": "Water", "part_of": first}))
    shell.open_record("objective", second)
    pane = pane_of(shell, "objective")
    qtbot.keyClicks(pane.form.grid(0).rows["note"].editor.control, "Two wells")
    editor = pane.form.grid(0).rows["part_of"].editor
    assert isinstance(editor, ReferenceEditor)
    assert editor.open_button is not None

    qtbot.mouseClick(editor.open_button, LEFT)
    comes(qtbot, shell, "objective")
    assert pane_of(shell, "objective").record == first
    shell.open_record("objective", second)

    note = pane_of(shell, "objective").form.grid(0).rows["note"].editor
    assert note.answer() == "Two wells"


def test_a_new_record_has_no_section_for_links(shell: Shell) -> None:
    shell.records_page("deliverable").new()

    assert pane_of(shell, "deliverable").form.linked is None
