"""Editor for an age: chosen among the words and bands of the list, or typed as it was told."""

import unicodedata

from fieldapp.domain.fieldtypes import Age, Value
from fieldapp.language import N_
from fieldapp.ui.components.select import TypedSelect
from fieldapp.ui.components.text import dotted
from fieldapp.ui.editors.base import Editor, Surroundings


class AgeEditor(Editor):
    """A list that takes years (34), a range (18-49) or an open range (60+) as well.

    An age that is not in the list stands there as one would type it, so that it can be mended
    letter by letter.
    """

    def __init__(self, type: Age, surroundings: Surroundings) -> None:
        super().__init__()
        language = surroundings.look.language
        options = [(code, type.codes.label(code, language)) for code in type.codes.offered]
        self._labels = {code: type.codes.label(code, language) for code in type.codes.labels}
        self._codes = {label.casefold(): code for code, label in self._labels.items()}
        nothing = "–" if surroundings.compact else language.translate(N_("Not answered"))
        self.select = TypedSelect(surroundings.look, options, nothing)
        line = self.select.line
        line.setPlaceholderText("18-49" if surroundings.compact else dotted("34", "18-49", "60+"))
        self.hold(self.select)
        line.textEdited.connect(self._on_edited)
        self.select.activated.connect(self._on_edited)

    def answer(self) -> object:
        text = plain_digits(self.select.currentText().strip())
        return self._codes.get(text.casefold(), text) or None

    def show_answer(self, value: Value) -> None:
        shown = "" if value is None else str(value)
        self.select.type_in(self._labels.get(shown, shown))

    def _on_edited(self) -> None:
        self.edited.emit()


def plain_digits(text: str) -> str:
    """Return the text with the digits of any script as 0 to 9: "٣٤" as "34"."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text)
