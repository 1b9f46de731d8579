"""Disclosure, over every kind: nothing above the clearance gets out, and all below it does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import COMMUNITY, Reader, disclose, may_read, sees
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.settle import Head, settle
from tests.domain.histories import a_fact
from tests.strategies import ids, levels, records, texts, values

TEAM = Reader("Amina", Level.TEAM)
PROTECTION = Reader("Nyandeng", Level.RESTRICTED)


def level_of(record: Record, name: str) -> Level:
    return KINDS[record.kind].level_of(name, record.values)


@given(records, levels)
def test_a_reader_sees_exactly_the_answers_up_to_the_clearance(
    record: Record, clearance: Level
) -> None:
    shown = disclose(record, Reader("somebody", clearance).without_mask())

    assert shown.values == {
        name: value
        for name, value in record.values.items()
        if value is not None and level_of(record, name) <= clearance
    }
    assert (shown.kind, shown.id, shown.clearance) == (record.kind, record.id, clearance)


@given(records, levels)
def test_every_answer_is_shown_masked_or_withheld(record: Record, clearance: Level) -> None:
    shown = disclose(record, Reader("somebody", clearance))

    answered = [value for value in record.values.values() if value is not None]
    assert len(shown.values) + len(shown.hidden) + shown.withheld == len(answered)


@given(records, st.data())
def test_clashing_answers_are_told_only_to_who_may_read_the_field(
    record: Record, data: st.DataObject
) -> None:
    names = st.sampled_from([field.name for field in KINDS[record.kind].fields])
    head = Head("1" * 32, "CANARY", "0" * 24, "", "Amina", "1")
    clashes = dict.fromkeys(data.draw(st.sets(names)), (head, head))

    for reader in (COMMUNITY, TEAM, PROTECTION.without_mask()):
        shown = disclose(replace(record, clashes=clashes), reader)
        allowed = {name for name in clashes if level_of(record, name) <= reader.clearance}
        assert set(shown.clashes) == allowed


@given(records, st.from_regex(r"new_[a-z]{1,9}", fullmatch=True), levels)
def test_a_field_that_only_a_newer_version_knows_is_withheld_from_everybody(
    record: Record, name: str, clearance: Level
) -> None:
    newer = replace(record, values={**record.values, name: "CANARY"})

    shown = disclose(newer, Reader("somebody", clearance))

    assert name not in shown.values
    assert shown.withheld == disclose(record, Reader("somebody", clearance)).withheld + 1


@given(ids, st.dictionaries(st.sampled_from(("title", "place", "x")), values), levels)
def test_of_a_kind_that_only_a_newer_version_knows_nobody_sees_anything(
    record_id: str, said: dict[str, Value], clearance: Level
) -> None:
    shown = disclose(Record("debrief_2031", record_id, said), Reader("somebody", clearance))

    assert shown.values == {}
    assert shown.clashes == {}
    assert shown.withheld == sum(value is not None for value in said.values())


@given(st.sampled_from((5, 6, 7)), texts)
def test_a_grave_complaint_leaves_only_a_stub_in_the_open_log(level: int, text: str) -> None:
    said: dict[str, Value] = {
        "received_on": "2026-11-02",
        "level": level,
        "code": "K7-M2",
        "place": "SS0101",
        "summary": f"CANARY{text}",
        "answer": "CANARY",
        "status": "open",
        "handling": "CANARY",
    }

    shown = disclose(Record("feedback", "1", said), TEAM)
    assert set(shown.values) == {"received_on", "level", "code"}
    assert "CANARY" not in repr(shown)
    assert disclose(Record("feedback", "1", said), COMMUNITY).values == {}
    assert "CANARY" not in repr(disclose(Record("feedback", "1", said), PROTECTION))
    assert "CANARY" in repr(disclose(Record("feedback", "1", said), PROTECTION.without_mask()))


@pytest.mark.parametrize("levels_said", [(3, 6), (6, 3), (1, 5), (7, 2)])
def test_while_two_officers_disagree_how_grave_a_complaint_is_it_is_closed(
    levels_said: tuple[int, int],
) -> None:
    facts = [
        a_fact(
            id=f"{n:032x}",
            kind="feedback",
            values={"level": level, "summary": "CANARY"},
            base={"level": (), "summary": ()},
            time=f"{n:024x}",
        )
        for n, level in enumerate(levels_said)
    ]
    careful = [field.name for field in KINDS["feedback"].fields if field.careful]
    settled = settle(facts, careful)
    record = Record("feedback", "1", settled.values, clashes=settled.clashes)

    for reader in (COMMUNITY, TEAM):
        assert "CANARY" not in repr(disclose(record, reader))


def test_the_account_of_an_incident_is_for_the_protection_cell() -> None:
    answers = {"type": "armed_clash", "summary": "Shots were heard"}
    record = Record("incident", "1", {**answers, "account": "CANARY"})

    assert "CANARY" not in repr(disclose(record, TEAM))
    assert disclose(record, TEAM).values == answers
    assert disclose(record, PROTECTION.without_mask()).values["account"] == "CANARY"


@pytest.mark.parametrize("type", ["sexual_violence", "gender_based_violence", "x-new", None])
def test_of_sexual_violence_the_team_sees_only_that_something_was_recorded(
    type: str | None,
) -> None:
    told = {"type": type, "place": "XX01", "summary": "CANARY", "dataset": "CANARY"}
    record = Record("incident", "1", {"happened_on": "2026-11-03", **told})

    assert disclose(record, TEAM).values == {"happened_on": "2026-11-03"}
    assert disclose(record, COMMUNITY).values == {}


def test_that_a_record_was_edited_while_it_was_taken_out_is_told() -> None:
    record = Record("meeting", "1", {}, edited_after_delete=True, changed="0" * 24)

    shown = disclose(record, TEAM)

    assert shown.edited_after_delete is True
    assert shown.changed == "0" * 24


def test_whoever_finds_a_paper_may_read_what_is_public_and_no_more() -> None:
    assert COMMUNITY.clearance is Level.PUBLIC


# ------------------------------------------------------------------ what can point to a person


@given(records)
def test_what_can_point_to_a_person_and_is_restricted_is_shown_only_once_revealed(
    record: Record,
) -> None:
    masked = disclose(record, PROTECTION)
    revealed = disclose(record, replace(PROTECTION, revealed=frozenset({record.id})))
    other = disclose(record, replace(PROTECTION, revealed=frozenset({f"{record.id}x"})))

    identifying = {f.name for f in KINDS[record.kind].fields if f.identifies}
    hidden = {
        name
        for name, value in record.values.items()
        if name in identifying and value is not None and level_of(record, name) is Level.RESTRICTED
    }
    assert masked.hidden == hidden
    assert other == masked
    assert not hidden & masked.values.keys()
    assert not any(sees(masked, name) for name in hidden)
    assert revealed.hidden == frozenset()
    assert revealed.values == disclose(record, PROTECTION.without_mask()).values
    assert {**revealed.values} == {**masked.values, **{n: record.values[n] for n in hidden}}


@given(records)
def test_revealing_shows_nobody_what_they_do_not_hold_the_key_of(record: Record) -> None:
    for reader in (COMMUNITY, TEAM):
        revealed = replace(reader, revealed=frozenset({record.id}))
        assert disclose(record, revealed).values == disclose(record, reader).values


def test_clashing_answers_that_can_point_to_a_person_are_masked_too() -> None:
    head = Head("1" * 32, "CANARY", "0" * 24, "", "Amina", "1")
    record = Record("incident", "1", {"type": "threat"}, clashes={"account": (head, head)})

    shown = disclose(record, PROTECTION)

    assert "CANARY" not in repr(shown)
    assert shown.hidden == {"account"}
    assert not may_read(record, "account", PROTECTION)
    assert may_read(record, "account", PROTECTION.without_mask())


def test_what_only_the_cell_may_read_and_tells_of_people_identifies() -> None:
    marked = {
        f"{kind.name}.{f.name}" for kind in KINDS.values() for f in kind.fields if f.identifies
    }

    assert marked == {
        "incident.account", "incident.alleged_actors", "incident.sources",
        "incident_source.reference", "incident_actor.actor", "incident_actor.described",
        "incident_response.note", "feedback.summary", "feedback.answer", "feedback.handling",
        "photo.caption", "referral.code",
    }  # fmt: skip
