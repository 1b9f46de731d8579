"""A line between laptops and the hub on which everything goes wrong that a line can do."""

import random
from collections import Counter
from collections.abc import Callable

from fieldapp.simulation.folders import Killed
from fieldapp.simulation.shelf import ShelfOnDisk
from fieldapp.sync.errors import HubStoppedMidway, HubUnreachable

LOSE, LOSE_REPLY, STALL, CUT, PORTAL = "lost", "reply lost", "stalled", "cut", "captive portal"
TWICE, REPLAY, MEANWHILE = "twice", "replayed", "others meanwhile"
HUB_KILLED, HUB_DIES_AFTER, HUB_FULL = "hub killed", "hub killed after", "hub full"
HUB_SET_BACK, LAPTOP_DIES = "hub set back meanwhile", "laptop killed taking in"

HARMFUL = (LOSE, LOSE_REPLY, STALL, CUT, PORTAL, HUB_KILLED, HUB_DIES_AFTER, HUB_FULL)
"""After these the laptop may say that it could not; after any other it may not."""

FAULTS = (*HARMFUL, TWICE, REPLAY, MEANWHILE, HUB_SET_BACK, LAPTOP_DIES, LAPTOP_DIES)

PORTAL_PAGE = b"<html><body>Welcome. Please log in to use this network.</body></html>"
PATIENCE_MS = 60_000
_REMEMBERED = 40


class Line:
    """Carries requests to the hub. Nothing goes wrong on it unless `be_bad` was said.

    Attributes:
        struck: What went wrong since `be_bad` or `be_good`.
        counts: How often what went wrong, in all.
    """

    def __init__(
        self, shelf: ShelfOnDisk, dice: random.Random, wait: Callable[[int], None]
    ) -> None:
        self.struck: list[str] = []
        self.counts: Counter[str] = Counter()
        self._shelf = shelf
        self._dice = dice
        self._wait = wait
        self._chance = 0.0
        self._meanwhile: Callable[[], None] = lambda: None
        self._set_back: Callable[[], None] = lambda: None
        self._kill: Callable[[], None] = lambda: None
        self._passed: list[bytes] = []

    @property
    def name(self) -> str:
        """What people call the hub."""
        return self._shelf.name

    def be_good(self) -> None:
        """Carry everything as it should be from now on."""
        self._chance, self.struck = 0.0, []

    def be_bad(
        self,
        chance: float,
        *,
        meanwhile: Callable[[], None],
        set_back: Callable[[], None],
        kill: Callable[[], None],
    ) -> None:
        """Let each request meet a fault with this chance.

        Args:
            meanwhile: Somebody else does something while a request is on its way.
            set_back: The hub is set back while a request is on its way.
            kill: Whoever asks will be cut off while taking in the reply.
        """
        self._chance, self.struck = chance, []
        self._meanwhile, self._set_back, self._kill = meanwhile, set_back, kill

    def exchange(self, request: bytes) -> bytes:
        """Carry one request and its reply, or what becomes of them."""
        fault = self._dice.choice(FAULTS) if self._dice.random() < self._chance else ""
        if fault == MEANWHILE:
            self._meanwhile()
        if fault == HUB_SET_BACK:
            self._set_back()
        if fault:
            self.struck.append(fault)
            self.counts[fault] += 1
        return self._carry(request, fault)

    def _carry(self, request: bytes, fault: str) -> bytes:
        if fault == LOSE:
            raise HubUnreachable(hub=self.name)
        if fault == REPLAY and self._passed:
            self._shelf.exchange(self._dice.choice(self._passed))
        self._passed = [*self._passed[1 - _REMEMBERED :], request]
        if fault == PORTAL:
            return PORTAL_PAGE
        if fault == STALL:
            self._wait(PATIENCE_MS)
            if self._dice.random() < 0.5:
                self._shelf.exchange(request)
            raise HubStoppedMidway(hub=self.name)
        if fault == HUB_FULL:
            self._shelf.leave_room(self._dice.randint(0, 4))
        if fault == HUB_KILLED:
            self._shelf.die_before_commit()
        try:
            reply = self._shelf.exchange(request)
        except Killed:
            self._shelf.start_again()
            raise HubStoppedMidway(hub=self.name) from None
        finally:
            self._shelf.live_on()
            if fault == HUB_FULL:
                self._shelf.leave_room(None)
        return self._brought(request, reply, fault)

    def _brought(self, request: bytes, reply: bytes, fault: str) -> bytes:
        if fault == TWICE:
            return self._shelf.exchange(request)
        if fault == HUB_DIES_AFTER:
            self._shelf.die_now()
        if fault in (LOSE_REPLY, HUB_DIES_AFTER, HUB_KILLED):
            raise HubStoppedMidway(hub=self.name)
        if fault == LAPTOP_DIES:
            self._kill()
        if fault == CUT:
            return reply[: int(self._dice.random() * len(reply))]
        return reply
