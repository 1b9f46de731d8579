"""A signature on one laptop, an edit on another that has not heard of it, and one hub."""

import pytest

from fieldapp.domain.deciding.agreed import TERMS
from fieldapp.domain.disclosure import disclose
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.sharing.terms import AgreementUnclear, terms_of
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.authority import refused, with_terms
from tests.sync.conftest import Mission
from tests.sync.world import sync_now

DRAFT = {
    "title": "With the cluster", "partner": "a1", "kinds": ("meeting",), "detail": "counts_adm1",
    "status": "draft", "from_on": "2026-01-01", "expires_on": "2027-01-01",
}  # fmt: skip
SIGNED = {"status": "signed", "signed_on": "2026-01-01"}
OTHER: dict[str, Value] = {
    "partner": "a2", "purpose": "Anything", "legal_basis": "None", "kinds": ("meeting", "feedback"),
    "detail": "records_team", "smallest_count": 3, "place": "XX0101", "keep_days": 3650,
    "onward": True, "frequency": "weekly", "transport": "By mail", "signed_on": "2025-01-01",
    "focal_point": "Anybody", "fields": "meeting.mood",
    "from_on": "2025-01-01", "expires_on": "2036-01-01",
}  # fmt: skip


def save(laptop: Workspace, kind: str, values: dict[str, Value], record: str = "") -> str:
    """Save as both doors do."""
    change = Change(kind, values, record)
    assert refused(laptop, change) == ()
    return records.save(laptop, with_terms(laptop, change))


def all_sync(mission: Mission) -> None:
    for laptop in (mission.founder, mission.officer, mission.founder, mission.officer):
        sync_now(laptop, mission.hub)


def terms_on(laptop: Workspace, record: str) -> None:
    shown = disclose(records.load(laptop, "agreement", record), laptop.reader)
    terms_of(shown, KINDS["meeting"], laptop.wall().date(), Ledger({}))


def test_every_term_of_an_agreement_is_tried() -> None:
    assert OTHER.keys() == TERMS["agreement"].fields


@pytest.mark.parametrize("name", sorted(OTHER))
def test_a_term_edited_blindly_clashes_with_the_signature(mission: Mission, name: str) -> None:
    agreement = save(mission.founder, "agreement", dict(DRAFT))
    all_sync(mission)
    save(mission.founder, "agreement", dict(SIGNED), agreement)
    terms_on(mission.founder, agreement)
    save(mission.officer, "agreement", {name: OTHER[name]}, agreement)

    all_sync(mission)

    for laptop in (mission.founder, mission.officer):
        assert set(records.load(laptop, "agreement", agreement).clashes) == {name}
        with pytest.raises(AgreementUnclear):
            terms_on(laptop, agreement)
    assert refused(mission.officer, Change("agreement", {name: OTHER[name]}, agreement))


def test_what_nobody_touched_is_as_it_was_signed(mission: Mission) -> None:
    agreement = save(mission.founder, "agreement", dict(DRAFT))
    all_sync(mission)
    save(mission.founder, "agreement", dict(SIGNED), agreement)
    save(mission.officer, "agreement", {"review_on": "2026-12-01"}, agreement)

    all_sync(mission)

    found = records.load(mission.officer, "agreement", agreement)
    assert not found.clashes
    answered = {name: value for name, value in found.values.items() if value is not None}
    assert answered == {**DRAFT, **SIGNED, "review_on": "2026-12-01"}
    terms_on(mission.officer, agreement)


def test_an_agreement_that_begins_as_signed_binds_as_well(mission: Mission) -> None:
    agreement = save(mission.founder, "agreement", {**DRAFT, **SIGNED})

    found = records.load(mission.founder, "agreement", agreement)

    assert TERMS["agreement"].fields <= found.heads.keys()


def test_a_signature_settles_no_clash(mission: Mission) -> None:
    agreement = save(mission.founder, "agreement", dict(DRAFT))
    all_sync(mission)
    save(mission.founder, "agreement", {"detail": "counts_adm2"}, agreement)
    save(mission.officer, "agreement", {"detail": "records_team"}, agreement)
    all_sync(mission)

    save(mission.founder, "agreement", dict(SIGNED), agreement)

    assert set(records.load(mission.founder, "agreement", agreement).clashes) == {"detail"}


def test_an_approved_pivot_clashes_with_an_edit_that_had_not_heard_of_it(mission: Mission) -> None:
    values: dict[str, Value] = {"scenario": "s1", "action": "Move the market", "status": "proposed"}
    pivot = save(mission.founder, "pivot", values)
    all_sync(mission)
    save(mission.founder, "pivot", {"status": "approved"}, pivot)
    save(mission.officer, "pivot", {"taken_by": "field_officer"}, pivot)

    all_sync(mission)

    assert set(records.load(mission.founder, "pivot", pivot).clashes) == {"taken_by"}


def test_using_a_pivot_signs_nothing(mission: Mission) -> None:
    values: dict[str, Value] = {"scenario": "s1", "action": "Move the market", "status": "approved"}
    pivot = save(mission.founder, "pivot", values)
    all_sync(mission)

    assert with_terms(mission.officer, Change("pivot", {"status": "used"}, pivot)).again == set()
