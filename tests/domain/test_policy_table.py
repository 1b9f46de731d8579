"""The table of the policy says what `disclose` does, of any record, for anybody, at any door."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.policy import Door
from fieldapp.domain.policy_table import FINDER, PARTNER, UNANSWERED, Passing, Row, table
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, RESTRICTED, scope_of
from tests.strategies import records

READERS = {
    "officer": Reader("Josef", Level.TEAM, frozenset()),
    "protection": Reader("Nyandeng", Level.RESTRICTED, frozenset({RESTRICTED})),
    "conduct": Reader("Hawa", Level.RESTRICTED, frozenset({CONDUCT})),
    "founder": Reader("Amina", Level.RESTRICTED),
}
ROWS = {(row.role, row.kind, row.field): row for row in table(READERS)}
NARROWED = (Door.COUNCIL_PAPER, Door.PARTNER)
"""What stands behind these takes but some kinds."""


def says(row: Row, door: Door, record: Record) -> bool:
    """Say whether the table lets the field of this record through."""
    passes = row.doors[door]
    if isinstance(passes, Passing):
        return passes is Passing.ALWAYS

    def told(question: str) -> str:
        value = record.values.get(question)
        return UNANSWERED if value is None else str(value)

    return all(
        told(each.question) in each.passing
        or (told(each.question) not in each.not_passing and UNANSWERED in each.passing)
        for each in passes
    )


@given(records, st.sampled_from(sorted(READERS)), st.sampled_from(list(Door)))
def test_the_table_says_what_anybody_is_shown_of_any_record(
    record: Record, role: str, door: Door
) -> None:
    kind = KINDS[record.kind]
    standing = {n: (scope_of(kind, n, record.values),) for n in record.values}
    confided = {n: s for n, s in standing.items() if s != ("mission/team",)}
    whole = Record(record.kind, record.id, record.values, confided=confided)

    shown = disclose(whole, READERS[role].at(door)).values

    for field in kind.fields:
        if record.values.get(field.name) is not None:
            said = says(ROWS[role, kind.name, field.name], door, record)
            assert said == (field.name in shown) or (door in NARROWED and not said)


def test_there_is_a_row_for_every_role_kind_and_field_and_an_answer_for_every_door() -> None:
    fields = {(kind.name, field.name) for kind in KINDS.values() for field in kind.fields}

    assert set(ROWS) == {(r, *field) for r in (*READERS, FINDER, PARTNER) for field in fields}
    assert all(set(row.doors) == set(Door) for row in ROWS.values() if row.role in READERS)


def test_no_stranger_is_ever_shown_what_is_not_for_strangers() -> None:
    for (role, kind, field), row in ROWS.items():
        if role == FINDER:
            passes = row.doors[Door.COUNCIL_PAPER]
            assert passes is Passing.NEVER or KINDS[kind].field(field).level is Level.PUBLIC
        if role == PARTNER:
            passes = row.doors[Door.PARTNER]
            assert passes is Passing.NEVER or row.level <= Level.TEAM
