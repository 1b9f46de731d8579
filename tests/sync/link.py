"""A link of 64 kbit/s that drops, on a clock of its own: what is on its way when it drops is lost.

Nobody waits in real time. Bytes of a message that was cut were sent all the same, and count.
"""

import random
from dataclasses import dataclass, field

from fieldapp.sync.errors import HubStoppedMidway
from fieldapp.sync.wire.protocol import Hub

BYTES_A_SECOND = 8_000
PAUSE_S = 0.6
"""There and back, over a satellite."""


@dataclass
class DroppingLink:
    """Carries requests until it drops, and then anew.

    Attributes:
        uptime_s: Mean time until it drops, exponential; 0 for a link that holds.
        passed: Bytes that were on the line, both ways, whether or not they arrived.
        drops: How often it dropped under a message.
        time_s: Seconds that all of it took.
    """

    hub: Hub
    uptime_s: float
    seed: int = 1
    passed: int = 0
    drops: int = 0
    time_s: float = 0.0
    name: str = "hub.example.org"
    _dice: random.Random = field(init=False)
    _up_s: float = field(init=False)

    def __post_init__(self) -> None:
        self._dice = random.Random(self.seed)
        self._up_s = self._next()

    def exchange(self, request: bytes) -> bytes:
        self._carry(len(request))
        self._pause()
        reply = self.hub.exchange(request)
        self._carry(len(reply))
        return reply

    def _carry(self, size: int) -> None:
        needed = size / BYTES_A_SECOND
        if needed > self._up_s:
            self.passed += int(self._up_s * BYTES_A_SECOND)
            self._drop()
        self.passed += size
        self.time_s += needed
        self._up_s -= needed

    def _pause(self) -> None:
        if self._up_s < PAUSE_S:
            self._drop()
        self.time_s += PAUSE_S
        self._up_s -= PAUSE_S

    def _drop(self) -> None:
        self.time_s += self._up_s
        self.drops += 1
        self._up_s = self._next()
        raise HubStoppedMidway(hub=self.name)

    def _next(self) -> float:
        return self._dice.expovariate(1 / self.uptime_s) if self.uptime_s else float("inf")
