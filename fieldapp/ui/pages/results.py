"""Ownership, indicators, people, seasons and power of a place, with the records behind each line.

What is counted and how is in `domain`, what the cards say in `results_parts`; here it is shown.
"""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import PlaceRef
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.ui import messages
from fieldapp.ui.components.beside import Beside
from fieldapp.ui.components.button import button, set_words
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.editors import editor_for
from fieldapp.ui.pages.results_cards import Line, Sheet
from fieldapp.ui.pages.results_parts import (
    INDICATORS,
    OWNERSHIP,
    PARTS,
    POWER,
    SEASONS,
    Results,
    read_results,
    sheets_of,
)
from fieldapp.ui.record_list import Item
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

_CHOOSE = N_("Choose a line.")

_COUNTED, _GROUP = ("attendance", "seat"), ("sex", "age_group")
"""Rows that count people, and what says of whom."""

_SHOWN_ELSEWHERE = {
    SEASONS: ("calendar", N_("Calendar"), "calendar"),
    POWER: ("power_map", N_("Power map"), "landmark"),
    INDICATORS: ("planning", N_("Planning"), "route"),
}
"""Parts that a page of its own shows as a picture or carries on: its name, its label, its icon."""

_LEAST = 260
"""Logical pixels that the figures and the records behind them are high, at least."""


class ResultsPage(QWidget):
    """Cards on one side, the records behind the chosen line beside them.

    Attributes:
        parts: What the cards are about.
        lines: One for each figure or fact of the part chosen.
        list: The records behind the line that was chosen last.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        read: All of it has been worked out.
        page_wanted: Somebody wants to go on to another page; carries its name.
    """

    opened = QtSignal(str, str)
    read = QtSignal()
    page_wanted = QtSignal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Results | None = None
        self._asked = 0
        self._part: object = OWNERSHIP
        self.lines: list[LineButton] = []
        row = QVBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.addWidget(Beside(self._figures(), self._records(), (3, 2), _LEAST))
        self.refresh()

    def refresh(self) -> None:
        """Work out everything of the place chosen, or of the whole mission."""
        session = self._session
        workspace, reader, today = session.workspace, session.reader, session.today()
        chosen = self.place.answer()
        place = chosen if isinstance(chosen, str) else ""
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> tuple[int, Results]:
            return asked, read_results(workspace, reader, place, today)

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def show_part(self, part: str) -> None:
        """Show the cards of one part: ``ownership``, ``indicators``, ``people``, ..."""
        self.parts.choose((part,))
        self._on_part()

    def _figures(self) -> QWidget:
        session = self._session
        figures = QWidget()
        set_role(figures, "clear")
        column = QVBoxLayout(figures)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(session.text(N_("Ownership and results")), "title"), 1)
        self.place = editor_for(PlaceRef(), session.surroundings)
        self.place.control.setAccessibleName(session.text(N_("Place")))
        self.place.setMinimumWidth(170)
        self.place.setMaximumWidth(260)
        self.place.edited.connect(self.refresh)
        head.addWidget(self.place, 1)
        column.addLayout(head)
        offers = [(part, session.text(name)) for part, name in PARTS.items()]
        self.parts = Segments(session.look, offers, small=True)
        self.parts.choose((OWNERSHIP,))
        self.parts.edited.connect(self._on_part)
        column.addWidget(self.parts)
        self.elsewhere = button("", role="quiet")
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self.elsewhere.hide()
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes to what is in it
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        set_role(inside, "clear")
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(14)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        return figures

    def _records(self) -> QFrame:
        session = self._session
        pane = QFrame()
        set_role(pane, "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(8, 14, 8, 8)
        column.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(10, 0, 10, 0)
        head.setSpacing(2)
        head.addWidget(label(session.text(N_("The records behind it")), "heading"))
        self._name = label(session.text(_CHOOSE), "hint")
        head.addWidget(self._name)
        column.addLayout(head)
        self.list = RecordView(session.look, session.text(N_("The records behind it")), wraps=True)
        self.list.opened.connect(self.opened)
        column.addWidget(self.list, 1)
        return pane

    def _on_read(self, answer: tuple[int, Results]) -> None:
        asked, found = answer
        if asked != self._asked:
            return  # meanwhile another place was chosen
        self._found = found
        self._show()
        self.read.emit()

    def _on_part(self) -> None:
        if self.parts.chosen:
            self._part = self.parts.chosen[0]
        else:
            self.parts.choose((self._part,))  # one part is always shown
        self._show()

    def _offer_elsewhere(self) -> None:
        """Lead on to a page of its own, from the heading of the first card."""
        elsewhere = _SHOWN_ELSEWHERE.get(str(self._part))
        item = self._cards.itemAt(0)
        first = item.widget() if item is not None else None
        if elsewhere is None or not isinstance(first, Card):
            return
        _, words, icon = elsewhere
        look = self._session.look
        set_words(self.elsewhere, self._session.text(words), look.icon(icon, "accent"))
        first.header.addWidget(self.elsewhere)
        first.show()  # now: what stands in it is not seen before
        self.elsewhere.show()

    def _on_elsewhere(self) -> None:
        self.page_wanted.emit(_SHOWN_ELSEWHERE[str(self._part)][0])

    def _show(self) -> None:
        found, text = self._found, self._session.text
        self.lines = []
        self.elsewhere.hide()
        self.elsewhere.setParent(self)  # the card it stands in goes
        emptied(self._cards)
        self._name.setText(text(_CHOOSE))
        self.list.show_items(())
        if found is None:
            return
        sheets = [
            each for each in sheets_of(self._session, found, str(self._part)) if not each.empty
        ]
        for each in sheets:
            self._cards.addWidget(self._card(each))
        if not sheets:
            card = Card(text(N_("Nothing of this is recorded here.")))
            self._cards.addWidget(card)
        self._cards.addStretch(1)
        self._offer_elsewhere()

    def _card(self, what: Sheet) -> Card:
        card = Card(what.heading)
        if what.note:
            card.body.addWidget(label(what.note, "hint"))
        beside = QHBoxLayout()
        beside.setSpacing(14)
        for heading, lines in what.columns:
            column = QVBoxLayout()
            column.setSpacing(6)
            if heading:
                column.addWidget(label(heading, "strong"))
            for line in lines:
                column.addWidget(self._line(line))
            column.addStretch(1)
            beside.addLayout(column, 1)
        card.body.addLayout(beside)
        return card

    def _line(self, line: Line) -> LineButton:
        look = self._session.look
        made = LineButton(look, line.icon, line.tone, line.what, line.about, line)
        made.setCheckable(True)  # whose records are beside it is seen in the list too
        made.opened.connect(partial(self._on_opened, made))
        self.lines.append(made)
        return made

    def _on_opened(self, chosen: LineButton, line: Line) -> None:
        for shown in self.lines:
            shown.setChecked(shown is chosen)
        self._name.setText(line.name)
        items = []
        for each in line.records:
            record = self._found.ledger.find(each.id) if self._found is not None else None
            if record is not None:
                items.append(self._item(record))
        self.list.show_items(items)

    def _item(self, record: Disclosed) -> Item:
        session = self._session
        kind = kind_named(record.kind)
        language, names = session.look.language, session.names
        about = [session.text(kind.label), names.place(record), names.day(record)]
        title = names.of(record)
        if record.kind in _COUNTED:  # its title alone would be one of a hundred "Adult"
            answers = (kind.field(n).type.show(record.values.get(n), language) for n in _GROUP)
            title = dotted(*answers)
            about[0] = names.title(str(record.values.get(kind.parent)))
        state = state_of(record, language, has_draft=False)
        return Item(record.kind, record.id, title, dotted(*about), state)

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self.read.emit()
