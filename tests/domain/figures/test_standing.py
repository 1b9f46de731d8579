"""How places stand: by who was heard, works and feedback; and what the map never tells."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.figures.standing import (
    ENGAGEMENT,
    FEEDBACK,
    KINDS_NEEDED,
    NOTHING,
    STANDINGS,
    WORKS,
    Spot,
    season_on,
    seasons_ahead,
    spots,
)
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import INCIDENT_KINDS, Door
from fieldapp.domain.record import Record
from tests.domain.ledgers import TODAY as LEDGERS_DAY
from tests.domain.ledgers import hostile_ledgers
from tests.domain.records import PROTECTION, ledger, seen

TODAY = date(2026, 11, 28)
GOROM = "XX0101"
LAND = seen("place", "gorom", name="Gorom", pcode=GOROM, latitude=5.5, longitude=30.5)


def ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def spot(*told: Disclosed, place: Disclosed = LAND) -> Spot:
    [found] = spots(ledger(place, *told), TODAY)
    return found


def word(matter: str, *told: Disclosed, place: Disclosed = LAND) -> str:
    return spot(*told, place=place).standing[matter].word


def met(days: int, type: str = "council") -> Disclosed:
    return seen("meeting", f"m{days}", title="T", held_on=ago(days), place=GOROM, type=type)


def work(status: str | None, days: int = -30) -> Disclosed:
    return seen(
        "deliverable", f"w{status}", title="W", place=GOROM, status=status, planned_end=ago(days)
    )


def feedback(days: int, **more: object) -> Disclosed:
    given = {"received_on": ago(days), "level": 2, "status": "open", "place": GOROM, **more}
    return seen("feedback", f"f{days}", PROTECTION, **given)


def test_a_place_where_nothing_was_done_has_nothing_to_tell() -> None:
    found = spot()

    assert found.standing == NOTHING
    assert found.position == (30.5, 5.5)
    assert (found.met, found.visit, found.noticed) == (None, None, ())


def test_who_was_heard_is_told_by_the_worst_of_the_groups() -> None:
    named = seen("place", "gorom", name="Gorom", pcode=GOROM, groups=["women"])
    rains = seen(
        "season", name="R", type="rains", from_on=ago(5), until_on=ago(-5), turnout="none",
        place=GOROM,
    )  # fmt: skip

    assert word(ENGAGEMENT, met(10)) == "All heard"
    assert word(ENGAGEMENT, met(10), place=named) == "Some not heard"
    assert word(ENGAGEMENT, met(100)) == "Some not heard"
    assert word(ENGAGEMENT, met(200)) == "Long not heard"
    assert word(ENGAGEMENT, met(200), rains) == "Away in this season"


def test_works_are_late_before_all_else() -> None:
    assert word(WORKS, work("completed")) == "Finished"
    assert word(WORKS, work("completed"), work("ongoing")) == "On time"
    assert word(WORKS, work("suspended"), work("ongoing")) == "Suspended"
    assert word(WORKS, work("suspended"), work("ongoing", days=3)) == "Late"
    assert word(WORKS, work("cancelled", days=3)) == "No works"


def test_feedback_is_told_by_whoever_waits_longest() -> None:
    heard = {"acknowledged_on": ago(1)}
    assert word(FEEDBACK, feedback(40, status="answered")) == "Answered"
    assert word(FEEDBACK, feedback(2, **heard)) == "Waits for an answer"
    assert word(FEEDBACK, feedback(5)) == "Not told that it was heard"
    assert word(FEEDBACK, feedback(5), feedback(30, **heard)) == "Answer overdue"


def test_the_card_knows_the_last_meeting_and_the_next_visit() -> None:
    planned = met(-9)
    review = seen("joint_review", held_on=ago(50), next_on=ago(-4), place=GOROM)
    kept = seen("commitment", "a", promised_by="us", what="A", status="kept", place=GOROM)
    owed = seen("commitment", "b", promised_by="us", what="B", place=GOROM)

    found = spot(met(40), met(7), planned, review, kept, owed, feedback(2), work("cancelled"))

    assert (found.met, found.visit) == (date(2026, 11, 21), date(2026, 12, 2))
    assert [each.id for each in found.promises] == ["b"]
    assert (found.open_feedback, found.works) == (1, ())


def test_a_day_lies_in_the_season_that_keeps_the_most_away() -> None:
    def season(id: str, turnout: str) -> Disclosed:
        given = {"from_on": ago(-2), "until_on": ago(-20), "turnout": turnout, "place": GOROM}
        return seen("season", id, PROTECTION, name=id, type=id, **given)

    known = ledger(LAND, season("market", "usual"), season("rains", "fewer"))
    spells = seasons_ahead(known, GOROM, TODAY)

    there = season_on(spells, TODAY + timedelta(days=9))
    assert there is not None
    assert there.type == "rains"
    assert season_on(spells, TODAY) is None


def test_what_was_told_in_confidence_is_not_on_the_map_for_anybody() -> None:
    reader = PROTECTION.at(Door.MAP)
    grave = Record("feedback", "g", {"received_on": ago(90), "level": 6, "place": GOROM})
    hurt = Record("incident", "i", {"happened_on": ago(90), "type": "threat", "place": GOROM})
    told = [disclose(each, reader) for each in (grave, hurt)]

    assert spot(*told).standing == NOTHING
    assert spot(*told).noticed == ()
    assert not INCIDENT_KINDS & set(KINDS_NEEDED)


@pytest.mark.parametrize("matter", STANDINGS)
def test_no_two_standings_look_or_sound_alike(matter: str) -> None:
    offered = STANDINGS[matter]

    assert [each.tone for each in offered] == ["bad", "warn", "info", "ok", ""]
    assert len({each.word for each in offered}) == 5
    assert offered[-1] == NOTHING[matter]


@settings(max_examples=15)
@given(ledger=hostile_ledgers(KINDS_NEEDED))
def test_no_odd_record_stops_the_map(ledger: Ledger) -> None:
    found = spots(ledger, LEDGERS_DAY)

    assert len({each.place for each in found}) == len(found)
    for each in found:
        assert each.standing.keys() == STANDINGS.keys()
        assert each.visit is None or each.visit >= LEDGERS_DAY
        seasons_ahead(ledger, each.place, LEDGERS_DAY)
