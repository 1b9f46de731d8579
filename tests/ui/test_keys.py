"""The table of keys: nothing twice, nothing hidden."""

from itertools import combinations

import pytest
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from fieldapp.ui import keys
from fieldapp.ui.keys import KEYS, WINDOW
from fieldapp.ui.rooms import SIDEBAR
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_no_two_things_have_the_same_key_in_one_place() -> None:
    for one, other in combinations(KEYS.values(), 2):
        if one.where == other.where or WINDOW in (one.where, other.where):
            assert set(one.keys).isdisjoint(other.keys), one.words


def test_every_shortcut_of_the_window_stands_in_the_table(
    qtbot: QtBot, session: Session, services: Services
) -> None:
    shell = Shell(session, services)
    qtbot.addWidget(shell)
    shell.records_page("meeting").new()

    made = [each.key().toString() for each in shell.findChildren(QShortcut)]
    made += [each.shortcut().toString() for each in shell.findChildren(QAbstractButton)]
    made = [each for each in made if each]

    named = {each for key in KEYS.values() if not key.by_qt for each in key.keys}
    assert set(made) <= named
    assert named == set(made)
    assert len(made) == len(set(made))


def test_every_page_at_the_side_has_a_key_of_the_table() -> None:
    given = [keys.page_key(digit) for _, digit in SIDEBAR if digit]

    assert len(given) == len(set(given))
    assert set(given) <= set(KEYS["pages"].keys)


def test_keys_are_written_as_they_stand_on_the_keyboard() -> None:
    assert "←" in keys.shown("back")
    assert keys.shown("pages").count("Ctrl") == 2
    assert keys.shown("lock").count("·") == 1
