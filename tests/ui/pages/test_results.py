"""Ownership and results: each figure opens to the records behind it, and each record opens."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.pages.results import ResultsPage
from fieldapp.ui.record_list import RecordList
from fieldapp.ui.session import Session


def work(session: Session, title: str, place: str, led_by: str) -> str:
    values = {"title": title, "place": place, "led_by": led_by, "status": "ongoing"}
    return records.save(session.workspace, Change("deliverable", values))


def read(qtbot: QtBot, session: Session) -> ResultsPage:
    page = ResultsPage(session)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.read):
        page.show()
    return page


def behind(page: ResultsPage) -> list[str]:
    model = page.list.model()
    found = (
        model.data(model.index(row, 0), RecordList.ITEM_ROLE) for row in range(model.rowCount())
    )
    return [item.record for item in found]


def test_a_figure_opens_to_the_records_behind_it_and_a_record_opens(
    qtbot: QtBot, session: Session
) -> None:
    theirs = work(session, "Well", "KE0104", "them")
    ours = work(session, "Road", "KE0104", "us")
    page = read(qtbot, session)
    led = page.lines[0]

    assert "Works that the community leads" in led.accessibleName()
    assert "50%" in led.accessibleName()
    qtbot.mouseClick(led, Qt.MouseButton.LeftButton)
    assert behind(page) == [theirs, ours]
    with qtbot.waitSignal(page.opened) as opened:
        page.list.setCurrentIndex(page.list.model().index(1, 0))
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == ["deliverable", ours]


def test_another_place_has_figures_of_its_own(qtbot: QtBot, session: Session) -> None:
    work(session, "Well", "KE0104", "them")
    work(session, "Road", "KE0107", "us")
    page = read(qtbot, session)

    page.place.show_answer("KE0107")
    with qtbot.waitSignal(page.read):
        page.place.edited.emit()
    assert "0%" in page.lines[0].accessibleName()


def test_indicators_stand_side_by_side_with_their_aim(qtbot: QtBot, session: Session) -> None:
    for part in ("civilian", "security", "development"):
        values = {
            "name": f"Of {part}", "work": part, "direction": "up", "measure": "percentage",
            "target": 80,
        }  # fmt: skip
        indicator = records.save(session.workspace, Change("indicator", values))
        seen = {"indicator": indicator, "observed_on": session.today().isoformat(), "value": 20}
        records.save(session.workspace, Change("observation", seen))
    page = read(qtbot, session)

    told = "\n".join(line.accessibleName() for line in page.lines)
    for part in ("civilian", "security", "development"):
        assert f"Of {part}" in told
    assert "20 / 80" in told
