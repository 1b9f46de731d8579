"""What goes on growing in a window takes one step in a turn, and none while other things come."""

from itertools import pairwise

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds.meeting import MEETING
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.growing import Growing, Growth
from fieldapp.ui.putting_away import take_away
from fieldapp.ui.session import Session
from fieldapp.ui.shell import Shell
from tests.ui.conftest import OpenDesktop


class Plant:
    """Counts its steps; tall enough after three."""

    def __init__(self, growth: Growth, owner: QWidget, steps: list[str], name: str) -> None:
        self.height = 0
        self._steps, self._name = steps, name
        self.growing = Growing(growth, owner, self._step)
        self.growing.start()

    def _step(self) -> None:
        self.height += 1
        self._steps.append(self._name)
        if self.height == 3:
            self.growing.stop()


@pytest.fixture
def owner(qtbot: QtBot) -> QLabel:
    made = QLabel()
    qtbot.addWidget(made)
    return made


def test_two_that_grow_take_one_step_in_a_turn(owner: QLabel) -> None:
    growth, steps = Growth(), list[str]()
    for name in ("reed", "oak"):
        Plant(growth, owner, steps, name)

    after_each_turn = []
    for _ in range(40):
        QApplication.processEvents()
        after_each_turn.append(len(steps))

    assert steps == ["reed"] * 3 + ["oak"] * 3
    grown = [after - before for before, after in pairwise(after_each_turn)]
    assert max(grown) == 1


def test_nothing_grows_while_something_else_comes(owner: QLabel) -> None:
    growth, steps = Growth(), list[str]()
    Plant(growth, owner, steps, "reed")
    growth.hold("turns")
    growth.hold("palette")
    growth.release("palette")
    for _ in range(20):
        QApplication.processEvents()
    assert steps == []

    growth.release("turns")
    for _ in range(20):
        QApplication.processEvents()
    assert len(steps) == 3


def test_questions_rest_while_their_page_is_left(qtbot: QtBot, session: Session) -> None:
    grid = FieldGrid(MEETING, MEETING.fields, session.surroundings)
    qtbot.addWidget(grid)
    with qtbot.waitExposed(grid):
        grid.show()
    grid.hide()
    made = len(grid.made)
    for _ in range(20):
        QApplication.processEvents()
    assert len(grid.made) == made < len(grid.names)

    with qtbot.waitSignal(grid.grown):
        grid.show()


def test_what_is_gone_grows_no_more(qapp: QApplication) -> None:
    growth, steps = Growth(), list[str]()
    gone = QLabel()
    Plant(growth, gone, steps, "reed")
    take_away(gone)
    for _ in range(20):
        QApplication.processEvents()
    assert steps == []


@pytest.fixture
def shell(qtbot: QtBot, open_desktop: OpenDesktop) -> Shell:
    window = open_desktop()
    assert window.shell is not None
    return window.shell


def test_the_palette_comes_before_what_grows_under_it(shell: Shell) -> None:
    growth = shell.session.growth
    shell.palette_box.open_box()
    assert growth.is_held
    shell.palette_box.close_box()
    assert not growth.is_held


def test_a_page_that_comes_in_turns_comes_before_what_grows(qtbot: QtBot, shell: Shell) -> None:
    growth = shell.session.growth
    shell.turn_to("settings")
    assert growth.is_held
    qtbot.waitUntil(lambda: not shell.turns.is_under_way)
    assert not growth.is_held
