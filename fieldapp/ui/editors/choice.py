"""Editors for codes of a list: side by side while they are few, a drop-down list when many."""

from fieldapp.domain.fieldtypes import Choice, Choices, Value, YesNo
from fieldapp.language import N_
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.select import Select
from fieldapp.ui.editors.base import Editor, Surroundings

FEW = 4
LETTERS = 26
"""Up to so many answers, with so many letters together, stand side by side in half a form."""


class SegmentsEditor(Editor):
    """Answers side by side; one of them, or several."""

    def __init__(
        self, options: list[tuple[object, str]], surroundings: Surroundings, *, several: bool
    ) -> None:
        super().__init__()
        self._several = several
        self._unoffered: tuple[object, ...] = ()
        self._offered = tuple(value for value, _ in options)
        self.segments = Segments(surroundings.look, options, several=several)
        self.hold(self.segments)
        self.segments.edited.connect(self._on_edited)

    def answer(self) -> object:
        chosen = (*self.segments.chosen, *self._unoffered)
        if self._several:
            return list(chosen) or None
        return chosen[0] if chosen else None

    def show_answer(self, value: Value) -> None:
        values = value if isinstance(value, tuple) else () if value is None else (value,)
        self.segments.choose(values)
        # A code that is no longer offered, or not yet known here, goes back as it came.
        self._unoffered = tuple(code for code in values if code not in self._offered)

    def _on_edited(self) -> None:
        if not self._several:
            self._unoffered = ()
        self.edited.emit()


class SelectEditor(Editor):
    """One answer of a drop-down list."""

    def __init__(self, options: list[tuple[object, str]], surroundings: Surroundings) -> None:
        super().__init__()
        translate = surroundings.look.language.translate
        nothing = "–" if surroundings.compact else translate(N_("Not answered"))
        self.select = Select(surroundings.look, options, nothing)
        self.hold(self.select)
        self.select.activated.connect(self._on_activated)

    def answer(self) -> object:
        return self.select.value

    def show_answer(self, value: Value) -> None:
        self.select.choose(value)

    def _on_activated(self) -> None:
        self.edited.emit()


def choice_editor(type: Choice, surroundings: Surroundings) -> Editor:
    """Return an editor for one code of a list."""
    options = _options(type, surroundings)
    letters = sum(len(text) for _, text in options)
    if len(options) <= FEW and letters <= LETTERS and not surroundings.compact:
        return SegmentsEditor(options, surroundings, several=False)
    return SelectEditor(options, surroundings)


def choices_editor(type: Choices, surroundings: Surroundings) -> Editor:
    """Return an editor for several codes of a list."""
    return SegmentsEditor(_options(type, surroundings), surroundings, several=True)


def yes_no_editor(type: YesNo, surroundings: Surroundings) -> Editor:
    """Return an editor for yes, no or not answered."""
    language = surroundings.look.language
    options: list[tuple[object, str]] = [(v, type.show(v, language)) for v in (True, False)]
    if surroundings.compact:
        return SelectEditor(options, surroundings)
    return SegmentsEditor(options, surroundings, several=False)


def _options(type: Choice | Choices, surroundings: Surroundings) -> list[tuple[object, str]]:
    language = surroundings.look.language
    return [(code, type.codes.label(code, language)) for code in type.codes.offered]
