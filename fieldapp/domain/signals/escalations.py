"""What has gone up the ladder and was not answered in time, and what is late and could go up.

Nothing goes up by itself: the next level is named, and a person decides.
"""

from collections.abc import Iterator
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.days import after, day_of
from fieldapp.domain.deciding.confidence import is_closed
from fieldapp.domain.deciding.ladder import next_level, roles_at
from fieldapp.domain.deciding.rights import Author, roles_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Link
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.domain.signals import time_limits
from fieldapp.domain.signals.signal import Signal, overdue
from fieldapp.errors import Words
from fieldapp.language import N_

_ABOUT = {
    field.type.kind: field.name
    for field in reversed(KINDS["escalation"].fields)
    if isinstance(field.type, Link)
}
"""Kind to the question of an escalation that names a record of this kind, the first of several."""


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give each escalation that waits too long with whom it goes to next, and what to escalate."""
    for escalation in ledger.of("escalation"):
        due = due_on(escalation, ledger)
        if not is_open(escalation) or due is None or due >= today:
            continue
        following = next_level(escalation.values.get("level"))
        if following:
            text = N_("An escalation was to be answered by {day}; next it goes to: {level}.")
            level = Words(code_list("escalation_level").labels[following])
            yield overdue(ledger, "escalation_overdue", "bad", text, escalation, due, level=level)
        else:
            text = N_("An escalation was to be answered by {day}; nobody stands above.")
            yield overdue(ledger, "escalation_overdue", "bad", text, escalation, due)
    yield from propose(ledger, today)


def propose(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Offer to escalate what is overdue and has no escalation yet."""
    escalated = {
        each.values.get(name) for each in ledger.of("escalation") for name in _ABOUT.values()
    }
    offered: dict[Ref, list[Signal]] = {}
    for late in time_limits.signals(ledger, today):
        about = _can_go_up(late.about[0], ledger)
        if late.tone == "bad" and about is not None and about.id not in escalated:
            offered.setdefault(ref(about), []).append(late)
    for one, reasons in offered.items():
        reasons.sort(key=lambda late: (late.day, late.about[0].id))
        behind = tuple(late.about[0] for late in reasons)
        text = N_("This is late and nobody above has been told: it can be escalated.")
        yield Signal(
            "escalation_proposed", "info", text, tuple(dict.fromkeys((one, *behind))),
            {}, reasons[0].place, reasons[0].day,
        )  # fmt: skip


def waiting(ledger: Ledger, today: date, author: Author) -> Iterator[Signal]:
    """Give each open escalation that waits for an answer of this person, by their roles.

    One that is late waits for the next level as well.
    """
    for escalation in ledger.of("escalation"):
        if not is_open(escalation):
            continue
        roles = roles_of(author, ledger, today, ledger.place_of(escalation))
        due = due_on(escalation, ledger)
        level = escalation.values.get("level")
        late = due is not None and due < today
        if roles & roles_at(level) or (late and roles & roles_at(next_level(level))):
            text = (
                N_("An escalation waits for your answer; it was due by {day}.")
                if late
                else N_("An escalation waits for your answer.")
            )
            tone = "bad" if late else "warn"
            yield overdue(ledger, "escalation_waiting", tone, text, escalation, due)


def is_open(escalation: Disclosed) -> bool:
    """Say whether an escalation still waits for its answer."""
    if escalation.values.get("status") in ("answered", "closed"):
        return False
    answered = escalation.values.get("answered_on") is not None
    # One that was answered and opened again waits again.
    return escalation.values.get("status") == "open" or not answered


def due_on(escalation: Disclosed, ledger: Ledger) -> date | None:
    """Return until when it is to be answered: its own day, else by the mission's limit."""
    raised = day_of(escalation.values.get("raised_on"))
    own = day_of(escalation.values.get("due_on"))
    if own is not None or raised is None:
        return own
    return after(raised, ledger.limits.of("escalation_days", ledger.place_of(escalation)))


def _can_go_up(late: Ref, ledger: Ledger) -> Disclosed | None:
    """Return the record that an escalation can name: the late one, or the one it is a row of."""
    record = ledger.find(late.id)
    if record is not None and is_closed(KINDS[record.kind], record.values, held=record.held):
        return None  # an escalation is for the team's eyes; a grave complaint has its own way up
    if record is None or late.kind in _ABOUT:
        return record
    parent = ledger.find(record.values.get(KINDS[late.kind].parent))
    return parent if parent is not None and parent.kind in _ABOUT else None
