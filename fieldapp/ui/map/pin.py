"""A place as it is pinned to the map."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF


@dataclass(frozen=True)
class Pin:
    """A place on the map.

    Attributes:
        at: On the plane (`map.plane`).
        tone, word: How it stands.
        weight: Of two names that do not fit, the one that weighs more is shown.
    """

    place: str
    name: str
    at: QPointF
    tone: str
    word: str
    weight: float = 0.0
