"""Something long takes its steps in turns of the window's loop."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from fieldapp.ui.turns import Turns


@pytest.fixture
def turns(qapp: QApplication) -> Turns:
    return Turns(QObject(qapp))


def steps(taken: list[int]) -> Iterator[None]:
    for number in range(4):
        taken.append(number)
        yield


def test_a_step_taken_now_is_the_only_one_of_its_turn(turns: Turns) -> None:
    taken: list[int] = []
    turns.begin(steps(taken))
    turns.step()
    assert taken == [0]

    QApplication.processEvents()
    assert taken == [0]

    while turns.is_under_way:
        QApplication.processEvents()
    assert taken == [0, 1, 2, 3]


def test_what_is_wanted_now_is_taken_to_its_end(turns: Turns) -> None:
    taken: list[int] = []
    turns.begin(steps(taken))
    turns.step()
    turns.finish()

    assert taken == [0, 1, 2, 3]
    assert not turns.is_under_way


def test_steps_that_the_last_step_begins_are_taken_too(turns: Turns) -> None:
    taken: list[int] = []

    def first() -> Iterator[None]:
        yield
        turns.begin(steps(taken))

    turns.begin(first())
    turns.finish()

    assert taken == [0, 1, 2, 3]
    assert not turns.is_under_way
