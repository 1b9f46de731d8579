"""Who gets a share: places against places, groups against groups, and what is not compared."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.figures.equity import MEASURES, Measure, Share, shares
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.records import OFFICER, PROTECTION, ledger, seen
from tests.strategies import levels, records

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
VILLAGES = ("V1", "V2", "V3", "V4")


def villages(**more: object) -> list[Disclosed]:
    return [
        seen("place", p.lower(), **{"name": p, "pcode": p, "type": "village",
             "groups": ["women"], **more})
        for p in VILLAGES
    ]  # fmt: skip


def measure(name: str, *told: Disclosed, currency: str = "") -> Measure:
    made = shares(ledger(*told), FIRST, LAST)
    return next(m for m in made if m.name == name and m.currency == currency)


def of(made: Measure, who: str) -> Share:
    return next(share for share in made.shares if share.who == who)


def left_behind(made: Measure) -> list[str]:
    return [share.who for share in made.shares if share.left_behind]


def work(place: str, **more: object) -> Disclosed:
    return seen("deliverable", **{"title": "Well", "place": place, **more})


# ------------------------------------------------------------------ places


def test_a_village_without_works_among_villages_with_some_is_left_behind() -> None:
    made = measure("works", *villages(), *(work(p) for p in VILLAGES[:3] for _ in range(2)))

    assert made.usual == 2
    assert left_behind(made) == ["V4"]
    assert of(made, "V4").of_usual == 0
    assert of(made, "V4").about == (Ref("place", "v4"),)
    assert len(of(made, "V1").about) == 3  # the place and its works


def test_half_of_what_is_usual_is_not_less_than_half() -> None:
    told = [*(work(p) for p in VILLAGES[:3] for _ in range(2)), work("V4")]

    assert left_behind(measure("works", *villages(), *told)) == []


def test_the_mission_says_which_share_counts() -> None:
    told = [*(work(p) for p in VILLAGES[:3] for _ in range(2)), work("V4")]
    limit = seen("limit", name="equity_share", value=60, decided_on="2026-01-01")

    assert left_behind(measure("works", *villages(), *told, limit)) == ["V4"]


def test_two_villages_are_too_few_to_compare() -> None:
    made = measure("works", *villages()[:2], work("V1"), work("V1"))

    assert made.usual is None
    assert left_behind(made) == []


def test_money_is_held_against_inhabitants() -> None:
    told = [work(p, budget=1000, currency="USD") for p in VILLAGES[:3]]
    told.append(work("V4", budget=1000, currency="USD"))
    land = [*villages(population=1000)[:3], *villages(population=10_000)[3:]]

    made = measure("money_planned", *land, *told, currency="USD")

    assert of(made, "V1").value == 1000
    assert of(made, "V4").value == 100
    assert left_behind(made) == ["V4"]


def test_money_of_another_currency_or_for_nobody_knows_how_many_is_not_compared() -> None:
    told = [
        *villages(population=1000)[:3], *villages()[3:],
        work("V1", spent=10, currency="USD"), work("V2", spent=10, currency="SSP"),
        work("V4", spent=10, currency="USD"),
    ]  # fmt: skip

    made = measure("money_spent", *told, currency="USD")

    assert of(made, "V1").value == 10
    assert of(made, "V2").value is None
    assert of(made, "V3").value == 0
    assert of(made, "V4").value is None
    assert made.usual is None


def test_counties_are_not_compared_with_villages() -> None:
    county = seen("place", name="North", pcode="C", type="adm2", groups=["women"])

    assert {s.who for s in measure("works", county, *villages()).shares} == set(VILLAGES)


def test_a_place_inside_a_village_counts_with_it() -> None:
    ward = seen("place", name="Ward", pcode="W", place="V1", type="other")

    assert of(measure("meetings", *villages(), ward, work("V1")), "V1").value == 0
    inside = seen("meeting", title="Talk", held_on="2026-02-01", place="V1")
    assert of(measure("meetings", *villages(), ward, inside), "V1").value == 1


def test_leadership_is_the_share_that_the_community_leads_and_supervises() -> None:
    led = [work("V1", id="w1", led_by="them"), work("V1", id="w2", led_by="us")]
    steward = seen("steward", deliverable="w1", body="Committee", supervises=True)

    assert of(measure("works_led", *villages(), *led), "V1").value == 50
    assert of(measure("works_led", *villages(), *led), "V2").value is None
    assert of(measure("works_supervised", *villages(), *led, steward), "V1").value == 50


def test_meetings_on_security_and_feedback_with_an_answer() -> None:
    told = [
        *villages(),
        seen("meeting", title="Patrols", type="security", held_on="2026-02-01", place="V1"),
        seen("meeting", title="Well", type="open", held_on="2026-02-01", place="V1"),
        seen("meeting", title="Old", type="security", held_on="2025-02-01", place="V1"),
        seen("feedback", received_on="2026-02-01", level=1, place="V1", status="answered"),
        seen("feedback", received_on="2026-02-01", level=1, place="V1", status="open"),
    ]

    assert of(measure("security_meetings", *told), "V1").value == 1
    assert of(measure("meetings", *told), "V1").value == 2
    assert of(measure("feedback_answered", *told), "V1").value == 50
    assert of(measure("feedback_answered", *told), "V2").value is None


# ------------------------------------------------------------------ people and incidents


def council(women: int, men: int) -> list[Disclosed]:
    return [
        seen("actor", "council", name="Council", place="V1"),
        *(
            seen("seat", actor="council", sex=sex, count=count, with_vote=True)
            for sex, count in (("female", women), ("male", men))
        ),
    ]


def test_womens_share_of_the_seats_is_withheld_where_few_sit() -> None:
    enough = of(measure("seats_women", *villages(), *council(5, 15)), "V1")
    few = of(measure("seats_women", *villages(), *council(2, 15)), "V1")

    assert (enough.value, enough.withheld) == (25, False)
    assert (few.value, few.withheld) == (None, True)
    assert few.about == (Ref("place", "v1"),)


def incidents(answered: int, others: int, reader: Reader = PROTECTION) -> list[Disclosed]:
    told = []
    for n in range(answered + others):
        told.append(
            seen("incident", f"i{n}", reader, type="threat", happened_on="2026-02-01", place="V1")
        )
        if n < answered:
            more = {"incident": f"i{n}", "step": "acted", "on": "2026-02-02"}
            told.append(seen("incident_response", "", reader, **more))
    return told


@pytest.mark.parametrize(
    ("answered", "others", "value", "withheld"),
    [(5, 15, 25, False), (0, 8, 0, False), (8, 0, 100, False), (4, 15, None, True),
     (15, 1, None, True), (0, 2, None, True), (0, 0, None, False)],
)  # fmt: skip
def test_incidents_answered_are_never_a_small_count(
    answered: int, others: int, value: int | None, withheld: bool
) -> None:
    made = of(measure("incidents_answered", *villages(), *incidents(answered, others)), "V1")

    assert made.value == value
    assert made.withheld == withheld


def test_whoever_may_not_read_what_was_done_gets_no_figure_of_it() -> None:
    made = of(measure("incidents_answered", *villages(), *incidents(9, 9, OFFICER)), "V1")

    assert made.value is None
    assert made.about == (Ref("place", "v1"),)


# ------------------------------------------------------------------ groups


def test_a_group_that_is_heard_less_than_others_is_left_behind() -> None:
    land = villages(groups=["women", "youth"])
    told = [
        seen("meeting", title="Talk", held_on="2026-02-01", place=p, type=whom)
        for p in VILLAGES
        for whom in ("council", "women")
    ]

    made = measure("heard", *land, *told)

    assert (of(made, "women").value, of(made, "youth").value) == (1, 0)
    assert left_behind(made) == ["youth"]
    assert of(made, "youth").about[0].kind == "place"


def test_committees_of_their_own_are_counted_once_each() -> None:
    rows = [
        seen("steward", deliverable="w", body=body, group="women", sex=sex)
        for body, sex in (("Pump", "female"), ("Pump", "male"), ("Books", "female"))
    ]

    made = measure("committees", *villages(), work("V1", id="w"), *rows)

    assert of(made, "women").value == 2
    assert of(made, "council").value == 0


# ------------------------------------------------------------------ whatever there is


@settings(max_examples=40)
@given(st.lists(records, max_size=8), levels)
def test_what_holds_for_every_ledger(told: list[Record], clearance: Level) -> None:
    land = [*villages(population=900), *(disclose(r, Reader("", clearance)) for r in told)]

    made = shares(ledger_of(land), FIRST, LAST)

    assert {m.name for m in made} <= set(MEASURES)
    for each in made:
        for share in each.shares:
            assert set(share.about) <= {Ref(r.kind, r.id) for r in land}
            assert share.about
            assert share.value is None or share.value >= Decimal(0)
            assert not (share.left_behind and each.usual is None)
    assert shares(ledger_of(reversed(land)), FIRST, LAST) == made
