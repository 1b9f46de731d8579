"""A meeting on one screen: where, with whom, who came, what was raised, what was promised."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fieldapp.domain.kinds.meeting import ATTENDANCE, COMMITMENT, ISSUE, MEETING
from fieldapp.domain.problem import Problem
from fieldapp.language import N_
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.editors.reference import ReferenceEditor
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.quick.head_count import COUNTS, HeadCount
from fieldapp.ui.quick.recent import LastPlaces
from fieldapp.ui.quick.sheet import Part, Problems, QuickSheet, faulty, with_answers
from fieldapp.ui.quick.typed_rows import TypedRows

WHERE = ("place", "held_on", "type", "title")
ABSENT = ("missing",)
SAID = {"said": 1}
PROMISED = {"what": 11, "promised_by": 9, "due_on": 8}


class MeetingSheet(QuickSheet):
    """The questions that every meeting has.

    Attributes:
        where: Place, day, with whom, what about.
        people: Who came.
        issues, promises: One line each.
        absent: Who was missing.
    """

    kind = MEETING.name
    proportions = (5, 6)

    def make(self) -> Iterator[None]:
        session, text = self.session, self.session.text
        surroundings = session.surroundings
        about = self.put(Part.TOP, Card())
        asked = [MEETING.field(name) for name in WHERE]
        self.where = FieldGrid(MEETING, asked, surroundings, about, most_columns=len(WHERE))
        about.body.addWidget(self.where)
        place = self.where.rows["place"].editor
        assert isinstance(place, ReferenceEditor)
        self._places = LastPlaces(session, place)
        yield
        came = self.put(Part.FIRST, Card(above=4))
        self.people = HeadCount(session)
        came.body.addWidget(self.people)
        yield
        raised = self.put(Part.SECOND, Card(text(ISSUE.plural)))
        raised.header.addWidget(
            label(text(N_("In their words, without names")), "small", wrap=False)
        )
        self.issues = TypedRows(session, ISSUE.name, SAID, ready=2)
        raised.body.addWidget(self.issues)
        yield
        promised = self.put(Part.SECOND, Card(text(COMMITMENT.plural)))
        hint = N_("Until: a day, or +14 for two weeks")
        promised.header.addWidget(label(text(hint), "small", wrap=False))
        self.promises = TypedRows(session, COMMITMENT.name, PROMISED, {"status": "open"})
        promised.body.addWidget(self.promises)
        yield
        absent = self.put(Part.FOOT, Card(text(MEETING.field(ABSENT[0]).label)))
        asked = [MEETING.field(name) for name in ABSENT]
        self.absent = FieldGrid(MEETING, asked, surroundings, absent)
        absent.body.addWidget(self.absent)
        self.absent.rows[ABSENT[0]].show_label(False)
        for part in (self.where, self.people, self.issues, self.promises, self.absent):
            part.edited.connect(self.edited)
        self.people.finished.connect(self.issues.focus_first)
        self.issues.finished.connect(self.promises.focus_first)
        self.promises.finished.connect(self.absent.rows["missing"].put_cursor)

    def known(self) -> Mapping[str, object]:
        return {"held_on": self.session.today().isoformat()}

    def show_state(self, state: FormState) -> None:
        self._state = state
        self._places.read()
        self.where.show_answers(state.answers)
        self.absent.show_answers(state.answers)
        self.people.show_rows(state.rows)
        self.issues.show_rows(state.rows)
        self.promises.show_rows(state.rows)

    def state(self) -> FormState:
        known = {part.kind for part in (self.issues, self.promises)} | {ATTENDANCE.name}
        rows = (
            *self.people.rows(),
            *self.issues.rows(),
            *self.promises.rows(),
            *(row for row in self._state.rows if row.kind not in known),
        )
        given = with_answers(self._state, self.where.answers(), self.absent.answers())
        return replace(given, rows=rows)

    def show_problems(self, hard: Problems, soft: Sequence[Problem]) -> list[QWidget]:
        own = hard.get(self._state.record, ())
        return [
            *faulty(self.where, own, soft),
            *self.people.show_problems(hard),
            *self.issues.show_problems(hard),
            *self.promises.show_problems(hard),
            *faulty(self.absent, own, soft),
        ]

    def shown_names(self) -> Mapping[str, Iterable[str]]:
        return {
            MEETING.name: (*WHERE, *ABSENT),
            ATTENDANCE.name: COUNTS,
            ISSUE.name: tuple(SAID),
            COMMITMENT.name: tuple(PROMISED),
        }

    def focus_first(self) -> None:
        self.where.rows["place"].put_cursor()

    def told(self, state: FormState) -> str:
        language = self.session.look.language
        of = {kind: sum(row.kind == kind for row in state.rows) for kind in self.shown_names()}
        return dotted(
            language.plural("{n} person", "{n} persons", self.people.total),
            language.plural("{n} issue", "{n} issues", of[ISSUE.name]),
            language.plural("{n} commitment", "{n} commitments", of[COMMITMENT.name]),
        )
