"""A list of records that were found: a click or Enter opens one. The page of a kind has its own."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QListView

from fieldapp.ui.look import Look
from fieldapp.ui.record_list import PAGE, Item, Lines, RecordList, RecordRows
from fieldapp.ui.wrapped_rows import WrappedRows


class RecordView(Lines):
    """One line for each record.

    Signals:
        opened: Somebody wants to see a record; carries kind and id. Not of a line that has none.
    """

    opened = Signal(str, str)

    def __init__(self, look: Look, name: str, *, wraps: bool = False) -> None:
        """`name` is what a screen reader calls the list; one that `wraps` cuts no words, and is for
        a narrow pane with few rows."""
        super().__init__()
        self._model = RecordList(self)
        self.setModel(self._model)
        self.setItemDelegate(WrappedRows(look, self) if wraps else RecordRows(look, self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(not wraps)
        if wraps:
            self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setAccessibleName(name)
        self.activated.connect(self._on_activated)
        self.clicked.connect(self._on_activated)

    def show_items(self, items: Iterable[Item]) -> None:
        """Show these lines and no others."""
        self._model.show(tuple(items))

    def show_read(self, read: Callable[[int, int], Sequence[Item]]) -> None:
        """Show what `read(offset, limit)` gives, made page by page as somebody scrolls."""

        def next_page() -> tuple[Sequence[Item], Callable[[], None] | None]:
            page = read(self._model.rowCount(), PAGE)
            return page, more if len(page) == PAGE else None

        def more() -> None:
            self._model.append(*next_page())

        self._model.show(())
        self._model.append(*next_page())

    def _on_activated(self, index: QModelIndex) -> None:
        item = index.data(RecordList.ITEM_ROLE)
        if item.record:
            self.opened.emit(item.kind, item.record)
