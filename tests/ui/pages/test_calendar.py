"""The calendar: what stands on a day, the keys, days that suit, and nothing told in confidence."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.look import Look
from fieldapp.ui.pages.calendar import LIST, CalendarPage
from fieldapp.ui.pages.calendar_days import weekdays_in
from fieldapp.ui.pages.calendar_grid import MonthModel
from fieldapp.ui.pages.calendar_words import week, weeks_of
from fieldapp.ui.record_list import Item, RecordList
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069\u200e\u200f"))
HERE, ELSEWHERE = "KE0104", "KE0107"


def save(session: Session, kind: str, **values: Value) -> str:
    return records.save(session.workspace, Change(kind, values))


def on(session: Session, days: int) -> str:
    return (session.today() + timedelta(days=days)).isoformat()


def read(qtbot: QtBot, session: Session) -> CalendarPage:
    page = CalendarPage(session)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    with qtbot.waitSignal(page.read):
        page.show()
    return page


def items(view: RecordView) -> list[Item]:
    model = view.model()
    return [model.index(row, 0).data(RecordList.ITEM_ROLE) for row in range(model.rowCount())]


def titles(page: CalendarPage, day: date) -> list[str]:
    page.go_to(day)
    return [item.title.translate(ISOLATES) for item in items(page.list)]


def told(page: CalendarPage, day: date) -> str:
    page.go_to(day)
    text: str = page.month.days.index_of(day).data(Qt.ItemDataRole.AccessibleTextRole)
    return text.translate(ISOLATES)


def choose(page: CalendarPage, place: str | None) -> None:
    page.place.show_answer(place)
    page.place.edited.emit()


def test_a_day_shows_what_is_held_planned_and_due_in_its_cell_its_list_and_the_month_as_a_list(
    qtbot: QtBot, session: Session
) -> None:
    today = session.today()
    held = save(session, "meeting", title="Council", held_on=on(session, 0), place=HERE)
    save(session, "meeting", title="Women", held_on=on(session, 40), place=HERE)
    save(session, "commitment", what="A pump", promised_by="us", due_on=on(session, 40),
         status="open", place=ELSEWHERE)  # fmt: skip
    save(session, "commitment", what="Kept long ago", promised_by="us", due_on=on(session, 40),
         status="kept", place=HERE)  # fmt: skip
    save(session, "commitment", what="A gate", promised_by="us", due_on=on(session, -2),
         status="open")  # fmt: skip
    save(session, "season", name="Rains", type="rains", turnout="fewer", place=HERE,
         from_on=on(session, 38), until_on=on(session, 45))  # fmt: skip
    planned = {"held_on": on(session, -4), "place": HERE}
    save(session, "meeting", title="Youth", took_place="planned", **planned)
    save(session, "meeting", title="Herders", took_place="not_held", **planned)
    page = read(qtbot, session)
    QAbstractItemModelTester(
        page.month.days, QAbstractItemModelTester.FailureReportingMode.Fatal, page
    )

    soon = today + timedelta(days=40)
    assert "Council" in told(page, today)
    assert "Today" in told(page, today)
    assert titles(page, soon) == ["Women", "A pump", "Rains"]
    assert "3 things on this day" in [each.text() for each in page.findChildren(QLabel)]
    assert [item.state.word for item in items(page.list)] == ["Planned", "Due", "Rains"]
    assert "Rains, Women, A pump" in told(page, soon)
    assert titles(page, today - timedelta(days=2)) == ["A gate"]
    assert items(page.list)[0].state.word == "Late"
    assert titles(page, today - timedelta(days=4)) == ["Was it held: Youth"]

    page.go_to(soon)
    page.shape.button(LIST).click()
    listed = [item.title for item in items(page.agenda)]
    assert page.agenda.isVisible()
    assert {"Rains", "Women", "A pump"} <= set(listed)
    page.agenda.setCurrentIndex(page.agenda.model().index(listed.index("Women"), 0))
    assert page.day == soon

    choose(page, HERE)
    assert titles(page, soon) == ["Women", "Rains"]
    page.go_to(today)
    with qtbot.waitSignal(page.opened) as opened:
        page.list.setCurrentIndex(page.list.model().index(0, 0))
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert opened.args == ["meeting", held]


def test_the_keys_of_a_month(qtbot: QtBot, session: Session, arabic: Look) -> None:
    save(session, "meeting", title="Council", held_on=on(session, 1), place=HERE)
    page = read(qtbot, session)
    today, month = session.today(), page.month
    month.setFocus()

    steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7, Qt.Key.Key_Left: -1}
    at = today
    for key, days in steps.items():
        qtbot.keyClick(month, key)
        at += timedelta(days=days)
        assert page.day == at == month.day
    for _ in range(2):
        qtbot.keyClick(month, Qt.Key.Key_PageDown)
    assert (page.day.year * 12 + page.day.month) - (today.year * 12 + today.month) == 2
    qtbot.keyClick(month, Qt.Key.Key_PageUp)
    qtbot.keyClick(month, Qt.Key.Key_Home)
    assert page.day == today

    qtbot.keyClick(month, Qt.Key.Key_Right)
    choose(page, HERE)
    with qtbot.waitSignal(page.begun) as begun:
        qtbot.keyClick(month, Qt.Key.Key_N)
    planned = {"held_on": on(session, 1), "took_place": "planned", "place": HERE}
    assert begun.args == ["meeting", planned]
    page.activateWindow()
    qtbot.keyClick(month, Qt.Key.Key_Return)
    assert page.list.currentIndex().row() == 0

    mirrored = CalendarPage(replace(session, look=arabic))
    qtbot.addWidget(mirrored)
    qtbot.keyClick(mirrored.month, Qt.Key.Key_Left)
    assert mirrored.day == today + timedelta(days=1)
    model = mirrored.month.days
    assert model.headerData(0, Qt.Orientation.Horizontal) == "السبت"
    assert model.index_of(today).data() == str(today.day)
    weekend = {model.month.weeks[1][n].is_weekend for n in (0, 6)}
    assert weekend == {True}


def test_a_time_that_was_not_read_yet_is_read(qtbot: QtBot, session: Session) -> None:
    save(session, "meeting", title="Long ago", held_on=on(session, -700))
    page = read(qtbot, session)

    then = session.today() - timedelta(days=700)
    with qtbot.waitSignal(page.read):
        page.go_to(then)
    assert titles(page, then) == ["Long ago"]


def test_days_that_suit_are_neither_market_nor_season_nor_weekend_nor_taken(
    qtbot: QtBot, session: Session
) -> None:
    today = session.today()
    save(session, "place", name="Kelda", pcode=HERE, market_days="Tuesdays, et le jeudi")
    save(session, "season", name="Rains", type="rains", turnout="fewer", place=HERE,
         from_on=on(session, 1), until_on=on(session, 7))  # fmt: skip
    save(session, "season", name="School", type="school", turnout="usual", place=HERE,
         from_on=on(session, 1), until_on=on(session, 60))  # fmt: skip
    days = [today + timedelta(days=n) for n in range(8, 35)]
    free = [day for day in days if day.weekday() in (0, 2, 4)]
    save(session, "meeting", title="Council", held_on=free[0].isoformat(), place=HERE)
    page = read(qtbot, session)
    assert not any(each.isVisible() for each in page.suiting)

    choose(page, HERE)
    assert [each.property("day") for each in page.suiting] == free[1:4]
    page.suiting[1].click()
    assert page.day == free[2]
    market = next(day for day in days if day.weekday() == 1)
    assert "Market day" in told(page, market)
    assert weekdays_in("السوق يوم الثلاثاء") == {1}


def test_whoever_was_not_met_for_too_long_stands_on_the_day_they_are_due(
    qtbot: QtBot, session: Session
) -> None:
    save(session, "place", name="Kelda", pcode=HERE, groups=("women",))
    save(session, "meeting", title="Women", held_on=on(session, -80), type="women", place=HERE)
    page = read(qtbot, session)

    assert titles(page, session.today()) == ["Village council: not met yet"]
    last = session.look.language.short_day(on(session, -80))
    assert titles(page, session.today() + timedelta(days=10)) == [f"Women: last met on {last}"]


def test_nothing_of_an_incident_or_a_grave_complaint_stands_in_the_calendar(
    qtbot: QtBot, session: Session, uncleared: Session
) -> None:
    incident = save(session, "incident", happened_on=on(session, -20), type="threat", place=HERE,
                    summary="Traders were threatened")  # fmt: skip
    save(session, "feedback", received_on=on(session, -20), level=7, place=HERE, summary="Danger")
    save(session, "escalation", reason="Decide", level="head_of_mission", incident=incident,
         raised_on=on(session, 0), due_on=on(session, 0), place=HERE)  # fmt: skip
    page = read(qtbot, session)

    assert titles(page, session.today()) == ["A referral is due", "Decide"]
    shown = [(item.kind, item.record) for item in items(page.list)]
    assert shown[0] == ("", "")
    page.shape.button(LIST).click()
    everything = " ".join(f"{i.title} {i.about} {i.kind}" for i in items(page.agenda))
    for word in ("Traders", "hreat", "Incident", "incident", "Danger", "Feedback"):
        assert word not in everything
    assert "KE0104" not in items(page.list)[0].about
    with qtbot.waitSignal(page.attention):
        page.list.setCurrentIndex(page.list.model().index(0, 0))
        qtbot.keyClick(page.list, Qt.Key.Key_Return)

    assert titles(read(qtbot, uncleared), session.today()) == ["Decide"]


def test_weeks_begin_as_usual_where_the_language_is_at_home(look: Look, arabic: Look) -> None:
    assert week(look.language) == (0, frozenset({5, 6}))
    assert week(arabic.language) == (5, frozenset({4, 5}))
    weeks = weeks_of(date(2027, 2, 10), 0)
    assert (weeks[0][0], weeks[-1][-1]) == (date(2027, 2, 1), date(2027, 2, 28))
    assert len(weeks_of(date(2026, 8, 31), 0)) == 6


def test_a_cell_that_has_no_room_counts_what_it_leaves_out(qtbot: QtBot, session: Session) -> None:
    for number in range(9):
        save(session, "meeting", title=f"Meeting {number}", held_on=on(session, 0))
    page = read(qtbot, session)
    before = page.month.grab().toImage()
    cell = page.month.days.index_of(session.today()).data(MonthModel.CELL_ROLE)
    assert len(cell.signs) == 9
    where = page.month.visualRect(page.month.days.index_of(session.today()))
    end = where.adjusted(where.width() - 40, 36, -4, 24 - where.height() + 34)
    inks = {
        before.pixelColor(x, y).name()
        for x in range(end.left(), end.right())
        for y in range(end.top(), end.bottom())
    }
    assert session.look.colour("accent").name() in inks
