"""The map of local power: who matters, how they are tied, as a picture or as a list.

What is on it and who may know it is decided in `domain.community.power`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.power import MEDIATES, Node, PowerMap, Tie, power_map
from fieldapp.domain.disclosure import Reader
from fieldapp.domain.fieldtypes import PlaceRef
from fieldapp.domain.ledger import Ledger, Ref
from fieldapp.domain.policy import Door
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import RESTRICTED
from fieldapp.language import N_
from fieldapp.progress import Progress
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui import messages
from fieldapp.ui.components.beside import Beside
from fieldapp.ui.components.button import button, tool_button
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.empty import EmptyState
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.scrolled import emptied
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.editors import editor_for
from fieldapp.ui.pages.power_map_layout import Point, Spot, places_of
from fieldapp.ui.pages.power_map_signs import MARKS, SORTS, TIES, Key
from fieldapp.ui.pages.power_map_view import CLOSER, Actor, Line, PowerView
from fieldapp.ui.record_list import Item, RecordList
from fieldapp.ui.record_view import RecordView
from fieldapp.ui.session import Session
from fieldapp.ui.states import State
from fieldapp.ui.style_sheet import CONTROL_HEIGHT, set_role
from fieldapp.ui.task import Task

MAP, LIST = "map", "list"
_LEAST, _SHAPE = 320, 220
_EXPLAINED = 530
"""Logical pixels of the page: where it is lower, the map needs the room of the signs' meanings;
the ties are said in words beside it."""

_KINDS = ("actor", "tie", "place")
_RINGS = ("decisive", "much", "some")
"""Influence from the middle outwards; all others stand outside."""


@dataclass(frozen=True)
class Found:
    """A power map, with where its actors stand."""

    ledger: Ledger
    power: PowerMap
    places: Mapping[str, Point]


def read_power(workspace: Workspace, reader: Reader, place: str) -> Found:
    """Read who matters at a place, "" for everywhere. Belongs into a task."""
    own = reopen(workspace)
    try:
        ledger = read_ledger(own, _KINDS, reader.at(Door.LIST))
    finally:
        close(own)
    power = power_map(ledger, place, reader.clearance_in(RESTRICTED))
    spots = [
        Spot(
            node.about.id,
            _RINGS.index(node.influence) if node.influence in _RINGS else len(_RINGS),
            node.component,
        )
        for node in power.nodes
    ]
    return Found(ledger, power, places_of(spots, [(t.one.id, t.other.id) for t in power.ties]))


class PowerMapPage(QWidget):
    """The map, and the actor one is on with all ties in words beside it.

    Attributes:
        view: The picture; `everybody` is the same as a list.
        ties: The ties of the actor one is on.

    Signals:
        opened: Somebody wants to see a record; carries kind and id.
        begun: Somebody wants to begin a record; carries its kind and what is known of it.
        read: All of it has been worked out.
    """

    opened = QtSignal(str, str)
    begun = QtSignal(str, object)
    read = QtSignal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Found | None = None
        self._asked = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(self._heading())
        self._beside = self._actor_pane()
        column.addWidget(Beside(self._shown(), self._beside, (5, 2), _LEAST), 1)
        if session.reader.clearance is Level.RESTRICTED:
            session.sight.watch(self.view)
            session.sight.watch(self.everybody)
        self.refresh()

    def refresh(self) -> None:
        """Work out the map of the place chosen, or of the whole mission."""
        session, chosen = self._session, self.place.answer()
        workspace, reader = session.workspace, session.reader
        place = chosen if isinstance(chosen, str) else ""
        self._asked += 1
        asked = self._asked

        def work(_progress: Progress) -> tuple[int, Found]:
            return asked, read_power(workspace, reader, place)

        task = Task(work, self)
        task.succeeded.connect(self._on_read)
        task.failed.connect(self._on_failed)
        task.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_shape()

    def _heading(self) -> QWidget:
        session, text = self._session, self._session.text
        head = QWidget()
        row = Flow(head, gap=8)
        title = label(text(N_("Power map")), "title", wrap=False)
        title.setContentsMargins(*session.look.margins(0, 0, 12, 0))
        title.setFixedHeight(40)
        row.addWidget(title)
        offers = [(MAP, text(N_("Map"))), (LIST, text(N_("List")))]
        self.shape = Segments(session.look, offers, small=True)
        self.shape.choose((MAP,))
        self.shape.edited.connect(self._on_shape)
        self.shape.setFixedSize(_SHAPE, CONTROL_HEIGHT)
        row.addWidget(self.shape)
        self.place = editor_for(PlaceRef(), session.surroundings)
        self.place.control.setAccessibleName(text(N_("Place")))
        self.place.setFixedWidth(230)
        self.place.edited.connect(self.refresh)
        row.addWidget(self.place)
        self.new_button = button(text(N_("New: {what}")).format(what=text(N_("Actor"))),
                     session.look.icon("plus"))  # fmt: skip
        self.new_button.clicked.connect(self._on_new)
        row.addWidget(self.new_button)
        return head

    def _shown(self) -> QFrame:
        session, text = self._session, self._session.text
        look, name = session.look, session.text(N_("Power map"))
        pane = QFrame()
        set_role(pane, "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        self._note = label("", "hint")
        column.addWidget(self._note)
        self._shapes = QStackedWidget()
        self.view = PowerView(look, name)
        self.view.moved.connect(self._on_moved)
        self.view.opened.connect(self._on_actor_opened)
        self._shapes.addWidget(self.view)
        self.everybody = RecordView(look, name)
        self.everybody.opened.connect(self.opened)
        self.everybody.selectionModel().currentChanged.connect(self._on_listed)
        self._shapes.addWidget(self.everybody)
        fine = N_("No actor is recorded here.")
        why = N_("Record who decides, who is listened to and who mediates: they come onto the map.")
        self._nobody = EmptyState(look, "landmark", text(fine), text(why), None)
        self._shapes.addWidget(self._nobody)
        column.addWidget(self._shapes, 1)
        column.addLayout(self._foot())
        self.setFocusProxy(self.view)
        return pane

    def _foot(self) -> QHBoxLayout:
        """What the signs stand for, and ways closer and back."""
        text = self._session.text
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._keys = QWidget()
        self._key_row = Flow(self._keys, gap=6)
        foot.addWidget(self._keys, 1)
        self._zoom = QWidget()
        row = QHBoxLayout(self._zoom)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        ways = (
            ("plus", "+", N_("Closer"), self._on_closer),
            ("minus", "\u2212", N_("Farther away"), self._on_away),
            ("maximize", "0", N_("Everybody in sight"), self.view.fit),
        )
        for icon, key, words, way in ways:
            made = tool_button(self._session.look, icon, text(words), key)
            set_role(made, "map")
            made.clicked.connect(way)
            row.addWidget(made)
        foot.addWidget(self._zoom)
        return foot

    def _actor_pane(self) -> QFrame:
        session = self._session
        pane = QFrame()
        set_role(pane, "pane")
        column = QVBoxLayout(pane)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(4)
        self._actor_name = label("", "heading")
        column.addWidget(self._actor_name)
        self._actor_words = label("", "hint")
        column.addWidget(self._actor_words)
        self.ties = RecordView(session.look, session.text(N_("Ties")), wraps=True)
        self.ties.opened.connect(self.opened)
        column.addWidget(self.ties, 1)
        self.open_button = button(
            session.text(N_("Open this record")),
            session.look.icon("external-link", "accent_ink"),
            "primary",
        )
        self.open_button.clicked.connect(self._on_open)
        column.addWidget(self.open_button)
        return pane

    def _on_read(self, answer: tuple[int, Found]) -> None:
        asked, found = answer
        if asked != self._asked:
            return  # meanwhile another place was chosen
        self._found = found
        self._show(found)
        self.read.emit()

    def _on_failed(self, error: Exception) -> None:
        messages.tell(self, self._session.look, error)
        self.read.emit()

    def _show(self, found: Found) -> None:
        text, power = self._session.text, found.power
        withheld = text(N_("Influence and ties are for others to read.")) if power.withheld else ""
        self._note.setText(withheld)
        self._note.setVisible(bool(withheld))
        actors = [self._actor(found, node) for node in power.nodes]
        self.view.show_map(actors, [self._line(tie) for tie in power.ties])
        self.everybody.show_items(self._item(found, node) for node in power.nodes)
        self._show_keys(power)
        self._on_shape()
        self._on_moved(self.view.chosen)

    def _show_keys(self, power: PowerMap) -> None:
        emptied(self._key_row)
        used = {tie.type for tie in power.ties}
        marks = {_mark(node) for node in power.nodes}
        look, text = self._session.look, self._session.text
        keys = [(Key(look, tie=t), _tie_word(self._session, t)) for t in TIES if t in used]
        keys += [(Key(look, mark=m), text(MARKS[m][0])) for m in MARKS if m in marks]
        for sign, words in keys:
            key = QWidget()
            row = QHBoxLayout(key)
            row.setContentsMargins(0, 0, 6, 0)
            row.setSpacing(4)
            row.addWidget(sign)
            row.addWidget(label(words, "small", wrap=False))
            self._key_row.addWidget(key)

    def _actor(self, found: Found, node: Node) -> Actor:
        mark = _mark(node)
        return Actor(
            id=node.about.id,
            name=self._name(found, node.about),
            sort=node.component,
            weight=_weight(node),
            mark=mark,
            words=self._session.text(MARKS[mark][0]) if mark else "",
            told=dotted(self._name(found, node.about), self._about(node)),
            at=found.places[node.about.id],
        )

    def _line(self, tie: Tie) -> Line:
        words = _tie_word(self._session, tie.type)
        return Line(tie.one.id, tie.other.id, tie.type, words, tie.one_way)

    def _about(self, node: Node) -> str:
        language, text = self._session.look.language, self._session.text
        degree = code_list("influence").label(node.influence, language) if node.influence else ""
        mark = _mark(node)
        return dotted(
            code_list("component").label(node.component, language) if node.component else "",
            text(N_("Influence: {degree}")).format(degree=degree) if degree else "",
            text(MARKS[mark][0]) if mark else "",
            "" if node.inside else text(N_("From elsewhere")),
        )

    def _item(self, found: Found, node: Node) -> Item:
        mark = _mark(node)
        language = self._session.look.language
        degree = code_list("influence").label(node.influence, language) if node.influence else ""
        icon = SORTS.get(node.component, ("", "circle-dot"))[1]
        tone = {"mediates": "ok", "contested": "bad"}.get(mark, "")
        name = self._name(found, node.about)
        return Item("actor", node.about.id, name, self._about(node), State(degree, tone, icon))

    def _tie_item(self, found: Found, tie: Tie) -> Item:
        """Return a tie of the actor one is on: the other one, what it is, which way it goes."""
        language, text = self._session.look.language, self._session.text
        outwards = tie.one.id == self.view.chosen
        way = N_("To them") if outwards else N_("From them")
        degree = code_list("influence").label(tie.strength, language) if tie.strength else ""
        about = dotted(
            text(way) if tie.one_way or tie.type == MEDIATES else "",
            text(N_("Weighs: {degree}")).format(degree=degree) if degree else "",
        )
        token = TIES[tie.type].token if tie.type in TIES else ""
        tone = token if token in ("ok", "bad") else ""
        icon = "git-compare" if tone == "bad" else "handshake" if tone == "ok" else "link"
        name = self._name(found, tie.other if outwards else tie.one)
        state = State(_tie_word(self._session, tie.type), tone, icon)
        return Item("tie", tie.about.id, name, about, state)

    def _name(self, found: Found, about: Ref) -> str:
        record = found.ledger.find(about.id)
        return self._session.names.of(record) if record is not None else about.id

    def _on_moved(self, actor: str) -> None:
        found = self._found
        node = next((n for n in found.power.nodes if n.about.id == actor), None) if found else None
        self.open_button.setEnabled(node is not None)
        self.ties.show_items(())
        if found is None or node is None:
            self._actor_name.setText("")
            self._actor_words.setText("")
            return
        self._actor_name.setText(self._name(found, node.about))
        self._actor_words.setText(self._about(node))
        own = (t for t in found.power.ties if actor in (t.one.id, t.other.id))
        self.ties.show_items(self._tie_item(found, tie) for tie in own)

    def _on_listed(self, current: QModelIndex) -> None:
        item = current.data(RecordList.ITEM_ROLE)
        if item is not None:
            self.view.choose(item.record)
            self._on_moved(item.record)

    def _on_shape(self) -> None:
        if not self.shape.chosen:
            self.shape.choose((MAP,))
        is_map = self.shape.chosen[0] == MAP
        some = self._found is None or bool(self._found.power.nodes)
        shown = (self.view if is_map else self.everybody) if some else self._nobody
        self._shapes.setCurrentWidget(shown)
        self._beside.setVisible(some)
        self._keys.setVisible(is_map and some and self.height() >= _EXPLAINED)
        self._zoom.setVisible(is_map and some)

    def _on_actor_opened(self, actor: str) -> None:
        self.opened.emit("actor", actor)

    def _on_open(self) -> None:
        self.opened.emit("actor", self.view.chosen)

    def _on_new(self) -> None:
        chosen = self.place.answer()
        self.begun.emit("actor", {"place": chosen} if isinstance(chosen, str) else {})

    def _on_closer(self) -> None:
        self.view.zoom(CLOSER)

    def _on_away(self) -> None:
        self.view.zoom(1 / CLOSER)


def _mark(node: Node) -> str:
    """Return what matters most of how an actor stands to others."""
    if node.mediates:
        return "mediates"
    if node.contested:
        return "contested"
    return "isolated" if node.isolated else ""


def _weight(node: Node) -> int:
    codes = tuple(code_list("influence").labels)
    return codes.index(node.influence) if node.influence in codes else 1


def _tie_word(session: Session, code: str) -> str:
    return code_list("tie").label(code, session.look.language)
