from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.deciding.rights import (
    HEAD,
    Author,
    NoAmount,
    NoRight,
    NormNotYours,
    OtherCurrency,
    TooMuch,
    decision_refusals,
    named,
    norm_refusals,
    roles_of,
    who_may_take,
)
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.problem import Problem
from fieldapp.language import load_language
from tests.domain.records import PROTECTION, ledger, seen
from tests.strategies import records_of

TODAY = date(2026, 11, 28)
COUNTY = seen("place", "kelda", name="Kelda", pcode="XX01")
GOROM = seen("place", "gorom", name="Gorom", pcode="XX0101", place="XX01")
ELSEWHERE = seen("place", "elsewhere", name="Tamba", pcode="XX0201")
JOSEF = Author("Josef Kall", "field_officer")


def assigned(**answers: object) -> Disclosed:
    return seen("assignment", **{"holder": "Josef Kall", "role": "team_leader", **answers})


def roles(*records: Disclosed, place: str = "XX0101") -> frozenset[str]:
    return roles_of(JOSEF, ledger(COUNTY, GOROM, ELSEWHERE, *records), TODAY, place)


def test_an_assignment_adds_a_role_to_what_the_membership_brings() -> None:
    assert roles() == {"field_officer"}
    assert roles(assigned()) == {"field_officer", "team_leader"}


def test_an_assignment_to_somebody_else_adds_nothing() -> None:
    assert roles(assigned(holder="Amina Teyo")) == {"field_officer"}


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        ({"from_on": "2026-11-28"}, True),
        ({"from_on": "2026-11-29"}, False),
        ({"until_on": "2026-11-28"}, True),
        ({"until_on": "2026-11-27"}, False),
    ],
)
def test_an_assignment_counts_on_its_first_and_last_day(
    answers: dict[str, str], counts: bool
) -> None:
    assert ("team_leader" in roles(assigned(**answers))) is counts


def test_an_assignment_for_a_county_covers_its_villages_and_no_others() -> None:
    county = assigned(place="XX01")

    assert "team_leader" in roles(county, place="XX0101")
    assert "team_leader" in roles(county, place="gorom")
    assert "team_leader" not in roles(county, place="XX0201")


def test_what_is_for_the_whole_mission_needs_a_role_for_the_whole_mission() -> None:
    assert "team_leader" not in roles(assigned(place="XX01"), place="")
    assert "team_leader" in roles(assigned(), place="")


def right(**answers: object) -> Disclosed:
    return seen("decision_right", **{"type": "pause", "role": "team_leader", **answers})


def pivot(**answers: object) -> Disclosed:
    given = {
        "scenario": "flood", "action": "Move the market", "status": "approved",
        "taken_by": "field_officer", "expires_on": "2026-12-31",
    }  # fmt: skip
    return seen("pivot", "p1", **{**given, **answers})


def decided(*records: Disclosed, by: str = "team_leader", **answers: object) -> list[Problem]:
    given = {"what": "Stop for now", "type": "pause", "step": "taken", "place": "XX0101"}
    values = seen("decision", **{**given, **answers}).values
    around = ledger(COUNTY, GOROM, ELSEWHERE, *records)
    place = values.get("place")
    return list(decision_refusals(values, frozenset({by}), around, TODAY, place))


def sentence(problems: list[Problem]) -> str:
    assert len(problems) == 1
    return str(problems[0].error)


def test_whoever_was_given_the_right_may_decide_and_their_deputy_too() -> None:
    given = right(deputy="project_manager")

    assert decided(given) == []
    assert decided(given, by="project_manager") == []


def test_whoever_was_not_given_the_right_is_told_who_has_it() -> None:
    problems = decided(right(), by="field_officer")

    assert isinstance(problems[0].error, NoRight)
    assert problems[0].field == "step"
    assert "Team leader, Head of mission" in sentence(problems)


def test_where_nobody_has_the_right_only_the_head_of_mission_may() -> None:
    assert decided(by=HEAD) == []
    assert "with: Head of mission." in sentence(decided(by="head_of_office"))


def test_a_right_to_another_type_is_no_right() -> None:
    assert isinstance(decided(right(type="stop"))[0].error, NoRight)


def test_a_right_counts_while_it_is_in_force_and_in_its_area() -> None:
    assert decided(right(place="XX01", from_on="2026-01-01", until_on="2026-12-31")) == []
    assert decided(right(place="XX0201")) != []
    assert decided(right(until_on="2026-11-27")) != []
    assert decided(right(from_on="2026-11-29")) != []


def test_an_amount_at_the_limit_passes_and_one_above_is_refused() -> None:
    limited = right(up_to=5000, currency="USD")

    assert decided(limited, amount=5000, currency="USD") == []
    problems = decided(limited, amount=5000.5, currency="USD")
    assert isinstance(problems[0].error, TooMuch)
    assert problems[0].field == "amount"
    assert "5\u00a0000 USD" in sentence(problems)


def test_more_than_the_limit_names_whoever_may_decide_it() -> None:
    limited, larger = right(up_to=100, currency="USD"), right(role="head_of_office")

    problems = decided(limited, larger, amount=500, currency="USD")

    assert "Head of field office, Head of mission" in sentence(problems)


def test_where_a_limit_stands_an_amount_in_its_currency_is_needed() -> None:
    limited = right(up_to=5000, currency="USD")

    assert isinstance(decided(limited)[0].error, NoAmount)
    assert isinstance(decided(limited, amount=1, currency="XOF")[0].error, OtherCurrency)
    assert isinstance(decided(limited, amount=1)[0].error, OtherCurrency)


def test_one_right_that_suffices_is_enough() -> None:
    assert decided(right(up_to=1, currency="USD"), right(), amount=9, currency="USD") == []


@pytest.mark.parametrize("answers", [{"step": "proposed"}, {"step": None}, {"type": None}])
def test_everybody_may_propose_and_note_what_a_review_agreed(answers: dict[str, object]) -> None:
    assert decided(by="field_officer", **answers) == []


def test_an_approved_pivot_may_be_taken_by_whom_it_names_without_any_right() -> None:
    for answers in ({"type": "pivot"}, {"type": None}, {"type": None, "step": None}):
        assert decided(pivot(), by="field_officer", pivot="p1", **answers) == []
        assert decided(pivot(), by="analyst", pivot="p1", **answers) != []


@pytest.mark.parametrize(
    "answers",
    [
        {"status": "proposed"},
        {"status": "used"},
        {"status": "withdrawn"},
        {"expires_on": "2026-11-27"},
        {"place": "XX0201"},
        {"up_to": 10, "currency": "USD"},
    ],
)
def test_a_pivot_gives_a_right_only_as_far_as_it_was_approved(answers: dict[str, object]) -> None:
    problems = decided(
        pivot(**answers), by="field_officer", pivot="p1", type="pivot", amount=11, currency="USD"
    )

    assert len(problems) == 1


def test_a_pivot_may_be_taken_on_its_last_day() -> None:
    last = pivot(expires_on="2026-11-28")

    assert decided(last, by="field_officer", pivot="p1", type="pivot") == []


def test_a_pivot_gives_no_right_to_decide_something_else() -> None:
    assert decided(pivot(), by="field_officer", pivot="p1", type="reallocate") != []


def test_a_pivot_that_this_laptop_does_not_know_gives_no_right() -> None:
    assert decided(by="field_officer", pivot="p1", type="pivot") != []


def test_whoever_has_the_right_to_pivots_may_take_one_that_has_expired() -> None:
    given = right(type="pivot", role="head_of_office")

    expired = pivot(expires_on="2026-01-01")

    assert decided(given, expired, by="head_of_office", pivot="p1", type="pivot") == []
    assert who_may_take(expired, ledger(given, expired), TODAY) == {"head_of_office", HEAD}
    assert "field_officer" in who_may_take(pivot(), ledger(), TODAY)


def departing(kind: str, by: str, *records: Disclosed, **answers: object) -> list[Problem]:
    values = seen(kind, breaks=["consent"], **answers).values
    return list(norm_refusals(kind, values, frozenset({by}), ledger(*records), TODAY, None))


def test_a_norm_gives_way_only_by_whoever_may_depart_from_one() -> None:
    given = right(type="norm_exception", role="conduct_focal_point")

    assert departing("decision", HEAD, given, what="Enter", step="taken") == []
    assert departing("decision", "conduct_focal_point", given, what="Enter") == []
    refused = departing("decision", "head_of_office", given, what="Enter", step="taken")
    assert isinstance(refused[0].error, NormNotYours)
    assert "Head of mission, Conduct focal point" in sentence(refused)
    assert departing("pivot", "head_of_office", scenario="s", action="Enter", status="approved")


def test_a_proposal_may_say_openly_that_it_departs_from_a_norm() -> None:
    assert departing("decision", "field_officer", what="Enter", step="proposed") == []
    assert (
        departing("pivot", "field_officer", scenario="s", action="Enter", status="proposed") == []
    )


def test_roles_are_listed_in_the_language_of_the_reader() -> None:
    french = load_language("fr").translate
    both = named({HEAD, "team_leader"})

    labels = code_list("role").labels
    said = NoRight(roles=both).sentences(french)[0]

    assert french(labels["team_leader"]) + french(", ") + french(labels[HEAD]) in said


world = st.lists(
    st.sampled_from(["decision_right", "pivot", "assignment", "place"]).flatmap(
        lambda kind: records_of(KINDS[kind])
    ),
    max_size=6,
).map(lambda found: ledger_of(disclose(record, PROTECTION) for record in found))


@given(
    record=records_of(KINDS["decision"]),
    around=world,
    standing=st.sampled_from(sorted(code_list("role").labels)),
)
def test_the_head_of_mission_is_among_those_who_may_whatever_is_refused(
    record: object, around: Ledger, standing: str
) -> None:
    values = record.values  # type: ignore[attr-defined]
    place = values.get("place")

    assert not list(decision_refusals(values, frozenset({HEAD}), around, TODAY, place))
    for problem in decision_refusals(values, frozenset({standing}), around, TODAY, place):
        assert code_list("role").labels[HEAD] in str(problem.error) or isinstance(
            problem.error, NoAmount | OtherCurrency
        )
