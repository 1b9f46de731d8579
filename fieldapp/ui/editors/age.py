"""Editor for an age: typed as years or a range, or chosen among the bands of the list."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from fieldapp.domain.fieldtypes import Age, Value
from fieldapp.ui.editors.base import Editor, Surroundings, line_edit

_CODE = Qt.ItemDataRole.UserRole


class AgeEditor(Editor):
    """A line that offers the bands as soon as it has the cursor, and takes what is typed."""

    def __init__(self, type: Age, surroundings: Surroundings) -> None:
        super().__init__()
        self._type = type
        self._language = surroundings.look.language
        self._labels = {type.codes.label(code, self._language): code for code in type.codes.offered}
        self._chosen: str | None = None
        self.line = line_edit(surroundings.look)
        self.line.setPlaceholderText("34 · 18-49 · 60+")
        self.hold(self.line)
        offers = QStandardItemModel(self)
        for label, code in self._labels.items():
            item = QStandardItem(label)
            item.setData(code, _CODE)
            offers.appendRow(item)
        completer = QCompleter(offers, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.line.setCompleter(completer)
        self.line.textEdited.connect(self._on_edited)

    def answer(self) -> object:
        return self._chosen or self.line.text().strip() or None

    def show_answer(self, value: Value) -> None:
        self._chosen = str(value) if value is not None else None
        self.line.setText(self._type.show(value, self._language))
        self.line.setCursorPosition(0)

    def _on_edited(self, text: str) -> None:
        self._chosen = self._labels.get(text.strip())
        self.edited.emit()

    def _on_activated(self, index: QModelIndex) -> None:
        self.show_answer(index.data(_CODE))
        self.edited.emit()
