"""A frame around a page moves it when it has grown."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.page_frame import PageFrame


def test_a_page_that_is_read_from_the_right_fills_the_window_that_became_wider(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    page.setMinimumSize(600, 100)
    frame = PageFrame(page)
    frame.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.addWidget(frame)
    frame.resize(800, 500)
    frame.show()
    QApplication.processEvents()

    frame.resize(1200, 500)
    QApplication.processEvents()

    assert page.mapTo(frame.viewport(), QPoint(0, 0)).x() == 0
    assert page.width() == frame.viewport().width()


def test_a_frame_whose_page_has_not_come_yet_can_be_resized(qtbot: QtBot) -> None:
    frame = PageFrame()
    qtbot.addWidget(frame)
    frame.resize(300, 200)

    frame.show()  # an error in here would be raised by pytest-qt
    frame.hold(QWidget(frame.viewport()))

    assert frame.page.width() == 300
