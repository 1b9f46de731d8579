"""The kinds: what each declares is whole, and what must never leak is declared so."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import fieldapp
from fieldapp.domain.council import KINDS_ON_PAPER
from fieldapp.domain.fact import RESERVED
from fieldapp.domain.fieldtypes import Age, Choice, Day, Link, Number, PlaceRef, Text, Whole
from fieldapp.domain.kinds import (
    KINDS,
    SUBJECTS,
    UnknownKind,
    kind_named,
    links_to,
    rows_of,
)
from fieldapp.domain.schema import Field, Level, RecordKind

FIELDS = [(kind, field) for kind in KINDS.values() for field in kind.fields]


def called(pair: tuple[RecordKind, Field]) -> str:
    return f"{pair[0].name}.{pair[1].name}"


every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)


@every_kind
def test_what_stands_for_a_record_and_what_dates_it_are_fields(kind: RecordKind) -> None:
    assert kind.has(kind.title)
    assert not kind.day or isinstance(kind.field(kind.day).type, Day)
    assert not kind.parent or isinstance(kind.field(kind.parent).type, Link)


@every_kind
def test_no_two_fields_share_a_name_or_take_a_reserved_one(kind: RecordKind) -> None:
    names = [field.name for field in kind.fields]

    assert len(set(names)) == len(names)
    assert not RESERVED & set(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,63}", name) for name in (kind.name, *names))


@every_kind
def test_every_record_can_be_found_by_its_place(kind: RecordKind) -> None:
    assert isinstance(kind.field("place").type, PlaceRef)


def test_a_link_leads_to_a_kind_that_exists() -> None:
    for _, field in FIELDS:
        assert not isinstance(field.type, Link) or field.type.kind in KINDS


@every_kind
def test_a_condition_asks_for_answers_that_its_field_takes(kind: RecordKind) -> None:
    asked_for = [field.when for field in kind.fields if field.when is not None]
    for condition in (*asked_for, *(raised.unless for raised in kind.raised)):
        asked = kind.field(condition.field).type
        assert condition.codes or condition not in [raised.unless for raised in kind.raised]
        for code in condition.codes:
            assert asked.accept(code) in (code, (code,))


@every_kind
def test_what_lifts_a_record_is_careful_and_counts_as_grave_unanswered(
    kind: RecordKind,
) -> None:
    for raised in kind.raised:
        deciding = kind.field(raised.unless.field)
        assert deciding.careful  # while it clashes it shows no answer
        assert not raised.unless.met({})  # and no answer lifts
        assert all(kind.has(name) for name in raised.keep)


@every_kind
def test_a_tag_of_hxl_is_well_formed_and_stands_once(kind: RecordKind) -> None:
    tags = [field.hxl for field in kind.fields if field.hxl]

    assert len(set(tags)) == len(tags)
    for tag in tags:
        assert re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag)


@every_kind
def test_a_tag_that_promises_a_date_or_a_number_stands_on_one(kind: RecordKind) -> None:
    # As validators of HXL hold files against it.
    numbers = ("#population", "#reached", "#targeted", "#value", "#affected", "#capacity")
    for field in kind.fields:
        tag, *attributes = field.hxl.split("+")
        if tag == "#date" and "precision" not in attributes:
            assert isinstance(field.type, Day), field.name
        if tag in numbers or (tag == "#indicator" and "num" in attributes):
            assert isinstance(field.type, Whole | Number), field.name


def test_every_kind_has_tags() -> None:
    assert all(any(field.hxl for field in kind.fields) for kind in KINDS.values())


def test_every_label_and_help_is_marked_for_the_translators() -> None:
    folder = Path(fieldapp.__file__).parent / "domain"
    found = extract_from_dir(str(folder), keywords={"N_": None})
    marked = {message for _, _, message, _, _ in found}

    assert len(marked) > 300
    for kind, field in FIELDS:
        assert {kind.label, kind.plural, field.label, field.help} - {""} <= marked


@every_kind
def test_every_kind_and_question_has_words_of_its_own(kind: RecordKind) -> None:
    labels = [field.label for field in kind.fields]

    assert kind.label
    assert kind.plural
    assert all(labels)
    assert len(set(labels)) == len(labels)


# ------------------------------------------------------------------ what must not leak

RESTRICTED = {
    "feedback": "against",
    "actor": "influence contact notes",
    "assignment": "contact",
    "debrief": "in_confidence",
    "escalation": "incident complaint in_confidence",
    "incident": (
        "account alleged_actors sources reliability consent referral referred_to referred_on"
        " grave_violations gbv_type crsv_type crsv_links protection_risks acled_event"
        " standard_of_proof killed injured displaced owner ongoing"
    ),
    "meeting": "security_note",
    "tie": "actor place type other strength note",
}
"""What only the protection cell may read."""

WHOLLY_RESTRICTED = (
    "tie", "victim", "incident_source", "incident_actor", "consent", "referral",
    "incident_response",
)  # fmt: skip

NEVER_PUBLIC = {
    "place.latitude",
    "place.longitude",
    "place.population",
    "meeting.mood",
    "meeting.messages",
    "meeting.next_on",
    "commitment.who",
    "deliverable.note",
    "supplier.name",
    "supplier.place",
    "supplier.amount",
    "verification.verifier",
    "feedback.handling",
    "joint_review.officer_comment",
    "decision.who",
    "decision.amount",
    "decision.norm_reason",
    "place.customary_law",
    "meeting.present",
    "payment.amount",
    "steward.count",
    "training.women",
    "training.mentor",
    "handover.users",
}


@every_kind
def test_what_only_the_protection_cell_may_read_is_restricted(kind: RecordKind) -> None:
    restricted = {field.name for field in kind.fields if field.level is Level.RESTRICTED}

    if kind.name in WHOLLY_RESTRICTED:
        assert len(restricted) == len(kind.fields)
    else:
        assert restricted == set(RESTRICTED.get(kind.name, "").split())


@pytest.mark.parametrize("name", sorted(NEVER_PUBLIC))
def test_what_points_to_a_person_or_to_staff_is_not_public(name: str) -> None:
    kind, _, field = name.partition(".")

    assert KINDS[kind].field(field).level >= Level.TEAM


@pytest.mark.parametrize(
    "name",
    [
        "incident", *WHOLLY_RESTRICTED, "actor", "seat", "assignment", "payment", "perception",
        "risk", "scenario", "trigger", "pivot", "escalation", "decision_right", "limit",
        "agreement", "debrief", "lesson", "bottleneck", "external_review",
    ],
)  # fmt: skip
def test_nothing_of_an_incident_or_an_actor_may_stand_on_a_paper(name: str) -> None:
    assert name not in KINDS_ON_PAPER
    assert all(field.level >= Level.TEAM for field in KINDS[name].fields)


def test_a_supplier_is_not_on_the_paper() -> None:
    assert "supplier" not in KINDS_ON_PAPER


def test_two_answers_that_could_harm_are_never_chosen_between_by_a_clock() -> None:
    careful = {called((kind, field)) for kind, field in FIELDS if field.careful}

    assert careful >= {"incident.referral", "joint_review.agreement", "feedback.level"}


# ------------------------------------------------------------------ names that stay

STAYS = {
    "place": "place",
    "actor": "place",
    "meeting": "held_on title language place",
    "attendance": "meeting sex age_group count place",
    "issue": "place",
    "commitment": "meeting promised_by what due_on status place",
    "deliverable": "title sector status planned_end budget currency place",
    "milestone": "deliverable title due_on status_mission status_community place",
    "budget_line": "place",
    "supplier": "place",
    "verification": "place",
    "incident": "happened_on date_precision type summary account place",
    "victim": "incident sex age_group killed_min killed_max injured_min injured_max place",
    "feedback": "received_on channel level summary place",
    "joint_review": "place",
    "finding": "place",
    "decision": "place",
    "risk": "place",
    "scenario": "place",
    "pivot": "place",
    "escalation": "place",
    "indicator": "place",
    "observation": "indicator observed_on value place",
    "agreement": "place",
    "debrief": "place",
}
"""Kinds and fields that scripts outside write; they stay once they are released."""


@pytest.mark.parametrize("name", STAYS)
def test_names_that_scripts_rely_on_stay(name: str) -> None:
    names = {field.name for field in kind_named(name).fields}

    assert set(STAYS[name].split()) <= names


def test_a_kind_can_be_recorded_with_the_names_that_stay_alone() -> None:
    for name, fields in STAYS.items():
        if len(fields.split()) > 1:
            required = {field.name for field in KINDS[name].fields if field.required}
            assert required <= set(fields.split())


def test_a_kind_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(UnknownKind) as caught:
        kind_named("meetings")

    assert "meeting, attendance" in str(caught.value)
    assert caught.value.exit_code == 2


def test_rows_come_in_the_order_of_the_form() -> None:
    assert [row.name for row in rows_of(KINDS["meeting"])] == ["attendance", "issue", "commitment"]
    assert [row.name for row in rows_of(KINDS["incident"])] == [
        "victim",
        "incident_source",
        "incident_actor",
        "consent",
        "referral",
        "incident_response",
    ]
    assert rows_of(KINDS["place"]) == ()


def test_every_kind_stands_under_one_subject_and_rows_stand_after_what_they_are_rows_of() -> None:
    named = [kind.name for subject in SUBJECTS for kind in subject.kinds]

    assert named == list(KINDS)
    for kind in KINDS.values():
        assert not kind.parent or named.index(kind.parent_kind) < named.index(kind.name)


def test_a_link_is_found_from_both_ends() -> None:
    found = {(kind.name, field.name) for kind, field in links_to(KINDS["feedback"])}

    assert found == {
        ("decision", "feedback"),
        ("escalation", "feedback"),
        ("escalation", "complaint"),
    }
    for kind in KINDS.values():
        for other, field in links_to(kind):
            assert isinstance(field.type, Link)
            assert field.type.kind == kind.name
            assert other.has(field.name)


def test_every_kind_stands_under_its_own_name_and_none_is_its_own_row() -> None:
    for name, kind in KINDS.items():
        assert kind.name == name
        assert kind.parent_kind != name
        assert not kind.parent_kind or not KINDS[kind.parent_kind].parent


def test_a_title_is_words_or_a_code_that_people_can_read() -> None:
    for kind in KINDS.values():
        assert isinstance(kind.field(kind.title).type, Text | Choice | Age | Number)
