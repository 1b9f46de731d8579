"""The lanes of the planning board: a heading, a way to begin a card, and the cards."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import kind_named
from fieldapp.language import N_
from fieldapp.ui.components.button import tool_button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.pages.planning_cards import (
    OPEN,
    OVER,
    TAKEN,
    Board,
    decision_item,
    decisions,
    escalation_item,
    foreseen,
    foreseen_item,
    judged,
    open_risks,
    raised,
    risk_item,
    waiting_count,
)
from fieldapp.ui.pages.planning_matrix import Axis, Matrix
from fieldapp.ui.pages.planning_moves import steps_from
from fieldapp.ui.record_list import Item, RecordList
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import TONES
from fieldapp.ui.style_sheet import set_role

RISKS, SCENARIOS, DECISIONS, ESCALATIONS = "risk", "scenario", "decision", "escalation"

_DOTS = {"ok": "circle-check", "info": "circle-dot", "warn": "circle-dashed", "bad": "circle-alert"}


class Cards(RecordView):
    """Cards in a list; M or the menu key offers the states that the card can go to.

    Signals:
        move_wanted: The person wants to move a card; carries its item and where to ask.
    """

    move_wanted = Signal(object, QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_M and not event.modifiers():
            self._ask(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self._ask(self.currentIndex() if by_key else self.indexAt(event.pos()))

    def mousePressEvent(self, event: object) -> None:
        # The other button asks for the menu; a card must not open under it.
        if getattr(event, "button", lambda: None)() != Qt.MouseButton.RightButton:
            super().mousePressEvent(event)  # type: ignore[arg-type]

    def _ask(self, index: QModelIndex) -> None:
        item = index.data(RecordList.ITEM_ROLE)
        if item is not None:
            self.setCurrentIndex(index)
            below = self.visualRect(index).center()
            self.move_wanted.emit(item, self.viewport().mapToGlobal(below))


class Lane(QFrame):
    """One subject of the board.

    Attributes:
        kind: The kind of record that it begins.
        cards: Its cards.

    Signals:
        begun: The person wants to begin a card.
    """

    begun = Signal(str)

    def __init__(self, session: Session, kind: str) -> None:
        super().__init__()
        self._session = session
        self.kind = kind
        self.board: Board | None = None
        self._place = ""
        set_role(self, "pane")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 10, 6)
        column.setSpacing(4)
        named = kind_named(kind)
        head = QHBoxLayout()
        self.title = label(session.text(named.plural), "heading", wrap=False)
        head.addWidget(self.title)
        head.addStretch(1)
        self.head = head
        words = session.text(N_("New: {what}")).format(what=session.text(named.label))
        self.new_button = tool_button(session.look, "plus", words)
        self.new_button.clicked.connect(self._on_new)
        head.addWidget(self.new_button)
        column.addLayout(head)
        self.body = QHBoxLayout()
        self.body.setSpacing(8)
        column.addLayout(self.body, 1)
        self.cards = Cards(session.look, session.text(named.plural), wraps=True)
        self._nothing = label(session.text(N_("Nothing of this is recorded here.")), "hint")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addWidget(self.cards, 1)
        side.addWidget(self._nothing, 1)
        self.add_before()
        self.body.addLayout(side, 1)

    def add_before(self) -> None:
        """Put what stands before the cards into `body`."""

    def show_board(self, board: Board, place: str) -> None:
        """Show what is at a place; "" is everywhere."""
        self.board, self._place = board, place
        self.fill()

    def fill(self) -> None:
        """Show the cards again; each lane says how."""
        raise NotImplementedError

    def _fill(
        self,
        records: Sequence[Disclosed],
        card: Callable[[Session, Board, Disclosed], Item],
        count: int,
    ) -> None:
        """Show the cards of these records; each is made when somebody scrolls to it."""
        board, session = self.board, self._session
        assert board is not None

        def read(offset: int, limit: int) -> Sequence[Item]:
            return [card(session, board, each) for each in records[offset : offset + limit]]

        at = self.cards.currentIndex().row()
        self.cards.show_read(read)
        if 0 <= at < self.cards.model().rowCount():
            self.cards.setCurrentIndex(self.cards.model().index(at, 0))
        if self.cards.hasFocus() and not records:
            self.new_button.setFocus(Qt.FocusReason.OtherFocusReason)  # Qt would leave the lane
        self.setFocusProxy(self.cards if records else self.new_button)
        self.cards.setVisible(bool(records))
        self._nothing.setVisible(not records)
        name = session.text(kind_named(self.kind).plural)
        self.title.setText(dotted(name, session.look.language.number(count)))

    def _on_new(self) -> None:
        self.begun.emit(self.kind)


class RiskLane(Lane):
    """Risks by how likely and how bad, and those of the field chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, RISKS)

    def add_before(self) -> None:
        text, look = self._session.text, self._session.look
        name = text(N_("Risks by how likely and how bad they are"))
        self.matrix = Matrix(look, name)
        self.matrix.edited.connect(self.fill)
        field = QWidget()
        field.setFixedWidth(226)
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(Axis(look, text(N_("How likely"))))
        row.addWidget(self.matrix, 1)
        column.addLayout(row, 1)
        below = label(text(N_("How bad")), "small")
        below.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(below)
        self.body.addWidget(field)

    def fill(self) -> None:
        """Show the counts, and the risks of the field chosen."""
        if self.board is None:
            return
        board, risks = self.board, open_risks(self.board, self._place)
        counts: dict[tuple[int, int], int] = {}
        for risk in risks:
            field = judged(risk)
            if field is not None:
                counts[field] = counts.get(field, 0) + 1
        self.matrix.show_counts(counts, board.ledger.limits.of("risk_high", self._place))
        chosen = self.matrix.chosen
        shown = [risk for risk in risks if chosen is None or judged(risk) == chosen]
        self._fill(shown, risk_item, len(risks))


class ScenarioLane(Lane):
    """Scenarios with what is watched and what may be done; counts the triggers that are met."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, SCENARIOS)

    def fill(self) -> None:
        """Show them."""
        if self.board is None:
            return
        found = foreseen(self.board, self._place)
        self._fill(found, foreseen_item, sum(each.kind == SCENARIOS for each in found))
        met = sum(each.id in self.board.met for each in found)
        if met:
            language = self._session.look.language
            words = language.plural("{n} trigger is met", "{n} triggers are met", met)
            self.title.setText(dotted(self.title.text(), words))


class DecisionLane(Lane):
    """Decisions by how far they are."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, DECISIONS)

    def add_before(self) -> None:
        text = self._session.text
        offers = [
            (OPEN, text(N_("Open"))),
            (TAKEN, text(N_("Taken"))),
            (OVER, text(N_("Not taken"))),
        ]
        self.how_far = Segments(self._session.look, offers, small=True)
        self.how_far.choose((OPEN,))
        self.how_far.edited.connect(self._on_how_far)
        self.how_far.setFixedSize(390, 36)
        self.head.insertSpacing(1, 14)
        self.head.insertWidget(2, self.how_far)

    def fill(self) -> None:
        """Show those that are this far."""
        if self.board is None:
            return
        found = decisions(self.board, self._place, str(self.how_far.chosen[0]))
        self._fill(found, decision_item, len(found))

    def _on_how_far(self) -> None:
        if not self.how_far.chosen:
            self.how_far.choose((OPEN,))
        self.fill()


class EscalationLane(Lane):
    """Escalations; counts those that wait for an answer."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, ESCALATIONS)

    def fill(self) -> None:
        """Show them, those that were answered as well."""
        if self.board is None:
            return
        session, waiting = self._session, waiting_count(self.board, self._place)
        self._fill(raised(self.board, self._place), escalation_item, waiting)
        words = session.look.language.plural("{n} open", "{n} open", waiting)
        self.title.setText(dotted(session.text(kind_named(self.kind).plural), words))


def move_menu(
    session: Session, parent: QWidget, item: Item, code: str | None, chosen: Callable[[str], None]
) -> QMenu | None:
    """Return the menu of the states that a card can go to; None where it has none."""
    kind = kind_named(item.kind)
    codes = steps_from(kind, code)
    if kind.workflow is None or not codes:
        return None
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    states = kind.field(kind.workflow.field).type
    for each in codes:
        tone = TONES.get(each, "")
        icon = session.look.icon(_DOTS.get(tone, "circle"), tone or "ink")
        words = states.show(each, session.look.language).replace("&", "&&")
        action = QAction(icon, words, menu)
        action.setData(each)
        menu.addAction(action)
    menu.triggered.connect(lambda action: chosen(action.data()))
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu
