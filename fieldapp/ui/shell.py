"""The main screen once the workspace is open: sidebar, top bar, the page and the help beside it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.language import N_
from fieldapp.store import drafts, packs, records
from fieldapp.ui import keys
from fieldapp.ui.bars import nothing_waits, sidebar_of, since_sync, topbar_of
from fieldapp.ui.components.page_frame import PageFrame
from fieldapp.ui.components.sidebar import Sidebar
from fieldapp.ui.components.topbar import TopBar
from fieldapp.ui.help import WIDE as HELP_WIDTH
from fieldapp.ui.help import HelpPanel
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.pages.paper import ReviewPage
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.pages.search import SearchPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.palette import Palette
from fieldapp.ui.palette_entries import Doing, entries
from fieldapp.ui.preparing import Preparing
from fieldapp.ui.putting_away import take_away
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.rooms import (
    ALL,
    BEGINS_QUICKLY,
    DAILY,
    FOUND,
    MADE_AHEAD,
    PAPER,
    PAPERS,
    QUICK,
    ROOMS,
    SYNC,
    TODAY,
    label_of,
)
from fieldapp.ui.sealing_card import SealWindow
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.ways import Ways

SLIM_BELOW = 1200
"""Logical pixels of the window: narrower, the sidebar shows icons only."""

ALONE_BELOW = 900
"""Logical pixels of the window: narrower, the help takes the place of the page."""

_REMEMBERED = 50
"""Places that "Back" knows."""


@dataclass(frozen=True)
class Place:
    """Where somebody was: a page, and the record and section of the form shown, if there was one.

    Holds no word of a record, so that it may be remembered while the workspace is locked.
    """

    page: str = TODAY
    record: str = ""
    section: int = 0

    def is_at(self, other: "Place") -> bool:
        """Say whether it is the same page and record, at whatever section."""
        return (self.page, self.record) == (other.page, other.record)


class Shell(QWidget):
    """Everything that an officer works with.

    Attributes:
        page: Name of the page shown: a kind, or one of the names above.
        preparing: Makes pages ahead while nobody presses a key.

    Signals:
        lock_wanted: The workspace should be locked; drafts are kept.
        language_wanted, theme_wanted: A code or name was chosen.
        text_size_wanted: Per cent were chosen.
        calm_wanted: Whether nothing is to move by itself was chosen.
        joined: The workspace has joined a mission.
        idle_wanted: Minutes until it locks itself were chosen.
        put_back_wanted: The name of a backup to put back.
        seal_wanted: This laptop is to be sealed; somebody has said that they mean it.
    """

    lock_wanted = Signal()
    language_wanted = Signal(str)
    theme_wanted = Signal(str)
    joined = Signal()
    idle_wanted = Signal(int)
    put_back_wanted = Signal(str)
    seal_wanted = Signal()
    text_size_wanted = Signal(int)
    calm_wanted = Signal(bool)

    def __init__(self, session: Session, services: Services) -> None:
        super().__init__()
        set_role(self, "page")
        self.session = session
        self._services = services
        self._ways = self._make_ways()
        self._pages: dict[str, QWidget] = {}
        self._frames: dict[str, PageFrame] = {}
        self._unseen: set[str] = set()
        self._past: list[Place] = []
        self._goes_back = False
        self.page = ""
        self._focusing = QTimer(self, singleShot=True, interval=0)
        self._focusing.timeout.connect(self._take_focus)
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
        beside = QHBoxLayout()
        beside.setSpacing(0)
        column.addLayout(beside, 1)
        self._stack = QStackedWidget()
        beside.addWidget(self._stack, 1)
        self.help = HelpPanel(session)
        self.help.closed.connect(self._arrange)
        beside.addWidget(self.help)
        self.palette_box = self._make_palette()
        keys.listen("seal", self, self.ask_seal)
        self.show_page(TODAY)
        self.preparing = Preparing(self, self._ahead())

    def show_page(self, name: str) -> None:
        """Go to a page; what was being written elsewhere is kept as a draft first."""
        self.leave()
        self._remember(name)
        self.palette_box.close_box()
        if name in ROOMS and ROOMS[name].fresh and name in self._pages:
            self._drop(name)
        self._make(name)
        self._dress(name)
        page = self._pages[name]
        if name in self._unseen:
            self._unseen.remove(name)
            if isinstance(page, QuickPage):
                page.begin()  # much may have changed since it was made
            elif isinstance(page, ReviewPage):
                page.show_step(page.step)
        if isinstance(page, RecordsPage):
            page.refresh()
        self._stack.setCurrentWidget(self._frames[name])
        self.page = name
        if name != FOUND:
            of_kind = page.kind if isinstance(page, QuickPage) else name
            unlisted = of_kind in KINDS and of_kind not in DAILY
            self.sidebar.show_page(ALL if unlisted else of_kind)
        self.help.set_page(name, label_of(name))
        label = self.session.text(kind_named(self._new_kind()).label)
        words = self.session.text(N_("New: {what}")).format(what=label)
        self.topbar.name_new(words, shown=name != PAPER)
        self._write_sync()
        self._focusing.start()

    def _make(self, name: str) -> None:
        if name not in self._pages:
            self._pages[name] = self._make_page(name)

    def _dress(self, name: str) -> None:
        if name in self._pages and name not in self._frames:
            self._frames[name] = PageFrame(self._pages[name])
            self._stack.addWidget(self._frames[name])

    def _ahead(self) -> Iterator[Callable[[], None]]:
        """Return the steps by which pages are made before somebody asks for them."""
        for name in MADE_AHEAD:
            yield partial(self._make_ahead, name)
            yield partial(self._dress, name)

    def _make_ahead(self, name: str) -> None:
        if name not in self._pages:
            self._make(name)
            self._unseen.add(name)

    def go_back(self) -> None:
        """Go to where one was before, if one has been anywhere else."""
        self.leave()
        here = self.place()
        while self._past and self._past[-1].is_at(here):
            self._past.pop()
        if self._past:
            place = self._past.pop()
            self._goes_back = True
            self.return_to(place if self._is_there(place) else Place(place.page))
            self._goes_back = False
        self.topbar.back.setEnabled(bool(self._past))

    def _remember(self, wanted: str) -> None:
        """Take note of where one is before one goes to a page."""
        here = self.place()
        if self._goes_back or not self.page or here == Place(wanted):
            return
        self._past = [*self._past, here][-_REMEMBERED:]
        self.topbar.back.setEnabled(True)

    def _is_there(self, place: Place) -> bool:
        """Say whether the record of a place can still be shown."""
        if not place.record:
            return True
        found = records.find(self.session.workspace, place.record)
        if found is not None:
            return found.deleted is None
        return any(each.id == place.record for each in drafts.all_drafts(self.session.workspace))

    def open_record(self, kind: str, record: str) -> None:
        """Show a record; a row is shown in the form of the record it belongs to.

        A row stands alone where it belongs to none, or to one that is not on this laptop (yet).
        """
        parent = self._parent_of(kind, record)
        page = self.records_page(kind_named(kind).parent_kind if parent else kind)
        page.open(parent or record)
        if page.pane is None:
            return
        if parent:
            page.pane.form.show_rows_of(kind, record)
        else:
            # Whoever opens it from elsewhere goes on in it.
            page.pane.form.enter_section(page.pane.form.section)

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
        if isinstance(page, QuickPage):
            return Place(self.page, page.record)
        pane = page.pane if isinstance(page, RecordsPage) else None
        if pane is None or not pane.is_kept:
            return Place(self.page)
        return Place(self.page, pane.record, pane.form.section)

    def return_to(self, place: Place) -> None:
        """Go to where somebody was; where that can no longer be shown, to its page."""
        if not place.record:
            self.show_page(place.page)
            return
        if place.page in QUICK.values():
            self.show_page(place.page)
            quick = self._pages[place.page]
            assert isinstance(quick, QuickPage)
            quick.open(place.record)
            return
        page = self.records_page(place.page)
        page.open(place.record)
        if page.pane is not None:
            page.pane.form.show_section(place.section)

    def leave(self) -> None:
        """Keep every draft now, and what is half-written in a small window."""
        for words in self.findChildren(KeptWords):
            words.keep()
        for page in self.findChildren(Keeping):
            page.keep()

    def end(self) -> None:
        """Make no more pages ahead; one that stands nowhere yet goes, for nobody else takes it."""
        self.preparing.stop()
        self._drop_half_made()

    def _drop_half_made(self) -> None:
        for name in self._pages.keys() - self._frames.keys():
            take_away(self._pages.pop(name))

    def parts(self) -> list[QWidget]:
        """Return what it is made of, for whoever takes it away: the page shown, the others, all."""
        shown = self._frames[self.page]
        return [shown, *(each for each in self._frames.values() if each is not shown), self]

    def records_page(self, kind: str) -> RecordsPage:
        """Show and return the page of a kind, any kind."""
        self.show_page(kind)
        page = self._pages[kind]
        assert isinstance(page, RecordsPage)
        return page

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focusing.start()
        self.preparing.put_off()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preparing.pause()
        self._drop_half_made()

    def _take_focus(self) -> None:
        """Have the page hear the keys where nothing else does: after unlocking, and where what had
        the focus is gone."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or not focus.isVisible()):
            self._pages[self.page].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.palette_box.setGeometry(self.rect())
        self._arrange()

    def show_help(self, topic: str = "") -> None:
        """Open the help: at a topic, else at the question that has the focus, else at the page.

        Asked again while it is open, it takes the focus.
        """
        self.palette_box.close_box()
        if topic:
            self.help.show_topic(topic)
            self.help.enter()
        elif self.help.isHidden():
            self.help.show_for(QApplication.focusWidget())
        else:
            self.help.enter()
        self._arrange()

    def _arrange(self) -> None:
        """Give the help its place beside the page, or all of it where there is little."""
        alone, is_open = self.width() < ALONE_BELOW, not self.help.isHidden()
        beside = HELP_WIDTH if is_open and not alone else 0
        self.sidebar.set_slim(self.width() - beside < SLIM_BELOW)
        self._stack.setVisible(not (alone and is_open))
        self.help.set_wide(alone)

    def _make_sidebar(self) -> Sidebar:
        sidebar = sidebar_of(self.session)
        sidebar.chosen.connect(self.show_page)
        return sidebar

    def _make_topbar(self) -> TopBar:
        topbar = topbar_of(self.session)
        topbar.searched.connect(self._on_searched)
        topbar.back_wanted.connect(self.go_back)
        topbar.palette_wanted.connect(self._on_palette)
        topbar.new_wanted.connect(self._on_new)
        topbar.help_wanted.connect(self.show_help)
        topbar.lock_wanted.connect(self.lock_wanted)
        topbar.language_wanted.connect(self.language_wanted)
        topbar.theme_wanted.connect(self.theme_wanted)
        return topbar

    def _make_palette(self) -> Palette:
        ways = self._ways
        doing = Doing(
            page=ways.page.emit,
            new=self._begin_new,
            view=self._on_view,
            record=ways.record.emit,
            sync=self.begin_sync,
            lock=ways.lock.emit,
            seal=self.ask_seal,
            back=self.go_back,
            theme=ways.theme.emit,
            language=ways.language.emit,
            text_size=ways.text_size.emit,
            help=self.show_help,
        )
        offer = partial(entries, self.session, doing)
        return Palette(self, self.session, offer, doing.record)

    def begin_sync(self) -> None:
        """Go to the page "Sync" and begin there."""
        self.show_page(SYNC)
        page = self._pages[SYNC]
        assert isinstance(page, SyncPage)
        page.begin()

    def _make_page(self, name: str) -> QWidget:
        if name in ROOMS:
            room = ROOMS[name].make(self.session, self._services, self._ways)
            room.setAccessibleName(self.session.text(label_of(name)))
            return room
        page = RecordsPage(self.session, name, daily=name in DAILY)
        page.changed.connect(self._ways.changed)
        page.opened.connect(self._ways.record)
        page.begun.connect(self._ways.begin)
        page.all_wanted.connect(partial(self.show_page, ALL))
        page.papers_wanted.connect(lambda *_: self.show_page(PAPERS))  # then it hears of which
        page.papers_wanted.connect(self._ways.papers_of)
        return page

    def _make_ways(self) -> Ways:
        ways = Ways(self)
        ways.record.connect(self.open_record)
        ways.page.connect(self.show_page)
        ways.view.connect(self._on_view)
        ways.begin.connect(self._on_begun)
        ways.changed.connect(self._write_sync)
        ways.joined.connect(self.joined)
        ways.lock.connect(self.lock_wanted)
        ways.seal.connect(self.ask_seal)
        ways.idle.connect(self.idle_wanted)
        ways.put_back.connect(self.put_back_wanted)
        ways.language.connect(self.language_wanted)
        ways.theme.connect(self.theme_wanted)
        ways.text_size.connect(self.text_size_wanted)
        ways.calm.connect(self.calm_wanted)
        ways.sync.connect(self.begin_sync)
        ways.help.connect(self.show_help)
        return ways

    def _drop(self, name: str) -> None:
        self._pages.pop(name)
        frame = self._frames.pop(name)
        self._stack.removeWidget(frame)
        frame.deleteLater()

    def _write_sync(self) -> None:
        workspace, language = self.session.workspace, self.session.look.language
        waiting = packs.records_not_sent(workspace.db)
        words = (
            language.plural("{n} record waits to be sent", "{n} records wait to be sent", waiting)
            if waiting
            else nothing_waits(self.session)
        )
        self.sidebar.show_sync(since_sync(self.session), words, is_warning=bool(waiting))

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
        self._on_begun(self._new_kind(), {})

    def _begin_new(self, kind: str) -> None:
        self._on_begun(kind, {})

    def _new_kind(self) -> str:
        """Return the kind that "New" begins: the one shown, or what an officer writes most."""
        page = self._pages.get(self.page)
        kind = KINDS.get(page.kind if isinstance(page, QuickPage) else self.page)
        return kind.name if kind is not None and kind.begins_in_a_form else "meeting"

    def _on_view(self, kind: str, name: str) -> None:
        self.records_page(kind).show_view(name)

    def _on_begun(self, kind: str, known: Mapping[str, object]) -> None:
        """Begin a record: on the one screen where its kind has one, unless something is known of
        it that may have no place there."""
        if known or kind not in BEGINS_QUICKLY:
            self.records_page(kind).new(known)
            return
        anew = QUICK[kind] in self._frames and QUICK[kind] not in self._unseen
        self.show_page(QUICK[kind])
        page = self._pages[QUICK[kind]]
        assert isinstance(page, QuickPage)
        if anew:
            page.begin()

    def ask_seal(self) -> None:
        """Ask once whether this laptop is to be sealed."""
        window = SealWindow(self, self.session)
        window.wanted.connect(self.seal_wanted)
        window.open()

    def _on_palette(self) -> None:
        if self.palette_box.isVisible():
            self.palette_box.close_box()
        else:
            self.palette_box.open_box()
