"""The help beside the page: about the question, the page, the keys, or "how do I"."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.domain.schema import Level
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui import keys
from fieldapp.ui.forms.field_row import WHO_READS
from fieldapp.ui.help_field import example_of
from fieldapp.ui.help_pages import KIND_HELP, ROOM_HELP
from fieldapp.ui.help_topics import TOPICS
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.rooms import ROOMS
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def shell(qtbot: QtBot, session: Session, services: Services) -> Shell:
    made = Shell(session, services)
    qtbot.addWidget(made)
    made.show_page("today")
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(shell: Shell, key: Qt.Key) -> None:
    QTest.keyClick(shell.windowHandle(), key)


def said(shell: Shell) -> str:
    return "\n".join(each.text() for each in shell.help.view.findChildren(QLabel))


def form(shell: Shell, kind: str, record: str) -> FormPane:
    shell.open_record(kind, record)
    pane = shell.records_page(kind).pane
    assert pane is not None
    return pane


def test_f1_tells_about_the_question_and_follows_to_the_next(
    workspace: Workspace, shell: Shell
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    rows = form(shell, "meeting", record).form.grid(0).rows
    rows["type"].put_cursor()

    press(shell, Qt.Key.Key_F1)

    field = kind_named("meeting").field("type")
    assert field.label in said(shell)
    assert WHO_READS[field.level] in said(shell)
    assert "Village council" in said(shell)
    assert rows["type"].editor.control.hasFocus()  # one goes on answering

    rows["title"].put_cursor()
    assert kind_named("meeting").field("title").label in said(shell)
    assert "This answer is needed." in said(shell)
    assert "Village council" not in said(shell)
    press(shell, Qt.Key.Key_F1)
    press(shell, Qt.Key.Key_Escape)
    assert rows["title"].editor.control.hasFocus()


def test_a_sealed_question_says_so_where_it_is_asked(workspace: Workspace, shell: Shell) -> None:
    record = records.save(
        workspace, Change("incident", {"happened_on": "2026-11-01", "type": "threat"})
    )
    pane = form(shell, "incident", record)
    pane.form.show_confidential()
    row = next(
        each
        for each in pane.form.grid(pane.form.section).rows.values()
        if not each.isHidden() and each.level is Level.RESTRICTED
    )
    row.put_cursor()

    press(shell, Qt.Key.Key_F1)

    assert "Sealed" in said(shell)


def test_f1_again_goes_into_the_help_and_escape_comes_back(
    workspace: Workspace, shell: Shell
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    title = form(shell, "meeting", record).form.grid(0).rows["title"]
    title.put_cursor()
    press(shell, Qt.Key.Key_F1)

    press(shell, Qt.Key.Key_F1)
    assert shell.help.search.hasFocus()
    press(shell, Qt.Key.Key_Escape)

    assert shell.help.isHidden()
    assert title.editor.control.hasFocus()


def test_without_a_question_it_tells_about_the_page_and_goes_along(shell: Shell) -> None:
    press(shell, Qt.Key.Key_F1)
    assert ROOM_HELP["today"] in said(shell)

    shell.show_page("risk")

    assert KIND_HELP["risk"] in said(shell)
    assert "Begin one with" in said(shell)


def test_every_room_and_every_kind_has_help() -> None:
    assert set(ROOM_HELP) == set(ROOMS)
    assert set(KIND_HELP) == set(KINDS)
    assert all(example_of(field.type) for kind in KINDS.values() for field in kind.fields)


def test_its_search_finds_by_what_is_said_and_enter_reads_the_first(
    qtbot: QtBot, shell: Shell
) -> None:
    shell.show_help()
    shell.help.enter()

    qtbot.keyClicks(shell.help.search, "parcel")
    assert [each.accessibleName() for each in shell.help.view.links] == [TOPICS["stick"].title]
    press(shell, Qt.Key.Key_Return)
    assert TOPICS["stick"].steps[0] in said(shell)

    shell.help.search.setText("zzzz")
    assert "Nothing was found." in said(shell)
    shell.help.search.clear()
    QTest.keyClick(shell.help.view.links[0], Qt.Key.Key_Return)
    assert keys.first("palette") in said(shell)


def test_all_keys_are_listed(shell: Shell) -> None:
    shell.show_help("keys")

    for name, key in keys.KEYS.items():
        assert key.words in said(shell)
        assert keys.shown(name).split(" · ")[0] in said(shell)


def test_where_there_is_little_room_it_takes_the_place_of_the_page(
    qtbot: QtBot, shell: Shell
) -> None:
    shell.resize(683, 384)
    shell.show_help()
    QApplication.processEvents()
    assert shell.help.width() > 600

    shell.help.leave()
    QApplication.processEvents()
    assert shell._stack.isVisible()

    shell.resize(1093, 614)
    shell.show_help()
    QApplication.processEvents()
    assert shell._stack.isVisible()
    assert shell.help.width() < 400
