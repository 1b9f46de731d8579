"""Editor for counts, measures and amounts, typed the way people of this language write them."""

import re
import unicodedata

from babel.numbers import NumberFormatError, parse_decimal
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFocusEvent

from fieldapp.domain.fieldtypes import Number, Value, Whole
from fieldapp.language import Language
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.editors.base import Editor, Surroundings


class NumberEditor(Editor):
    """A number as text, so that "not answered" stays different from nought."""

    def __init__(self, type: Whole | Number, surroundings: Surroundings) -> None:
        super().__init__()
        self._language = surroundings.look.language
        self.line = line_edit(surroundings.look)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.hold(self.line)
        self.line.textEdited.connect(self._on_edited)

    def answer(self) -> object:
        text = self.line.text().strip()
        return plain_number(text, self._language) if text else None

    def show_answer(self, value: Value) -> None:
        self.line.setText("" if value is None else str(value))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Whoever tabs through a head count types over what stands there.
        QTimer.singleShot(0, self.line, self.line.selectAll)

    def _on_edited(self) -> None:
        self.edited.emit()


def plain_number(text: str, language: Language) -> str:
    """Return a number as the domain reads it: "1 200" and "١٢٠٠" as "1200", "1,5" as "1.5".

    What is no number in this language is returned as it is, to be refused with a sentence.
    """
    digits = "".join(
        str(unicodedata.decimal(char, char)) for char in text if not char.isspace()
    ).replace("\u066b", ".")
    if re.fullmatch(r"-?\d+(\.\d+)?", digits):
        return digits
    try:
        return str(parse_decimal(digits, locale=language.locale, strict=True))
    except NumberFormatError:
        return text
