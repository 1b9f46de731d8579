"""The first page: what is due, what is unfinished, what must be settled. Every line opens it."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.language import N_
from fieldapp.store import drafts, records
from fieldapp.ui import agenda
from fieldapp.ui.agenda import Due
from fieldapp.ui.components.card import Card, Figure, LineButton
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role

LINES = 6
"""Lines shown in a card; the figure above tells how many there are in all."""

_NARROW = 760


class TodayPage(QScrollArea):
    """Figures on top, cards below.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        page_wanted: Somebody wants another page; carries its name.
    """

    opened = Signal(str, str)
    page_wanted = Signal(str)

    def __init__(self, session: Session, waiting: int) -> None:
        """Show the day; `waiting` saves have not reached the hub."""
        super().__init__()
        self._session = session
        self._due = agenda.due(session)
        self._drafts = drafts.all_drafts(session.workspace)
        self._clashing = [
            shown
            for record, _ in records.clashing(session.workspace)
            if (shown := session.disclosed(record, Door.LIST)).clashes
        ]
        self._unanswered = agenda.unanswered(session)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        set_role(inside, "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(14)
        text = session.text
        day = session.look.language.day(session.today())
        column.addWidget(label(dotted(text(N_("Today")), day), "title"))
        self._column = column
        self._figures = self._figure_buttons(waiting)
        self._top = QGridLayout()
        self._top.setSpacing(14)
        column.addLayout(self._top)
        self._cards = (self._due_card(), self._side_cards())
        self._body = QGridLayout()
        self._body.setSpacing(14)
        column.addLayout(self._body, 1)
        self.setWidget(inside)
        self._narrow: bool | None = None
        self._arrange(narrow=False)

    def put_on_top(self, widget: QWidget) -> None:
        """Show something between the day and the figures."""
        self._column.insertWidget(1, widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(narrow=self.width() < _NARROW)

    def _arrange(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for number, figure in enumerate(self._figures):
            columns = 2 if narrow else 4
            self._top.addWidget(figure, number // columns, number % columns)
        first, second = self._cards
        self._body.addWidget(first, 0, 0)
        self._body.addWidget(second, 1 if narrow else 0, 0 if narrow else 1)
        self._body.setColumnStretch(0, 3)
        self._body.setColumnStretch(1, 0 if narrow else 2)

    def _figure_buttons(self, waiting: int) -> list[Figure]:
        session, language = self._session, self._session.look.language
        overdue = sum(1 for each in self._due if each.overdue)
        late = language.plural("{n} overdue", "{n} overdue", overdue)
        text = session.text
        fine = text(N_("Nothing to do"))
        look = session.look
        due_tone = "bad" if overdue else "info" if self._due else "ok"
        due_note = late if overdue else text(N_("In the next two weeks")) if self._due else fine
        figures = [
            (N_("Due"), len(self._due), due_note, due_tone, "calendar-clock", ""),
            (
                N_("Drafts"),
                len(self._drafts),
                text(N_("Not saved yet")) if self._drafts else fine,
                "warn" if self._drafts else "ok",
                "circle-dashed",
                "",
            ),
            (
                N_("To settle"),
                len(self._clashing),
                text(N_("Two answers to one question")) if self._clashing else fine,
                "bad" if self._clashing else "ok",
                "git-compare",
                "sync",
            ),
            (
                N_("Waiting to be sent"),
                waiting,
                text(N_("Safe here until you sync")) if waiting else fine,
                "info" if waiting else "ok",
                "cloud-upload",
                "sync",
            ),
        ]
        buttons = []
        for name, count, note, tone, icon, page in figures:
            figure = Figure(look, text(name), language.number(count), note, tone, icon)
            if page:
                figure.clicked.connect(self._on_sync_wanted)
            else:
                figure.clicked.connect(self._on_first_wanted)
            figure.setObjectName(name)
            buttons.append(figure)
        return buttons

    def _due_card(self) -> Card:
        text = self._session.text
        card = Card(text(N_("Due and overdue")))
        if not self._due:
            card.body.addWidget(label(text(N_("Nothing falls due in the next two weeks.")), "hint"))
        for each in self._due[: LINES + 2]:
            card.body.addWidget(self._due_line(each))
        self._add_rest(card, len(self._due), LINES + 2)
        card.body.addStretch(1)
        return card

    def _due_line(self, each: Due) -> LineButton:
        session = self._session
        kind = session.text(kind_named(each.record.kind).label)
        place = session.names.place(each.record)
        day = session.look.language.short_day(each.day)
        when = N_("overdue since {day}") if each.overdue else N_("until {day}")
        about = dotted(kind, place, session.text(when).format(day=day))
        tone = "bad" if each.overdue else "info"
        line = LineButton(
            session.look, each.icon, tone, session.names.of(each.record), about,
            (each.record.kind, each.record.id),
        )  # fmt: skip
        line.opened.connect(self._on_opened)
        return line

    def _side_cards(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        text, names = self._session.text, self._session.names
        drafted = [
            (self._draft_title(draft.kind, draft.answers), draft.kind, draft.id)
            for draft in self._drafts
        ]
        clashing = [(names.of(record), record.kind, record.id) for record in self._clashing]
        waiting = [(names.of(record), record.kind, record.id) for record in self._unanswered]
        for title, icon, tone, lines in (
            (N_("Go on writing"), "pencil", "warn", drafted),
            (N_("To settle"), "git-compare", "bad", clashing),
            (N_("Feedback waiting for an answer"), "message-square-warning", "warn", waiting),
        ):
            if lines:
                column.addWidget(self._lines_card(text(title), icon, tone, lines))
        column.addWidget(self._review_card())
        column.addStretch(1)
        return side

    def _lines_card(
        self, title: str, icon: str, tone: str, lines: Sequence[tuple[str, str, str]]
    ) -> Card:
        card = Card(title)
        most = LINES // 2
        for name, kind, record in lines[:most]:
            about = self._session.text(kind_named(kind).label)
            line = LineButton(self._session.look, icon, tone, name, about, (kind, record))
            line.opened.connect(self._on_opened)
            card.body.addWidget(line)
        self._add_rest(card, len(lines), most)
        return card

    def _add_rest(self, card: Card, count: int, shown: int) -> None:
        if count > shown:
            language = self._session.look.language
            rest = language.plural("and {n} more", "and {n} more", count - shown)
            card.body.addWidget(label(rest, "hint"))

    def _review_card(self) -> Card:
        session = self._session
        card = Card(session.text(N_("Next joint review")))
        found = agenda.next_review(session)
        if found is None:
            hint = N_("None is agreed. Set “Next review” in the last one, or make the first paper.")
            card.body.addWidget(label(session.text(hint), "hint"))
            return card
        record, day = found
        card.header.addWidget(Chip(session.look, self._in_days(day), "info", "calendar"))
        line = LineButton(
            session.look, "file-text", "accent", session.names.place(record) or "–",
            session.look.language.day(day), ("joint_review", record.id),
        )  # fmt: skip
        line.opened.connect(self._on_opened)
        card.body.addWidget(line)
        return card

    def _in_days(self, day: date) -> str:
        days = (day - self._session.today()).days
        if days == 0:
            return self._session.text(N_("today"))
        return self._session.look.language.plural("in {n} day", "in {n} days", days)

    def _draft_title(self, kind: str, answers: object) -> str:
        schema = kind_named(kind)
        given = answers.get("answers", {}) if isinstance(answers, dict) else {}
        title = given.get(schema.title)
        shown = schema.field(schema.title).type.show(title, self._session.look.language)
        return shown or self._session.text(schema.label)

    def _on_opened(self, target: tuple[str, str]) -> None:
        self.opened.emit(*target)

    def _on_sync_wanted(self) -> None:
        self.page_wanted.emit("sync")

    def _on_first_wanted(self) -> None:
        first = self.findChild(LineButton)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
