"""A stick that is plugged in shows by itself with what is on it; two laptops exchange directly."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.progress import Progress
from fieldapp.store import records
from fieldapp.store import workspace as workspaces
from fieldapp.store.records import Change, Wanted
from fieldapp.store.sealing import sealed
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.parcels.stick import write_parcel
from fieldapp.ui.evacuating import EvacuateWindow
from fieldapp.ui.names import Names
from fieldapp.ui.pages.nearby import NearbyCard
from fieldapp.ui.pages.parcels import ParcelCard
from fieldapp.ui.session import Session
from tests.ui.conftest import CHEAP

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def moussa(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """A colleague of the same mission, with three records."""
    found_mission(workspace, "Gorom")
    theirs, _ = workspaces.create(tmp_path / "moussa", "long rains", "Moussa", cost=CHEAP)
    join(theirs, invite(workspace, request_enrolment(theirs), "officer", ""))
    records.save_all(
        theirs, [Change("place", {"name": f"P{n}", "pcode": f"XX{n}"}) for n in range(3)]
    )
    yield theirs
    workspaces.close(theirs)


def said(widget: QWidget) -> str:
    shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join(shown).translate({0x2068: None, 0x2069: None, 0x200E: None})


def is_told(qtbot: QtBot, widget: QWidget, words: str) -> None:
    qtbot.waitUntil(lambda: words in said(widget), timeout=8_000)


def test_a_stick_shows_with_its_parcel_and_says_when_all_of_it_is_here(
    qtbot: QtBot, workspace: Workspace, session: Session, moussa: Workspace, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    plugged: list[tuple[str, Path]] = []
    card = ParcelCard(session, lambda: tuple(plugged))
    qtbot.addWidget(card)
    card.resize(900, 500)
    card.show()
    is_told(qtbot, card, "No stick is plugged in")

    write_parcel(moussa, stick, Progress())
    (stick / "holiday.parcel").write_bytes(b"no parcel")
    plugged.append(("KINGSTON", stick))
    is_told(qtbot, card, "Stick KINGSTON")  # within two seconds, by itself
    words = said(card)
    for fact in (" free", "A parcel of Moussa", "1 pack · 1 not read yet", "holiday.parcel"):
        assert fact in words
    writing, reading = card.sticks[stick]  # what is no parcel has no button
    with qtbot.waitSignal(card.ended, timeout=8_000):
        qtbot.mouseClick(reading, LEFT)
    assert len(records.query(workspace, Wanted("place"))) == 3
    is_told(qtbot, card, "all of it is here already")

    with qtbot.waitSignal(card.ended, timeout=8_000):
        qtbot.mouseClick(card.sticks[stick][0], LEFT)
    is_told(qtbot, card, "You may remove the stick now.")
    is_told(qtbot, card, "A parcel of this laptop")
    plugged.clear()
    is_told(qtbot, card, "No stick is plugged in")
    assert writing is not reading


def test_two_laptops_exchange_by_what_one_reads_to_the_other(
    qtbot: QtBot, workspace: Workspace, session: Session, moussa: Workspace
) -> None:
    theirs = Session(
        moussa, moussa.reader, session.look, Names(moussa, moussa.reader, session.look.language, {})
    )
    here, there = NearbyCard(session, "127.0.0.1:0"), NearbyCard(theirs)
    for card in (here, there):
        qtbot.addWidget(card)
        card.show()
    qtbot.mouseClick(here.offer_button, LEFT)
    is_told(qtbot, here, "Read this to your colleague")
    names = [label.accessibleName() for label in here.told.findChildren(QLabel)]
    lines = dict(name.split(": ", 1) for name in names if ": " in name)
    there.address.setText(lines["Address"].removeprefix("http://"))
    there.code.setText("0000-0000")
    with qtbot.waitSignal(there.ended, timeout=8_000):
        qtbot.keyClick(there.code, Qt.Key.Key_Return)
    is_told(qtbot, there, "the code is wrong")
    there.code.setText(lines["Code"])
    with qtbot.waitSignals([here.ended, there.ended], timeout=8_000):
        qtbot.mouseClick(there.fetch_button, LEFT)

    is_told(qtbot, here, "3 records were received")
    assert len(records.query(workspace, Wanted("place"))) == 3
    qtbot.mouseClick(here.offer_button, LEFT)
    is_told(qtbot, here, "Read this to your colleague")
    with qtbot.waitSignal(here.ended, timeout=8_000):
        qtbot.mouseClick(here.stop, LEFT)
    assert not here.told.isVisible()


def test_records_are_brought_away_and_the_laptop_is_sealed_and_locks(
    qtbot: QtBot, workspace: Workspace, session: Session, tmp_path: Path
) -> None:
    found_mission(workspace, "Gorom")
    records.save(workspace, Change("place", {"name": "P", "pcode": "XX1"}))
    stick = tmp_path / "stick"
    stick.mkdir()
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.show()
    window = EvacuateWindow(ground, session, lambda: [("KINGSTON", stick)])
    window.open()
    with qtbot.waitSignal(window.card.evacuated, timeout=8_000):
        qtbot.mouseClick(window.card.sticks[stick], LEFT)

    assert sealed(workspace) is not None
    assert len(list(stick.glob("*.parcel"))) == 1
    is_told(qtbot, window, "You may remove the stick now.")
    with qtbot.waitSignal(window.lock_wanted):
        qtbot.mouseClick(window.closing, LEFT)
