"""A hub that one need not wait for: the wish to stop is heard while it is silent.

The request is made in a thread of its own. Whoever stops leaves it to its end; whatever it still
brings is not taken in, and the next round asks for it again.
"""

import threading

from fieldapp.progress import Progress
from fieldapp.sync.wire.protocol import Hub

_LISTENING_S = 0.2
"""Seconds between two looks whether the person wants to stop: at once, for a person."""


class Stoppable:
    """The same hub, with a progress that can end the waiting."""

    def __init__(self, hub: Hub, progress: Progress) -> None:
        self.name = hub.name
        self._hub = hub
        self._progress = progress

    def exchange(self, request: bytes) -> bytes:
        """Answer one request, or stop in the middle of it.

        Raises:
            HubUnreachable, HubStoppedMidway, NotAHub: As the hub itself.
            Cancelled: The person asked to stop.
        """
        asking = _Asking(self._hub, request)
        asking.start()
        while asking.is_alive():
            asking.join(_LISTENING_S)
            if asking.is_alive():
                self._progress.check()
        return asking.result()


class _Asking(threading.Thread):
    """One request. A daemon, so that a hub that never answers keeps no program from ending."""

    def __init__(self, hub: Hub, request: bytes) -> None:
        super().__init__(name="fieldapp asks a hub", daemon=True)
        self._hub = hub
        self._request = request
        self._answer = b""
        self._error: BaseException | None = None

    def run(self) -> None:
        try:
            self._answer = self._hub.exchange(self._request)
        except BaseException as error:  # noqa: BLE001 - raised again where it was asked for
            self._error = error

    def result(self) -> bytes:
        if self._error is not None:
            raise self._error
        return self._answer
