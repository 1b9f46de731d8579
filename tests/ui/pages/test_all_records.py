import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import KINDS
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.pages.all_records import AllRecordsPage
from fieldapp.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


def page(qtbot: QtBot, session: Session, width: int = 1150) -> AllRecordsPage:
    made = AllRecordsPage(session)
    for _ in made.grow():
        pass
    qtbot.addWidget(made)
    made.resize(width, 700)
    made.show()
    return made


def test_every_kind_tells_how_many_there_are(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    for title in ("Rains", "Roads"):
        records.save(workspace, Change("risk", {"title": title}))

    made = page(qtbot, session)

    assert "2" in made.lines["risk"].accessibleName()
    assert "0" in made.lines["lesson"].accessibleName()


def test_rows_are_named_with_the_record_that_has_them(qtbot: QtBot, session: Session) -> None:
    made = page(qtbot, session)

    assert "milestone" not in made.lines
    assert KINDS["milestone"].plural in made.lines["deliverable"].accessibleName()
    assert {"commitment", "decision", "lesson"} <= set(made.lines)


def test_a_line_opens_and_a_plus_begins(qtbot: QtBot, session: Session) -> None:
    made = page(qtbot, session)

    with qtbot.waitSignal(made.opened) as opened:
        qtbot.mouseClick(made.lines["risk"], LEFT)
    with qtbot.waitSignal(made.new_wanted) as begun:
        qtbot.mouseClick(made.new_buttons["lesson"], LEFT)

    assert (opened.args, begun.args) == (["risk"], ["lesson"])
    assert made.new_buttons["lesson"].accessibleName() == "New: Lesson"


@pytest.mark.parametrize(("width", "columns"), [(1150, 3), (1027, 2), (360, 1)])
def test_the_cards_stand_in_as_many_columns_as_fit(
    qtbot: QtBot, session: Session, width: int, columns: int
) -> None:
    made = page(qtbot, session, width)

    def lefts() -> set[int]:
        QApplication.processEvents()
        return {line.mapTo(made, line.rect().topLeft()).x() for line in made.lines.values()}

    qtbot.waitUntil(lambda: len(lefts()) == columns)
    assert made.horizontalScrollBar().maximum() == 0


def test_the_keys_go_down_a_column_and_then_to_the_next(qtbot: QtBot, session: Session) -> None:
    made = page(qtbot, session)
    QApplication.processEvents()
    first = made.lines["place"]
    first.setFocus()
    visited = []
    for _ in range(2 * len(made.lines)):
        widget = made.focusWidget()
        assert widget is not None
        if widget in made.lines.values():  # what the program writes has no button to begin one
            visited.append(widget.mapTo(made, widget.rect().topLeft()))
        qtbot.keyClick(widget, Qt.Key.Key_Tab)

    lines = visited[: len(made.lines)]
    assert len({(at.x(), at.y()) for at in lines}) == len(made.lines)
    assert [at.x() for at in lines] == sorted(at.x() for at in lines)
