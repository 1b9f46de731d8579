"""The planning board: what stands on its cards, and moving one by the rules of the form."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.signals.time_limits import risk_size
from fieldapp.store import records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.pages.planning import PlanningPage
from fieldapp.ui.pages.planning_cards import judged
from fieldapp.ui.pages.planning_lanes import DecisionLane, Lane, RiskLane
from fieldapp.ui.pages.planning_matrix import MatrixModel
from fieldapp.ui.pages.planning_moves import steps_from
from fieldapp.ui.record_list import Item, RecordList
from fieldapp.ui.session import Session
from tests.ui.conftest import CHEAP, PASSPHRASE

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

ISOLATES = dict.fromkeys(map(ord, "\u2068\u2069\u200e\u200f"))
HERE, ELSEWHERE = "KE0104", "KE0107"


def save(session: Session, kind: str, **values: Value) -> str:
    return records.save(session.workspace, Change(kind, values))


def on(session: Session, days: int) -> str:
    return (session.today() + timedelta(days=days)).isoformat()


def read(qtbot: QtBot, session: Session, width: int = 1150, height: int = 710) -> PlanningPage:
    page = PlanningPage(session)
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitSignal(page.read):
        page.show()
    return page


def items(lane: Lane) -> list[Item]:
    model = lane.cards.model()
    found = (model.index(row, 0).data(RecordList.ITEM_ROLE) for row in range(model.rowCount()))
    return list(found)


def said(lane: Lane) -> list[tuple[str, str, str]]:
    return [(i.title, i.about.translate(ISOLATES), i.state.word) for i in items(lane)]


def status(session: Session, record: str, name: str = "status") -> Value:
    found = records.find(session.workspace, record)
    assert found is not None
    return found.values.get(name)


def offered(qtbot: QtBot, page: PlanningPage, kind: str, row: int = 0) -> dict[str, str]:
    """Ask by key for the states that a card can go to, and return them by their words."""
    cards = page.lanes[kind].cards
    cards.setCurrentIndex(cards.model().index(row, 0))
    page.menu = None
    qtbot.keyClick(cards, Qt.Key.Key_M)
    if page.menu is None:
        return {}
    return {action.text(): action.data() for action in page.menu.actions()}


def move(qtbot: QtBot, page: PlanningPage, kind: str, word: str) -> str:
    """Move the first card by key, and return what is told."""
    assert word in offered(qtbot, page, kind)
    menu = page.menu
    assert menu is not None
    with qtbot.waitSignal(page.moved):
        while menu.activeAction().text() != word:
            qtbot.keyClick(menu, Qt.Key.Key_Down)
        qtbot.keyClick(menu, Qt.Key.Key_Return)
    boxes = [each for each in page.findChildren(QMessageBox) if each.isVisible()]
    for box in boxes:
        box.close()
    if boxes:
        return f"{boxes[0].text()} {boxes[0].informativeText()}"
    return page.findChildren(Toast)[-1].accessibleName().translate(ISOLATES)


@pytest.fixture
def officer(workspace: Workspace, tmp_path: Path) -> Workspace:
    """The workspace of the test, after it has joined somebody's mission as an officer's."""
    other, _ = workspaces.create(tmp_path / "founder", PASSPHRASE, "Josef", cost=CHEAP)
    found_mission(other, "Kelda area")
    join(workspace, invite(other, request_enrolment(workspace), "officer", ""))
    workspaces.close(other)
    return workspace


def test_risks_stand_in_a_matrix_and_a_field_narrows_the_cards(
    qtbot: QtBot, session: Session
) -> None:
    for title, likely, bad, place, state in (
        ("Road cut", "5", "4", HERE, "open"), ("One well", "5", "4", ELSEWHERE, "treated"),
        ("Cement", "2", "3", HERE, "open"), ("Over", "5", "5", HERE, "closed"),
    ):  # fmt: skip
        save(session, "risk", title=title, likelihood=likely, impact=bad, place=place, status=state)
    save(session, "risk", title="Mast", likelihood="5", impact="5", likelihood_after="1",
         impact_after="2")  # fmt: skip
    save(session, "risk", title="Unjudged", likelihood="5")
    page = read(qtbot, session)
    lane = page.lanes["risk"]
    assert isinstance(lane, RiskLane)
    for model in (lane.matrix.fields, lane.cards.model()):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, page)

    assert [title for title, _, _ in said(lane)] == [
        *sorted(["Road cut", "One well"], key=[i.title for i in items(lane)].index),
        "Cement", "Mast", "Unjudged",
    ]  # fmt: skip
    assert said(lane)[0][1].startswith("20 of 25 · High")
    assert said(lane)[-1][1] == "Not judged yet"
    assert page.findChild(QLabel) is not None
    fields = lane.matrix.fields
    counts = {
        fields.index(row, column).data(MatrixModel.FIELD_ROLE): fields.index(row, column).data()
        for row in range(5)
        for column in range(5)
    }
    assert {field: n for field, n in counts.items() if n} == {(5, 4): "2", (2, 3): "1", (1, 2): "1"}
    told = fields.index(0, 3).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "How likely: 5 Very likely. How bad: 4 Severe. Risks: 2. High"

    lane.matrix.setCurrentIndex(fields.index(0, 4))
    qtbot.keyClick(lane.matrix, Qt.Key.Key_Left)
    qtbot.keyClick(lane.matrix, Qt.Key.Key_Return)
    assert sorted(title for title, _, _ in said(lane)) == ["One well", "Road cut"]
    qtbot.keyClick(lane.matrix, Qt.Key.Key_Escape)
    assert len(items(lane)) == 5
    page.place.show_answer(ELSEWHERE)
    page.place.edited.emit()
    assert [title for title, _, _ in said(lane)] == ["One well"]
    with qtbot.waitSignal(page.begun) as begun:
        lane.new_button.click()
    assert begun.args == ["risk", {"place": ELSEWHERE}]
    assert lane.board is not None
    for risk in lane.board.ledger.of("risk"):
        field = judged(risk)
        assert risk_size(risk) == (field[0] * field[1] if field else None)


def test_scenarios_decisions_and_escalations_say_who_may_do_what_and_until_when(
    qtbot: QtBot, session: Session
) -> None:
    scenario = save(session, "scenario", title="The border is closed", place=HERE)
    save(session, "scenario", title="All stays calm", place=HERE)
    indicator = save(session, "indicator", name="Trucks a day", place=HERE)
    save(session, "observation", indicator=indicator, observed_on=on(session, -2), value=4)
    save(session, "observation", indicator=indicator, observed_on=on(session, -1), value=90,
         place=ELSEWHERE)  # fmt: skip
    save(session, "trigger", scenario=scenario, title="Few trucks", watch="indicator",
         indicator=indicator, comparison="at_most", threshold=5)  # fmt: skip
    save(session, "trigger", scenario=scenario, title="Shots", watch="incidents",
         comparison="at_least", threshold=3, period=30)  # fmt: skip
    save(session, "pivot", scenario=scenario, action="Buy in the south", status="approved",
         taken_by="team_leader", up_to=900, currency="USD")  # fmt: skip
    feedback = save(session, "feedback", received_on=on(session, -1), level=2, place=HERE)
    save(session, "decision_right", type="pause", role="head_of_office")
    save(session, "decision", what="Pause the road", type="pause", step="proposed", place=HERE,
         consulted=("women",), feedback=feedback)  # fmt: skip
    save(session, "decision", what="Move the desk", type="reassign", step="taken", place=HERE,
         decided_by="team_leader")  # fmt: skip
    save(session, "escalation", reason="Money now", level="head_of_office", place=HERE,
         raised_on=on(session, -30), status="open")  # fmt: skip
    save(session, "escalation", reason="Which well", level="team_leader", place=HERE,
         raised_on=on(session, -2), status="answered", answered_on=on(session, -1))  # fmt: skip
    page = read(qtbot, session)

    lane = page.lanes["scenario"]
    cards = {title: (about, word) for title, about, word in said(lane)}
    assert said(lane)[0][0] == "The border is closed"
    assert said(lane)[-1][0] == "All stays calm"
    assert cards["Few trucks"] == ("Trigger · met when: At most 5 · now 4", "Met")
    assert cards["Shots"][1] == "Not met"
    assert cards["Buy in the south"][1] == "Can be taken"
    assert (
        "may be taken by: Team leader, Head of mission · up to 900 USD"
        in (cards["Buy in the south"][0])
    )
    assert "1 trigger is met" in lane.title.text().translate(ISOLATES)

    decided = page.lanes["decision"]
    assert isinstance(decided, DecisionLane)
    [(title, about, word)] = said(decided)
    assert (title, word) == ("Pause the road", "Proposed")
    assert "may decide: Head of field office, Head of mission" in about
    assert "asked: Women · from a feedback" in about
    decided.how_far.button("taken").click()
    assert said(decided)[0][:2] == ("Move the desk", f"decided by: Team leader · {HERE}")

    due = session.look.language.short_day(on(session, -23))
    assert said(page.lanes["escalation"]) == [
        ("Money now", f"Head of field office · answer needed by {due} · {HERE}", "Late"),
        ("Which well", f"Team leader · {HERE}", "Answered"),
    ]
    assert (
        page.lanes["escalation"].title.text().translate(ISOLATES).endswith("Escalations · 1 open")
    )
    with qtbot.waitSignal(page.opened) as opened:
        qtbot.keyClick(lane.cards, Qt.Key.Key_Home)
        qtbot.keyClick(lane.cards, Qt.Key.Key_Return)
    assert opened.args == ["scenario", scenario]


def test_a_card_is_moved_by_keys_and_the_move_undone(qtbot: QtBot, session: Session) -> None:
    risk = save(session, "risk", title="Road cut", status="open", place=HERE)
    page = read(qtbot, session)

    steps = {"Being treated", "Happened", "Closed", "Accepted"}
    assert set(offered(qtbot, page, "risk")) == steps
    with qtbot.waitSignals([page.changed, page.read]):
        told = move(qtbot, page, "risk", "Being treated")
    assert told == "Risk · Being treated · still to be answered: What we do about it"
    assert status(session, risk) == "treated"
    assert said(page.lanes["risk"])[0][2] == "Being treated"
    with qtbot.waitSignals([page.moved, page.read]):
        page.findChildren(Toast)[-1].button.click()
    assert status(session, risk) == "open"
    with qtbot.waitSignals([page.moved, page.read]):
        qtbot.keyClick(page.lanes["risk"].cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert status(session, risk) == "treated", "undoing is a step that can be undone"
    with qtbot.waitSignals([page.moved, page.read]):
        qtbot.keyClick(page.lanes["risk"].cards, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    with qtbot.waitSignal(page.read):
        move(qtbot, page, "risk", "Happened")
    assert status(session, risk) == "happened"
    assert not hasattr(page.findChildren(Toast)[-1], "button"), "there is no step back"
    assert set(offered(qtbot, page, "risk")) == {"Closed"}


def test_a_card_without_a_state_gets_one_and_a_scenario_has_none(
    qtbot: QtBot, session: Session
) -> None:
    risk = save(session, "risk", title="Road cut", place=HERE)
    save(session, "scenario", title="Calm", place=HERE)
    page = read(qtbot, session)

    assert offered(qtbot, page, "scenario") == {}
    with qtbot.waitSignal(page.read):
        move(qtbot, page, "risk", "Open")
    assert status(session, risk) == "open"
    assert steps_from(kind_named("risk"), "of a newer version") == ()
    with qtbot.waitSignals([page.moved, page.read]):
        page.findChildren(Toast)[-1].button.click()
    assert status(session, risk) is None


def test_who_has_no_right_to_a_step_is_told_who_has_and_nothing_is_saved(
    qtbot: QtBot, officer: Workspace, session: Session
) -> None:
    risk = save(session, "risk", title="Road cut", status="open", place=HERE)
    pause = save(session, "decision", what="Pause", type="pause", step="proposed", why="Floods",
                 consulted=("women",), place=HERE)  # fmt: skip
    page = read(qtbot, session)

    told = move(qtbot, page, "risk", "Accepted")
    assert told == (
        "This step is taken by: Head of field office, Head of mission. "
        "Leave it as it is, and ask them."
    )
    assert status(session, risk) == "open"
    told = move(qtbot, page, "decision", "Taken")
    assert told.startswith("The right to decide this is with: Head of mission.")
    assert status(session, pause, "step") == "proposed"


def test_a_card_that_changed_or_clashes_is_not_moved(qtbot: QtBot, session: Session) -> None:
    risk = save(session, "risk", title="Road cut", status="open", place=HERE)
    page = read(qtbot, session)
    seen = records.load(session.workspace, "risk", risk).heads
    records.save(session.workspace, Change("risk", {"status": "closed"}, risk))

    told = move(qtbot, page, "risk", "Happened")
    assert told.startswith("This has changed since the board was read.")
    assert status(session, risk) == "closed"

    records.save(session.workspace, Change("risk", {"status": "treated"}, risk, base=seen))
    found = records.load(session.workspace, "risk", risk)
    assert found.clashes
    told = move(qtbot, page, "risk", "Closed")
    assert told.startswith("Two answers to how this stands contradict each other.")
    assert records.load(session.workspace, "risk", risk).clashes == found.clashes


def test_where_it_is_small_one_lane_is_shown_and_tabs_choose_it(
    qtbot: QtBot, session: Session
) -> None:
    page = read(qtbot, session, 1027, 556)
    assert [kind for kind, lane in page.lanes.items() if lane.isVisible()] == ["risk"]
    page.tabs.button("decision").click()
    assert [kind for kind, lane in page.lanes.items() if lane.isVisible()] == ["decision"]
    page.tabs.button("decision").click()
    assert page.lanes["decision"].isVisible()

    page.resize(1150, 710)
    assert all(lane.isVisible() for lane in page.lanes.values())
    assert not page.tabs.isVisible()
