"""The power map: walked along with keys, ties in words, nothing for who may not read them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import Value
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.look import Look
from fieldapp.ui.pages.power_map import LIST, PowerMapPage
from fieldapp.ui.pages.power_map_view import Actor, PowerView
from fieldapp.ui.record_list import Item, RecordList
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069\u200e\u200f"))


def save(session: Session, kind: str, **values: Value) -> str:
    return records.save(session.workspace, Change(kind, values))


def village(session: Session) -> dict[str, str]:
    """Elders in the middle, herders their rivals, a union that mediates with both, a lone desk."""
    found = {
        name: save(session, "actor", name=name, component=part, influence=influence, place="KE0104")
        for name, part, influence in (
            ("Elders", "customary", "decisive"),
            ("Herders", "business", "some"),
            ("Union", "women", "much"),
            ("Desk", "humanitarian", "little"),
        )
    }
    for one, tie, other in (
        ("Elders", "rival", "Herders"), ("Union", "mediates", "Elders"),
        ("Union", "mediates", "Herders"),
    ):  # fmt: skip
        found[f"{one} {other}"] = save(
            session, "tie", actor=found[one], type=tie, other=found[other], strength="much"
        )
    return found


def read(qtbot: QtBot, session: Session) -> PowerMapPage:
    page = PowerMapPage(session)
    qtbot.addWidget(page)
    page.resize(1130, 700)
    with qtbot.waitSignal(page.read):
        page.show()
    return page


def items(view: RecordView) -> list[Item]:
    model = view.model()
    return [model.index(row, 0).data(RecordList.ITEM_ROLE) for row in range(model.rowCount())]


def texts(page: PowerMapPage) -> str:
    found = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    return "\n".join(found).translate(ISOLATES)


def test_one_walks_along_ties_and_each_is_said_in_words(qtbot: QtBot, session: Session) -> None:
    ids = village(session)
    page = read(qtbot, session)
    view = page.view
    view.setFocus()

    assert view.chosen == ids["Elders"]
    told = view.accessibleName().translate(ISOLATES)
    assert "Elders · Customary authority · Influence: Decisive · Contested" in told
    said = {(item.title, item.state.word, item.record) for item in items(page.ties)}
    assert said == {
        ("Herders", "Rival of", ids["Elders Herders"]),
        ("Union", "Mediates between", ids["Union Elders"]),
    }
    assert "From them" in next(i.about for i in items(page.ties) if i.title == "Union")

    walked = set()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right):
        view.choose(ids["Elders"])
        qtbot.keyClick(view, key)
        walked.add(view.chosen)
    assert {ids["Herders"], ids["Union"]} <= walked
    view.choose(ids["Elders"])
    seen = set()
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        seen.add(view.chosen)
    assert seen == {ids[name] for name in ("Elders", "Herders", "Union", "Desk")}
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert view.chosen == ids["Elders"]
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == ["actor", ids["Elders"]]
    with qtbot.waitSignal(page.opened) as opened:
        page.ties.setCurrentIndex(page.ties.model().index(0, 0))
        qtbot.keyClick(page.ties, Qt.Key.Key_Return)
    assert opened.args[0] == "tie"

    union = view.place_of(ids["Union"]).toPoint() - QPoint(0, 18)
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=union)
    assert view.chosen == ids["Union"]
    assert "Mediates" in texts(page)


def test_the_list_says_the_same_and_another_place_has_others(
    qtbot: QtBot, session: Session
) -> None:
    ids = village(session)
    page = read(qtbot, session)
    assert session.sight.is_confidential

    page.shape.button(LIST).click()
    assert page.everybody.isVisible()
    names = [item.title for item in items(page.everybody)]
    assert (names[0], sorted(names)) == ("Elders", ["Desk", "Elders", "Herders", "Union"])
    page.everybody.setCurrentIndex(page.everybody.model().index(names.index("Desk"), 0))
    assert page.view.chosen == ids["Desk"]
    assert "No tie recorded" in texts(page)

    page.place.show_answer("KE0107")
    with qtbot.waitSignal(page.read):
        page.place.edited.emit()
    assert "No actor is recorded here." in texts(page)
    assert not page.open_button.isEnabled()
    with qtbot.waitSignal(page.begun) as begun:
        page.new_button.click()
    assert begun.args == ["actor", {"place": "KE0107"}]


def test_who_may_not_read_ties_sees_actors_and_no_sign_of_a_tie(
    qtbot: QtBot, uncleared: Session
) -> None:
    village(uncleared)
    page = read(qtbot, uncleared)

    assert "Influence and ties are for others to read." in texts(page)
    names = [item.title for item in items(page.everybody)]
    assert sorted(names) == ["Desk", "Elders", "Herders", "Union"]
    told = texts(page) + page.view.accessibleName()
    told += "".join(item.about + item.state.word for item in items(page.everybody))
    for word in ("Rival", "Mediates", "Contested", "No tie", "Influence:", "Decisive"):
        assert word not in told
    assert items(page.ties) == []
    assert not uncleared.sight.is_confidential


def test_closer_away_and_mirrored(qtbot: QtBot, look: Look, arabic: Look) -> None:
    actors = [
        Actor(name, name, "women", 2, "", "", name, at)
        for name, at in (("a", (0.0, 0.0)), ("b", (300.0, 0.0)), ("c", (300.0, 200.0)))
    ]
    views = []
    for each in (look, arabic):
        view = PowerView(each, "Power map")
        qtbot.addWidget(view)
        view.resize(600, 400)
        view.show_map(actors, [])
        views.append(view)
    plain, mirrored = views

    assert plain.place_of("a").x() < plain.place_of("b").x()
    assert mirrored.place_of("a").x() > mirrored.place_of("b").x()
    qtbot.keyClick(mirrored, Qt.Key.Key_Left)
    assert mirrored.chosen == "b"
    far = plain.place_of("b").x() - plain.place_of("a").x()
    qtbot.keyClick(plain, Qt.Key.Key_Plus)
    assert plain.place_of("b").x() - plain.place_of("a").x() > far * 1.2
    for _ in range(12):
        qtbot.keyClick(plain, Qt.Key.Key_Plus)
    qtbot.keyClick(plain, Qt.Key.Key_Right)
    assert plain.rect().contains(plain.place_of("b").toPoint())
    qtbot.keyClick(plain, Qt.Key.Key_0)
    assert plain.place_of("b").x() - plain.place_of("a").x() == far
