"""Ownership and results: each figure opens to the records behind it, and each record opens."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.pages.results import ResultsPage
from fieldapp.ui.pages.results_parts import INDICATORS, OWNERSHIP, PEOPLE, POWER, SEASONS
from fieldapp.ui.record_list import RecordList
from fieldapp.ui.session import Session

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069\u200e\u200f"))


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


def said(page: ResultsPage) -> str:
    return "\n".join(line.accessibleName() for line in page.lines).translate(ISOLATES)


def texts(page: ResultsPage) -> list[str]:
    QApplication.processEvents()  # what was added to a layout is shown by an event
    return [each.text() for each in page.findChildren(QLabel) if each.isVisible()]


def save(session: Session, kind: str, **values: Value) -> str:
    return records.save(session.workspace, Change(kind, values))


def came(session: Session, women: int, men: int) -> list[str]:
    held = session.today().isoformat()
    meeting = save(session, "meeting", title="Council", held_on=held, place="KE0104")
    return [
        save(session, "attendance", meeting=meeting, sex=sex, age_group="18-49", count=count)
        for sex, count in (("female", women), ("male", men))
    ]


def rivals(session: Session) -> tuple[str, str, str]:
    """Two actors against each other, and who mediates with both."""
    elders, herders, women = (
        save(session, "actor", name=name, place="KE0104", influence="much")
        for name in ("Elders", "Herders", "Women's union")
    )
    for one, tie, other in (
        (elders, "rival", herders), (women, "mediates", elders), (women, "mediates", herders),
    ):  # fmt: skip
        save(session, "tie", actor=one, type=tie, other=other)
    return elders, herders, women


def test_a_figure_opens_to_the_records_behind_it_and_a_record_opens(
    qtbot: QtBot, session: Session
) -> None:
    theirs = work(session, "Well", "KE0104", "them")
    ours = work(session, "Road", "KE0104", "us")
    page = read(qtbot, session)
    led = page.lines[0]

    assert "Works that the community leads" in led.accessibleName()
    assert "50%" in led.accessibleName()
    qtbot.mouseClick(page.lines[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(led, Qt.MouseButton.LeftButton)
    assert behind(page) == [theirs, ours]
    assert [line for line in page.lines if line.isChecked()] == [led]
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

    page.show_part(INDICATORS)
    told = said(page)
    for part in ("civilian", "security", "development"):
        assert f"Of {part}" in told
    assert "20 / 80" in told


def test_one_part_is_always_shown(qtbot: QtBot, session: Session) -> None:
    page = read(qtbot, session)

    page.parts.button(OWNERSHIP).click()
    assert page.parts.chosen == (OWNERSHIP,)
    page.parts.button(SEASONS).click()
    assert page.parts.chosen == (SEASONS,)
    assert page.lines == []
    assert "Nothing of this is recorded here." in texts(page)
    assert "How far the community owns what is done" not in texts(page)


def test_security_and_well_being_stand_beside_each_other(qtbot: QtBot, session: Session) -> None:
    save(session, "indicator", name="Road open", about="freedom_of_movement", work="security")
    page = read(qtbot, session)
    page.show_part(INDICATORS)
    assert "Shown when there are indicators of both." in texts(page)

    save(session, "indicator", name="Trust", about="trust", work="civilian")
    with qtbot.waitSignal(page.read):
        page.refresh()
    QApplication.processEvents()
    assert [line.accessibleName().split(".")[0] for line in page.lines[:2]] == [
        "Road open", "Trust",
    ]  # fmt: skip
    assert page.lines[0].y() == page.lines[1].y()
    assert page.lines[0].x() < page.lines[1].x()


def test_who_came_is_told_by_sex_and_age_and_opens_to_its_records(
    qtbot: QtBot, session: Session
) -> None:
    rows = came(session, women=12, men=20)
    page = read(qtbot, session)

    page.show_part(PEOPLE)
    assert "Female, 18 to 49 years: 12" in said(page)
    page.lines[0].click()
    assert sorted(behind(page)) == sorted(rows)


def test_too_few_people_are_not_counted_on_the_page(qtbot: QtBot, session: Session) -> None:
    came(session, women=2, men=20)
    page = read(qtbot, session)

    page.show_part(PEOPLE)
    page.place.show_answer("KE0104")
    with qtbot.waitSignal(page.read):
        page.place.edited.emit()
    assert "Female: Too few to show" in said(page)
    assert "20" not in said(page).replace("22", "")


def test_a_season_of_the_next_year_tells_who_cannot_come(qtbot: QtBot, session: Session) -> None:
    first, last = (session.today() + timedelta(days=days) for days in (300, 320))
    days = {"from_on": first.isoformat(), "until_on": last.isoformat()}
    harvest = save(session, "season", name="Harvest", type="harvest", groups=("women",), **days)
    page = read(qtbot, session)

    page.show_part(SEASONS)
    assert "Harvest" in said(page)
    assert "Cannot come: Women" in said(page)
    assert session.look.language.short_day(first) in said(page)
    page.lines[0].click()
    assert behind(page) == [harvest]


def test_the_power_map_tells_who_mediates_in_a_contest(qtbot: QtBot, session: Session) -> None:
    actors = rivals(session)
    page = read(qtbot, session)

    page.show_part(POWER)
    assert "Influence: Much" in said(page)
    assert "Mediates with both: Women's union" in said(page)
    contest = next(line for line in page.lines if "with both" in line.accessibleName())
    contest.click()
    assert set(actors) < set(behind(page))


def test_influence_and_ties_are_not_for_everybody(qtbot: QtBot, uncleared: Session) -> None:
    rivals(uncleared)
    page = read(qtbot, uncleared)

    page.show_part(POWER)
    assert "Influence and ties are for others to read." in texts(page)
    assert "Elders" in said(page)
    for secret in ("Much", "Rival", "Mediates", "Contested", "No tie"):
        assert secret not in said(page)


def test_less_than_the_usual_share_is_told_of_the_place_chosen(
    qtbot: QtBot, session: Session
) -> None:
    for code, works in (("KE0104", 4), ("KE0105", 4), ("KE0107", 1)):
        save(session, "place", name=f"Village {code}", pcode=code, type="village")
        for number in range(works):
            work(session, f"Work {number}", code, "us")
    page = read(qtbot, session)
    assert "of the usual share" in said(page)

    page.place.show_answer("KE0104")
    with qtbot.waitSignal(page.read):
        page.place.edited.emit()
    assert "of the usual share" not in said(page)


def test_what_a_page_of_its_own_shows_is_one_click_away(qtbot: QtBot, session: Session) -> None:
    page = read(qtbot, session)
    assert not page.elsewhere.isVisible()

    led = []
    page.page_wanted.connect(led.append)
    for part in (SEASONS, POWER, INDICATORS):
        page.show_part(part)
        assert page.elsewhere.isVisible()
        page.elsewhere.click()
    assert led == ["calendar", "power_map", "planning"]
    page.show_part(OWNERSHIP)
    assert not page.elsewhere.isVisible()
