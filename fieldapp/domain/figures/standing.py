"""How each place stands: who was heard there, its works, its feedback. What the map shows.

Asked of a ledger that was read for the map's door: what is told in confidence is in none. A count
that may be of people is told only from the mission's smallest count on (`small_counts`).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.community.hearing import to_be_heard
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.community.seasons import Spell, calendar
from fieldapp.domain.days import after, day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger, by_id
from fieldapp.domain.signals import engagement
from fieldapp.domain.signals.signal import Signal
from fieldapp.domain.signals.waiting import people_waiting
from fieldapp.domain.signals.works_due import works_due
from fieldapp.language import N_

ENGAGEMENT, WORKS, FEEDBACK = "engagement", "works", "feedback"

KINDS_NEEDED = (
    "place", "season", "meeting", "attendance", "issue", "commitment", "feedback", "deliverable",
    "milestone", "verification", "joint_review", "limit",
)  # fmt: skip

Position = tuple[float, float]
"""Longitude and latitude in degrees, WGS 84."""

SEASONS_AHEAD = 120
"""Days: a visit is planned within the next few months."""


@dataclass(frozen=True)
class Standing:
    """How a place stands in one matter: a tone, "" where there is nothing, and a word."""

    tone: str
    word: str


NOTHING: Mapping[str, Standing] = {
    ENGAGEMENT: Standing("", N_("Nobody to be heard yet")),
    WORKS: Standing("", N_("No works")),
    FEEDBACK: Standing("", N_("No feedback")),
}

STANDINGS: Mapping[str, tuple[Standing, ...]] = {
    ENGAGEMENT: (
        Standing("bad", N_("Long not heard")),
        Standing("warn", N_("Some not heard")),
        Standing("info", N_("Away in this season")),
        Standing("ok", N_("All heard")),
        NOTHING[ENGAGEMENT],
    ),
    WORKS: (
        Standing("bad", N_("Late")),
        Standing("warn", N_("Suspended")),
        Standing("info", N_("On time")),
        Standing("ok", N_("Finished")),
        NOTHING[WORKS],
    ),
    FEEDBACK: (
        Standing("bad", N_("Answer overdue")),
        Standing("warn", N_("Not told that it was heard")),
        Standing("info", N_("Waits for an answer")),
        Standing("ok", N_("Answered")),
        NOTHING[FEEDBACK],
    ),
}
"""Of each matter every standing there is, the most urgent first."""


@dataclass(frozen=True)
class Spot:
    """A place as the map knows it.

    Attributes:
        place: The name that `Areas` gives it.
        position: None where nobody has written where it is.
        met: The last meeting there.
        standing: By matter.
        promises: Not kept yet.
        works: That are not cancelled.
        open_feedback: How many wait for an answer.
        visit: The next day on which somebody is to be there: a meeting, a joint review.
        noticed: What the rules say of this place.
    """

    place: str
    record: str
    name: str
    type: str
    position: Position | None
    met: date | None
    standing: Mapping[str, Standing]
    promises: tuple[Disclosed, ...]
    works: tuple[Disclosed, ...]
    open_feedback: int
    visit: date | None
    noticed: tuple[Signal, ...]


def spots(ledger: Ledger, today: date) -> tuple[Spot, ...]:
    """Return every place, by name."""
    here: dict[str, dict[str, list[Disclosed]]] = {}
    for kind in ("meeting", "commitment", "feedback", "deliverable", "joint_review"):
        for record in ledger.of(kind):
            if place := ledger.place_of(record):
                here.setdefault(place, {}).setdefault(kind, []).append(record)
    noticed: dict[str, list[Signal]] = {}
    for signal in _signals(ledger, today):
        noticed.setdefault(signal.place, []).append(signal)
    worked_in = to_be_heard(ledger)
    found: dict[str, Spot] = {}
    for record in by_id(ledger.of("place")):
        place = ledger.areas.place(record.id)
        if place in found or not record.values.get("name"):
            continue  # of two records of one place the same one counts on every laptop
        signals = tuple(noticed.get(place, ()))
        found[place] = _spot(record, place, here.get(place, {}), signals, place in worked_in, today)
    return tuple(sorted(found.values(), key=lambda spot: (spot.name.casefold(), spot.place)))


def seasons_ahead(ledger: Ledger, place: str, today: date) -> tuple[Spell, ...]:
    """Return the seasons of a place that go on or come within the next months."""
    return calendar(ledger, place, today, after(today, SEASONS_AHEAD))


def season_on(spells: Iterable[Spell], day: date) -> Spell | None:
    """Return the season in which a day lies, the one that keeps the most away."""
    there = [spell for spell in spells if spell.first <= day <= spell.last]
    order = ("none", "fewer")
    return min(
        there,
        key=lambda s: (order.index(s.turnout) if s.turnout in order else 2, s),
        default=None,
    )


def _signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    yield from engagement.signals(ledger, today)
    yield from people_waiting(ledger, today)
    yield from works_due(ledger, today)


def _spot(
    record: Disclosed,
    place: str,
    here: Mapping[str, list[Disclosed]],
    signals: tuple[Signal, ...],
    worked_in: bool,
    today: date,
) -> Spot:
    held = [each for each in here.get("meeting", ()) if was_held(each)]
    met = [day for each in held if (day := _day(each, "held_on"))]
    reviews = [day for each in here.get("joint_review", ()) if (day := _day(each, "next_on"))]
    works = tuple(w for w in here.get("deliverable", ()) if w.values.get("status") != "cancelled")
    waiting = [f for f in here.get("feedback", ()) if _is_open(f)]
    return Spot(
        place=place,
        record=record.id,
        name=str(record.values["name"]),
        type=str(record.values.get("type") or ""),
        position=_position(record),
        met=max((day for day in met if day <= today), default=None),
        standing={
            ENGAGEMENT: _heard(signals, worked_in),
            WORKS: _works(signals, works),
            FEEDBACK: _feedback(signals, here.get("feedback", ()), waiting),
        },
        promises=tuple(
            each
            for each in here.get("commitment", ())
            if each.values.get("status") in (None, "open", "late")
        ),
        works=works,
        open_feedback=len(waiting),
        visit=min((day for day in (*met, *reviews) if day >= today), default=None),
        noticed=signals,
    )


def _heard(signals: Iterable[Signal], worked_in: bool) -> Standing:
    bad, warn, season, heard, nothing = STANDINGS[ENGAGEMENT]
    own = [each for each in signals if each.name.startswith("engagement_")]
    tones = {each.tone for each in own if each.name != "engagement_before_season"}
    if "bad" in tones:
        return bad
    if "warn" in tones:
        return warn
    if tones:
        return season
    return heard if worked_in else nothing


def _works(signals: Iterable[Signal], works: Iterable[Disclosed]) -> Standing:
    late, suspended, on_time, finished, nothing = STANDINGS[WORKS]
    statuses = {each.values.get("status") for each in works}
    if any(each.name in ("deliverable_overdue", "milestone_overdue") for each in signals):
        return late
    if "suspended" in statuses:
        return suspended
    if statuses & {None, "planned", "ongoing"}:
        return on_time
    return finished if statuses else nothing


def _feedback(
    signals: Iterable[Signal], feedback: Iterable[Disclosed], waiting: Iterable[Disclosed]
) -> Standing:
    overdue, unheard, open_still, answered, nothing = STANDINGS[FEEDBACK]
    names = {each.name for each in signals}
    if "feedback_overdue" in names:
        return overdue
    if "feedback_unheard" in names:
        return unheard
    if list(waiting):
        return open_still
    return answered if list(feedback) else nothing


def _is_open(feedback: Disclosed) -> bool:
    return feedback.values.get("status") in (None, "open", "passed_on", "decided")


def _position(place: Disclosed) -> Position | None:
    latitude, longitude = place.values.get("latitude"), place.values.get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        return None
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return (float(longitude), float(latitude)) if on_earth else None


def _day(record: Disclosed, name: str) -> date | None:
    return day_of(record.values.get(name))
