"""Who has not been heard, which season explains it, and who should be met before one begins."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.ledger import Ledger, Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.signals.engagement import signals
from fieldapp.domain.signals.signal import Signal
from fieldapp.language import load_language
from tests.domain.records import ledger, seen
from tests.strategies import records

TODAY = date(2026, 11, 28)
GOROM = "XX0101"
LAND = seen("place", "gorom", name="Gorom", pcode=GOROM, groups=["women", "youth"])


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def ahead(days: int) -> str:
    return ago(-days)


def about_group(label: str, *told: Disclosed, today: date = TODAY) -> list[Signal]:
    return [s for s in signals(ledger(LAND, *told), today) if s.facts["group"] == label]


def met(days: int, id: str = "talk", **more: object) -> Disclosed:
    return seen("meeting", id, title="Talk", held_on=ago(days), place=GOROM, **more)


def season(first: str, last: str, turnout: str | None = "none", **more: object) -> Disclosed:
    return seen(
        "season", "rains", name="Rains", type="rains", from_on=first, until_on=last,
        turnout=turnout, **{"place": GOROM, **more},
    )  # fmt: skip


# ------------------------------------------------------------------ gaps


def test_every_group_to_be_heard_is_missed_and_the_council_always() -> None:
    found = signals(ledger(LAND), TODAY)

    assert [s.facts["group"] for s in found] == ["Village council", "Women", "Youth"]
    assert {s.name for s in found} == {"engagement_gap"}
    assert {s.about for s in found} == {(Ref("place", "gorom"),)}


def test_a_place_where_the_mission_does_not_work_is_not_told() -> None:
    assert signals(ledger(seen("place", name="Kelda", pcode="XX0102")), TODAY) == ()


@pytest.mark.parametrize("kind", ["meeting", "deliverable"])
def test_a_meeting_or_a_work_makes_a_place_one_of_ours(kind: str) -> None:
    more = {"held_on": ago(2)} if kind == "meeting" else {}

    (found,) = signals(ledger(seen(kind, "1", title="Well", place="XX0102", **more)), TODAY)

    assert found.facts["group"] == "Village council"
    assert found.about == (Ref(kind, "1"),)
    assert found.place == "XX0102"


@pytest.mark.parametrize(("days", "tone"), [(90, None), (91, "warn"), (181, "bad")])
def test_a_group_met_longer_ago_than_the_limit_is_told(days: int, tone: str | None) -> None:
    found = about_group("Women", met(days, type="women"))

    assert [s.tone for s in found] == ([tone] if tone else [])
    for signal in found:
        assert signal.facts["days"] == days
        assert signal.facts["limit"] == 90
        assert signal.about == (Ref("meeting", "talk"), Ref("place", "gorom"))


def test_the_limit_of_the_place_counts() -> None:
    own = seen("limit", name="engagement_gap", value=30, place=GOROM, decided_on=ago(400))

    assert about_group("Women", met(31, type="women"), own)


def test_a_group_listed_as_missing_was_not_heard() -> None:
    came = seen("attendance", meeting="talk", sex="female", age_group="18-49", count=8)
    said = seen("issue", meeting="talk", said="Water", raised_by="women")

    assert not about_group("Women", met(5), came, said)
    assert about_group("Women", met(5, missing=["women"]), came, said)


@pytest.mark.parametrize(
    ("label", "sex", "age", "heard"),
    [
        ("Women", "female", "adult", True),
        ("Women", "female", "60+", True),
        ("Women", "female", "0-17", False),
        ("Women", "female", "youth", False),  # may be a girl of 15
        ("Women", "male", "adult", False),
        ("Youth", "male", "youth", True),
        ("Youth", "female", "15-24", True),
        ("Youth", "male", "18-49", False),
    ],
)
def test_who_came_shows_who_was_heard(label: str, sex: str, age: str, heard: bool) -> None:
    came = seen("attendance", meeting="talk", sex=sex, age_group=age, count=1)

    assert (not about_group(label, met(5), came)) == heard


def test_a_row_without_anybody_shows_nobody() -> None:
    nobody = seen("attendance", meeting="talk", sex="female", age_group="adult", count=0)

    assert about_group("Women", met(5), nobody)


def test_an_issue_and_a_feedback_are_being_heard() -> None:
    said = seen("issue", meeting="talk", said="Water", raised_by="women")
    wrote = seen("feedback", received_on=ago(3), level=1, place="gorom", raised_by="youth")

    found = signals(ledger(LAND, met(3), said, wrote), TODAY)

    assert [s.facts["group"] for s in found] == ["Village council"]


def test_a_meeting_that_is_still_to_come_has_heard_nobody() -> None:
    assert about_group("Women", met(-5, type="women"))


def test_a_meeting_in_a_village_counts_for_the_county_but_not_the_other_way() -> None:
    county = seen("place", "county", name="North", pcode="XX01", groups=["women"])
    village = seen("place", "v", name="Kelda", pcode="XX0109", place="XX01", groups=["women"])
    there = seen("meeting", title="Talk", held_on=ago(3), place="XX0109", type="women")
    above = seen("meeting", title="Talk", held_on=ago(3), place="XX01", type="women")

    missed = {s.place for s in signals(ledger(county, village, there), TODAY) if _women(s)}
    missed_below = {s.place for s in signals(ledger(county, village, above), TODAY) if _women(s)}

    assert missed == set()
    assert missed_below == {"XX0109"}


def _women(signal: Signal) -> bool:
    return signal.facts["group"] == "Women"


# ------------------------------------------------------------------ seasons


def test_in_a_season_that_keeps_everybody_away_no_gap_is_called() -> None:
    (found,) = about_group("Women", met(200, type="women"), season(ago(10), ahead(20)))

    assert (found.name, found.tone) == ("engagement_season", "info")
    assert found.facts["until"] == TODAY + timedelta(days=20)
    assert found.facts["season"] == "Rains"
    assert found.about[0] == Ref("season", "rains")


def test_seasons_that_follow_each_other_end_together() -> None:
    then = seen(
        "season", name="Harvest", type="harvest", from_on=ahead(21), until_on=ahead(40),
        turnout="none",
    )  # fmt: skip

    (found,) = about_group("Women", season(ago(10), ahead(20)), then)

    assert found.facts["until"] == TODAY + timedelta(days=40)


def test_a_season_of_other_groups_or_another_place_explains_nothing() -> None:
    others = season(ago(10), ahead(20), groups=["herders"])
    elsewhere = season(ago(10), ahead(20), place="XX0102")

    assert about_group("Women", others)[0].name == "engagement_gap"
    assert about_group("Women", elsewhere)[0].name == "engagement_gap"


def test_who_cannot_come_is_kept_away_though_nobody_said_how_many_can() -> None:
    named = season(ago(10), ahead(20), None, groups=["women"])

    assert about_group("Women", named)[0].name == "engagement_season"
    assert about_group("Youth", named)[0].name == "engagement_gap"


def test_when_fewer_can_come_a_gap_says_that_a_meeting_would_show_only_some() -> None:
    (found,) = about_group("Women", met(91, type="women"), season(ago(1), ahead(9), "fewer"))

    assert (found.name, found.tone) == ("engagement_biased", "warn")
    assert found.sentence(load_language("en")) == (
        "Women: nobody has heard them for 91 days. Until 7 Dec 2026 fewer can come (Rains), so a "
        "meeting would show only some of them. Wait until then, or go to them."
    )


def test_a_season_that_comes_every_year_comes_this_year() -> None:
    yearly = season("2019-11-01", "2020-01-31", every_year=True)
    once = season("2019-11-01", "2020-01-31")

    (found,) = about_group("Women", yearly)
    assert found.facts["until"] == date(2027, 1, 31)
    assert about_group("Women", once)[0].name == "engagement_gap"


@pytest.mark.parametrize(
    ("begins", "met_ago", "told"),
    [
        (14, 70, True),  # due in 20 days, inside it
        (15, 70, False),  # there is time
        (14, 80, False),  # due in 10 days, before it begins
        (14, 10, False),  # due after it
    ],
)
def test_before_a_season_whoever_will_be_due_in_it_is_told(
    begins: int, met_ago: int, told: bool
) -> None:
    found = about_group("Women", met(met_ago, type="women"), season(ahead(begins), ahead(40)))

    assert [s.name for s in found] == (["engagement_before_season"] if told else [])
    for signal in found:
        assert signal.day == ahead(begins)
        assert signal.facts["due"] == TODAY + timedelta(days=90 - met_ago)


def test_a_season_in_which_fewer_come_asks_for_no_early_visit() -> None:
    assert not about_group("Women", met(70, type="women"), season(ahead(9), ahead(40), "fewer"))


# ------------------------------------------------------------------ whatever there is


@settings(max_examples=40)
@given(st.lists(records, max_size=8), st.sampled_from(Level), st.dates())
def test_no_ledger_makes_it_stumble_and_its_records_exist(
    rows: list[Record], clearance: Level, today: date
) -> None:
    shown = [disclose(row, Reader("", clearance)) for row in rows]

    found = signals(ledger_of(shown), today)

    for signal in found:
        signal.sentence(load_language("en"))
        assert signal.about
        assert set(signal.about) <= {Ref(r.kind, r.id) for r in shown}
    assert signals(ledger_of(reversed(shown)), today) == found


def test_no_text_of_a_record_is_in_a_signal() -> None:
    told = [
        seen("place", name="CANARY", pcode=GOROM, groups=["women"], council="CANARY"),
        seen("meeting", title="CANARY", held_on=ago(300), place=GOROM, type="women"),
        seen("season", name="CANARY", type="rains", from_on=ago(3), until_on=ahead(3)),
    ]

    assert "CANARY" in repr(told)
    assert "CANARY" not in repr(signals(Ledger({r.kind: [r] for r in told}), TODAY))
