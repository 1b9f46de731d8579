"""All figures and maps together: no answer that arrives by sync keeps them from being drawn."""

from datetime import date

from hypothesis import given, settings

from fieldapp.domain.community.power import power_map
from fieldapp.domain.community.seasons import calendar
from fieldapp.domain.figures.board import board
from fieldapp.domain.figures.equity import shares
from fieldapp.domain.figures.ownership import compass
from fieldapp.domain.figures.participation import attendance, seats
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.protection.contexts import contexts_of
from fieldapp.domain.schema import Level
from tests.domain.ledgers import TODAY, hostile_ledgers

FIRST = date(2026, 1, 1)
INCIDENTS = ("incident", "victim", "incident_response", "incident_source")
MAPS = ("actor", "tie", "season", "place")


@settings(max_examples=200)
@given(hostile_ledgers())
def test_no_answer_that_a_fact_can_bring_stops_a_figure(ledger: Ledger) -> None:
    board(ledger, TODAY)
    compass(ledger, "", FIRST, TODAY)
    shares(ledger, FIRST, TODAY)
    attendance(ledger, "", FIRST, TODAY)
    seats(ledger, "", with_vote=True)


@settings(max_examples=200)
@given(hostile_ledgers((*INCIDENTS, *MAPS)))
def test_no_answer_that_a_fact_can_bring_stops_a_context_or_a_map(ledger: Ledger) -> None:
    for incident in ledger.of("incident"):
        contexts_of(ledger, incident)
    power_map(ledger, "place-0", Level.RESTRICTED)
    calendar(ledger, "place-0", FIRST, TODAY)
