"""The help: a panel beside the page, about the question, the page, the keys, or "how do I".

It stays open while one works and follows the question that has the focus.
"""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.language import N_
from fieldapp.ui import keys
from fieldapp.ui.components.beside import ANY_WIDTH
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.focus import give_back
from fieldapp.ui.components.guarded import line_edit, offer_to_clear
from fieldapp.ui.components.text import label
from fieldapp.ui.forms.field_row import FieldRow
from fieldapp.ui.help_field import field_help
from fieldapp.ui.help_pages import KIND_HELP, NO_HELP, ROOM_HELP
from fieldapp.ui.help_topics import KEYS, TOPICS
from fieldapp.ui.help_view import HelpView, Then
from fieldapp.ui.palette_list import folded
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

WIDE = 340
"""Logical pixels beside a page."""

PROMISES = (
    N_("What you type is kept on this laptop at once, encrypted, without any network."),
    N_("A lock marks what only some may read. It is on no paper and leaves sealed."),
    N_("When two people gave two answers, both are kept until somebody decides."),
)

_NAMED_KEYS = ("palette", "new", "save", "lock", "seal", "help")


class HelpPanel(QFrame):
    """Shown and hidden by the window.

    Attributes:
        search: Finds pages of the help.
        view: The page of it that is shown.

    Signals:
        closed: It was closed.
    """

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        set_role(self, "help", "from-right" if session.look.rtl else "")
        self._look = session.look
        self._text = session.text
        self._page = ""
        self._label = ""
        self._before: QWidget | None = None
        self._row: FieldRow | None = None
        self.view = HelpView(self._look)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 10, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label(self._text(N_("Help")), "title"), 1)
        close = tool_button(self._look, "x", self._text(N_("Close")), keys.shown("close"))
        close.clicked.connect(self.leave)
        head.addWidget(close)
        column.addLayout(head)
        self.search = line_edit(self._look)
        words = self._text(N_("Search in the help"))
        self.search.setPlaceholderText(words)
        self.search.setAccessibleName(words)
        icon = self._look.icon("search", "mute")
        self.search.addAction(icon, self.search.ActionPosition.LeadingPosition)
        offer_to_clear(self.search, self._look)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self._on_first)
        column.addWidget(self.search)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(self._text(N_("Help")))
        column.addWidget(self._area, 1)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._on_focus)
        self.hide()

    def show_for(self, focus: QWidget | None) -> None:
        """Open it for the question that has the focus, else for the page."""
        self._before = focus
        row = _row_around(focus)
        self._show_row(row) if row is not None else self._show_page()
        self.show()

    def show_topic(self, name: str) -> None:
        """Open it at a page of "how do I", or at the keys."""
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._show_keys() if name == KEYS else self._show_steps(name)
        self.show()

    def set_page(self, name: str, label: str) -> None:
        """Another page is shown, called `label`, untranslated; help about a page goes along."""
        self._page, self._label = name, label
        self._row = None
        if not self.isHidden():
            self._show_page()

    def set_wide(self, wide: bool) -> None:
        """Take all the room there is, or the width of a panel beside the page."""
        self.setMinimumWidth(0 if wide else WIDE)
        self.setMaximumWidth(ANY_WIDTH if wide else WIDE)

    def enter(self) -> None:
        """Take the focus, to search and to read with the keys."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def leave(self) -> None:
        """Close it; the focus goes back to where it was."""
        self.hide()
        self.closed.emit()
        give_back(self._before)
        self._before = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        elsewhere = now is None or self.isAncestorOf(now) or not self.window().isAncestorOf(now)
        if self.isHidden() or elsewhere or self.search.text():
            return
        self._before = now
        row = _row_around(now)
        if row is not None and row is not self._row:
            self._show_row(row)

    def _show_row(self, row: FieldRow) -> None:
        level = row.level if row.level is not None else row.field.level
        view = field_help(self._look, row.field, level)
        view.add_way_home(self._text(N_("All help")), self._show_home)
        self._put(view)
        self._row = row

    def _show_page(self) -> None:
        view = self._about(self._page, self._label)
        kind = KINDS.get(self._page)
        if kind is not None and kind.begins_in_a_form:
            begin = N_("Begin one with {new}. Press {help} at a question for help about it.")
            view.add_text(self._with_keys(begin), "hint")
        view.add_part(self._text(N_("How do I …")))
        for name, topic in TOPICS.items():
            then = partial(self._show_steps, name)
            view.add_link(self._text(topic.title), "circle-help", then)
        view.add_link(self._text(N_("Keys")), "keyboard", self._show_keys)
        view.add_part(self._text(N_("What you can rely on")))
        for promise in PROMISES:
            view.add_text(self._text(promise))
        self._put(view)

    def _about(self, page: str, label_: str) -> HelpView:
        view = HelpView(self._look)
        view.add_heading(self._text(kind_named(page).plural if page in KINDS else label_))
        view.add_text(self._text(KIND_HELP.get(page) or ROOM_HELP.get(page, NO_HELP)))
        return view

    def _show_about(self, kind: str) -> None:
        self._put_with_way_home(self._about(kind, ""))

    def _show_steps(self, name: str) -> None:
        view = HelpView(self._look)
        view.add_heading(self._text(TOPICS[name].title))
        for number, step in enumerate(TOPICS[name].steps, 1):
            view.add_step(number, self._with_keys(step))
        self._put_with_way_home(view)

    def _show_keys(self) -> None:
        view = HelpView(self._look)
        view.add_heading(self._text(N_("Keys")))
        for where in (keys.WINDOW, keys.FORM, keys.PALETTE, keys.HELP):
            view.add_part(self._text(where))
            own = [(name, key) for name, key in keys.KEYS.items() if key.where == where]
            view.add_keys([(keys.shown(name), self._text(key.words)) for name, key in own])
        self._put_with_way_home(view)

    def _show_home(self) -> None:
        self.search.clear()
        self._show_page()

    def _with_keys(self, words: str) -> str:
        return self._text(words).format(**{name: keys.first(name) for name in _NAMED_KEYS})

    def _on_search(self, typed: str) -> None:
        words = folded(typed).split()
        if not words:
            self._show_page()
            return
        view = HelpView(self._look)
        for title, said, then in self._searched():
            if all(word in folded(f"{title} {said}") for word in words):
                view.add_link(title, "circle-help", then)
        if not view.links:
            view.add_text(self._text(N_("Nothing was found.")), "hint")
        self._put(view)

    def _searched(self) -> Iterator[tuple[str, str, Then]]:
        text = self._text
        for name, topic in TOPICS.items():
            said = " ".join(text(step) for step in topic.steps)
            yield text(topic.title), said, partial(self._show_steps, name)
        every = " ".join(f"{keys.shown(name)} {text(key.words)}" for name, key in keys.KEYS.items())
        yield text(N_("Keys")), every, self._show_keys
        for kind, words in KIND_HELP.items():
            yield text(kind_named(kind).plural), text(words), partial(self._show_about, kind)

    def _on_first(self) -> None:
        if self.view.links:
            self.view.links[0].click()

    def _put_with_way_home(self, view: HelpView) -> None:
        view.add_way_home(self._text(N_("All help")), self._show_home)
        self._put(view)

    def _put(self, view: HelpView) -> None:
        """Show another page; the focus stays in the panel if it was on a line of the old one."""
        focus = QApplication.focusWidget()
        inside = focus is not None and self._area.isAncestorOf(focus)
        self._row = None
        old = self._area.takeWidget()
        self.view = view
        self._area.setWidget(view)
        if inside and view.links:
            view.links[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        if old is not None:
            old.deleteLater()  # a line of it may have asked for this


def _row_around(focus: QWidget | None) -> FieldRow | None:
    """Return the question whose answer has the focus."""
    while focus is not None and not isinstance(focus, FieldRow):
        focus = focus.parentWidget()
    return focus
