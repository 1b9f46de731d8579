"""An age is chosen or typed, by mouse or keyboard alone, and no key or wheel changes it unasked."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import AGE, NotAnAge
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.editors.age import AgeEditor, plain_digits
from fieldapp.ui.look import Look
from tests.ui.editors.test_editors import Places

# Its list and its offers: the offscreen platform raises no windows and grabs no keyboard.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def surroundings(look: Look) -> Surroundings:
    return Surroundings(look, Places(), lambda: date(2026, 11, 22))


@pytest.fixture
def editor(qtbot: QtBot, surroundings: Surroundings) -> AgeEditor:
    made = AgeEditor(AGE, surroundings)
    qtbot.addWidget(made)
    made.show()
    made.select.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("34", "34"),
        ("18", "18"),
        ("18-49", "18-49"),
        ("18 – 49", "18-49"),
        ("60+", "60+"),
        ("٣٤", "34"),
        ("adult", "adult"),
        ("Older person", "older"),
        ("0 to 4 years", "0-4"),
    ],
)
def test_an_age_is_typed_as_it_was_told(
    qtbot: QtBot, editor: AgeEditor, typed: str, kept: str
) -> None:
    with qtbot.waitSignal(editor.edited):
        written = QInputMethodEvent()  # as any keyboard writes; QTest knows Latin letters only
        written.setCommitString(typed)
        QApplication.sendEvent(editor.select.line, written)

    assert AGE.accept(editor.answer()) == kept
    editor.select.clearFocus()
    assert AGE.accept(editor.answer()) == kept


@pytest.mark.parametrize("language", ["look", "arabic"])
@pytest.mark.parametrize("compact", [False, True])
def test_a_band_is_chosen_with_the_mouse(
    qtbot: QtBot,
    surroundings: Surroundings,
    request: pytest.FixtureRequest,
    language: str,
    compact: bool,
) -> None:
    around = replace(surroundings, look=request.getfixturevalue(language), compact=compact)
    made = AgeEditor(AGE, around)
    qtbot.addWidget(made)
    made.resize(150, 40)
    made.show()
    inside = made.select.rect()
    arrow = QPoint(14 if around.look.rtl else inside.right() - 14, inside.center().y())

    qtbot.mouseClick(made.select, Qt.MouseButton.LeftButton, pos=arrow)
    view = made.select.view()
    qtbot.waitUntil(view.isVisible)
    line = view.visualRect(made.select.model().index(made.select.findData("adult"), 0))
    with qtbot.waitSignal(made.edited):
        qtbot.mouseMove(view.viewport(), line.center())
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=line.center())

    assert made.answer() == "adult"
    assert made.select.currentText() == AGE.codes.label("adult", around.look.language)


def test_a_band_is_chosen_with_the_keys(qtbot: QtBot, editor: AgeEditor) -> None:
    for _ in range(2):
        qtbot.keyClick(editor.select, Qt.Key.Key_Down)
    assert editor.answer() == "youth"

    qtbot.keyClick(editor.select, Qt.Key.Key_F4)
    view = editor.select.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)

    assert editor.answer() == "adult"


def test_an_age_is_taken_back_with_the_first_line(qtbot: QtBot, editor: AgeEditor) -> None:
    editor.show_answer("child")
    assert editor.answer() == "child"

    qtbot.keyClick(editor.select, Qt.Key.Key_F4)
    view = editor.select.view()
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    qtbot.keyClick(view, Qt.Key.Key_Return)

    assert editor.answer() is None
    assert editor.select.currentText() == ""


def test_years_stand_as_they_are_typed_and_can_be_mended(qtbot: QtBot, editor: AgeEditor) -> None:
    editor.show_answer("34")
    assert editor.select.currentText() == "34"

    qtbot.keyClick(editor.select.line, Qt.Key.Key_End)
    qtbot.keyClick(editor.select.line, Qt.Key.Key_Backspace)
    qtbot.keyClicks(editor.select.line, "5")

    assert editor.answer() == "35"


@pytest.mark.parametrize("typed", ["1", "18", "60"])
def test_years_do_not_become_a_band_while_one_types(
    qtbot: QtBot, editor: AgeEditor, typed: str
) -> None:
    qtbot.keyClicks(editor.select, typed)
    qtbot.keyClick(editor.select, Qt.Key.Key_Return)
    editor.select.clearFocus()

    assert editor.select.currentText() == typed
    assert AGE.accept(editor.answer()) == typed


def test_the_words_of_the_list_are_offered_while_one_types(qtbot: QtBot, editor: AgeEditor) -> None:
    qtbot.keyClicks(editor.select.line, "y")

    offered = editor.select.completer()
    words = [
        str(offered.completionModel().index(row, 0).data())
        for row in range(offered.completionCount())
    ]
    assert "Youth" in words
    assert "18 to 49 years" in words
    offered.popup().close()


@pytest.mark.parametrize("typed", ["old", "200", "49-18", "x"])
def test_what_is_no_age_stays_and_is_refused_by_the_type(
    qtbot: QtBot, editor: AgeEditor, typed: str
) -> None:
    qtbot.keyClicks(editor.select.line, typed)

    assert editor.select.currentText() == typed
    with pytest.raises(NotAnAge):
        AGE.accept(editor.answer())


@pytest.mark.parametrize("shown", [None, "adult", "34"])
def test_a_wheel_changes_no_age(qtbot: QtBot, editor: AgeEditor, shown: str | None) -> None:
    editor.show_answer(shown)
    for target in (editor.select, editor.select.line):
        wheel = QWheelEvent(
            QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(target, wheel)

    assert editor.answer() == shown


def test_an_age_stands_where_lines_start_in_a_right_to_left_form(
    qtbot: QtBot, surroundings: Surroundings, arabic: Look
) -> None:
    made = AgeEditor(AGE, replace(surroundings, look=arabic))
    qtbot.addWidget(made)

    assert made.select.line.alignment() & Qt.AlignmentFlag.AlignRight


def test_digits_of_every_script_are_read() -> None:
    assert plain_digits("٣٤ ३४ 34") == "34 34 34"
