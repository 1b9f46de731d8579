"""How much one laptop or one address may ask of a hub, so that nobody can keep it from the others.

Buckets of tokens in this process's memory: each request takes one, and they fill up again with
time. A laptop in its usual round never empties its own; several processes each keep theirs.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.sync.wire.protocol import LARGEST_BODY

MOST_KNOWN = 10_000
"""Laptops or addresses that are remembered; of more, those that were here longest ago are not."""


@dataclass(frozen=True)
class Allowance:
    """How many at once, and how many more for every second that passes."""

    at_once: float
    per_second: float


OF_DEVICE = Allowance(6000, 100)
"""Requests of a laptop: each is a transaction on both sides, so that a round stays far below."""
OF_STRANGERS = Allowance(300, 5)
"""Requests from one address that were refused: a whole office that is not enrolled yet."""
BYTES_OF_DEVICE = Allowance(2 * 1024**3, 64 * 1024)
"""Bytes of packs of a laptop: two gigabytes at once, and five more every day."""

WAITING = 128 * 1024 * 1024
"""Bytes of bodies that may be on their way in at once, from everybody."""
WAITING_OF_ONE = 4 * LARGEST_BODY
"""Those of one address, behind which there may be a whole office."""


class Buckets:
    """One bucket for each laptop or address.

    Args:
        clock_s: Returns seconds that only go forward.
    """

    def __init__(self, allowance: Allowance, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._allowance = allowance
        self._clock_s = clock_s
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, who: str, tokens: float = 1) -> bool:
        """Take tokens where there are any left. Whoever has one left may take many."""
        with self._lock:
            level = self._level(who)
            if level <= 0:
                return False
            self._levels[who] = (level - tokens, self._clock_s())
            self._levels.move_to_end(who)
            if len(self._levels) > MOST_KNOWN:
                self._levels.popitem(last=False)
            return True

    def is_empty(self, who: str) -> bool:
        """Say whether nothing is left."""
        with self._lock:
            return self._level(who) <= 0

    def knows(self, who: str) -> bool:
        """Say whether somebody has taken from their bucket lately."""
        with self._lock:
            return who in self._levels

    def _level(self, who: str) -> float:
        now = self._clock_s()
        level, at = self._levels.get(who, (self._allowance.at_once, now))
        return min(self._allowance.at_once, level + (now - at) * self._allowance.per_second)


class Limits:
    """What a hub lets pass. The same for every request; whether it is a member is not known here.

    Args:
        clock_s: Returns seconds that only go forward.
    """

    def __init__(
        self,
        clock_s: Callable[[], float] = time.monotonic,
        *,
        of_device: Allowance = OF_DEVICE,
        of_strangers: Allowance = OF_STRANGERS,
        bytes_of_device: Allowance = BYTES_OF_DEVICE,
    ) -> None:
        self._devices = Buckets(of_device, clock_s)
        self._strangers = Buckets(of_strangers, clock_s)
        self._bytes = Buckets(bytes_of_device, clock_s)

    def admits(self, address: str, device: str) -> bool:
        """Say whether a request is worth a look, before anything is known for sure.

        Where too much that was refused came from an address, only laptops that were served lately
        are still looked at: colleagues often stand behind one address.
        """
        return not self._strangers.is_empty(address) or self._devices.knows(device)

    def refused(self, address: str) -> None:
        """Count a request that came from nobody who is known."""
        self._strangers.take(address)

    def take(self, device: str, size: int) -> bool:
        """Count a request whose signature is right, with the bytes that it brings."""
        return self._devices.take(device) and (size == 0 or self._bytes.take(device, size))


class Waiting:
    """Bytes of bodies that have come in and whose requests are not answered yet, by address."""

    def __init__(self, most: int = WAITING, of_one: int = WAITING_OF_ONE) -> None:
        self._most = most
        self._of_one = of_one
        self._by_address: dict[str, int] = {}
        self._total = 0

    def add(self, address: str, size: int) -> bool:
        """Count more bytes of an address; says whether there was room for them."""
        own = self._by_address.get(address, 0) + size
        if own > self._of_one or self._total + size > self._most:
            return False
        self._by_address[address] = own
        self._total += size
        return True

    def remove(self, address: str, size: int) -> None:
        """Count bytes of an address that need no room any more."""
        own = self._by_address.pop(address, 0) - size
        if own > 0:
            self._by_address[address] = own
        self._total -= size
