"""What waits for whoever looks comes first, and is not told twice."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.deciding.rights import HEAD, Author
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.signals.every import TONES, every_signal
from fieldapp.domain.signals.yours import signals_for, told_once
from tests.domain.ledgers import TODAY, hostile_ledgers
from tests.domain.records import ledger, seen

HERE = ledger(
    seen(
        "escalation",
        "e",
        reason="Pumps",
        level=HEAD,
        raised_on="2026-06-01",
        due_on="2026-06-10",
        status="open",
    ),
    seen("commitment", what="Roof", promised_by="us", due_on="2026-01-01"),
)


def told(author: Author, today: date = TODAY) -> list[str]:
    return [signal.name for signal in told_once(signals_for(HERE, today, author))]


def test_an_escalation_that_waits_for_the_reader_stands_first_and_once() -> None:
    names = told(Author("Amina Teyo", HEAD))

    assert names[0] == "escalation_waiting"
    assert "escalation_overdue" not in names
    assert "commitment_overdue" in names


def test_to_others_it_is_told_as_late() -> None:
    names = told(Author("Josef Kall", "field_officer"))

    assert "escalation_waiting" not in names
    assert "escalation_overdue" in names


def test_where_only_what_is_late_is_asked_for_it_is_told() -> None:
    asked = signals_for(HERE, TODAY, Author("Amina Teyo", HEAD))
    late = [signal for signal in asked if signal.name == "escalation_overdue"]

    assert told_once(late) == tuple(late) != ()


@given(
    hostile_ledgers(("escalation", "incident", "victim", "assignment", "place")),
    st.sampled_from(sorted(code_list("role").labels)),
)
def test_whatever_the_records_say_everything_that_is_noticed_is_still_told(
    here: Ledger, role: str
) -> None:
    found = signals_for(here, TODAY, Author("Amina Teyo", role))
    every = every_signal(here, TODAY)

    assert found[len(found) - len(every) :] == every
    for signal in found[: len(found) - len(every)]:
        assert signal.tone in TONES
        assert all(here.find(each.id) is not None for each in signal.about)
