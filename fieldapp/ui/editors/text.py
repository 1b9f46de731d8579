"""Editors for words: one line, several lines, and a currency's code."""

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter

from fieldapp.domain.fieldtypes import Currency, Text, Value
from fieldapp.ui.components.guarded import line_edit, memo_edit
from fieldapp.ui.editors.base import Editor, Surroundings
from fieldapp.ui.look import dress_offers

CURRENCIES = ("CDF", "ETB", "EUR", "NGN", "SDG", "SOS", "SSP", "USD", "XAF", "XOF")
"""Offered while typing; any other three letters are taken as well."""

_LINE = 22
"""Logical pixels of one line of text."""


class LineEditor(Editor):
    """One line of text."""

    def __init__(self, surroundings: Surroundings) -> None:
        super().__init__()
        self.line = line_edit(surroundings.look)
        self.hold(self.line)
        self.line.textEdited.connect(self._on_edited)

    def answer(self) -> object:
        return self.line.text() or None

    def show_answer(self, value: Value) -> None:
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)

    def _on_edited(self) -> None:
        self.edited.emit()


class LinesEditor(Editor):
    """Several lines of text; Tab goes on to the next question."""

    def __init__(self, type: Text, surroundings: Surroundings) -> None:
        super().__init__()
        self.memo = memo_edit(surroundings.look)
        self.memo.setFixedHeight(_LINE * min(type.lines, 8) + 30)
        self.hold(self.memo)
        self._showing = False
        self.memo.textChanged.connect(self._on_changed)

    def answer(self) -> object:
        return self.memo.toPlainText() or None

    def show_answer(self, value: Value) -> None:
        self._showing = True
        self.memo.setPlainText("" if value is None else str(value))
        self._showing = False

    def _on_changed(self) -> None:
        if not self._showing:
            self.edited.emit()


def text_editor(type: Text, surroundings: Surroundings) -> Editor:
    """Return an editor as large as the answers usually are."""
    if type.lines > 1 and not surroundings.compact:
        return LinesEditor(type, surroundings)
    return LineEditor(surroundings)


def currency_editor(type: Currency, surroundings: Surroundings) -> Editor:
    """Return an editor for a currency's three letters."""
    editor = LineEditor(surroundings)
    editor.line.setMaxLength(3)
    editor.line.setPlaceholderText("USD")
    completer = QCompleter(QStringListModel(CURRENCIES, editor), editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.activated.connect(editor.edited)
    editor.line.setCompleter(completer)
    dress_offers(completer, surroundings.look)
    return editor
