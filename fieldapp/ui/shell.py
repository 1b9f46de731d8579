"""The main screen once the workspace is open: sidebar, top bar and the page between them."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.language import LANGUAGES, N_
from fieldapp.store import packs, records
from fieldapp.ui.components.sidebar import Sidebar
from fieldapp.ui.components.topbar import TopBar
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.help import HelpWindow
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.pages.search import SearchPage
from fieldapp.ui.rooms import ALL, DAILY, FOUND, PAPER, ROOMS, SIDEBAR, TODAY, label_of, picture_of
from fieldapp.ui.sealing_card import KEYS, SealWindow
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.ways import Ways

THEMES = {"light": N_("Light"), "dark": N_("Dark"), "sunlight": N_("Sunlight")}

SLIM_BELOW = 1200
"""Logical pixels of the window: narrower, the sidebar shows icons only."""


@dataclass(frozen=True)
class Place:
    """Where somebody was: a page, and the record and section of the form shown, if there was one.

    Holds no word of a record, so that it may be remembered while the workspace is locked.
    """

    page: str = TODAY
    record: str = ""
    section: int = 0


class Shell(QWidget):
    """Everything that an officer works with.

    Attributes:
        page: Name of the page shown: a kind, or one of the names above.

    Signals:
        lock_wanted: The workspace should be locked; drafts are kept.
        language_wanted, theme_wanted: A code or name was chosen.
        joined: The workspace has joined a mission.
        idle_wanted: Minutes until it locks itself were chosen.
        seal_wanted: This laptop is to be sealed; somebody has said that they mean it.
    """

    lock_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    joined = Signal()
    idle_wanted = Signal(int)
    seal_wanted = Signal()

    def __init__(self, session: Session, services: Services) -> None:
        super().__init__()
        set_role(self, "page")
        self.session = session
        self._services = services
        self._ways = self._make_ways()
        self._pages: dict[str, QWidget] = {}
        self.page = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = self._make_sidebar()
        row.addWidget(self.sidebar)
        column = QVBoxLayout()
        column.setSpacing(0)
        row.addLayout(column, 1)
        self.topbar = self._make_topbar()
        column.addWidget(self.topbar)
        self._stack = QStackedWidget()
        column.addWidget(self._stack, 1)
        QShortcut(QKeySequence(KEYS), self).activated.connect(self.ask_seal)
        self.show_page(TODAY)

    def show_page(self, name: str) -> None:
        """Go to a page; what was being written elsewhere is kept as a draft first."""
        self.leave()
        if name in ROOMS and ROOMS[name].fresh and name in self._pages:
            self._drop(name)
        if name not in self._pages:
            self._pages[name] = self._make_page(name)
            self._stack.addWidget(self._pages[name])
        page = self._pages[name]
        if isinstance(page, RecordsPage):
            page.refresh()
        self._stack.setCurrentWidget(page)
        self.page = name
        if name != FOUND:
            self.sidebar.show_page(ALL if name in KINDS and name not in DAILY else name)
        label = self.session.text(kind_named(self._new_kind()).label)
        words = self.session.text(N_("New: {what}")).format(what=label)
        self.topbar.name_new(words, shown=name != PAPER)
        self._write_sync()

    def open_record(self, kind: str, record: str) -> None:
        """Show a record; a row is shown in the form of the record it belongs to.

        A row stands alone where it belongs to none, or to one that is not on this laptop (yet).
        """
        parent = self._parent_of(kind, record)
        page = self.records_page(kind_named(kind).parent_kind if parent else kind)
        page.open(parent or record)
        if page.pane is not None and parent:
            page.pane.form.show_rows_of(kind, record)

    def _parent_of(self, kind: str, record: str) -> str:
        """Return the id of the record in whose form a row is shown, "" where it stands alone."""
        schema = kind_named(kind)
        row = records.find(self.session.workspace, record) if schema.parent else None
        named = self.session.disclosed(row).values.get(schema.parent) if row else None
        parent = records.find(self.session.workspace, named) if isinstance(named, str) else None
        if parent is None or parent.kind != schema.parent_kind or parent.deleted is not None:
            return ""
        return parent.id

    def place(self) -> Place:
        """Return where the person is, once `leave` has kept what they write."""
        page = self._pages.get(self.page)
        pane = page.pane if isinstance(page, RecordsPage) else None
        if pane is None or not pane.is_kept:
            return Place(self.page)
        return Place(self.page, pane.record, pane.form.section)

    def return_to(self, place: Place) -> None:
        """Go to where somebody was; where that can no longer be shown, to its page."""
        if not place.record:
            self.show_page(place.page)
            return
        page = self.records_page(place.page)
        page.open(place.record)
        if page.pane is not None:
            page.pane.form.show_section(place.section)

    def leave(self) -> None:
        """Keep every draft now, and what is half-written in a small window."""
        for words in self.findChildren(KeptWords):
            words.keep()
        for page in self._pages.values():
            if isinstance(page, RecordsPage):
                page.leave()

    def unkept(self) -> list[FormState]:
        """Return what `leave` could not keep, because the disk is full or was taken out."""
        pages = [page for page in self._pages.values() if isinstance(page, RecordsPage)]
        panes = [page.pane for page in pages if page.pane is not None]
        return [pane.form.state() for pane in panes if pane.is_unkept]

    def records_page(self, kind: str) -> RecordsPage:
        """Show and return the page of a kind, any kind."""
        self.show_page(kind)
        page = self._pages[kind]
        assert isinstance(page, RecordsPage)
        return page

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_slim(self.width() < SLIM_BELOW)

    def _make_sidebar(self) -> Sidebar:
        text = self.session.text
        pages = [(name, text(label_of(name)), picture_of(name), key) for name, key in SIDEBAR]
        sidebar = Sidebar(self.session.look, "fieldapp", pages, self.session.reader.name)
        sidebar.chosen.connect(self.show_page)
        return sidebar

    def _make_topbar(self) -> TopBar:
        text = self.session.text
        words = {
            "search": text(N_("Search")),
            "language": text(N_("Language")),
            "theme": text(N_("Light, dark or sunlight")),
            "help": text(N_("Help")),
            "lock": text(N_("Lock now")),
        }
        themes = {name: text(each) for name, each in THEMES.items()}
        topbar = TopBar(self.session.look, words, LANGUAGES, themes)
        topbar.searched.connect(self._on_searched)
        topbar.new_wanted.connect(self._on_new)
        topbar.help_wanted.connect(self._on_help)
        topbar.lock_wanted.connect(self.lock_wanted)
        topbar.language_wanted.connect(self.language_wanted)
        topbar.theme_wanted.connect(self.theme_wanted)
        return topbar

    def _make_page(self, name: str) -> QWidget:
        if name in ROOMS:
            room = ROOMS[name].make(self.session, self._services, self._ways)
            room.setAccessibleName(self.session.text(label_of(name)))
            return room
        page = RecordsPage(self.session, name, daily=name in DAILY)
        page.changed.connect(self._ways.changed)
        page.opened.connect(self._ways.record)
        page.begun.connect(self._ways.begin)
        page.all_wanted.connect(self._on_all_wanted)
        return page

    def _make_ways(self) -> Ways:
        ways = Ways(self)
        ways.record.connect(self.open_record)
        ways.page.connect(self.show_page)
        ways.begin.connect(self._on_begun)
        ways.changed.connect(self._write_sync)
        ways.joined.connect(self.joined)
        ways.lock.connect(self.lock_wanted)
        ways.seal.connect(self.ask_seal)
        ways.idle.connect(self.idle_wanted)
        ways.language.connect(self.language_wanted)
        ways.theme.connect(self.theme_wanted)
        return ways

    def _drop(self, name: str) -> None:
        page = self._pages.pop(name)
        self._stack.removeWidget(page)
        page.deleteLater()

    def _write_sync(self) -> None:
        waiting = packs.records_not_sent(self.session.workspace.db)
        language = self.session.look.language
        words = (
            language.plural("{n} record waits to be sent", "{n} records wait to be sent", waiting)
            if waiting
            else self.session.text(N_("Everything is sent"))
        )
        self.sidebar.show_sync(words, waiting=bool(waiting))

    def _on_searched(self, words: str) -> None:
        page = self._pages.get(self.page)
        if isinstance(page, RecordsPage):
            page.search(words)
        elif words or self.page == FOUND:
            self.show_page(FOUND)
            found = self._pages[FOUND]
            assert isinstance(found, SearchPage)
            found.search(words)

    def _on_new(self) -> None:
        self._on_new_of(self._new_kind())

    def _new_kind(self) -> str:
        """Return the kind that "New" begins: the one shown, or what an officer writes most."""
        kind = KINDS.get(self.page)
        return kind.name if kind is not None and kind.begins_in_a_form else "meeting"

    def _on_new_of(self, kind: str) -> None:
        self.records_page(kind).new()

    def _on_begun(self, kind: str, known: Mapping[str, object]) -> None:
        self.records_page(kind).new(known)

    def _on_all_wanted(self) -> None:
        self.show_page(ALL)

    def ask_seal(self) -> None:
        """Ask once whether this laptop is to be sealed."""
        window = SealWindow(self, self.session)
        window.wanted.connect(self.seal_wanted)
        window.open()

    def _on_help(self) -> None:
        HelpWindow(self, self.session.look).open()
