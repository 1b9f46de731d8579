"""What a file for the mission's own use holds: nothing restricted, not even that it is there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.sharing.partner import partner_is_alleged
from fieldapp.domain.sharing.stamp import OWN_USE, own_records, stamp_for_own_use
from tests.domain.records import OFFICER, PROTECTION, ledger, seen
from tests.strategies import records

AT_EXPORT = PROTECTION.at(Door.EXPORT)


def own(*found: Record) -> list[tuple[str, set[str]]]:
    here = ledger(*(disclose(record, AT_EXPORT) for record in found))
    return [
        (one.id, set(one.values))
        for kind in {record.kind for record in found}
        for one in own_records(KINDS[kind], here).records
    ]


def test_of_a_closed_record_not_even_the_row_is_there() -> None:
    said = {"received_on": "2026-11-02", "summary": "S"}
    assert own(
        Record("feedback", "open", {**said, "level": 2}),
        Record("feedback", "team", {**said, "level": 4}),
        Record("feedback", "closed", {**said, "level": 6}),
        Record("feedback", "held", {**said, "level": 2}, held=True),
        Record("feedback", "unsaid", said),
    ) == [
        ("open", {"received_on", "level", "summary"}),
        ("team", {"received_on", "level", "summary"}),
    ]
    happened = {"happened_on": "2026-11-02", "account": "A"}
    assert own(
        Record("incident", "threat", {**happened, "type": "threat"}),
        Record("incident", "violence", {**happened, "type": "sexual_violence"}),
    ) == [("threat", {"happened_on", "type"})]
    assert own(Record("victim", "v", {"incident": "i", "sex": "female", "killed_min": 1})) == []


def test_photographs_for_the_team_are_there_and_those_in_confidence_are_not() -> None:
    shown = {"caption": "Roof", "of": "m1", "of_kind": "meeting"}
    assert own(
        Record("photo", "team", {**shown, "readers": "team"}),
        Record("photo", "closed", {**shown, "readers": "protection"}),
    ) == [("team", {"caption"})]


@settings(max_examples=40)
@given(st.lists(records, max_size=3), st.sampled_from(Level), st.booleans())
def test_nothing_restricted_is_in_it_whoever_exports(
    found: list[Record], clearance: Level, held: bool
) -> None:
    reader = Reader("Amina Teyo", clearance).at(Door.EXPORT)
    for record in found:
        kind = KINDS[record.kind]
        one = Record(record.kind, record.id, record.values, held=held)
        result = own_records(kind, ledger(disclose(one, reader)))
        for shared in result.records:
            assert shared.values
            for name in shared.values:
                assert kind.level_of(name, one.values, held=held) <= Level.TEAM
        assert len(result.records) + result.withheld >= 1


def test_what_was_disclosed_for_the_screen_is_no_ground_for_a_file() -> None:
    with pytest.raises(ValueError, match="its door"):
        own_records(KINDS["meeting"], ledger(seen("meeting", title="Well")))


def test_a_file_without_an_agreement_says_that_it_is_not_to_be_passed_on() -> None:
    stamp = stamp_for_own_use(date(2026, 11, 22))

    assert (stamp.agreement, stamp.shared_on) == (OWN_USE, "2026-11-22")
    assert "not to be passed on" in stamp.purpose
    assert not stamp.onward


def test_a_partner_who_is_said_to_have_done_it_is_told_of_for_what_tells_of_violence() -> None:
    signed = seen("agreement", "a1", title="T", partner="militia")
    told = ledger(
        seen(
            "incident_actor",
            reader=PROTECTION.without_mask(),
            incident="i",
            described="They",
            actor="militia",
        )
    )

    assert partner_is_alleged(signed, KINDS["incident"], told)
    assert not partner_is_alleged(signed, KINDS["deliverable"], told)
    assert not partner_is_alleged(signed, KINDS["incident"], ledger())
    assert not partner_is_alleged(seen("agreement", title="T"), KINDS["incident"], told)


def test_whoever_may_not_read_allegations_is_not_told_of_them() -> None:
    signed = seen("agreement", "a1", title="T", partner="militia")
    told = seen("incident_actor", "", OFFICER, incident="i", described="They", actor="militia")

    assert not partner_is_alleged(signed, KINDS["incident"], ledger(told))
