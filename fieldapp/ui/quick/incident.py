"""An incident on one screen: what the person wants comes first, and referral before any account.

Who will read it is said before a word is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.domain.codelists import code_list
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.intake import take_in
from fieldapp.domain.kinds.incident import INCIDENT
from fieldapp.domain.kinds.incident_rows import CONSENT, REFERRAL
from fieldapp.domain.problem import Problem
from fieldapp.domain.schema import Level, Values
from fieldapp.domain.scope import confided_to
from fieldapp.language import N_
from fieldapp.ui.components.banner import Banner
from fieldapp.ui.components.card import Card
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.text import label
from fieldapp.ui.editors.reference import ReferenceEditor
from fieldapp.ui.forms.field_grid import FieldGrid
from fieldapp.ui.forms.field_row import WHO_READS
from fieldapp.ui.forms.form_state import FormState, Row
from fieldapp.ui.forms.standing import limits_on
from fieldapp.ui.forms.who_reads import part_in_confidence, who_banner
from fieldapp.ui.quick.recent import LastPlaces
from fieldapp.ui.quick.sheet import Part, Problems, QuickSheet, faulty, with_answers
from fieldapp.ui.session import Session

REFER, REPORT = "refer", "report"
WHERE = ("happened_on", "type", "place", "place_precision")
TOLD = ("summary",)
ACCOUNT = ("account",)
HELP = ("service", "outcome", "referred_on", "code")
PURPOSES = {REFER: "refer", REPORT: "record"}
"""What consent is asked for, by what the person wants; a report is offered the referral as well."""


class IncidentSheet(QuickSheet):
    """The least that helps somebody; more only where they want it told.

    Attributes:
        wish: What the person wants.
        where, told_team: For the team.
        consents: To be referred, and to be recorded.
        account, help: For those who read in confidence.
    """

    kind = INCIDENT.name
    proportions = (5, 6)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.consents: dict[str, Segments] = {}
        self._rows: dict[str, Row] = {}
        self._who: Banner | None = None
        self._team: Banner | None = None
        self._warning: Banner | None = None
        self._told: object = ()

    def make(self) -> Iterator[None]:
        session, text = self.session, self.session.text
        surroundings = session.surroundings
        first = self.put(Part.TOP, Card(text(N_("What does the person want?"))))
        wishes: list[tuple[object, str]] = [
            (REFER, text(N_("Only to be referred to help"))),
            (REPORT, text(N_("To tell what happened, too"))),
        ]
        self.wish = Segments(session.look, wishes)
        first.body.addWidget(self.wish)
        act = N_("Somebody in danger, or hurt within three days? Get help first, then write.")
        first.body.addWidget(label(text(act), "small"))
        self._warning_place = QVBoxLayout()
        first.body.addLayout(self._warning_place)
        team = self.put(Part.FIRST, Card(text(N_("What happened, where and when"))))
        team.body.setSpacing(14)
        self._team_place = QVBoxLayout()
        team.body.addLayout(self._team_place)
        asked = [INCIDENT.field(name) for name in WHERE]
        self.where = FieldGrid(INCIDENT, asked, surroundings, team, most_columns=2)
        team.body.addWidget(self.where)
        place = self.where.rows["place"].editor
        assert isinstance(place, ReferenceEditor)
        self._places = LastPlaces(session, place)
        told = [INCIDENT.field(name) for name in TOLD]
        self.told_team = FieldGrid(INCIDENT, told, surroundings, team)
        self.told_team.make_all()  # in this order Tab goes through them
        team.body.addWidget(self.told_team)
        yield
        sealed = self.put(Part.SECOND, Card(text(N_("In confidence"))))
        session.sight.watch(sealed)
        sealed.body.setSpacing(14)
        self._who_place = QVBoxLayout()
        sealed.body.addLayout(self._who_place)
        self._record = self._asked(N_("Consent of the person that it is recorded"), REPORT)
        sealed.body.addWidget(self._record)
        account = [INCIDENT.field(name) for name in ACCOUNT]
        self.account = FieldGrid(INCIDENT, account, surroundings, sealed)
        self.account.make_all()
        sealed.body.addWidget(self.account)
        sealed.body.addWidget(self._asked(N_("Consent of the person to be referred"), REFER))
        # That it needs consent is asked right above, and not in a row as its help has it.
        of_help = [
            replace(each, help="") if each.name == "referred_on" else each
            for each in (REFERRAL.field(name) for name in HELP)
        ]
        self.help = FieldGrid(REFERRAL, of_help, surroundings, sealed, most_columns=2)
        self.help.make_all()
        sealed.body.addWidget(self.help)
        for part in (self.where, self.told_team, self.account, self.help):
            part.edited.connect(self._on_edited)
        for consent in self.consents.values():
            consent.edited.connect(self._on_edited)
        self.wish.edited.connect(self._on_wish)

    def known(self) -> Mapping[str, object]:
        return {"happened_on": self.session.today().isoformat()}

    def show_state(self, state: FormState) -> None:
        self._state = state
        self._places.read()
        self._rows = {}
        for row in state.rows:
            name = _name_of(row)
            if name and name not in self._rows:
                self._rows[name] = row
        for part in (self.where, self.told_team, self.account):
            part.show_answers(state.answers)
        for wish, segments in self.consents.items():
            answers = self._row(wish).answers
            segments.choose([answers.get("answer")])
        self.help.show_answers(self._row(REFERRAL.name).answers)
        self.wish.choose([REPORT] if self._tells(state) else [REFER])
        self._surround()

    def state(self) -> FormState:
        given = [self.where.answers(), self.told_team.answers(), self.account.answers()]
        rows = [row for row in self._own_rows() if row is not None]
        own = {row.id for row in self._rows.values()}
        rest = [row for row in self._state.rows if row.id not in own]
        return replace(with_answers(self._state, *given), rows=(*rows, *rest))

    def show_problems(self, hard: Problems, soft: Sequence[Problem]) -> list[QWidget]:
        own = hard.get(self._state.record, ())
        of_referral = hard.get(self._row(REFERRAL.name).id, ())
        return [
            *faulty(self.where, own, soft),
            *faulty(self.told_team, own, soft),
            *faulty(self.account, own, soft),
            *faulty(self.help, of_referral, ()),
        ]

    def shown_names(self) -> Mapping[str, Iterable[str]]:
        return {
            INCIDENT.name: (*WHERE, *TOLD, *ACCOUNT),
            CONSENT.name: ("answer",),
            REFERRAL.name: HELP,
        }

    def focus_first(self) -> None:
        self.wish.setFocus()

    def told(self, state: FormState) -> str:
        blind = self._clearance(take_in(INCIDENT, state.answers).values) < Level.RESTRICTED
        sealed = N_("What was told in confidence is sealed; it cannot be read here again.")
        return self.session.text(sealed if blind else N_("What was told in confidence is sealed."))

    def _asked(self, words: str, wish: str) -> QWidget:
        """Return a question about consent with its answers."""
        language = self.session.look.language
        offered = code_list("consent_answer").offered
        answers = [(code, code_list("consent_answer").label(code, language)) for code in offered]
        self.consents[wish] = Segments(self.session.look, answers)
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        question = label(self.session.text(words), "strong")
        question.setBuddy(self.consents[wish])
        self.consents[wish].setAccessibleName(self.session.text(words))
        column.addWidget(question)
        column.addWidget(self.consents[wish])
        return part

    def _row(self, name: str) -> Row:
        """Return a row by its purpose, begun where there is none."""
        if name not in self._rows:
            kind = REFERRAL.name if name == REFERRAL.name else CONSENT.name
            known = {} if name == REFERRAL.name else {"purpose": PURPOSES[name]}
            self._rows[name] = Row(kind, self.session.new_id(), known)
        return self._rows[name]

    def _own_rows(self) -> Iterable[Row | None]:
        today = self.session.today().isoformat()
        for wish, segments in self.consents.items():
            row = self._row(wish)
            if segments.chosen:
                given = {"answer": segments.chosen[0], "answered_on": today}
                yield replace(row, answers={**given, **row.answers, "answer": given["answer"]})
        row = self._row(REFERRAL.name)
        help_answers = self.help.answers()
        if row.answers or any(answer is not None for answer in help_answers.values()):
            yield replace(row, answers={"offered_on": today, **row.answers, **help_answers})

    def _tells(self, state: FormState) -> bool:
        """Say whether a draft holds more than a referral."""
        asked = any(_name_of(row) == REPORT for row in state.rows)
        return asked or any(state.answers.get(name) for name in (*TOLD, *ACCOUNT))

    def _clearance(self, values: Values) -> Level:
        return self.session.reader.clearance_in(confided_to(INCIDENT, values))

    def _on_wish(self) -> None:
        if not self.wish.chosen:
            self.wish.choose([REFER])
        self._on_edited()

    def _on_edited(self) -> None:
        self._surround()
        self.edited.emit()

    def _surround(self) -> None:
        values = take_in(INCIDENT, self.state().answers).values
        for part in (self.where, self.told_team, self.account):
            part.surround(values)
        self._fill_day()
        self._limit(values)
        telling = REPORT in self.wish.chosen
        for told in (self._record, self.account, self.told_team):
            told.setVisible(telling)
        self._show_who(values)

    def _fill_day(self) -> None:
        """A referral that was just made was made today, unless somebody says otherwise."""
        row = self.help.rows["referred_on"].editor
        if "referred_on" in self.help.answers() and row.answer() is None:
            row.show_answer(self.session.today().isoformat())

    def _limit(self, values: Values) -> None:
        """Of some violence nothing is told here: only the referral is left to choose."""
        limits = limits_on(INCIDENT, values)
        self.wish.button(REPORT).setEnabled(not limits)
        if limits and not values.get("account"):
            self.wish.choose([REFER])
        if bool(limits) == (self._warning is not None):
            return
        if self._warning is not None:
            _drop(self._warning_place, self._warning)
            self._warning = None
            return
        sentence = limits[0].error().sentences(self.session.look.language.translate)[0]
        self._warning = Banner(self.session.look, "warn", sentence)
        self._warning_place.addWidget(self._warning)

    def _show_who(self, values: Values) -> None:
        """Say who reads either half; anew only where that may have changed."""
        asked = (values.get("type"),)
        if asked == self._told:
            return
        self._told = asked
        for place, old in ((self._team_place, self._team), (self._who_place, self._who)):
            if old is not None:
                _drop(place, old)
        look, text = self.session.look, self.session.text
        only_day = N_("The team sees the day and that something is recorded. The rest is sealed.")
        typed: dict[str, Value] = {"type": values.get("type")}
        closed = INCIDENT.level_of("place", typed) is Level.RESTRICTED
        chosen = typed["type"] is not None
        words = only_day if closed and chosen else WHO_READS[Level.TEAM]
        self._team = Banner(look, "info", text(words))
        self._team_place.addWidget(self._team)
        part = part_in_confidence(self.session.workspace, INCIDENT.name, values)
        self._who = who_banner(look, part, self._clearance(values))
        self._who_place.addWidget(self._who)


def _name_of(row: Row) -> str:
    """Return what a row is for on this screen, "" for one that has no place there."""
    if row.kind == REFERRAL.name:
        return REFERRAL.name
    purposes = {purpose: wish for wish, purpose in PURPOSES.items()}
    return purposes.get(str(row.answers.get("purpose")), "") if row.kind == CONSENT.name else ""


def _drop(place: QVBoxLayout, widget: QWidget) -> None:
    place.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
