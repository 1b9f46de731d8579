"""The page “Settings”, and what its choices do to the window."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import fieldapp
from fieldapp.store.workspace import Workspace
from fieldapp.ui.desktop import Desktop
from fieldapp.ui.pages.settings import NewsWindow, SettingsPage, as_read
from fieldapp.ui.preferences import Preferences, read_preferences, theme_of_system
from fieldapp.ui.session import Session
from fieldapp.ui.text_size import START_ANEW
from fieldapp.ui.ways import Ways

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

OpenDesktop = Callable[[], Desktop]
LEFT = Qt.MouseButton.LeftButton


def page_of(desktop: Desktop) -> SettingsPage:
    assert desktop.shell is not None
    desktop.shell.show_page("settings")
    page = desktop.shell._stack.named("settings")
    assert isinstance(page, SettingsPage)
    return page


def kept(workspace: Workspace) -> Preferences:
    return read_preferences(workspace.folder, "en")


def test_what_is_chosen_is_told_once_and_a_second_tap_takes_nothing_back(
    qtbot: QtBot, session: Session
) -> None:
    ways = Ways()
    page = SettingsPage(session, ways)
    qtbot.addWidget(page)
    told: list[object] = []
    for wish in (ways.language, ways.theme, ways.text_size, ways.calm, ways.idle):
        wish.connect(told.append)

    for name, value in (("language", "fr"), ("theme", "system"), ("text", 150), ("motion", True),
                        ("minutes", 2)):  # fmt: skip
        button = page.choices[name].button(value)
        qtbot.mouseClick(button, LEFT)
        qtbot.mouseClick(button, LEFT)
        assert page.choices[name].chosen == (value,)

    assert told == ["fr", "system", 150, True, 2]


def test_it_says_where_things_are_and_what_is_new(
    qtbot: QtBot, workspace: Workspace, session: Session
) -> None:
    page = SettingsPage(session, Ways())
    qtbot.addWidget(page)
    page.show()
    shown = " ".join(str(each.property("text")) for each in page.findChildren(QWidget))
    assert str(workspace.folder) in shown
    assert fieldapp.__version__ in shown

    qtbot.mouseClick(page.news_button, LEFT)
    window = page.findChild(NewsWindow)
    assert window is not None
    assert fieldapp.__version__ in window.news.toPlainText()


def test_the_size_of_text_is_kept_and_starts_the_window_anew_after_a_question(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(QApplication, "exit", codes.append)
    desktop = open_desktop()

    qtbot.mouseClick(page_of(desktop).choices["text"].button(200), LEFT)
    box = desktop.findChild(QMessageBox)
    assert box is not None
    assert kept(workspace).text_percent == 200
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert desktop.isVisible()  # later, then

    desktop.change_text_size(150)
    again = next(each for each in desktop.findChildren(QMessageBox) if each.isVisible())
    QTest.keyClick(again, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: codes == [START_ANEW])
    assert not desktop.isVisible()
    assert desktop.shell is None


def test_calm_and_the_look_of_the_system_count_at_once_and_stay(
    qtbot: QtBot, workspace: Workspace, open_desktop: OpenDesktop, qapp: QApplication
) -> None:
    desktop = open_desktop()
    blinks = qapp.cursorFlashTime()
    qapp.setEffectEnabled(Qt.UIEffect.UI_FadeMenu, True)

    qtbot.mouseClick(page_of(desktop).choices["motion"].button(True), LEFT)
    qtbot.waitUntil(lambda: desktop.look.calm)
    assert qapp.cursorFlashTime() == 0
    assert not qapp.isEffectEnabled(Qt.UIEffect.UI_FadeMenu)

    qtbot.mouseClick(page_of(desktop).choices["theme"].button("system"), LEFT)
    qtbot.waitUntil(lambda: kept(workspace).theme == "system")
    assert desktop.look.theme.name == theme_of_system()

    qtbot.mouseClick(page_of(desktop).choices["motion"].button(False), LEFT)
    qtbot.waitUntil(lambda: not desktop.look.calm)
    assert qapp.cursorFlashTime() == blinks


@pytest.mark.parametrize(
    "content",
    [
        '{"theme": "dark", "language": "fr", "text_percent": 5000, "calm": "yes"}',
        '{"theme": "dark", "language": "fr", "text_percent": true, "calm": 1}',
        '{"theme": "dark", "language": "fr"}',
    ],
)
def test_a_size_that_nobody_can_choose_counts_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "desktop.json").write_text(content, encoding="utf-8")

    assert read_preferences(tmp_path, "en") == Preferences("dark", "fr")


def test_what_is_new_is_read_as_sentences_not_as_the_lines_of_a_file() -> None:
    markdown = "## 0.9\n\n- A sentence that goes\n  on here: `--leaf`.\n- Another.\n"

    assert as_read(markdown) == (
        "0.9\n\n•\u2002A sentence that goes on here: --leaf.\n•\u2002Another.\n"
    )
