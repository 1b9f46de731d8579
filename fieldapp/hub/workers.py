"""Several processes behind one door, on one PostgreSQL database; whoever dies is replaced.

The first process listens and answers nobody. Its workers inherit the door and take connections
from it in turn.
"""

import logging
import multiprocessing
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from fieldapp.hub import serve as one
from fieldapp.hub.engine import open_storage
from fieldapp.hub.errors import ManyWorkers, WorkersDie
from fieldapp.hub.metrics import SERIES, Counts
from fieldapp.hub.serve import Serving

_SOON_S = 5.0
"""A worker that ends within this many seconds of its start counts as one that cannot start."""
_PATIENCE = 5
"""How many of those in a row, for each worker, before the hub gives up."""

log = logging.getLogger(__name__)


def serve(serving: Serving, announce: Callable[[str], None]) -> None:
    """Run a hub until the process is told to stop; announce its address once it answers.

    Raises:
        ManyWorkers: More than one, and the storage is in a folder.
        WorkersDie: As it says.
        UserError: Those of `fieldapp.hub.serve.serve`.
    """
    if serving.workers == 1:
        one.serve(serving, announce)
        return
    if not serving.database:
        raise ManyWorkers
    with one.listening(serving.listen) as door, one.logging_of(serving):
        # Once, before the workers: what is wrong with the database is told by this process.
        open_storage(serving.data, serving.database).dispose()
        url = one.address_of(door, serving.identity)
        with _told_to_stop() as stop:
            _Crew(serving, door).work(stop, lambda: announce(url))


class _Crew:
    """The workers, and what they share."""

    def __init__(self, serving: Serving, door: socket.socket) -> None:
        # A new interpreter for each: nothing of this process is carried over by accident.
        self._context = multiprocessing.get_context("spawn")
        self._serving = serving
        self._door = door
        self._numbers = self._context.Array("d", len(SERIES))
        self._workers: dict[int, tuple[BaseProcess, Connection, float]] = {}
        self._failed = 0

    def work(self, stop: socket.socket, announce: Callable[[], None]) -> None:
        """Keep the workers running until something can be read from ``stop``."""
        try:
            for number in range(self._serving.workers):
                self._start(number)
            announced = False
            while True:
                lines = [line for _process, line, _at in self._workers.values()]
                ready = wait([stop, *lines])
                if stop in ready:
                    return
                for number, (process, line, began) in list(self._workers.items()):
                    if line not in ready:
                        continue
                    if _says_up(line):
                        self._failed = 0
                        if not announced:
                            announced = True
                            announce()
                    else:
                        self._replace(number, process, line, began)
        finally:
            self._end()

    def _start(self, number: int) -> None:
        mine, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_work,
            args=(self._serving, number, self._door, theirs, self._numbers),
            name=f"hub {number}",
        )
        process.start()
        theirs.close()  # so that its end is heard when the worker dies
        self._workers[number] = (process, mine, time.monotonic())

    def _replace(self, number: int, process: BaseProcess, line: Connection, began: float) -> None:
        line.close()
        process.join()
        log.warning("A worker ended with code %s", process.exitcode)
        if time.monotonic() - began < _SOON_S:
            self._failed += 1
            if self._failed >= _PATIENCE * self._serving.workers:
                raise WorkersDie(folder=self._serving.data)
            time.sleep(0.1 * self._failed)
        self._start(number)

    def _end(self) -> None:
        for process, _line, _at in self._workers.values():
            process.terminate()
        until = time.monotonic() + one.GRACE_S + 5
        for process, line, _at in self._workers.values():
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()
            line.close()
        log.info("The hub stops")


def _work(serving: Serving, number: int, door: socket.socket, up: Connection, numbers: Any) -> None:
    """Run one worker until it is told to stop, or the process that started it is gone."""
    with suppress(KeyboardInterrupt):
        counts = Counts(numbers, numbers.get_lock())
        with (
            one.logging_of(serving, f"log.{number + 1}.txt"),
            one.prepared(serving, door, lambda _url: up.send_bytes(b"up"), counts) as server,
        ):
            parent = multiprocessing.parent_process()

            def follow() -> None:
                if parent is not None:
                    parent.join()
                server.should_exit = True

            threading.Thread(target=follow, daemon=True).start()
            one.until_stopped(server)


def _says_up(line: Connection) -> bool:
    try:
        line.recv_bytes(10)
    except (EOFError, OSError):
        return False
    return True


@contextmanager
def _told_to_stop() -> Iterator[socket.socket]:
    """Give what can be read from once this process is told to stop."""
    told, telling = socket.socketpair()
    telling.setblocking(False)

    def tell(_signal: int, _frame: object) -> None:
        with suppress(BlockingIOError):  # it was told often enough
            telling.send(b"!")

    before = {sig: signal.signal(sig, tell) for sig in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for sig, handler in before.items():
            signal.signal(sig, handler)
        told.close()
        telling.close()
