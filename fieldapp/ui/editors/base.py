"""What every editor can do: show an answer, give it back, say that it was changed or is wrong."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.schema import Values
from fieldapp.sync.members.readers import Part
from fieldapp.ui.capture import Sight
from fieldapp.ui.growing import Growth
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import restyle


class Names(Protocol):
    """What references are called, as far as this reader may know."""

    def title(self, reference: str) -> str:
        """Return the name of a place or a record; the reference itself where it is unknown."""
        ...

    def find(self, kind: str, text: str) -> Sequence[tuple[str, str]]:
        """Return up to a dozen (reference, name) of a kind whose names hold the text."""
        ...


@dataclass(frozen=True)
class Surroundings:
    """What editors need to know besides the type of their answer.

    Attributes:
        today: Returns today's date: the day that "today" stands for.
        compact: In a table row: no editor is higher than one line.
        open_record: Shows a record of a kind and an id; None where nothing can be opened.
        copies: Asked before an answer in confidence is copied; notes it and says whether it may.
        sight: Told of what shows answers in confidence.
        reveal: Asks to see the answers that are masked.
        steps: What taking back goes through in the form around.
        members: Returns the names of the members of the mission.
        shared_kinds: Returns the kinds of record that an agreement in the form is about.
        growth: Has what goes on growing in the window take turns.
        who_reads: Returns who reads the answers in confidence of a kind with these values.
    """

    look: Look
    names: Names
    today: Callable[[], date]
    compact: bool = False
    open_record: Callable[[str, str], None] | None = None
    copies: Callable[[], bool] | None = None
    sight: Sight | None = None
    reveal: Callable[[], None] | None = None
    who_reads: Callable[[str, Values], Part | None] | None = None
    steps: QUndoStack | None = None
    members: Callable[[], Sequence[str]] | None = None
    shared_kinds: Callable[[], Sequence[str]] | None = None
    growth: Growth = field(default_factory=Growth)


class Editor(QWidget):
    """A control for one answer. Subclasses fill in `answer` and `show_answer`.

    Signals:
        edited: The person changed the answer; not sent by `show_answer`.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)

    def hold(self, control: QWidget, beside: QWidget | None = None) -> None:
        """Take in the control that the person uses; it stands for the editor with keys.

        `beside` stands at its end, and is reached with the next key.
        """
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(control, 1)
        if beside is not None:
            line.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(line)
        self.control = control
        self.setFocusProxy(control)

    # Every editor has its own of the next two. Not an ABC, whose metaclass and Qt's rule each other
    # out; a test goes through all editors.

    def answer(self) -> object:
        """Return what the person has entered, for `domain.intake`; None for "not answered"."""
        raise NotImplementedError

    def show_answer(self, value: Value) -> None:
        """Show a kept value."""
        raise NotImplementedError

    def mark(self, complaint: str) -> None:
        """Colour the control and tell a screen reader what is wrong; "" when all is well."""
        if self.control.accessibleDescription() != complaint:
            self.control.setAccessibleDescription(complaint)
        if bool(self.control.property("bad")) != bool(complaint):
            self.control.setProperty("bad", bool(complaint))
            restyle(self.control)
