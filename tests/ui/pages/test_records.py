"""The page of a kind: narrowed, sorted, looked through, as a table, and several records at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.store import drafts, records, views
from fieldapp.store.listing import Narrowed
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.page_frame import PageFrame
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.list_showing import Showing
from fieldapp.ui.list_views import ViewsMenu, ViewsWindow
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.record_list import RecordList
from fieldapp.ui.session import Session

Open = Callable[..., RecordsPage]

LESSONS = (
    ("ask the women first", "noted", "2026-11-03", "XX01"),
    ("read it aloud", "applied", "2026-10-01", "XX02"),
    ("pay at the market", "noted", "2026-12-05", "XX02"),
    ("say when it is late", "rejected", "2026-09-01", None),
)


@pytest.fixture
def ids(workspace: Workspace) -> dict[str, str]:
    records.save_all(
        workspace,
        [
            Change("place", {"name": name, "pcode": code, "type": "village"})
            for name, code in (("Zalo", "XX01"), ("Belo", "XX02"))
        ],
    )
    changes = [
        Change("lesson", {"what": what, "status": status, "due_on": day, "place": place})
        for what, status, day, place in LESSONS
    ]
    saved = records.save_all(workspace, changes)
    return dict(zip((what for what, *_ in LESSONS), saved, strict=True))


@pytest.fixture
def open_page(qtbot: QtBot, ids: dict[str, str], session: Session) -> Open:
    def make(*, at_once: int = 3000) -> RecordsPage:
        page = RecordsPage(session, "lesson", at_once=at_once)
        qtbot.addWidget(page)
        page.resize(1200, 640)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        return page

    return make


def shown(page: RecordsPage) -> list[str]:
    model = page.list.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def press(qtbot: QtBot, button: QPushButton) -> None:
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)


def choose(page: RecordsPage, rows: Sequence[int]) -> None:
    model, selection = page.list.model(), page.list.selectionModel()
    flags = selection.SelectionFlag
    page.list.setCurrentIndex(model.index(rows[0], 0))
    for row in rows[1:]:
        selection.select(model.index(row, 0), flags.Select | flags.Rows)


def test_a_list_is_narrowed_by_keys_and_each_part_is_taken_out_again(
    qtbot: QtBot, open_page: Open, session: Session
) -> None:
    page = open_page()
    head = page.listed.head
    press(qtbot, head.filter_button)
    panel = page.listed.panel
    assert panel is not None
    assert page.list.isHidden()
    states = panel.answers["status"]
    assert isinstance(states, Segments)
    noted = states.button("noted")
    assert "2" in noted.accessibleName()  # how many there are
    press(qtbot, noted)
    assert panel.place is not None
    panel.place.show_answer("Bel")
    panel.place.edited.emit()
    assert "2" in head.count.text()  # half a name narrows nothing yet
    panel.place.show_answer("XX02")
    panel.place.edited.emit()
    assert panel.done_button.accessibleName() == "Show 1 record"
    press(qtbot, panel.done_button)

    assert shown(page) == ["pay at the market"]
    assert [chip.text().strip() for chip in head.chips] == ["Noted", "Belo"]
    press(qtbot, head.chips[1])
    assert shown(page) == ["pay at the market", "ask the women first"]
    qtbot.keyClicks(head.search, "women")
    qtbot.waitUntil(lambda: shown(page) == ["ask the women first"])
    assert "1" in head.count.text()
    assert "4" in head.count.text()
    qtbot.keyClicks(head.search, "zzz")
    qtbot.waitUntil(lambda: shown(page) == [])
    head.search.clear()
    press(qtbot, head.chips[0])
    assert len(shown(page)) == 4


def test_a_key_finds_the_parts_of_the_filter_that_were_not_made_yet(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page()
    page.listed.head.filter_button.click()
    panel = page.listed.panel
    assert panel is not None
    QApplication.processEvents()
    assert not panel.is_made  # the click has shown its beginning only
    reached = []
    for _ in range(40):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
        if reached[-1] is panel.done_button:
            break
    states = panel.answers["status"]
    assert isinstance(states, Segments)
    at = [reached.index(each) for each in (states.button("noted"), panel.done_button)]
    assert at == sorted(at)


def test_what_a_filter_showed_before_it_was_opened_stays_while_it_is_made(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page()
    codes, since = {"status": ("noted",)}, "2026-11-01"
    narrowed = Narrowed("lesson", codes=codes, since=since)
    page.listed.show_showing(Showing(narrowed))
    page.listed.head.filter_button.click()
    panel = page.listed.panel
    assert panel is not None
    assert not panel.is_made
    panel.about.button("said_here").click()  # before its questions are there
    assert panel.showing.narrowed == replace(narrowed, said_here=True)
    assert not panel.since.isHidden()


def test_drafts_and_periods_narrow_as_well(
    qtbot: QtBot, open_page: Open, ids: dict[str, str], workspace: Workspace
) -> None:
    drafts.keep(workspace, ids["read it aloud"], "lesson", {"answers": {"what": "read it twice"}})
    page = open_page()
    page.listed.head.filter_button.click()
    panel = page.listed.panel
    assert panel is not None
    panel.about.button("drafts").click()
    assert shown(page) == ["read it twice"]
    panel.clear_button.click()
    assert len(shown(page)) == 4
    panel.period.button("other").click()
    assert not panel.since.isHidden()
    qtbot.keyClicks(panel.since.control, "01/11/2026")
    panel.since.edited.emit()

    assert shown(page) == ["pay at the market", "ask the women first"]
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    assert page.listed.panel is None
    assert page.list.hasFocus()


def test_the_same_rows_stand_in_a_table_sorted_by_its_head_or_by_keys(
    qtbot: QtBot, open_page: Open, ids: dict[str, str]
) -> None:
    page = open_page()
    press_table = page.listed.head.table_button
    qtbot.mouseClick(press_table, Qt.MouseButton.LeftButton)
    table, model = page.listed.table, page.list.model()
    tester = QAbstractItemModelTester(
        model, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )
    assert page.list.isHidden()
    assert table.isVisible()
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Place"
    assert model.index(0, 1).data() == "Belo"

    head = table.horizontalHeader()
    x = head.sectionViewportPosition(1) + 20
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
    assert [model.index(row, 1).data() for row in range(4)] == ["Belo", "Belo", "Zalo", ""]
    table.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert shown(page) == sorted(what for what, *_ in LESSONS)
    assert page.pane is None  # going through a table opens nothing
    table.setCurrentIndex(model.index(1, 0))
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert page.pane is not None
    assert page.pane.record == ids["pay at the market"]
    assert page.list.isVisible()
    assert table.isHidden()
    del tester


def test_going_through_the_list_with_keys_opens_the_record_on_which_one_rests(
    qtbot: QtBot, open_page: Open, ids: dict[str, str]
) -> None:
    page = open_page()
    opened: list[str] = []
    page.listed.chosen.connect(opened.append)
    page.list.setFocus()
    for _ in range(3):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.pane is None
    qtbot.waitUntil(lambda: page.pane is not None)
    on = page.list.currentIndex().data(RecordList.ITEM_ROLE).record
    assert opened == [on]


def test_a_key_that_goes_on_from_the_list_finds_the_record_it_had_come_to(
    qtbot: QtBot, open_page: Open, ids: dict[str, str]
) -> None:
    page = open_page()
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    before = page.pane
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.pane is before
    qtbot.keyClick(page.list, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)  # at once
    assert page.pane is not None
    assert page.pane.record == page.list.model().index(1, 0).data(RecordList.ITEM_ROLE).record


def test_a_list_read_anew_does_not_forget_where_keys_had_come_to(
    qtbot: QtBot, open_page: Open, ids: dict[str, str]
) -> None:
    page = open_page()
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    to = page.list.currentIndex().data(RecordList.ITEM_ROLE).record
    page.refresh()
    assert page.pane is not None
    assert page.pane.record == to
    assert [item.record for item in page.listed.selected()] == [to]


def test_several_take_one_answer_after_it_was_shown_and_give_it_back(
    qtbot: QtBot, open_page: Open, ids: dict[str, str], workspace: Workspace
) -> None:
    def status(what: str) -> object:
        return records.load(workspace, "lesson", ids[what]).values["status"]

    page = open_page()
    page.list.setFocus()
    page.list.setCurrentIndex(page.list.model().index(0, 0))
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.bulk is not None
    assert page.pane is None
    qtbot.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(page.listed.selected()) == 4)
    bulk = page.bulk
    assert bulk is not None
    bulk.field.choose("status")
    assert bulk.editor is not None
    bulk.editor.show_answer("applied")
    with qtbot.waitSignal(bulk.previewed):
        bulk.preview_button.click()
    rows = [
        [bulk.preview.item(row, column).text() for column in range(3)]
        for row in range(bulk.preview.rowCount())
    ]
    assert rows[:2] == [
        ["pay at the market", "Noted", "Change made"],
        ["ask the women first", "Noted", "Change made"],
    ]
    left_out = [bulk.preview.item(row, 2).toolTip() for row in (2, 3)]
    assert all(words.startswith("Left out: ") for words in left_out)
    assert status("pay at the market") == "noted"  # only shown so far
    picked: list[Sequence[str]] = []
    page.listed.picked.connect(picked.append)
    with qtbot.waitSignal(bulk.changed):
        press(qtbot, bulk.change_button)
    assert [status(what) for what, *_ in LESSONS] == ["applied", "applied", "applied", "rejected"]
    assert len(page.listed.selected()) == 4  # and they are selected still
    assert [len(each) for each in picked] == [4]  # all at once: no form was made on the way
    assert page.bulk is bulk

    (toast,) = page.findChildren(Toast)
    toast.button.click()
    qtbot.waitUntil(lambda: status("pay at the market") == "noted")
    assert status("ask the women first") == "noted"
    page.listed.clear_selection()
    assert page.bulk is None


def test_a_view_is_kept_found_again_renamed_and_deleted(
    qtbot: QtBot, open_page: Open, workspace: Workspace, session: Session
) -> None:
    page = open_page()
    page.search("women")
    menu = ViewsMenu(page, session, "lesson")
    menu.keep_wanted.connect(page.listed.keep_view)
    menu.actions()[-1].trigger()
    (window,) = page.findChildren(ViewsWindow)
    assert not window.keep_button.isEnabled()
    qtbot.keyClicks(window.name, "About women")
    press(qtbot, window.keep_button)
    window.list.setCurrentRow(0)
    window.name.setText("Women & girls")
    press(qtbot, window.rename_button)
    assert [view.name for view in views.views_of(workspace, "lesson")] == ["Women & girls"]
    page.search("")
    assert len(shown(page)) == 4

    menu = ViewsMenu(page, session, "lesson")
    menu.chosen.connect(page.listed.show_view)
    menu.actions()[0].trigger()
    assert shown(page) == ["ask the women first"]
    page.search("")
    page.show_view("Women & girls")
    assert shown(page) == ["ask the women first"]
    assert page.listed.head.search.text() == "women"
    window.list.setCurrentRow(0)
    press(qtbot, window.delete_button)
    assert views.views_of(workspace, "lesson") == []


def test_a_long_list_is_read_beside_the_window_and_the_last_question_counts(
    qtbot: QtBot, open_page: Open
) -> None:
    page = open_page(at_once=0)
    assert len(shown(page)) == 4  # the newest ones are there at once, however many there are

    page.search("aloud")
    assert len(shown(page)) == 4
    QThreadPool.globalInstance().waitForDone()  # the answer is on its way to the window
    page.search("market")
    with qtbot.waitSignal(page.listed.filled):
        pass
    assert shown(page) == ["pay at the market"]


def test_what_is_masked_or_closed_is_offered_to_nobody_as_a_filter(
    qtbot: QtBot, session: Session, uncleared: Session, workspace: Workspace
) -> None:
    for status in ("open", "passed_on"):
        level = 5 if status == "passed_on" else 2
        values = {"received_on": "2026-11-01", "status": status, "level": level}
        records.save(workspace, Change("feedback", values))

    def offered(who: Session) -> list[object]:
        """Return the states that can be asked for, once each was asked for and found one record."""
        page = RecordsPage(who, "feedback")
        qtbot.addWidget(page)
        page.listed.head.filter_button.click()
        assert page.listed.panel is not None
        states = page.listed.panel.answers["status"]
        codes = []
        for button in states.findChildren(QPushButton):
            button.click()
            assert page.list.model().rowCount() == 1
            codes += states.chosen
            button.click()
        return codes

    assert offered(session) == ["open", "passed_on"]
    assert offered(uncleared) == ["open"]


def test_a_row_knows_its_record_in_every_column(open_page: Open, ids: dict[str, str]) -> None:
    page = open_page()
    model = page.list.model()

    for column in range(model.columnCount()):
        item = model.index(0, column).data(RecordList.ITEM_ROLE)
        assert item.record == ids["pay at the market"]


def test_where_it_is_narrow_the_form_stands_alone_and_leads_back_to_its_line(
    qtbot: QtBot, open_page: Open, ids: dict[str, str]
) -> None:
    page = open_page()
    frame = PageFrame(page)
    qtbot.addWidget(frame)
    frame.resize(600, 640)
    frame.show()
    page.show()
    assert page.pane is None
    assert page.listed.isVisible()

    choose(page, [1])
    pane = page.pane
    assert pane is not None
    assert pane.isVisible()
    assert page.listed.isHidden()
    frame.resize(1200, 640)
    assert page.listed.isVisible()
    frame.resize(600, 640)
    press(qtbot, page.list_button)

    assert page.pane is None
    assert page.listed.isVisible()
    assert page.list.currentIndex().row() == 1
    choose(page, [0, 2])
    assert page.bulk is not None
    qtbot.waitUntil(page.bulk.isVisible)
    assert page.listed.isVisible()  # else one could choose no more than two


def test_nothing_that_fits_leads_back_to_everything(qtbot: QtBot, open_page: Open) -> None:
    page = open_page()
    page.search("zebra")
    qtbot.waitUntil(lambda: shown(page) == [])
    assert page.listed.all_button.isVisible()

    press(qtbot, page.listed.all_button)

    qtbot.waitUntil(lambda: len(shown(page)) == 4)
    assert page.listed.head.search.text() == ""


def test_a_kind_without_a_day_is_sorted_by_what_was_said_last(
    qtbot: QtBot, ids: dict[str, str], session: Session
) -> None:
    page = RecordsPage(session, "place")
    qtbot.addWidget(page)
    head = page.listed.head

    offered = [a.text() for a in head.order_button.menu().actions() if a.isVisible()]
    assert head.order_button.accessibleName() == "Sorted by: Said last"
    assert "Day" not in offered
