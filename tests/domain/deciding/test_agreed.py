import pytest

from fieldapp.domain.deciding.agreed import TERMS, agreed_to, terms_hold
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Level

PIVOT = KINDS["pivot"]


@pytest.mark.parametrize("name", TERMS)
def test_what_is_agreed_to_is_read_by_the_whole_team(name: str) -> None:
    kind, terms = KINDS[name], TERMS[name]

    assert not kind.raised
    assert all(kind.field(field).level <= Level.TEAM for field in terms.fields)
    assert kind.workflow is not None
    assert kind.workflow.field not in terms.fields
    assert terms.agreed_by in terms.hold_in <= {step.after for step in kind.workflow.steps}


@pytest.mark.parametrize(
    ("before", "after", "agrees"),
    [
        (None, "approved", True),
        ("proposed", "approved", True),
        ("used", "approved", True),
        (None, "used", True),
        ("approved", "used", False),
        ("approved", "approved", False),
        ("approved", "withdrawn", False),
        ("approved", None, False),
        (None, "proposed", False),
    ],
)
def test_a_save_agrees_where_it_steps_to_what_somebody_answers_for(
    before: str | None, after: str | None, agrees: bool
) -> None:
    found = agreed_to(PIVOT, {"status": before}, {"status": after})

    assert found == (TERMS["pivot"].fields if agrees else frozenset())


def test_of_most_kinds_nothing_is_agreed_to() -> None:
    assert agreed_to(KINDS["deliverable"], {}, {"status": "cancelled"}) == frozenset()
    assert not terms_hold(KINDS["deliverable"], "approved")
