"""Views of a list under names: the menu that goes to one, and the window that keeps them."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.store import views
from fieldapp.store.views import View
from fieldapp.ui import messages
from fieldapp.ui.components.button import button
from fieldapp.ui.components.fitting import OverWindow
from fieldapp.ui.components.guarded import line_edit
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.list_showing import Showing, as_view, parts
from fieldapp.ui.session import Session


class ViewsMenu(QMenu):
    """Every view of a kind, and the way to keep one more.

    Signals:
        chosen: A `View` shall be shown.
        keep_wanted: What is shown shall have a name, or a name shall go.
    """

    chosen = Signal(object)
    keep_wanted = Signal()

    def __init__(self, parent: QWidget, session: Session, kind: str) -> None:
        super().__init__(parent)
        for view in views.views_of(session.workspace, kind):
            action = QAction(view.name.replace("&", "&&"), self)
            action.setData(view)
            self.addAction(action)
        if self.actions():
            self.addSeparator()
        self._keep = QAction(session.text(N_("Keep this view, or change views …")), self)
        self.addAction(self._keep)
        self.triggered.connect(self._on_triggered)
        self.aboutToHide.connect(self.deleteLater)

    def open_at(self, place: QPoint) -> None:
        """Open below a button."""
        self.popup(place)

    def _on_triggered(self, action: QAction) -> None:
        if action is self._keep:
            self.keep_wanted.emit()
        else:
            self.chosen.emit(action.data())


class ViewsWindow(OverWindow):
    """Gives what is shown a name, and renames and deletes views.

    Attributes:
        name: What is written in it is the name.
        list: The views there are.

    Signals:
        changed: There are other views now.
    """

    changed = Signal()

    def __init__(self, parent: QWidget, session: Session, showing: Showing) -> None:
        super().__init__(parent)
        self._session = session
        self._showing = showing
        self._kind = showing.narrowed.kind
        text = session.text
        self.setWindowTitle("fieldapp")
        session.sight.watch(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(text(N_("Views with a name")), "title"))
        column.addWidget(
            label(text(N_("They stay on this laptop, encrypted, and travel nowhere.")), "hint")
        )
        column.addWidget(label(text(N_("What the list shows now")), "strong"))
        words = [part.words for part in parts(session, showing)]
        if showing.narrowed.words:
            words.append(f"“{showing.narrowed.words}”")
        column.addWidget(label(dotted(*words) if words else text(N_("All records"))))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.name = line_edit(session.look)
        self.name.setPlaceholderText(text(N_("Name of the view")))
        self.name.setAccessibleName(text(N_("Name of the view")))
        self.name.setMaxLength(views.LONGEST_NAME)
        self.keep_button = button(text(N_("Keep")), role="primary")
        self.keep_button.clicked.connect(self._on_keep)
        row.addWidget(self.name, 1)
        row.addWidget(self.keep_button)
        column.addLayout(row)
        column.addSpacing(6)
        self._caption = label(text(N_("Kept views")), "strong")
        column.addWidget(self._caption)
        self.list = QListWidget()
        self.list.setAccessibleName(text(N_("Kept views")))
        self.list.setMinimumHeight(44)
        self.list.currentTextChanged.connect(self._on_current)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.rename_button = button(text(N_("Rename")), session.look.icon("pencil"))
        self.rename_button.clicked.connect(self._on_rename)
        self.delete_button = button(text(N_("Delete")), session.look.icon("trash-2"))
        self.delete_button.clicked.connect(self._on_delete)
        closing = button(text(N_("Close")))
        closing.clicked.connect(self.accept)
        foot.addWidget(self.rename_button)
        foot.addWidget(self.delete_button)
        foot.addStretch(1)
        foot.addWidget(closing)
        column.addLayout(foot)
        self.name.textChanged.connect(self._offer)
        self.want(520, 440)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for view in views.views_of(self._session.workspace, self._kind):
            self.list.addItem(QListWidgetItem(self._session.look.icon("bookmark"), view.name))
        self.list.setVisible(self.list.count() > 0)
        self._caption.setVisible(self.list.count() > 0)
        self._offer()

    def _offer(self) -> None:
        """Offer what can be done with the name and the view that is chosen."""
        named, chosen = bool(self.name.text().strip()), self.list.currentItem() is not None
        self.keep_button.setEnabled(named)
        self.rename_button.setEnabled(named and chosen)
        self.delete_button.setEnabled(chosen)

    def _on_current(self, name: str) -> None:
        self.name.setText(name)
        self._offer()

    def _on_keep(self) -> None:
        self._try(lambda: views.keep_view(self._session.workspace, self._view()))
        self.name.clear()

    def _on_rename(self) -> None:
        old, new = self.list.currentItem().text(), self.name.text()
        self._try(lambda: views.rename_view(self._session.workspace, self._kind, old, new))

    def _on_delete(self) -> None:
        name = self.list.currentItem().text()
        self._try(lambda: views.drop_view(self._session.workspace, self._kind, name))
        self.name.clear()

    def _view(self) -> View:
        return as_view(self.name.text(), self._showing)

    def _try(self, act: Callable[[], None]) -> None:
        try:
            act()
        except UserError as error:
            messages.tell(self, self._session.look, error)
            return
        self._fill()
        self.changed.emit()
