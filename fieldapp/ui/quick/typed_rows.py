"""Rows that are typed one after the other: Enter makes the next, and one is always ready.

Only some questions of a row are asked; the others keep what a draft holds of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.problem import Problem
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.forms.form_state import Row
from fieldapp.ui.quick.sheet import Problems
from fieldapp.ui.session import Session


class TypedRows(QWidget):
    """All rows of a kind in the making.

    Attributes:
        lines: From top to bottom; those without an answer are no rows.

    Signals:
        edited: Something was typed.
        finished: Enter was pressed in a line with nothing in it: there is no more to say.
    """

    edited = Signal()
    finished = Signal()

    def __init__(
        self,
        session: Session,
        kind: str,
        asked: Mapping[str, int],
        known: Mapping[str, object] | None = None,
        *,
        ready: int = 1,
    ) -> None:
        """Ask the questions `asked`, each as wide as its number in proportion.

        `known` is written into every row that is begun here; `ready` lines stand there from the
        beginning.
        """
        super().__init__()
        self.kind = kind
        self.asked = asked
        self._session = session
        self._ready = ready
        self._known = dict(known or {})
        self.lines: list[_Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the rows of this kind instead of those there.

        Lines are used again: a new one would come last for whoever goes from part to part by Tab.
        """
        own = [row for row in rows if row.kind == self.kind]
        for number, row in enumerate(own):
            if number < len(self.lines):
                self.lines[number].show_row(row)
            else:
                self._add(row)
        while len(self.lines) > max(len(own), self._ready):
            line = self.lines.pop()
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for line in self.lines[len(own) :]:
            line.show_row(self._nothing())
        self._make_ready()

    def rows(self) -> list[Row]:
        """Return every row with something in it."""
        return [line.row() for line in self.lines if line.counts]

    def show_problems(self, hard: Problems) -> list[QWidget]:
        """Show what is wrong in each row; return the controls that must be mended."""
        return [
            control
            for line in self.lines
            for control in line.show_problems(hard.get(line.id, ()) if line.counts else ())
        ]

    def focus_first(self) -> None:
        """Put the cursor into the first line."""
        self.lines[0].focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        here = next((n for n, line in enumerate(self.lines) if line.has_cursor), None)
        if here is None:
            super().keyPressEvent(event)
        elif self.lines[here].counts:
            self.lines[here + 1].focus_first()
        else:
            self.finished.emit()

    def _add(self, row: Row) -> None:
        line = _Line(self._session, row, self.asked, known=self._known)
        line.show_labels(shown=not self.lines and len(self.asked) > 1)
        line.edited.connect(self._on_edited)
        controls = [*(self.lines[-1].controls[-1:] if self.lines else ()), *line.controls]
        self.lines.append(line)
        self._column.addWidget(line)
        if self.isVisible():
            line.show()  # now: Enter goes there before the layout would show it
        for before, control in pairwise(controls):
            QWidget.setTabOrder(before, control)

    def _nothing(self) -> Row:
        return Row(self.kind, self._session.new_id(), {})

    def _make_ready(self) -> None:
        while len(self.lines) < self._ready or self.lines[-1].counts:
            self._add(self._nothing())

    def _on_edited(self) -> None:
        self._make_ready()
        self.edited.emit()


class _Line(QWidget):
    """One row, in one line."""

    edited = Signal()

    def __init__(
        self, session: Session, row: Row, asked: Mapping[str, int], known: Mapping[str, object]
    ) -> None:
        super().__init__()
        self._language = session.look.language
        self._known = known
        kind = kind_named(row.kind)
        surroundings = replace(session.surroundings, compact=True)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        self.fields: dict[str, FieldRow] = {}
        for name, width in asked.items():
            field = FieldRow(kind, kind.field(name), surroundings)
            field.editor.edited.connect(self.edited)
            self.fields[name] = field
            across.addWidget(field, width)
        self.show_row(row)

    def show_row(self, row: Row) -> None:
        """Show a row instead of the one there."""
        self.id = row.id
        self._row = row
        for name, field in self.fields.items():
            field.editor.show_answer(_value(row.answers.get(name)))

    @property
    def controls(self) -> list[QWidget]:
        """What the cursor goes through."""
        return [field.editor.control for field in self.fields.values()]

    @property
    def counts(self) -> bool:
        """Whether anything was answered here or in the draft."""
        return any(answer is not None for answer in self._answers().values())

    @property
    def has_cursor(self) -> bool:
        """Whether the cursor is in this line."""
        focus = self.focusWidget()
        return focus is not None and focus.hasFocus() and self.isAncestorOf(focus)

    def row(self) -> Row:
        """Return the row with the answers that are not asked here."""
        return replace(self._row, answers={**self._known, **self._answers()})

    def show_labels(self, *, shown: bool) -> None:
        """Name the questions above, or leave it to the first line."""
        for field in self.fields.values():
            field.show_label(shown)

    def show_problems(self, hard: Sequence[Problem]) -> list[QWidget]:
        """Show what is wrong; return the controls that must be mended."""
        wrong = {each.field: each.error.sentences(self._language.translate)[0] for each in hard}
        for name, field in self.fields.items():
            field.complain(wrong.get(name, ""))
        return [field.editor.control for name, field in self.fields.items() if name in wrong]

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        next(iter(self.fields.values())).put_cursor()

    def _answers(self) -> dict[str, object]:
        asked = {name: field.editor.answer() for name, field in self.fields.items()}
        return {**self._row.answers, **asked}


def _value(answer: object) -> Value:
    return answer if isinstance(answer, str | int | float | bool) else None
