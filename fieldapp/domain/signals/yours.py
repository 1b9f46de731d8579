"""What waits for one person, in front of what the rules notice for everybody."""

from collections.abc import Iterable
from datetime import date

from fieldapp.domain.deciding.rights import Author
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals import escalations, liaison
from fieldapp.domain.signals.every import every_signal
from fieldapp.domain.signals.signal import Signal


def signals_for(ledger: Ledger, today: date, author: Author) -> tuple[Signal, ...]:
    """Return what waits for the author, the most urgent first, then what all rules notice."""
    found = every_signal(ledger, today)
    own = (
        *escalations.waiting(ledger, today, author),
        *liaison.waiting(found, ledger, today, author),
    )
    first = sorted(own, key=lambda s: (s.tone != "bad", s.day or "9999", s.name, s.about[0].id))
    return (*first, *found)


def told_once(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """Return the signals without that an escalation is late, where it waits for the reader."""
    every = tuple(signals)
    own = {each.about[0] for each in every if each.name == "escalation_waiting"}
    return tuple(
        each for each in every if each.name != "escalation_overdue" or each.about[0] not in own
    )
