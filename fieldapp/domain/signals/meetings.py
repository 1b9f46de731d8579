"""Meetings that were planned, and of which nobody has said whether they were held."""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.community.meetings import is_open
from fieldapp.domain.days import day_of
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals.signal import Signal, overdue
from fieldapp.language import N_

UNTOLD = "meeting_untold"


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Ask of each meeting whose planned day is over whether it was held."""
    text = N_("A meeting was planned for {day}. Was it held?")
    for meeting in ledger.of("meeting"):
        if is_open(meeting, today):
            day = day_of(meeting.values.get("held_on"))
            yield overdue(ledger, UNTOLD, "warn", text, meeting, day)
