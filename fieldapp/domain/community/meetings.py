"""Whether a meeting was held. Its own question says so; where nobody answered it, the day does, as
it did before there was that question.
"""

from datetime import date

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed

PLANNED, HELD, NOT_HELD = "planned", "held", "not_held"
"""Codes of the list `meeting_state`."""


def was_held(meeting: Disclosed) -> bool:
    """Say whether a meeting counts as held, once its day has come."""
    return meeting.values.get("took_place") in (None, HELD)


def is_open(meeting: Disclosed, today: date) -> bool:
    """Say whether nobody has said yet what became of a meeting that was planned for a day that is
    over."""
    day = day_of(meeting.values.get("held_on"))
    return meeting.values.get("took_place") == PLANNED and day is not None and day < today
