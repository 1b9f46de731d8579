"""The summary of incidents: what may stand on it, and what never does whoever makes it."""

from datetime import date

import pytest

from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds.incident import INCIDENT, REFER_ONLY
from fieldapp.domain.ledger import ledger_of
from fieldapp.domain.papers.incidents import SAID, IncidentSummary, incident_summary
from fieldapp.domain.papers.order import Copy
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level

CELL = Reader("Nyandeng", Level.RESTRICTED).without_mask()
COPY = Copy(1, 2, "Protection cell")
CANARY = "Kingfisher-2291"


def record(kind: str, number: int, **values: object) -> Record:
    return Record(kind, f"{kind}-{number}", values)  # type: ignore[arg-type]


def summary(*records: Record, reader: Reader = CELL, area: str = "") -> IncidentSummary:
    ledger = ledger_of([disclose(each, reader) for each in records])
    period = Period("2026-11-01", date(2026, 11, 30).isoformat())
    return incident_summary(ledger, area, period, COPY, code="K7Q2", made_on="2026-12-01")


def threat(number: int, **values: object) -> Record:
    return record("incident", number, **{"happened_on": "2026-11-05", "type": "threat", **values})


def test_no_question_that_identifies_somebody_is_on_it() -> None:
    assert not [name for name in SAID if INCIDENT.field(name).identifies]


def test_what_identifies_somebody_is_not_on_it_even_where_this_laptop_shows_it() -> None:
    told = summary(
        threat(1, account=CANARY, alleged_actors=CANARY, sources=CANARY, summary="Shots")
    )

    assert CANARY not in repr(told)
    assert ("summary", "Shots") in told.told[0].answers


@pytest.mark.parametrize("type_", REFER_ONLY)
def test_of_what_is_only_referred_it_says_that_there_is_some_and_nothing_more(type_: str) -> None:
    told = summary(threat(1, type=type_, summary=CANARY, happened_on="2026-11-09"), threat(2))

    assert told.only_referred
    assert [each.type for each in told.told] == ["threat"]
    assert "2026-11-09" not in repr(told)
    assert CANARY not in repr(told)
    assert dict(told.by_type) == {"threat": 1}


def test_it_counts_the_incidents_of_its_period_and_area_by_type() -> None:
    village = record("place", 1, name="Gorom", pcode="KE0104")
    told = summary(
        village,
        threat(1, place="KE0104"),
        threat(2, place="KE0104", happened_on="2026-10-31"),
        threat(3, place="KE0999"),
        threat(4, place="KE0104", type="abduction"),
        threat(5, place="KE0104", happened_on="2026-11-06"),
        area="KE0104",
    )

    assert told.area == "Gorom"
    assert told.by_type == (("threat", 2), ("abduction", 1))
    assert [each.day for each in told.told] == ["2026-11-05", "2026-11-05", "2026-11-06"]


def test_the_copies_are_of_one_summary() -> None:
    one = summary(threat(1))

    assert one == summary(threat(1))
    assert "Protection cell" in repr(one)
