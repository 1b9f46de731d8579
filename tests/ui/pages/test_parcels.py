import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.progress import Progress
from fieldapp.store import packs, records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.parcels.stick import write_parcel
from fieldapp.ui.look import Look
from fieldapp.ui.names import Names
from fieldapp.ui.pages.parcels import ParcelCard
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from tests.ui.conftest import CHEAP

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def made(qtbot: QtBot, session: Session) -> ParcelCard:
    card = ParcelCard(session)
    qtbot.addWidget(card)
    card.resize(900, 300)
    card.show()
    return card


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def is_told(qtbot: QtBot, widget: QWidget, words: str) -> None:
    """A banner shows a moment after it was added."""
    qtbot.waitUntil(lambda: words in said(widget), timeout=5_000)


def parcel_of_a_colleague(workspace: Workspace, stick: Path, count: int = 3) -> Path:
    """A parcel that a second laptop of the same mission has written."""
    found_mission(workspace, "Gorom")
    other, _ = workspaces.create(stick.parent / "josef", "long rains", "Josef", cost=CHEAP)
    join(other, invite(workspace, request_enrolment(other), "officer", ""))
    changes = [Change("place", {"name": f"P{n}", "pcode": f"XX{n}"}) for n in range(count)]
    records.save_all(other, changes)
    file = write_parcel(other, stick, Progress()).file
    workspaces.close(other)
    return file


def test_the_stick_may_be_removed_when_the_parcel_was_read_back(
    qtbot: QtBot, workspace: Workspace, session: Session, stick: Path
) -> None:
    found_mission(workspace, "Gorom")
    records.save(workspace, Change("place", {"name": "P", "pcode": "XX1"}))
    card = made(qtbot, session)

    with qtbot.waitSignal(card.ended, timeout=20_000):
        card.write_to(stick)
        assert not card.writing.isEnabled()
        assert "You may remove the stick now." not in said(card)

    is_told(qtbot, card, "You may remove the stick now.")
    assert [file.suffix for file in stick.iterdir()] == [".parcel"]
    assert packs.records_not_sent(workspace.db) == 1  # a stick is no hub
    assert card.writing.isEnabled()


def test_a_folder_that_went_away_is_told_and_nobody_is_told_to_remove_anything(
    qtbot: QtBot, workspace: Workspace, session: Session, stick: Path
) -> None:
    found_mission(workspace, "Gorom")
    card = made(qtbot, session)

    with qtbot.waitSignal(card.ended, timeout=20_000):
        card.write_to(stick / "gone")

    is_told(qtbot, card, "could not be written")
    assert "remove the stick" not in said(card)


def test_what_a_colleague_carried_here_shows_on_the_pages(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services, stick: Path
) -> None:
    file = parcel_of_a_colleague(workspace, stick)
    page = SyncPage(session, services)
    qtbot.addWidget(page)
    page.show()

    with qtbot.waitSignal(page.changed, timeout=20_000):
        page.parcels.read_from([file])

    is_told(qtbot, page.parcels, "3 records were received")
    assert session.names.title("XX2") == "P2"


def test_a_torn_parcel_is_told(
    qtbot: QtBot, workspace: Workspace, session: Session, stick: Path
) -> None:
    file = parcel_of_a_colleague(workspace, stick)
    os.truncate(file, file.stat().st_size - 20)
    card = made(qtbot, session)

    with qtbot.waitSignal(card.ended, timeout=20_000):
        card.read_from([file])

    is_told(qtbot, card, "The parcel is torn or was changed. 1 whole pack was taken")
    is_told(qtbot, card, "3 records were received")


def test_what_is_no_parcel_is_told(
    qtbot: QtBot, workspace: Workspace, session: Session, stick: Path
) -> None:
    found_mission(workspace, "Gorom")
    (stick / "x.parcel").write_bytes(b"holiday.jpg")
    card = made(qtbot, session)

    with qtbot.waitSignal(card.ended, timeout=20_000):
        card.read_from([stick / "x.parcel"])

    is_told(qtbot, card, "no parcel of fieldapp")


def test_whoever_stops_is_told_and_nothing_is_left(
    qtbot: QtBot, workspace: Workspace, session: Session, stick: Path
) -> None:
    found_mission(workspace, "Gorom")
    records.save(workspace, Change("place", {"name": "P", "pcode": "XX1"}))
    card = made(qtbot, session)

    with qtbot.waitSignal(card.ended, timeout=20_000):
        card.write_to(stick)
        qtbot.mouseClick(card.stop, LEFT)

    is_told(qtbot, card, "Stopped as you asked")
    assert os.listdir(stick) == []


def test_the_card_is_there_in_a_mission_only(
    qtbot: QtBot, workspace: Workspace, session: Session, services: Services
) -> None:
    alone = SyncPage(session, services)
    qtbot.addWidget(alone)

    assert alone.findChild(ParcelCard) is None


def test_an_arabic_card_has_its_buttons_from_the_right(
    qtbot: QtBot, workspace: Workspace, arabic: Look
) -> None:
    found_mission(workspace, "Gorom")
    names = Names(workspace, workspace.reader, arabic.language, {})
    card = made(qtbot, Session(workspace, workspace.reader, arabic, names))

    assert card.writing.geometry().left() > card.reading.geometry().left()
