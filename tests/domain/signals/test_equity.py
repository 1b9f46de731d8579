"""Who is left behind is told, with the records, and without any number of people."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.signals.equity import signals
from fieldapp.language import load_language
from tests.domain.records import ledger, seen
from tests.strategies import levels, records

TODAY = date(2026, 11, 28)
LAND = [
    seen("place", p, name="CANARY", pcode=p, type="village", groups=["women"])
    for p in ("V1", "V2", "V3", "V4")
]
WORKS = [seen("deliverable", title="CANARY", place=p) for p in ("V1", "V2", "V3")]


def test_a_place_left_behind_is_told_with_its_share() -> None:
    (found,) = signals(ledger(*LAND, *WORKS), TODAY)

    assert (found.name, found.tone, found.place) == ("left_behind", "warn", "V4")
    assert found.about == (Ref("place", "V4"),)
    assert found.sentence(load_language("en")) == (
        "Works: this place has 0 per cent of what is usual in our places. Less than 50 per cent "
        "counts as left behind."
    )


def test_a_group_left_behind_is_told_for_the_whole_mission() -> None:
    land = [
        seen("place", p, name="P", pcode=p, type="village", groups=["women", "youth"])
        for p in ("V1", "V2", "V3")
    ]
    talks = [
        seen("meeting", title="Talk", held_on="2026-11-01", place="V1", type=whom)
        for whom in ("council", "women")
    ]

    found = [s for s in signals(ledger(*land, *talks), TODAY) if "group" in s.facts]

    assert [s.facts["group"] for s in found] == ["Youth"]
    assert found[0].place == ""
    assert found[0].sentence(load_language("en")).startswith("Times heard, for each place where")


def test_what_was_more_than_a_year_ago_makes_no_share() -> None:
    old = [
        seen("meeting", title="Talk", held_on="2025-11-27", place=p, type="council")
        for p in ("V1", "V2", "V3")
    ]

    assert not list(signals(ledger(*LAND, *old), TODAY))


def test_no_text_of_a_record_is_in_a_signal() -> None:
    assert "CANARY" not in repr(list(signals(ledger(*LAND, *WORKS), TODAY)))


@settings(max_examples=40)
@given(st.lists(records, max_size=8), levels, st.dates())
def test_no_ledger_makes_it_stumble(told: list[Record], clearance: Level, today: date) -> None:
    shown = [disclose(r, Reader("", clearance)) for r in told]

    for signal in signals(ledger_of([*LAND, *shown]), today):
        signal.sentence(load_language("en"))
