"""A meeting that was planned is asked after once its day is over, and counts as held only when
somebody says so."""

from datetime import date, timedelta

import pytest

from fieldapp.domain.community.hearing import hearings
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.participation import who_came
from fieldapp.domain.signals.meetings import signals
from fieldapp.language import load_language
from tests.domain.ledgers import names
from tests.domain.records import ledger, seen

TODAY = date(2026, 11, 28)


def meeting(days: int, took_place: str | None) -> Disclosed:
    day = (TODAY + timedelta(days=days)).isoformat()
    return seen(
        "meeting", "m", title="W", held_on=day, place="XX01", type="women", took_place=took_place
    )


@pytest.mark.parametrize(
    ("days", "took_place", "asked"),
    [(-1, "planned", True), (0, "planned", False), (-1, "held", False), (-1, None, False)],
)
def test_it_is_asked_after_the_day_after(days: int, took_place: str | None, asked: bool) -> None:
    found = names(signals, meeting(days, took_place), today=TODAY)

    assert found == (["meeting_untold"] if asked else [])


def test_the_question_names_the_day() -> None:
    [signal] = signals(ledger(meeting(-8, "planned")), TODAY)

    sentence = signal.sentence(load_language("en"))
    assert sentence == "A meeting was planned for 20 Nov 2026. Was it held?"


@pytest.mark.parametrize(
    ("took_place", "counts"),
    [("planned", False), ("not_held", False), ("held", True), (None, True)],
)
def test_only_what_was_held_is_heard_and_counted(took_place: str | None, counts: bool) -> None:
    row = seen("attendance", "a", meeting="m", sex="female", age_group="adult", count=9)
    known = ledger(meeting(-3, took_place), row)

    assert bool(hearings(known, TODAY)) is counts
    assert bool(who_came(known, "", date(2026, 11, 1), TODAY)) is counts
