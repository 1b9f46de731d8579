"""Python's collector works in the thread of the window alone: elsewhere it would delete widgets."""

import gc
import threading

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from fieldapp.ui.tidying import tidy_in_turns


class Ring:
    """Refers to itself, so that only a collector frees it; notes in which thread."""

    def __init__(self, freed_in: list[int]) -> None:
        self.itself = self
        self._freed_in = freed_in

    def __del__(self) -> None:
        self._freed_in.append(threading.get_ident())


def rings(freed_in: list[int]) -> None:
    for _ in range(5_000):
        Ring(freed_in)


def test_rings_made_in_another_thread_are_freed_in_that_of_the_window(qtbot: QtBot) -> None:
    owner, freed_in = QObject(), list[int]()
    tidy_in_turns(owner)
    beside = threading.Thread(target=rings, args=(freed_in,))
    beside.start()
    beside.join()
    assert freed_in == []

    qtbot.waitUntil(lambda: len(freed_in) == 5_000)

    assert set(freed_in) == {threading.get_ident()}


def test_when_the_window_is_gone_python_collects_as_before(qtbot: QtBot) -> None:
    owner = QObject()
    tidy_in_turns(owner)
    assert not gc.isenabled()

    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete.value)

    assert gc.isenabled()
