"""Ownership, indicators and shares of a place: each figure opens to the records behind it.

What is counted and how is in `domain`; here it is only shown.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.domain.fieldtypes import PlaceRef
from fieldapp.domain.figures.board import Board, Cell, Row, board
from fieldapp.domain.figures.equity import MEASURES, Measure, shares
from fieldapp.domain.figures.ownership import Compass, compass
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.ledger import Ledger, Ref, ref
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages
from fieldapp.ui.components.card import Card, LineButton
from fieldapp.ui.components.text import dotted, isolated, label
from fieldapp.ui.editors import editor_for
from fieldapp.ui.pages.paper import PERIOD
from fieldapp.ui.record_list import Item
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import state_of
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

VERDICTS = {
    "improving": (N_("Improving"), "ok", "circle-check"),
    "flat": (N_("Flat"), "warn", "circle-dashed"),
    "worse": (N_("Worse"), "bad", "circle-alert"),
    "too_little_data": (N_("Too little data"), "mute", "circle"),
}


@dataclass(frozen=True)
class _Behind:
    """A figure that was opened: its name, and the records that it stands on."""

    name: str
    records: tuple[Ref, ...]


@dataclass(frozen=True)
class _Found:
    asked: int
    ledger: Ledger
    compass: Compass
    board: Board
    shares: tuple[Measure, ...]


class ResultsPage(QWidget):
    """Cards of figures on one side, the records behind the chosen figure beside them.

    Attributes:
        lines: One for each figure.
        list: The records behind the figure that was chosen last.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        read: The figures have been worked out.
    """

    opened = QtSignal(str, str)
    read = QtSignal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._ledger = Ledger({})
        self._asked = 0
        self.lines: list[LineButton] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 14)
        row.setSpacing(14)
        row.addLayout(self._figures(), 3)
        row.addWidget(self._records(), 2)
        self.refresh()

    def refresh(self) -> None:
        """Work out the figures of the place chosen, or of the whole mission."""
        session = self._session
        workspace, reader, today = session.workspace, session.reader, session.today()
        chosen = self.place.answer()
        place = chosen if isinstance(chosen, str) else ""
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> _Found:
            own = reopen(workspace)
            try:
                ledger = read_ledger(own, reader=reader)
            finally:
                close(own)
            days = (today - 4 * PERIOD, today)
            return _Found(
                asked,
                ledger,
                compass(ledger, place, *days),
                board(ledger, today, place),
                shares(ledger, *days),
            )

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def _figures(self) -> QVBoxLayout:
        session = self._session
        column = QVBoxLayout()
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(label(session.text(N_("Ownership and results")), "title"), 1)
        self.place = editor_for(PlaceRef(), session.surroundings)
        self.place.setAccessibleName(session.text(N_("Place")))
        self.place.setFixedWidth(260)
        self.place.edited.connect(self.refresh)
        head.addWidget(self.place)
        column.addLayout(head)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        inside = QWidget()
        set_role(inside, "clear")
        self._cards = QVBoxLayout(inside)
        self._cards.setContentsMargins(0, 0, 8, 0)
        self._cards.setSpacing(14)
        scroll.setWidget(inside)
        column.addWidget(scroll, 1)
        return column

    def _records(self) -> QFrame:
        session = self._session
        pane = QFrame()
        set_role(pane, "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(14, 12, 14, 8)
        column.setSpacing(4)
        column.addWidget(label(session.text(N_("The records behind it")), "heading"))
        self._name = label(session.text(N_("Choose a figure.")), "hint")
        column.addWidget(self._name)
        self.list = RecordView(session.look, session.text(N_("The records behind it")))
        self.list.opened.connect(self.opened)
        column.addWidget(self.list, 1)
        return pane

    def _on_read(self, found: _Found) -> None:
        if found.asked != self._asked:
            return  # meanwhile another place was chosen
        self._ledger = found.ledger
        self.lines = []
        while (item := self._cards.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        text = self._session.text
        self._add(N_("How far the community owns what is done"), self._of_compass(found.compass))
        for group in found.board.groups:
            name = code_list("field_of_work").labels.get(group.work, N_("Other indicators"))
            self._add(name, self._of_board(group.rows))
        self._add(N_("Less than the usual share"), self._of_shares(found.shares))
        self._cards.addStretch(1)
        self._name.setText(text(N_("Choose a figure.")))
        self.list.show_items(())
        self.read.emit()

    def _add(self, heading: str, lines: Iterable[LineButton]) -> None:
        made = list(lines)
        if not made:
            return
        card = Card(self._session.text(heading))
        for line in made:
            line.opened.connect(self._on_opened)
            card.body.addWidget(line)
        self.lines += made
        self._cards.addWidget(card)

    def _of_compass(self, found: Compass) -> Iterator[LineButton]:
        text, language = self._session.text, self._session.look.language
        for figure in found.figures:
            name = text(figure.label)
            behind = _Behind(name, (*figure.inside, *figure.outside))
            if figure.value is None:
                why = N_("Too few to show") if figure.withheld else N_("Too little data")
                yield self._line("users", "mute", name, text(why), behind)
                continue
            told = dotted(isolated(language.percent(figure.value)), name)
            whole, part = map(language.number, (figure.denominator, figure.numerator))
            parts = text(N_("{part} of {whole}")).format(part=part, whole=whole)
            yield self._line("users", "accent", told, dotted(parts, figure.currency), behind)

    def _of_board(self, rows: Sequence[Row]) -> Iterator[LineButton]:
        for row in rows:
            name = self._session.names.of(row.indicator)
            for cell in row.cells.values():
                behind = _Behind(name, (ref(row.indicator), *map(ref, cell.observations)))
                _, tone, icon = VERDICTS[cell.verdict]
                yield self._line(icon, tone, name, self._of_cell(row, cell), behind)

    def _of_cell(self, row: Row, cell: Cell) -> str:
        session, language = self._session, self._session.look.language
        latest = "–" if cell.latest is None else language.number(cell.latest)
        aim = "–" if row.aim is None else language.number(row.aim)
        shown = session.text(N_("Too few to show")) if cell.withheld else f"{latest} / {aim}"
        return dotted(
            session.names.title(cell.place) if cell.place else "",
            isolated(shown),
            session.text(VERDICTS[cell.verdict][0]),
            language.short_day(cell.on) if cell.on else "",
        )

    def _of_shares(self, found: Iterable[Measure]) -> Iterator[LineButton]:
        session, language = self._session, self._session.look.language
        for measure in found:
            name = session.text(MEASURES[measure.name][1])
            for share in measure.shares:
                if not share.left_behind or share.of_usual is None:
                    continue
                who = (
                    code_list("group").label(share.who, language)
                    if measure.of_groups
                    else session.names.title(share.who)
                )
                usual = session.text(N_("{percent} of the usual share"))
                about = usual.format(percent=isolated(language.percent(share.of_usual)))
                behind = _Behind(name, share.about)
                yield self._line("scale", "warn", dotted(who, name), about, behind)

    def _line(self, icon: str, tone: str, what: str, about: str, behind: _Behind) -> LineButton:
        return LineButton(self._session.look, icon, tone, what, about, behind)

    def _on_opened(self, behind: _Behind) -> None:
        self._name.setText(behind.name)
        session = self._session
        items = []
        for each in behind.records:
            record = self._ledger.find(each.id)
            if record is not None:
                kind = session.text(kind_named(record.kind).label)
                about = dotted(kind, session.names.place(record), session.names.day(record))
                state = state_of(record, session.look.language, has_draft=False)
                items.append(Item(each.kind, each.id, session.names.of(record), about, state))
        self.list.show_items(items)

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self.read.emit()
