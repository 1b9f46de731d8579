from datetime import date

import pytest

from fieldapp.domain.deciding.ladder import LADDER, next_level
from fieldapp.domain.deciding.rights import HEAD, Author
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ref
from fieldapp.domain.signals.escalations import propose, signals, waiting
from fieldapp.language import load_language
from tests.domain.ledgers import names
from tests.domain.records import ledger, seen

TODAY = date(2026, 11, 28)


def escalation(**answers: object) -> Disclosed:
    given = {"reason": "Two pumps", "level": "team_leader", "raised_on": "2026-11-20"}
    return seen("escalation", **{**given, "place": "XX0101", **answers})


def found(*records: Disclosed) -> list[str]:
    return names(signals, *records, today=TODAY)


def test_an_escalation_past_its_day_is_told_with_whom_it_goes_to_next() -> None:
    [signal] = signals(ledger(escalation(due_on="2026-11-27")), TODAY)

    assert signal.sentence(load_language("en")) == (
        "An escalation was to be answered by 27 Nov 2026; next it goes to: Head of field office."
    )
    assert signal.place == "XX0101"


def test_above_headquarters_nobody_stands() -> None:
    [signal] = signals(ledger(escalation(level="headquarters")), TODAY)

    assert "nobody stands above" in signal.text
    assert [next_level(level) for level in LADDER] == [*LADDER[1:], ""]
    assert next_level("x-own") == ""


def test_without_a_day_of_its_own_the_missions_limit_counts() -> None:
    assert found(escalation(raised_on="2026-11-21")) == []
    assert found(escalation(raised_on="2026-11-20")) == ["escalation_overdue"]
    limit = seen("limit", name="escalation_days", value=2, decided_on="2026-11-01")
    assert found(escalation(raised_on="2026-11-25"), limit) == ["escalation_overdue"]


@pytest.mark.parametrize(
    ("answers", "is_open"),
    [
        ({"status": "answered"}, False),
        ({"status": "closed"}, False),
        ({"answered_on": "2026-11-22"}, False),
        ({"answered_on": "2026-11-22", "status": "open"}, True),
    ],
)
def test_an_escalation_that_was_answered_waits_no_longer(
    answers: dict[str, object], is_open: bool
) -> None:
    assert found(escalation(**answers)) == (["escalation_overdue"] if is_open else [])


def waits_on(author: Author, *records: Disclosed) -> list[str]:
    return [signal.tone for signal in waiting(ledger(*records), TODAY, author)]


def test_an_escalation_waits_on_whoever_has_the_role_at_its_place() -> None:
    josef = Author("Josef Kall", "field_officer")
    post = {"holder": "Josef Kall", "role": "team_leader"}
    fresh = escalation(raised_on="2026-11-27")

    assert waits_on(josef, fresh) == []
    assert waits_on(josef, fresh, seen("assignment", **post, place="XX0101")) == ["warn"]
    assert waits_on(josef, fresh, seen("assignment", **post, place="XX0201")) == []


def test_a_late_one_waits_on_the_next_level_as_well() -> None:
    office, head = Author("A", "head_of_office"), Author("B", HEAD)

    assert waits_on(office, escalation(raised_on="2026-11-27")) == []
    assert waits_on(office, escalation()) == ["bad"]
    assert waits_on(head, escalation()) == []


def test_what_is_raised_to_headquarters_waits_on_its_analysts_and_administrators() -> None:
    raised = escalation(level="headquarters", raised_on="2026-11-27")

    for role, tones in (("analyst", ["warn"]), ("administrator", ["warn"]), (HEAD, [])):
        assert waits_on(Author("A", role), raised) == tones
    late_below = escalation(level=HEAD)
    assert waits_on(Author("A", "analyst"), late_below) == ["bad"]


LATE = [
    ("feedback", {"received_on": "2026-01-01", "level": 3}),
    ("commitment", {"what": "Pumps", "promised_by": "us", "due_on": "2026-11-01"}),
    ("deliverable", {"title": "School", "planned_end": "2026-11-01"}),
    ("bottleneck", {"what": "Trucks", "seen_on": "2026-10-01", "due_on": "2026-11-01"}),
    ("incident", {"happened_on": "2026-11-01", "type": "threat"}),
]


@pytest.mark.parametrize(("kind", "answers"), LATE)
def test_what_is_overdue_is_offered_to_be_escalated_once(
    kind: str, answers: dict[str, object]
) -> None:
    late = seen(kind, "late", **answers)

    [offer] = propose(ledger(late), TODAY)

    assert (offer.name, offer.tone) == ("escalation_proposed", "info")
    assert offer.about[0] == Ref(kind, "late")
    assert KINDS["escalation"].has(kind)
    assert list(propose(ledger(late, escalation(**{kind: "late"})), TODAY)) == []


def test_late_milestones_are_escalated_with_their_work() -> None:
    work = seen("deliverable", "d1", title="School", place="XX0101")
    steps = [
        seen("milestone", f"m{n}", deliverable="d1", title="Roof", due_on="2026-11-01")
        for n in (1, 2)
    ]

    [offer] = propose(ledger(work, *reversed(steps)), TODAY)

    assert offer.about == (Ref("deliverable", "d1"), Ref("milestone", "m1"), Ref("milestone", "m2"))


def test_what_is_not_overdue_is_not_offered() -> None:
    assert (
        list(propose(ledger(seen("risk", title="Flood", likelihood="5", impact="5")), TODAY)) == []
    )


def test_a_grave_complaint_is_not_offered_for_the_teams_eyes() -> None:
    late = seen("feedback", "f", received_on="2026-01-01", level=6, place="XX0101")

    assert "escalation_proposed" not in found(late)
