"""Looking at a paper, a photograph or a recovery sheet leaves nothing readable on the disk."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.store import photos, records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.gallery_village import PLACE, settle_in
from fieldapp.ui.pages.paper import HAND, PREVIEW, ReviewPage
from tests.pictures import a_photograph

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

LEFT = Qt.MouseButton.LeftButton
SEALED = ("fieldapp.db", "chunks.db")
"""Files of the workspace, each with what SQLite keeps beside it, all under the key."""


def files(folder: Path) -> set[Path]:
    return {Path(root) / name for root, _, names in os.walk(folder) for name in names}


def test_a_preview_and_a_photograph_are_in_memory_only(
    qtbot: QtBot,
    workspace: Workspace,
    open_desktop: Callable[[], Desktop],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settle_in(workspace, workspace.wall().date())
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    photos.add(workspace, "meeting", record, a_photograph(), "a.jpg")
    temp = tmp_path / "temp"
    temp.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temp))
    monkeypatch.setattr(tempfile, "tempdir", None)
    before = files(workspace.folder)
    desktop = open_desktop()
    shell = desktop.shell
    assert shell is not None

    shell.show_page("paper")
    page = shell.findChild(ReviewPage)
    assert page is not None
    page.choose_place(PLACE)
    with qtbot.waitSignal(page.content.shown, timeout=60_000):
        qtbot.mouseClick(page.next, LEFT)
    with qtbot.waitSignal(page.made, timeout=60_000):
        page.show_step(PREVIEW)
    page.show_step(HAND)
    assert page.papers["en"].content.startswith(b"%PDF")
    shell.open_record("meeting", record)
    pane = shell.records_page("meeting").pane
    assert pane is not None
    assert pane.form.photos is not None
    with qtbot.waitSignal(pane.form.photos.shown, timeout=20_000):
        pane.form.show_photos()
    qtbot.mouseClick(pane.form.photos.cards[0], LEFT)
    qtbot.waitUntil(lambda: pane.form.photos.opened_window is not None, timeout=20_000)

    new = {each.name for each in files(workspace.folder) - before}
    assert files(temp) == set()
    assert all(name.startswith(SEALED) or name == "log.txt" for name in new)
    for each in files(workspace.folder):
        content = each.read_bytes()
        assert b"%PDF" not in content
        assert b"\xff\xd8\xff" not in content[:4]
