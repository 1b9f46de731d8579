"""A form comes in several turns: keys pressed meanwhile reach it, and whoever asks for a part that
is not there yet gets it at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds.incident import INCIDENT
from fieldapp.domain.kinds.meeting import COMMITMENT, MEETING
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.forms.field_row import row_around
from fieldapp.ui.forms.section_page import SectionPage
from fieldapp.ui.forms.sections import section_with_rows, sections_of
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.shell import Shell
from tests.ui.conftest import OpenDesktop, comes


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    return records.save(workspace, Change("meeting", {"title": "Well", "held_on": "2026-11-01"}))


@pytest.fixture
def other(workspace: Workspace) -> str:
    return records.save(workspace, Change("meeting", {"title": "Road", "held_on": "2026-11-02"}))


@pytest.fixture
def promise(workspace: Workspace, meeting: str) -> str:
    return records.save(
        workspace,
        Change("commitment", {"what": "Repair it", "promised_by": "us", "meeting": meeting}),
    )


@pytest.fixture
def shell(qtbot: QtBot, meeting: str, other: str, promise: str, open_desktop: OpenDesktop) -> Shell:
    window = open_desktop()
    assert window.shell is not None
    window.shell.show_page("meeting")
    return window.shell


def page_of(shell: Shell) -> RecordsPage:
    return next(each for each in shell.findChildren(RecordsPage) if each.isVisible())


def asks_for(shell: Shell, kind: str, record: str) -> None:
    page_of(shell).opened.emit(kind, record)


def test_a_form_comes_in_turns_and_hears_what_was_typed_meanwhile(
    qtbot: QtBot, shell: Shell, meeting: str
) -> None:
    asks_for(shell, "meeting", meeting)
    assert page_of(shell).pane is None
    assert shell.turns.is_under_way
    QTest.keyClick(shell.window().windowHandle(), "s")

    comes(qtbot, shell, "meeting")

    pane = page_of(shell).pane
    assert pane is not None
    qtbot.waitUntil(lambda: pane.form.state().answers["title"] == "sWell")


def test_a_row_is_shown_and_the_first_section_is_not_made_for_it(
    qtbot: QtBot, shell: Shell, promise: str
) -> None:
    asks_for(shell, "commitment", promise)
    comes(qtbot, shell, "meeting")

    pane = page_of(shell).pane
    assert pane is not None
    assert pane.form.section == section_with_rows(MEETING, COMMITMENT.name)
    line = pane.form.child_rows(COMMITMENT.name).line_of(promise)
    focus = QApplication.focusWidget()
    assert line is not None
    assert focus is not None
    assert line.isAncestorOf(focus)
    assert len(pane.form.findChildren(SectionPage)) == 1
    assert pane.form.state().answers["title"] == "Well"


def test_what_is_asked_for_last_is_shown(
    qtbot: QtBot, shell: Shell, meeting: str, other: str
) -> None:
    asks_for(shell, "meeting", meeting)
    while not shell.findChildren(FormPane):
        QApplication.processEvents()  # `waitUntil` would take several turns
    assert shell.turns.is_under_way
    page_of(shell).open(other)

    comes(qtbot, shell, "meeting")

    pane = page_of(shell).pane
    assert pane is not None
    assert pane.record == other
    assert [each.record for each in shell.findChildren(FormPane)] == [other]


def test_a_lock_while_a_form_comes_leaves_nothing_of_it(
    qtbot: QtBot, shell: Shell, meeting: str
) -> None:
    window = shell.window()
    asks_for(shell, "meeting", meeting)
    for _ in range(3):
        QApplication.processEvents()
    shell.lock_wanted.emit()

    qtbot.waitUntil(lambda: not window.findChildren(FormPane))


def test_pages_beside_the_sections_are_made_by_the_key_that_asks_for_them(
    qtbot: QtBot, shell: Shell, meeting: str
) -> None:
    shell.open_record("meeting", meeting)
    pane = page_of(shell).pane
    assert pane is not None
    window = shell.window().windowHandle()

    QTest.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)

    history = pane.form.history
    assert history is not None
    assert history.isVisible()
    qtbot.waitUntil(lambda: len(history.cards) == 2)  # its own save, and that of the promise


def test_the_next_section_has_its_first_question_at_once_and_the_others_soon(
    qtbot: QtBot, shell: Shell
) -> None:
    page = shell.records_page("incident")
    page.new()
    assert page.pane is not None
    form = page.pane.form
    in_confidence = len(sections_of(INCIDENT)) - 1
    form.enter_section(in_confidence - 1)

    QTest.keyClick(
        shell.window().windowHandle(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier
    )

    assert form.section == in_confidence
    grid = form.grid(in_confidence)
    assert row_around(QApplication.focusWidget()) is grid.first()
    assert len(grid.made) < len(grid.names)
    qtbot.waitUntil(lambda: len(grid.made) == len(grid.names))
    assert row_around(QApplication.focusWidget()) is grid.first()
