"""Editors for references: a place or a record, found by typing part of its name."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QToolButton

from fieldapp.domain.fieldtypes import Link, PlaceRef, Value
from fieldapp.language import N_
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.editors.base import Editor, Surroundings
from fieldapp.ui.look import dress_offers
from fieldapp.ui.names import folded
from fieldapp.ui.style_sheet import CONTROL_HEIGHT

_REFERENCE = Qt.ItemDataRole.UserRole


class ReferenceEditor(Editor):
    """A line that offers names while one types and keeps the reference behind the name. Arrow down
    offers without typing.

    A text that is none of the names is given back as typed: it may be a p-code that is not known
    here yet.
    """

    def __init__(self, kind: str, surroundings: Surroundings) -> None:
        super().__init__()
        self._kind = kind
        self._names = surroundings.names
        self._chosen: str | None = None
        look = surroundings.look
        translate = look.language.translate
        self.line = line_edit(look)
        self.line.setPlaceholderText(translate(N_("Type part of the name")))
        icon = "map-pin" if kind == "place" else "search"
        self.line.addAction(look.icon(icon, "mute"), QLineEdit.ActionPosition.LeadingPosition)
        self.open_button: QToolButton | None = None
        self._open = surroundings.open_record
        if self._open is not None and kind != "place":
            words = translate(N_("Open this record"))
            self.open_button = tool_button(look, "external-link", words)
            self.open_button.setFixedHeight(CONTROL_HEIGHT)  # as high as the line beside it
            self.open_button.clicked.connect(self._on_open)
            self.open_button.hide()
        self.hold(self.line, self.open_button)
        self._found = QStandardItemModel(self)
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]
        self.line.setCompleter(completer)
        dress_offers(completer, look)
        self.line.textEdited.connect(self._on_edited)

    def answer(self) -> object:
        return self._chosen or self.line.text().strip() or None

    def show_answer(self, value: Value) -> None:
        self._chosen = str(value) if value is not None else None
        self.line.setText(self._names.title(self._chosen) if self._chosen else "")
        self.line.setCursorPosition(0)
        self._offer_to_open()

    def offer(self, offers: Sequence[tuple[str, str]]) -> None:
        """Show these (reference, name) below the line to choose from, before anything is typed."""
        self._fill(offers)
        completer = self.line.completer()
        completer.setCompletionPrefix("")
        completer.complete()

    def choose(self, reference: str) -> None:
        """Take a reference as if it had been chosen from the list."""
        self.show_answer(reference)
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Down:
            super().keyPressEvent(event)
            return
        self.offer(self._matching("" if self._chosen else self.line.text()))

    def _matching(self, text: str) -> Sequence[tuple[str, str]]:
        return self._names.find(self._kind, text.strip())

    def _fill(self, offers: Sequence[tuple[str, str]]) -> None:
        self._found.clear()
        for reference, name in offers:
            item = QStandardItem(name)
            item.setData(reference, _REFERENCE)
            self._found.appendRow(item)

    def _on_edited(self, text: str) -> None:
        offers = self._matching(text)
        self._fill(offers)
        # A name typed to its end is that place; two places of one name are left to be picked.
        same = [ref for ref, name in offers if folded(name) == folded(text.strip())]
        self._chosen = same[0] if len(same) == 1 else None
        self._offer_to_open()
        self.edited.emit()

    def _on_activated(self, index: QModelIndex) -> None:
        self.choose(index.data(_REFERENCE))

    def _offer_to_open(self) -> None:
        if self.open_button is not None:
            self.open_button.setVisible(self._chosen is not None)

    def _on_open(self) -> None:
        if self._open is not None and self._chosen is not None:
            self._open(self._kind, self._chosen)


def place_editor(type: PlaceRef, surroundings: Surroundings) -> Editor:
    """Return an editor for a place."""
    return ReferenceEditor("place", surroundings)


def link_editor(type: Link, surroundings: Surroundings) -> Editor:
    """Return an editor for a link to a record."""
    return ReferenceEditor(type.kind, surroundings)
