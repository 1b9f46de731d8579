import logging
import threading

from PySide6.QtCore import QObject, QThread

from fieldapp.errors import UserError
from fieldapp.ui.task import Task


class Refused(UserError):
    text = "The hub refused."


def test_a_task_tells_its_result_in_the_window_s_thread(qtbot):
    parent = QObject()
    seen: list[tuple[object, QThread]] = []

    class Receiver(QObject):
        def take(self, result):
            seen.append((result, QThread.currentThread()))

    receiver = Receiver()
    workers: list[int] = []

    def work(_progress):
        workers.append(threading.get_ident())
        return 42

    task = Task(work, parent)
    task.succeeded.connect(receiver.take)
    with qtbot.waitSignal(task.finished):
        task.start()

    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(42, receiver.thread())]
    assert workers != [threading.get_ident()]


def test_progress_reaches_the_window(qtbot):
    parent = QObject()
    task = Task(lambda progress: progress.step(3, 3, "three"), parent)

    with qtbot.waitSignal(task.progressed) as told:
        task.start()

    assert told.args == [3, 3, "three"]
    qtbot.waitUntil(lambda: True)


def test_a_thousand_steps_do_not_flood_the_window(qtbot):
    parent = QObject()
    told: list[int] = []

    def work(progress):
        for number in range(1000):
            progress.step(number, 1000)
        progress.step(1000, 1000)

    task = Task(work, parent)
    task.progressed.connect(lambda done, _total, _text: told.append(done))
    with qtbot.waitSignal(task.finished):
        task.start()

    assert told[-1] == 1000
    assert len(told) < 100


def test_a_cancelled_task_stops_at_its_next_step_and_says_so(qtbot):
    parent = QObject()
    begun, asked = threading.Event(), threading.Event()
    reached: list[str] = []

    def work(progress):
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


def test_a_failure_is_handed_to_the_window(qtbot):
    parent = QObject()

    def work(_progress):
        raise Refused

    task = Task(work, parent)
    with qtbot.waitSignals([task.failed, task.finished], order="strict") as told:
        task.start()

    assert isinstance(told.all_signals_and_args[0].args[0], Refused)


def test_a_fault_of_ours_is_logged_without_its_words(qtbot, caplog):
    parent = QObject()

    def work(_progress):
        raise ValueError("CANARY")

    task = Task(work, parent)
    with caplog.at_level(logging.DEBUG), qtbot.waitSignal(task.finished):
        task.start()

    assert "ValueError" in caplog.text
    assert "CANARY" not in caplog.text
