"""Small missions made up from a seed, so that few of almost everything happened somewhere.

Where they lie and when is fixed, so that an attacker can know it; how many is for the dice.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from random import Random

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level

OFFICER = Reader("Amina Teyo", Level.TEAM)

COUNTIES = {
    "S1": ("S1A", "S1B", "S1C", "S1D"),
    "S2": ("S2A", "S2B"),
    "S3": ("S3A",),
    "S4": ("S4A",),
}
"""Counties by their state."""

MONTHS = ("2026-01", "2026-02")
TODAY, A_MONTH_BEFORE = date(2026, 3, 10), date(2026, 2, 20)
TOLD_US_IN = ("S1A", "S1B")
"""Counties with two villages, where people told us of violence."""

VILLAGE = "S1A1"
MEETINGS = ("2026-01-07", "2026-01-21", "2026-02-04")
"""Meetings in the village; each is called by its day."""

FIRST_CODES = {"incident": ("threat",), "feedback": ("concern",)}
FURTHER_CODES = {"incident": ((),), "feedback": (("hotline", "open"), ("box", "open"))}

SEXES_AND_AGES = {
    "women": ("female", "adult"),
    "men": ("male", "adult"),
    "girls": ("female", "child"),
    "boys": ("male", "child"),
    "older": ("female", "older"),
    "": ("unknown", "adult"),
}


@dataclass(frozen=True)
class Mission:
    """What is recorded.

    Attributes:
        least: The smallest count that may be shown.
        told_us: How many women and men of each village told us, whether it is recorded or not.
    """

    records: tuple[Record, ...]
    least: int
    told_us: Mapping[tuple[str, str], int]

    def ledger(self, *kinds: str, day: date = TODAY) -> Ledger:
        """Return what an officer sees of these kinds on a day."""
        wanted, until = {"place", "limit", *kinds}, day.isoformat()
        return ledger_of(
            [
                disclose(record, OFFICER)
                for record in self.records
                if record.kind in wanted and str(record.values.get("happened_on", "")) <= until
            ]
        )

    def disclosed(self, kind: str, reader: Reader) -> list[Disclosed]:
        """Return what a reader sees of one kind."""
        return [disclose(record, reader) for record in self.records if record.kind == kind]


def made_up(seed: int) -> Mission:
    """Return the mission of a seed."""
    dice = Random(seed)
    least = dice.choice((5, 5, 5, 6, 8))
    limit = Record("limit", "limit", {"name": "smallest_count", "value": least})
    told_us = {
        (f"{county}{n}", group): dice.choice((0, 1, 3, 6, 8, 15, 20))
        for county in TOLD_US_IN
        for n in (1, 2)
        for group in ("women", "men")
    }
    rows = (*_places(), *_happened(dice, least), *_said(dice, least), *_met(dice))
    return Mission((limit, *rows, *_observed(dice, told_us)), least, told_us)


def _places() -> Iterator[Record]:
    def place(code: str, type: str, parent: str) -> Record:
        values: dict[str, Value] = {"pcode": code, "name": code, "type": type, "place": parent}
        return Record("place", f"id-{code}", values)

    yield place("KE", "country", "")
    for state, counties in COUNTIES.items():
        yield place(state, "adm1", "KE")
        for county in counties:
            yield place(county, "adm2", state)
            villages = (1, 2) if county in TOLD_US_IN else (1,)
            yield from (place(f"{county}{n}", "village", county) for n in villages)


def _few(dice: Random, least: int) -> int:
    """Throw a number that is most often none or small, now and then about what may be shown."""
    return dice.choice((0, 0, 0, 1, 1, 2, least - 1, least, least + 2))


def _happened(dice: Random, least: int) -> Iterator[Record]:
    for month in (*MONTHS, "2026-03"):
        for what in FIRST_CODES["incident"]:
            for county in (c for counties in COUNTIES.values() for c in counties):
                for n in range(_few(dice, least)):
                    values = {
                        "happened_on": f"{month}-{dice.randint(1, 28):02}",
                        "type": what,
                        "place": dice.choice((county, f"{county}1")),
                    }
                    yield Record("incident", f"{month} {what} {county} {n}", values)


def _said(dice: Random, least: int) -> Iterator[Record]:
    for month in MONTHS[:1]:
        for what in FIRST_CODES["feedback"]:
            for county in ("S1A", "S1B", "S2A"):
                for channel, status in FURTHER_CODES["feedback"]:
                    for level in (2, 4):
                        for n in range(_few(dice, least)):
                            values: dict[str, Value] = {
                                "received_on": f"{month}-{10 + n}", "level": level, "type": what,
                                "channel": channel, "status": status, "place": f"{county}1",
                            }  # fmt: skip
                            name = f"{month} {what} {county} {channel} {level} {n}"
                            yield Record("feedback", name, values)


def _met(dice: Random) -> Iterator[Record]:
    for meeting in MEETINGS:
        present = 0
        for group, (sex, age) in SEXES_AND_AGES.items():
            number = dice.choice((0, 0, 1, 2, 3, 4, 5, 6, 9, 14) if group else (0, 0, 0, 1, 7))
            present += number
            disabled = dice.choice((0, 0, 1, number)) if number else 0
            values: dict[str, Value] = {
                    "meeting": meeting, "sex": sex, "age_group": age, "count": number,
                    "with_disability": disabled,
                }  # fmt: skip
            yield Record("attendance", f"{meeting} {group}", values)
        held: dict[str, Value] = {
                "held_on": meeting, "place": VILLAGE, "title": "Talk", "present": present,
            }  # fmt: skip
        yield Record("meeting", meeting, held)


def _observed(dice: Random, told_us: Mapping[tuple[str, str], int]) -> Iterator[Record]:
    """Give women, men and all of them at villages, counties and the state, as far as somebody
    wrote them down; what is larger is the sum of what lies in it."""
    yield Record(
        "indicator", "told", {"name": "Who told us", "about": "violence_against_civilians"}
    )
    at: Counter[tuple[str, str]] = Counter()
    for (village, group), number in told_us.items():
        for place in (village, village[:3], village[:2]):
            at[place, group] += number
            at[place, ""] += number
    whole = dice.random() < 0.5  # else some of it was never written down
    for (place, group), number in at.items():
        if whole or dice.random() < 0.8:
            yield Record("observation", f"told {place} {group}", {
                "indicator": "told", "place": place, "group": group or None, "value": number,
                "observed_on": "2026-01-31",
            })  # fmt: skip
