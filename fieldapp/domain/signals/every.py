"""Every rule across records, gone through once: the most urgent first."""

from collections.abc import Callable, Iterable
from datetime import date

from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals import (
    access,
    coherence,
    completeness,
    course,
    decisions,
    engagement,
    equity,
    escalations,
    loops,
    meetings,
    pivots,
    results,
    time_limits,
    verification,
)
from fieldapp.domain.signals.signal import Signal

Rule = Callable[[Ledger, date], Iterable[Signal]]

RULES: tuple[Rule, ...] = (
    access.signals,
    time_limits.signals,
    meetings.signals,
    escalations.signals,
    pivots.signals,
    decisions.signals,
    engagement.signals,
    equity.signals,
    verification.signals,
    coherence.signals,
    course.signals,
    results.signals,
    loops.signals,
    completeness.signals,
)
"""A new rule is one module and one line here."""

TONES = ("bad", "warn", "info", "ok")
"""The order of urgency."""


def every_signal(ledger: Ledger, today: date) -> tuple[Signal, ...]:
    """Return what all rules notice, by urgency, then by day, so that it reads the same twice."""
    found = (signal for rule in RULES for signal in rule(ledger, today))
    return tuple(
        sorted(
            found,
            key=lambda s: (TONES.index(s.tone), s.day or "9999", s.name, [r.id for r in s.about]),
        )
    )
