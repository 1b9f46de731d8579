"""The main screen once the workspace is open: sidebar, top bar, the page and the help beside it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.domain.kinds import KINDS, kind_named
from fieldapp.language import N_
from fieldapp.store import packs, records
from fieldapp.ui import keys
from fieldapp.ui.bars import nothing_waits, sidebar_of, since_sync, topbar_of
from fieldapp.ui.components.sidebar import Sidebar
from fieldapp.ui.components.topbar import TopBar
from fieldapp.ui.forms.sections import section_with_rows
from fieldapp.ui.help import WIDE as HELP_WIDTH
from fieldapp.ui.help import HelpPanel
from fieldapp.ui.keeping import Keeping
from fieldapp.ui.kept_words import KeptWords
from fieldapp.ui.page_stack import PageStack
from fieldapp.ui.pages.paper import ReviewPage
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.pages.records import RecordsPage
from fieldapp.ui.pages.search import SearchPage
from fieldapp.ui.pages.sync import SyncPage
from fieldapp.ui.palette import Palette
from fieldapp.ui.palette_entries import Doing, entries
from fieldapp.ui.past import Past, Place, is_there
from fieldapp.ui.preparing import Preparing
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
    label_of,
)
from fieldapp.ui.sealing_card import SealWindow
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.turns import Turns
from fieldapp.ui.ways import Ways

SLIM_BELOW = 1200
"""Logical pixels of the window: narrower, the sidebar shows icons only."""

ALONE_BELOW = 900
"""Logical pixels of the window: narrower, the help takes the place of the page."""


class Shell(QWidget):
    """Everything that an officer works with.

    Attributes:
        page: Name of the page shown: a kind, or one of the names above.
        preparing: Makes pages ahead while nobody presses a key.
        turns: Under way while a page comes that has to be made first.

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
        self.turns = Turns(self)
        self.turns.began.connect(partial(session.growth.hold, "turns"))
        self.turns.ended.connect(partial(session.growth.release, "turns"))
        self._past = Past()
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
        self._stack = PageStack(self._make_page)
        beside.addWidget(self._stack, 1)
        self.help = HelpPanel(session)
        self.help.closed.connect(self._arrange)
        beside.addWidget(self.help)
        self.palette_box = self._make_palette()
        keys.listen("seal", self, self.ask_seal)
        self.preparing = Preparing(self, self._stack.ahead(MADE_AHEAD))

    def show_page(self, name: str) -> None:
        """Go to a page now; what was being written elsewhere is kept as a draft first."""
        self.turns.begin(self._going_to(name))
        self.turns.finish()

    def turn_to(self, name: str, then: Callable[[], object] | None = None) -> None:
        """Go to a page as somebody does who presses a key: a page that has to be made first comes
        in several turns of the window's loop, and the one before stays in sight meanwhile."""
        self._take_turns(self._turning_to(name, then), name)

    def _take_turns(self, steps: Iterator[None], name: str) -> None:
        """Take the first step now where a page need only be shown, all others in turns; out of the
        palette all of them, for that goes first."""
        self.turns.begin(steps)
        if self._stack.is_at_hand(name) and not self.palette_box.is_acting:
            self.turns.step()

    def _turning_to(self, name: str, then: Callable[[], object] | None) -> Iterator[None]:
        yield from self._going_to(name)
        if then is not None:
            yield
            then()

    def _going_to(self, name: str, *, back: bool = False) -> Iterator[None]:
        self.leave()
        self.palette_box.close_box()
        self._mark(name)
        yield  # to leave a page, its draft was kept and its list read anew
        if not self._stack.is_at_hand(name):
            for _ in self._stack.coming(name):
                yield
            self.leave()
        if not back:
            self._past.note(self.place(), name)
            self.topbar.back.setEnabled(bool(self._past))
        page = self._stack.named(name)
        if name in self._stack.unseen:
            if isinstance(page, QuickPage):
                page.begin()  # much may have changed since it was made
            elif isinstance(page, ReviewPage):
                page.show_step(page.step)
        if isinstance(page, RecordsPage):
            page.refresh()
        self._stack.show_page(name)
        self.page = name
        self.help.set_page(name, label_of(name))
        label = self.session.text(kind_named(self._new_kind()).label)
        words = self.session.text(N_("New: {what}")).format(what=label)
        self.topbar.name_new(words, shown=name != PAPER)
        self._write_sync()
        self._focusing.start()

    def _mark(self, name: str) -> None:
        """Mark at the side where one goes to."""
        if name != FOUND:
            of_kind = next((kind for kind, room in QUICK.items() if room == name), name)
            unlisted = of_kind in KINDS and of_kind not in DAILY
            self.sidebar.show_page(ALL if unlisted else of_kind)

    def go_back(self) -> None:
        """Go to where one was before, if one has been anywhere else."""
        self.leave()
        place = self._past.take_before(self.place())
        if place is not None:
            place = place if is_there(self.session.workspace, place) else Place(place.page)
            self._take_turns(self.returning(place, back=True), place.page)
        self.topbar.back.setEnabled(bool(self._past))

    def open_record(self, kind: str, record: str) -> None:
        """Show a record now; a row is shown in the form of the record it belongs to.

        A row stands alone where it belongs to none, or to one that is not on this laptop (yet).
        """
        self.turns.begin(self._opening(kind, record, self._parent_of(kind, record)))
        self.turns.finish()

    def _on_record(self, kind: str, record: str) -> None:
        """Show a record as somebody does who presses a key: its page may have to be made first."""
        parent = self._parent_of(kind, record)
        self._take_turns(self._opening(kind, record, parent), _page_of(kind, parent))

    def _opening(self, kind: str, record: str, parent: str) -> Iterator[None]:
        name = _page_of(kind, parent)
        yield from self._going_to(name)
        yield
        page = self._stack.named(name)
        assert isinstance(page, RecordsPage)
        section = section_with_rows(kind_named(name), kind) if parent else 0
        yield from page.opening(parent or record, section)
        if page.pane is None or page.pane.record != (parent or record):
            return
        yield
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
        page = self._stack.named(self.page)
        if isinstance(page, QuickPage):
            return Place(self.page, page.record)
        pane = page.pane if isinstance(page, RecordsPage) else None
        if pane is None or not pane.is_kept:
            return Place(self.page)
        return Place(self.page, pane.record, pane.form.section)

    def return_to(self, place: Place) -> None:
        """Go now to where somebody was; where that can no longer be shown, to its page."""
        self.turns.begin(self.returning(place))
        self.turns.finish()

    def returning(self, place: Place, *, back: bool = False) -> Iterator[None]:
        """Go to where somebody was, a step with each turn; `back` is not noted as another place."""
        yield from self._going_to(place.page, back=back)
        page = self._stack.named(place.page)
        if not place.record:
            return
        if not self.isVisible():
            yield
        if isinstance(page, QuickPage):
            page.open(place.record)
        elif isinstance(page, RecordsPage):
            yield from page.opening(place.record, place.section)
            if page.pane is not None and page.pane.record == place.record:
                page.pane.form.show_section(place.section)

    def leave(self) -> None:
        """Keep every draft now, and what is half-written in a small window."""
        for words in self.findChildren(KeptWords):
            words.keep()
        for page in self.findChildren(Keeping):
            page.keep()

    def end(self) -> None:
        """Make no more pages; one that stands nowhere yet goes, for nobody else takes it."""
        self.turns.give_up()
        self.preparing.stop()
        self._stack.drop_half_made()

    def parts(self) -> list[QWidget]:
        """Return what it is made of, for whoever takes it away: the page shown, the others, all."""
        return [*self._stack.parts(), self]

    def records_page(self, kind: str) -> RecordsPage:
        """Show and return the page of a kind, any kind."""
        self.show_page(kind)
        page = self._stack.named(kind)
        assert isinstance(page, RecordsPage)
        return page

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focusing.start()
        self.preparing.put_off()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.preparing.pause()
        if self.turns.is_under_way:
            self.turns.give_up()
            self._mark(self.page)
        self._stack.drop_half_made()

    def _take_focus(self) -> None:
        """Have the page hear the keys where nothing else does: after unlocking, and where what had
        the focus is gone."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or not focus.isVisible()):
            page = self._stack.named(self.page)
            assert page is not None
            page.setFocus(Qt.FocusReason.OtherFocusReason)

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
        sidebar.chosen.connect(self.turn_to)
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
        self.turn_to(SYNC, self._begin_sync)

    def _begin_sync(self) -> None:
        page = self._stack.named(SYNC)
        assert isinstance(page, SyncPage)
        page.begin()

    def _make_page(self, name: str, parent: QWidget) -> QWidget:
        if name in ROOMS:
            room = ROOMS[name].make(self.session, self._services, self._ways, parent)
            room.setAccessibleName(self.session.text(label_of(name)))
            return room
        page = RecordsPage(self.session, name, parent, daily=name in DAILY)
        page.changed.connect(self._ways.changed)
        page.opened.connect(self._ways.record)
        page.begun.connect(self._ways.begin)
        page.all_wanted.connect(partial(self.turn_to, ALL))
        page.papers_wanted.connect(self._ways.papers_of)
        return page

    def _make_ways(self) -> Ways:
        ways = Ways(self)
        ways.record.connect(self._on_record)
        ways.page.connect(self.turn_to)
        ways.paper.connect(self._on_paper)
        ways.papers_of.connect(self._on_papers_of)
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

    def _on_paper(self, place: str) -> None:
        def choose() -> None:
            page = self._stack.named(PAPER)
            assert isinstance(page, ReviewPage)
            page.choose_place(place)

        self.turn_to(PAPER, choose)

    def _on_papers_of(self, kind: str, record: str) -> None:
        def show() -> None:
            page = self._stack.named(PAPERS)
            assert isinstance(page, PapersPage)
            page.show_record(kind, record)

        self.turn_to(PAPERS, show)

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
        page = self._stack.named(self.page)
        if isinstance(page, RecordsPage):
            page.search(words)
        elif words or self.page == FOUND:
            self.show_page(FOUND)
            found = self._stack.named(FOUND)
            assert isinstance(found, SearchPage)
            found.search(words)

    def _on_new(self) -> None:
        self._on_begun(self._new_kind(), {})

    def _begin_new(self, kind: str) -> None:
        self._on_begun(kind, {})

    def _new_kind(self) -> str:
        """Return the kind that "New" begins: the one shown, or what an officer writes most."""
        page = self._stack.named(self.page)
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
        self._take_turns(self._beginning(QUICK[kind]), QUICK[kind])

    def _beginning(self, room: str) -> Iterator[None]:
        page = self._stack.named(room)
        if isinstance(page, QuickPage) and room not in self._stack.unseen:
            page.begin()
            yield
        yield from self._going_to(room)

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


def _page_of(kind: str, parent: str) -> str:
    """Return the kind on whose page a record of a kind is shown; `parent` as in `_parent_of`."""
    return kind_named(kind).parent_kind if parent else kind
