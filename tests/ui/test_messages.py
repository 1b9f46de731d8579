import logging

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.errors import UserError
from fieldapp.language import load_language
from fieldapp.ui import messages
from fieldapp.ui.look import Look, wear
from fieldapp.ui.reasons import ask_reason


class Unreachable(UserError):
    text = "The hub {hub} did not answer."
    remedy = "Sync again when online."


def test_an_error_is_told_with_what_to_do(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    box = messages.tell(parent, look, Unreachable(hub="hub.example.org"))

    assert box.text() == "The hub hub.example.org did not answer."
    assert box.informativeText() == "Sync again when online."
    assert box.detailedText() == ""


def test_a_fault_of_ours_is_told_without_the_words_of_a_record(
    qtbot: QtBot, look: Look, caplog: pytest.LogCaptureFixture
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with caplog.at_level(logging.DEBUG):
        try:
            raise KeyError("CANARY")
        except KeyError as error:
            box = messages.tell(parent, look, error)

    shown = f"{box.text()} {box.informativeText()} {box.detailedText()} {caplog.text}"
    assert "KeyError" in shown
    assert "test_messages.py" in shown
    assert "CANARY" not in shown


def test_nothing_is_taken_out_without_a_reason(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    seen: list[bool] = []

    def press(box: QWidget | None) -> None:
        assert isinstance(box, QDialog)
        go_on = next(b for b in box.findChildren(QPushButton) if b.text() == "Take out")
        seen.append(go_on.isEnabled())
        words = box.findChild(QLineEdit)
        qtbot.keyClicks(words, "wrong village")
        seen.append(go_on.isEnabled())
        qtbot.mouseClick(go_on, Qt.MouseButton.LeftButton)

    reasons: list[str] = []
    ask_reason(parent, look, "Take it out?", "Take out", reasons.append)
    press(QApplication.activeModalWidget())

    assert reasons == ["wrong village"]
    assert seen == [False, True]


def test_words_of_qt_are_said_in_the_language_of_the_person(qtbot: QtBot, look: Look) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    said = []
    for code in ("fr", "ar", "en"):
        wear(application, Look(look.theme, load_language(code)))
        line = QLineEdit()
        qtbot.addWidget(line)
        said.append(line.createStandardContextMenu().actions()[-1].text().partition("\t")[0])

    assert said == ["Tout sélectionner", "حدّد الكلّ", "Select All"]


def test_what_enter_presses_stands_last_and_loses_nothing(qtbot: QtBot, look: Look) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    for is_safe in (True, False):
        box = messages.ask(parent, look, "Go on?", "", "Go on", "Stay", is_safe=is_safe)
        qtbot.wait(20)
        places = {each.text(): each.x() for each in box.buttons()}
        last = max(places, key=lambda words: places[words])
        default = box.defaultButton()
        assert default.text() == last == ("Go on" if is_safe else "Stay")
        assert default.property("role") == "primary"
        box.close()
