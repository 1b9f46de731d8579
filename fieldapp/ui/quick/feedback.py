"""Feedback on one screen: how grave, who will read it, what was said, and a code to carry home."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.domain.code import CODE_LETTERS, code_from
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds.feedback import FEEDBACK
from fieldapp.domain.papers.order import Manner, PaperOrder
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import confided_to
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.text import label
from fieldapp.ui.editors.reference import ReferenceEditor
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.field_row import WHO_READS
from fieldapp.ui.forms.form_state import FormState
from fieldapp.ui.forms.who_reads import part_in_confidence, who_banner
from fieldapp.ui.quick.level import LevelPicker
from fieldapp.ui.quick.recent import LastPlaces
from fieldapp.ui.quick.sheet import Part, Problems, QuickSheet, faulty, with_answers
from fieldapp.ui.quick.slip import SlipPanel
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session

HOW = ("place", "received_on", "channel", "anonymous", "type", "code")
WHAT = ("summary", "against")
ACT_FIRST = 7
"""The level at which somebody is in danger."""


class FeedbackSheet(QuickSheet):
    """Level first, because it decides who may read the rest.

    Attributes:
        level: How grave.
        how, what: The questions for the log, and what was said.
        who: Says who will read what is written; changes with the level.
    """

    kind = FEEDBACK.name
    proportions = (6, 5)

    def __init__(self, session: Session, services: Services) -> None:
        super().__init__(session)
        self._services = services
        self.who: QWidget | None = None
        self._told: tuple[object, ...] | None = None

    def make(self) -> Iterator[None]:
        session = self.session
        grave = self.put(Part.TOP, Card(session.text(N_("How grave is it?"))))
        grave.body.setSpacing(10)
        self.level = LevelPicker(session)
        grave.body.addWidget(self.level)
        self._complaint = label("", "error")
        self._complaint.hide()
        grave.body.addWidget(self._complaint)
        self._who_place = QVBoxLayout()
        grave.body.addLayout(self._who_place)
        yield
        came = self.put(Part.FIRST, Card())
        how = [FEEDBACK.field(name) for name in HOW]
        self.how = FieldGrid(FEEDBACK, how, session.surroundings, came, most_columns=2)
        came.body.addWidget(self.how)
        place = self.how.rows["place"].editor
        assert isinstance(place, ReferenceEditor)
        self._places = LastPlaces(session, place)
        yield
        said = self.put(Part.SECOND, Card())
        what = [FEEDBACK.field(name) for name in WHAT]
        self.what = FieldGrid(FEEDBACK, what, session.surroundings, said)
        said.body.addWidget(self.what)
        self.what.make_all()  # nothing comes in once the screen is there
        self.level.edited.connect(self._on_level)
        self.how.edited.connect(self._on_edited)
        self.what.edited.connect(self._on_edited)

    def known(self) -> Mapping[str, object]:
        code = code_from(self.session.workspace.around.random(CODE_LETTERS))
        return {"received_on": self.session.today().isoformat(), "code": code}

    def show_state(self, state: FormState) -> None:
        self._state = state
        self._places.read()
        level = take_in(FEEDBACK, {"level": state.answers.get("level")}).values.get("level")
        self.level.choose([level])
        self.how.show_answers(state.answers)
        self.what.show_answers(state.answers)
        self._surround()

    def state(self) -> FormState:
        level = {"level": self.level.level}
        return with_answers(self._state, level, self.how.answers(), self.what.answers())

    def show_problems(self, hard: Problems, soft: Sequence[Problem]) -> list[QWidget]:
        own = hard.get(self._state.record, ())
        grave = [each for each in own if each.field == "level"]
        translate = self.session.look.language.translate
        sentence = grave[0].error.sentences(translate)[0] if grave else ""
        self._complaint.setText(sentence)
        self._complaint.setVisible(bool(grave))
        first: list[QWidget] = [self.level.button(1)] if grave else []
        return [*first, *faulty(self.how, own, soft), *faulty(self.what, own, soft)]

    def shown_names(self) -> Mapping[str, Iterable[str]]:
        return {FEEDBACK.name: ("level", *HOW, *WHAT)}

    def focus_first(self) -> None:
        self.level.setFocus()

    def told(self, state: FormState) -> str:
        hint = N_("Give the person this code. It says nothing of what they said.")
        return self.session.text(hint)

    def after(self, state: FormState) -> QWidget | None:
        values = take_in(FEEDBACK, state.answers).values
        code, place = (str(values.get(name) or "") for name in ("code", "place"))
        if not code:
            return None
        language = self.session.look.language.code
        order = PaperOrder("receipt", Manner(language), place=place, record=state.record)
        return SlipPanel(self.session, self._services, order, code)

    def _on_level(self) -> None:
        self._complaint.hide()
        self._on_edited()

    def _on_edited(self) -> None:
        self._surround()
        self.edited.emit()

    def _surround(self) -> None:
        values = take_in(FEEDBACK, self.state().answers).values
        self.how.surround(values)
        self.what.surround(values)
        self._show_who(self.level.level, values.get("against"))

    def _show_who(self, level: int | None, against: object) -> None:
        """Say who reads what is about to be written; anew only where that may have changed."""
        if (level, against) == self._told:
            return
        self._told = (level, against)
        if self.who is not None:
            self._who_place.removeWidget(self.who)
            self.who.hide()
            self.who.deleteLater()
        self.who = self._who_reads({"level": level, "against": against if against else None})
        self._who_place.addWidget(self.who)

    def _who_reads(self, values: dict[str, object]) -> Banner:
        session, text = self.session, self.session.text
        answered = take_in(FEEDBACK, values).values
        reads = FEEDBACK.level_of("summary", answered)
        if values["level"] is None:
            first = N_("Choose first: it decides who will be able to read what you write.")
            return Banner(session.look, "info", text(first))
        if reads is not Level.RESTRICTED:
            tone = "ok" if reads is Level.PUBLIC else "info"
            return Banner(session.look, tone, text(WHO_READS[reads]))
        part = part_in_confidence(session.workspace, FEEDBACK.name, answered)
        banner = who_banner(
            session.look, part, session.reader.clearance_in(confided_to(FEEDBACK, answered))
        )
        if values["level"] == ACT_FIRST:
            banner.words.insertWidget(0, label(text(N_("Act first, then record.")), "strong"))
        return banner
