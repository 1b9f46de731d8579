"""Which groups were heard where and when: meetings, who came to them, issues and feedback.

What counts as hearing a group is our own, to be checked: somebody met it, it was there, or a word
of it was written down. Whether that is often enough is for `signals.engagement`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from fieldapp.domain.ages import is_child, is_older, span
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.participation import whole
from fieldapp.domain.ledger import Ledger, Ref, ref

ALWAYS = "council"
"""The group that is to be heard wherever the mission works."""

GROUP_OF_MEETING: Mapping[str, str] = MappingProxyType(
    {
        "council": "council",
        "women": "women",
        "youth": "youth",
        "displaced": "displaced",
        "customary": "customary",
        "authority": "authority",
    }
)
"""Of a code of the list `meeting_type` the group of the list `group` that was met."""

YOUTH = (15, 24)
"""Years of age; the United Nations' usual ones."""


@dataclass(frozen=True)
class Hearing:
    """A group was heard.

    Attributes:
        place: Where; "" where no record says.
        about: The meeting or the feedback.
    """

    place: str
    group: str
    day: date
    about: Ref


def is_youth(age: object) -> bool:
    """Say whether this is surely somebody young: 15 to 24 years."""
    own = span(age)
    return own is not None and YOUTH[0] <= own[0] and own[1] <= YOUTH[1]


def hearings(ledger: Ledger, until: date) -> tuple[Hearing, ...]:
    """Return every time that a group was heard up to a day, the earliest first."""
    found = set(_in_meetings(ledger)) | set(_in_feedback(ledger))
    return tuple(
        sorted(
            (h for h in found if h.day <= until),
            key=lambda h: (h.day, h.place, h.group, h.about.kind, h.about.id),
        )
    )


def _in_meetings(ledger: Ledger) -> Iterator[Hearing]:
    for meeting in ledger.of("meeting"):
        day = day_of(meeting.values.get("held_on"))
        if day is None or not was_held(meeting):
            continue
        missing = meeting.values.get("missing")
        groups = {GROUP_OF_MEETING.get(str(meeting.values.get("type")), "")}
        for row in ledger.rows("attendance", meeting):
            groups |= set(_shown_by(row))
        groups |= {str(i.values.get("raised_by") or "") for i in ledger.rows("issue", meeting)}
        for group in groups - {"", *(missing if isinstance(missing, tuple) else ())}:
            yield Hearing(ledger.place_of(meeting), group, day, ref(meeting))


def _in_feedback(ledger: Ledger) -> Iterator[Hearing]:
    for feedback in ledger.of("feedback"):
        day, group = day_of(feedback.values.get("received_on")), feedback.values.get("raised_by")
        if day is not None and isinstance(group, str):
            yield Hearing(ledger.place_of(feedback), group, day, ref(feedback))


def _shown_by(attendance: Disclosed) -> Iterator[str]:
    """Give the groups that somebody of this row surely belongs to."""
    sex, age = attendance.values.get("sex"), attendance.values.get("age_group")
    if not whole(attendance.values.get("count")):
        return
    if is_child(age) is False:
        yield from {"female": ("women",), "male": ("men",)}.get(str(sex), ())
    if is_youth(age):
        yield "youth"
    if is_older(age):
        yield "older"
    if whole(attendance.values.get("with_disability")):
        yield "disability"


def to_be_heard(ledger: Ledger) -> Mapping[str, tuple[tuple[str, ...], Ref]]:
    """Return the places that the mission works in, each with the groups to be heard there.

    The mission works where a place names groups to be heard, and where there is a meeting or a
    work. With each place comes a record that says so: the place's own where there is one.
    """
    groups: dict[str, set[str]] = {}
    about: dict[str, Ref] = {}
    for place in sorted(ledger.of("place"), key=lambda p: p.id):
        name, named = ledger.areas.place(place.id), place.values.get("groups")
        about.setdefault(name, ref(place))
        if isinstance(named, tuple):
            groups.setdefault(name, {ALWAYS}).update(named)
    for kind in ("meeting", "deliverable"):
        for record in sorted(ledger.of(kind), key=lambda r: r.id):
            name = ledger.place_of(record)
            if name:
                groups.setdefault(name, {ALWAYS})
                about.setdefault(name, ref(record))
    return {name: (tuple(sorted(groups[name])), about[name]) for name in sorted(groups)}
