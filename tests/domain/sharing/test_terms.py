"""What a data-sharing agreement lets leave: its terms, and that nothing leaves beyond them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.fieldtypes import Choice
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.settle import Head
from fieldapp.domain.sharing.counts import shared_counts
from fieldapp.domain.sharing.terms import (
    COUNTED_BY,
    COUNTS_ONLY,
    AgreementExpired,
    AgreementNotBegun,
    AgreementNotSigned,
    AgreementSuspended,
    AgreementUnclear,
    AnswersNotNamed,
    ClockSetBack,
    CountsOnly,
    NotInAgreement,
    lowered_to,
    shared_records,
    terms_of,
)
from fieldapp.errors import UserError
from tests.domain.records import OFFICER, PROTECTION, ledger, seen
from tests.domain.sharing.agreements import (
    FEEDBACK,
    INCIDENT,
    MEETING,
    NEXT_MONTH,
    PLACES,
    TODAY,
    agreed,
    terms,
)


@pytest.mark.parametrize(
    ("error", "day", "answers"),
    [
        (AgreementNotSigned, TODAY, {"status": "draft"}),
        (AgreementNotSigned, TODAY, {"status": None}),
        (AgreementNotSigned, TODAY, {"status": "x-agreed"}),
        (AgreementNotSigned, TODAY, {"signed_on": None}),
        (AgreementSuspended, TODAY, {"status": "suspended"}),
        (AgreementExpired, TODAY, {"status": "ended"}),
        (AgreementExpired, date(2027, 1, 1), {}),
        (AgreementExpired, TODAY, {"expires_on": None}),
        (AgreementNotBegun, date(2026, 1, 31), {}),
        (AgreementNotBegun, date(2026, 1, 9), {"from_on": None}),
        (AgreementNotBegun, TODAY, {"signed_on": "2026-11-23"}),
        (NotInAgreement, TODAY, {"kinds": ["place"]}),
        (NotInAgreement, TODAY, {"kinds": None}),
        (AgreementUnclear, TODAY, {"detail": None}),
        (AgreementUnclear, TODAY, {"detail": "x-everything"}),
    ],
)
def test_what_was_not_agreed_is_refused_with_a_sentence(
    error: type[UserError], day: date, answers: dict[str, object]
) -> None:
    with pytest.raises(error) as refused:
        terms(day=day, **answers)
    assert "Water" not in str(refused.value)


def test_the_first_and_the_last_day_count() -> None:
    assert terms(day=date(2026, 2, 1)).level is Level.PUBLIC
    assert terms(day=date(2026, 12, 31)).level is Level.PUBLIC
    assert terms(day=date(2026, 1, 10), from_on=None).level is Level.PUBLIC


@pytest.mark.parametrize("detail", ["records_public", "records_team"])
def test_incidents_are_shared_as_counts_only(detail: str) -> None:
    with pytest.raises(CountsOnly):
        terms(kind="incident", detail=detail)
    assert terms(kind="incident", detail="counts_adm1").counted_by == "adm1"


def test_a_row_of_an_incident_is_in_no_agreement() -> None:
    plain = agreed()
    forged = disclose(
        Record("agreement", "a1", {**plain.values, "kinds": ("victim", "incident")}), PROTECTION
    )
    with pytest.raises(NotInAgreement):
        terms_of(forged, KINDS["victim"], TODAY, ledger())


@pytest.mark.parametrize(
    "name",
    ["kinds", "detail", "status", "expires_on", "smallest_count", "partner", "onward"],
)
def test_an_agreement_with_answers_that_clash_lets_nothing_out(name: str) -> None:
    heads = tuple(Head(fact, None, "", "", fact, fact) for fact in ("one", "two"))
    record = Record("agreement", "a1", agreed().values, clashes={name: heads})
    with pytest.raises(AgreementUnclear):
        terms_of(disclose(record, OFFICER), MEETING, TODAY, ledger())


def test_a_term_of_a_newer_version_lets_nothing_out() -> None:
    record = Record("agreement", "a1", {**agreed().values, "never_to": "a term to come"})
    with pytest.raises(AgreementUnclear):
        terms_of(disclose(record, OFFICER), MEETING, TODAY, ledger())


def test_a_clock_that_was_set_back_makes_no_agreement_valid_again() -> None:
    here = ledger(*PLACES)
    expired, last = date(2027, 1, 1), date(2026, 12, 31)

    assert terms_of(agreed(), MEETING, TODAY, here, newest=last).keep_until == ""
    with pytest.raises(ClockSetBack):
        terms_of(agreed(), MEETING, TODAY, here, newest=expired)
    with pytest.raises(AgreementExpired):
        terms_of(agreed(), MEETING, expired, here, newest=TODAY)
    # What is still to begin does not begin because somebody's clock once ran ahead.
    with pytest.raises(AgreementNotBegun):
        terms_of(agreed(from_on="2026-12-01"), MEETING, TODAY, here, newest=date(2026, 12, 2))


def test_what_is_not_in_the_list_never_leaves_and_counts_as_withheld() -> None:
    met = {"held_on": "2026-11-02", "place": "KE01", "title": "Well", "mood": "CANARY"}
    here = ledger(*PLACES, seen("meeting", "m1", **met))
    listed = agreed(detail="records_team", fields="meeting.title; place.name\nmeeting.held_on")

    allowed = terms_of(listed, MEETING, TODAY, here)
    [shared] = shared_records(allowed, here).records

    assert shared.values == {"held_on": "2026-11-02", "title": "Well"}
    assert shared.withheld == 2
    assert [field.name for field in allowed.fields] == ["title", "held_on"]
    assert shared_records(allowed, here).withheld == 1


def test_a_restricted_answer_in_the_list_is_not_heard() -> None:
    met = {"held_on": "2026-11-02", "title": "Well", "security_note": "CANARY"}
    here = ledger(*PLACES, seen("meeting", "m1", **met))
    listed = agreed(detail="records_team", fields="meeting.title meeting.security_note")

    [shared] = shared_records(terms_of(listed, MEETING, TODAY, here), here).records

    assert shared.values == {"title": "Well"}


def test_without_a_list_only_what_may_be_read_aloud_leaves_as_records() -> None:
    assert terms(detail="records_public").answers is None
    assert terms(detail="counts_adm1").answers is None
    for listed in (None, "feedback.summary", "meeting.nothing", "meeting.security_note"):
        with pytest.raises(AnswersNotNamed):
            terms(detail="records_team", fields=listed)


def test_counts_are_told_apart_only_by_codes_in_the_list() -> None:
    here = ledger(*PLACES, *incidents(5, type="threat"), *incidents(6, type="property"))
    listed = agreed(detail="counts_adm1", fields="incident.summary")

    counts = shared_counts(terms_of(listed, INCIDENT, TODAY, here), here, NEXT_MONTH)

    assert [column.name for column in counts.columns] == ["month", "adm1_code"]
    assert [cell.count for cell in counts.cells] == [11]


@pytest.mark.parametrize(("days", "until"), [(30, "2026-12-22"), (None, ""), (10**9, "9999-12-31")])
def test_how_long_the_partner_may_keep_it_is_counted_from_the_day_of_the_export(
    days: int | None, until: str
) -> None:
    record = Record("agreement", "a1", {**agreed().values, "keep_days": days})
    allowed = terms_of(disclose(record, OFFICER), MEETING, TODAY, ledger(*PLACES))

    assert allowed.keep_until == until
    assert not allowed.onward


def test_the_largest_of_all_smallest_counts_holds() -> None:
    def limit(value: int, **answers: object) -> Disclosed:
        return seen("limit", **{"name": "smallest_count", "value": value, **answers})

    counts = {"detail": "counts_adm1"}
    assert terms(**counts).smallest == 5
    assert terms(**counts, smallest_count=12).smallest == 12
    assert terms(limit(8), **counts, smallest_count=6).smallest == 8
    assert terms(limit(1), **counts, smallest_count=3).smallest == 5
    assert terms(limit(20, place="KE01"), **counts, place="KE0101").smallest == 20
    assert terms(limit(2, place="KE01"), **counts, place="KE0101").smallest == 5
    # One floor everywhere: what one place has set holds for an agreement on another.
    assert terms(limit(20, place="KE02"), **counts, place="KE01").smallest == 20


def test_every_kind_that_can_be_shared_has_its_columns_and_they_are_codes_for_the_team() -> None:
    assert set(COUNTED_BY) == set(code_list("share_kind").labels)
    for name, fields in COUNTED_BY.items():
        for field in map(KINDS[name].field, fields):
            assert isinstance(field.type, Choice), (name, field.name)
            assert field.level <= Level.TEAM, (name, field.name)
    assert set(COUNTED_BY) >= COUNTS_ONLY


def test_a_partner_sees_public_answers_of_the_area_and_no_grave_complaint() -> None:
    told = {"received_on": "2026-11-02", "summary": "The pump is broken"}
    here = ledger(
        *PLACES,
        seen("feedback", "f1", level=2, place="id-gorom", handling="Told the committee", **told),
        seen("feedback", "f4", level=4, place="KE010101", **told),
        seen("feedback", "f6", level=6, place="KE010101", **told),
        seen("feedback", "f2", level=2, place="KE02", **told),
        seen("feedback", "f3", level=2, **told),
    )
    agreement = agreed(place="id-state")

    shared = shared_records(terms_of(agreement, FEEDBACK, TODAY, here), here)
    team = shared_records(
        terms_of(agreed(place="KE01", detail="records_team"), FEEDBACK, TODAY, here), here
    )

    assert [record.id for record in shared.records] == ["f1"]
    assert "handling" not in shared.records[0].values
    assert shared.withheld == 5  # of f1 one answer
    assert [record.id for record in team.records] == ["f1", "f4"]
    assert team.records[0].values["handling"] == "Told the committee"
    assert team.withheld == 3


def test_the_places_of_an_area_are_the_area_itself_and_what_lies_in_it() -> None:
    here = ledger(*PLACES)
    shared = shared_records(terms_of(agreed(place="KE01"), KINDS["place"], TODAY, here), here)

    assert {record.id for record in shared.records} == {"id-state", "id-county", "id-gorom"}


def test_a_complaint_that_was_told_in_confidence_stays_closed_when_its_level_is_lowered() -> None:
    values = {"received_on": "2026-10-02", "level": 2, "summary": "CANARY", "place": "KE01"}
    record = Record("feedback", "f1", values)
    for held, count in ((False, 1), (True, 0)):
        here = ledger(*PLACES, disclose(replace(record, held=held), PROTECTION))
        shared = shared_records(terms_of(agreed(), FEEDBACK, TODAY, here), here)
        assert len(shared.records) == count
        (lowered,) = lowered_to(Level.PUBLIC, here).of("feedback")
        assert ("summary" in lowered.values) is not held


def incidents(count: int, **answers: object) -> Iterator[Disclosed]:
    for _ in range(count):
        yield seen("incident", **{"happened_on": "2026-11-02", "place": "id-gorom", **answers})


def test_counts_are_by_month_area_and_code_and_small_ones_are_not_there() -> None:
    here = ledger(
        *PLACES,
        *incidents(6, type="threat"),
        *incidents(4, type="property"),
        *incidents(5, type="threat", place="KE02"),
        *incidents(5, type="threat", happened_on="2026-10-02", summary="CANARY"),
        *incidents(9, type="sexual_violence"),
    )
    agreement = agreed(detail="counts_adm1")

    counts = shared_counts(terms_of(agreement, INCIDENT, TODAY, here), here, NEXT_MONTH)

    assert [(column.name, column.hxl) for column in counts.columns] == [
        ("month", "#date+month"),
        ("adm1_code", "#adm1+code"),
        ("type", "#event+type"),
    ]
    assert [(*cell.by, cell.count) for cell in counts.cells] == [
        ("2026-10", "KE01", "threat", 5),
        ("2026-11", "KE01", "threat", 6),
        ("2026-11", "KE02", "threat", 5),
    ]
    assert counts.withheld == 13


def test_words_in_the_place_of_a_code_are_not_counted_by() -> None:
    forged = [
        disclose(
            Record("meeting", f"m{n}", {"held_on": day, "type": "CANARY name", "place": "KE01"}),
            PROTECTION,
        )
        for n, day in enumerate(["2026-10-02"] * 5 + ["soon"] * 6)
    ]
    here = ledger(*PLACES, *forged)
    allowed = terms_of(agreed(detail="counts_adm2"), MEETING, TODAY, here)

    counts = shared_counts(allowed, here, TODAY)

    assert [(*cell.by, cell.count) for cell in counts.cells] == [("2026-10", "", "", 5)]
    assert counts.withheld == 6  # a month that nobody can read is never over


def test_a_month_is_counted_once_it_is_over() -> None:
    here = ledger(
        *PLACES,
        *incidents(6, type="threat", happened_on="2026-10-31"),
        *incidents(7, type="threat", happened_on="2026-11-01"),
    )
    allowed = terms_of(agreed(detail="counts_adm1"), INCIDENT, TODAY, here)

    running = shared_counts(allowed, here, date(2026, 11, 30))
    over = shared_counts(allowed, here, NEXT_MONTH)

    assert [(cell.by[0], cell.count) for cell in running.cells] == [("2026-10", 6)]
    assert running.withheld == 7
    assert [(cell.by[0], cell.count) for cell in over.cells] == [("2026-10", 6), ("2026-11", 7)]


def test_works_are_counted_by_the_month_they_are_planned_for() -> None:
    planned = {"title": "Well", "place": "KE01", "sector": "water", "status": "ongoing"}
    works = [seen("deliverable", **planned, planned_end="2027-03-01") for _ in range(5)]
    here = ledger(*PLACES, *works, *(seen("deliverable", **planned) for _ in range(6)))
    allowed = terms_of(agreed(detail="counts_adm1"), KINDS["deliverable"], TODAY, here)

    counts = shared_counts(allowed, here, TODAY)

    assert [(cell.by[0], cell.count) for cell in counts.cells] == [("", 6), ("2027-03", 5)]


def test_the_strictest_figure_of_a_place_holds_for_the_whole_file() -> None:
    strict = seen("limit", name="smallest_count", value=7, place="KE0101")
    here = ledger(
        *PLACES, strict, *incidents(6, type="threat"), *incidents(6, type="threat", place="KE02")
    )

    allowed = terms_of(agreed(detail="counts_adm1"), INCIDENT, TODAY, here)

    assert shared_counts(allowed, here, NEXT_MONTH).cells == ()


def test_no_wish_of_a_mission_or_an_agreement_goes_below_the_floor() -> None:
    wished = seen("limit", name="smallest_count", value=1, decided_on="2026-01-01")
    here = ledger(*PLACES, wished, *incidents(3, type="threat"), *incidents(5, type="property"))
    allowed = terms_of(agreed(detail="counts_adm1", smallest_count=3), INCIDENT, TODAY, here)

    counts = shared_counts(allowed, here, NEXT_MONTH)

    assert [cell.count for cell in counts.cells] == [5]
