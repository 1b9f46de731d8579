"""The map page: places as they stand, chosen once for map, list and card; nothing in confidence."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.domain.outline import encode
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.map.plane import on_plane
from fieldapp.ui.map.table import MET, NAME, STANDING, PlaceTable
from fieldapp.ui.pages.map import MapPage
from fieldapp.ui.session import Session

GOROM, KELDA = "XX0101", "XX0102"
LEFT = Qt.MouseButton.LeftButton


def save(session: Session, kind: str, **values: object) -> str:
    return records.save(session.workspace, Change(kind, values))  # type: ignore[arg-type]


def ago(session: Session, days: int) -> str:
    day: str = (session.today() - timedelta(days=days)).isoformat()
    return day


def village(session: Session) -> dict[str, str]:
    """Fill in two places, one of them without a position, and what was done there."""
    gorom = save(session, "place", name="Gorom", pcode=GOROM, latitude=5.0, longitude=30.0)
    save(session, "place", name="Kelda", pcode=KELDA, groups=("women",))
    save(session, "meeting", title="Talk", held_on=ago(session, 200), place=GOROM, type="council")
    square = ((29.0, 4.0), (31.0, 4.0), (31.0, 6.0), (29.0, 6.0))
    outline = encode([square])
    save(session, "boundary", name="East", type="adm1", place="XX01", outline=outline)
    work = save(
        session, "deliverable", title="Well", place=GOROM, status="ongoing",
        planned_end=ago(session, 3),
    )  # fmt: skip
    for days in (30, 31):
        save(
            session, "feedback", received_on=ago(session, days), level=2, status="open",
            place=GOROM,
        )  # fmt: skip
    return {"place": gorom, "deliverable": work}


def in_confidence(session: Session) -> None:
    """Fill in what no map may tell of."""
    save(session, "incident", happened_on=ago(session, 9), type="threat", place=KELDA)
    save(
        session, "feedback", received_on=ago(session, 90), level=6, status="open", place=KELDA,
        summary="CANARY",
    )  # fmt: skip


def read(qtbot: QtBot, session: Session) -> MapPage:
    page = MapPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 660)
    page.show()
    with qtbot.waitSignal(page.read):
        pass
    return page


def rows(page: MapPage) -> dict[str, tuple[str, str, str]]:
    model = page.list.model()
    return {
        model.index(n, 0).data(PlaceTable.PLACE_ROLE): tuple(
            model.index(n, column).data() for column in (NAME, STANDING, MET)
        )
        for n in range(model.rowCount())
    }


def said(page: MapPage) -> str:
    return "\n".join(each.text() for each in page.card.findChildren(QLabel))


def test_places_are_told_as_they_stand_in_the_matter_chosen(qtbot: QtBot, session: Session) -> None:
    village(session)
    page = read(qtbot, session)

    assert {place: row[1] for place, row in rows(page).items()} == {
        GOROM: "Long not heard", KELDA: "Some not heard",
    }  # fmt: skip
    assert "not on the map" in rows(page)[KELDA][0]
    assert rows(page)[KELDA][2] == "none yet"
    assert page.map.sight.shown.contains(30.0, -5.0)
    qtbot.mouseClick(page.matters.button("works"), LEFT)
    assert {place: row[1] for place, row in rows(page).items()} == {
        GOROM: "Late", KELDA: "No works",
    }  # fmt: skip
    qtbot.mouseClick(page.matters.button("works"), LEFT)  # one matter is always shown
    assert rows(page)[GOROM][1] == "Late"
    qtbot.mouseClick(page.matters.button("feedback"), LEFT)
    assert rows(page)[GOROM][1] == "Answer overdue"


def test_a_place_is_chosen_once_for_map_list_and_card(qtbot: QtBot, session: Session) -> None:
    ids = village(session)
    page = read(qtbot, session)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    qtbot.mouseClick(page.map, LEFT, pos=page.map.sight.pixel(on_plane((30.0, 5.0))).toPoint())
    assert page.list.currentIndex().data(PlaceTable.PLACE_ROLE) == GOROM
    assert "200 days ago" in said(page)
    assert "a few" in said(page)  # two people spoke, too few to be counted aloud
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    assert page.list.currentIndex().data(PlaceTable.PLACE_ROLE) == KELDA
    assert page.map.chosen == ""  # it has no position
    assert "Kelda" in said(page)
    qtbot.keyClick(page.list, Qt.Key.Key_Up)
    assert page.map.chosen == GOROM

    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert page.card.meeting_button.hasFocus()
    for press, signal, carried in (
        (page.card.meeting_button, page.meeting_wanted, [GOROM]),
        (page.card.paper_button, page.paper_wanted, [GOROM]),
        (page.card.open_button, page.opened, ["place", ids["place"]]),
    ):
        with qtbot.waitSignal(signal) as wanted:
            qtbot.keyClick(press, Qt.Key.Key_Space)
        assert wanted.args == carried
    late = next(each for each in page.card.lines if "to be finished" in each.accessibleName())
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(late, Qt.Key.Key_Return)
    assert opened.args == ["deliverable", ids["deliverable"]]


def test_nothing_told_in_confidence_is_on_the_map_whoever_looks(
    qtbot: QtBot, session: Session
) -> None:
    village(session)
    without = rows(read(qtbot, session))
    in_confidence(session)
    page = read(qtbot, session)

    assert rows(page) == without
    qtbot.mouseClick(page.matters.button("feedback"), LEFT)
    assert rows(page)[KELDA][1] == "No feedback"
    page.choose(KELDA)
    assert "No feedback" in said(page)
    assert "CANARY" not in said(page)
    assert "ncident" not in said(page)
    assert len(page.card.lines) == 2  # the council and the women were never heard


def test_it_scrolls_rather_than_cuts_where_there_is_little_room(
    qtbot: QtBot, session: Session
) -> None:
    village(session)
    page = read(qtbot, session)

    page.resize(1027, 556)  # what is left of 1093 by 614
    page.choose(GOROM)
    assert page.verticalScrollBar().maximum() == 0
    page.resize(617, 326)  # at 200 per cent
    assert page.horizontalScrollBar().maximum() <= 160
    assert page.verticalScrollBar().maximum() > 0
    assert page.map.height() >= 206
    assert page.card.height() >= 190


def test_without_places_it_says_how_to_get_some(qtbot: QtBot, session: Session) -> None:
    page = read(qtbot, session)

    assert not page.map.isVisible()
    words = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert "No place yet" in words
    with qtbot.waitSignal(page.new_wanted):
        qtbot.mouseClick(page.new_button, LEFT)
    with qtbot.waitSignal(page.all_wanted):
        qtbot.mouseClick(page.all_button, LEFT)
