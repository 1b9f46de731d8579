"""How the answers in a form stand, section by section: what to look at again, what not to ask.

Plain functions over a `FormState`; what must be mended is found by `form_state.problems`.
`Standing` remembers what it found last.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fieldapp.domain.checks import Not
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds import rows_of
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.ui.forms.form_state import FormState, Row, own_fields, problems
from fieldapp.ui.forms.sections import Section

Found = tuple[tuple[Problem, ...], tuple[Problem, ...]]


class Standing:
    """What is wrong with the record of a form: one key asks for it several times."""

    def __init__(self, kind: RecordKind, clearance: Level, today: Callable[[], date]) -> None:
        self._kind = kind
        self._clearance = clearance
        self._today = today
        self._asked: tuple[FormState, date] | None = None
        self._found: Found = (), ()

    def of(self, state: FormState) -> Found:
        """Return what must be mended in a record, and what to look at again; rows are asked one by
        one."""
        today = self._today()
        if self._asked != (state, today):
            hard = problems(
                self._kind,
                state.answers,
                is_new=state.is_new,
                clearance=self._clearance,
                hidden=state.hidden.get(state.record, frozenset()),
            )
            self._asked = (state, today)
            self._found = hard, doubts_of(self._kind, state, today=today)
        return self._found


def given_in(section: Section, state: FormState) -> dict[str, object]:
    """Return the answers to the questions of a section."""
    names = {field.name for field in section.fields}
    return {name: answer for name, answer in state.answers.items() if name in names}


def rows_in(section: Section, state: FormState) -> list[Row]:
    """Return the rows of a section."""
    kind = section.rows.name if section.rows is not None else ""
    return [row for row in state.rows if row.kind == kind]


def doubts_of(kind: RecordKind, state: FormState, *, today: date) -> tuple[Problem, ...]:
    """Return what to look at again in a record, its totals held against its rows."""
    rows = {
        each.name: [
            take_in(each, row.answers).values for row in state.rows if row.kind == each.name
        ]
        for each in rows_of(kind)
    }
    return doubts(kind, take_in(kind, state.answers).values, today=today, rows=rows)


def doubtful(section: Section, state: FormState, soft: Sequence[Problem], *, today: date) -> int:
    """Return how many answers of a section should be looked at again.

    Args:
        soft: What to look at again in the record; rows are asked one by one.
    """
    if section.rows is None:
        names = {field.name for field in section.fields}
        return len({each.field for each in soft} & names)
    asked = {field.name for field in own_fields(section.rows)}
    found = 0
    for row in rows_in(section, state):
        values = take_in(section.rows, row.answers).values
        found += len({each.field for each in doubts(section.rows, values, today=today)} & asked)
    return found


def limits_on(kind: RecordKind, values: Values) -> tuple[Not, ...]:
    """Return what must not be asked, given these answers."""
    return tuple(each for each in kind.checks if isinstance(each, Not) and each.when.met(values))


def mark_of(section: Section, state: FormState, faults: int) -> str:
    """Return how a section is marked on its tab after a check that found so many faults."""
    filled = section.rows is None or bool(rows_in(section, state))
    calm = "sealed" if section.confidential else "ok" if filled else ""
    return "bad" if faults else calm


def is_wrong(
    section: Section,
    state: FormState,
    hard: Sequence[Problem],
    refused: Mapping[str, tuple[Problem, ...]],
    clearance: Level,
) -> bool:
    """Say whether something in a section must be mended.

    Args:
        hard: What must be mended in the record; rows are asked one by one.
        refused: What the officer has no right to, by id of the row.
    """
    if section.rows is None:
        return any(each.field in {field.name for field in section.fields} for each in hard)
    return any(
        row.id in refused
        or problems(
            section.rows,
            row.answers,
            is_new=row.id not in state.seen,
            clearance=clearance,
            in_parent=True,
            hidden=state.hidden.get(row.id, frozenset()),
        )
        for row in rows_in(section, state)
    )
