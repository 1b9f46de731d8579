"""Clashing promises, double work and contradicting decisions across teams, found after a sync.

False alarms cost trust, so two records are compared only where a link or a place with a sector
joins them, and promises and titles of works must say the same by their words (`likeness`).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations

from fieldapp.domain.days import day_of
from fieldapp.domain.deciding.rights import NOT_IN_FORCE
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger, by_id
from fieldapp.domain.signals.likeness import SAME_WORDS, likeness, shared, words
from fieldapp.domain.signals.signal import Signal, noticed
from fieldapp.language import N_

FAR_APART_DAYS = 30
"""Two days for one promise that are further apart are two promises; so far apart, a decision to
scale up may follow one to stop because things have changed."""

_OPEN = (None, "open", "late")
_OVER = ("completed", "handed_over", "cancelled")

_Pairs = Iterator[tuple[Disclosed, Disclosed]]


def signals(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give clashing promises, duplicate efforts, contradictions, and what serves no objective."""
    for one, other in _promises(ledger):
        yield from _clash(ledger, one, other)
    yield from _duplicates(ledger, today)
    for one, other in _paired((w, d) for d in ledger.of("decision") for w in _about_work(d)):
        yield from _contradiction(ledger, one, other)
    yield from _aimless(ledger)


def _promises(ledger: Ledger) -> _Pairs:
    """Give every two promises that say the same about one work, issue or feedback, or in one
    place and sector.

    A promise is a commitment, or a decision in force. Its sector is that of its work, or of the
    issue or feedback behind it.
    """
    behind: dict[str, list[Disclosed]] = {}
    for issue in ledger.of("issue"):
        decision = issue.values.get("decision")
        if isinstance(decision, str):
            behind.setdefault(decision, []).append(issue)
    found: list[tuple[Hashable, Disclosed]] = []
    said = {}
    for promise in (*ledger.of("commitment"), *ledger.of("decision")):
        if promise.values.get("step") in NOT_IN_FORCE:
            continue
        said[promise.id] = words(promise.values.get("what"))
        matters = [
            matter
            for name in ("deliverable", "issue", "feedback")
            if isinstance(matter := promise.values.get(name), str)
        ]
        matters += [issue.id for issue in behind.get(promise.id, ())]
        found += [(matter, promise) for matter in matters]
        place = ledger.place_of(promise)
        for sector in {_sector(ledger.find(matter)) for matter in matters} - {None}:
            found += [((place, sector), promise)] if place else []
    for one, other in _paired(found):
        if shared(said[one.id], said[other.id]) >= SAME_WORDS:
            yield one, other


def _sector(record: Disclosed | None) -> object:
    values = record.values if record is not None else {}
    return values.get("sector") or values.get("topic")


def _clash(ledger: Ledger, one: Disclosed, other: Disclosed) -> Iterator[Signal]:
    """Give what makes two promises of the same clash: the gravest of three, or nothing."""
    status = [record.values.get("status") for record in (one, other)]
    by = {record.values.get("promised_by") for record in (one, other)} - {None}
    apart = _days_apart(one, other, "due_on")
    if "dropped" in status and any(each in _OPEN for each in status):
        text = N_("The same promise was dropped in one record and is open in another.")
        yield noticed(ledger, "promise_dropped_and_open", "bad", text, one, other)
    elif not all(each in _OPEN for each in status):
        return
    elif len(by) == 2:
        text = N_("Two parties have made the same promise: who keeps it?")
        yield noticed(ledger, "promise_by_two", "warn", text, one, other)
    elif apart is not None and apart > FAR_APART_DAYS:
        text = N_("The same promise was made for two days that lie {days} days apart.")
        yield noticed(ledger, "promise_for_two_days", "warn", text, one, other, days=apart)


def _duplicates(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Works that are not over, at one place, of one sector, at the same time.

    With titles that say the same they are probably one work twice, whoever leads them: two authors
    recorded it, or two partners build it. With other titles they are told once for all of them,
    and only where party or partner in charge differ: somebody should see that they fit together.
    """
    by_field: dict[tuple[str, str], list[Disclosed]] = {}
    for work in ledger.of("deliverable"):
        key = ledger.place_of(work), str(work.values.get("sector") or "")
        if all(key) and work.values.get("status") not in _OVER:
            by_field.setdefault(key, []).append(work)
    for _, works in sorted(by_field.items()):
        beside: dict[str, Disclosed] = {}
        for one, other in combinations(by_id(works), 2):
            if not _at_once(one, other, today):
                continue
            if likeness(one.values.get("title"), other.values.get("title")) >= SAME_WORDS:
                text = N_("Two works of the same name run at one place at the same time.")
                yield noticed(ledger, "duplicate_work", "warn", text, one, other)
            elif _led_apart(one, other):
                beside |= {one.id: one, other.id: other}
        if beside:
            text = N_("Works of one sector at one place under different leads at one time: {count}")
            members = by_id(beside.values())
            yield noticed(ledger, "works_side_by_side", "info", text, *members, count=len(members))


def _at_once(one: Disclosed, other: Disclosed, today: date) -> bool:
    """Say whether the days known of two works overlap; one of which none is known does not."""
    first, second = _span(one, today), _span(other, today)
    return bool(first and second) and max(first[0], second[0]) <= min(first[1], second[1])


def _span(work: Disclosed, today: date) -> tuple[date, ...]:
    days = [day_of(work.values.get(name)) for name in ("planned_start", "planned_end")]
    known = [day for day in days if day is not None]
    if work.values.get("status") == "ongoing":
        known.append(today)
    return (min(known), max(known)) if known else ()


def _led_apart(one: Disclosed, other: Disclosed) -> bool:
    return any(
        None not in (a := one.values.get(name), b := other.values.get(name)) and a != b
        for name in ("led_by", "owner")
    )


def _about_work(decision: Disclosed) -> list[Hashable]:
    work = decision.values.get("deliverable")
    in_force = decision.values.get("step") not in NOT_IN_FORCE
    return [work] if work is not None and in_force else []


def _contradiction(ledger: Ledger, one: Disclosed, other: Disclosed) -> Iterator[Signal]:
    """One work scaled up and stopped or paused within 30 days."""
    types = {decision.values.get("type") for decision in (one, other)}
    apart = _days_apart(one, other, "decided_on")
    opposed = "scale_up" in types and types & {"stop", "pause"}
    if opposed and apart is not None and apart <= FAR_APART_DAYS:
        text = N_("A work was scaled up and stopped or paused within {days} days.")
        yield noticed(ledger, "decisions_contradict", "bad", text, one, other, days=apart)


def _aimless(ledger: Ledger) -> Iterator[Signal]:
    """Works that are not over, and indicators, that name no objective: one signal to a place."""
    texts: Mapping[str, str] = {
        "deliverable": N_("Works that serve no objective: {count}."),
        "indicator": N_("Indicators that serve no objective: {count}."),
    }
    for kind, text in texts.items():
        by_place: dict[str, list[Disclosed]] = {}
        for record in ledger.of(kind):
            over = kind == "deliverable" and record.values.get("status") in _OVER
            if record.values.get("objective") is None and not over:
                by_place.setdefault(ledger.place_of(record), []).append(record)
        for _, records in sorted(by_place.items()):
            name, found = f"{kind}_without_objective", by_id(records)
            yield noticed(ledger, name, "info", text, *found, count=len(found))


def _paired(members: Iterable[tuple[Hashable, Disclosed]]) -> _Pairs:
    """Give every two different records that share a key, once, in one order."""
    by_key: dict[Hashable, list[Disclosed]] = {}
    for key, record in members:
        by_key.setdefault(key, []).append(record)
    given: set[tuple[str, str]] = set()
    for records in by_key.values():
        for one, other in combinations(by_id(records), 2):
            if one.id != other.id and (one.id, other.id) not in given:
                given.add((one.id, other.id))
                yield one, other


def _days_apart(one: Disclosed, other: Disclosed, name: str) -> int | None:
    first, second = (day_of(record.values.get(name)) for record in (one, other))
    return abs((first - second).days) if first is not None and second is not None else None
