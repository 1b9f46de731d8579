"""What needs attention: what the rules notice, narrowed, opened, as far as one may read."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.pages.attention import AttentionPage
from fieldapp.ui.record_list import Item, RecordList
from fieldapp.ui.session import Session


def ago(session: Session, days: int) -> str:
    day: date = session.today() - timedelta(days=days)
    return day.isoformat()


def shown(page: AttentionPage) -> list[Item]:
    model = page.list.model()
    return [
        model.data(model.index(row, 0), RecordList.ITEM_ROLE) for row in range(model.rowCount())
    ]


def read(qtbot: QtBot, session: Session) -> AttentionPage:
    page = AttentionPage(session)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.read):
        page.show()
    return page


def promise(session: Session, place: str) -> str:
    values = {
        "what": "Repair the roof",
        "promised_by": "us",
        "place": place,
        "due_on": ago(session, 3),
    }
    return records.save(session.workspace, Change("commitment", values))


def test_what_is_overdue_is_told_and_opens_its_record(qtbot: QtBot, session: Session) -> None:
    late = promise(session, "KE0104")
    page = read(qtbot, session)

    overdue, offer = shown(page)
    assert overdue.record == late
    assert "Repair the roof" in overdue.about
    assert (overdue.state.tone, offer.state.tone) == ("bad", "info")
    with qtbot.waitSignal(page.opened) as opened:
        page.list.setCurrentIndex(page.list.model().index(0, 0))
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == ["commitment", late]


def test_it_is_narrowed_by_urgency_and_by_place(qtbot: QtBot, session: Session) -> None:
    promise(session, "KE0104")
    there = promise(session, "KE0107")
    page = read(qtbot, session)
    qtbot.mouseClick(page.tones.button("bad"), Qt.MouseButton.LeftButton)
    assert len(shown(page)) == 2

    page.place.show_answer("KE0107")
    page.place.edited.emit()
    assert [item.record for item in shown(page)] == [there]
    qtbot.mouseClick(page.tones.button("bad"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.tones.button("ok"), Qt.MouseButton.LeftButton)
    assert shown(page) == []
    assert page.list.isHidden()


def test_where_nothing_is_wrong_it_says_so(qtbot: QtBot, session: Session) -> None:
    page = read(qtbot, session)

    assert shown(page) == []
    assert page.list.isHidden()


def test_whoever_may_not_read_an_incident_is_not_told_of_it(
    qtbot: QtBot, session: Session, uncleared: Session
) -> None:
    values = {"type": "sexual_violence", "happened_on": ago(session, 9), "place": "KE0104"}
    records.save(session.workspace, Change("incident", values))

    assert {item.kind for item in shown(read(qtbot, session))} == {"incident"}
    assert shown(read(qtbot, uncleared)) == []


def test_an_escalation_that_waits_for_whoever_looks_stands_first_and_once(
    qtbot: QtBot, session: Session
) -> None:
    promise(session, "KE0104")
    values = {"reason": "Pumps", "level": "head_of_mission", "raised_on": ago(session, 30)}
    raised = records.save(session.workspace, Change("escalation", values))

    first, *others = shown(read(qtbot, session))

    assert first.record == raised
    assert "waits for your answer" in first.title
    assert all("was to be answered" not in item.title for item in others)


def test_narrowing_waits_until_the_records_are_read(qtbot: QtBot, session: Session) -> None:
    page = AttentionPage(session)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.read):
        assert not page.tones.isEnabled()
        assert not page.place.isEnabled()

    assert page.tones.isEnabled()
    assert page.place.isEnabled()


def test_records_that_cannot_be_read_are_not_called_fine(qtbot: QtBot, session: Session) -> None:
    session.workspace.db.conn.execute("DROP TABLE record")
    page = read(qtbot, session)

    assert page.findChild(QMessageBox) is not None
    assert not page.tones.isEnabled()
    seen = [name.text() for name in page.findChildren(QLabel) if name.isVisible()]
    assert seen[0] == "What needs attention"
