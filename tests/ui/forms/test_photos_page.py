"""Photographs in the window: what is here is seen, what is added is bare, nothing is in clear."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.store import photos, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.camera_window import CameraWindow
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.forms.photos_page import PhotosPage
from fieldapp.ui.look import Look
from fieldapp.ui.session import Session
from tests.pictures import a_photograph
from tests.ui.conftest import comes

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def meeting(workspace: Workspace) -> str:
    answers = {"title": "Well", "held_on": "2026-11-01", "place": "XX0101"}
    return records.save(workspace, Change("meeting", answers))


@pytest.fixture
def roof(tmp_path: Path) -> Path:
    file = tmp_path / "roof.jpg"
    file.write_bytes(a_photograph())
    return file


def add(workspace: Workspace, record: str, caption: str = "The roof", kind: str = "meeting") -> str:
    answers = {"caption": caption}
    return photos.add(workspace, kind, record, a_photograph(), "roof.jpg", answers=answers)


def shown(qtbot: QtBot, session: Session, kind: str, record: str) -> PhotosPage:
    page = PhotosPage(session, kind, record)
    qtbot.addWidget(page)
    with qtbot.waitSignal(page.shown):
        page.show()
    return page


def words(page: PhotosPage) -> str:
    return " ".join(label.text() for label in page.findChildren(QLabel))


def test_photographs_are_cards_with_what_they_show(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str
) -> None:
    add(workspace, meeting, "The old roof")
    add(workspace, meeting, "The new roof")

    page = shown(qtbot, session, "meeting", meeting)

    assert [card.accessibleName().split(".")[0] for card in page.cards] == [
        "The new roof", "The old roof",
    ]  # fmt: skip
    assert all(card.has_picture for card in page.cards)
    assert page.findChildren(Chip) == []


def test_what_is_not_here_yet_says_so(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str
) -> None:
    add(workspace, meeting, "Small")
    workspace.chunks.db.conn.execute("DELETE FROM chunk WHERE small = 0")
    nothing = add(workspace, meeting, "Nothing")
    workspace.chunks.db.conn.execute("DELETE FROM chunk WHERE photo = ?", [nothing])

    page = shown(qtbot, session, "meeting", meeting)

    assert [card.has_picture for card in page.cards] == [False, True]
    chips = [card.findChild(Chip) for card in page.cards]
    assert [chip and chip.accessibleName() for chip in chips] == [
        "Photo not here yet", "Only small so far",
    ]  # fmt: skip
    page.cards[0].click()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert box is not None
    assert "the picture is not yet" in box.text()


def test_a_record_without_photographs_says_how_to_add_some(
    qtbot: QtBot, session: Session, meeting: str
) -> None:
    assert "No photographs yet" in words(shown(qtbot, session, "meeting", meeting))


def test_a_file_is_added_with_its_caption_and_shown(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str, roof: Path
) -> None:
    page = shown(qtbot, session, "meeting", meeting)
    page.caption.setText("The roof")

    with qtbot.waitSignals([page.added, page.shown]):
        page.add_files([roof])

    (seen,) = photos.photos_of(workspace, meeting)
    assert seen.shown.values["caption"] == "The roof"
    assert not seen.restricted
    assert (len(page.cards), page.caption.text()) == (1, "")


def dropped(page: PhotosPage, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    copy, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), copy, data, LEFT, keys)
    page.dragEnterEvent(enter)
    assert enter.isAccepted() is bool(files)
    page.dropEvent(QDropEvent(QPointF(5, 5), copy, data, LEFT, keys))


def test_files_can_be_dropped(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str, roof: Path
) -> None:
    page = shown(qtbot, session, "meeting", meeting)
    page.restricted.choose([True])

    with qtbot.waitSignals([page.added, page.shown]):
        dropped(page, roof, roof)

    assert [seen.restricted for seen in photos.photos_of(workspace, meeting)] == [True, True]
    assert "In confidence" in words(page)


def test_of_several_files_the_good_ones_are_added_and_of_each_bad_one_is_told_why(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str, roof: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "notes.txt"
    bad.write_bytes(b"no picture")
    page = shown(qtbot, session, "meeting", meeting)

    with qtbot.waitSignal(page.shown):
        dropped(page, bad, roof, tmp_path / "gone.jpg")

    told = page.told.text()
    assert "notes.txt\u2069: This file" in told or "notes.txt is no photograph" in told
    assert "gone.jpg" in told
    assert "1 photograph added" in told
    assert "kB" in told
    assert page.bar.isHidden()
    assert page.stop_button.isHidden()
    assert len(photos.photos_of(workspace, meeting)) == len(page.cards) == 1


def test_what_is_on_the_clipboard_is_pasted_and_a_text_is_not(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str
) -> None:
    page = shown(qtbot, session, "meeting", meeting)
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    QApplication.clipboard().setImage(image)

    with qtbot.waitSignal(page.added):
        page.add_button.setFocus()
        qtbot.keyClick(page.add_button, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(photos.photos_of(workspace, meeting)) == 1

    QApplication.clipboard().setText("no picture")
    assert page.paste() is False
    assert page.told.text() == "There is no picture to paste."


def test_pictures_are_found_on_a_card_looked_at_and_chosen(
    qtbot: QtBot, session: Session, meeting: str, tmp_path: Path
) -> None:
    folder = tmp_path / "dcim" / "100TREES"
    folder.mkdir(parents=True)
    for name in ("IMG_1.JPG", "IMG_2.JPG", "notes.txt"):
        (folder / name).write_bytes(a_photograph())
    (tmp_path / "elsewhere.jpg").write_bytes(a_photograph())
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    window = CameraWindow(parent, session, [tmp_path, tmp_path / "gone"])
    with qtbot.waitSignal(window.shown):
        window.open()

    names = [window.list.item(n).toolTip() for n in range(window.list.count())]
    assert sorted(names) == ["IMG_1.JPG", "IMG_2.JPG"]
    assert not window.list.item(0).icon().isNull()
    assert not window.take_button.isEnabled()
    qtbot.keyClick(window.list, Qt.Key.Key_Space)
    with qtbot.waitSignal(window.chosen) as chosen:
        qtbot.mouseClick(window.take_button, LEFT)
    assert chosen.args == [[folder / names[0]]]


def test_a_photograph_opens_larger_and_can_be_kept_outside(
    qtbot: QtBot, session: Session, workspace: Workspace, meeting: str, tmp_path: Path
) -> None:
    photo = add(workspace, meeting)
    page = shown(qtbot, session, "meeting", meeting)
    before = sorted(workspace.folder.rglob("*"))

    page.cards[0].click()
    qtbot.waitUntil(lambda: page.opened_window is not None)
    window = page.opened_window
    assert window is not None
    window.save_as(tmp_path / "out.jpg")

    assert window.windowTitle() == "The roof"
    assert not window.picture.pixmap().isNull()
    assert (tmp_path / "out.jpg").read_bytes() == photos.open_photo(workspace, photo)
    assert sorted(workspace.folder.rglob("*")) == before
    with qtbot.waitSignal(page.opened) as asked:
        window.edit_button.click()
    assert asked.args == ["photo", photo]


@pytest.mark.parametrize("cleared", [True, False])
def test_on_an_incident_everybody_reads_for_whom_its_photographs_are(
    qtbot: QtBot, session: Session, uncleared: Session, workspace: Workspace, cleared: bool
) -> None:
    answers = {"happened_on": "2026-11-01", "type": "threat"}
    incident = records.save(workspace, Change("incident", answers))

    page = shown(qtbot, session if cleared else uncleared, "incident", incident)

    assert page.restricted.isHidden()
    assert "only for the protection cell" in words(page)
    assert ("you cannot see them again" in words(page)) is not cleared


def test_a_page_that_nobody_looks_at_reads_no_picture(session: Session, meeting: str) -> None:
    page = PhotosPage(session, "meeting", meeting)

    assert page.cards == ()
    assert page._task is None
    page.deleteLater()


def test_the_section_stands_before_the_history_and_counts(
    qtbot: QtBot, open_desktop: Callable[[], Desktop], workspace: Workspace, meeting: str
) -> None:
    photo = add(workspace, meeting)
    shell = open_desktop().shell
    assert shell is not None
    shell.open_record("meeting", meeting)
    pane = shell.records_page("meeting").pane
    assert pane is not None
    page = pane.form.photos
    assert page is not None

    with qtbot.waitSignal(page.shown):
        pane.form.show_photos()

    assert "Photographs" in pane.form.tabs.buttons[-2].accessibleName()
    assert "1" in pane.form.tabs.buttons[-2].text()
    page.opened.emit("photo", photo)
    comes(qtbot, shell, "photo")
    own = shell.records_page("photo").pane
    assert own is not None
    assert own.record == photo
    assert own.form.photos is not None
    with qtbot.waitSignal(own.form.photos.shown):
        own.form.show_photos()
    own.form.photos.owner_button.click()
    assert shell.records_page("meeting").isVisible()


def test_a_new_record_has_no_photographs_yet(
    open_desktop: Callable[[], Desktop], workspace: Workspace
) -> None:
    shell = open_desktop().shell
    assert shell is not None
    shell.show_page("meeting")
    shell.records_page("meeting").new()
    pane = shell.records_page("meeting").pane

    assert pane is not None
    assert pane.form.photos is None


def test_it_stands_mirrored_in_arabic(
    qtbot: QtBot, session: Session, arabic: Look, workspace: Workspace, meeting: str
) -> None:
    add(workspace, meeting, "السقف الجديد")
    mirrored = replace(session, look=arabic, names=session.names.in_language(arabic.language))

    page = shown(qtbot, mirrored, "meeting", meeting)
    page.resize(700, 500)
    qtbot.wait(1)

    assert page.cards[0].x() > 300
