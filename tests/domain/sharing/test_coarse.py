"""Rows for a partner: what one person said loses its day and its place."""

from datetime import date

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Day
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.sharing.terms import shared_records, terms_of
from tests.domain.records import ledger, seen

TODAY = date(2026, 11, 22)
LAND = (
    seen("place", "id-state", name="Kelda", pcode="KE01", type="adm1"),
    seen("place", "id-county", name="Upper Kelda", pcode="KE0101", type="adm2", place="KE01"),
    seen("place", "id-gorom", name="Gorom", pcode="KE010101", type="village", place="id-county"),
)
SAID = seen(
    "feedback", "f", level=2, place="id-gorom", received_on="2026-10-17", code="7K2",
    acknowledged_on="2026-10-18", answered_on="2026-11-01", told_on="2026-11-02", about="well",
    summary="The pump is broken", status="open",
)  # fmt: skip


def shared(kind: str, here: Ledger, **answers: object) -> list[Disclosed]:
    agreement = seen(
        "agreement", "a", title="Water", kinds=[kind], status="signed", signed_on="2026-01-01",
        expires_on="2026-12-31", purpose="Repairs", **{"detail": "records_public", **answers},
    )  # fmt: skip
    return list(shared_records(terms_of(agreement, KINDS[kind], TODAY, here), here).records)


def area_of(level: int | None) -> object:
    limits = [] if level is None else [seen("limit", name="smallest_area", value=level)]
    [told] = shared("feedback", ledger(*LAND, *limits, SAID))
    return told.values["place"]


def test_what_somebody_said_keeps_its_month_and_its_county_and_its_words() -> None:
    [told] = shared("feedback", ledger(*LAND, SAID))

    days = {
        f.name: told.values[f.name] for f in KINDS["feedback"].fields if isinstance(f.type, Day)
    }
    assert days == {
        "received_on": "2026-10", "acknowledged_on": "2026-10", "answered_on": "2026-11",
        "told_on": "2026-11",
    }  # fmt: skip
    assert told.values["place"] == "KE0101"
    assert told.values["summary"] == "The pump is broken"
    assert not {"code", "about"} & told.values.keys()
    assert told.withheld == 2


def test_how_small_an_area_is_told_is_for_the_mission_to_say() -> None:
    assert area_of(None) == area_of(2) == area_of(3) == "KE0101"
    assert area_of(1) == "KE01"
    assert area_of(4) == "KE010101"


def test_an_agreement_on_a_smaller_area_than_may_be_told_lets_out_nothing_that_was_said() -> None:
    here = ledger(*LAND, SAID)

    assert shared("feedback", here, place="KE0101") != []
    assert shared("feedback", here, place="id-gorom") == []


def test_works_and_meetings_keep_their_day_and_place() -> None:
    met = seen("meeting", "m", title="Well", held_on="2026-10-17", place="id-gorom")
    [told] = shared("meeting", ledger(*LAND, met))

    assert (told.values["held_on"], told.values["place"]) == ("2026-10-17", "id-gorom")


def test_how_many_came_in_all_is_left_out_where_it_would_tell_a_group_of_few() -> None:
    def present(*rows: Disclosed) -> object:
        met = seen("meeting", "m", title="Well", held_on="2026-10-17", place="KE01", present=50)
        fields = "meeting.title meeting.present"
        here = ledger(*LAND, met, *rows)
        [told] = shared("meeting", here, detail="records_team", fields=fields)
        return told.values.get("present")

    def row(sex: str, count: int) -> Disclosed:
        return seen("attendance", meeting="m", sex=sex, age_group="adult", count=count)

    assert present() == present(row("female", 20), row("male", 30)) == 50
    assert present(row("female", 3), row("male", 47)) is None
    assert present(row("female", 20), row("male", 29), row("other", 1)) is None


def test_few_hands_are_not_told() -> None:
    review = seen(
        "joint_review", "r", held_on="2026-10-17", place="KE01", hands_women=2, hands_men=9
    )
    [told] = shared("joint_review", ledger(*LAND, review))

    assert "hands_women" not in told.values
    assert told.values["hands_men"] == 9
