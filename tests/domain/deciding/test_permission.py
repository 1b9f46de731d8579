from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.codelists import code_list
from fieldapp.domain.deciding.ladder import AnswerNotYours
from fieldapp.domain.deciding.permission import (
    KEEPERS,
    OrderNotYours,
    TermsNotYours,
    changed_fields,
    guarded_fields,
    needed,
    refusals,
    seen_before,
)
from fieldapp.domain.deciding.rights import HEAD, Author, NoRight, NormNotYours
from fieldapp.domain.deciding.workflow import NoSuchStep, StatusNotYours, StepNotYours
from fieldapp.domain.disclosure import Disclosed, disclose
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.ledger import Ledger, ledger_of
from fieldapp.domain.problem import Problem
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind, Values
from tests.domain.records import PROTECTION, ledger, seen
from tests.strategies import records_of, values_of

TODAY = date(2026, 11, 28)
HEADED = Author("Amina Teyo", HEAD)
JOSEF = Author("Josef Kall", "field_officer")
GOROM = seen("place", "gorom", name="Gorom", pcode="XX0101")

ROLES = sorted(code_list("role").labels)
authors = st.builds(Author, st.sampled_from(["Amina Teyo", "Josef Kall"]), st.sampled_from(ROLES))
LOOKED_INTO = sorted({name for kind in KINDS.values() for name in needed(kind)})
around: st.SearchStrategy[Ledger] = st.lists(
    st.sampled_from(LOOKED_INTO).flatmap(lambda name: records_of(KINDS[name])), max_size=4
).map(lambda found: ledger_of(disclose(record, PROTECTION) for record in found))
edits = st.sampled_from(tuple(KINDS.values())).flatmap(
    lambda kind: st.tuples(st.just(kind), st.none() | values_of(kind), values_of(kind))
)


@given(kind=st.sampled_from(tuple(KINDS.values())), data=st.data(), author=authors, ledger=around)
def test_saving_with_nothing_changed_is_never_refused(
    kind: RecordKind, data: st.DataObject, author: Author, ledger: Ledger
) -> None:
    values = data.draw(values_of(kind))

    assert refusals(kind, values, dict(values), author, ledger, TODAY) == ()


@given(edit=edits, author=authors, ledger=around)
def test_what_touches_no_guarded_field_is_never_refused(
    edit: tuple[RecordKind, Values | None, Values], author: Author, ledger: Ledger
) -> None:
    kind, before, after = edit
    kept = {n: v for n, v in (before or {}).items() if n in guarded_fields(kind)}
    after = kept | {n: v for n, v in after.items() if n not in guarded_fields(kind)}

    assert refusals(kind, before, after, author, ledger, TODAY) == ()


@given(edit=edits, ledger=around)
def test_the_head_of_mission_is_refused_nothing_but_a_step_that_does_not_exist(
    edit: tuple[RecordKind, Values | None, Values], ledger: Ledger
) -> None:
    kind, before, after = edit
    found = refusals(kind, before, after, HEADED, ledger, TODAY)

    assert all(isinstance(problem.error, NoSuchStep) for problem in found)
    if kind.workflow is not None and found:
        pairs = {(step.before, step.after) for step in kind.workflow.steps}
        name = kind.workflow.field
        assert ((before or {}).get(name), after.get(name)) not in pairs
    if kind.workflow is None:
        assert found == ()


@given(edit=edits, author=authors, ledger=around)
def test_a_refusal_stands_at_a_question_of_the_form_and_says_who_may(
    edit: tuple[RecordKind, Values | None, Values], author: Author, ledger: Ledger
) -> None:
    kind, before, after = edit
    found = refusals(kind, before, after, author, ledger, TODAY)

    assert len({problem.field for problem in found}) == len(found)
    for problem in found:
        asked = kind.field(problem.field)
        assert asked.when is None  # a question that is not shown could not be mended
        assert asked.level is not Level.RESTRICTED
        assert asked.name not in (kind.parent, "place")
        assert all("{" not in sentence for sentence in problem.error.sentences())


@given(edit=edits, author=authors, ledger=around)
def test_a_new_role_never_takes_a_right_away(
    edit: tuple[RecordKind, Values | None, Values], author: Author, ledger: Ledger
) -> None:
    kind, before, after = edit
    more = seen("assignment", holder=author.name, role=HEAD)
    richer = Ledger({**ledger.records, "assignment": (*ledger.of("assignment"), more)})
    found = refusals(kind, before, after, author, ledger, TODAY)

    with_more = refusals(kind, before, after, author, richer, TODAY)

    assert {problem.field for problem in with_more} <= {problem.field for problem in found}


@given(edit=edits, author=authors, ledger=around)
def test_what_passes_without_any_record_passes_with_every_record(
    edit: tuple[RecordKind, Values | None, Values], author: Author, ledger: Ledger
) -> None:
    kind, before, after = edit
    if not refusals(kind, before, after, author, Ledger({}), TODAY):
        assert refusals(kind, before, after, author, ledger, TODAY) == ()


def refused(
    kind: str,
    before: dict[str, object] | None,
    after: dict[str, object],
    *records: Disclosed,
    author: Author = JOSEF,
) -> tuple[Problem, ...]:
    was = seen(kind, **before).values if before is not None else None
    now = seen(kind, **after).values if after else {}
    return refusals(KINDS[kind], was, now, author, ledger(GOROM, *records), TODAY)


def test_most_kinds_are_guarded_by_nothing() -> None:
    guarded = {kind.name for kind in KINDS.values() if guarded_fields(kind)}

    assert guarded == {
        "decision", "pivot", "assignment", "decision_right", "limit",
        "agreement", "deliverable", "escalation", "risk", "lesson", "bottleneck",
    }  # fmt: skip


ORDER = [
    ("assignment", {"holder": "Josef Kall", "role": HEAD}),
    ("decision_right", {"type": "pause", "role": "field_officer"}),
    ("limit", {"name": "escalation_days", "value": 3000, "decided_on": "2026-11-01"}),
]


@pytest.mark.parametrize(("kind", "answers"), ORDER)
def test_the_order_of_the_mission_is_written_changed_and_taken_out_by_its_keepers_only(
    kind: str, answers: dict[str, object]
) -> None:
    for before, after in (
        (None, answers),
        (answers, {**answers, "place": "XX0101"}),
        (answers, {}),
    ):
        [problem] = refused(kind, before, after)
        assert isinstance(problem.error, OrderNotYours)
        assert "Head of field office, Head of mission, Headquarters administrator" in str(
            problem.error
        )
        for keeper in KEEPERS:
            assert refused(kind, before, after, author=Author("Amina Teyo", keeper)) == ()


def test_the_head_of_an_office_keeps_the_order_of_their_own_area() -> None:
    post = seen("assignment", holder="Josef Kall", role="head_of_office", place="XX0101")
    given_here = {"type": "pause", "role": "team_leader", "place": "XX0101"}

    assert refused("decision_right", None, given_here, post) == ()
    assert refused("decision_right", None, {**given_here, "place": None}, post) != ()
    assert refused("decision_right", given_here, {**given_here, "place": "XX0201"}, post) != ()
    assert refused("decision_right", {**given_here, "place": "XX0201"}, given_here, post) != ()


TAKEN = {"what": "Pause the road", "type": "pause", "step": "taken", "place": "XX0101"}


def test_taking_a_decision_without_the_right_is_refused() -> None:
    [problem] = refused("decision", {**TAKEN, "step": "proposed"}, TAKEN)

    assert isinstance(problem.error, NoRight)
    assert refused("decision", None, TAKEN) != ()
    assert refused("decision", None, TAKEN, author=HEADED) == ()


@pytest.mark.parametrize(
    "change",
    [
        {"type": "stop"},
        {"amount": 9, "currency": "USD"},
        {"place": "XX0201"},
        {"step": "withdrawn"},
    ],
)
def test_a_decision_that_was_taken_is_changed_only_by_whoever_may_take_it(
    change: dict[str, object],
) -> None:
    given = seen("decision_right", type="pause", role="field_officer", place="XX0101")
    mine_too = seen("decision_right", type="stop", role="field_officer")

    assert refused("decision", TAKEN, {**TAKEN, **change}) != ()
    if "place" not in change:
        assert refused("decision", TAKEN, {**TAKEN, **change}, given, mine_too) == ()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("what", "Pause the bridge"),
        ("deliverable", "d1"),
        ("decided_by", "analyst"),
        ("decided_on", "2026-11-02"),
        ("why", "No reason"),
        ("consulted", ["women"]),
        ("breaks", ["consent"]),
        ("norm_reason", "None"),
        ("place", "XX0201"),
        ("amount", 5),
        ("currency", "USD"),
        ("pivot", "p1"),
    ],
)
def test_what_a_decision_says_is_fixed_once_it_is_taken(name: str, answer: object) -> None:
    proposed = {**TAKEN, "step": "proposed"}
    given = seen("decision_right", type="pause", role="field_officer")
    norm = seen("decision_right", type="norm_exception", role="field_officer")

    assert refused("decision", TAKEN, {**TAKEN, name: answer})
    assert refused("decision", {**TAKEN, name: answer}, TAKEN)
    assert refused("decision", proposed, {**proposed, name: answer}) == ()
    assert refused("decision", TAKEN, {**TAKEN, name: answer}, given, norm) == ()


def test_how_a_decision_is_kept_is_noted_by_everybody() -> None:
    kept = {**TAKEN, "status": "kept", "done_on": "2026-11-20", "due_on": "2026-11-21"}
    late = {"status": "late", "reason": "Rain", "promised_by": "us", "who": "The engineer"}

    assert refused("decision", TAKEN, kept) == ()
    assert refused("decision", TAKEN, {**TAKEN, **late}) == ()


def test_a_decision_about_a_work_needs_the_right_where_the_work_is_too() -> None:
    work = seen("deliverable", "d1", title="School roof", place="XX0201")
    here = seen("decision_right", type="pause", role="field_officer", place="XX0101")
    there = seen("decision_right", type="pause", role="field_officer", place="XX0201")
    about = {**TAKEN, "deliverable": "d1"}

    assert refused("decision", None, about, work, here) != ()
    assert refused("decision", None, about, work, there) != ()
    assert refused("decision", None, about, work, here, there) == ()
    assert refused("decision", TAKEN, about, work, here) != ()
    assert refused("decision", about, {**about, "step": "withdrawn"}, work, here) != ()
    departing = {**about, "breaks": ["consent"], "norm_reason": "Lives at stake"}
    norm_here = seen("decision_right", type="norm_exception", role="field_officer", place="XX0101")
    assert refused("decision", None, departing, work, here, there, norm_here) != ()


def test_a_decision_of_a_review_is_judged_by_the_place_of_the_review() -> None:
    review = seen("joint_review", "r1", held_on="2026-11-01", place="XX0101")
    given = seen("decision_right", type="pause", role="field_officer", place="XX0101")
    agreed = {**TAKEN, "place": None, "joint_review": "r1"}

    assert refused("decision", None, agreed, review, given) == ()
    assert refused("decision", None, {**agreed, "joint_review": None}, review, given) != ()


def test_a_decision_that_departs_from_a_norm_needs_the_right_to_depart() -> None:
    answers = {**TAKEN, "breaks": ["consent"], "norm_reason": "Lives at stake"}
    given = seen("decision_right", type="pause", role="field_officer")
    norm = seen("decision_right", type="norm_exception", role="field_officer")

    [problem] = refused("decision", None, answers, given)
    assert isinstance(problem.error, NormNotYours)
    assert problem.field == "breaks"
    assert refused("decision", None, answers, given, norm) == ()


def test_whoever_may_depart_from_norms_says_so_in_a_decision_that_another_has_taken() -> None:
    norm = seen("decision_right", type="norm_exception", role="field_officer")
    departing = {**TAKEN, "breaks": ["consent"], "norm_reason": "Lives at stake"}

    assert refused("decision", TAKEN, departing, norm) == ()
    assert refused("decision", TAKEN, departing) != ()
    assert refused("decision", departing, TAKEN, norm) != ()
    assert refused("decision", TAKEN, {**departing, "what": "Pause all"}, norm) != ()


PIVOT = {"scenario": "s1", "action": "Move the market", "taken_by": "team_leader"}


def test_a_pivot_is_approved_by_whoever_has_the_role_for_it() -> None:
    proposed, approved = {**PIVOT, "status": "proposed"}, {**PIVOT, "status": "approved"}

    [problem] = refused("pivot", proposed, approved)
    assert isinstance(problem.error, StepNotYours)
    assert refused("pivot", None, proposed) == ()
    assert refused("pivot", proposed, approved, author=Author("A", "head_of_mission")) == ()
    departing = {**approved, "breaks": ["consent"], "norm_reason": "Lives at stake"}
    office = Author("A", "head_of_office")
    assert isinstance(refused("pivot", proposed, departing, author=office)[0].error, NormNotYours)


def test_what_was_approved_is_changed_only_by_whoever_may_approve_it() -> None:
    approved = {**PIVOT, "status": "approved"}
    mine = {**approved, "taken_by": "field_officer"}

    [problem] = refused("pivot", approved, mine)
    assert isinstance(problem.error, TermsNotYours)
    assert refused("pivot", approved, mine, author=Author("A", "head_of_office")) == ()
    assert refused("pivot", approved, {**approved, "consulted": ["women"]}) == ()
    signed = {"title": "With the cluster", "kinds": ["meeting"], "detail": "counts_adm1"}
    signed["status"] = "signed"
    assert refused("agreement", signed, {**signed, "detail": "records_team"}) != ()
    assert refused("agreement", signed, {**signed, "review_on": "2027-01-01"}) == ()


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("partner", "a1"),
        ("purpose", "Anything"),
        ("legal_basis", "Another"),
        ("frequency", "monthly"),
        ("transport", "By mail"),
        ("keep_days", 900),
        ("onward", True),
        ("signed_on", "2026-01-02"),
        ("from_on", "2026-01-02"),
        ("expires_on", "2036-01-02"),
    ],
)
@pytest.mark.parametrize("status", ["signed", "suspended"])
def test_every_term_of_an_agreement_is_changed_by_whoever_signs(
    status: str, name: str, answer: object
) -> None:
    terms = {"title": "T", "kinds": ["meeting"], "detail": "counts_adm1", "status": status}

    [problem] = refused("agreement", terms, {**terms, name: answer})
    assert isinstance(problem.error, TermsNotYours)
    assert refused("agreement", terms, {**terms, name: answer}, author=HEADED) == ()
    draft = {**terms, "status": "draft"}
    assert refused("agreement", draft, {**draft, name: answer}) == ()


def test_using_what_was_approved_changes_nothing_of_it() -> None:
    approved, used = {**PIVOT, "status": "approved"}, {**PIVOT, "status": "used"}

    assert refused("pivot", approved, used) == ()
    for before in (approved, used):
        [problem] = refused("pivot", before, {**used, "taken_by": "field_officer"})
        assert isinstance(problem.error, TermsNotYours)


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("pivot", {**PIVOT, "status": "approved"}),
        ("pivot", {**PIVOT, "status": "used"}),
        ("agreement", {"title": "T", "status": "signed"}),
        ("escalation", {"reason": "Road closed", "status": "open"}),
    ],
)
def test_what_stands_behind_a_step_for_others_is_not_taken_out(
    kind: str, answers: dict[str, object]
) -> None:
    [problem] = refused(kind, answers, {})

    assert isinstance(problem.error, StatusNotYours)
    assert refused(kind, answers, {}, author=HEADED) == ()


def test_a_planned_work_that_was_entered_twice_is_taken_out_by_everybody() -> None:
    assert refused("deliverable", {"title": "School roof", "status": "planned"}, {}) == ()


def test_a_work_is_cancelled_by_whoever_has_an_assignment_here() -> None:
    work = {"title": "School roof", "place": "XX0101", "status": "ongoing"}
    here = seen("assignment", holder="Josef Kall", role="head_of_office", place="XX0101")
    there = seen("assignment", holder="Josef Kall", role="head_of_office", place="XX0201")

    assert refused("deliverable", work, {**work, "status": "cancelled"}, here) == ()
    assert refused("deliverable", work, {**work, "status": "cancelled"}, there) != ()
    assert refused("deliverable", work, {**work, "status": "completed"}) == ()


def test_of_a_clash_that_a_save_ends_nothing_stood_before() -> None:
    record = Record("pivot", "p1", {"status": "approved", "action": "Move"}, clashes={"status": ()})

    assert seen_before(record.values, record.clashes, {"status"}) == {"action": "Move"}
    assert seen_before(record.values, record.clashes, {"action"}) == record.values


def test_a_new_record_changes_all_that_it_answers() -> None:
    assert changed_fields(None, {"a": 1, "b": None}) == {"a"}
    assert changed_fields({"a": 1, "c": 2}, {"a": 1}) == {"c"}


def test_what_was_raised_to_the_head_of_mission_is_not_answered_by_a_team_leader() -> None:
    raised = {"reason": "Road closed", "level": HEAD, "status": "open", "place": "XX0101"}
    leader = seen("assignment", holder="Josef Kall", role="team_leader", place="XX0101")
    answered = {**raised, "status": "answered"}

    [problem] = refused("escalation", raised, answered, leader)
    assert isinstance(problem.error, AnswerNotYours)
    assert refused("escalation", raised, {**raised, "level": "team_leader"}, leader) != ()
    assert refused("escalation", raised, {}, leader) != ()
    assert refused("escalation", raised, answered, author=Author("A", "analyst")) == ()
    low = {**raised, "level": "team_leader"}
    assert refused("escalation", low, {**low, "status": "answered"}, leader) == ()


@pytest.mark.parametrize("name", ["joint_review", "pivot"])
def test_a_departure_that_moves_to_another_place_with_its_parent_is_asked_again(name: str) -> None:
    elsewhere = {
        "joint_review": seen("joint_review", "to", held_on="2026-11-01", place="XX0201"),
        "pivot": seen("pivot", "to", scenario="s1", action="Move", place="XX0201"),
    }[name]
    departing = {
        "what": "Escort", "breaks": ["consent"], "norm_reason": "Lives", "status": "open",
    }  # fmt: skip
    moved = {**departing, name: "to"}

    assert "breaks" in {
        problem.field for problem in refused("decision", departing, moved, elsewhere)
    }
    assert refused("decision", departing, moved, elsewhere, author=HEADED) == ()


def test_an_approved_departure_is_asked_again_when_its_scenario_moves_it() -> None:
    there = seen("scenario", "s2", title="Flood", place="XX0201")
    office = seen("assignment", holder="Josef Kall", role="head_of_office")
    approved = {**PIVOT, "status": "approved", "breaks": ["consent"], "norm_reason": "Lives"}

    [problem] = refused("pivot", approved, {**approved, "scenario": "s2"}, there, office)
    assert isinstance(problem.error, NormNotYours)


@pytest.mark.parametrize(
    ("kind", "answers"),
    [
        ("risk", {"title": "Flood", "status": "open"}),
        ("bottleneck", {"what": "No clerk", "seen_on": "2026-11-01", "status": "open"}),
    ],
)
def test_a_risk_or_bottleneck_is_accepted_by_a_head_only(
    kind: str, answers: dict[str, object]
) -> None:
    accepted = {**answers, "status": "accepted"}

    [problem] = refused(kind, answers, accepted)
    assert isinstance(problem.error, StepNotYours)
    assert refused(kind, None, accepted) != ()
    assert refused(kind, answers, accepted, author=Author("A", "head_of_office")) == ()
    assert refused(kind, accepted, answers) == ()


def test_a_decision_that_was_refused_is_proposed_again_before_it_is_taken() -> None:
    proposed = {**TAKEN, "step": "proposed"}

    [problem] = refused("decision", {**TAKEN, "step": "refused"}, TAKEN, author=HEADED)
    assert isinstance(problem.error, NoSuchStep)
    assert refused("decision", {**TAKEN, "step": "refused"}, proposed) == ()
    assert refused("decision", proposed, TAKEN, author=HEADED) == ()


def test_a_lesson_that_was_not_taken_up_is_proposed_again_before_it_is_applied() -> None:
    lesson = {"what": "Measure with the users", "status": "rejected"}

    [problem] = refused("lesson", lesson, {**lesson, "status": "applied"})
    assert isinstance(problem.error, NoSuchStep)
    assert refused("lesson", lesson, {**lesson, "status": "proposed"}) == ()
