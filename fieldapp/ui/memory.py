"""Overwriting what the process still remembers once the workspace is locked. As far as that goes.

Python and Qt free memory without clearing it, and neither can be told where a passphrase or an
answer has been copied to. What is freed is filled with something else here, and given back to the
system; what the system, a swap file or an image of sleeping memory has kept is out of reach.
"""

import ctypes
import gc
import sys
from collections.abc import Iterator

_SMALL, _STEP = 512, 16
"""Bytes: Python keeps blocks up to this size, in classes of this step, in pools of its own."""

_FILL_BYTES = 3 << 20
"""For each class. Measured: more finds nothing more, and takes longer."""

_AT_ONCE = 12_000
"""Blocks taken in one step: about 10 ms."""

_LARGE = tuple(1 << power for power in range(9, 17))


def spare_what_is_loaded() -> None:
    """Have no later collection look at what is there now: modules and classes, a hundred thousand
    things that stay. Before anybody has typed a passphrase, which would stay with them."""
    gc.freeze()


def forgetting() -> Iterator[None]:
    """Collect what nothing refers to any more and write over freed memory, a little with each step.

    All of it takes about 0.1 s.
    """
    gc.collect()
    yield
    header = sys.getsizeof(b"")
    for size in range(header + _STEP, _SMALL + 1, _STEP):
        yield from _fill(size - header, _FILL_BYTES // size)
    for size in _LARGE:
        yield from _fill(size, _FILL_BYTES // size)
    _give_back()


def _fill(length: int, count: int) -> Iterator[None]:
    """Take blocks, some with each step, and let go of them when all are taken, so that those freed
    before hold nothing but noughts."""
    blocks: list[bytes] = []
    while len(blocks) < count:
        blocks += [bytes(bytearray(length)) for _ in range(min(_AT_ONCE, count - len(blocks)))]
        yield


def _give_back() -> None:
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
