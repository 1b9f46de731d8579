"""The last section of a saved record's form: what other records name it, and new ones that do."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.components.scroll import ScrollPage
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.links import LinkedGroup
from fieldapp.ui.look import Look
from fieldapp.ui.record_list import Item


class LinkedPage(ScrollPage):
    """Lines that open, by kind and question.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and the question that names
            this one.
    """

    opened = Signal(str, str)
    begun = Signal(str, str)

    def __init__(
        self, look: Look, groups: Sequence[LinkedGroup], parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._look = look
        self._groups = tuple(groups)
        self._lines: list[LineButton] = []
        self._add: QPushButton | None = None

    @property
    def lines(self) -> list[LineButton]:
        """From top to bottom."""
        self._fill()
        return self._lines

    @property
    def add(self) -> QPushButton:
        """Offers to begin a record that names this one."""
        self._fill()
        assert self._add is not None
        return self._add

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Make what stands here, once somebody looks at it."""
        if self._add is not None:
            return
        translate, column = self._look.language.translate, self.column
        column.setSpacing(4)
        self._add = button(translate(N_("New record that names this one")), self._look.icon("plus"))
        self._add.setMenu(self._menu(self._groups))
        found = [group for group in self._groups if group.items]
        if not found:
            nothing = N_("No other record that you may read names this one.")
            column.addWidget(label(translate(nothing), "hint"))
        for group in found:
            self._add_group(column, group)
        column.addSpacing(8)
        foot = QHBoxLayout()
        foot.addWidget(self._add)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def _add_group(self, column: QVBoxLayout, group: LinkedGroup) -> None:
        language = self._look.language
        head = QHBoxLayout()
        head.setContentsMargins(6, 8, 6, 0)
        plural = language.translate(group.kind.plural)
        head.addWidget(label(dotted(plural, language.number(len(group.items))), "heading"))
        head.addWidget(label(language.translate(group.field.label), "hint"), 1)
        column.addLayout(head)
        for item in group.items:
            column.addWidget(self._line(item))

    def _line(self, item: Item) -> LineButton:
        line = LineButton(
            self._look, icon_of(item.kind), item.state.tone or "accent", item.title,
            dotted(item.state.word, item.about), (item.kind, item.record),
        )  # fmt: skip
        line.opened.connect(self._on_opened)
        self._lines.append(line)
        return line

    def _menu(self, groups: Sequence[LinkedGroup]) -> QMenu:
        menu = QMenu(self)
        translate = self._look.language.translate
        for group in groups:
            if group.begins and group.kind.begins_in_a_form:
                words = dotted(translate(group.kind.label), translate(group.field.label))
                action = QAction(self._look.icon(icon_of(group.kind.name)), words, menu)
                action.setData((group.kind.name, group.field.name))
                menu.addAction(action)
        menu.triggered.connect(self._on_begun)
        return menu

    def _on_opened(self, target: tuple[str, str]) -> None:
        self.opened.emit(*target)

    def _on_begun(self, action: QAction) -> None:
        kind, field = action.data()
        self.begun.emit(kind, field)
