"""Editor for the answers that an agreement lets out: chosen by their names, kept as codes."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.fieldtypes import Text
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Level
from fieldapp.domain.sharing.answers import named_answers
from fieldapp.language import N_
from fieldapp.ui.components.button import button
from fieldapp.ui.components.fitting import OverWindow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import label
from fieldapp.ui.editors.base import Surroundings
from fieldapp.ui.editors.text import LinesEditor
from fieldapp.ui.look import Look
from fieldapp.ui.names import folded

_CODE = Qt.ItemDataRole.UserRole


class AnswersEditor(LinesEditor):
    """Lines of codes such as "meeting.title", and a button that offers them by their names.

    Attributes:
        choose_button: Opens the list.
        window: The list that was opened last.
    """

    def __init__(self, type: Text, surroundings: Surroundings) -> None:
        super().__init__(type, surroundings)
        look = surroundings.look
        self._look = look
        self._kinds = surroundings.shared_kinds
        self.list_window: AnswersWindow | None = None
        words = look.language.translate(N_("Choose from a list …"))
        self.choose_button = button(words, look.icon("list-checks"))
        self.choose_button.clicked.connect(self._on_choose)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self.choose_button)

    def _on_choose(self) -> None:
        kinds = self._kinds() if self._kinds is not None else tuple(KINDS)
        listed = named_answers(self.memo.toPlainText())
        self.list_window = AnswersWindow(self, self._look, kinds or tuple(KINDS), listed)
        self.list_window.accepted.connect(self._on_chosen)
        self.list_window.open()

    def _on_chosen(self) -> None:
        if self.list_window is not None:
            self.show_answer("\n".join(self.list_window.codes()) or None)
            self.edited.emit()


class AnswersWindow(OverWindow):
    """Every answer that may be shared, by kind; a restricted one is not offered.

    Attributes:
        tree: Kinds and their answers, to be ticked.
        search: Narrows them.
        take_button: Takes what is ticked.
    """

    def __init__(
        self, parent: QWidget, look: Look, kinds: Sequence[str], listed: Sequence[str]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        text = look.language.translate
        title = text(N_("Which answers may leave"))
        self.setWindowTitle(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(title, "heading"))
        hint = N_("Tick what the partner may get. What is restricted is not in the list.")
        column.addWidget(label(text(hint), "hint"))
        self.search = line_edit(look)
        self.search.setPlaceholderText(text(N_("Search")))
        self.search.setAccessibleName(text(N_("Search")))
        self.search.textEdited.connect(self._narrow)
        column.addWidget(self.search)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setItemDelegate(_Ticks(look, self.tree))
        self.tree.setAccessibleName(title)
        self._unknown = list(listed)
        self._tops: list[QTreeWidgetItem] = []
        for name in kinds:
            kind = KINDS.get(name)
            if kind is None:
                continue
            top = QTreeWidgetItem(self.tree, [text(kind.plural)])
            self._tops.append(top)
            strong = self.tree.font()
            strong.setWeight(strong.Weight.DemiBold)
            top.setFont(0, strong)
            for field in kind.fields:
                if field.level is Level.RESTRICTED:
                    continue
                code = f"{kind.name}.{field.name}"
                item = QTreeWidgetItem(top, [text(field.label)])
                item.setData(0, _CODE, code)
                is_listed = code in listed
                state = Qt.CheckState.Checked if is_listed else Qt.CheckState.Unchecked
                item.setCheckState(0, state)
                if is_listed:
                    self._unknown.remove(code)
        self.tree.expandAll()
        column.addWidget(self.tree, 1)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addStretch(1)
        cancel = button(text(N_("Cancel")))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        foot.addWidget(cancel)
        self.take_button = button(
            text(N_("Take these")), look.icon("check", "accent_ink"), "primary"
        )
        self.take_button.setDefault(True)
        self.take_button.clicked.connect(self.accept)
        foot.addWidget(self.take_button)
        column.addLayout(foot)
        self.want(560, 520)

    def codes(self) -> list[str]:
        """Return what is ticked, and what stood there that the list does not know."""
        ticked = [
            str(item.data(0, _CODE))
            for item in self._items()
            if item.checkState(0) is Qt.CheckState.Checked
        ]
        return [*ticked, *self._unknown]

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for top in self._tops for item in _under(top)]

    def _narrow(self, words: str) -> None:
        wanted = folded(words.strip())
        for top in self._tops:
            for item in _under(top):
                item.setHidden(wanted not in folded(item.text(0)))
            top.setHidden(all(item.isHidden() for item in _under(top)))


class _Ticks(QStyledItemDelegate):
    """Paints the box before an answer, in the style sheet's room for it: Qt's own is too small and
    too pale for the sun."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        state = index.data(Qt.ItemDataRole.CheckStateRole)
        if state is None:
            return
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        tree = self.parent()
        assert isinstance(tree, QTreeWidget)
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        place: QRect = tree.style().subElementRect(element, shown, tree)
        ticked = Qt.CheckState(state) is Qt.CheckState.Checked
        look = self._look
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(look.colour("accent" if ticked else "edge"), 2))
        painter.setBrush(look.colour("accent" if ticked else "panel"))
        painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
        if ticked:
            look.draw_icon(painter, place.adjusted(2, 2, -2, -2), "check", "accent_ink")
        painter.restore()


def _under(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (top.child(n) for n in range(top.childCount()))
    return [item for item in found if item is not None]
