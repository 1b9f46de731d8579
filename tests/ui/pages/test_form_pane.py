"""A form with its frame: what is saved can be taken back, handed on, and is asked for by keys."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from fieldapp.store import drafts, photos, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui import saving
from fieldapp.ui.clashes import clash_cards
from fieldapp.ui.components.guarded import Line
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.pages.form_pane import FormPane
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.reasons import ReasonWindow
from fieldapp.ui.session import Session
from tests.pictures import a_photograph

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    answers = {"title": "Well", "held_on": "2026-11-01", "type": "council"}
    return records.save(workspace, Change("meeting", answers))


@pytest.fixture
def page(qtbot: QtBot, session: Session, meeting: str) -> Iterator[RecordsPage]:
    made = RecordsPage(session, "meeting")
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.open(meeting)
    yield made
    made.hide()


def pane(page: RecordsPage) -> FormPane:
    assert page.pane is not None
    return page.pane


def title(page: RecordsPage) -> Line:
    control = pane(page).form.grid(0).rows["title"].editor.control
    assert isinstance(control, Line)
    control.setFocus()
    control.end(False)
    return control


def toast(page: RecordsPage) -> Toast:
    return page.findChildren(Toast)[-1]


def test_a_save_is_taken_back_with_its_rows_and_both_stay_in_the_history(
    qtbot: QtBot, page: RecordsPage, workspace: Workspace, meeting: str
) -> None:
    qtbot.keyClicks(title(page), " dry")
    pane(page).form.show_rows_of("issue")
    rows = pane(page).form.child_rows("issue")
    rows.add()
    qtbot.keyClicks(rows.lines[0].grid.rows["said"].editor.control, "Far")
    pane(page).save()
    assert records.count(workspace, records.Wanted("issue")) == 1

    qtbot.mouseClick(toast(page).button, LEFT)

    now = records.load(workspace, "meeting", meeting)
    assert now.values["title"] == "Well"
    assert records.count(workspace, records.Wanted("issue")) == 0
    said = [fact.values.get("title") for fact in records.history(workspace, meeting)]
    assert said == ["Well", "Well dry", "Well"]
    assert pane(page).form.state().answers["title"] == "Well"


def test_what_arrived_after_the_save_is_not_overwritten_by_taking_it_back(
    qtbot: QtBot, page: RecordsPage, workspace: Workspace, meeting: str
) -> None:
    seen = records.load(workspace, "meeting", meeting).heads
    qtbot.keyClicks(title(page), " dry")
    pane(page).save()
    records.save(workspace, Change("meeting", {"title": "Of others"}, meeting, base=seen))

    qtbot.mouseClick(toast(page).button, LEFT)

    clash = records.load(workspace, "meeting", meeting).clashes["title"]
    assert {head.value for head in clash} == {"Well", "Of others"}


def test_a_record_that_was_taken_out_comes_back_with_one_click(
    qtbot: QtBot, page: RecordsPage, workspace: Workspace, meeting: str
) -> None:
    pane(page)._on_take_out()
    window = page.findChild(ReasonWindow)
    assert window is not None
    qtbot.keyClicks(window.words, "Entered twice")
    window.accept()
    assert records.load(workspace, "meeting", meeting).deleted == "Entered twice"
    assert drafts.all_drafts(workspace) == []

    qtbot.mouseClick(toast(page).button, LEFT)

    assert records.load(workspace, "meeting", meeting).deleted is None
    assert pane(page).record == meeting


def test_a_half_written_reason_and_a_half_written_answer_outlive_a_lock(
    qtbot: QtBot, page: RecordsPage, session: Session, workspace: Workspace, meeting: str
) -> None:
    seen = records.load(workspace, "meeting", meeting).heads
    for said in ("East", "West"):
        records.save(workspace, Change("meeting", {"title": said}, meeting, base=seen))
    pane(page)._on_take_out()
    window = page.findChild(ReasonWindow)
    assert window is not None
    qtbot.keyClicks(window.words, "Because the")
    (card,) = clash_cards(session, session.disclosed(records.load(workspace, "meeting", meeting)))
    qtbot.addWidget(card)
    qtbot.keyClicks(card.third.control, "Both")
    for words in (*page.findChildren(KeptWords), *card.findChildren(KeptWords)):
        words.keep()  # as a lock does

    assert saving.kept_beside(session, meeting, "take_out") == "Because the"
    pane(page).keep()
    page.pane = None
    page.open(meeting)
    pane(page)._on_take_out()
    assert page.findChildren(ReasonWindow)[-1].words.text() == "Because the"
    (again,) = clash_cards(session, session.disclosed(records.load(workspace, "meeting", meeting)))
    qtbot.addWidget(again)
    assert again.third.answer() == "Both"
    assert again.third_button.isEnabled()


def test_the_keys_add_and_take_out_rows_and_go_through_sections(
    qtbot: QtBot, page: RecordsPage
) -> None:
    form = pane(page).form
    title(page)
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_PageDown, CTRL)
    assert form.section == 1
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    assert form.section == 2
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return, CTRL)
    line = form.child_rows("issue").lines[0]
    qtbot.keyClicks(page.focusWidget(), "Dry by noon")
    assert line.row().answers["said"] == "Dry by noon"
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Delete, CTRL)
    assert form.child_rows("issue").lines == []
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Z, CTRL)
    assert [row.answers["said"] for row in form.state().rows] == ["Dry by noon"]


def test_another_one_begins_with_what_was_chosen_and_nothing_that_was_written(
    qtbot: QtBot, page: RecordsPage, session: Session, workspace: Workspace
) -> None:
    title(page)
    with qtbot.waitSignal(pane(page).begun) as begun:
        keys = CTRL | Qt.KeyboardModifier.ShiftModifier
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_D, keys)
    assert begun.args == ["meeting", {"type": "council"}]

    grave = records.save(
        workspace,
        Change("feedback", {"received_on": "2026-11-01", "level": 6, "topic": "water",
                            "code": "A1", "summary": "CANARY"}),
    )  # fmt: skip
    shown = session.disclosed(records.load(workspace, "feedback", grave))
    assert saving.duplicate(shown) == {}


def test_pictures_are_dropped_anywhere_on_the_form_and_not_into_a_text(
    qtbot: QtBot, page: RecordsPage, workspace: Workspace, meeting: str, tmp_path: object
) -> None:
    roof = workspace.folder.parent / "roof.jpg"
    roof.write_bytes(a_photograph())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(roof))])
    drag = QDragEnterEvent(QPointF(5, 5).toPoint(), Qt.DropAction.CopyAction, mime, LEFT, CTRL)
    title(page).dragEnterEvent(drag)
    assert not drag.isAccepted()
    pane(page).dragEnterEvent(drag)
    assert drag.isAccepted()

    added = pane(page).form.photos
    assert added is not None
    with qtbot.waitSignal(added.added):
        pane(page).dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, LEFT, CTRL))
    assert len(photos.photos_of(workspace, meeting)) == 1
