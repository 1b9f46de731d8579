import time
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.look import Look
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.record_list import PAGE, Item, RecordList, RecordRows
from fieldapp.ui.session import Session
from fieldapp.ui.states import State

ROOT = QModelIndex()


def items(count: int) -> list[Item]:
    state = State("Open", "info", "circle-dot")
    return [Item("meeting", f"r{n}", f"Title {n}", "Gorom", state) for n in range(count)]


def test_the_model_keeps_qt_s_rules_while_it_grows(qtbot: QtBot) -> None:
    parent = QObject()
    model = RecordList(parent)
    stored = items(2 * PAGE + 5)

    def read(offset: int, limit: int) -> Sequence[Item]:
        return stored[offset : offset + limit]

    model.show(items(3), read)
    assert model.rowCount() == 3 + PAGE
    # From here on every change is watched. Not before: the watcher fetches more rows from inside
    # a reset, which no view does, and takes that for a fault.
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, parent
    )
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    assert model.rowCount() == 3 + len(stored)
    shown = [model.index(row).data(RecordList.ITEM_ROLE) for row in range(3, model.rowCount())]
    assert shown == stored
    model.show([], lambda _offset, _limit: ())
    assert model.rowCount() == 0
    del tester


def test_a_row_is_read_out_with_all_that_it_shows(qtbot: QtBot) -> None:
    parent = QObject()
    model = RecordList(parent)
    model.show(items(1), lambda _offset, _limit: ())

    spoken = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title 0, Gorom, Open"


def test_rows_are_painted_and_mirrored_in_a_right_to_left_language(
    qtbot: QtBot, arabic: Look
) -> None:
    view = QListView()
    qtbot.addWidget(view)
    model = RecordList(view)
    model.show(items(1), lambda _offset, _limit: ())
    view.setModel(model)
    view.setItemDelegate(RecordRows(arabic, view))
    view.resize(300, 80)
    view.show()
    picture = QImage(view.size(), QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    view.render(picture)

    def inked(left: int, right: int) -> int:
        """Count dark pixels between two columns in the line of the title."""
        return sum(
            picture.pixelColor(x, y).lightness() < 100
            for x in range(left, right)
            for y in range(8, 32)
        )

    width = picture.width()
    assert inked(width * 2 // 3, width) > 50
    assert inked(0, width // 3) == 0


def test_a_list_of_two_thousand_records_is_there_in_a_blink(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    changes = [
        Change("meeting", {"title": f"Meeting {n}", "held_on": "2026-11-01"}) for n in range(2000)
    ]
    records.save_all(workspace, changes, apart=True)
    page = RecordsPage(session, "meeting")
    qtbot.addWidget(page)

    begun = time.process_time()
    page.refresh()
    spent = time.process_time() - begun

    assert page.list.model().rowCount() == PAGE
    assert spent < 0.3  # seconds; about 0.03 on a calm machine
