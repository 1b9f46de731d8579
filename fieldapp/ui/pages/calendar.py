"""The calendar: a month with its seasons, or the same as a list, and the chosen day beside it.

What stands in it is worked out in `calendar_days`, in a task, for months at once.
"""

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from fieldapp.domain.community.meetings import PLANNED
from fieldapp.domain.days import after
from fieldapp.domain.fieldtypes import PlaceRef
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.ui import messages
from fieldapp.ui.components.beside import Beside
from fieldapp.ui.components.button import button, set_words, tool_button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.editors import editor_for
from fieldapp.ui.pages.calendar_days import (
    REFERRAL,
    GoodDay,
    Times,
    good_days,
    read_times,
)
from fieldapp.ui.pages.calendar_grid import MonthView
from fieldapp.ui.pages.calendar_month import month_of
from fieldapp.ui.pages.calendar_words import (
    item_of,
    long_day,
    month_name,
    near_day,
    spell_item,
    week,
)
from fieldapp.ui.record_list import Item
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import CONTROL_HEIGHT, set_role
from fieldapp.ui.task import Task

MONTH, LIST = "month", "list"
_LEAST = 300
_SHAPE = 230
"""Logical pixels of the two buttons; a layout that wraps would put them under each other."""


class CalendarPage(QWidget):
    """A month and a day of it.

    Attributes:
        day: The day chosen.
        month: The table of the month; `agenda` is the same as a list.
        list: What is on the day chosen.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        attention: Somebody wants to see what needs attention.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
        read: All of it has been worked out.
    """

    opened = QtSignal(str, str)
    attention = QtSignal()
    begun = QtSignal(str, object)
    read = QtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._times: Times | None = None
        self._asked = 0
        self.day = session.today()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._heading())
        column.addWidget(self._better())
        column.addWidget(Beside(self._shown(), self._day_pane(), (5, 2), _LEAST), 1)
        self._show()  # days can be walked before it is known what is on them
        self.refresh()

    def refresh(self) -> None:
        """Work out everything around the month of the day chosen."""
        session = self._session
        workspace, reader, today = session.workspace, session.reader, session.today()
        month = self.day.replace(day=1)
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> tuple[int, Times]:
            return asked, read_times(workspace, reader, today, month)

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.month.setFocus()

    def go_to(self, day: date) -> None:
        """Choose a day, of any month."""
        if not after(date.min, 366) < day < after(date.max, -366):
            return
        before, self.day = self.day, day
        times = self._times
        if times is not None and not times.first < after(day, -40) < after(day, 40) < times.last:
            self._times = None
            self.refresh()
        if (before.year, before.month) == (day.year, day.month) and times is not None:
            self.month.setCurrentIndex(self.month.days.index_of(day))
            self._show_day()
        else:
            self._show()

    def _heading(self) -> QWidget:
        session, text = self._session, self._session.text
        head = QWidget()
        row = Flow(head, gap=8)
        self._title = label("", "title", wrap=False)
        self._title.setMinimumWidth(190)
        self._title.setFixedHeight(40)
        row.addWidget(self._title)
        back = tool_button(session.look, "chevron-left", text(N_("Month before")), "PgUp")
        back.clicked.connect(self._on_back)
        now = button(text(N_("Today")))
        now.clicked.connect(self._on_today)
        on = tool_button(session.look, "chevron-right", text(N_("Month after")), "PgDn")
        on.clicked.connect(self._on_on)
        for each in (back, now, on):
            row.addWidget(each)
        offers = [(MONTH, text(N_("Month"))), (LIST, text(N_("List")))]
        self.shape = Segments(session.look, offers, small=True)
        self.shape.choose((MONTH,))
        self.shape.edited.connect(self._on_shape)
        self.shape.setFixedSize(_SHAPE, CONTROL_HEIGHT)
        row.addWidget(self.shape)
        self.place = editor_for(PlaceRef(), session.surroundings)
        self.place.control.setAccessibleName(text(N_("Place")))
        self.place.setFixedWidth(230)
        self.place.edited.connect(self._show)
        row.addWidget(self.place)
        return head

    def _better(self) -> QWidget:
        """The line of days that suit a visit."""
        self._suits = QWidget()
        row = QHBoxLayout(self._suits)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._suits_words = label("", "hint")
        self._suits_words.setMinimumHeight(36)
        row.addWidget(self._suits_words, 1)
        self.suiting: list[QPushButton] = []
        for _ in range(3):
            made = button("")
            set_role(made, "filter")
            made.clicked.connect(self._on_suiting)
            row.addWidget(made)
            self.suiting.append(made)
        row.addStretch(0)
        return self._suits

    def _shown(self) -> QWidget:
        session, name = self._session, self._session.text(N_("Calendar"))
        pane = QFrame()
        set_role(pane, "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(6, 6, 6, 6)
        self._shapes = QStackedWidget()
        self.month = MonthView(session.look, name)
        self.month.moved.connect(self.go_to)
        self.month.opened.connect(self._on_day_opened)
        self.month.begin.connect(self._on_begin)
        self.month.today_wanted.connect(self._on_today)
        self.month.leafed.connect(self._leaf)
        self._shapes.addWidget(self.month)
        self.agenda = RecordView(session.look, name)
        self.agenda.opened.connect(self._on_opened)
        self.agenda.selectionModel().currentChanged.connect(self._on_agenda)
        self._agenda_days: list[date] = []
        self._shapes.addWidget(self.agenda)
        column.addWidget(self._shapes)
        self.setFocusProxy(self.month)
        return pane

    def _day_pane(self) -> QFrame:
        session = self._session
        pane = QFrame()
        set_role(pane, "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(4)
        self._day_name = label("", "heading")
        column.addWidget(self._day_name)
        self._day_words = label("", "hint")
        column.addWidget(self._day_words)
        self.list = RecordView(session.look, session.text(N_("On this day")), wraps=True)
        self.list.opened.connect(self._on_opened)
        self.list.activated.connect(self._on_activated)
        self.list.clicked.connect(self._on_activated)
        column.addWidget(self.list, 1)
        column.addSpacing(6)  # a line that is cut by the end of the list is none of the button
        self.begin_button = button("", session.look.icon("plus", "accent_ink"), "primary")
        self.begin_button.clicked.connect(self._on_begin)
        column.addWidget(self.begin_button)
        return pane

    @property
    def _chosen_place(self) -> str:
        chosen = self.place.answer()
        return chosen if isinstance(chosen, str) else ""

    def _on_read(self, answer: tuple[int, Times]) -> None:
        asked, found = answer
        if asked != self._asked:
            return  # meanwhile another time was asked for
        self._times = found
        self._show()
        self.read.emit()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self.read.emit()

    def _show(self) -> None:
        self._title.setText(month_name(self._session.look.language, self.day))
        times = self._times
        self.month.show_month(
            month_of(self._session, times, self._chosen_place, self.day), self.day
        )
        self._show_agenda()
        self._show_suiting()
        self._show_day()

    def _show_agenda(self) -> None:
        times, session = self._times, self._session
        self._agenda_days = []
        self.agenda.show_items(())
        if times is None:
            return
        first = self.day.replace(day=1)
        last = after(after(first, 31).replace(day=1), -1)
        spells = times.spells(self._chosen_place, first, last)
        inside = [
            entry
            for n in range((last - first).days + 1)
            for entry in times.on(after(first, n), self._chosen_place)
        ]
        self._agenda_days = [
            *(max(spell.first, first) for spell in spells),
            *(entry.day for entry in inside),
        ]
        self.agenda.show_items(
            (
                *(spell_item(session, times, each, dated=True) for each in spells),
                *(item_of(session, times, each, dated=True) for each in inside),
            )
        )

    def _show_suiting(self) -> None:
        session, text, place = self._session, self._session.text, self._chosen_place
        language = session.look.language
        found: tuple[GoodDay, ...] = ()
        if self._times is not None and place:
            found = good_days(self._times, place, session.today(), week(language)[1])
        for made, good in zip(self.suiting, (*found, None, None, None), strict=False):
            made.setVisible(good is not None)
            made.setProperty("day", good.day if good is not None else None)
            set_words(made, near_day(language, good.day) if good is not None else "")
        if not place:
            words = text(N_("Choose a place to see which days suit a visit."))
        elif found:
            clear = dotted(
                text(N_("no season in the way")) if found[0].seasons else "",
                text(N_("no market")) if found[0].market else "",
                text(N_("no other meeting")),
            )
            words = text(N_("Days that suit a visit ({why}):")).format(why=clear)
        else:
            words = text(N_("No day of the next weeks suits: something stands in the way on each."))
        self._suits_words.setText(words)
        # The days stand right behind it.
        wide = self._suits_words.fontMetrics().horizontalAdvance(words) + 2
        self._suits_words.setMaximumWidth(wide)

    def _show_day(self) -> None:
        session, times, day = self._session, self._times, self.day
        language = session.look.language
        self._day_name.setText(long_day(language, day))
        self.list.show_items(())
        lines: tuple[Item, ...] = ()
        if times is not None:
            spells = times.spells(self._chosen_place, day, day)
            entries = times.on(day, self._chosen_place)
            lines = (
                *(item_of(session, times, each, dated=False) for each in entries),
                *(spell_item(session, times, each, dated=False) for each in spells),
            )
            self.list.show_items(lines)
        # Seasons as well: the number is of the lines below it.
        words = language.plural("{n} thing on this day", "{n} things on this day", len(lines))
        empty = session.text(N_("Nothing is noted for this day."))
        self._day_words.setText(words if lines else empty)
        plan, write = N_("Plan a meeting on this day"), N_("Write down a meeting")
        set_words(self.begin_button, session.text(plan if day > session.today() else write))

    def _leaf(self, months: int) -> None:
        first = self.day.replace(day=1)
        beside = after(first, 31) if months > 0 else after(first, -1)
        last = after(after(beside.replace(day=1), 31).replace(day=1), -1).day
        self.go_to(beside.replace(day=min(self.day.day, last)))

    def _on_back(self) -> None:
        self._leaf(-1)

    def _on_on(self) -> None:
        self._leaf(1)

    def _on_today(self) -> None:
        self.go_to(self._session.today())

    def _on_shape(self) -> None:
        if not self.shape.chosen:
            self.shape.choose((MONTH,))
        shown = self.month if self.shape.chosen[0] == MONTH else self.agenda
        self._shapes.setCurrentWidget(shown)

    def _on_agenda(self, current: QModelIndex) -> None:
        if 0 <= current.row() < len(self._agenda_days):
            self.go_to(self._agenda_days[current.row()])

    def _on_suiting(self) -> None:
        day = self.sender().property("day")
        self.go_to(day.toPython() if hasattr(day, "toPython") else day)
        self.month.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_day_opened(self) -> None:
        if self.list.model().rowCount():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _on_opened(self, kind: str, record: str) -> None:
        self.opened.emit(kind, record)

    def _on_activated(self, index: QModelIndex) -> None:
        if self._times is None or index.row() != 0:
            return
        first = self._times.on(self.day, self._chosen_place)[:1]
        if first and first[0].sort == REFERRAL:
            self.attention.emit()

    def _on_begin(self) -> None:
        known: dict[str, object] = {"held_on": self.day.isoformat()}
        if self.day > self._session.today():
            known["took_place"] = PLANNED
        if self._chosen_place:
            known["place"] = self._chosen_place
        self.begun.emit("meeting", known)
