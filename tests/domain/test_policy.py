"""The policy: what no door lets through, whoever stands behind it."""

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import KINDS, SUBJECTS
from fieldapp.domain.policy import INCIDENT_KINDS, POLICY, Door
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, CONFIDENTIAL, RESTRICTED
from tests.strategies import levels, records

doors = st.sampled_from(list(Door))
scopes = st.frozensets(st.sampled_from(CONFIDENTIAL))


def test_every_door_has_its_rule() -> None:
    assert set(POLICY) == set(Door)


def test_what_is_told_of_violence_is_every_kind_of_the_protection_subject() -> None:
    [protection] = [subject for subject in SUBJECTS if subject.name == "protection"]

    assert {kind.name for kind in protection.kinds} == INCIDENT_KINDS


@given(records, levels, scopes, doors)
def test_no_door_shows_more_than_the_screen_and_none_more_than_its_ceiling(
    record: Record, clearance: Level, confided: frozenset[str], door: Door
) -> None:
    reader = Reader("somebody", clearance, confided)
    on_screen, shown = disclose(record, reader), disclose(record, reader.at(door))

    assert shown.values.items() <= on_screen.values.items()
    kind, ceiling = KINDS[record.kind], POLICY[door].ceiling
    levels_shown = [kind.level_of(name, record.values) for name in shown.values]
    assert not levels_shown or (ceiling is not None and max(levels_shown) <= ceiling)
    assert len(shown.values) + shown.withheld == len(on_screen.values) + on_screen.withheld


@given(records)
def test_nothing_reaches_the_log_and_no_incident_the_council_or_the_map(record: Record) -> None:
    everything = Reader("founder", Level.RESTRICTED)

    assert disclose(record, everything.at(Door.LOG)).values == {}
    if record.kind in INCIDENT_KINDS:
        for door in (Door.COUNCIL_PAPER, Door.MAP):
            assert disclose(record, everything.at(door)).values == {}


@given(records)
def test_whoever_reads_one_scope_in_confidence_reads_what_was_sealed_to_it_and_no_other(
    record: Record,
) -> None:
    kind = KINDS[record.kind]
    closed = {
        name
        for name, value in record.values.items()
        if value is not None and kind.level_of(name, record.values) is Level.RESTRICTED
    }
    standing = dict.fromkeys(closed, (CONDUCT,))
    sealed = Record(record.kind, record.id, record.values, confided=standing)
    focal_point = Reader("Hawa", Level.RESTRICTED, frozenset({CONDUCT})).without_mask()
    cell = Reader("Nyandeng", Level.RESTRICTED, frozenset({RESTRICTED})).without_mask()

    assert closed <= disclose(sealed, focal_point).values.keys() | kind.made_names
    assert closed.isdisjoint(disclose(sealed, cell).values)
    assert closed.isdisjoint(disclose(record, focal_point).values)
    assert closed <= disclose(record, cell).values.keys() | kind.made_names
