"""The map and the table of the same places, by keys and by mouse; nothing keeps the window long."""

import time
from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.look import Look
from fieldapp.ui.map.ground import Ground, area_of
from fieldapp.ui.map.marks import SIZE, mark
from fieldapp.ui.map.pin import Pin
from fieldapp.ui.map.plane import on_plane
from fieldapp.ui.map.table import MET, NAME, STANDING, PlaceList, PlaceRow, PlaceTable
from fieldapp.ui.map.view import MapView

PLACES = (
    Pin("A", "Gorom", on_plane((30.0, 5.0)), "bad", "Late"),
    Pin("B", "Tin Adar", on_plane((30.4, 5.1)), "ok", "Finished"),
    Pin("C", "Kelda", on_plane((31.0, 5.6)), "", "No works"),
    Pin("D", "Ouarba", on_plane((30.9, 4.8)), "warn", "Suspended"),
)
STATE = area_of("East", "XX01", "adm1", (((29.5, 4.5), (31.5, 4.5), (31.5, 6.0), (29.5, 6.0)),))

Shown = tuple[QWidget, QPushButton, MapView, QPushButton]


@pytest.fixture
def shown(qtbot: QtBot, look: Look) -> Shown:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    before, view, after = QPushButton("Before"), MapView(look), QPushButton("After")
    for widget in (before, view, after):
        row.addWidget(widget)
    assert STATE is not None
    view.show_ground(Ground((STATE,)))
    view.show_pins(PLACES)
    window.resize(900, 500)
    with qtbot.waitSignal(view.painted):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window, before, view, after


def tabbed(qtbot: QtBot, widget: QWidget, times: int, *, back: bool = False) -> list[str]:
    """Press Tab so often and return the places that were marked."""
    marked = []
    for _ in range(times):
        focus = QApplication.focusWidget()
        assert focus is not None
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        qtbot.keyClick(focus, key)
        view = widget.findChild(MapView)
        assert view is not None
        marked.append(view.chosen)
    return marked


def test_tab_goes_from_place_to_place_and_out_at_the_end(qtbot: QtBot, shown: Shown) -> None:
    window, before, view, _ = shown
    before.setFocus()

    # Where nothing is to be told of, Tab does not stop.
    marked = tabbed(qtbot, window, 5)

    assert marked[0] == ""
    assert sorted(marked[1:4]) == ["A", "B", "D"]
    assert not view.hasFocus()
    assert QApplication.focusWidget() in view.buttons
    view.setFocus()
    assert tabbed(qtbot, window, 3, back=True)[:2] == [marked[2], marked[1]]
    assert before.hasFocus()


def test_enter_opens_the_place_that_is_marked_and_escape_leaves_it(
    qtbot: QtBot, shown: Shown
) -> None:
    _, _, view, _ = shown
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Return)  # nothing is marked, nothing opens
    with qtbot.waitSignal(view.chose) as chose:
        qtbot.keyClick(view, Qt.Key.Key_Tab)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(view.opened) as opened:
            qtbot.keyClick(view, key)
        assert opened.args == chose.args

    pin = next(each for each in PLACES if each.place == view.chosen)
    assert pin.name in view.accessibleName()
    assert pin.word in view.accessibleName()
    with qtbot.waitSignal(view.chose) as left:
        qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert left.args == [""]
    assert (view.chosen, view.accessibleName()) == ("", "Map of the places")


def test_keys_wheel_and_buttons_move_and_zoom(qtbot: QtBot, shown: Shown) -> None:
    _, _, view, _ = shown
    view.setFocus()
    fitted = view.sight

    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.sight.x > fitted.x
    qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.sight.y < fitted.y
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert view.sight.scale > fitted.scale
    qtbot.keyClick(view, Qt.Key.Key_0)
    assert view.sight == fitted
    qtbot.mouseClick(view.buttons[1], Qt.MouseButton.LeftButton)
    assert view.sight.scale < fitted.scale
    qtbot.keyClick(view.buttons[2], Qt.Key.Key_Space)
    assert view.sight == fitted
    under = view.sight.plane(QPointF(100, 100))
    turned = QWheelEvent(
        QPointF(100, 100), view.mapToGlobal(QPointF(100, 100)), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase,
        False,
    )  # fmt: skip
    QApplication.sendEvent(view, turned)
    assert view.sight.scale > fitted.scale
    assert view.sight.pixel(under).x() == pytest.approx(100)


def test_a_click_marks_the_place_under_it_and_dragging_marks_none(
    qtbot: QtBot, shown: Shown
) -> None:
    _, _, view, _ = shown
    at = view.sight.pixel(PLACES[1].at).toPoint()
    left = Qt.MouseButton.LeftButton

    qtbot.mouseClick(view, left, pos=at + QPoint(4, -3))
    assert view.chosen == "B"
    before = view.sight
    qtbot.mousePress(view, left, pos=at)
    qtbot.mouseMove(view, at + QPoint(60, 30))
    qtbot.mouseRelease(view, left, pos=at + QPoint(60, 30))
    assert view.chosen == "B"
    assert view.sight.pixel(PLACES[1].at).toPoint() == at + QPoint(60, 30)
    assert view.sight.scale == before.scale
    qtbot.mouseClick(view, left, pos=QPoint(8, 200))
    assert view.chosen == ""


def test_a_place_out_of_sight_is_brought_into_it(shown: Shown) -> None:
    _, _, view, _ = shown
    for _ in range(6):
        view.zoom_in()
    assert not view.sight.shown.contains(PLACES[2].at)

    view.choose("C")

    assert view.sight.shown.contains(PLACES[2].at)
    view.choose("nowhere")
    assert view.chosen == ""


def test_five_thousand_places_are_moved_about_without_a_halt(qtbot: QtBot, shown: Shown) -> None:
    _, _, view, _ = shown
    tones = ("", "", "ok", "info", "warn", "bad")
    view.show_pins(
        [
            Pin(str(n), f"Village {n}", on_plane((29 + n % 71 / 20, 4 + n // 71 / 30)),
                tones[n % 6], "word")
            for n in range(5000)
        ]
    )  # fmt: skip
    with qtbot.waitSignal(view.painted):
        pass
    picture = QImage(view.size(), QImage.Format.Format_RGB32)
    took = []
    for _ in range(5):
        start = time.process_time()
        qtbot.keyClick(view, Qt.Key.Key_Right)
        view.render(picture)
        took.append(time.process_time() - start)

    assert sorted(took)[2] < 0.03


def test_every_tone_has_a_mark_of_its_own_even_without_colour(look: Look, arabic: Look) -> None:
    for worn in (look, arabic):
        shapes = set()
        for tone in ("bad", "warn", "info", "ok", ""):
            drawn = mark(worn, tone, 1.0).toImage()
            inked = frozenset(
                (x, y)
                for x in range(SIZE)
                for y in range(SIZE)
                if drawn.pixelColor(x, y).alpha() > 100 and drawn.pixelColor(x, y).lightness() < 200
            )
            shapes.add(inked)
        assert len(shapes) == 5


ROWS = (
    PlaceRow("A", "Gorom", True, "bad", "Late", "2026-03-01"),
    PlaceRow("B", "Alor", False, "ok", "Finished", ""),
    PlaceRow("C", "Kelda", True, "", "No works", "2026-11-01"),
)


def order(table: PlaceList) -> Sequence[str]:
    model = table.model()
    return [model.index(n, 0).data(PlaceTable.PLACE_ROLE) for n in range(model.rowCount())]


def test_the_table_says_all_that_the_map_says_and_sorts_it(qtbot: QtBot, look: Look) -> None:
    table = PlaceList(look)
    qtbot.addWidget(table)
    QAbstractItemModelTester(
        table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, table
    )
    table.show_rows(ROWS)
    table.show()

    assert order(table) == ["A", "B", "C"]  # the most urgent first
    table.sortByColumn(NAME, Qt.SortOrder.AscendingOrder)
    assert order(table) == ["B", "A", "C"]
    table.choose("C")
    table.sortByColumn(MET, Qt.SortOrder.AscendingOrder)
    table.sortByColumn(MET, Qt.SortOrder.DescendingOrder)
    assert table.currentIndex().data(PlaceTable.PLACE_ROLE) == "C"  # what is chosen stays chosen
    table.sortByColumn(MET, Qt.SortOrder.AscendingOrder)
    assert order(table) == ["B", "A", "C"]  # where nobody was goes first
    model = table.model()
    assert "not on the map" in model.index(0, NAME).data()
    assert model.index(0, MET).data() == "none yet"
    assert model.index(1, STANDING).data() == "Late"
    said = model.index(1, STANDING).data(Qt.ItemDataRole.AccessibleTextRole)
    assert all(word in said for word in ("Gorom", "Late", "2026"))


def test_arrows_go_from_place_to_place_in_the_table_and_enter_opens(
    qtbot: QtBot, look: Look
) -> None:
    table = PlaceList(look)
    qtbot.addWidget(table)
    table.show_rows(ROWS, "A")
    table.show()
    QApplication.clipboard().setText("before")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "before"

    with qtbot.waitSignal(table.chose) as chose:
        qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (chose.args, opened.args) == (["B"], ["B"])
    with qtbot.assertNotEmitted(table.chose):
        table.choose("C")
        table.choose("nowhere")
    assert table.currentIndex() == QModelIndex()
