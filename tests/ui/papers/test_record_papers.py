"""From a record to its papers and back, with keys and clicks."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldapp.domain.papers.sorts import sorts_about
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from tests.ui.conftest import OpenDesktop, comes

LEFT, CTRL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
LONG_MS = 60_000


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    """A meeting to come, in a village; returns its id."""
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "KE0104"}))
    day = (workspace.wall().date() + timedelta(days=7)).isoformat()
    values = {"title": "About the well", "held_on": day, "place": "KE0104"}
    return records.save(workspace, Change("meeting", values))


def shell_of(desktop: Desktop) -> Shell:
    assert desktop.shell is not None
    return desktop.shell


def papers_of(shell: Shell) -> PapersPage:
    return next(page for page in shell.findChildren(PapersPage) if page.isVisible())


def names(page: PapersPage) -> list[object]:
    return [page.asking.sort.itemData(n) for n in range(page.asking.sort.count())]


def test_each_kind_has_the_papers_that_are_about_it() -> None:
    assert [sort.name for sort in sorts_about("meeting")] == ["minutes", "invitation", "record"]
    assert [sort.name for sort in sorts_about("joint_review")] == ["entry_sheet", "record"]
    assert [sort.name for sort in sorts_about("feedback")] == ["receipt", "record"]
    assert [sort.name for sort in sorts_about("incident")] == ["record"]


def test_a_key_leads_from_a_form_to_the_papers_of_its_record_and_a_click_back(
    qtbot: QtBot, open_desktop: OpenDesktop, meeting: str
) -> None:
    shell = shell_of(open_desktop())
    shell.open_record("meeting", meeting)
    QTest.keyClick(shell.window().windowHandle(), Qt.Key.Key_P, CTRL)

    comes(qtbot, shell, "papers")
    page = papers_of(shell)
    assert names(page) == ["minutes", "invitation", "record"]
    assert not page.asking.place.isVisible()
    order = page.asking.order()
    assert order is not None
    assert (order.kind, order.record, order.place) == ("meeting", meeting, "")

    qtbot.mouseClick(page.asking.about.back_button, LEFT)
    comes(qtbot, shell, "meeting")
    assert shell.place().record == meeting

    QTest.keyClick(shell.window().windowHandle(), Qt.Key.Key_P, CTRL)
    comes(qtbot, shell, "papers")
    qtbot.mouseClick(papers_of(shell).asking.about.all_button, LEFT)
    assert "minutes" not in names(papers_of(shell))
    assert "joint_review" in names(papers_of(shell))
    assert not papers_of(shell).asking.about.isVisible()


def test_a_record_that_was_never_saved_has_no_paper(open_desktop: OpenDesktop) -> None:
    shell = shell_of(open_desktop())
    page = shell.records_page("meeting")
    page.new()

    QTest.keyClick(shell.window().windowHandle(), Qt.Key.Key_P, CTRL)

    assert shell.page == "meeting"


def test_minutes_are_drawn_from_the_record_and_an_invitation_asks_for_its_day(
    qtbot: QtBot, session: Session, services: Services, meeting: str, tmp_path: Path
) -> None:
    page = PapersPage(session, services)
    qtbot.addWidget(page)
    page.show()
    page.show_record("meeting", meeting)

    with qtbot.waitSignal(page.drawn, timeout=LONG_MS):
        qtbot.mouseClick(page.show_button, LEFT)
    assert page.paper is None  # it is still to come
    assert page.told.count() == 1

    records.save(session.workspace, Change("meeting", {"held_on": "2026-11-01"}, meeting))
    with qtbot.waitSignal(page.drawn, timeout=LONG_MS):
        qtbot.mouseClick(page.show_button, LEFT)
    assert page.paper is not None
    assert page.paper.content.startswith(b"%PDF")

    page.asking.choose("invitation")
    assert page.paper is None
    assert page.asking.order() is None  # to give the day is to say that it may be known
    assert not page.asking.complaint.isHidden()
    assert page.asking.place.answer() == "KE0104"
