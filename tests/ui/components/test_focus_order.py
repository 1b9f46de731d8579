"""Tab goes through everything as it is read, whenever it was made."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import PlaceRef, YesNo
from fieldapp.ui.components.focus_order import put_in_reading_order
from fieldapp.ui.editors import editor_for
from fieldapp.ui.session import Session


def test_questions_made_in_another_order_are_reached_as_they_are_read(
    qtbot: QtBot, session: Session
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    made = [editor_for(each, session.surroundings) for each in (PlaceRef(), YesNo(), PlaceRef())]
    for each in made:
        each.setParent(page)
    read = [made[1], made[0], made[2]]
    for each in read:
        column.addWidget(each)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    put_in_reading_order(page)

    read[0].control.setFocus()
    for each in read[1:]:
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is each.control
