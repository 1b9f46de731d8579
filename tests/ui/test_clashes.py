from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.clashes import ClashCard, ClashWindow, clash_cards
from fieldapp.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def clashing(workspace: Workspace) -> str:
    """A meeting that two people gave another title without knowing of each other."""
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for title in ("B", "C"):
        records.save(workspace, Change("meeting", {"title": title}, record, base=seen))
    return record


def card(qtbot: QtBot, session: Session, record: str) -> ClashCard:
    shown = session.disclosed(records.load(session.workspace, "meeting", record))
    (made,) = clash_cards(session, shown)
    qtbot.addWidget(made)
    return made


def test_both_answers_stand_side_by_side_with_who_gave_them(
    qtbot: QtBot, session: Session, clashing: str
) -> None:
    said = [label.text() for label in card(qtbot, session, clashing).findChildren(QLabel)]

    assert {"B", "C"} <= set(said)
    assert sum("Amina" in text for text in said) == 2


@pytest.mark.parametrize("number", [0, 1])
def test_one_answer_is_kept_and_the_other_stays_in_the_history(
    qtbot: QtBot, session: Session, clashing: str, number: int
) -> None:
    made = card(qtbot, session, clashing)
    wanted = records.load(session.workspace, "meeting", clashing).clashes["title"][number].value

    with qtbot.waitSignal(made.settled):
        qtbot.mouseClick(made.keep_buttons[number], LEFT)

    now = records.load(session.workspace, "meeting", clashing)
    assert now.values["title"] == wanted
    assert not now.clashes
    told = [fact.values.get("title") for fact in records.history(session.workspace, clashing)]
    assert {"A", "B", "C"} <= set(told)


def test_a_third_answer_can_be_written(qtbot: QtBot, session: Session, clashing: str) -> None:
    made = card(qtbot, session, clashing)
    assert not made.third_button.isEnabled()
    qtbot.keyClicks(made.third.control, "B and C")

    with qtbot.waitSignal(made.settled):
        qtbot.mouseClick(made.third_button, LEFT)

    now = records.load(session.workspace, "meeting", clashing)
    assert (now.values["title"], now.clashes) == ("B and C", {})


def test_a_third_answer_that_cannot_be_is_told_and_settles_nothing(
    qtbot: QtBot, session: Session, workspace: Workspace
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for day in ("2026-11-02", "2026-11-03"):
        records.save(workspace, Change("meeting", {"held_on": day}, record, base=seen))
    made = card(qtbot, session, record)
    qtbot.keyClicks(made.third.control, "31/02/2026")

    with qtbot.assertNotEmitted(made.settled):
        qtbot.mouseClick(made.third_button, LEFT)

    assert "This is not a date" in made.third.control.accessibleDescription()
    assert records.load(workspace, "meeting", record).clashes


def test_a_restricted_clash_is_shown_only_to_whoever_may_read_it_and_once_it_is_revealed(
    session: Session, uncleared: Session, workspace: Workspace
) -> None:
    record = records.save(workspace, Change("incident", {"type": "threat", "account": "A"}))
    seen = records.load(workspace, "incident", record).heads
    for account in ("CANARY 1", "CANARY 2"):
        records.save(workspace, Change("incident", {"account": account}, record, base=seen))
    found = records.load(workspace, "incident", record)

    revealed = replace(session, reader=session.reader.without_mask())

    assert len(clash_cards(revealed, revealed.disclosed(found))) == 1
    assert clash_cards(session, session.disclosed(found)) == []
    assert clash_cards(uncleared, uncleared.disclosed(found)) == []


def test_the_window_closes_when_the_last_clash_is_settled(
    qtbot: QtBot, session: Session, clashing: str
) -> None:
    shown = session.disclosed(records.load(session.workspace, "meeting", clashing))
    from PySide6.QtWidgets import QWidget

    parent = QWidget()
    qtbot.addWidget(parent)
    window = ClashWindow(parent, session, shown)
    window.open()

    with qtbot.waitSignals([window.settled, window.accepted]):
        qtbot.mouseClick(window.cards[0].keep_buttons[0], LEFT)
