import logging
import threading
from typing import Never

import pytest
from PySide6.QtCore import QObject, QThread, QThreadPool
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete, isValid

from fieldapp.errors import UserError
from fieldapp.progress import Progress
from fieldapp.ui.task import _RUNNING, Task


class Refused(UserError):
    text = "The hub refused."


def test_a_task_tells_its_result_in_the_window_s_thread(qtbot: QtBot) -> None:
    parent = QObject()
    seen: list[tuple[object, QThread]] = []

    class Receiver(QObject):
        def take(self, result: object) -> None:
            seen.append((result, QThread.currentThread()))

    receiver = Receiver()
    workers: list[int] = []

    def work(_progress: Progress) -> int:
        workers.append(threading.get_ident())
        return 42

    task = Task(work, parent)
    task.succeeded.connect(receiver.take)
    with qtbot.waitSignal(task.finished):
        task.start()

    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, receiver.thread())]
    assert workers != [threading.get_ident()]


def test_progress_reaches_the_window(qtbot: QtBot) -> None:
    parent = QObject()
    task = Task(lambda progress: progress.step(3, 3, "three"), parent)

    told: list[tuple[int, int, str]] = []
    task.progressed.connect(lambda *report: told.append(report))
    with qtbot.waitSignal(task.finished):
        task.start()

    assert told == [(3, 3, "three")]


def test_a_thousand_steps_do_not_flood_the_window(qtbot: QtBot) -> None:
    parent = QObject()
    told: list[int] = []

    def work(progress: Progress) -> None:
        for number in range(1000):
            progress.step(number, 1000)
        progress.step(1000, 1000)

    task = Task(work, parent)
    task.progressed.connect(lambda done, _total, _text: told.append(done))
    with qtbot.waitSignal(task.finished):
        task.start()

    assert told[-1] == 1000
    assert len(told) < 100


def test_a_cancelled_task_stops_at_its_next_step_and_says_so(qtbot: QtBot) -> None:
    parent = QObject()
    begun, asked = threading.Event(), threading.Event()
    reached: list[str] = []

    def work(progress: Progress) -> None:
        begun.set()
        asked.wait(5)
        progress.step(1, 2)
        reached.append("after")

    task = Task(work, parent)
    with qtbot.waitSignals([task.cancelled, task.finished], order="strict"):
        task.start()
        begun.wait(5)
        task.cancel()
        asked.set()

    assert reached == []


def test_a_failure_is_handed_to_the_window(qtbot: QtBot) -> None:
    parent = QObject()

    def work(_progress: Progress) -> Never:
        raise Refused

    task = Task(work, parent)
    told: list[Exception] = []
    task.failed.connect(told.append)
    with qtbot.waitSignal(task.finished):
        task.start()

    assert [type(error) for error in told] == [Refused]


def test_a_task_whose_page_has_gone_stops_and_troubles_nobody(qtbot: QtBot) -> None:
    parent = QObject()
    begun, gone = threading.Event(), threading.Event()
    ended = threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        gone.wait(5)
        try:
            progress.step(1, 2)
        finally:
            ended.set()

    Task(work, parent).start()
    begun.wait(5)
    parent.deleteLater()
    qtbot.waitUntil(lambda: not isValid(parent))
    gone.set()

    qtbot.waitUntil(ended.is_set)
    qtbot.waitUntil(lambda: QThreadPool.globalInstance().activeThreadCount() == 0)


def test_a_fault_of_ours_is_logged_without_its_words(
    qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    parent = QObject()

    def work(_progress: Progress) -> Never:
        raise ValueError("CANARY")

    task = Task(work, parent)
    with caplog.at_level(logging.DEBUG), qtbot.waitSignal(task.finished):
        task.start()

    assert "ValueError" in caplog.text
    assert "CANARY" not in caplog.text


def test_a_page_that_is_gone_hears_nothing_even_if_the_answer_was_on_its_way(
    qtbot: QtBot,
) -> None:
    heard: list[object] = []
    page = QWidget()
    other = QObject()
    for owner in (page, other):
        task = Task(lambda _progress: 42, owner)
        task.succeeded.connect(heard.append)
        task.start()
    QThreadPool.globalInstance().waitForDone()
    delete(page)

    qtbot.waitUntil(lambda: not _RUNNING)
    assert heard == [42]
