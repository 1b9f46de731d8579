from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fieldapp.store import drafts, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui import agenda
from fieldapp.ui.components.card import Figure, LineButton
from fieldapp.ui.pages.today import TodayPage
from fieldapp.ui.session import Session


def promise(workspace: Workspace, session: Session, days: int, **values: str) -> str:
    due_on = (session.today() + timedelta(days=days)).isoformat()
    given = {"promised_by": "us", "what": f"In {days}", "due_on": due_on, **values}
    return records.save(workspace, Change("commitment", given))


def page(qtbot: QtBot, session: Session) -> TodayPage:
    made = TodayPage(session, 7)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def figures(made: TodayPage) -> dict[str, str]:
    return {each.objectName(): each.accessibleName() for each in made.findChildren(Figure)}


def test_what_is_overdue_comes_first_and_what_is_far_off_not_at_all(
    workspace: Workspace, session: Session
) -> None:
    for days in (3, -5, 14, 15, -1, 0):
        promise(workspace, session, days)

    found = agenda.due(session)

    assert [each.record.values["what"] for each in found] == [
        "In -5",
        "In -1",
        "In 0",
        "In 3",
        "In 14",
    ]
    assert [each.overdue for each in found] == [True, True, False, False, False]


def test_a_promise_that_was_kept_or_dropped_is_not_due(
    workspace: Workspace, session: Session
) -> None:
    for status in ("kept", "not_kept", "dropped"):
        promise(workspace, session, -3, status=status)
    promise(workspace, session, -3, status="late")

    assert [each.record.values["status"] for each in agenda.due(session)] == ["late"]


def test_figures_tell_how_much_and_lines_open_it(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    record = promise(workspace, session, -2)
    drafts.keep(workspace, "d1", "meeting", {"answers": {"title": "Half written"}})
    made = page(qtbot, session)

    told = figures(made)
    assert "1 overdue" in told["Due"]
    assert told["Drafts"].startswith("Drafts: 1")
    assert told["Waiting to be sent"].startswith("Waiting to be sent: 7")
    lines = {each.accessibleName(): each for each in made.findChildren(LineButton)}
    due = next(line for name, line in lines.items() if name.startswith("In -2"))
    with qtbot.waitSignal(made.opened) as opened:
        qtbot.keyClick(due, Qt.Key.Key_Return)
    assert opened.args == ["commitment", record]
    draft = next(line for name, line in lines.items() if name.startswith("Half written"))
    with qtbot.waitSignal(made.opened) as opened:
        qtbot.mouseClick(draft, Qt.MouseButton.LeftButton)
    assert opened.args == ["meeting", "d1"]


def test_a_figure_leads_to_where_it_is_dealt_with(qtbot: QtBot, session: Session) -> None:
    made = page(qtbot, session)
    waiting = made.findChild(Figure, "Waiting to be sent")

    with qtbot.waitSignal(made.page_wanted) as wanted:
        qtbot.mouseClick(waiting, Qt.MouseButton.LeftButton)

    assert wanted.args == ["sync"]


def test_the_next_joint_review_is_the_nearest_to_come(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    for days in (-4, 20, 9):
        next_on = (session.today() + timedelta(days=days)).isoformat()
        records.save(
            workspace, Change("joint_review", {"held_on": "2026-01-01", "next_on": next_on})
        )

    found = agenda.next_review(session)
    assert found is not None
    assert found[1] == session.today() + timedelta(days=9)
    made = page(qtbot, session)
    assert "in 9 days" in [label.text() for label in made.findChildren(QLabel)]


def test_a_restricted_complaint_is_counted_without_its_words(
    qtbot: QtBot, workspace: Workspace, uncleared: Session
) -> None:
    records.save(
        workspace,
        Change("feedback", {"received_on": "2026-11-01", "level": 6, "summary": "CANARY"}),
    )
    made = page(qtbot, uncleared)

    said = "\n".join(label.text() for label in made.findChildren(QLabel))
    assert "Feedback waiting for an answer" in said
    assert "CANARY" not in said


def test_an_empty_workspace_says_that_there_is_nothing_to_do(
    qtbot: QtBot, session: Session
) -> None:
    made = page(qtbot, session)
    said = [label.text() for label in made.findChildren(QLabel)]

    assert "Nothing falls due in the next two weeks." in said
