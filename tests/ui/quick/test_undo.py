"""Taking back what one save on a screen wrote replaces nothing that others said meanwhile."""

from dataclasses import replace

from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui import saving
from fieldapp.ui.quick import undo
from fieldapp.ui.session import Session


def test_what_others_said_since_stands_beside_what_is_put_back(session: Session) -> None:
    workspace = session.workspace
    said = {"title": "Well", "held_on": "2026-11-01"}
    meeting = records.save(workspace, Change("meeting", said))
    state = saving.open_record(session, "meeting", meeting).state
    state = replace(state, answers={**state.answers, "title": "Dry"})
    written = undo.written_by(session, state, ())
    saving.save(session, state)
    written = undo.seen_after(session, written)
    records.save(workspace, Change("meeting", {"title": "Of others"}, meeting))

    undo.take_back(session, written)

    clash = records.load(workspace, "meeting", meeting).clashes["title"]
    assert {head.value for head in clash} == {"Well", "Of others"}
