"""What is wrong with a record in the making and its rows, and what to look at again. No widget."""

from collections.abc import Iterable, Mapping
from datetime import date

from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts
from fieldapp.domain.scope import confided_to
from fieldapp.ui.forms.form_state import FormState, Row, own_fields, problems, with_refusals
from fieldapp.ui.forms.standing import doubts_of
from fieldapp.ui.session import Session


def wrong(
    session: Session, state: FormState, refused: Mapping[str, tuple[Problem, ...]]
) -> dict[str, tuple[Problem, ...]]:
    """Return what must be mended before this can be saved, by id of record or row.

    Args:
        refused: What the officer has no right to, by id of record or row.
    """
    kind = kind_named(state.kind)
    values = take_in(kind, state.answers).values
    clearance = session.reader.clearance_in(confided_to(kind, values))
    found = {
        state.record: problems(
            kind,
            state.answers,
            is_new=state.is_new,
            clearance=clearance,
            hidden=state.hidden.get(state.record, frozenset()),
        )
    }
    for row in state.rows:
        found[row.id] = problems(
            kind_named(row.kind),
            row.answers,
            is_new=row.id not in state.seen,
            clearance=clearance,
            in_parent=True,
            hidden=state.hidden.get(row.id, frozenset()),
        )
    whole = {each: with_refusals(hard, refused.get(each, ())) for each, hard in found.items()}
    return {each: hard for each, hard in whole.items() if hard}


def doubtful(session: Session, state: FormState) -> tuple[tuple[Problem, ...], int]:
    """Return what to look at again in the record, and how many answers it is with the rows."""
    today = session.today()
    soft = doubts_of(kind_named(state.kind), state, today=today)
    rows = sum(_doubts(row, today) for row in state.rows if row.id not in state.seen)
    return soft, len({each.field for each in soft}) + rows


def _doubts(row: Row, today: date) -> int:
    """Count what to look at again in a row, but for what it takes over from its record."""
    kind = kind_named(row.kind)
    asked = {field.name for field in own_fields(kind)}
    values = take_in(kind, row.answers).values
    return len({each.field for each in doubts(kind, values, today=today)} & asked)


def elsewhere(
    state: FormState, hard: Mapping[str, tuple[Problem, ...]], shown: Mapping[str, Iterable[str]]
) -> list[tuple[str, Problem]]:
    """Return what is wrong with answers that are not on the screen, with the kind of each."""
    kinds = {row.id: row.kind for row in state.rows} | {state.record: state.kind}
    return [
        (kinds[record], problem)
        for record, several in hard.items()
        for problem in several
        if problem.field not in shown.get(kinds[record], ())
    ]
