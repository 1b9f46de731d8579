"""A process that does nothing but draw papers, one of several that share a batch."""

import gc
import signal

_MADE_BEFORE_LOOKING = 50_000
"""Objects. Nearly all that a paper is made of is freed without being looked for."""


def begin_drawing() -> None:
    """Get ready, before the first paper: who stops the batch is heard by the process that shares
    it out, and Python looks for what nobody uses more seldom, which saves a tenth of the time."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_MADE_BEFORE_LOOKING)
