"""What an officer has to look at today, read in a task: late, coming, not heard.

What is late and when is for the rules (`domain.signals`). What comes is what they would call late
if nothing is done for two weeks. How it is shown is in `pages.today`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain

from fieldapp.domain.community.meetings import NOT_HELD
from fieldapp.domain.community.seasons import Spell, calendar
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.figures.standing import season_on
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.domain.signals import engagement, escalations, meetings, time_limits
from fieldapp.domain.signals.signal import Signal
from fieldapp.store import drafts, packs, records
from fieldapp.store.drafts import Draft
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Wanted
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.sync import account
from fieldapp.sync.mission import author_of

AHEAD = timedelta(days=14)
"""What falls due later is not for today."""

_NEEDED = (
    "place", "season", "meeting", "attendance", "issue", "commitment", "feedback", "incident",
    "referral", "deliverable", "milestone", "verification", "handover", "joint_review", "decision",
    "escalation", "risk", "bottleneck", "lesson", "external_review", "agreement", "limit",
    "assignment", "decision_right",
)  # fmt: skip
"""The kinds that these rules read."""

_PEOPLE = frozenset({"referral_overdue", "feedback_overdue", "feedback_unheard"})
"""Somebody waits for these; a work waits for nobody."""


@dataclass(frozen=True)
class Visit:
    """A day on which somebody is to be at a place, and the season in which it lies."""

    record: Disclosed
    place: str
    day: date
    season: Spell | None


@dataclass(frozen=True)
class Agenda:
    """All that there is to look at.

    Attributes:
        late: What is over its time, whoever waits for it first.
        coming: What will be within two weeks, the earliest first; also what waits for the reader.
        unheard: Groups that nobody has heard for too long, place by place.
        visits: Meetings and joint reviews to come.
        seasons: That go on or begin within two weeks, with their places.
        waiting: Saves that have not reached the hub.
        synced: The day of the last sync; None before the first.
        begun: Whether anything is on record: where nothing is, nobody was heard.
    """

    ledger: Ledger
    late: tuple[Signal, ...]
    coming: tuple[Signal, ...]
    unheard: tuple[Signal, ...]
    visits: tuple[Visit, ...]
    seasons: tuple[Spell, ...]
    drafts: tuple[Draft, ...] = field(default=())
    clashing: tuple[Disclosed, ...] = field(default=())
    waiting: int = 0
    synced: date | None = None
    begun: bool = True


def read_agenda(workspace: Workspace, reader: Reader, today: date) -> Agenda:
    """Read everything. Opens the workspace a second time, so it belongs into a task."""
    own = reopen(workspace)
    try:
        ledger = read_ledger(own, _NEEDED, reader.at(Door.DASHBOARD))
        told = (disclose(record, reader.at(Door.LIST)) for record, _ in records.clashing(own))
        last = account.last(own)
        own_turn = tuple(escalations.waiting(ledger, today, author_of(own)))
        return Agenda(
            ledger=ledger,
            late=late(ledger, today, own_turn),
            coming=coming(ledger, today, own_turn),
            unheard=unheard(ledger, today),
            visits=visits(ledger, today),
            seasons=calendar(ledger, "", today, today + AHEAD),
            drafts=tuple(drafts.all_drafts(own)),
            clashing=tuple(shown for shown in told if shown.clashes),
            waiting=packs.records_not_sent(own.db),
            synced=datetime.fromisoformat(last.at).date() if last is not None else None,
            begun=any(records.query(own, Wanted(kind, limit=1)) for kind in KINDS),
        )
    finally:
        close(own)


def late(ledger: Ledger, today: date, own_turn: Iterable[Signal] = ()) -> tuple[Signal, ...]:
    """Return what is over its time: what waits for the reader, who waits, then by urgency.

    Args:
        own_turn: What waits for an answer of whoever reads; of it, what is due or has no day.
    """
    rules = chain(time_limits.signals(ledger, today), meetings.signals(ledger, today))
    found = [each for each in rules if each.day]
    asked = (each for each in own_turn if (day := day_of(each.day)) is None or day < today)
    return (*asked, *sorted(found, key=_urgency))


def coming(ledger: Ledger, today: date, own_turn: Iterable[Signal] = ()) -> tuple[Signal, ...]:
    """Return what falls due from today on within two weeks, the earliest first."""
    # A rule calls late what was due before the day it is asked for.
    then = time_limits.signals(ledger, today + AHEAD + timedelta(days=1))
    found = {
        (each.about[0], each.day): each
        for each in chain(then, own_turn)
        if (day := day_of(each.day)) is not None and today <= day <= today + AHEAD
    }
    return tuple(sorted(found.values(), key=lambda each: (each.day, *_urgency(each))))


def unheard(ledger: Ledger, today: date) -> tuple[Signal, ...]:
    """Return who was not heard, and whoever should be before a season; the longest first."""
    order = ("bad", "warn", "info")
    found = (each for each in engagement.signals(ledger, today) if each.tone in order)
    return tuple(
        sorted(found, key=lambda s: (order.index(s.tone), s.day or "9999", s.place, s.about[0].id))
    )


def visits(ledger: Ledger, today: date) -> tuple[Visit, ...]:
    """Return the meetings and joint reviews that are to come, the nearest first."""
    found = sorted(_visits(ledger, today), key=lambda each: (each[0], each[1].id))
    return tuple(
        Visit(
            record,
            place := ledger.place_of(record),
            day,
            season_on(calendar(ledger, place, day, day), day) if place else None,
        )
        for day, record in found
    )


def _visits(ledger: Ledger, today: date) -> Iterator[tuple[date, Disclosed]]:
    for kind, name in (("meeting", "held_on"), ("joint_review", "next_on")):
        for record in ledger.of(kind):
            day = day_of(record.values.get(name))
            gone = kind == "meeting" and record.values.get("took_place") == NOT_HELD
            if day is not None and day >= today and not gone:
                yield day, record


def _urgency(signal: Signal) -> tuple[bool, bool, str, str]:
    return (signal.name not in _PEOPLE, signal.tone != "bad", signal.day, signal.about[0].id)
