"""One row of a record in its parent's form: a line of a table, or a card. Rows: `child_rows`."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.intake import take_in
from fieldapp.domain.problem import Problem
from fieldapp.domain.rules import doubts
from fieldapp.domain.schema import Field, Level, RecordKind, Values
from fieldapp.language import N_
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.editors import Surroundings
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import Row, problems, with_refusals
from fieldapp.ui.style_sheet import set_role

_LONG = 16
"""Letters of a column's name from which the names of all columns get two lines."""


class RowLine(QFrame):
    """One row.

    Attributes:
        saved: Whether the row was saved before; a new one that is left empty is no row.

    Signals:
        edited: An answer was changed.
        removed: The person wants it out; carries itself.
    """

    edited = Signal()
    removed = Signal(object)

    def __init__(
        self,
        kind: RecordKind,
        fields: Sequence[Field],
        surroundings: Surroundings,
        row: Row,
        *,
        saved: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.id = row.id
        self.saved = saved
        self._kind = kind
        self._hidden: frozenset[str] = frozenset()
        self._today = surroundings.today
        look = surroundings.look
        self.grid = FieldGrid(kind, fields, surroundings, self, grows=False)
        self.grid.show_answers(row.answers)
        self.grid.edited.connect(self.edited)
        self.grid.grown.connect(self._listen)
        self._listen()
        name = look.language.translate(N_("Take this row out"))
        remove = tool_button(look, "trash-2", name, "Ctrl+Del")
        remove.clicked.connect(self._on_remove)
        self._above = QWidget()
        self._label_height = 0
        line = QHBoxLayout(self)
        line.addWidget(self.grid, 1)
        if surroundings.compact:
            line.setContentsMargins(0, 0, 0, 0)
            ending = QVBoxLayout()
            ending.setSpacing(4)
            ending.addWidget(self._above)
            ending.addWidget(remove)
            ending.addStretch(1)
            line.addLayout(ending)
        else:
            set_role(self, "child")
            line.setContentsMargins(14, 12, 8, 14)
            line.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)

    def hide_answers(self, hidden: frozenset[str]) -> None:
        """Mask these answers."""
        self._hidden = hidden
        self.grid.hide_answers(hidden)

    @property
    def counts(self) -> bool:
        """Whether this is a row at all: saved before, or with an answer in it."""
        return self.saved or any(answer is not None for answer in self.grid.answers().values())

    def row(self) -> Row:
        """Return what stands in the editors."""
        return Row(self._kind.name, self.id, self.grid.answers())

    def focus_first(self) -> None:
        """Put the cursor into the first question."""
        self.grid.first().put_cursor()

    def values(self) -> Values:
        """Return the answers that can be kept."""
        return take_in(self._kind, self.grid.answers()).values

    def show_labels(self, shown: bool) -> None:
        """Name the columns above this line, or leave it to the first line of the table."""
        rows = list(self.grid.rows.values())
        long = any(len(row.field.label) > _LONG for row in rows)
        self._label_height = self.fontMetrics().height() * (2 if long else 1) + 4
        self._above.setVisible(shown)
        for row in rows:
            row.show_label(shown)
        self._fit_labels()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._label_height:
            # Not now: what changes inside a resize is not told to the layouts around.
            QTimer.singleShot(0, self, self._fit_labels)

    def _fit_labels(self) -> None:
        """Let all names above the columns be as high as the one that needs most."""
        rows = self.grid.made
        needs = [row.label.heightForWidth(row.width()) for row in rows if not row.label.isHidden()]
        height = max([self._label_height, *needs])
        self._above.setFixedHeight(height)
        for row in rows:
            row.label.setFixedHeight(height)

    def problems(self, clearance: Level) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Return what must be mended in this row, and what to look at again."""
        hard = problems(
            self._kind,
            self.grid.answers(),
            is_new=not self.saved,
            clearance=clearance,
            in_parent=True,
            hidden=self._hidden,
        )
        return hard, doubts(self._kind, self.values(), today=self._today())

    def check(self, clearance: Level, refused: tuple[Problem, ...] = ()) -> tuple[Problem, ...]:
        """Show what is wrong under each question and return what must be mended."""
        hard, soft = self.problems(clearance)
        hard = with_refusals(hard, refused)
        self.grid.show_problems(hard, soft)
        return hard

    def _listen(self) -> None:
        """Hear the keys of the questions that are made as yet; of one twice is as of one once."""
        for each in self.grid.made:
            each.editor.control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leave the keys that take a row out to the form: in a text they would delete a word."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.DeleteEndOfWord)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _on_remove(self) -> None:
        self.removed.emit(self)
