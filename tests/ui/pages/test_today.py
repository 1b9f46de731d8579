"""The first page: every count and line leads to what it tells of, by keys; nothing in confidence
is in its words."""

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fieldapp.store import drafts, records
from fieldapp.store.records import Change
from fieldapp.sync.mission import found_mission
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.pages.today import (
    CLASHES,
    COMING,
    DRAFTS,
    FIRST,
    LATE,
    LINES,
    UNHEARD,
    UNSENT,
    VISITS,
    TodayPage,
)
from fieldapp.ui.pages.today import SEASONS as SEASONS_NOW
from fieldapp.ui.session import Session

LEFT = Qt.MouseButton.LeftButton
GOROM = "XX0101"


def on(session: Session, days: int) -> str:
    day: str = (session.today() + timedelta(days=days)).isoformat()
    return day


def save(session: Session, kind: str, **values: object) -> str:
    return records.save(session.workspace, Change(kind, values))  # type: ignore[arg-type]


def promise(session: Session, days: int, **values: str) -> str:
    given = {"promised_by": "us", "what": f"In {days}", "due_on": on(session, days), **values}
    return save(session, "commitment", **given)


def read(qtbot: QtBot, session: Session, width: int = 1100) -> TodayPage:
    page = TodayPage(session)
    qtbot.addWidget(page)
    page.resize(width, 700)
    page.show()
    with qtbot.waitSignal(page.read):
        pass
    return page


def lines(page: TodayPage, card: str) -> list[LineButton]:
    return page.cards[card].findChildren(LineButton)


def said(page: TodayPage) -> str:
    return "\n".join(each.text() for each in page.findChildren(QLabel))


def test_where_somebody_is_who_spoke_in_confidence_is_not_on_the_page(
    qtbot: QtBot, session: Session
) -> None:
    save(session, "place", name="Gorom", pcode=GOROM)
    session.names.learn_place(GOROM, "Gorom")
    open_since = {"received_on": on(session, -90), "status": "open", "place": GOROM}
    save(session, "feedback", level=5, summary="A driver", **open_since)
    page = read(qtbot, session)
    assert len(lines(page, LATE)) == 1
    assert "Gorom" not in said(page)

    save(session, "feedback", level=2, summary="Late answer", **open_since)
    assert "Gorom" in said(read(qtbot, session))


def test_counts_tell_how_much_and_lead_to_it(qtbot: QtBot, session: Session) -> None:
    promise(session, -2)
    promise(session, -3)
    promise(session, 5)
    save(session, "place", name="Gorom", pcode=GOROM, groups=("women",))
    page = read(qtbot, session)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)

    told = {name: each.accessibleName() for name, each in page.figures.items()}
    assert told[LATE].startswith("Over its time: 2")
    assert told[COMING].startswith("Coming up: 1")
    assert told[UNHEARD].startswith("Groups not heard: 2")
    assert "in 1 place" in told[UNHEARD]
    assert told[UNSENT].startswith("To be sent: 4")
    assert "Never synced" in told[UNSENT]
    qtbot.mouseClick(page.figures[UNHEARD], LEFT)
    assert lines(page, UNHEARD)[0].hasFocus()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        qtbot.keyClick(page.figures[UNSENT], Qt.Key.Key_Return)
    assert wanted.args == ["sync"]


def test_every_line_opens_what_it_tells_of(qtbot: QtBot, session: Session) -> None:
    late, soon = promise(session, -2, place=GOROM), promise(session, 3)
    place = save(session, "place", name="Gorom", pcode=GOROM, groups=("women",))
    visit = save(session, "meeting", title="Talk", held_on=on(session, 4), place=GOROM)
    rains = save(
        session, "season", name="R", type="rains", from_on=on(session, -1), place=GOROM,
        until_on=on(session, 40), groups=("youth",),
    )  # fmt: skip
    clash = save(session, "deliverable", title="Well", status="planned")
    heads = records.load(session.workspace, "deliverable", clash).heads
    for status in ("ongoing", "suspended"):
        change = Change("deliverable", {"status": status}, clash, base=heads)
        records.save(session.workspace, change)
    drafts.keep(session.workspace, "d1", "meeting", {"answers": {"title": "Half written"}})
    page = read(qtbot, session)

    expected = {
        LATE: ("commitment", late), COMING: ("commitment", soon), UNHEARD: ("place", place),
        VISITS: ("meeting", visit), SEASONS_NOW: ("season", rains),
        CLASHES: ("deliverable", clash), DRAFTS: ("meeting", "d1"),
    }  # fmt: skip
    assert page.cards.keys() == expected.keys()
    for card, target in expected.items():
        with qtbot.waitSignal(page.opened) as opened:
            qtbot.keyClick(lines(page, card)[0], Qt.Key.Key_Return)
        assert tuple(opened.args) == target, card
    assert "Half written" in lines(page, DRAFTS)[0].accessibleName()
    assert "in 4 days" in lines(page, VISITS)[0].accessibleName()
    assert "Cannot come: Youth" in lines(page, SEASONS_NOW)[0].accessibleName()
    assert "Keep a promise" in lines(page, LATE)[0].accessibleName()


def test_j_and_k_and_the_arrows_go_from_line_to_line(qtbot: QtBot, session: Session) -> None:
    for days in (-3, -2, 1):
        promise(session, days)
    page = read(qtbot, session)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    first, second, third = *lines(page, LATE), *lines(page, COMING)
    page.setFocus()

    def pressed(*keys: Qt.Key) -> object:
        for key in keys:
            focus = QApplication.focusWidget()
            assert focus is not None
            qtbot.keyClick(focus, key)
        return QApplication.focusWidget()

    assert pressed(Qt.Key.Key_J) is first
    assert pressed(Qt.Key.Key_Down) is second
    assert pressed(Qt.Key.Key_J, Qt.Key.Key_J) is third  # it stays at the last
    assert pressed(Qt.Key.Key_K, Qt.Key.Key_Up, Qt.Key.Key_K) is first


def test_the_rest_of_a_card_is_one_press_away(qtbot: QtBot, session: Session) -> None:
    for days in range(LINES + 3):
        promise(session, -days - 1)
    page = read(qtbot, session)
    [more] = [each for each in page.cards[LATE].findChildren(QPushButton)
              if "3 more" in each.accessibleName()]  # fmt: skip
    assert len(lines(page, LATE)) == LINES

    qtbot.mouseClick(more, LEFT)

    assert len(lines(page, LATE)) == LINES + 3
    assert not more.isVisible()


def test_cards_stand_in_two_columns_of_like_height_and_in_one_where_it_is_narrow(
    qtbot: QtBot, session: Session
) -> None:
    for days in (-3, -2, -1, 1, 2, 3):
        promise(session, days)
    page = read(qtbot, session)

    late, coming = page.cards[LATE], page.cards[COMING]
    assert (
        late.mapTo(page, late.rect().topLeft()).y()
        == coming.mapTo(page, coming.rect().topLeft()).y()
    )
    assert late.height() == coming.height()
    page.resize(560, 700)
    qtbot.waitUntil(
        lambda: (
            coming.mapTo(page, coming.rect().topLeft()).y()
            > late.mapTo(page, late.rect().bottomLeft()).y()
        )
    )
    assert page.horizontalScrollBar().maximum() == 0


def test_what_was_told_in_confidence_is_counted_without_its_words(
    qtbot: QtBot, session: Session, uncleared: Session
) -> None:
    save(
        session, "feedback", received_on=on(session, -9), level=6, status="open",
        summary="CANARY", place=GOROM,
    )  # fmt: skip
    save(
        session, "incident", happened_on=on(session, -9), type="threat", summary="CANARY",
        place=GOROM,
    )  # fmt: skip
    written = {"answers": {"level": 6, "summary": "CANARY"}}
    drafts.keep(session.workspace, "d1", "feedback", written)
    cleared, other = read(qtbot, session), read(qtbot, uncleared)

    assert "Tell them that it was heard" in said(cleared)
    assert "Offer a referral" in said(cleared)
    for page in (cleared, other):
        assert "CANARY" not in said(page)
        assert "hreat" not in said(page)
    assert "Offer a referral" not in said(other)


def test_a_day_without_work_says_so(qtbot: QtBot, session: Session) -> None:
    save(session, "place", name="Gorom", pcode=GOROM)
    page = read(qtbot, session)

    assert page.cards == {}
    assert "Nothing is to be done today." in said(page)


def test_where_nothing_was_written_yet_the_page_leads_to_what_comes_first(
    qtbot: QtBot, session: Session
) -> None:
    page = read(qtbot, session)

    assert "Everybody was heard" not in said(page)
    found = {each.accessibleName().partition(".")[0]: each for each in lines(page, FIRST)}
    card = page.cards[FIRST]
    page.resize(1000, 1400)
    qtbot.waitUntil(lambda: page.widget().height() > 1300)
    assert card.height() <= card.heightForWidth(card.width()) + 2
    assert list(found) == [
        "Join the mission", "Write down the first place", "Record the first meeting",
    ]  # fmt: skip
    with qtbot.waitSignal(page.page_wanted) as wanted:
        qtbot.keyClick(found["Write down the first place"], Qt.Key.Key_Return)
    assert wanted.args == ["place"]

    page.resize(1100, 700)
    page.show()
    card = page.cards[FIRST]
    qtbot.waitUntil(lambda: card.height() == card.heightForWidth(card.width()))


def test_whoever_founded_the_mission_is_led_to_let_colleagues_in(
    qtbot: QtBot, session: Session
) -> None:
    found_mission(session.workspace, "Gorom area")
    page = read(qtbot, session)
    names = [each.accessibleName() for each in lines(page, FIRST)]

    assert not any(name.startswith("Join") for name in names)
    assert any(name.startswith("Let colleagues in") for name in names)
