import json

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Reader, disclose
from fieldapp.domain.kinds import KINDS, kind_named, rows_of
from fieldapp.domain.schema import Level
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.ui import saving
from fieldapp.ui.forms.form_state import (
    FormState,
    Removed,
    Row,
    Seen,
    changes,
    from_plain,
    own_fields,
    problems,
    to_plain,
    without_row,
)
from fieldapp.ui.session import Session

TEAM = Level.TEAM

answers = st.dictionaries(
    st.sampled_from([field.name for field in kind_named("meeting").fields]),
    st.none() | st.text(max_size=20) | st.booleans() | st.integers(-5, 5) | st.lists(st.text()),
)
values = st.dictionaries(
    st.sampled_from(["title", "held_on", "missing"]),
    st.text(max_size=20) | st.lists(st.text()).map(tuple),
)
heads = st.dictionaries(st.sampled_from(["title", "held_on"]), st.lists(st.text()).map(tuple))
states = st.builds(
    FormState,
    kind=st.just("meeting"),
    record=st.just("r1"),
    answers=answers,
    rows=st.lists(
        st.builds(Row, st.just("attendance"), st.text(min_size=1, max_size=5), answers)
    ).map(tuple),
    removed=st.lists(st.builds(Removed, st.just("issue"), st.text(), st.text())).map(tuple),
    seen=st.dictionaries(st.sampled_from(["r1", "a", "b"]), st.builds(Seen, values, heads)),
)


@given(states)
def test_a_draft_comes_back_from_json_as_it_was(state: FormState) -> None:
    again = from_plain("meeting", json.loads(json.dumps(to_plain(state))))

    assert again == state


def new(kind: str, answers: dict[str, object], rows: tuple[Row, ...] = ()) -> FormState:
    return FormState(kind, "r1", answers, rows, (), {})


def known(kind: str, values: dict[str, object], answers: dict[str, object]) -> FormState:
    heads = dict.fromkeys(values, ("f" * 32,))
    return FormState(kind, "r1", answers, (), (), {"r1": Seen(values, heads)})  # type: ignore[arg-type]


def test_only_answers_that_differ_are_saved() -> None:
    state = known(
        "meeting",
        {"title": "Old", "held_on": "2026-11-01"},
        {"title": "New", "held_on": "2026-11-01"},
    )

    assert changes(state) == [
        Change("meeting", {"title": "New"}, "r1", {"title": ("f" * 32,), "held_on": ("f" * 32,)})
    ]


def test_nothing_changed_saves_nothing() -> None:
    assert changes(known("meeting", {"title": "Old"}, {"title": "Old"})) == []


def test_an_answer_taken_back_is_cleared() -> None:
    state = known("meeting", {"title": "Old", "language": "fr"}, {"title": "Old", "language": None})

    assert changes(state)[0].values == {"language": None}


def test_an_answer_that_was_not_shown_is_not_cleared() -> None:
    state = known("incident", {"type": "threat"}, {"type": "threat", "account": None})

    assert changes(state) == []
    assert changes(known("incident", {}, {"account": "Told"}))[0].values == {"account": "Told"}


def test_a_question_that_does_not_apply_keeps_its_answer() -> None:
    state = known("commitment", {"status": "late", "reason": "Rain"}, {"status": "kept"})

    assert changes(state)[0].values == {"status": "kept"}


def test_a_new_row_gets_its_parent_and_the_place_of_its_parent() -> None:
    row = Row("attendance", "a1", {"sex": "female", "age_group": "adult", "count": "12"})
    state = new("meeting", {"title": "Pump", "held_on": "2026-11-01", "place": "XX01"}, (row,))

    saved = {change.record: change.values for change in changes(state)}

    assert saved["a1"] == {
        "sex": "female",
        "age_group": "adult",
        "count": 12,
        "meeting": "r1",
        "place": "XX01",
    }


def test_rows_go_along_when_their_record_moves_and_others_stay() -> None:
    seen = {
        "r1": Seen({"title": "Pump", "place": "XX01"}, {}),
        "a1": Seen({"what": "Go along", "place": "XX01"}, {}),
        "a2": Seen({"what": "Stay", "place": "XX09"}, {}),
    }
    rows = (
        Row("commitment", "a1", {"what": "Go along"}),
        Row("commitment", "a2", {"what": "Stay"}),
    )
    state = FormState("meeting", "r1", {"title": "Pump", "place": "XX02"}, rows, (), seen)

    saved = {change.record: change.values for change in changes(state)}

    assert saved == {"r1": {"place": "XX02"}, "a1": {"place": "XX02"}}


def test_where_a_supplier_comes_from_is_asked_and_not_taken_over() -> None:
    assert "place" in {field.name for field in own_fields(kind_named("supplier"))}
    assert "place" not in {field.name for field in own_fields(kind_named("milestone"))}


def test_every_row_of_every_kind_has_a_question_left() -> None:
    for kind in KINDS.values():
        for row in rows_of(kind):
            assert own_fields(row), row.name
            assert row.parent not in {field.name for field in own_fields(row)}


def test_a_removed_row_is_no_longer_among_the_rows() -> None:
    removed = Removed("issue", "a1", "twice")
    state = new("meeting", {}, (Row("issue", "a1", {}), Row("issue", "a2", {})))

    left = without_row(state, removed)

    assert [row.id for row in left.rows] == ["a2"]
    assert left.removed == (removed,)


def test_what_is_missing_and_what_is_wrong_is_named_once() -> None:
    found = problems(kind_named("meeting"), {"held_on": "31/02/2026"}, is_new=True, clearance=TEAM)

    assert sorted(problem.field for problem in found) == ["held_on", "title"]


def test_saving_a_form_keeps_what_its_author_may_not_read(
    workspace: Workspace, uncleared: Session
) -> None:
    record = records.save(
        workspace, Change("incident", {"happened_on": "2026-11-01", "type": "threat",
                                       "account": "CANARY"})
    )  # fmt: skip
    opened = saving.saved_record(uncleared, "incident", record)
    assert "CANARY" not in str(opened)
    written = FormState(
        "incident", record, {**opened.state.answers, "account": None, "summary": "Seen"}, (), (),
        opened.state.seen,
    )  # fmt: skip

    saving.save(uncleared, written)

    values = records.load(workspace, "incident", record).values
    assert (values["account"], values["summary"]) == ("CANARY", "Seen")


def test_two_forms_open_at_once_make_a_clash_and_lose_nothing(
    workspace: Workspace, session: Session
) -> None:
    record = records.save(workspace, Change("meeting", {"title": "A", "held_on": "2026-11-01"}))
    first = saving.saved_record(session, "meeting", record).state
    second = saving.saved_record(session, "meeting", record).state

    for state, title in ((first, "B"), (second, "C")):
        answers = {**state.answers, "title": title}
        saving.save(session, FormState("meeting", record, answers, (), (), state.seen))

    found = records.load(workspace, "meeting", record)
    assert {head.value for head in found.clashes["title"]} == {"B", "C"}
    assert disclose(found, Reader("Amina", TEAM)).clashes.keys() == {"title"}
