from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.pages.search import SearchPage
from fieldapp.ui.record_list import RecordList
from fieldapp.ui.session import Session


def found(page: SearchPage, words: str) -> set[tuple[str, str]]:
    page.search(words)
    model = page.list.model()
    items = [model.index(n, 0).data(RecordList.ITEM_ROLE) for n in range(model.rowCount())]
    return {(item.kind, item.title) for item in items}


def test_a_word_is_found_in_records_of_every_kind(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    records.save(workspace, Change("meeting", {"title": "Water point", "held_on": "2026-11-01"}))
    records.save(workspace, Change("deliverable", {"title": "Water tower"}))
    records.save(workspace, Change("deliverable", {"title": "School roof"}))
    page = SearchPage(session)
    qtbot.addWidget(page)

    assert found(page, "wat") == {("meeting", "Water point"), ("deliverable", "Water tower")}
    assert found(page, "water tow") == {("deliverable", "Water tower")}
    assert found(page, '"*(') == set()


def test_a_click_opens_what_was_found(qtbot: QtBot, workspace: Workspace, session: Session) -> None:
    record = records.save(workspace, Change("deliverable", {"title": "Water tower"}))
    page = SearchPage(session)
    qtbot.addWidget(page)
    page.resize(500, 300)
    page.show()
    page.search("water")
    place = page.list.visualRect(page.list.model().index(0, 0)).center()

    with qtbot.waitSignal(page.opened) as opened:
        qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert opened.args == ["deliverable", record]
