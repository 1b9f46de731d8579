"""A form makes the question or the row that is asked for; the others come by themselves."""

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds.meeting import ATTENDANCE, MEETING
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level
from fieldapp.errors import UserError
from fieldapp.ui.forms.child_rows import ChildRows
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import Row
from fieldapp.ui.session import Session


class Wrong(UserError):
    text = "That is no name."


@pytest.fixture
def grid(qtbot: QtBot, session: Session) -> FieldGrid:
    made = FieldGrid(MEETING, MEETING.fields, session.surroundings, grows=False)
    qtbot.addWidget(made)
    return made


SIX = [
    Row(ATTENDANCE.name, f"row {n}", {"sex": "female", "age_group": "adult", "count": 3})
    for n in range(6)
]


@pytest.fixture
def rows(qtbot: QtBot, session: Session) -> ChildRows:
    made = ChildRows(ATTENDANCE, session.surroundings, Level.RESTRICTED, session.new_id)
    qtbot.addWidget(made)
    made.show_rows(SIX, {}, {})
    return made


def test_one_question_is_made_alone_and_the_others_come(qtbot: QtBot, grid: FieldGrid) -> None:
    last = grid.names[-1]

    assert grid.row(last).name == last
    assert [each.name for each in grid.made] == [last]

    with qtbot.waitSignal(grid.grown):
        while grid.make_next():
            pass
    assert {each.name for each in grid.made} == set(grid.names)


def test_what_is_wrong_is_shown_with_the_question_that_it_is_about(grid: FieldGrid) -> None:
    grid.show_problems([Problem("title", Wrong())], ())

    assert [each.name for each in grid.made] == ["title"]
    assert grid.row("title").complaint == "That is no name."
    grid.show_problems((), ())
    assert grid.row("title").complaint == ""


def test_a_row_comes_with_those_above_it_and_no_other(qtbot: QtBot, rows: ChildRows) -> None:
    line = rows.line_of("row 2")

    assert line is not None
    assert [each.id for each in rows.made] == ["row 0", "row 1", "row 2"]
    assert rows.line_of("no such row") is None
    assert len(rows.rows()) == 6
    with qtbot.waitSignal(rows.grown):
        pass
    assert len(rows.made) == 6


def test_to_look_for_faults_makes_rows_as_far_as_there_is_one(rows: ChildRows) -> None:
    rows.show_rows(SIX, {}, {})
    assert rows.check({}) == []
    assert rows.made == ()

    wrong = [*SIX[:2], Row(ATTENDANCE.name, "row 2", {"sex": "female", "count": "many"}), *SIX[3:]]
    rows.show_rows(wrong, {}, {})
    [(line, problem)] = [each for each in rows.check({}) if each[1].field == "count"]
    assert (line.id, problem.field) == ("row 2", "count")
    assert [each.id for each in rows.made] == ["row 0", "row 1", "row 2"]


def test_the_cursor_waits_for_the_first_row_alone(rows: ChildRows) -> None:
    rows.show_rows(SIX, {}, {})  # anew: some may have been made before the test begins
    rows.put_cursor()

    assert [each.id for each in rows.made] == ["row 0"]


def test_a_question_makes_its_mask_when_its_answer_is_hidden(grid: FieldGrid) -> None:
    row = grid.row("title")
    assert row.label.buddy() is row.editor.control

    row.hide_answer(True)
    assert not row.reveal_button.isHidden()
    assert row.editor.isHidden()
    row.hide_answer(False)
    assert row.reveal_button.isHidden()
    assert not row.editor.isHidden()
