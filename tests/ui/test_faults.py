"""A fault of ours while somebody writes: the draft is kept, the report says where and no word."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.store import drafts
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.faults import Faults, FaultWindow, hard_faults_to, watched
from tests.ui.conftest import OpenDesktop

pytestmark = [
    pytest.mark.qt_log_ignore("^This plugin does not support", extend=True),
    pytest.mark.qt_no_exception_capture,
]

CANARY = "hornbill"


@pytest.fixture
def faults(workspace: Workspace) -> Iterator[Faults]:
    made = Faults(workspace.folder)
    with watched(made):
        yield made


def fail() -> None:
    raise KeyError(CANARY)


class Falls(QWidget):
    """Cannot be painted."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt calls it
        raise ValueError(CANARY)


def write_something(qtbot: QtBot, desktop: Desktop) -> None:
    shell = desktop.shell
    assert shell is not None
    page = shell.records_page("meeting")
    page.new()
    assert page.pane is not None
    qtbot.keyClicks(page.pane.form.grid(0).rows["title"].editor.control, "The well")


def shown(desktop: Desktop) -> list[FaultWindow]:
    return [each for each in desktop.findChildren(FaultWindow) if each.isVisible()]


def test_a_fault_in_a_slot_keeps_the_draft_and_is_told_with_a_report_of_no_word(
    qtbot: QtBot,
    workspace: Workspace,
    open_desktop: OpenDesktop,
    faults: Faults,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    desktop = open_desktop()
    faults.told.connect(desktop.tell_fault)
    write_something(qtbot, desktop)
    assert not drafts.all_drafts(workspace)

    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: bool(shown(desktop)))

    assert len(drafts.all_drafts(workspace)) == 1
    [window] = shown(desktop)
    words = "\n".join(label.text() for label in window.findChildren(QLabel))
    [report] = workspace.folder.glob("crash-*.txt")
    assert str(report) in words
    assert "kept as a draft" in words
    text = report.read_text("utf-8")
    assert "KeyError" in text
    assert "fail" in text
    assert CANARY not in text + words + caplog.text

    QTimer.singleShot(0, fail)  # the same once more: noted, and nobody is bothered twice
    qtbot.waitUntil(lambda: caplog.text.count("A fault of ours") == 2)
    assert len(shown(desktop)) == 1
    window.reject()  # Escape goes on
    assert desktop.isVisible()
    assert desktop.shell is not None
    desktop.tell_fault(KeyError(), None)
    shown(desktop)[0].close_button.click()
    assert not desktop.isVisible()


def test_faults_of_threads_and_of_what_paints_are_heard_and_qts_words_are_not_kept(
    qtbot: QtBot, workspace: Workspace, faults: Faults, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    heard: list[str] = []
    faults.told.connect(lambda error, _report: heard.append(type(error).__name__))
    widget = Falls()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: "ValueError" in heard)
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: "KeyError" in heard)
    widget.update()  # the same once more: noted, and not told again
    qtbot.waitUntil(lambda: caplog.text.count("ValueError in paintEvent") > 1)
    qWarning(f"QFontDatabase: cannot find {CANARY}")

    assert heard.count("ValueError") == 1
    assert len(faults.reports) == 2
    assert "QFontDatabase" in caplog.text
    assert CANARY not in caplog.text


def test_without_a_hard_fault_no_file_is_left(tmp_path: Path) -> None:
    with hard_faults_to(tmp_path):
        assert [each.name for each in tmp_path.iterdir()] == ["crash-process.txt"]

    assert list(tmp_path.iterdir()) == []
