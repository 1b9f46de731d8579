"""An agreement and the places it is about, invented, for tests of what may leave."""

from datetime import date

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.sharing.terms import (
    COUNTED_BY,
    Terms,
    terms_of,
)
from tests.domain.records import ledger, seen

TODAY = date(2026, 11, 22)
NEXT_MONTH = date(2026, 12, 1)
"""What happened in November is counted from this day on."""

MEETING, INCIDENT, FEEDBACK = KINDS["meeting"], KINDS["incident"], KINDS["feedback"]
PLACES = (
    seen("place", "id-country", name="Kelland", pcode="KE", type="country"),
    seen("place", "id-state", name="Kelda", pcode="KE01", type="adm1", place="KE"),
    seen("place", "id-county", name="Upper Kelda", pcode="KE0101", type="adm2", place="KE01"),
    seen("place", "id-gorom", name="Gorom", pcode="KE010101", type="village", place="id-county"),
    seen("place", "id-other", name="Dimtou", pcode="KE02", type="adm1", place="id-country"),
)
SIGNED = {
    "title": "Water cluster",
    "kinds": ["meeting", "feedback", "incident", "place", "deliverable"],
    "detail": "records_public",
    "status": "signed",
    "signed_on": "2026-01-10",
    "from_on": "2026-02-01",
    "expires_on": "2026-12-31",
}


EVERY_ANSWER = " ".join(f"{kind}.{f.name}" for kind in COUNTED_BY for f in KINDS[kind].fields)
"""Restricted ones among them, as only a laptop that somebody tampered with would write."""


def agreed(**answers: object) -> Disclosed:
    """An agreement, with a list of all that may be shared where it is for the team's answers."""
    team = {"fields": EVERY_ANSWER} if answers.get("detail") == "records_team" else {}
    return seen("agreement", "a1", **{**SIGNED, **team, **answers})


def terms(
    *records: Disclosed, kind: str = "meeting", day: date = TODAY, **answers: object
) -> Terms:
    return terms_of(agreed(**answers), KINDS[kind], day, ledger(*PLACES, *records))
