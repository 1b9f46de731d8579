from fieldapp.domain.disclosure import Reader
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import Level
from fieldapp.language import load_language
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui.names import Names, draft_title, read_places
from fieldapp.ui.session import Session


def place(workspace: Workspace, name: str, pcode: str = "") -> str:
    return records.save(workspace, Change("place", {"name": name, "pcode": pcode or None}))


def names(session: Session) -> Names:
    workspace = session.workspace
    return Names(workspace, session.reader, session.look.language, read_places(workspace))


def test_a_place_is_known_by_its_p_code_or_its_id(workspace: Workspace, session: Session) -> None:
    place(workspace, "Gorom", "XX0101")
    bare = place(workspace, "Bilbaré")

    assert read_places(workspace) == {"XX0101": "Gorom", bare: "Bilbaré"}
    assert names(session).title("XX0101") == "Gorom"
    assert names(session).title("XX9999") == "XX9999"


def test_places_that_begin_with_the_word_come_first(workspace: Workspace, session: Session) -> None:
    for name, code in (("Old Gorom", "XX1"), ("Gorom", "XX2"), ("Tin Adar", "XX3")):
        place(workspace, name, code)

    assert names(session).find("place", "gor") == [("XX2", "Gorom"), ("XX1", "Old Gorom")]
    assert names(session).find("place", "xx3") == [("XX3", "Tin Adar")]


def test_places_of_one_name_are_told_apart(workspace: Workspace, session: Session) -> None:
    place(workspace, "Gorom", "XX1")
    place(workspace, "Gorom", "XX2")

    found = names(session).find("place", "Gorom")
    assert found == [("XX1", "Gorom · XX1"), ("XX2", "Gorom · XX2")]


def test_records_are_found_by_a_word(workspace: Workspace, session: Session) -> None:
    record = records.save(workspace, Change("deliverable", {"title": "School roof"}))

    assert names(session).find("deliverable", "roo") == [(record, "School roof")]
    assert names(session).title(record) == "School roof"


def test_a_record_without_a_title_is_called_by_its_kind_and_day(
    workspace: Workspace, session: Session
) -> None:
    record = records.save(workspace, Change("joint_review", {"held_on": "2026-11-01"}))

    assert names(session).title(record) == "Joint review · 1 Nov 2026"


def test_a_title_that_may_not_be_read_is_not_told(workspace: Workspace, session: Session) -> None:
    record = records.save(
        workspace,
        Change("feedback", {"received_on": "2026-11-01", "level": 6, "summary": "CANARY"}),
    )
    known = names(session).for_reader(Reader("Amina", Level.TEAM))

    assert known.title(record) == "Feedback · 1 Nov 2026"
    assert "CANARY" not in str(known.find("feedback", "CANARY"))


def test_a_draft_is_called_by_what_a_list_may_say_of_it() -> None:
    english = load_language("en")
    meeting, feedback = kind_named("meeting"), kind_named("feedback")

    assert draft_title(meeting, {"title": "Well and roof"}, english) == "Well and roof"
    for level in (1, 7):
        assert draft_title(feedback, {"level": level, "summary": "CANARY"}, english) == ""
    assert draft_title(meeting, {}, english) == ""
