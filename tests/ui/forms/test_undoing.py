"""Taking back, moving and checking in a form with the keys alone."""

import itertools

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.focus_order import put_in_reading_order
from fieldapp.ui.forms.form_state import FormState, Removed, Row, Seen
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

CTRL = Qt.KeyboardModifier.ControlModifier
REDO = CTRL | Qt.KeyboardModifier.ShiftModifier


def form(qtbot: QtBot, session: Session, state: FormState) -> RecordForm:
    ids = itertools.count()
    made = RecordForm(
        state, session.surroundings, session.reader.clearance, lambda: f"new{next(ids)}"
    )
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def meeting(**answers: object) -> FormState:
    return FormState("meeting", "r1", {"title": "Pump", **answers}, (), (), {})


def control(made: RecordForm, name: str) -> QWidget:
    return made.grid(0).rows[name].editor.control


def test_what_was_typed_is_taken_back_word_by_word_and_done_again(
    qtbot: QtBot, session: Session
) -> None:
    made = form(qtbot, session, meeting(title=None))
    title = control(made, "title")
    title.setFocus()
    qtbot.keyClicks(title, "Old pump")

    qtbot.keyClick(title, Qt.Key.Key_Z, CTRL)
    assert made.state().answers["title"] == "Old "
    qtbot.keyClick(title, Qt.Key.Key_Z, CTRL)
    assert made.state().answers["title"] is None
    assert not made.steps.canUndo()
    qtbot.keyClick(title, Qt.Key.Key_Z, REDO)
    qtbot.keyClick(title, Qt.Key.Key_Z, REDO)
    assert made.state().answers["title"] == "Old pump"


def test_steps_go_over_all_answers_and_the_cursor_goes_along(
    qtbot: QtBot, session: Session
) -> None:
    made = form(qtbot, session, meeting())
    messages, title = control(made, "messages"), control(made, "title")
    messages.setFocus()
    qtbot.keyClicks(messages, "a")
    title.setFocus()
    qtbot.keyClicks(title, "b")

    qtbot.keyClick(title, Qt.Key.Key_Z, CTRL)
    assert made.state().answers["title"] == "Pump"
    qtbot.keyClick(title, Qt.Key.Key_Z, CTRL)
    assert made.state().answers["messages"] is None
    assert made.focusWidget() is messages


def test_a_row_that_was_taken_out_comes_back_with_its_answers_in_its_place(
    qtbot: QtBot, session: Session
) -> None:
    rows = tuple(Row("issue", f"i{n}", {"said": f"Said {n}"}) for n in range(3))
    seen = {"i1": Seen({"said": "Said 1"}, {})}
    made = form(qtbot, session, FormState("meeting", "r1", {"title": "P"}, rows, (), seen))
    made.show_rows_of("issue")

    made.take_out(Removed("issue", "i1", "Entered twice"))
    assert [row.id for row in made.state().rows] == ["i0", "i2"]
    assert made.state().removed == (Removed("issue", "i1", "Entered twice"),)
    made.steps.undo()

    assert [(row.id, row.answers["said"]) for row in made.state().rows] == [
        ("i0", "Said 0"), ("i1", "Said 1"), ("i2", "Said 2"),
    ]  # fmt: skip
    assert made.state().removed == ()
    assert made.child_rows("issue").lines[1].saved
    made.steps.redo()
    assert made.state().removed == (Removed("issue", "i1", "Entered twice"),)


def test_another_row_takes_over_what_was_chosen_and_no_words(
    qtbot: QtBot, session: Session
) -> None:
    like = {"said": "Dry", "topic": "water", "raised_by": "women"}
    state = FormState("meeting", "r1", {}, (Row("issue", "i0", like),), (), {})
    made = form(qtbot, session, state)
    made.show_rows_of("issue")

    made.child_rows("issue").add_like()

    new = made.child_rows("issue").lines[1]
    given = {name: answer for name, answer in new.row().answers.items() if answer is not None}
    assert given == {"topic": "water", "raised_by": "women"}
    assert new.isAncestorOf(made.focusWidget())


def test_an_answer_is_looked_at_when_the_cursor_leaves_it_and_not_before(
    qtbot: QtBot, session: Session
) -> None:
    made = form(qtbot, session, meeting(title=None))
    held, title = made.grid(0).rows["held_on"], made.grid(0).rows["title"]
    held.put_cursor()
    qtbot.keyClicks(held.editor.control, "31/02/2026")
    assert held.complaint == ""

    title.put_cursor()
    assert "not a date" in held.complaint
    assert "1 to mend" in made.tabs.buttons[0].accessibleName()
    held.put_cursor()
    assert title.complaint == ""  # that it is missing is told when it is saved

    qtbot.keyClick(held.editor.control, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(held.editor.control, "today")
    assert held.complaint == ""
    title.put_cursor()
    assert made.grid(0).answers()["held_on"] == session.today().isoformat()
    assert "mend" not in made.tabs.buttons[0].accessibleName()


def test_the_next_fault_is_a_key_away_and_the_summary_shrinks(
    qtbot: QtBot, session: Session
) -> None:
    rows = (Row("commitment", "c1", {"who": "The committee"}),)
    made = form(qtbot, session, FormState("meeting", "r1", {}, rows, (), {}))
    made.check()
    assert made.summary is not None
    assert len(made.summary.links) == 4

    assert made.next_fault()
    title = control(made, "title")
    assert made.focusWidget() is title
    qtbot.keyClicks(title, "Pump")
    made.next_fault()
    made.next_fault()
    line = made.child_rows("commitment").lines[0].grid.rows["promised_by"]
    assert made.focusWidget() is line.editor.control
    qtbot.waitUntil(lambda: made.summary is not None and len(made.summary.links) == 3)
    made.next_fault(-1)
    assert made.focusWidget() is control(made, "held_on")


def test_the_tab_key_follows_the_page_however_late_it_was_made(
    qtbot: QtBot, session: Session
) -> None:
    made = form(qtbot, session, meeting())
    made.enter_section(3)
    rows = made.child_rows("commitment")
    rows.add()
    QCoreApplication.processEvents()
    put_in_reading_order(made)

    line = rows.lines[0]
    first = line.grid.rows["promised_by"].editor.control
    assert made.focusWidget() is first
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    assert line.isAncestorOf(made.focusWidget())
    rows.add_button.setFocus()
    qtbot.keyClick(rows.add_button, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert line.isAncestorOf(made.focusWidget())


def test_a_form_that_nobody_shows_any_more_is_gone_with_what_it_held(
    qtbot: QtBot, session: Session
) -> None:
    gone: list[bool] = []
    made = RecordForm(meeting(), session.surroundings, session.reader.clearance, lambda: "n")
    made.destroyed.connect(lambda: gone.append(True))
    made.put_answer("r1", "title", "Another")
    assert made.steps.canUndo()

    del made

    assert gone == [True]
