"""What never gets onto the council's paper, whatever was recorded: secrets and small counts."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.ages import is_child, is_older
from fieldapp.domain.codelists import code_list
from fieldapp.domain.council import CouncilPaper, Period, council_paper
from fieldapp.domain.council.build import SMALLEST_COUNT
from fieldapp.domain.council.paper import Count
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from tests.domain.council.villages import GOROM, NEEDS, disclosed, made_up, paper, row

MEETING = row("meeting", "talk", place=GOROM, held_on="2026-05-04")


def with_canaries(record: Record) -> Record:
    """Put a canary into every field that may not stand on a paper, and into one nobody knows."""
    kind = KINDS[record.kind]
    hidden = {
        field.name: "CANARY"
        for field in kind.fields
        if kind.level_of(field.name, record.values) > Level.PUBLIC
    }
    return replace(record, values={**record.values, **hidden, "from_a_newer_version": "CANARY"})


@settings(max_examples=20)
@given(made_up(GOROM))
def test_nothing_above_public_reaches_the_paper(village: dict[str, list[Record]]) -> None:
    seeded = {kind: [with_canaries(one) for one in rows] for kind, rows in village.items()}

    made = council_paper(NEEDS, disclosed(seeded))

    assert "CANARY" in repr(seeded)
    assert "CANARY" not in repr(made)


def test_what_is_public_does_reach_the_paper() -> None:
    made = paper(
        row("place", GOROM, languages="SAID", contact="SAID", complaints="SAID"),
        MEETING,
        row("commitment", "1", meeting="talk", what="SAID", promised_by="us"),
        row("feedback", "2", place=GOROM, received_on="2026-05-04", level=1, summary="SAID"),
        row("deliverable", "3", place=GOROM, title="SAID", built_by="SAID"),
        row("joint_review", "4", place=GOROM, held_on="2026-04-03", worked="SAID"),
        row("finding", "5", joint_review="4", ours="SAID", theirs="SAID", status="disputed"),
        row("decision", "6", joint_review="4", what="SAID"),
        row("score", "7", joint_review="4", subject="SAID"),
    )

    assert repr(made).count("SAID") == 12


# ------------------------------------------------------------------ small counts


def counts(part: object) -> Iterator[Count]:
    """Return every count of people anywhere on a paper."""
    if isinstance(part, Count):
        yield part
    elif is_dataclass(part):
        for field in fields(part):
            yield from counts(getattr(part, field.name))
    elif isinstance(part, tuple):
        for item in part:
            yield from counts(item)


def came(n: int, number: int, sex: str, age: str, disabled: int = 0) -> Disclosed:
    return row(
        "attendance",
        f"{n}",
        meeting="talk",
        sex=sex,
        age_group=age,
        count=number,
        with_disability=disabled,
    )


def people(row: Disclosed, name: str) -> int:
    return max(int(str(row.values[name])), 0)


attendances = st.lists(
    st.tuples(
        st.integers(-3, 12),
        st.sampled_from(tuple(code_list("sex").labels)),
        st.sampled_from(tuple(code_list("age_group").labels)),
        st.integers(0, 4),
    ),
    max_size=8,
).map(lambda rows: [came(n, *one) for n, one in enumerate(rows)])


@given(attendances, st.integers(-1, 12))
def test_no_count_of_people_below_the_smallest_is_on_the_paper(
    rows: Sequence[Disclosed], wished: int
) -> None:
    made = paper(MEETING, *rows, needs=replace(NEEDS, smallest_count=wished))

    smallest = max(wished, SMALLEST_COUNT)
    assert made.smallest_count == smallest
    found = list(counts(made))
    assert len(found) == 6
    for count in found:
        assert count.number == 0 or count.number >= smallest
        assert not (count.more and count.number)
    assert made.withheld == sum(count.more for count in found)


@given(attendances)
def test_counts_add_up_every_row_of_the_group_and_no_other(rows: Sequence[Disclosed]) -> None:
    made = paper(MEETING, *rows).presence

    def total(sex: str, child: bool) -> int:
        return sum(
            people(one, "count")
            for one in rows
            if one.values["sex"] == sex
            and bool(is_child(one.values["age_group"])) is child
            and not is_older(one.values["age_group"])
        )

    expected = {
        "women": total("female", child=False),
        "men": total("male", child=False),
        "girls": total("female", child=True),
        "boys": total("male", child=True),
        "older": sum(people(r, "count") for r in rows if is_older(r.values["age_group"])),
    }
    for name, number in expected.items():
        count = getattr(made, name)
        assert count.more is (0 < number < SMALLEST_COUNT)
        assert count.number == (number if number >= SMALLEST_COUNT else 0)
    disabled = sum(people(r, "with_disability") for r in rows)
    told = sum(getattr(made, name).number for name in expected)
    tells = 0 < disabled < SMALLEST_COUNT or disabled > told
    assert made.with_disability == Count(0 if tells else disabled, more=tells)


def test_disability_does_not_tell_how_many_came_of_a_group_that_is_left_out() -> None:
    """Of nine who live with one, five of them women, four are men."""
    presence = paper(
        MEETING, came(1, 5, "female", "adult", 5), came(2, 4, "male", "adult", 4)
    ).presence

    assert presence.women == Count(5)
    assert presence.men == presence.with_disability == Count(0, more=True)


@given(attendances, st.integers(1, 4), st.integers(1, 4))
def test_a_count_that_is_left_out_cannot_be_worked_out_from_anything_else(
    rows: Sequence[Disclosed], few: int, as_few: int
) -> None:
    others = [one for one in rows if one.values["sex"] != "female"]

    one, other = (paper(MEETING, *others, came(99, n, "female", "adult")) for n in (few, as_few))

    assert one == other
    assert one.presence.women == Count(0, more=True)


@pytest.mark.parametrize("people", [1, 2, 3, 4])
def test_a_few_is_told_without_saying_how_many(people: int) -> None:
    presence = paper(MEETING, came(1, people, "female", "adult")).presence

    assert presence.women == Count(0, more=True)
    assert presence.men == Count(0, more=False)


def test_a_few_in_several_rows_are_shown_once_they_are_enough_together() -> None:
    presence = paper(MEETING, *(came(n, 1, "female", "adult") for n in range(5))).presence

    assert presence.women == Count(5)


# ------------------------------------------------------------------ papers of several periods

HELD = ("2026-04-06", "2026-05-04", "2026-05-18", "2026-06-01", "2026-06-15")
PERIODS = tuple(Period(first, last) for first in HELD for last in HELD if first <= last)
MEETINGS = tuple(row("meeting", day, place=GOROM, held_on=day) for day in HELD)


def group_at(day: str, number: int, age: str = "adult", disabled: int = 0) -> Disclosed:
    answers = {"meeting": day, "sex": "female", "age_group": age, "count": number}
    return row("attendance", f"{day} {age}", **answers, with_disability=disabled)


def papers(*rows: Disclosed, smallest: int = SMALLEST_COUNT) -> dict[Period, CouncilPaper]:
    """Return the paper of every period that begins and ends with a meeting."""
    return {
        period: paper(
            *MEETINGS, *rows, needs=replace(NEEDS, period=period, smallest_count=smallest)
        )
        for period in PERIODS
    }


women_of_each_meeting = st.lists(st.integers(0, 12), min_size=len(HELD), max_size=len(HELD)).map(
    lambda numbers: [group_at(day, n) for day, n in zip(HELD, numbers, strict=True)]
)


def test_one_woman_of_one_meeting_cannot_be_told_from_the_papers_of_two_periods() -> None:
    many, one = group_at("2026-05-04", 73), group_at("2026-05-18", 1)
    made = papers(many, one)

    before, after = (made[Period("2026-05-04", last)] for last in ("2026-05-04", "2026-05-18"))
    assert before.presence.women == Count(73)
    assert after.presence.women == Count(73, more=True)
    assert after.withheld == 1


def test_a_few_who_came_time_and_again_are_not_added_up() -> None:
    """Of 1 and 4 together, and of 1, 4 and 1, the difference would be the last one."""
    rows = [group_at(day, n) for day, n in zip(HELD, (1, 4, 1, 4, 4), strict=True)]

    assert {made.presence.women for made in papers(*rows).values()} == {Count(0, more=True)}


@given(women_of_each_meeting, st.integers(5, 7))
def test_no_paper_less_another_is_a_small_count(rows: Sequence[Disclosed], smallest: int) -> None:
    made = papers(*rows, smallest=smallest)

    for wide in made:
        for narrow in made:
            if wide.first <= narrow.first and narrow.last <= wide.last:
                more = made[wide].presence.women.number - made[narrow].presence.women.number
                assert more == 0 or more >= smallest


@given(women_of_each_meeting, st.sampled_from(HELD), st.integers(1, 4), st.integers(1, 4))
def test_how_few_came_to_a_meeting_changes_no_paper(
    rows: Sequence[Disclosed], day: str, few: int, as_few: int
) -> None:
    others = [one for one in rows if one.values["meeting"] != day]

    assert papers(*others, group_at(day, few)) == papers(*others, group_at(day, as_few))


def test_a_few_of_one_group_leave_the_other_groups_of_their_meeting_as_they_are() -> None:
    day = "2026-05-04"
    came_here = paper(
        MEETINGS[1], group_at(day, 73, disabled=2), group_at(day, 3, "child")
    ).presence

    assert came_here.women == Count(73)
    assert came_here.girls == came_here.with_disability == Count(0, more=True)


def test_a_grave_complaint_leaves_no_trace_on_the_paper() -> None:
    grave = [
        row("feedback", f"{level}", place=GOROM, received_on="2026-05-04", level=level, summary="x")
        for level in (4, 5, 6, 7)
    ]

    assert paper(*grave) == paper()


# ------------------------------------------------------------------ money


amounts = st.decimals(0, 10_000, places=2).map(float)


@given(st.lists(st.tuples(amounts, amounts, st.booleans()), min_size=1, max_size=12))
def test_the_money_of_a_work_is_the_sum_of_its_lines_to_the_cent(
    lines: list[tuple[float, float, bool]],
) -> None:
    rows = [
        row("budget_line", f"{n}", deliverable="well", planned=planned, spent=spent, local=local)
        for n, (planned, spent, local) in enumerate(lines)
    ]
    money = paper(row("deliverable", "well", place=GOROM, currency="SSP"), *rows).works[0].money

    planned, spent = (sum(Decimal(str(line[n])) for line in lines) for n in (0, 1))
    local = sum(Decimal(str(line[1])) for line in lines if line[2])
    assert Decimal(str(money.planned)) == planned
    assert Decimal(str(money.spent)) == spent
    assert Decimal(str(money.left)) == planned - spent
    assert money.currency == "SSP"
    if spent:
        assert money.local_share is not None
        assert abs(money.local_share - 100 * local / spent) <= Decimal("0.5")
    else:
        assert money.local_share is None


def test_what_was_written_down_for_the_work_goes_before_its_lines() -> None:
    well = row("deliverable", "well", place=GOROM, budget=100, spent=0, local_share=0)
    line = row("budget_line", "1", deliverable="well", planned=7, spent=7, local=True)

    money = paper(well, line).works[0].money

    assert (money.planned, money.spent, money.local_share) == (100, 0, 0)


def test_money_that_nobody_told_is_not_known() -> None:
    money = paper(row("deliverable", "well", place=GOROM)).works[0].money

    assert (money.planned, money.spent, money.left, money.local_share) == (None,) * 4


@pytest.mark.parametrize("odd", [True, "12", ("12",), -4])
def test_an_answer_of_another_shape_does_not_break_the_paper(odd: Value) -> None:
    strange = dict.fromkeys(("budget", "spent", "planned", "count", "level", "priority"), odd)
    rows = []
    for kind in ("deliverable", "budget_line", "attendance", "feedback", "milestone"):
        known = {name: value for name, value in strange.items() if KINDS[kind].has(name)}
        rows.append(
            row(kind, kind, place=GOROM, deliverable="deliverable", meeting="talk", **known)
        )

    made = paper(MEETING, *rows)

    assert all(count.number == 0 for count in counts(made))
