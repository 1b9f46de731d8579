"""What was to be done by a day: promises, works and their checks, hand-overs, joint reviews.

Part of `time_limits`.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from fieldapp.domain.council.returned import awaited
from fieldapp.domain.days import after, day_of
from fieldapp.domain.deciding.rights import NOT_IN_FORCE
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, ref
from fieldapp.domain.signals.signal import Signal, overdue
from fieldapp.language import N_


def works_due(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give a signal for each promise, work and review that is late."""
    for kind in ("commitment", "decision"):
        yield from _promises(kind, ledger, today)
    checked = _checks(ledger)
    for milestone in ledger.of("milestone"):
        yield from _milestone(milestone, ledger, today, checked)
    for work in ledger.of("deliverable"):
        yield from _deliverable(work, ledger, today)
    for handover in ledger.of("handover"):
        handed, visited = _days(handover, "handed_on", "visited_on")
        due = _limit(ledger, handover, "upkeep_visit", handed)
        if due is not None and visited is None and due < today:
            text = N_("Since it was handed over nobody has looked at a work; due by {day}.")
            yield overdue(ledger, "visit_due", "warn", text, handover, due)
    yield from _reviews(ledger, today)


def _promises(kind: str, ledger: Ledger, today: date) -> Iterator[Signal]:
    text = (
        N_("A commitment was due by {day}.")
        if kind == "commitment"
        else N_("What was decided was to be done by {day}.")
    )
    for promise in ledger.of(kind):
        due, done = _days(promise, "due_on", "done_on")
        unkept = promise.values.get("status") in (None, "open", "late")
        dropped = promise.values.get("step") in NOT_IN_FORCE
        if due is not None and done is None and unkept and not dropped and due < today:
            yield overdue(ledger, f"{kind}_overdue", "bad", text, promise, due)


def _milestone(
    milestone: Disclosed, ledger: Ledger, today: date, checked: Mapping[Value, date]
) -> Iterator[Signal]:
    due, done = _days(milestone, "due_on", "done_on")
    work = ledger.find(milestone.values.get("deliverable"))
    if work is not None and work.values.get("status") == "cancelled":
        return
    if milestone.values.get("status_mission") != "done":
        if due is not None and done is None and due < today:
            text = N_("A milestone was due by {day}.")
            yield overdue(ledger, "milestone_overdue", "bad", text, milestone, due)
        return
    said = done or due
    check = _limit(ledger, milestone, "verification_days", said)
    if said is None or check is None or check >= today:
        return
    whole_work = checked.get(milestone.values.get("deliverable"))
    if milestone.id not in checked and (whole_work is None or whole_work < said):
        text = N_("A milestone is said to be done and was to be checked by {day}.")
        yield overdue(ledger, "verification_missing", "warn", text, milestone, check)


def _checks(ledger: Ledger) -> dict[Value, date]:
    """Return when somebody last looked at a milestone, or at a whole work, by the id of it.

    A milestone that was looked at counts whatever the day, so one without a day is the first.
    """
    found: dict[Value, date] = {}
    for verification in ledger.of("verification"):
        values = verification.values
        day, milestone = day_of(values.get("checked_on")), values.get("milestone")
        about = milestone if milestone is not None else values.get("deliverable")
        if values.get("verdict") != "not_accessible" and about is not None:
            found[about] = max(found.get(about, date.min), day or date.min)
    return found


def _deliverable(work: Disclosed, ledger: Ledger, today: date) -> Iterator[Signal]:
    due, ended = _days(work, "planned_end", "actual_end")
    going_on = work.values.get("status") in (None, "planned", "ongoing", "suspended")
    if due is not None and ended is None and going_on and due < today:
        text = N_("A work was to be finished by {day}.")
        yield overdue(ledger, "deliverable_overdue", "bad", text, work, due)


def _reviews(ledger: Ledger, today: date) -> Iterator[Signal]:
    """Give the places where the council was to be asked again, or was never asked."""
    held: dict[str, list[Disclosed]] = {}
    works: dict[str, list[Disclosed]] = {}
    for review in ledger.of("joint_review"):
        if awaited(review):  # prepared; it may never be held
            continue
        held.setdefault(ledger.place_of(review), []).append(review)
    for work in ledger.of("deliverable"):
        if work.values.get("status") != "cancelled":
            works.setdefault(ledger.place_of(work), []).append(work)
    for place in sorted((held.keys() | works.keys()) - {""}):
        gap = ledger.limits.of("review_gap", place)
        about: tuple[Disclosed, ...]
        if place in held:
            last = max(held[place], key=lambda r: (str(r.values.get("held_on") or ""), r.id))
            on, agreed = _days(last, "held_on", "next_on")
            due = agreed or (after(on, gap) if on is not None else None)
            about, text = (last,), N_("The next joint review was due by {day}.")
        else:
            begun = [day for work in works[place] if (day := _days(work, "planned_start")[0])]
            due = after(min(begun), gap) if begun else None
            about = tuple(sorted(works[place], key=lambda work: work.id))
            text = N_("There is work here and no joint review yet; the first was due by {day}.")
        if due is not None and due < today:
            refs = tuple(ref(record) for record in about)
            facts = {"day": due}
            yield Signal("review_due", "warn", text, refs, facts, place, due.isoformat())


def _days(record: Disclosed, *fields: str) -> tuple[date | None, ...]:
    return tuple(day_of(record.values.get(name)) for name in fields)


def _limit(ledger: Ledger, record: Disclosed, name: str, since: date | None) -> date | None:
    """Return the last day of a limit that began on a day."""
    return after(since, ledger.limits.of(name, ledger.place_of(record))) if since else None
