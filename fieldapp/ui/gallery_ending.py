"""What pictures share that end by themselves in life: work that takes its time, and its end."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEventLoop, QThreadPool, QTimer

from fieldapp.progress import Progress

_MOST_MS = 20_000

_STEP_S = 0.02


@dataclass(frozen=True)
class Ending:
    """What is to be done once a screen has been looked at, for the next one."""

    act: Callable[[], object]


def take_time(
    progress: Progress, done: int, total: int, words: str = "", seconds: float = 0
) -> None:
    """Be at a step of long work until somebody stops it.

    Raises:
        Cancelled: Somebody did.
    """
    while True:
        progress.step(done, total, words)  # it looks whether it shall stop
        if seconds:
            progress.remaining(seconds)
        time.sleep(_STEP_S)


def busy_cores() -> Ending:
    """Have what is begun beside the window wait, as on a laptop that is busy; the end lets it go
    on, and waits for it."""
    pool, free = QThreadPool.globalInstance(), threading.Event()
    pool.waitForDone(_MOST_MS)
    for _ in range(pool.maxThreadCount()):
        pool.start(lambda: _wait(free))

    def end() -> None:
        free.set()
        pool.waitForDone(_MOST_MS)

    return Ending(end)


def _wait(free: threading.Event) -> None:
    free.wait()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Let the window go on until something is so, but for no longer than a person would wait."""
    wait, looking = QEventLoop(), QTimer(interval=10)
    looking.timeout.connect(lambda: wait.quit() if is_so() else None)
    QTimer.singleShot(_MOST_MS, wait, wait.quit)
    looking.start()
    wait.exec()
