"""What the team knows of a village, on one paper: for an officer who prepares to go there.

It holds what the team may read and nothing that is given in confidence. No day on which somebody of
the mission is to be there stands on it, no word of any feedback, and no count of people so small
that it points to somebody.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.community.seasons import Spell
from fieldapp.domain.council.build import reviews_held
from fieldapp.domain.council.given import by_day, codes_of, text_of, whole_of
from fieldapp.domain.council.paper import Count, Promise, Safety
from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.here import A_YEAR
from fieldapp.domain.figures.small_counts import least_shown, safe
from fieldapp.domain.figures.standing import seasons_ahead
from fieldapp.domain.hostile.council import told_in_line, told_of_ways
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals import engagement
from fieldapp.domain.signals.signal import Signal
from fieldapp.language import N_

TITLE = N_("Village profile")
SEASONS = N_("Seasons and market days")
MET = N_("When we met, and who has not been heard")
WORKS = N_("Works")
PROMISES = N_("Promises that are still open")
FEEDBACK = N_("What was told to us, by kind")
SAFETY = N_("How safe people said they feel")
ACCESS = N_("Access")

KINDS = (
    "place", "season", "meeting", "attendance", "issue", "commitment", "feedback", "deliverable",
    "joint_review", "risk", "limit",
)  # fmt: skip
"""Kinds of record that the profile is made from."""

LAST_MEETINGS = 8

_OVER = frozenset({"completed", "handed_over", "cancelled"})
_CLOSED = "closed"
OPEN_LEVELS = (1, 2, 3, 4)
"""Levels of feedback that the team reads; of a graver one not even the place is known here."""


@dataclass(frozen=True)
class Season:
    """A season that goes on or comes; codes of `season_type`, `turnout` and `group`."""

    name: str
    type: str
    first: str
    last: str
    turnout: str
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Met:
    """A meeting; ``with_whom`` is a code of `meeting_type`."""

    on: str
    with_whom: str
    about: str


@dataclass(frozen=True)
class WorkLine:
    """A work; ``late`` where its day has passed and it is not finished."""

    title: str
    status: str
    planned_end: str
    late: bool


@dataclass(frozen=True)
class Hindrance:
    """A risk to reaching the place, and what we do about it."""

    title: str
    done: str


@dataclass(frozen=True)
class Profile:
    """What stands on the profile. Texts are as they were said.

    Attributes:
        lies_in: Name of the place around it.
        population: None where nobody wrote it down.
        groups: Codes of `group` that are to be heard there.
        met: The last meetings, the latest first.
        met_in_a_year: How many in the year up to the day it is made.
        unheard: What the rules notice of groups that nobody has heard, as on the screen.
        feedback: How much of each level in that year, of `OPEN_LEVELS`.
        safety_on: Day of the review in which groups said how safe they feel.
    """

    code: str
    made_on: str
    place: str
    type: str
    lies_in: str
    population: int | None
    languages: str
    council: str
    customary_law: str
    contact: str
    complaints: tuple[str, ...]
    market_days: str
    seasons_said: str
    seasons: tuple[Season, ...]
    groups: tuple[str, ...]
    met: tuple[Met, ...]
    met_in_a_year: int
    unheard: tuple[Signal, ...]
    works: tuple[WorkLine, ...]
    promises: tuple[Promise, ...]
    feedback: tuple[tuple[int, Count], ...]
    safety: Safety
    safety_on: str
    hindrances: tuple[Hindrance, ...]
    smallest_count: int
    record: str = field(default="", repr=False, compare=False)


def profile(ledger: Ledger, place: Disclosed, code: str, today: date) -> Profile:
    """Return the profile of a place.

    Args:
        ledger: `KINDS` as the team may see them.
        today: Nothing later is told but seasons and the days until which something is due.
    """
    own = _Own(ledger, ledger.areas.place(place.id))
    met = [row for row in own.of("meeting") if was_held(row)]
    met = [row for row in met if text_of(row, "held_on") <= today.isoformat()]
    met.sort(key=lambda row: (text_of(row, "held_on"), row.id), reverse=True)
    since = (today - A_YEAR).isoformat()
    reviews = [row for row in reviews_held(own.of("joint_review"), today.isoformat()) if _felt(row)]
    review = reviews[-1] if reviews else None
    least = least_shown(ledger)
    around = ledger.areas.around(place.id)[1:2]
    return Profile(
        code=code,
        made_on=today.isoformat(),
        place=text_of(place, "name"),
        type=text_of(place, "type"),
        lies_in=_name_of(ledger, around[0]) if around else "",
        population=whole_of(place, "population"),
        languages=text_of(place, "languages"),
        council=text_of(place, "council"),
        customary_law=text_of(place, "customary_law"),
        contact=text_of(place, "contact"),
        complaints=tuple(text_of(place, "complaints").splitlines()),
        market_days=text_of(place, "market_days"),
        seasons_said=text_of(place, "seasons"),
        seasons=tuple(_season(ledger, spell) for spell in seasons_ahead(ledger, own.place, today)),
        groups=codes_of(place, "groups"),
        met=tuple(
            Met(text_of(row, "held_on"), text_of(row, "type"), text_of(row, "title"))
            for row in met[:LAST_MEETINGS]
        ),
        met_in_a_year=sum(text_of(row, "held_on") >= since for row in met),
        unheard=tuple(
            each for each in engagement.signals(ledger, today) if each.place == own.place
        ),
        works=tuple(_work(row, today) for row in sorted(own.of("deliverable"), key=_rank)),
        promises=tuple(_promises(own, today)),
        feedback=tuple(_feedback(own, since, today, least)),
        safety=Safety(
            women=text_of(review, "safety_women"),
            men=text_of(review, "safety_men"),
            youth=text_of(review, "safety_youth"),
            actions=text_of(review, "safety_actions"),
        ),
        safety_on=text_of(review, "held_on"),
        hindrances=tuple(
            Hindrance(text_of(row, "title"), text_of(row, "mitigation"))
            for row in own.of("risk")
            if text_of(row, "category") == "access" and text_of(row, "status") != _CLOSED
        ),
        smallest_count=least,
        record=place.id,
    )


class _Own:
    """The records of the place itself."""

    def __init__(self, ledger: Ledger, place: str) -> None:
        self._ledger, self.place = ledger, place

    def of(self, kind: str) -> list[Disclosed]:
        found = (row for row in self._ledger.of(kind) if self._ledger.place_of(row) == self.place)
        return sorted(found, key=lambda row: row.id)


def _name_of(ledger: Ledger, place: str) -> str:
    found = (row for row in ledger.of("place") if ledger.areas.place(row.id) == place)
    return next((text_of(row, "name") for row in found), "")


def _season(ledger: Ledger, spell: Spell) -> Season:
    name = text_of(ledger.find(spell.about.id), "name")
    first, last = spell.first.isoformat(), spell.last.isoformat()
    return Season(name, spell.type, first, last, spell.turnout, spell.groups)


def _felt(review: Disclosed) -> bool:
    return any(text_of(review, f"safety_{who}") for who in ("women", "men", "youth"))


def _rank(work: Disclosed) -> tuple[int, tuple[str, str]]:
    return whole_of(work, "priority") or 99, by_day("planned_end")(work)


def _work(row: Disclosed, today: date) -> WorkLine:
    status, end = text_of(row, "status"), day_of(row.values.get("planned_end"))
    ended = status in _OVER or text_of(row, "actual_end") != ""
    late = end is not None and end < today and not ended
    return WorkLine(text_of(row, "title"), status, text_of(row, "planned_end"), late)


def _promises(own: _Own, today: date) -> Iterator[Promise]:
    for row in sorted(own.of("commitment"), key=by_day("due_on")):
        status, due_on = text_of(row, "status") or "open", text_of(row, "due_on")
        if status in ("open", "late"):
            late = status == "late" or "" < due_on < today.isoformat()
            by, what, reason = (text_of(row, name) for name in ("promised_by", "what", "reason"))
            yield Promise(by, what, status, reason, due_on, late, row.kind, row.id)


def _feedback(own: _Own, since: str, today: date, least: int) -> Iterator[tuple[int, Count]]:
    """Give each level with how often: who it came from is known by a few, so few are not told."""
    found = Counter(
        row.values.get("level")
        for row in own.of("feedback")
        if since <= text_of(row, "received_on") <= today.isoformat()
    )
    for level in OPEN_LEVELS:
        if number := found[level]:
            shown = safe((number,), least)
            yield level, Count(number if shown else 0, more=not shown)


def told(paper: Profile) -> Iterator[Told]:
    """Give everything that somebody can read on the profile who finds it."""
    where = Where(1, TITLE)
    yield Told(where, What.PLACE, paper.place)
    yield Told(where, What.DAY, paper.made_on)
    yield from told_in_line(where, "", paper.council, paper.customary_law)
    yield from told_of_ways(where, paper.contact, paper.complaints)
    yield from told_in_line(Where(2, SEASONS), "", paper.market_days, paper.seasons_said)
    for line, met in enumerate(paper.met, 1):
        yield Told(Where(3, MET, line), What.WORDS, met.about)
        yield Told(Where(3, MET, line), What.DAY, met.on, about=met.about)
    for line, work in enumerate(paper.works, 1):
        yield from told_in_line(Where(4, WORKS, line), work.planned_end, work.title)
    for line, promise in enumerate(paper.promises, 1):
        texts = (promise.what, promise.reason)
        yield from told_in_line(Where(5, PROMISES, line), promise.due_on, *texts)
    for line, one in enumerate(paper.hindrances, 1):
        yield from told_in_line(Where(8, ACCESS, line), "", one.title, one.done)
