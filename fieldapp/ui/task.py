"""One piece of long work beside the window: progress, a wish to stop, a result or a failure.

The work itself is a plain function that knows no Qt; the command line runs the same one.
"""

import logging
import threading
import time
import weakref
from collections.abc import Callable

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, SignalInstance
from shiboken6 import isValid

from fieldapp.errors import UserError
from fieldapp.progress import Cancelled, Progress

log = logging.getLogger(__name__)

_SECONDS_BETWEEN_REPORTS = 0.05
"""Twenty a second look fluent; thousands a second would keep the window busy drawing them."""

_RUNNING: set["Task"] = set()
"""Holds a task until its last signal has arrived, even if the page that began it is gone."""


class Task(QObject):
    """One run of one function. Make a new one for the next run.

    `work` runs in another thread. It opens its own database, because an SQLite connection belongs
    to the thread that made it, and touches no widget. All signals arrive in the window's thread;
    none does once the owner is gone.

    Signals:
        progressed: done, total and a text.
        remaining: The seconds that it seems to take still; none before there is an honest figure.
        succeeded: What `work` returned.
        failed: What `work` raised.
        cancelled: The person stopped it; what was begun has been left whole.
        finished: Last, in every case.
    """

    progressed = Signal(int, int, str)
    remaining = Signal(float)
    succeeded = Signal(object)
    failed = Signal(Exception)
    cancelled = Signal()
    finished = Signal()

    _told = Signal(object, tuple)
    _ended = Signal()

    def __init__(self, work: Callable[[Progress], object], owner: QObject) -> None:
        """Do `work` for `owner`; when the owner goes, the work is asked to stop."""
        super().__init__()
        self._stop = threading.Event()
        self._work = work
        self._owner = weakref.ref(owner)
        owner.destroyed.connect(self.cancel)
        self._told.connect(self._pass_on)
        self._ended.connect(self._on_ended)

    def start(self) -> None:
        """Begin; at most as many run at once as the machine has cores."""
        _RUNNING.add(self)
        QThreadPool.globalInstance().start(_Run(self))

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def run(self) -> None:
        """Do the work in the thread that calls this, and tell the window's thread how it went."""
        try:
            result = self._work(_Reporter(self, self._stop))
        except Cancelled:
            log.info("A task was stopped on request")
            self.tell(self.cancelled)
        except Exception as error:  # noqa: BLE001 - whatever went wrong is told in the window
            # A fault of ours is logged by its kind alone: its text could hold a record's value.
            if not isinstance(error, UserError):
                log.error("A task failed with %s", type(error).__name__)  # noqa: TRY400
            self.tell(self.failed, error)
        else:
            self.tell(self.succeeded, result)
        finally:
            self.tell(self.finished)
            self._ended.emit()

    def tell(self, signal: SignalInstance, *facts: object) -> None:
        """Have a signal arrive in the window's thread; may be called from any."""
        self._told.emit(signal, facts)

    def _pass_on(self, signal: SignalInstance, facts: tuple[object, ...]) -> None:
        # From thread to page at one go, the page could be half gone when it arrives.
        owner = self._owner()
        if owner is not None and isValid(owner):
            signal.emit(*facts)

    def _on_ended(self) -> None:
        _RUNNING.discard(self)


class _Reporter(Progress):
    """The `Progress` of a task: passes reports to the window and the wish to stop to the work."""

    def __init__(self, task: Task, stop: threading.Event) -> None:
        self._task = task
        self._stop = stop
        self._last = 0.0

    def check(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def remaining(self, seconds: float) -> None:
        self._task.tell(self._task.remaining, seconds)

    def step(self, done: int, total: int, text: str = "") -> None:
        self.check()
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN_REPORTS or done >= total:
            self._last = now
            self._task.tell(self._task.progressed, done, total, text)


class _Run(QRunnable):
    def __init__(self, task: Task) -> None:
        super().__init__()
        self._task = task

    def run(self) -> None:
        self._task.run()
