"""What the lines of the first page say: what is to be done, about what, where, until when."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed, shows_restricted
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.policy import INCIDENT_KINDS
from fieldapp.domain.signals.meetings import UNTOLD
from fieldapp.domain.signals.signal import Signal
from fieldapp.errors import Words
from fieldapp.language import N_
from fieldapp.ui.agenda import Agenda
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.kind_icons import icon_of
from fieldapp.ui.names import draft_title
from fieldapp.ui.seasons import season_days, season_name, who_can_come
from fieldapp.ui.session import Session

DOING: Mapping[str, str] = {
    "referral_overdue": N_("Offer a referral"),
    "feedback_overdue": N_("Answer feedback"),
    "answer_missing": N_("Write the answer"),
    "feedback_unheard": N_("Tell them that it was heard"),
    "commitment_overdue": N_("Keep a promise"),
    "decision_overdue": N_("Do what was decided"),
    "milestone_overdue": N_("Reach a milestone"),
    "verification_missing": N_("Check a milestone"),
    "deliverable_overdue": N_("Finish a work"),
    "visit_due": N_("Visit what was handed over"),
    "review_due": N_("Hold a joint review"),
    UNTOLD: N_("Say whether it was held"),
    "risk_review_overdue": N_("Look at a risk again"),
    "bottleneck_overdue": N_("Remove a bottleneck"),
    "lesson_overdue": N_("Apply a lesson"),
    "external_review_unanswered": N_("Answer an external review"),
    "external_review_overdue": N_("Do what we answered"),
    "agreement_expired": N_("Renew an agreement"),
    "agreement_expiring": N_("Renew an agreement"),
    "escalation_waiting": N_("Answer an escalation"),
}
"""What each rule of what is late asks somebody to do."""

_ICONS = {"verification_missing": "eye", "review_due": "handshake"}


@dataclass(frozen=True)
class Line:
    """One line of a card: what, about what, and the record that it opens.

    Attributes:
        icon, token: Its picture and the colour of it.
        target: Kind and id.
    """

    icon: str
    token: str
    what: str
    about: str
    target: tuple[str, str]


def late_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each thing that is over its time."""
    when = session.text(N_("since {day}"))
    for signal in agenda.late:
        yield _due_line(session, agenda, signal, when, "bad" if signal.tone == "bad" else "warn")


def coming_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each thing that falls due soon."""
    when = session.text(N_("until {day}"))
    for signal in agenda.coming:
        yield _due_line(session, agenda, signal, when, "info")


def unheard_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each group at each place."""
    text, language = session.text, session.look.language
    for signal in agenda.unheard:
        group = signal.facts.get("group")
        who = text(group) if isinstance(group, Words) else ""
        place = session.names.title(signal.place) if signal.place else ""
        until = signal.facts.get("until")
        season = signal.facts.get("season")
        away = ""
        if isinstance(season, Words) and isinstance(until, date):
            away = text(N_("{season} until {day}")).format(
                season=text(season), day=language.short_day(until)
            )
        days = signal.facts.get("days")
        if signal.name == "engagement_before_season":
            since = text(N_("meet them before"))
        elif isinstance(days, int):
            since = language.plural("not heard for {n} day", "not heard for {n} days", days)
        else:
            since = text(N_("never heard"))
        first = signal.about[0]
        yield Line(
            "users", signal.tone, dotted(who, place), dotted(since, away), (first.kind, first.id)
        )


def visit_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each visit to come, with the season that it falls in."""
    for visit in agenda.visits:
        kind = session.text(kind_named(visit.record.kind).label)
        place = session.names.title(visit.place) if visit.place else session.names.of(visit.record)
        season, token = "", "accent"
        if visit.season is not None:
            language = session.look.language
            season = dotted(
                season_name(visit.season, language), who_can_come(visit.season, language)
            )
            token = "accent" if visit.season.turnout == "usual" else "warn"
        yield Line(
            icon_of(visit.record.kind),
            token,
            dotted(place, session.look.language.short_day(visit.day)),
            dotted(kind, in_days(session, visit.day), season),
            (visit.record.kind, visit.record.id),
        )


def season_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each season that goes on or begins soon."""
    language = session.look.language
    today = session.today()
    for spell in agenda.seasons:
        record = agenda.ledger.find(spell.about.id)
        at = record.values.get("place") if record is not None else None
        place = session.names.title(at) if isinstance(at, str) else ""
        days = (
            session.text(N_("ends on {day}")).format(day=language.short_day(spell.last))
            if spell.first <= today
            else season_days(spell, language)
        )
        yield Line(
            icon_of("season"),
            "info" if spell.turnout == "usual" else "warn",
            dotted(season_name(spell, language), place),
            dotted(days, who_can_come(spell, language)),
            (spell.about.kind, spell.about.id),
        )


def draft_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each draft."""
    for draft in agenda.drafts:
        schema = kind_named(draft.kind)
        answers = draft.answers
        given = answers.get("answers", {}) if isinstance(answers, dict) else {}
        title = draft_title(schema, given, session.look.language)
        kind = session.text(schema.label)
        first = title.splitlines()[0] if title else kind
        about = dotted(kind if title else "", kept_when(session, draft.saved_at))
        yield Line("pencil", "warn", first, about, (draft.kind, draft.id))


def kept_when(session: Session, at: str) -> str:
    """Say when a draft was kept last; `at` is the moment as the draft has it."""
    day = at[:10]
    if day == session.today().isoformat():
        return session.text(N_("kept today at {time}")).format(time=isolated(at[11:16]))
    kept = session.look.language.short_day(day)
    return session.text(N_("kept on {day}")).format(day=kept)


def clash_lines(session: Session, agenda: Agenda) -> Iterator[Line]:
    """Give a line for each record that two people answered differently."""
    for record in agenda.clashing:
        kind = session.text(kind_named(record.kind).label)
        name = _name(session, record) or kind
        place = session.names.place(record) if _may_stand_here(record) else ""
        about = dotted(kind if name != kind else "", place)
        yield Line("git-compare", "bad", name, about, (record.kind, record.id))


def in_days(session: Session, day: date) -> str:
    """Say in how many days a day is."""
    days = (day - session.today()).days
    if days == 0:
        return session.text(N_("today"))
    return session.look.language.plural("in {n} day", "in {n} days", days)


def _due_line(session: Session, agenda: Agenda, signal: Signal, when: str, token: str) -> Line:
    first = signal.about[0]
    record = agenda.ledger.find(first.id)
    doing = session.text(DOING.get(signal.name, kind_named(first.kind).label))
    name = _name(session, record) if record is not None else ""
    here = record is None or _may_stand_here(record)
    place = session.names.title(signal.place) if signal.place and here else ""
    day = day_of(signal.day)
    until = when.format(day=session.look.language.short_day(day)) if day is not None else ""
    icon = _ICONS.get(signal.name) or icon_of(first.kind)
    return Line(
        icon, token, name or doing, dotted(doing if name else "", place, until),
        (first.kind, first.id),
    )  # fmt: skip


def _may_stand_here(record: Disclosed) -> bool:
    """Whether where it was may stand on a page that everybody at the table sees."""
    return not shows_restricted(record, {"place"})


def _name(session: Session, record: Disclosed) -> str:
    """Return what a record is called; "" where only its own page may say it: of an incident, and
    of what was told in confidence."""
    title = kind_named(record.kind).title
    told = record.values.get(title)
    if record.kind in INCIDENT_KINDS or told is None or shows_restricted(record, {title}):
        return ""
    if record.kind == "joint_review" or record.kind == "place":
        return ""  # a number and a place's name: the place is told anyway
    return session.names.of(record)
