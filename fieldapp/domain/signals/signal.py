"""A signal: something the rules noticed, as a sentence that can be translated, with its records.

Facts are counts, days and words of our own; never a record's text, because signals are counted,
sorted and shown in lists. Who wants the text opens the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.errors import Listed, Words
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


def noticed(
    ledger: Ledger, name: str, tone: str, text: str, *about: Disclosed, **facts: object
) -> Signal:
    """Return the signal about these records, at the place of the first."""
    place = ledger.place_of(about[0])
    return Signal(name, tone, text, tuple(map(ref, about)), facts=facts, place=place)


def overdue(
    ledger: Ledger,
    name: str,
    tone: str,
    text: str,
    record: Disclosed,
    due: date | None,
    **facts: object,
) -> Signal:
    """Return the signal about one record and its day; a sentence with ``{day}`` says it."""
    if due is not None and "{day}" in text:
        facts["day"] = due
    day = due.isoformat() if due is not None else ""
    return Signal(name, tone, text, (ref(record),), facts, ledger.place_of(record), day)


def _shown(fact: object, language: Language) -> str:
    if isinstance(fact, Listed):
        return fact.said(language.translate)
    if isinstance(fact, Words):
        return language.translate(fact)
    if isinstance(fact, date):
        return language.short_day(fact)
    if isinstance(fact, int | float) and not isinstance(fact, bool):
        return language.number(fact)
    return str(fact)
