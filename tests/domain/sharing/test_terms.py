"""What a data-sharing agreement lets leave: its terms, and that nothing leaves beyond them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.fieldtypes import Choice, Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.limits import DEFAULTS
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
    SharingRefused,
    Terms,
    lowered_to,
    shared_records,
    terms_of,
)
from fieldapp.errors import UserError
from tests.domain.records import OFFICER, PROTECTION, ledger, seen
from tests.strategies import records_of, values, values_of

TODAY = date(2026, 11, 22)
NEXT_MONTH = date(2026, 12, 1)
"""What happened in November is counted from this day on."""

MEETING, INCIDENT, FEEDBACK = KINDS["meeting"], KINDS["incident"], KINDS["feedback"]
PLACES = (
    seen("place", "id-country", name="Kelland", pcode="KE", type="country"),
    seen("place", "id-state", name="Kelda", pcode="KE01", type="adm1", place="KE"),
    seen("place", "id-county", name="Upper Kelda", pcode="KE0101", type="adm2", place="KE01"),
    seen("place", "id-gorom", name="Gorom", pcode="KE010101", type="village", place="id-county"),
    seen("place", "id-other", name="Dimtou", pcode="KE02", type="adm1", place="id-country"),
)
SIGNED = {
    "title": "Water cluster",
    "kinds": ["meeting", "feedback", "incident", "place", "deliverable"],
    "detail": "records_public",
    "status": "signed",
    "signed_on": "2026-01-10",
    "from_on": "2026-02-01",
    "expires_on": "2026-12-31",
}


EVERY_ANSWER = " ".join(f"{kind}.{f.name}" for kind in COUNTED_BY for f in KINDS[kind].fields)
"""Restricted ones among them, as only a laptop that somebody tampered with would write."""


def agreed(**answers: object) -> Disclosed:
    """An agreement, with a list of all that may be shared where it is for the team's answers."""
    team = {"fields": EVERY_ANSWER} if answers.get("detail") == "records_team" else {}
    return seen("agreement", "a1", **{**SIGNED, **team, **answers})


def terms(
    *records: Disclosed, kind: str = "meeting", day: date = TODAY, **answers: object
) -> Terms:
    return terms_of(agreed(**answers), KINDS[kind], day, ledger(*PLACES, *records))


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
    here = ledger(*PLACES, *incidents(3, type="threat"), *incidents(4, type="property"))
    listed = agreed(detail="counts_adm1", fields="incident.summary")

    counts = shared_counts(terms_of(listed, INCIDENT, TODAY, here), here, NEXT_MONTH)

    assert [column.name for column in counts.columns] == ["month", "adm1_code"]
    assert [cell.count for cell in counts.cells] == [7]


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


# Rows that are counts of people themselves.


def observation(id: str, value: float, of: str = "told") -> Disclosed:
    day = f"2026-10-{2 + int(value):02}"
    return seen("observation", id, indicator=of, value=value, observed_on=day)


def shared_ids(*records: Disclosed, kind: str = "observation", **answers: object) -> list[str]:
    here = ledger(*PLACES, *records)
    agreement = agreed(kinds=["observation", "indicator"], **answers)
    shared = shared_records(terms_of(agreement, KINDS[kind], TODAY, here), here)
    assert shared.withheld == len(here.of(kind)) - len(shared.records)
    return [record.id for record in shared.records]


TOLD = {"name": "Women who told us of violence", "direction": "down"}
FIGURES = tuple(observation(f"o{value}", value) for value in (0, 1, 4, 5, 9, 10))


def test_an_observation_of_few_people_is_not_shared_row_by_row() -> None:
    told = seen("indicator", "told", **TOLD, about="violence_against_civilians", measure="unit")
    limit = seen("limit", name="smallest_count", value=10, place="KE02")

    assert shared_ids(told, *FIGURES) == ["o0", "o5", "o9", "o10"]
    assert shared_ids(told, *FIGURES, detail="records_team") == ["o0", "o5", "o9", "o10"]
    assert shared_ids(told, *FIGURES, smallest_count=3) == ["o0", "o5", "o9", "o10"]
    assert shared_ids(told, *FIGURES, smallest_count=6) == ["o0", "o9", "o10"]
    assert shared_ids(told, *FIGURES, limit) == ["o0", "o10"]


def test_what_counts_no_people_is_shared_however_small() -> None:
    wells = seen("indicator", "told", name="Wells", direction="up", about="service_delivery")

    assert shared_ids(wells, *FIGURES) == [one.id for one in FIGURES]


def test_an_indicator_that_has_not_arrived_or_is_not_certain_counts_people() -> None:
    known = {**TOLD, "about": "service_delivery", "measure": "unit"}
    heads = tuple(Head(fact, None, "", "", fact, fact) for fact in ("one", "two"))
    unsure = disclose(Record("indicator", "told", known, clashes={"about": heads}), OFFICER)
    few_left_out = ["o0", "o5", "o9", "o10"]

    assert shared_ids(*FIGURES) == few_left_out
    assert shared_ids(unsure, *FIGURES) == few_left_out
    assert shared_ids(seen("meeting", "told", title="Well", held_on="2026-10-02"), *FIGURES) == (
        few_left_out
    )


def test_a_figure_in_a_form_of_another_version_is_not_shared_where_it_may_count_people() -> None:
    words = {"indicator": "told", "value": "one woman", "observed_on": "2026-10-02"}

    assert shared_ids(disclose(Record("observation", "odd", words), OFFICER)) == []


def test_an_indicator_that_began_with_few_people_is_not_shared_row_by_row() -> None:
    few, many = (seen("indicator", f"from {n}", **TOLD, baseline=n) for n in (2, 20))

    assert shared_ids(few, many, seen("indicator", "new", **TOLD), kind="indicator") == [
        "from 20",
        "new",
    ]


# Whatever the ledger.

KIND_NAMES = st.sampled_from(tuple(COUNTED_BY))
REFERENCES = st.sampled_from(
    (*(p.id for p in PLACES), "KE", "KE01", "KE0101", "KE02", "XX99", None)
)
DETAILS = st.sampled_from(tuple(code_list("detail").labels))


@st.composite
def ledgers(draw: st.DrawFn, kind: str) -> tuple[list[Record], Ledger]:
    """Many records that are alike, so that some counts are large enough, and as one reader sees
    them."""
    reader = draw(st.sampled_from((OFFICER, PROTECTION)))
    own: list[Record] = []
    for _ in range(draw(st.integers(0, 4))):
        like = draw(records_of(KINDS[kind]))
        place = draw(REFERENCES)
        own += [
            Record(kind, f"{like.id}-{n}", {**like.values, "place": place})
            for n in range(draw(st.integers(1, 9)))
        ]
    limits = draw(
        st.lists(
            st.builds(
                lambda value, place: seen("limit", name="smallest_count", value=value, place=place),
                st.integers(0, 12),
                REFERENCES,
            ),
            max_size=2,
        )
    )
    return own, ledger(*PLACES, *limits, *(disclose(record, reader) for record in own))


def inside(area: object, reference: object) -> bool:
    """Say it by hand, from the table of places above."""
    chain = {"KE0101": "KE01", "KE010101": "KE0101", "KE01": "KE", "KE02": "KE"}
    codes = {p.id: str(p.values["pcode"]) for p in PLACES}
    wanted, here = codes.get(str(area), area), codes.get(str(reference), reference)
    while here is not None and here != wanted:
        here = chain.get(str(here))
    return wanted is None or here == wanted


@given(st.data(), KIND_NAMES, DETAILS, REFERENCES, st.integers(3, 8), st.integers(-400, 400))
def test_an_export_holds_nothing_beyond_its_agreement(
    data: st.DataObject, kind: str, detail: str, area: str | None, least: int, days: int
) -> None:
    records, here = data.draw(ledgers(kind))
    day = TODAY + timedelta(days=days)
    every = [f.name for f in KINDS[kind].fields]
    listed = data.draw(st.none() | st.lists(st.sampled_from(every), max_size=6))
    agreement = agreed(
        kinds=[kind], detail=detail, place=area, smallest_count=least,
        fields=None if listed is None else "\n".join(f"{kind}.{name}" for name in listed),
    )  # fmt: skip
    try:
        allowed = terms_of(agreement, KINDS[kind], day, here)
    except AnswersNotNamed:
        assert detail.startswith("records")
        return
    except SharingRefused:
        outside = not date(2026, 2, 1) <= day <= date(2026, 12, 31)
        assert outside or (kind in COUNTS_ONLY and detail.startswith("records"))
        return
    assert date(2026, 2, 1) <= day <= date(2026, 12, 31)
    by_id = {record.id: record for record in records}
    if detail.startswith("records"):
        level = Level.PUBLIC if detail == "records_public" else Level.TEAM
        for shared in shared_records(allowed, here).records:
            if kind == "place":
                continue  # shared by its own place; the test above
            whole = by_id[shared.id].values
            assert inside(area, whole.get("place"))
            assert all(KINDS[kind].level_of(name, whole) <= level for name in shared.values)
            assert shared.values.keys() <= {field.name for field in allowed.fields}
            assert not listed or shared.values.keys() <= set(listed)
        return
    counts = shared_counts(allowed, here, day)
    assert all(cell.count >= max(least, DEFAULTS["smallest_count"]) for cell in counts.cells)
    assert sum(cell.count for cell in counts.cells) + counts.withheld == len(here.of(kind))
    codes = {code for name in COUNTED_BY[kind] for code in _codes(kind, name)}
    for cell in counts.cells:
        month = cell.by[: 1 if KINDS[kind].day else 0]
        assert all(text == "" or len(text) == len("2026-11") for text in month)
        assert kind in ("deliverable", "commitment") or month < (day.isoformat()[:7],)
        assert cell.by[len(month)] in ("", "KE", "KE01", "KE02", "KE0101")
        assert all(code in codes for code in cell.by[len(month) + 1 :])


def _codes(kind: str, name: str) -> set[str]:
    asked = KINDS[kind].field(name).type
    assert isinstance(asked, Choice)
    return {"", "x-own-code", *asked.codes.labels}


@given(st.data(), st.sampled_from(("feedback", "incident", "meeting")))
def test_every_laptop_counts_the_same(data: st.DataObject, kind: str) -> None:
    records, _ = data.draw(ledgers(kind))
    readers = (OFFICER, PROTECTION)
    per_reader = [ledger(*PLACES, *(disclose(r, reader) for r in records)) for reader in readers]
    agreement = agreed(kinds=[kind], detail="counts_adm1")

    one, two = (
        shared_counts(terms_of(agreement, KINDS[kind], TODAY, here), here, TODAY)
        for here in per_reader
    )

    assert one == two


junk = st.dictionaries(st.sampled_from([f.name for f in KINDS["agreement"].fields]), values)


@given(values_of(KINDS["agreement"]), junk, KIND_NAMES, st.dates())
def test_whatever_an_agreement_says_it_is_refused_or_its_terms_are_clear(
    answers: dict[str, Value], odd: dict[str, Value], kind: str, day: date
) -> None:
    record = Record("agreement", "a1", {**answers, **odd})
    try:
        allowed = terms_of(disclose(record, OFFICER), KINDS[kind], day, ledger_of([]))
    except SharingRefused:
        return
    assert record.values["status"] == "signed"
    assert str(record.values["signed_on"]) <= day.isoformat() <= str(record.values["expires_on"])
    assert allowed.smallest >= DEFAULTS["smallest_count"]


def test_no_figure_beside_one_of_few_people_is_shared() -> None:
    def of(id: str, value: float, day: str = "2026-10-02", **more: object) -> Disclosed:
        return seen("observation", id, indicator="told", value=value, observed_on=day, **more)

    told = seen("indicator", "told", **TOLD)
    groups = of("all", 20), of("women", 17, group="women"), of("men", 3, group="men")

    assert shared_ids(told, *groups) == []
    assert shared_ids(told, *groups[:2], of("men", 5, group="men")) == ["all", "women", "men"]
    assert shared_ids(told, *groups, of("later", 20, "2026-11-02")) == ["later"]
    assert shared_ids(told, *groups, of("there", 20, place="KE0102")) == ["there"]
