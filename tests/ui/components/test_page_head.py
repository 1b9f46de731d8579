from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.page_head import PageHead
from fieldapp.ui.components.text import label
from fieldapp.ui.look import Look


def test_what_narrows_a_page_stands_below_its_title_where_one_line_is_too_narrow(
    qtbot: QtBot, look: Look
) -> None:
    title = label("What needs attention", "title", wrap=False)
    middle = Segments(look, [(name, name) for name in ("Now", "Soon", "To be decided", "Well")])
    end = QPushButton("Another place")
    head = PageHead(title, middle, [end])
    qtbot.addWidget(head)

    head.resize(1100, 40)
    head.show()
    QApplication.processEvents()
    assert abs(middle.y() - title.y()) < title.height()

    head.resize(max(560, head.minimumSizeHint().width()), 100)
    QApplication.processEvents()

    assert middle.y() >= title.y() + title.height()
    assert len({each.y() for each in middle.findChildren(QPushButton)}) == 1
    assert end.geometry().right() <= head.width()
