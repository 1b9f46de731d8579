"""Reading as somebody who finds it: which things are told, in which order, how often."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import disclose
from fieldapp.domain.hostile.answers import told_of_records, told_of_rows
from fieldapp.domain.hostile.finding import REASONS, Finding, Sort, counted, summary
from fieldapp.domain.hostile.reading import Known, read, stopping
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.language import load_language
from tests.domain.records import PROTECTION, seen
from tests.strategies import records

TODAY = date(2026, 11, 28)
KNOWN = Known(TODAY, ("Amina Teyo", "Hawa"), ("Chief Lado", "Water committee"), ("Gorom", "Wau"), 5)
HERE = Where(3, "Promises", 1)


def said(text: str, day: str = "", what: What = What.WORDS) -> list[tuple[str, str]]:
    found = read([Told(HERE, what, text, day=day)], KNOWN)
    return [(finding.reason, finding.found) for finding in found]


def reasons(text: str, day: str = "", what: What = What.WORDS) -> set[str]:
    return {reason for reason, _ in said(text, day, what)}


def test_names_that_are_known_here_are_found_however_they_are_written() -> None:
    assert said("ask AMINA  TEYO, of Gorom") == [("member", "Amina Teyo"), ("place", "Gorom")]
    assert reasons("the water committee of wau") == {"actor", "place"}
    assert reasons("Gorombe and Watering") == set()


def test_a_first_name_alone_is_told_and_stops_nothing() -> None:
    [(reason, _)] = said("Hawa said so")
    assert not REASONS[reason].stops


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Pay the masons", "2026-12-10"), ("Pay the masons on 10 December", ""),
        ("Cash on Friday", ""), ("La patrouille passe les jours de marché", ""),
        ("تصرف الرواتب يوم الجمعة", ""), ("Visit the school", "2026-12-10"),
        ("The office walks the road on market days", ""),
    ],
)  # fmt: skip
def test_money_or_people_on_their_way_on_a_day_to_come_stop_a_paper(text: str, day: str) -> None:
    assert "movement" in reasons(text, day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Pay the masons", ""), ("Pay the masons", "2026-11-27"), ("Paid on 10 November 2026", ""),
        ("Mend the roof", "2026-12-10"), ("The box is opened every Friday", ""),
        ("Pay the masons", "soon"),
    ],
)  # fmt: skip
def test_without_a_day_to_come_or_without_a_journey_nothing_stops(text: str, day: str) -> None:
    assert "movement" not in reasons(text, day)


def test_a_desks_number_belongs_under_how_to_reach_us_and_a_person_does_not() -> None:
    assert reasons("Free line +211 912 345 678", what=What.REACH) == {"our_line"}
    assert "member" in reasons("Amina Teyo, +211 912 345 678", what=What.REACH)
    assert "title" in reasons("Sheikh Musa", what=What.REACH)
    assert "coordinates" in reasons("at 11.503, 14.921", what=What.REACH)
    assert "phone" in reasons("Free line +211 912 345 678")


def test_counts_below_the_smallest_are_told_apart_from_others() -> None:
    few, many = (Told(HERE, What.COUNT, str(n), n) for n in (4, 5))
    assert [f.reason for f in read([few], KNOWN)] == ["small_count"]
    assert [f.reason for f in read([many], KNOWN)] == ["count"]


def test_what_stops_a_paper_comes_first_then_persons_then_the_rest() -> None:
    told = [
        Told(Where(1, "A"), What.DAY, "2026-01-01"),
        Told(Where(2, "B"), What.WORDS, "Chief Lado in Gorom"),
        Told(Where(9, "C"), What.WORDS, "call 0912345678"),
    ]
    assert [f.reason for f in read(told, KNOWN)][:2] == ["phone", "actor"]
    assert [f.reason for f in read(told, KNOWN)][-1] == "past"
    assert [finding.reason for _, finding in stopping(told, KNOWN)] == ["phone"]


def test_the_same_words_in_many_rows_are_told_once_with_how_often() -> None:
    rows = [[f"m{n}", "KE0104"] for n in range(7)]
    [one] = read(told_of_rows(KINDS["meeting"], ["id", "place"], rows), KNOWN)

    assert (one.reason, one.where.title, one.found, one.times) == ("place", "place", "KE0104", 7)


def test_a_file_of_counts_tells_of_months_areas_and_small_counts() -> None:
    columns = ["month", "adm1_code", "type", "count"]
    rows = [["2026-10", "KE01", "threat", 4], ["2026-10", "KE01", "killing", 9]]
    found = read(told_of_rows(KINDS["incident"], columns, rows), KNOWN)

    assert {f.reason for f in found} == {"past", "place", "small_count", "count"}


def test_a_record_tells_by_the_type_and_the_tag_of_each_question() -> None:
    place = seen(
        "place", name="Gorom", pcode="KE0104", latitude=11.503, longitude=14.921, population=3,
        contact="0912345678", seasons="Ask Sheikh Musa",
    )  # fmt: skip
    work = seen("deliverable", title="Well", budget=18500, planned_end="2027-01-01")
    found = read(told_of_records([place, work]), KNOWN)

    assert {f.reason for f in found} >= {
        "coordinates", "small_count", "our_line", "title", "money", "future",
    }  # fmt: skip
    assert {f.where.title for f in found if f.reason == "coordinates"} == {"Latitude", "Longitude"}


def test_names_of_linked_records_are_read_as_words() -> None:
    risk = seen("deliverable", title="Well", owner="a1")
    found = read(told_of_records([risk], {"a1": "Sheikh Musa"}), KNOWN)

    assert [f.reason for f in found] == ["title"]


@settings(max_examples=40)
@given(st.lists(records, max_size=3))
def test_any_record_can_be_read_and_is_counted_by_sort(found: list[Record]) -> None:
    findings = read(told_of_records([disclose(one, PROTECTION) for one in found]), KNOWN)

    assert sum(counted(findings).values()) == len(findings)
    assert set(counted(findings)) == {sort.value for sort in Sort}


@pytest.mark.parametrize("code", ["en", "fr", "ar"])
def test_one_line_says_it_all(code: str) -> None:
    language = load_language(code)
    told = [Finding(reason, HERE, "x") for reason in REASONS]

    assert summary([], language)
    assert summary(told, language) != summary(told[:1], language)


def test_the_summary_names_what_there_is_and_nothing_else() -> None:
    told = [Finding("member", HERE, "x"), Finding("title", HERE, "y"), Finding("future", HERE, "z")]

    assert summary(told, load_language("en")) == "It tells: 2 names, 1 day to come."


def test_whatever_stops_a_paper_can_be_said_without_repeating_it() -> None:
    for reason in REASONS.values():
        assert reason.why
        assert reason.do or reason.sort is Sort.DATES
        assert bool(reason.what) == reason.stops
