"""The window around the pages, for the pictures: the palette, the help, the settings."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QApplication

from fieldapp.ui.help_topics import KEYS
from fieldapp.ui.pages.settings import SettingsPage
from fieldapp.ui.rooms import SETTINGS, TODAY
from fieldapp.ui.shell import Shell


def shell_screens(ids: Mapping[str, str]) -> dict[str, Callable[[Shell], object]]:
    """Return the screens of the window around the pages by name; `ids` are of records."""
    return {
        "palette": lambda shell: _show_palette(shell, ""),
        "palette-found": lambda shell: _show_palette(shell, "water"),
        "palette-nothing": lambda shell: _show_palette(shell, "zzzz"),
        "help-page": _show_help,
        "help-topic": lambda shell: _show_topic(shell, "checkpoint"),
        "help-keys": lambda shell: _show_topic(shell, KEYS),
        "help-question": lambda shell: _show_question(shell, ids["meeting"]),
        "settings": _show_settings,
    }


def _show_palette(shell: Shell, words: str) -> None:
    shell.show_page(TODAY)
    shell.palette_box.open_box()
    shell.palette_box.line.setText(words)
    shell.palette_box.find_records()


def _show_help(shell: Shell) -> None:
    shell.help.leave()
    shell.show_page("meeting")
    shell.setFocus()
    shell.show_help()


def _show_topic(shell: Shell, name: str) -> None:
    shell.show_page(TODAY)
    shell.show_help(name)


def _show_question(shell: Shell, meeting: str) -> None:
    shell.help.leave()
    shell.open_record("meeting", meeting)
    pane = shell.records_page("meeting").pane
    assert pane is not None
    pane.form.show_section(0)
    QApplication.processEvents()
    pane.form.grid(0).rows["type"].put_cursor()
    shell.show_help()


def _show_settings(shell: Shell) -> None:
    shell.help.leave()
    shell.show_page(SETTINGS)
    page = next(each for each in shell.findChildren(SettingsPage) if each.isVisible())
    page.verticalScrollBar().setValue(0)
