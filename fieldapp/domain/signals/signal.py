"""A signal: something the rules noticed, as a sentence that can be translated, with its records.

Facts are counts, days and words of our own; never a record's text, because signals are counted,
sorted and shown in lists. Who wants the text opens the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ref
from fieldapp.errors import Words
from fieldapp.language import Language


@dataclass(frozen=True)
class Signal:
    """One thing to look at.

    Attributes:
        name: Which rule noticed it, e.g. ``feedback_overdue``.
        tone: "bad" needs somebody now, "warn" soon, "info" is a choice, "ok" is good news.
        text: An English sentence with ``{facts}``.
        about: The records it stands on, the one to open first.
        place: P-code or id; "" for the whole mission.
        day: Since when or until when, ISO; "" where no day matters.
    """

    name: str
    tone: str
    text: str
    about: tuple[Ref, ...]
    facts: Mapping[str, object] = field(default_factory=dict)
    place: str = ""
    day: str = ""

    def sentence(self, language: Language) -> str:
        """Return the sentence in a language."""
        return language.translate(self.text).format(
            **{name: _shown(fact, language) for name, fact in self.facts.items()}
        )


def _shown(fact: object, language: Language) -> str:
    if isinstance(fact, Words):
        return language.translate(fact)
    if isinstance(fact, date):
        return language.short_day(fact)
    if isinstance(fact, int | float) and not isinstance(fact, bool):
        return language.number(fact)
    return str(fact)


def day_of(value: Value) -> date | None:
    """Return the day that a record gives, or None."""
    return date.fromisoformat(value) if isinstance(value, str) else None


def after(day: date, days: float) -> date:
    """Return the day so many days later; the last day there is where that is further."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max
