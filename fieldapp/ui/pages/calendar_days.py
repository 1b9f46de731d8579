"""What stands in the calendar: what was held and is planned, what is due, whom nobody has met.

Plain functions over disclosed records; the widgets are in `calendar`. The rules that say what is
late are asked as if the last day shown had passed: what they would call late by then is due before.
What is told in confidence stays out, as it does of a map: of a referral no more than that one is
due, without place, day or person.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import babel
import babel.dates

from fieldapp.domain.community.meetings import NOT_HELD, is_open
from fieldapp.domain.community.meetings import PLANNED as STILL_PLANNED
from fieldapp.domain.community.seasons import Spell, calendar
from fieldapp.domain.days import after, day_of
from fieldapp.domain.disclosure import Reader
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.domain.policy import Door
from fieldapp.domain.signals import engagement, escalations, time_limits
from fieldapp.domain.signals.meetings import UNTOLD
from fieldapp.domain.signals.waiting import people_waiting
from fieldapp.errors import Words
from fieldapp.language import LANGUAGES
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace, close, reopen

PLANNED, HELD, DUE, LATE, GAP, REFERRAL = "planned", "held", "due", "late", "gap", "referral"
_ORDER = (REFERRAL, PLANNED, HELD, LATE, DUE, GAP)
"""What comes first on a day."""

BACK, AHEAD = 100, 400
"""Days around the month shown that are read at once, so that leafing needs no reading."""

OFFERED, LOOKED_AT = 3, 35
"""Good days to offer, and how many days ahead they are looked for."""

_KINDS = (
    "place", "season", "meeting", "attendance", "issue", "joint_review", "feedback", "commitment",
    "decision", "deliverable", "milestone", "verification", "handover", "risk", "bottleneck",
    "lesson", "external_review", "agreement", "escalation", "limit",
)  # fmt: skip
_HEARD = {"meeting": "held_on", "feedback": "received_on"}
"""Kinds of record by which somebody is heard, and the day of it."""

_REFERRALS = ("incident", "referral", "assignment", "place", "limit")


@dataclass(frozen=True)
class Entry:
    """One thing on one day.

    Attributes:
        sort: PLANNED, HELD, DUE, ...
        rule: The signal that called it, "" where a record gives the day itself.
        place: P-code or id; "" for the whole mission.
        about: The record that it opens; None for a referral.
        group: Of a GAP, who is to be heard.
        since: Of a GAP, when they were last heard; None for never.
    """

    day: date
    sort: str
    place: str = ""
    about: Ref | None = None
    rule: str = ""
    group: Words | None = None
    since: date | None = None


@dataclass(frozen=True)
class Times:
    """All that is known of a time, as its reader may see it in a calendar.

    Attributes:
        first, last: The days that it covers.
        entries: The earliest first.
    """

    ledger: Ledger
    first: date
    last: date
    entries: tuple[Entry, ...]

    def on(self, day: date, place: str) -> tuple[Entry, ...]:
        """Return what is on a day at a place or in an area; "" is everywhere. A referral is
        nowhere, so it is told whatever place was chosen."""
        covers = self.ledger.areas.covers
        return tuple(
            entry
            for entry in self._by_day.get(day, ())
            if not place or entry.sort == REFERRAL or (entry.place and covers(place, entry.place))
        )

    @cached_property
    def _by_day(self) -> Mapping[date, Sequence[Entry]]:
        found: dict[date, list[Entry]] = {}
        for entry in self.entries:
            found.setdefault(entry.day, []).append(entry)
        return found

    def spells(self, place: str, first: date, last: date) -> tuple[Spell, ...]:
        """Return the seasons that touch a period at a place."""
        return calendar(self.ledger, place, first, last)

    def market_days(self, place: str) -> frozenset[int]:
        """Return the weekdays, 0 for Monday, on which a place has its market, as far as said."""
        name = self.ledger.areas.place(place)
        said = (
            record.values.get("market_days")
            for record in self.ledger.of("place")
            if self.ledger.areas.place(record.id) == name
        )
        return frozenset(day for text in said for day in weekdays_in(str(text or "")))


@dataclass(frozen=True)
class GoodDay:
    """A day on which a visit seems to suit.

    Attributes:
        seasons, market: What is known and not in the way; False where nothing is known of it.
    """

    day: date
    seasons: bool = field(default=False)
    market: bool = field(default=False)


def read_times(workspace: Workspace, reader: Reader, today: date, month: date) -> Times:
    """Read what lies around a month, and work out what is due in it.

    Opens the workspace a second time, so it belongs into a task.
    """
    own = reopen(workspace)
    try:
        ledger = read_ledger(own, _KINDS, reader.at(Door.MAP))
        confided = read_ledger(own, _REFERRALS, reader.at(Door.DASHBOARD))
    finally:
        close(own)
    first, last = after(month, -BACK), after(month, AHEAD)
    found = [
        *_held(ledger, today),
        *_due(ledger, today, last),
        *_gaps(ledger, today, last),
        *_referral(confided, today),
    ]
    shown = (entry for entry in found if first <= entry.day <= last)
    return Times(ledger, first, last, tuple(sorted(shown, key=_key)))


def good_days(
    times: Times, place: str, today: date, weekend: frozenset[int]
) -> tuple[GoodDay, ...]:
    """Return the next days on which nothing that is recorded keeps people of a place away.

    Neither a weekend nor a market day, no season in which fewer can come, not even of one group,
    and no other meeting there.

    Args:
        weekend: Weekdays, 0 for Monday.
    """
    last = after(today, LOOKED_AT)
    spells = times.spells(place, today, last)
    away = [spell for spell in spells if spell.turnout != "usual" or spell.groups]
    markets = times.market_days(place)
    known = bool(times.spells(place, today, after(today, 365)))
    found = (
        GoodDay(day, known, bool(markets))
        for day in (after(today, n) for n in range(1, LOOKED_AT))
        if day.weekday() not in weekend | markets
        and not any(entry.sort == PLANNED for entry in times.on(day, place))
        and not any(spell.first <= day <= spell.last for spell in away)
    )
    return tuple(day for day, _ in zip(found, range(OFFERED), strict=False))


def weekdays_in(text: str) -> frozenset[int]:
    """Return the weekdays, 0 for Monday, whose full names stand in a text in a language we know."""
    folded = text.casefold()
    return frozenset(
        number
        for code in LANGUAGES
        for number, name in babel.dates.get_day_names(locale=babel.Locale(code)).items()
        if name.casefold() in folded
    )


def _held(ledger: Ledger, today: date) -> Iterator[Entry]:
    """Give meetings and joint reviews on their day, and the next one that a meeting announced."""
    met = {
        (ledger.place_of(meeting), day)
        for meeting in ledger.of("meeting")
        if (day := day_of(meeting.values.get("held_on"))) is not None
    }
    for kind in ("meeting", "joint_review"):
        for record in ledger.of(kind):
            place, day = ledger.place_of(record), day_of(record.values.get("held_on"))
            stands = record.values.get("took_place") if kind == "meeting" else None
            if day is None or stands == NOT_HELD:
                continue
            if kind == "meeting" and is_open(record, today):
                yield Entry(day, LATE, place, ref(record), rule=UNTOLD)
            else:
                to_come = day > today or stands == STILL_PLANNED
                yield Entry(day, PLANNED if to_come else HELD, place, ref(record))
    for meeting in ledger.of("meeting"):
        place, day = ledger.place_of(meeting), day_of(meeting.values.get("next_on"))
        if day is not None and day >= today and (place, day) not in met:
            yield Entry(day, PLANNED, place, ref(meeting), rule="next_on")


def _due(ledger: Ledger, today: date, last: date) -> Iterator[Entry]:
    """Give what would be called late the day after the last, on the day until which it is due."""
    for late in time_limits.signals(ledger, after(last, 1)):
        day = day_of(late.day)
        if day is not None:
            sort = LATE if day < today else DUE
            yield Entry(day, sort, late.place, late.about[0], late.name)
    for escalation in ledger.of("escalation"):
        day = escalations.due_on(escalation, ledger)
        if day is not None and escalations.is_open(escalation):
            sort = LATE if day < today else DUE
            yield Entry(day, sort, ledger.place_of(escalation), ref(escalation), "escalation")


def _gaps(ledger: Ledger, today: date, last: date) -> Iterator[Entry]:
    """Give each group on the day until which somebody should hear them; today where it passed."""
    for gap in engagement.signals(ledger, after(last, 1)):
        if gap.name == "engagement_before_season":
            continue
        group = gap.facts.get("group")
        if not isinstance(group, Words):
            continue
        about = next((each for each in gap.about if each.kind in _HEARD), gap.about[-1])
        record = ledger.find(about.id)
        since = day_of(record.values.get(_HEARD.get(about.kind, ""))) if record else None
        due = today
        if since is not None:
            due = max(today, after(since, ledger.limits.of("engagement_gap", gap.place)))
        yield Entry(due, GAP, gap.place, about, gap.name, group, since)


def _referral(confided: Ledger, today: date) -> Iterator[Entry]:
    if any(late.name == "referral_overdue" for late in people_waiting(confided, today)):
        yield Entry(today, REFERRAL)


def _key(entry: Entry) -> tuple[date, int, str, str, str]:
    about = entry.about.id if entry.about else ""
    return entry.day, _ORDER.index(entry.sort), entry.place, str(entry.group or ""), about
