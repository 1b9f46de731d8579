"""The ownership compass: each figure by its records, and what holds for every ledger."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Disclosed, Reader, disclose
from fieldapp.domain.figures.figure import FIGURES, Figure
from fieldapp.domain.figures.ownership import compass
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ref, ledger_of
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.records import ledger, seen
from tests.strategies import kept, levels, records, values

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
GOROM = "XX0101"


def figure(name: str, *told: Disclosed, place: str = GOROM) -> Figure:
    return compass(ledger(*told), place, FIRST, LAST).figure(name)


def parts(made: Figure) -> tuple[int | None, int, int]:
    return made.value, int(made.numerator), int(made.denominator)


def work(id: str = "well", **more: object) -> Disclosed:
    return seen("deliverable", id, **{"title": "Well", "place": GOROM, **more})


def step(id: str = "", **more: object) -> Disclosed:
    return seen("milestone", id, deliverable="well", title="Dig", **more)


# ------------------------------------------------------------------ figures of records


def test_works_that_the_community_leads_of_those_that_say_who_leads() -> None:
    made = figure(
        "works_led", work("1", led_by="them"), work("2", led_by="us"), work("3"),
        work("4", led_by="them", place="XX0102"), work("5", led_by="us", status="cancelled"),
    )  # fmt: skip

    assert parts(made) == (50, 1, 2)
    assert made.inside == (Ref("deliverable", "1"),)
    assert made.outside == (Ref("deliverable", "2"),)


@pytest.mark.parametrize(
    ("told", "counts"),
    [
        ({}, True),
        ({"planned_start": "2026-06-30"}, True),
        ({"planned_start": "2026-07-01"}, False),
        ({"planned_end": "2025-12-31", "status": "ongoing"}, True),  # late, so still under way
        ({"planned_end": "2025-12-31", "status": "handed_over"}, False),
        ({"actual_end": "2025-12-31"}, False),
        ({"actual_end": "2026-01-01", "status": "completed"}, True),
    ],
)
def test_works_count_while_they_are_under_way(told: dict[str, object], counts: bool) -> None:
    assert parts(figure("works_led", work(led_by="them", **told)))[2] == counts


def test_without_records_there_is_too_little_data_and_no_nought() -> None:
    for each in compass(ledger(), "", FIRST, LAST).figures:
        assert each.value is None
        assert not each.withheld


def test_steps_agreed_and_steps_that_both_sides_call_done() -> None:
    told = [
        work(),
        step("a", made_together=True, status_mission="done", status_community="done"),
        step("b", made_together=False, status_mission="done", status_community="not_done"),
        step("c", status_mission="done", due_on="2026-03-01"),
        step("d", made_together=True, status_mission="done", done_on="2026-07-01"),
        step("e", made_together=True, status_mission="planned", status_community="done"),
    ]

    assert parts(figure("steps_together", *told)) == (67, 2, 3)
    assert parts(figure("steps_both", *told)) == (33, 1, 3)


def test_priorities_that_became_works() -> None:
    told = [
        seen("priority", what="Well", place=GOROM, ranked_on="2026-02-01", deliverable="well"),
        seen("priority", what="Road", place=GOROM, ranked_on="2026-02-01"),
        seen("priority", what="Hall", place=GOROM, ranked_on="2025-02-01", deliverable="hall"),
    ]

    assert parts(figure("priorities_met", *told)) == (50, 1, 2)


def test_works_that_a_committee_supervises() -> None:
    told = [
        work("well"), work("road"),
        seen("steward", deliverable="well", body="Water committee", supervises=True),
        seen("steward", deliverable="road", body="Road committee", supervises=False),
    ]  # fmt: skip

    assert parts(figure("works_supervised", *told)) == (50, 1, 2)


def test_works_handed_over_with_the_communitys_signature() -> None:
    told = [
        work(),
        seen("handover", deliverable="well", to_whom="Committee", handed_on="2026-02-01",
             community_signed=True),
        seen("handover", deliverable="well", to_whom="Council", handed_on="2026-02-01"),
    ]  # fmt: skip

    assert parts(figure("upkeep_signed", *told)) == (50, 1, 2)


def review(id: str, held_on: str) -> Disclosed:
    return seen("joint_review", id, held_on=held_on, place=GOROM)


def finding(review: str, status: str, **more: object) -> Disclosed:
    return seen("finding", joint_review=review, ours="It runs", status=status, **more)


def test_findings_as_the_community_sees_them_by_the_day_of_the_review() -> None:
    told = [
        review("r1", "2026-02-01"), review("r2", "2026-07-01"),
        finding("r1", "validated"), finding("r1", "amended"), finding("r1", "disputed"),
        finding("r2", "disputed"),
    ]  # fmt: skip

    assert parts(figure("findings_agreed", *told)) == (67, 2, 3)


def test_a_dispute_is_settled_in_its_own_words_or_by_a_later_review() -> None:
    told = [
        review("r1", "2026-02-01"), review("r2", "2026-05-01"), work(),
        finding("r1", "amended", settled_by="A visit together"),
        finding("r1", "disputed", about="well"), finding("r2", "validated", about="well"),
        finding("r2", "disputed", about="road"), finding("r1", "validated", about="road"),
    ]  # fmt: skip

    assert parts(figure("disputes_settled", *told)) == (67, 2, 3)


def test_what_the_same_review_agreed_settles_no_dispute() -> None:
    told = [
        review("r1", "2026-02-01"), work(),
        finding("r1", "disputed", about="well"), finding("r1", "validated", about="well"),
    ]  # fmt: skip

    assert parts(figure("disputes_settled", *told)) == (0, 0, 1)


def test_decisions_that_came_from_feedback_or_an_issue() -> None:
    told = [
        seen("decision", "1", what="Move it", place=GOROM, feedback="f", decided_on="2026-02-01"),
        seen("decision", "2", what="Wait", place=GOROM, decided_on="2026-02-01"),
        seen("decision", "3", what="Stop", place=GOROM, decided_on="2026-02-01"),
        seen("decision", "4", what="Go", place=GOROM, feedback="f", step="proposed"),
        seen("meeting", "talk", title="Talk", held_on="2026-02-01", place=GOROM),
        seen("issue", meeting="talk", said="It is too far", decision="2"),
    ]

    assert parts(figure("decisions_followed", *told)) == (67, 2, 3)


def test_training_taught_by_somebody_from_here() -> None:
    told = [
        work(),
        seen("training", deliverable="well", topic="Pump", local_mentor=True),
        seen("training", deliverable="well", topic="Books", local_mentor=False),
        seen("training", deliverable="well", topic="Old", local_mentor=True,
             from_on="2025-01-01", until_on="2025-02-01"),
    ]  # fmt: skip

    assert parts(figure("local_mentors", *told)) == (50, 1, 2)


# ------------------------------------------------------------------ money


def line(**more: object) -> Disclosed:
    return seen("budget_line", deliverable="well", what="Stone", **more)


def test_local_money_is_added_in_decimals() -> None:
    told = [work(), *(line(spent=0.1, local=True) for _ in range(3)), line(spent=0.7, local=False)]

    made = figure("bought_locally", *told)

    assert (made.numerator, made.denominator, made.value) == (Decimal("0.3"), Decimal("1.0"), 30)
    assert len(made.inside) == 3
    assert len(made.outside) == 1


def test_the_share_that_a_work_states_goes_before_its_lines() -> None:
    told = [work(local_share=80, spent=1000), line(spent=1000, local=False)]

    assert parts(figure("bought_locally", *told)) == (80, 800, 1000)


def test_of_lines_that_spent_nothing_what_they_planned_counts() -> None:
    told = [work(), line(planned=30, local=True), line(planned=70, local=False), line(planned=9)]

    assert parts(figure("bought_locally", *told)) == (30, 30, 100)


def test_payments_to_suppliers_count_where_no_line_says() -> None:
    pay = {"deliverable": "well", "what": "Stone"}
    told = [
        work(),
        seen("supplier", "near", deliverable="well", name="Near", local_share=50, amount=9999),
        seen("supplier", "far", deliverable="well", name="Far", local=False),
        seen("payment", **pay, amount=120, supplier="near", type="instalment"),
        seen("payment", **pay, amount=20, supplier="near", type="refund"),
        seen("payment", **pay, amount=500, supplier="near", type="commitment"),
        seen("payment", **pay, amount=100, supplier="far"),
    ]

    assert parts(figure("bought_locally", *told)) == (25, 50, 200)


def test_what_suppliers_are_said_to_have_got_counts_last() -> None:
    told = [work(), seen("supplier", deliverable="well", name="Near", local=True, amount=40)]

    assert parts(figure("bought_locally", *told)) == (100, 40, 40)


def test_money_of_two_currencies_is_not_added() -> None:
    told = [
        work("1", currency="USD", spent=100, local_share=10),
        work("2", currency="SSP", spent=9000, local_share=90),
    ]

    made = [f for f in compass(ledger(*told), GOROM, FIRST, LAST).figures
            if f.name == "bought_locally"]  # fmt: skip

    assert [(f.currency, f.value) for f in made] == [("SSP", 90), ("USD", 10)]


# ------------------------------------------------------------------ people


def came(number: int, sex: str, age: str = "adult", place: str = GOROM) -> list[Disclosed]:
    meeting = seen("meeting", title="Talk", held_on="2026-03-01", place=place)
    row = seen("attendance", meeting=meeting.id, sex=sex, age_group=age, count=number)
    return [meeting, row]


def test_women_among_those_who_came() -> None:
    made = figure("came_women", *came(10, "female"), *came(30, "male"))

    assert parts(made) == (25, 10, 40)
    assert len(made.inside) == len(made.outside) == 1


@pytest.mark.parametrize(("women", "men"), [(4, 30), (30, 4), (1, 1)])
def test_few_women_or_few_others_are_withheld(women: int, men: int) -> None:
    made = figure("came_women", *came(women, "female"), *came(men, "male"))

    assert parts(made) == (None, 0, 0)
    assert made.withheld
    assert made.inside == made.outside == ()


def test_no_woman_at_all_is_told() -> None:
    made = figure("came_women", *came(30, "male"))

    assert parts(made) == (0, 0, 30)
    assert not made.withheld


def test_a_village_with_few_is_in_no_figure_of_the_mission() -> None:
    told = [
        *came(2, "female"), *came(30, "male"),
        *came(10, "female", place="XX0102"), *came(10, "male", place="XX0102"),
    ]  # fmt: skip

    made = figure("came_women", *told, place="")

    assert parts(made) == (50, 10, 20)
    assert made.withheld


def test_women_in_seats_with_a_vote_of_several_small_councils_together() -> None:
    told = []
    for n in range(3):
        told.append(seen("actor", f"c{n}", name="Council", place=f"XX010{n}"))
        told += [
            seen("seat", actor=f"c{n}", sex=sex, age_group="adult", count=count, with_vote=True)
            for sex, count in (("female", 2), ("male", 6))
        ]

    assert parts(figure("seats_women", *told, place="")) == (25, 6, 24)
    assert parts(figure("seats_women", *told, place="XX0100")) == (None, 0, 0)


def test_young_people_count_where_their_age_tells_surely() -> None:
    told = [*came(10, "male", "youth"), *came(30, "male", "older")]

    assert parts(figure("came_youth", *told)) == (25, 10, 40)


def test_where_no_age_tells_who_is_young_there_is_too_little_data() -> None:
    made = figure("came_youth", *came(30, "male", "adult"))

    assert parts(made) == (None, 0, 0)
    assert not made.withheld


def test_women_among_stewards_by_their_row_or_their_committee() -> None:
    told = [
        work(),
        seen("steward", deliverable="well", body="Committee", sex="female", count=5),
        seen("steward", deliverable="well", body="Women's group", group="women", count=5),
        seen("steward", deliverable="well", body="Youth", group="youth", sex="male", count=10),
    ]

    assert parts(figure("stewards_women", *told)) == (50, 10, 20)
    assert parts(figure("stewards_youth", *told)) == (50, 10, 20)


# ------------------------------------------------------------------ whatever there is


def _near(kind: str, id: str) -> st.SearchStrategy[Record]:
    """Return records that are likely to belong together: few places, few parents, few days."""
    own = {f.name: kept(f.type) for f in KINDS[kind].fields}
    close = {
        "place": st.sampled_from((GOROM, "XX0102", None)),
        KINDS[kind].parent: st.sampled_from(("d1", "m1", "r1", "a1")),
        "held_on": st.sampled_from(("2026-02-01", "2027-02-01")),
        "count": st.integers(0, 9),
    }
    fields = {**own, **{name: how for name, how in close.items() if name in own}}
    return st.builds(
        Record,
        kind=st.just(kind),
        id=st.just(id),
        values=st.fixed_dictionaries({}, optional=fields),
    )


COUNTED = ("milestone", "budget_line", "payment", "supplier", "training", "steward", "handover",
           "finding", "decision", "seat", "attendance", "priority", "issue")  # fmt: skip
parents = st.tuples(
    _near("deliverable", "d1"), _near("meeting", "m1"), _near("joint_review", "r1"),
    _near("actor", "a1"),
)  # fmt: skip
rows = st.lists(
    st.tuples(st.sampled_from(COUNTED), st.integers(0, 99)).flatmap(
        lambda one: _near(one[0], f"{one[0]}-{one[1]}")
    ),
    max_size=10,
    unique_by=lambda record: record.id,
)


def shown(told: list[Record], clearance: Level) -> list[Disclosed]:
    return [disclose(record, Reader("", clearance)) for record in told]


@given(parents, rows, levels)
def test_what_holds_for_every_figure(
    above: tuple[Record, ...], below: list[Record], clearance: Level
) -> None:
    told = shown([*above, *below], clearance)
    for place in ("", GOROM):
        made = compass(ledger_of(told), place, FIRST, LAST)

        assert {f.name for f in made.figures} == set(FIGURES)
        for each in made.figures:
            assert 0 <= each.numerator <= each.denominator
            assert each.value is None or 0 <= each.value <= 100
            assert {*each.inside, *each.outside} <= {Ref(r.kind, r.id) for r in told}
            assert not set(each.inside) & set(each.outside)
            if each.name.endswith(("women", "youth")):
                for people in (each.numerator, each.denominator - each.numerator):
                    assert people == 0 or people >= 5
        assert compass(ledger_of(reversed(told)), place, FIRST, LAST) == made


@settings(max_examples=40)
@given(parents, rows, records)
def test_a_record_of_another_place_changes_nothing_here(
    above: tuple[Record, ...], below: list[Record], other: Record
) -> None:
    if other.kind in ("place", "limit"):
        return
    told = shown([*above, *below], Level.RESTRICTED)
    elsewhere = disclose(
        Record(other.kind, "elsewhere", {**other.values, "place": "YY01"}),
        Reader("", Level.RESTRICTED),
    )

    made = compass(ledger_of(told), GOROM, FIRST, LAST)

    assert compass(ledger_of([*told, elsewhere]), GOROM, FIRST, LAST) == made


@settings(max_examples=40)
@given(st.lists(records, max_size=8), levels)
def test_no_ledger_makes_it_stumble(told: list[Record], clearance: Level) -> None:
    compass(ledger_of(shown(told, clearance)), "", FIRST, LAST)


@given(st.data(), st.sampled_from(("deliverable", "meeting", *COUNTED)))
def test_answers_of_another_shape_do_not_make_it_stumble(data: st.DataObject, kind: str) -> None:
    wild = {f.name: values for f in KINDS[kind].fields}
    record = Record(kind, "wild", data.draw(st.fixed_dictionaries({}, optional=wild)))

    compass(ledger_of(shown([record], Level.RESTRICTED)), "", FIRST, LAST)
