import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.__main__ import sync_with_hub
from fieldapp.domain.schema import Level
from fieldapp.hub.serve import running
from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.database import writing
from fieldapp.store.keyfile import Cost
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.account import Account, SetAside, keep_last
from fieldapp.sync.members.qr import document_in
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import found_mission, invite, mission_of, request_enrolment
from fieldapp.ui.clashes import ClashCard
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.listed import ListWindow
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.services import Services, SyncOrder
from fieldapp.ui.session import Session
from fieldapp.ui.settled import SettledWindow
from fieldapp.ui.settling import BulkWindow
from tests.sync.wire.test_transport import answering

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


def test_a_sync_is_stopped_while_the_hub_is_silent(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    asked = threading.Event()

    def silent(line: socket.socket) -> None:
        while line.recv(65_536):
            asked.set()

    with answering(silent) as address:
        made = page(qtbot, session, services, address)
        with qtbot.waitSignal(made.changed, timeout=8_000):  # the hub would be given a minute
            qtbot.mouseClick(made.button, LEFT)
            asked.wait(10)
            qtbot.mouseClick(made.button, LEFT)

    assert "Stopped as you asked" in said(made)


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
    look_at, through = (banner.ending.itemAt(n).widget() for n in range(2))
    qtbot.mouseClick(look_at, LEFT)
    listed = made.findChild(ListWindow)
    assert listed is not None
    assert listed.list.model().rowCount() == 55  # they can be looked at, and opened, before
    with qtbot.waitSignal(made.opened):
        listed.list.activated.emit(listed.list.model().index(0, 0))
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
    made.write_request(tmp_path / "request.png")
    picture = (tmp_path / "request.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert document_in(picture) == request_enrolment(workspace)
    shown = [label.text() for label in made.findChildren(QLabel)]
    words = in_words(bytes(workspace.signing_key.verify_key))
    assert any(words in text for text in shown)
    found_mission(workspace, "Gorom")


def test_a_file_that_is_no_invitation_is_told(
    qtbot: QtBot, session: Session, services: Services, tmp_path: Path
) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff")
    made = page(qtbot, session, services)

    with qtbot.assertNotEmitted(made.joined):
        made.join_with(tmp_path / "holiday.jpg")

    box = made.findChild(QMessageBox)
    assert box is not None
    assert "No code of fieldapp can be read" in box.text()


def a_clash(workspace: Workspace, *titles: str) -> str:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    seen = records.load(workspace, "meeting", record).heads
    for title in titles:
        records.save(workspace, Change("meeting", {"title": title}, record, base=seen))
    return record


def test_each_count_opens_the_records_that_it_counts(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, hub: str
) -> None:
    found_mission(workspace, "Gorom")
    record = records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    made = page(qtbot, session, services, hub)
    run(qtbot, made)
    assert made.account is not None
    assert not made.account.counts["received"].isEnabled()

    qtbot.mouseClick(made.account.counts["sent"], LEFT)

    listed = made.findChild(ListWindow)
    assert listed is not None
    assert listed.list.model().index(0, 0).data() == "Gorom"
    with qtbot.waitSignal(made.opened) as asked:
        listed.list.activated.emit(listed.list.model().index(0, 0))
    assert asked.args == ["place", record]


def test_the_last_sync_is_shown_when_the_page_is_opened_again(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, hub: str
) -> None:
    found_mission(workspace, "Gorom")
    records.save(workspace, Change("place", {"name": "Gorom", "pcode": "XX0101"}))
    first = page(qtbot, session, services)
    assert "Last sync" not in said(first)
    first.hub.setText(hub)
    run(qtbot, first)

    again = page(qtbot, session, services)

    assert "Last sync" in said(again)
    assert figure(again, "Sent") == "1"


def test_what_is_set_aside_says_why_from_whom_and_what_to_do(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    aside = SetAside("a" * 32, "a newer fieldapp made it", "2026-11-22T10:00:00", "d" * 16, "Awa")
    account = Account(
        0, 0, 0, 0, 0, 1, 0, 0.1, 1, 1, 900, (), (), set_aside=(aside,), at="2026-11-22T10:00:00",
        hub="hub.example.org", whole=False, no_room=True,
    )  # fmt: skip
    with writing(workspace.db, workspace.file):
        keep_last(workspace, account)
    made = page(qtbot, session, services)
    assert made.account is not None

    qtbot.mouseClick(made.account.counts["set aside"], LEFT)

    listed = made.findChild(ListWindow)
    assert listed is not None
    row = listed.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "A newer fieldapp made it" in row
    assert "Awa" in row
    assert "22 Nov" in row
    assert "Update fieldapp" in row
    words = said(made)
    assert "off by \u206815\u2069 minutes" in words
    assert "ended before everything was exchanged" in words
    assert "too little room" in words


def test_the_time_left_is_said_once_it_is_known(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, hub: str
) -> None:
    found_mission(workspace, "Gorom")
    seen: list[str] = []

    def slow_sync(open_workspace: Workspace, order: SyncOrder, progress: Progress) -> Account:
        progress.step(1, 10, "Sending and receiving")
        progress.remaining(170)
        return sync_with_hub(open_workspace, order, progress)

    made = page(qtbot, session, replace(services, sync=slow_sync), hub)
    note = made.note.setText
    made.note.setText = lambda words: (seen.append(words), note(words))  # type: ignore[method-assign]

    run(qtbot, made)

    assert any("Sending and receiving" in words and "left" not in words for words in seen)
    assert any("about 3 minutes left" in words for words in seen)


def test_several_clashes_are_settled_by_a_rule_that_lists_them(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    ids = [a_clash(workspace, f"B{n}", f"C{n}") for n in range(2)]
    review = records.save(workspace, Change("joint_review", {"held_on": "2026-11-01"}))
    seen = records.load(workspace, "joint_review", review).heads
    for answer in ("agree", "do_not_agree"):
        records.save(workspace, Change("joint_review", {"agreement": answer}, review, base=seen))
    made = page(qtbot, session, services)
    qtbot.mouseClick(made.clashes.bulk_button, LEFT)
    window = made.findChild(BulkWindow)
    assert window is not None
    rows = [
        window.list.model().index(n, 0).data(Qt.ItemDataRole.ToolTipRole)
        for n in range(window.list.model().rowCount())
    ]
    assert len(rows) == 3
    assert sum("C" in row.split("not")[0] and "Keeps" in row for row in rows) == 2
    assert sum("safety hangs on it" in row for row in rows) == 1
    assert window.button.accessibleName() == "Settle these 2"

    with qtbot.waitSignal(window.settled) as settled:
        qtbot.mouseClick(window.button, LEFT)

    assert settled.args == [2]
    assert [records.load(workspace, "meeting", each).values["title"] for each in ids] == [
        "C0", "C1",
    ]  # fmt: skip
    assert records.load(workspace, "joint_review", review).clashes
    assert "Answers that clash" in said(made)


def test_what_changed_after_the_list_was_made_is_not_settled(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    ids = [a_clash(workspace, f"B{n}", f"C{n}") for n in range(2)]
    made = page(qtbot, session, services)
    window = made.clashes.open_bulk()
    records.save(workspace, Change("meeting", {"title": "D"}, ids[0]))

    qtbot.mouseClick(window.button, LEFT)

    box = window.findChild(QMessageBox)
    assert box is not None
    assert "not those of the list" in box.text()
    assert records.load(workspace, "meeting", ids[1]).clashes
    assert window.button.accessibleName() == "Settle this 1"


def test_settlements_are_listed_and_narrowed(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    found_mission(workspace, "Gorom")
    a_clash(workspace, "B", "C")
    made = page(qtbot, session, services)
    card = made.findChild(ClashCard)
    assert card is not None
    assert "On this laptop" in said(card)
    qtbot.mouseClick(card.keep_buttons[1], LEFT)
    assert "No answers clash" in said(made)
    assert not made.clashes.bulk_button.isVisible()

    qtbot.mouseClick(made.clashes.settled_button, LEFT)

    window = made.findChild(SettledWindow)
    assert window is not None
    row = window.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "Amina" in row
    assert "One was kept" in row
    window.kind.choose("meeting")
    assert window.list.model().rowCount() == 1
    window.by.choose("Josef")
    assert window.list.model().rowCount() == 0


def test_nobody_is_asked_to_choose_a_side(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, hub: str
) -> None:
    """D53: both had changed the same records since they last met; the sync asks nothing."""
    found_mission(workspace, "Gorom")
    a_clash(workspace, "B", "C")
    made = page(qtbot, session, services, hub)

    run(qtbot, made)

    assert not [window for window in made.findChildren(QDialog) if window.isVisible()]
    assert figure(made, "Sent") == "1"
    words = [button.accessibleName().lower() for button in made.findChildren(QPushButton)]
    assert not [word for word in words if "mine" in word or "theirs" in word or "all" in word]


def test_clashes_and_what_is_set_aside_are_visible_and_counted(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    """D54: never only in a log."""
    found_mission(workspace, "Gorom")
    a_clash(workspace, "B", "C")
    a_clash(workspace, "D", "E")
    account = Account(
        0, 2, 2, 2, 0, 3, 0, 0.1, 1, 1, 0, ("a", "b"), ("a", "b"), at="2026-11-22T10:00:00"
    )
    with writing(workspace.db, workspace.file):
        keep_last(workspace, account)

    made = page(qtbot, session, services)

    assert (figure(made, "Clashes"), figure(made, "Set aside, could not be read")) == ("2", "3")
    assert "Answers that clash\u2069 · \u20682" in said(made)
    assert len(made.findChildren(ClashCard)) == 2
