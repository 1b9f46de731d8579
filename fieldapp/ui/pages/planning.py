"""The planning board: risks, scenarios, decisions and escalations, all at once where there is room.

What stands on a card is in `planning_cards`, the lanes in `planning_lanes`; moving one goes through
the rules in `planning_moves`.
"""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from fieldapp.domain.fieldtypes import PlaceRef
from fieldapp.domain.kinds import kind_named
from fieldapp.errors import UserError
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.workspace import close, reopen
from fieldapp.ui import messages
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.editors import editor_for
from fieldapp.ui.pages.planning_cards import Board, read_board
from fieldapp.ui.pages.planning_lanes import (
    DECISIONS,
    ESCALATIONS,
    RISKS,
    SCENARIOS,
    DecisionLane,
    EscalationLane,
    Lane,
    RiskLane,
    ScenarioLane,
    move_menu,
)
from fieldapp.ui.pages.planning_moves import Asked, Move, ask, make
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.style_sheet import set_role
from fieldapp.ui.task import Task

WIDE, HIGH = 1080, 560
"""Logical pixels of the page: smaller, one lane is shown at a time, and tabs choose it."""

_LEAST = 250
_SHARES = 13, 10
"""Of the two columns: the matrix stands beside the cards in the first."""
_LANES = {
    RISKS: RiskLane,
    SCENARIOS: ScenarioLane,
    DECISIONS: DecisionLane,
    ESCALATIONS: EscalationLane,
}


class PlanningPage(QWidget):
    """Four lanes.

    Attributes:
        lanes: By the kind of their cards.
        menu: The states offered for the card that is being moved; None before the first.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
        changed: A card was moved: counts elsewhere are old.
        read: All of it has been read.
        moved: A move was made or refused.
    """

    opened = QtSignal(str, str)
    begun = QtSignal(str, object)
    changed = QtSignal()
    read = QtSignal()
    moved = QtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._board: Board | None = None
        self._asked = 0
        self._lane: object = RISKS
        self.menu: QMenu | None = None
        self._back: Move | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 10)
        column.setSpacing(10)
        column.addLayout(self._heading())
        offers = [(kind, session.text(kind_named(kind).plural)) for kind in _LANES]
        self.tabs = Segments(session.look, offers, small=True)
        self.tabs.choose((RISKS,))
        self.tabs.edited.connect(self._on_tab)
        column.addWidget(self.tabs)
        column.addWidget(self._lanes(), 1)
        words = N_("Enter opens a card, M moves it to another state, Ctrl+Z undoes that.")
        self._hint = label(session.text(words), "small")
        column.addWidget(self._hint)
        self.refresh()

    def refresh(self) -> None:
        """Read everything again."""
        workspace, reader = self._session.workspace, self._session.reader
        today = self._session.today()
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> tuple[int, Board]:
            return asked, read_board(workspace, reader, today)

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def move_card(self, move: Move) -> None:
        """Move a card where the rules let this person; tell why not, or how to undo it."""
        workspace, today = self._session.workspace, self._session.today()

        def work(_progress: Progress) -> tuple[Move, Asked]:
            own = reopen(workspace)
            try:
                return move, ask(own, move, today)
            finally:
                close(own)

        task = Task(work, self)
        task.succeeded.connect(self._on_asked)
        task.failed.connect(self._on_refused)
        task.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.lanes[str(self._lane)].cards.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self._on_undo()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @property
    def is_wide(self) -> bool:
        """Whether all lanes are shown at once."""
        return self.width() >= WIDE and self.height() >= HIGH

    def _heading(self) -> QHBoxLayout:
        session = self._session
        head = QHBoxLayout()
        head.addWidget(label(session.text(N_("Planning")), "title"), 1)
        self.place = editor_for(PlaceRef(), session.surroundings)
        self.place.control.setAccessibleName(session.text(N_("Place")))
        self.place.setFixedWidth(230)
        self.place.edited.connect(self._show)
        head.addWidget(self.place)
        return head

    def _lanes(self) -> QScrollArea:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setMinimumHeight(100)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the lanes take the keys
        inside = QWidget()
        set_role(inside, "clear")
        scroll.setWidget(inside)
        self._grid = grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        self.lanes: dict[str, Lane] = {}
        for number, (kind, of_kind) in enumerate(_LANES.items()):
            lane = of_kind(self._session)
            lane.setMinimumHeight(_LEAST)
            lane.begun.connect(self._on_begun)
            lane.cards.opened.connect(self.opened)
            lane.cards.move_wanted.connect(self._on_move_wanted)
            grid.addWidget(lane, number // 2, number % 2)
            self.lanes[kind] = lane
        self.setFocusProxy(self.lanes[RISKS])
        return scroll

    def _arrange(self) -> None:
        wide = self.is_wide
        self.tabs.setVisible(not wide)
        for number, (kind, lane) in enumerate(self.lanes.items()):
            lane.setVisible(wide or kind == self._lane)
            if not lane.isHidden():
                self._grid.setColumnStretch(number % 2, _SHARES[number % 2])
                if not wide:
                    self._grid.setColumnStretch(1 - number % 2, 0)

    def _on_tab(self) -> None:
        if self.tabs.chosen:
            self._lane = self.tabs.chosen[0]
        else:
            self.tabs.choose((self._lane,))  # one lane is always shown
        self._arrange()

    def _on_read(self, answer: tuple[int, Board]) -> None:
        asked, board = answer
        if asked != self._asked:
            return
        self._board = board
        self._show()
        self.read.emit()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self.read.emit()

    def _show(self) -> None:
        chosen = self.place.answer()
        if self._board is not None:
            for lane in self.lanes.values():
                lane.show_board(self._board, chosen if isinstance(chosen, str) else "")

    def _on_begun(self, kind: str) -> None:
        place = self.place.answer()
        self.begun.emit(kind, {"place": place} if isinstance(place, str) else {})

    def _on_move_wanted(self, item: Item, where: QPoint) -> None:
        workflow = kind_named(item.kind).workflow
        record = self._board.ledger.find(item.record) if self._board is not None else None
        if workflow is None or record is None:
            return
        value = record.values.get(workflow.field)
        code = str(value) if value is not None else None

        def chosen(after: str) -> None:
            self.move_card(Move(item.kind, item.record, code, after))

        self.menu = move_menu(self._session, self, item, code, chosen)
        if self.menu is not None:
            self.menu.popup(where)

    def _on_asked(self, answer: tuple[Move, Asked]) -> None:
        move, asked = answer
        if asked.problems:
            self._on_refused(asked.problems[0].error)
            return
        try:
            make(self._session.workspace, move)
        except UserError as error:
            self._on_refused(error)
            return
        self._tell(move, asked)
        self.refresh()
        self.changed.emit()
        self.moved.emit()

    def _tell(self, move: Move, asked: Asked) -> None:
        session, kind = self._session, kind_named(move.kind)
        assert kind.workflow is not None
        state = kind.field(kind.workflow.field).type.show(move.after, session.look.language)
        words = dotted(session.text(kind.label), state or session.text(N_("without a state")))
        if asked.missing:
            names = ", ".join(session.text(kind.field(name).label) for name in asked.missing)
            missing = session.text(N_("still to be answered: {questions}"))
            words = dotted(words, missing.format(questions=names))
        self._back = move.back if asked.can_go_back else None
        if self._back is not None:
            Toast(self, session.look, words, session.text(N_("Undo")), self._on_undo)
        else:
            Toast(self, session.look, words)

    def _on_undo(self) -> None:
        back, self._back = self._back, None
        if back is not None:
            self.move_card(back)

    def _on_refused(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self.moved.emit()
