"""Python's collector, in the thread of the window alone.

Python looks for what nothing refers to any more in whatever thread happens to allocate. A widget
left in a ring of references would be deleted there, beside the window: what is of Qt belongs to the
thread that made it, and the process died of it while a paper was drawn.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 100
"""Often enough that little is found each time."""


def tidy_in_turns(owner: QObject) -> None:
    """Collect in turns of the window's loop, and nowhere else, until `owner` is gone."""
    gc.disable()
    owner.destroyed.connect(gc.enable)
    looking = QTimer(owner, interval=_EVERY_MS)
    looking.timeout.connect(tidy)
    looking.start()


def tidy() -> None:
    """Collect the oldest generation that has reached its threshold, as Python does by itself."""
    reached = zip(gc.get_count(), gc.get_threshold(), strict=True)
    due = [generation for generation, (had, most) in enumerate(reached) if had > most]
    if due:
        gc.collect(due[-1])
