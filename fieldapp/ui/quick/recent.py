"""What an officer most likely means: the places used last, and the drafts they can go on with."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import Door
from fieldapp.language import N_
from fieldapp.store import drafts, records
from fieldapp.store.records import Wanted
from fieldapp.ui.editors.reference import ReferenceEditor
from fieldapp.ui.names import draft_title
from fieldapp.ui.session import Session

MOST = 6
"""Places and drafts offered at once."""

_TOLD_BY = ("meeting", "feedback", "joint_review")
"""Kinds whose last records say where an officer goes."""


def last_places(session: Session) -> list[tuple[str, str]]:
    """Return (reference, name) of the places of the last records, the nearest in time first."""
    found: list[tuple[str, str]] = []
    for kind in _TOLD_BY:
        for record in records.query(session.workspace, Wanted(kind, limit=MOST * 2)):
            shown = session.disclosed(record, Door.LIST)
            place = shown.values.get("place")
            day = shown.values.get(kind_named(kind).day)
            if isinstance(place, str) and isinstance(day, str):
                found.append((day, place))
    found.sort(reverse=True)
    places = list(dict.fromkeys(place for _, place in found))[:MOST]
    return [(place, session.names.title(place)) for place in places]


class LastPlaces(QObject):
    """Offers the last places in a line for a place: Enter takes the first, Down shows them all."""

    def __init__(self, session: Session, editor: ReferenceEditor) -> None:
        super().__init__(editor)
        self._session = session
        self._editor = editor
        self._offers: list[tuple[str, str]] = []
        self._usual = editor.line.placeholderText()
        editor.line.installEventFilter(self)

    def read(self) -> None:
        """Find the last places anew."""
        self._offers = last_places(self._session)
        words = self._session.text(N_("Enter: {place} · ↓: others"))
        hint = words.format(place=self._offers[0][1]) if self._offers else self._usual
        self._editor.line.setPlaceholderText(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if self._editor.line.text() or not self._offers:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._editor.choose(self._offers[0][0])
        elif event.key() == Qt.Key.Key_Down:
            self._editor.offer(self._offers)
            return True
        return False


@dataclass(frozen=True)
class Unfinished:
    """A draft of a record that was never saved."""

    record: str
    title: str
    at: str


def unfinished(session: Session, kind: str) -> Sequence[Unfinished]:
    """Return the newest drafts of new records of a kind."""
    schema = kind_named(kind)
    found = []
    for draft in drafts.all_drafts(session.workspace):
        if draft.kind != kind or records.find(session.workspace, draft.id) is not None:
            continue
        answers = draft.answers.get("answers")
        given = answers if isinstance(answers, dict) else {}
        shown = draft_title(schema, given, session.look.language)
        found.append(Unfinished(draft.id, shown or session.text(schema.label), draft.saved_at))
    return found[:MOST]
