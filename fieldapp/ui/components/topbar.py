"""The bar over every page: search, language, theme, help, lock, and "New"."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from fieldapp.ui.components.button import button, set_words, tool_button
from fieldapp.ui.editors.base import line_edit
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_TYPING_MS = 150
"""Search starts when the fingers rest."""


class TopBar(QWidget):
    """Buttons and search.

    Attributes:
        search: The field, Ctrl+K.
        new: The button that begins a record, Ctrl+N.

    Signals:
        searched: The words to look for, "" for none.
        new_wanted, lock_wanted, help_wanted: A button was pressed.
        language_wanted: Code of a language.
        theme_wanted: Name of a theme.
    """

    searched = Signal(str)
    new_wanted = Signal()
    lock_wanted = Signal()
    help_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal(str)

    def __init__(
        self,
        look: Look,
        words: Mapping[str, str],
        languages: Mapping[str, str],
        themes: Mapping[str, str],
    ) -> None:
        """Name the buttons from `words`: search, language, theme, help, lock.

        `languages` and `themes` are what can be chosen, code or name to label.
        """
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "topbar")
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 9, 16, 9)
        row.setSpacing(6)
        self.search = line_edit(look)
        self.search.setPlaceholderText(f"{words['search']} (Ctrl+K)")
        self.search.setAccessibleName(words["search"])
        self.search.addAction(look.icon("search", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.setClearButtonEnabled(True)
        self.search.setMaximumWidth(440)
        row.addWidget(self.search, 10)
        row.addStretch(1)
        self._language = self._menu("languages", words["language"], "F7", languages)
        self._theme = self._menu("sun", words["theme"], "F6", themes)
        self._help = tool_button(look, "circle-help", words["help"], "F1")
        self._lock = tool_button(look, "lock", words["lock"], "Ctrl+L, F12")
        for widget in (self._language, self._theme, self._help, self._lock):
            row.addWidget(widget)
        self.new = button("", look.icon("plus", "accent_ink"), "primary")
        self.new.setToolTip("Ctrl+N")
        row.addSpacing(6)
        row.addWidget(self.new)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.search.textChanged.connect(self._on_changed)
        self.search.returnPressed.connect(self._on_typed)
        self._help.clicked.connect(self.help_wanted)
        self._lock.clicked.connect(self.lock_wanted)
        self.new.clicked.connect(self.new_wanted)
        for keys, signal in (
            ("Ctrl+K", self._on_search_wanted),
            ("Ctrl+N", self.new_wanted),
            ("Ctrl+L", self.lock_wanted),
            ("F12", self.lock_wanted),
            ("F1", self.help_wanted),
            ("F6", self._on_sunlight_wanted),
            ("F7", self._on_languages_wanted),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(signal)

    def name_new(self, words: str, *, shown: bool) -> None:
        """Say what "New" begins on this page; not shown where nothing can be begun."""
        set_words(self.new, words, self._look.icon("plus", "accent_ink"))
        self.new.setVisible(shown)

    def _menu(self, icon: str, name: str, keys: str, options: Mapping[str, str]) -> QToolButton:
        opener = tool_button(self._look, icon, name, keys)
        menu = QMenu(opener)
        for value, words in options.items():
            action = QAction(words, menu)
            action.setData(value)
            menu.addAction(action)
        menu.triggered.connect(self._on_chosen)
        opener.setMenu(menu)
        opener.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return opener

    def _on_chosen(self, action: QAction) -> None:
        signal = (
            self.language_wanted if action.parent() is self._language.menu() else self.theme_wanted
        )
        signal.emit(action.data())

    def _on_sunlight_wanted(self) -> None:
        self.theme_wanted.emit("light" if self._look.theme.name == "sunlight" else "sunlight")

    def _on_languages_wanted(self) -> None:
        menu = self._language.menu()
        menu.popup(self._language.mapToGlobal(QPoint(0, self._language.height())))

    def _on_search_wanted(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _on_changed(self) -> None:
        self._typing.start()

    def _on_typed(self) -> None:
        self._typing.stop()
        self.searched.emit(self.search.text().strip())
