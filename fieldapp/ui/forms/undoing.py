"""Taking back what was done in a form, step by step, over all its answers and rows.

A step is two `FormState`s. What is typed into one answer without a pause is one step up to the end
of a word, as in any text editor.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import monotonic
from weakref import WeakMethod

from PySide6.QtGui import QUndoCommand

from fieldapp.ui.forms.form_state import FormState

Where = tuple[str, str]
"""Record or row, and the question; the question is "" for a row as a whole."""

PAUSE = 2.0
"""Seconds without a key after which typing on is another step."""

Show = Callable[[FormState, tuple[Where, ...]], None]

_TYPED = 1


class Step(QUndoCommand):
    """One change of a form.

    Attributes:
        where: What it changed.
        after: How the form stood then.
        at: When, in seconds of a clock that only goes on.
    """

    def __init__(self, before: FormState, after: FormState, show: Show) -> None:
        """Take note of a change that stands in the form already; `show` is a method of the form."""
        super().__init__()
        self.after = after
        self._show = WeakMethod(show)  # a form must go when nobody shows it, with what it holds
        self._is_done = True
        self.at = monotonic()
        self.where = differing(before, after)
        self._before = _with_blanks(before, self.where)

    def id(self) -> int:
        return _TYPED

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, Step) or not self._goes_on_in(other):
            return False
        self.after, self.at = other.after, other.at
        self.setObsolete(not differing(self._before, self.after))
        return True

    def redo(self) -> None:
        if not self._is_done:
            self._bring_back(self.after)
        self._is_done = True

    def undo(self) -> None:
        self._is_done = False
        self._bring_back(self._before)

    def _bring_back(self, state: FormState) -> None:
        show = self._show()
        if show is not None:
            show(state, self.where)

    def _goes_on_in(self, other: "Step") -> bool:
        if len(self.where) != 1 or self.where != other.where or other.at - self.at > PAUSE:
            return False
        before, after = _text(self.after, self.where[0]), _text(other.after, self.where[0])
        if before is None or after is None or abs(len(after) - len(before)) > 1:
            return False  # chosen or pasted
        return not (before[-1:].isspace() and len(after) > len(before))


def differing(before: FormState, after: FormState) -> tuple[Where, ...]:
    """Return what differs between two states of one form."""
    found = _names(before.record, before.answers, after.answers)
    rows = {row.id: row.answers for row in before.rows}
    for row in after.rows:
        if row.id not in rows:
            given = [name for name, answer in row.answers.items() if answer is not None]
            found.append((row.id, given[0] if len(given) == 1 else ""))
        else:
            found += _names(row.id, rows[row.id], row.answers)
    stay = {row.id for row in after.rows}
    found += [(row, "") for row in rows if row not in stay]
    return tuple(found)


def _names(record: str, before: Mapping[str, object], after: Mapping[str, object]) -> list[Where]:
    names = {**before, **after}
    return [(record, n) for n in names if _plain(before.get(n)) != _plain(after.get(n))]


def _plain(answer: object) -> object:
    return list(answer) if isinstance(answer, tuple) else answer


def _with_blanks(state: FormState, where: Sequence[Where]) -> FormState:
    """Return the state with "not answered" where it says nothing of what was changed since."""
    names = {record: dict.fromkeys(n for of, n in where if of == record) for record, _ in where}
    rows = [replace(r, answers={**names.get(r.id, {}), **r.answers}) for r in state.rows]
    own = {**names.get(state.record, {}), **state.answers}
    return replace(state, answers=own, rows=tuple(rows))


def _text(state: FormState, where: Where) -> str | None:
    record, name = where
    answers = state.answers if record == state.record else {}
    for row in state.rows:
        if row.id == record:
            answers = row.answers
    answer = answers.get(name, "")
    return "" if answer is None else answer if isinstance(answer, str) else None
