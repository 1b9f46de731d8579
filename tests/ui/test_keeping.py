"""What is half written is kept whole: by a save, by two pages, and where the disk is full."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.store import drafts, records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui import saving, taking_back
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.form_state import Row
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.names import read_places
from fieldapp.ui.opening import Unlocked
from fieldapp.ui.pages.paper import ReviewPage
from fieldapp.ui.reasons import ReasonWindow
from fieldapp.ui.review.entry import EntryStep
from fieldapp.ui.rooms import PAPER
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    return records.save(workspace, Change("meeting", {"title": "Well", "held_on": "2026-11-01"}))


@pytest.fixture
def review(workspace: Workspace) -> str:
    return records.save(workspace, Change("joint_review", {"held_on": "2026-11-01"}))


@pytest.fixture
def entry(qtbot: QtBot, session: Session, services: Services, review: str) -> EntryStep:
    known = records.load(session.workspace, "joint_review", review)
    made = EntryStep(session, services, session.disclosed(known))
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.ready):
        pass
    return made


@contextmanager
def one_commit(workspace: Workspace) -> Iterator[None]:
    """Cut after it or before it, all of what happens inside has happened, or nothing."""
    told: list[str] = []
    workspace.db.conn.set_trace_callback(told.append)
    try:
        yield
    finally:
        workspace.db.conn.set_trace_callback(None)
    assert [each for each in told if each.startswith("COMMIT")] == ["COMMIT"]


def asked(entry: EntryStep, field: str) -> QWidget:
    """Where one types the answer to a question of the entry."""
    return next(each.editor.control for each in entry.asked if each.question.field == field)


def keep(entry: EntryStep) -> None:
    entry.findChildren(Keeping)[0].keep()


def draft_of(workspace: Workspace, record: str) -> dict[str, object]:
    (found,) = [each for each in drafts.all_drafts(workspace) if each.id == record]
    return dict(found.answers)


def test_a_save_is_taken_back_in_one_step(session: Session, meeting: str) -> None:
    state = saving.open_record(session, "meeting", meeting).state
    row = Row("issue", session.new_id(), {"said": "Far"})
    state = replace(state, answers={**state.answers, "title": "Dry"}, rows=(row,))
    before = saving.save(session, state)
    assert before is not None
    assert records.count(session.workspace, Wanted("issue")) == 1

    with one_commit(session.workspace):
        taking_back.take_back(session, before)

    assert records.count(session.workspace, Wanted("issue")) == 0
    assert records.load(session.workspace, "meeting", meeting).values["title"] == "Well"


def test_a_save_leaves_what_was_begun_beside_its_form_and_does_both_at_once(
    session: Session, meeting: str
) -> None:
    saving.keep_beside(session, "meeting", meeting, "take_out", "Because the")
    opened = saving.open_record(session, "meeting", meeting)
    assert not opened.recovered  # nothing of the form itself is in the draft
    state = opened.state
    state = replace(state, answers={**state.answers, "title": "Dry"})
    saving.keep_draft(session, state)
    assert saving.open_record(session, "meeting", meeting).recovered

    with one_commit(session.workspace):
        saving.save(session, state)

    assert saving.kept_beside(session, meeting, "take_out") == "Because the"
    again = saving.open_record(session, "meeting", meeting)
    assert (again.recovered, again.state.answers["title"]) == (False, "Dry")


def test_the_form_of_a_review_and_the_entry_of_its_paper_keep_each_what_the_other_has(
    qtbot: QtBot, session: Session, workspace: Workspace, entry: EntryStep, review: str
) -> None:
    state = saving.open_record(session, "joint_review", review).state
    typed = Row("finding", "typed", {"ours": "Typed in the form"})
    state = replace(state, answers={**state.answers, "failed": "The pump"}, rows=(typed,))
    saving.keep_draft(session, state)
    qtbot.keyClicks(asked(entry, "remarks"), "Half of it")
    keep(entry)
    keep(entry)

    both = saving.open_record(session, "joint_review", review)
    assert both.state.answers["failed"] == "The pump"
    assert both.state.answers["remarks"] == "Half of it"
    assert [row.id for row in both.state.rows] == ["typed"]

    # What the form forgets, or saves, is its own.
    saving.drop_draft(session, "joint_review", review)
    assert "Half of it" in str(draft_of(workspace, review)["entry"])
    assert not saving.open_record(session, "joint_review", review).recovered


def test_saving_the_answer_of_a_paper_leaves_what_stands_in_the_form(
    qtbot: QtBot, session: Session, workspace: Workspace, entry: EntryStep, review: str
) -> None:
    state = saving.open_record(session, "joint_review", review).state
    state = replace(state, answers={**state.answers, "failed": "The pump"})
    saving.keep_draft(session, state)
    qtbot.keyClicks(asked(entry, "remarks"), "All of it")
    agreed = next(each for each in entry.asked if each.question.field == "agreement")
    agreed.editor.show_answer("agree")
    keep(entry)

    entry.save()

    assert records.load(workspace, "joint_review", review).values["remarks"] == "All of it"
    left = saving.open_record(session, "joint_review", review)
    assert (left.recovered, left.state.answers["failed"]) == (True, "The pump")
    assert "entry" not in draft_of(workspace, review)


def shell_of(desktop: Desktop) -> Shell:
    assert desktop.shell is not None
    return desktop.shell


def fill_the_disk(desktop: Desktop) -> None:
    """Every write of the window fails from now on."""
    shell_of(desktop).session.workspace.db.conn.execute("PRAGMA query_only = 1")


def test_a_lock_holds_the_half_entered_answer_that_the_disk_could_not_take(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, review: str
) -> None:
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.show_page(PAPER)
    page = shell.findChild(ReviewPage)
    assert page is not None
    known = records.load(workspace, "joint_review", review)
    page.back.enter(shell.session.disclosed(known))
    assert page.back.entry is not None
    with qtbot.waitSignal(page.back.entry.ready):
        pass
    qtbot.keyClicks(asked(page.back.entry, "remarks"), "CANARY")
    fill_the_disk(desktop)

    desktop.lock()
    assert drafts.all_drafts(workspace) == []
    desktop.enter(Unlocked(workspace, read_places(workspace)))

    assert "CANARY" in str(draft_of(workspace, review)["entry"])


def test_another_theme_waits_until_what_was_written_can_be_kept(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.records_page("meeting").new()
    pane = shell.records_page("meeting").pane
    assert pane is not None
    title = pane.form.grid(0).rows["title"].editor.control
    qtbot.keyClicks(title, "At the well")
    fill_the_disk(desktop)

    desktop.change_look("dark", "en")
    for window in desktop.findChildren(QDialog):
        window.close()

    assert desktop.shell is shell
    assert (desktop.look.theme.name, title.text()) == ("light", "At the well")
    shell.session.workspace.db.conn.execute("PRAGMA query_only = 0")
    desktop.change_look("dark", "en")
    assert desktop.look.theme.name == "dark"
    assert len(drafts.all_drafts(workspace)) == 1


def test_a_lock_holds_half_a_reason_that_the_disk_could_not_take_beside_the_form(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, meeting: str
) -> None:
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.open_record("meeting", meeting)
    pane = shell.records_page("meeting").pane
    assert pane is not None
    fill_the_disk(desktop)
    qtbot.keyClicks(pane.form.grid(0).rows["title"].editor.control, " CANARY")
    pane._on_take_out()
    window = desktop.findChild(ReasonWindow)
    assert window is not None
    qtbot.keyClicks(window.words, "Because the")

    desktop.lock()
    assert drafts.all_drafts(workspace) == []
    desktop.enter(Unlocked(workspace, read_places(workspace)))

    kept = str(draft_of(workspace, meeting))
    assert "CANARY" in kept
    assert "Because the" in kept


@pytest.mark.parametrize("is_locked", [False, True])
def test_closing_asks_before_anything_that_no_disk_holds_is_lost(
    qtbot: QtBot, open_desktop: OpenDesktop, is_locked: bool
) -> None:
    desktop = open_desktop()
    shell = shell_of(desktop)
    shell.records_page("meeting").new()
    pane = shell.records_page("meeting").pane
    assert pane is not None
    qtbot.keyClicks(pane.form.grid(0).rows["title"].editor.control, "At the well")
    fill_the_disk(desktop)
    if is_locked:
        desktop.lock()

    desktop.close()
    assert desktop.isVisible()
    question = desktop.findChildren(QMessageBox)[-1]
    assert question.text() == "Close and lose what you wrote last?"
    qtbot.keyClick(question, Qt.Key.Key_Return)  # whoever presses Enter unread loses nothing
    assert desktop.isVisible()

    desktop.close()
    yes = desktop.findChildren(QMessageBox)[-1].buttons()
    next(each for each in yes if each.text() == "Close and lose it").click()
    qtbot.waitUntil(desktop.isHidden)
