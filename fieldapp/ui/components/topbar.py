"""The bar over every page: back, search, "Go to", language, theme, help, lock, and "New"."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from fieldapp.ui import keys
from fieldapp.ui.components.button import button, set_words, tool_button
from fieldapp.ui.components.guarded import line_edit, offer_to_clear
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role

_TYPING_MS = 150
"""Search starts when the fingers rest."""

_TIGHT = 820
"""Logical pixels of the bar: narrower, "Go to" and "New" show their icons only."""


class TopBar(QWidget):
    """Buttons and search.

    Attributes:
        search: The field.
        back: Leads to where one was.
        go: Opens the palette.
        new: Begins a record.

    Signals:
        searched: The words to look for, "" for none.
        back_wanted, palette_wanted, new_wanted, lock_wanted, help_wanted: A button was pressed.
        language_wanted: Code of a language.
        theme_wanted: Name of a theme.
    """

    searched = Signal(str)
    back_wanted = Signal()
    palette_wanted = Signal()
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
        """Name the buttons from `words`: back, search, go, go_to, language, theme, help, lock.

        `languages` and `themes` are what can be chosen, code or name to label.
        """
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "topbar")
        self._look = look
        self._words = words
        self._new = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 9, 16, 9)
        row.setSpacing(6)
        self.back = tool_button(look, "arrow-left", words["back"], keys.shown("back"))
        self.back.setEnabled(False)
        row.addWidget(self.back)
        self.search = line_edit(look)
        self.search.setPlaceholderText(keys.tip(words["search"], "search"))
        self.search.setAccessibleName(words["search"])
        self.search.addAction(look.icon("search", "mute"), QLineEdit.ActionPosition.LeadingPosition)
        offer_to_clear(self.search, look)
        self.search.setMaximumWidth(400)
        row.addWidget(self.search, 10)
        self.go = button("", look.icon("route"), "quiet")
        self.go.setToolTip(keys.tip(words["go"], "palette"))
        row.addWidget(self.go)
        row.addStretch(1)
        self._language = self._menu("languages", words["language"], "language", languages)
        self._theme = self._menu("sun", words["theme"], "sunlight", themes)
        self._help = tool_button(look, "circle-help", words["help"], keys.shown("help"))
        self._lock = tool_button(look, "lock", words["lock"], keys.shown("lock"))
        for widget in (self._language, self._theme, self._help, self._lock):
            row.addWidget(widget)
        self.new = button("", look.icon("plus", "accent_ink"), "primary")
        row.addSpacing(6)
        row.addWidget(self.new)
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._on_typed)
        self.search.textChanged.connect(self._on_changed)
        self.search.returnPressed.connect(self._on_typed)
        for control, wish in (
            (self.back, self.back_wanted),
            (self.go, self.palette_wanted),
            (self._help, self.help_wanted),
            (self._lock, self.lock_wanted),
            (self.new, self.new_wanted),
        ):
            control.clicked.connect(wish)
        keys.listen("search", self, self._on_search_wanted)
        keys.listen("palette", self, self.palette_wanted.emit)
        keys.listen("back", self, self.back_wanted.emit)
        keys.listen("new", self, self.new_wanted.emit)
        keys.listen("lock", self, self.lock_wanted.emit)
        keys.listen("help", self, self.help_wanted.emit)
        keys.listen("sunlight", self, self._on_sunlight_wanted)
        keys.listen("language", self, self._on_languages_wanted)
        self._write()

    def name_new(self, words: str, *, shown: bool) -> None:
        """Say what "New" begins on this page; not shown where nothing can be begun."""
        self._new = words
        self.new.setVisible(shown)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._write()

    def _write(self) -> None:
        tight = self.width() < _TIGHT
        set_words(self.go, "" if tight else self._words["go_to"])
        self.go.setAccessibleName(self._words["go"])
        set_words(self.new, "" if tight else self._new, self._look.icon("plus", "accent_ink"))
        self.new.setAccessibleName(self._new)
        self.new.setToolTip(keys.tip(self._new, "new"))

    def _menu(self, icon: str, name: str, key: str, options: Mapping[str, str]) -> QToolButton:
        opener = tool_button(self._look, icon, name, keys.shown(key))
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
