"""The page Administration: by the founder, by somebody who may not, and outside a mission."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.store import backup, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.members.invitation import read_invitation
from fieldapp.sync.members.words import in_words
from fieldapp.sync.mission import found_mission, invite, join, members, request_enrolment
from fieldapp.sync.recovery import custody_state
from fieldapp.sync.reveal import revealing
from fieldapp.sync.reveal.papers import read_approval
from fieldapp.ui.components.table import choose
from fieldapp.ui.inviting import InviteWindow
from fieldapp.ui.look import Look
from fieldapp.ui.names import Names
from fieldapp.ui.pages.administration import (
    BACKUPS,
    MEMBERS,
    ORDER,
    RECOVERY,
    REVEALS,
    AdministrationPage,
)
from fieldapp.ui.pages.administration_backups import BackupsPart, PutBackWindow
from fieldapp.ui.pages.administration_members import MembersPart
from fieldapp.ui.pages.administration_order import LOG, OrderPart
from fieldapp.ui.pages.administration_recovery import CustodiansWindow, RecoveryPart
from fieldapp.ui.pages.administration_reveals import ApproveWindow, RevealsPart
from fieldapp.ui.session import Session
from fieldapp.ui.taking_out import TakeOutWindow
from tests.ui.conftest import CHEAP, OpenDesktop

LEFT = Qt.MouseButton.LeftButton
W = TypeVar("W", bound=QDialog)
Join = Callable[[str, str], Workspace]

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


@pytest.fixture
def let_in(tmp_path: Path, workspace: Workspace, request: pytest.FixtureRequest) -> Join:
    """Lets somebody into the mission that this workspace has founded."""

    def make(name: str, role: str) -> Workspace:
        theirs, _ = workspaces.create(tmp_path / name, "long rains", name, cost=CHEAP)
        request.addfinalizer(lambda: workspaces.close(theirs))
        join(theirs, invite(workspace, request_enrolment(theirs), role, ""))
        return theirs

    return make


def page(qtbot: QtBot, session: Session) -> AdministrationPage:
    made = AdministrationPage(session)
    qtbot.addWidget(made)
    made.resize(1000, 640)
    made.show()
    return made


def of(workspace: Workspace, look: Look) -> Session:
    return Session(
        workspace, workspace.reader, look, Names(workspace, workspace.reader, look.language, {})
    )


def members_of(made: AdministrationPage) -> MembersPart:
    assert isinstance(made.part, MembersPart)
    return made.part


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel)).translate(
        {0x2068: None, 0x2069: None}
    )


def window(around: QWidget, kind: type[W]) -> W:
    return next(each for each in around.findChildren(kind) if each.isVisible())


def test_a_laptop_is_let_in_only_after_its_words_were_heard(
    qtbot: QtBot, workspace: Workspace, session: Session, tmp_path: Path
) -> None:
    found_mission(workspace, "Gorom")
    theirs, _ = workspaces.create(tmp_path / "josef", "long rains", "Josef", cost=CHEAP)
    file = tmp_path / "request.json"
    file.write_bytes(request_enrolment(theirs))
    made = page(qtbot, session)
    part = members_of(made)
    QAbstractItemModelTester(part.model, QAbstractItemModelTester.FailureReportingMode.Fatal, part)

    qtbot.mouseClick(part.invite_button, LEFT)
    asking = window(part, InviteWindow)
    asking.read_from(tmp_path / "nothing.json")
    assert "cannot be read" in asking.complaint.text()
    asking.read_from(file)
    words = in_words(bytes(theirs.signing_key.verify_key))
    assert words not in said(asking)  # whoever types them has heard them
    qtbot.keyClicks(asking.heard, "lusab-lusab-lusab-lusab-lusab")
    qtbot.mouseClick(asking.invite_button, LEFT)
    assert "not the fingerprint" in asking.complaint.text()
    assert len(members(workspace)) == 1
    asking.heard.setText(words.replace("-", " "))
    asking.role.choose(["protection"])
    qtbot.keyClicks(asking.areas, "XX01, XX02")
    with qtbot.waitSignal(asking.acted, timeout=5_000):
        qtbot.mouseClick(asking.invite_button, LEFT)

    assert part.model.rowCount() == 2
    choose(part.table, part.model.number_of(theirs.device))
    shown = said(part.shown)
    for fact in ("Josef", "Protection officer", "XX01, XX02", theirs.device, words):
        assert fact in shown
    asking.save_as(tmp_path / "invitation.png")
    assert (tmp_path / "invitation.png").read_bytes().startswith(b"\x89PNG")
    assert read_invitation(asking.invitation).member.name == "Josef"
    join(theirs, asking.invitation)
    workspaces.close(theirs)


def test_a_laptop_is_taken_out_and_its_tasks_go_to_a_colleague(
    qtbot: QtBot, workspace: Workspace, session: Session, let_in: Join
) -> None:
    found_mission(workspace, "Gorom")
    josef, awa = let_in("Josef", "officer"), let_in("Awa", "officer")
    task = Change("assignment", {"role": "field_officer", "holder": "Josef"})
    records.save(workspace, task)
    made = page(qtbot, session)
    part = members_of(made)
    choose(part.table, part.model.number_of(josef.device))

    qtbot.mouseClick(part.out_button, LEFT)
    out = window(part, TakeOutWindow)
    qtbot.waitUntil(out.out_button.isEnabled, timeout=5_000)
    assert "1 task is in this name" in said(out)
    qtbot.mouseClick(out.out_button, LEFT)
    assert "Choose why" in out.complaint.text()
    out.why.choose(["left"])
    out.successor.choose(awa.device)
    with qtbot.waitSignal(part.changed, timeout=5_000):
        qtbot.mouseClick(out.out_button, LEFT)

    assert [m.reason for m in members(workspace) if m.left] == ["left"]
    [kept] = records.query(workspace, records.Wanted("assignment"))
    assert kept.values["holder"] == "Awa"
    assert part.model.row(2).cells[3] == "Taken out"
    choose(part.table, 2)
    assert "Taken out · The officer leaves the mission" in said(part.shown).replace("\u200e", "")


def test_whoever_may_not_is_told_who_may(
    qtbot: QtBot, workspace: Workspace, look: Look, let_in: Join
) -> None:
    found_mission(workspace, "Gorom")
    josef = let_in("Josef", "officer")
    made = page(qtbot, of(josef, look))
    part = members_of(made)
    assert "you cannot invite" in said(part)
    assert part.invite_button.isEnabled()

    qtbot.mouseClick(part.invite_button, LEFT)
    box = window(made, QMessageBox)
    assert "Only the founder and the administrators" in box.text()
    assert part.findChild(InviteWindow) is None
    box.close()
    made.show_part(RECOVERY)
    recovery = made.part
    assert isinstance(recovery, RecoveryPart)
    qtbot.mouseClick(recovery.name_button, LEFT)
    assert "Only the founder" in window(made, QMessageBox).text()


def test_the_founder_names_three_custodians(
    qtbot: QtBot, workspace: Workspace, session: Session, let_in: Join
) -> None:
    found_mission(workspace, "Gorom")
    devices = [workspace.device, let_in("Josef", "officer").device, let_in("Awa", "officer").device]
    made = page(qtbot, session)
    made.tabs.buttons[RECOVERY].click()
    part = made.part
    assert isinstance(part, RecoveryPart)
    assert "named no custodians" in said(part)

    qtbot.mouseClick(part.name_button, LEFT)
    naming = window(part, CustodiansWindow)
    for choice, device in zip(naming.choices[:2], devices[:2], strict=True):
        choice.choose(device)
    qtbot.mouseClick(naming.name_button, LEFT)
    qtbot.waitUntil(lambda: "three custodians" in naming.complaint.text(), timeout=5_000)
    naming.choices[2].choose(devices[2])
    with qtbot.waitSignal(naming.acted, timeout=5_000):
        qtbot.mouseClick(naming.name_button, LEFT)

    assert {member.device for member in custody_state(workspace).named} == set(devices)
    assert "Josef" in said(part)


def test_a_request_to_see_an_identity_is_looked_at_before_it_is_approved(
    qtbot: QtBot, workspace: Workspace, session: Session, let_in: Join, tmp_path: Path
) -> None:
    found_mission(workspace, "Gorom")
    awa = let_in("Awa", "protection")
    incident = records.save(awa, Change("incident", {"account": "the red gate"}))
    file = tmp_path / "ask.json"
    file.write_text(revealing.ask(awa, "incident", incident, "referral").text, "utf-8")
    made = page(qtbot, session)
    made.show_part(REVEALS)
    part = made.part
    assert isinstance(part, RevealsPart)
    qtbot.mouseClick(part.approve_button, LEFT)
    asked = window(part, ApproveWindow)

    asked.read_from(file)
    assert "Awa" in said(asked)
    assert "red gate" not in said(asked)
    with qtbot.waitSignal(asked.acted, timeout=5_000):
        qtbot.mouseClick(asked.approve_button, LEFT)
    asked.save_as(tmp_path / "approval.json")

    given = read_approval((tmp_path / "approval.json").read_bytes())
    assert (given.ask.record, given.by) == (incident, workspace.device)


def test_a_copy_is_put_back_while_the_window_is_locked(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop
) -> None:
    records.save(workspace, Change("place", {"name": "Kept", "pcode": "XX1"}))
    name = backup.before_restore(workspace.db, workspace.file, workspace.key).name
    desktop = open_desktop()
    workspaces.close(workspace)
    assert desktop.shell is not None
    desktop.shell.show_page("administration")
    made = desktop.shell.findChild(AdministrationPage)
    assert made is not None
    made.show_part(BACKUPS)
    part = made.part
    assert isinstance(part, BackupsPart)
    QAbstractItemModelTester(part.model, QAbstractItemModelTester.FailureReportingMode.Fatal, part)
    qtbot.mouseClick(part.back_button, LEFT)
    qtbot.mouseClick(window(part, PutBackWindow).back_button, LEFT)

    qtbot.waitUntil(
        lambda: any("back in place" in box.text() for box in desktop.findChildren(QMessageBox)),
        timeout=10_000,
    )
    assert desktop.shell is None
    assert desktop.unlock_screen is not None
    qtbot.waitUntil(desktop.unlock_screen.isEnabled)
    folder = workspace.folder / backup.FOLDER
    assert len([each for each in folder.iterdir() if each.name != name]) == 1


def test_the_order_leads_to_records_and_names_readers(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    alone = page(qtbot, replace(session))
    assert "in no mission yet" in said(alone)
    with qtbot.waitSignal(alone.sync_wanted):
        next(b for b in alone.findChildren(QPushButton) if "sync page" in b.text()).click()
    found_mission(workspace, "Gorom")
    made = page(qtbot, session)
    made.show_part(ORDER)
    part = made.part
    assert isinstance(part, OrderPart)
    assert in_words(bytes(workspace.signing_key.verify_key)) in said(part)
    with qtbot.waitSignal(made.page_wanted) as asked:
        part.lines["limit"].click()
    assert asked.args == ["limit"]
    with qtbot.waitSignal(made.safety_wanted):
        part.lines[LOG].click()
    made.tabs.buttons[MEMBERS].click()
    assert isinstance(made.part, MembersPart)


def test_from_right_to_left_a_line_is_chosen_and_told_too(
    qtbot: QtBot, workspace: Workspace, arabic: Look
) -> None:
    found_mission(workspace, "Gorom")
    made = page(qtbot, of(workspace, arabic))
    part = members_of(made)
    assert part.chosen is not None
    assert in_words(bytes(workspace.signing_key.verify_key)) in said(part.shown)
    assert not part.out_button.isVisible()  # nobody takes out their own laptop
