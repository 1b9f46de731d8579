"""What needs attention: what the rules noticed across all records, each line opening its record.

The rules are in `domain.signals`. They read the whole ledger, so they run in a task.
"""

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import PlaceRef
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.domain.signals.signal import Signal
from fieldapp.domain.signals.yours import signals_for, told_once
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import close, reopen
from fieldapp.sync.mission import author_of
from fieldapp.ui import messages
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.page_head import PageHead
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.editors import editor_for
from fieldapp.ui.record_list import Item
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import State
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

TONES = {
    "bad": (N_("Now"), "circle-alert"),
    "warn": (N_("Soon"), "clock"),
    "info": (N_("To decide"), "circle-dot"),
    "ok": (N_("Going well"), "circle-check"),
}
"""What a tone means in a word, and its icon; in the order of the list."""


class AttentionPage(QWidget):
    """What waits for whoever looks, then the signals, the most urgent first; narrowed by tone and
    by place.

    Attributes:
        list: One line for each signal.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        read: The rules have been gone through.
    """

    opened = QtSignal(str, str)
    read = QtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._signals: tuple[Signal, ...] = ()
        self._ledger = Ledger({})
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        pane = QFrame()
        set_role(pane, "pane")
        column.addWidget(pane)
        self._inside = QVBoxLayout(pane)
        self._inside.setContentsMargins(14, 12, 14, 8)
        self._inside.setSpacing(8)
        self._inside.addWidget(self._heading())
        self.list = RecordView(session.look, session.text(N_("What needs attention")))
        self.list.opened.connect(self.opened)
        self._inside.addWidget(self.list, 1)
        fine = N_("Nothing needs attention here.")
        hint = N_("What is late, near its time limit or not answered yet comes here by itself.")
        self._nothing = EmptyState(
            session.look, "circle-check", session.text(fine), session.text(hint)
        )
        self._nothing.hide()
        self._inside.addWidget(self._nothing, 1)
        self.refresh()

    def refresh(self) -> None:
        """Go through the rules again."""
        self._title.setText(self._session.text(N_("Going through the records …")))
        self._narrowing(False)
        workspace, reader = self._session.workspace, self._session.reader
        today = self._session.today()

        def work(_progress: Progress) -> tuple[Ledger, tuple[Signal, ...]]:
            own = reopen(workspace)
            try:
                ledger, author = read_ledger(own, reader=reader.at(Door.DASHBOARD)), author_of(own)
            finally:
                close(own)
            return ledger, told_once(signals_for(ledger, today, author))

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def _heading(self) -> QWidget:
        session = self._session
        self._title = label("", "title", wrap=False)
        options = [(tone, session.text(word)) for tone, (word, _) in TONES.items()]
        self.tones = Segments(session.look, options, several=True, small=True)
        self.tones.edited.connect(self._show)
        self.place = editor_for(PlaceRef(), session.surroundings)
        self.place.control.setAccessibleName(session.text(N_("Place")))
        self.place.setAccessibleName(session.text(N_("Place")))
        self.place.setMinimumWidth(200)
        self.place.edited.connect(self._show)
        return PageHead(self._title, self.tones, [self.place])

    def _on_read(self, found: tuple[Ledger, tuple[Signal, ...]]) -> None:
        self._ledger, self._signals = found
        self._narrowing(True)
        self._show()
        self.read.emit()

    def _narrowing(self, possible: bool) -> None:
        """Before the rules are gone through, narrowing would say that nothing needs attention."""
        self.tones.setEnabled(possible)
        self.place.setEnabled(possible)

    def _on_failed(self, error: Exception) -> None:
        self._title.setText(self._session.text(N_("What needs attention")))
        messages.tell(self, self._session.look, error)
        self.read.emit()

    def _show(self) -> None:
        tones, place = self.tones.chosen, self.place.answer()
        areas = self._ledger.areas
        shown = [
            signal
            for signal in self._signals
            if (not tones or signal.tone in tones)
            and (not isinstance(place, str) or areas.covers(place, signal.place))
        ]
        language = self._session.look.language
        self._title.setText(
            language.plural("{n} thing to look at", "{n} things to look at", len(shown))
        )
        self.list.show_items(self._item(signal) for signal in shown)
        self.list.setVisible(bool(shown))
        self._nothing.setVisible(not shown)

    def _item(self, signal: Signal) -> Item:
        session, names = self._session, self._session.names
        language = session.look.language
        first = signal.about[0] if signal.about else None
        record = self._ledger.find(first.id) if first else None
        about = ""
        if first is not None and record is not None:
            name = "" if first.kind == "place" else names.of(record)  # its place is told already
            about = dotted(session.text(kind_named(first.kind).label), name)
        place = names.title(signal.place) if signal.place else ""
        day = language.short_day(signal.day) if signal.day else ""
        word, icon = TONES[signal.tone]
        return Item(
            first.kind if first else "",
            first.id if first else "",
            signal.sentence(language),
            dotted(place, about, day),
            State(session.text(word), signal.tone, icon),
        )
