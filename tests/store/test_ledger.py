"""Reading a ledger: all that its reader may see, and nothing more."""

from fieldapp.domain.disclosure import COMMUNITY
from fieldapp.store import records
from fieldapp.store.ledger import read_ledger
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace


def test_a_ledger_holds_what_is_in_and_not_what_was_taken_out(amina: Workspace) -> None:
    kept = records.save(amina, Change("meeting", {"title": "Well", "mood": "calm"}))
    gone = records.save(amina, Change("meeting", {"title": "Twice"}))
    records.delete(amina, "meeting", gone, "written twice")

    ledger = read_ledger(amina)

    assert [meeting.id for meeting in ledger.of("meeting")] == [kept]
    assert ledger.of("meeting")[0].values["mood"] == "calm"


def test_a_ledger_is_disclosed_to_whoever_reads_it(amina: Workspace) -> None:
    records.save(amina, Change("meeting", {"title": "Well", "mood": "calm"}))

    (meeting,) = read_ledger(amina, ["meeting"], COMMUNITY).of("meeting")

    assert dict(meeting.values) == {"title": "Well"}
