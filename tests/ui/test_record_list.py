import time

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.components.text import dotted, parts_of
from fieldapp.ui.look import Look
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.record_list import PAGE, Item, RecordList, RecordRows, fitted
from fieldapp.ui.session import Session
from fieldapp.ui.states import State

ROOT = QModelIndex()


def items(count: int) -> list[Item]:
    state = State("Open", "info", "circle-dot")
    return [
        Item("meeting", f"r{n}", f"Title {n}", "Gorom", state, (f"Gorom {n}",))
        for n in range(count)
    ]


def test_the_model_keeps_qt_s_rules_while_it_grows(qtbot: QtBot) -> None:
    parent = QObject()
    model = RecordList(parent, ["Title", "Place"])
    stored = items(2 * PAGE + 5)

    def more() -> None:
        start = model.rowCount()
        end = min(start + PAGE, len(stored))
        model.append(stored[start:end], more if end < len(stored) else None)

    model.show(stored[:PAGE], more)
    assert model.rowCount() == PAGE
    # From here on every change is watched. Not before: the watcher fetches more rows from inside
    # a reset, which no view does, and takes that for a fault.
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, parent
    )
    while model.canFetchMore(ROOT):
        model.fetchMore(ROOT)
    shown = [model.index(row, 0).data(RecordList.ITEM_ROLE) for row in range(model.rowCount())]
    assert shown == stored
    assert model.index(4, 1).data() == "Gorom 4"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Place"
    model.show([])
    assert model.rowCount() == 0
    del tester


def test_a_page_that_is_on_its_way_is_not_asked_for_again(qtbot: QtBot) -> None:
    parent = QObject()
    model = RecordList(parent)
    asked: list[int] = []
    model.show(items(3), lambda: asked.append(model.rowCount()))

    model.fetchMore(ROOT)
    assert not model.canFetchMore(ROOT)
    model.fetchMore(ROOT)

    assert asked == [3]


def test_a_row_is_read_out_with_all_that_it_shows(qtbot: QtBot) -> None:
    parent = QObject()
    model = RecordList(parent)
    model.show(items(1))

    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Title 0, Gorom, Open"


def test_rows_are_painted_and_mirrored_in_a_right_to_left_language(
    qtbot: QtBot, arabic: Look
) -> None:
    view = QListView()
    qtbot.addWidget(view)
    model = RecordList(view)
    model.show(items(1))
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


def test_beside_a_wide_state_the_place_is_cut_and_the_day_is_told_whole(look: Look) -> None:
    metrics = QFontMetrics(QFont())
    told = dotted("Camp of Bilbaré", "18 Nov 2026")
    day = metrics.horizontalAdvance("18 Nov 2026")
    whole = metrics.horizontalAdvance(told)

    assert fitted(metrics, told, 60, whole + 8 + 60) == (told, 60)
    cut, chip = fitted(metrics, told, 60, whole + 8 + 50)
    assert chip == 60
    assert cut.startswith(dotted("Camp")[:-1])
    assert parts_of(cut)[1:] == ["18 Nov 2026"]
    assert fitted(metrics, told, 60, day + 8 + 60) == (dotted("18 Nov 2026"), 60)
    assert fitted(metrics, told, 200, day + 8 + 150) == (dotted("18 Nov 2026"), 150)


def test_what_was_joined_is_taken_apart_again(look: Look) -> None:
    inner = dotted("Meeting", "Visit · second")
    assert parts_of(dotted("Gorom", inner, "18 Nov 2026")) == ["Gorom", inner, "18 Nov 2026"]
    assert parts_of("Not saved yet") == ["Not saved yet"]


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
