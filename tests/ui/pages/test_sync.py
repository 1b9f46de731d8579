import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.__main__ import sync_with_hub
from fieldapp.domain.schema import Level
from fieldapp.hub.serve import running
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.keyfile import Cost
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account
from fieldapp.sync.mission import found_mission, invite, mission_of, request_enrolment
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.services import Services, SyncOrder
from fieldapp.ui.session import Session

LEFT = Qt.MouseButton.LeftButton
CHEAP = Cost(passes=1, memory=8 * 1024 * 1024)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[str]:
    """The address of a real hub on this machine."""
    with running(tmp_path / "hub") as address:
        yield address


def page(qtbot: QtBot, session: Session, services: Services, address: str = "") -> SyncPage:
    made = SyncPage(session, services)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    if address:
        made.hub.setText(address)
    return made


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def run(qtbot: QtBot, made: SyncPage) -> None:
    with qtbot.waitSignal(made.changed, timeout=20_000):
        qtbot.mouseClick(made.button, LEFT)


def figure(made: SyncPage, name: str) -> str:
    label = made.findChild(QLabel, name)
    assert label is not None
    return label.text().strip("\u2068\u2069")


def test_what_was_recorded_reaches_the_hub_and_is_accounted_for(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, hub: str
) -> None:
    found_mission(workspace, "Gorom")
    for number in range(3):
        records.save(workspace, Change("place", {"name": f"P{number}", "pcode": f"XX{number}"}))
    made = page(qtbot, session, services, hub)

    run(qtbot, made)

    assert figure(made, "Sent") == "3"
    assert packs.records_not_sent(workspace.db) == 0
    mission = mission_of(workspace)
    assert mission is not None
    assert mission.hub == hub  # for the next time


def test_a_second_laptop_gets_it_and_knows_its_places(
    qtbot: QtBot,
    workspace: Workspace,
    session: Session,
    services: Services,
    hub: str,
    tmp_path: Path,
) -> None:
    found_mission(workspace, "Gorom")
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    other, _ = workspaces.create(tmp_path / "other", "the other river", "Other", cost=CHEAP)
    (tmp_path / "invitation").write_bytes(
        invite(workspace, request_enrolment(other), "officer", hub)
    )
    run(qtbot, page(qtbot, session, services, hub))
    theirs = replace(session, workspace=other, names=session.names)
    waiting = page(qtbot, theirs, services)
    assert "in no mission yet" in said(waiting)

    with qtbot.waitSignal(waiting.joined):
        waiting.join_with(tmp_path / "invitation")
    assert other.reader.clearance is Level.TEAM
    joined = page(qtbot, theirs, services)
    run(qtbot, joined)

    assert figure(joined, "Received") == "1"
    assert theirs.names.title("XX0101") == "Gorom"
    assert records.query(other, Wanted("place"))[0].values["name"] == "Gorom"
    workspaces.close(other)


def test_a_hub_that_does_not_answer_is_told_with_what_to_do(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    made = page(qtbot, session, services, "http://127.0.0.1:9")  # the discard port: nobody there

    run(qtbot, made)

    assert "did not answer" in said(made)
    assert "Your records are safe here" in said(made)
    assert made.button.isEnabled()


def test_an_address_that_is_none_is_told(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    made = page(qtbot, session, services, "not an address")

    run(qtbot, made)

    assert "is no address of a hub" in said(made)


def test_a_sync_is_stopped_by_the_same_button_and_goes_on_later(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, hub: str
) -> None:
    found_mission(workspace, "Gorom")
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    begun, go_on = threading.Event(), threading.Event()

    def slow_sync(open_workspace: Workspace, order: SyncOrder, progress: Progress) -> Account:
        begun.set()  # a slow link: the person has time to change their mind
        go_on.wait(10)
        return sync_with_hub(open_workspace, order, progress)

    made = page(qtbot, session, replace(services, sync=slow_sync), hub)
    with qtbot.waitSignal(made.changed, timeout=20_000):
        qtbot.mouseClick(made.button, LEFT)
        begun.wait(10)
        assert made.button.accessibleName() == "Stop"
        qtbot.mouseClick(made.button, LEFT)
        go_on.set()

    assert "Stopped as you asked" in said(made)
    assert packs.records_not_sent(workspace.db) == 1
    assert made.button.accessibleName() == "Sync now"

    run(qtbot, made)
    assert packs.records_not_sent(workspace.db) == 0


def test_the_brake_asks_a_person_before_many_records_vanish(
    qtbot: QtBot,
    workspace: Workspace,
    session: Session,
    services: Services,
    hub: str,
    tmp_path: Path,
) -> None:
    found_mission(workspace, "Gorom")
    ids = [
        records.save(workspace, Change("meeting", {"title": f"M{n}", "held_on": "2026-11-01"}))
        for n in range(60)
    ]
    copy = tmp_path / "copy"
    other, _ = workspaces.create(copy, "the other river", "Other", cost=CHEAP)
    invitation = tmp_path / "invitation"
    invitation.write_bytes(invite(workspace, request_enrolment(other), "officer", hub))
    run(qtbot, page(qtbot, session, services, hub))
    theirs = replace(session, workspace=other)
    page(qtbot, theirs, services).join_with(invitation)
    run(qtbot, page(qtbot, theirs, services))
    assert records.count(other, Wanted("meeting")) == 60
    for record in ids[:55]:
        records.delete(workspace, "meeting", record, "by mistake")
    run(qtbot, page(qtbot, session, services, hub))

    made = page(qtbot, theirs, services)
    run(qtbot, made)
    assert "would hide" in said(made)
    assert records.count(other, Wanted("meeting")) == 60

    banner = made.findChild(Banner)
    assert banner is not None
    through = banner.ending.itemAt(0).widget()
    with qtbot.waitSignal(made.changed, timeout=20_000):
        qtbot.mouseClick(through, LEFT)
    assert records.count(other, Wanted("meeting")) == 5
    workspaces.close(other)
    shutil.rmtree(copy)


def test_clashes_are_listed_and_settled_here(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for title in ("B", "C"):
        records.save(workspace, Change("meeting", {"title": title}, record, base=seen))
    made = page(qtbot, session, services)
    assert "Answers that clash" in said(made)

    from fieldapp.ui.clashes import ClashCard

    card = made.findChild(ClashCard)
    assert card is not None
    qtbot.mouseClick(card.keep_buttons[0], LEFT)

    assert records.load(workspace, "meeting", record).clashes == {}


def test_a_request_is_written_into_a_file(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, tmp_path: Path
) -> None:
    made = page(qtbot, session, services)

    made.write_request(tmp_path / "request.json")

    assert (tmp_path / "request.json").read_bytes() == request_enrolment(workspace)
    found_mission(workspace, "Gorom")


def test_a_file_that_is_no_invitation_is_told(
    qtbot: QtBot, session: Session, services: Services, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QMessageBox

    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff")
    made = page(qtbot, session, services)

    with qtbot.assertNotEmitted(made.joined):
        made.join_with(tmp_path / "holiday.jpg")

    box = made.findChild(QMessageBox)
    assert box is not None
    assert "damaged or changed" in box.text()
