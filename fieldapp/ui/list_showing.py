"""What a list shows: what narrows it, how it is sorted, and each part of that in words."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fieldapp.domain.fieldtypes import Choice, Choices, YesNo
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.standing import state_fields
from fieldapp.language import N_
from fieldapp.store import listing
from fieldapp.store.listing import NEWEST, By, Narrowed, Order
from fieldapp.store.views import View
from fieldapp.ui.components.text import isolated
from fieldapp.ui.session import Session

MINE, CLASHES, NOT_SENT, DRAFTS = "said_here", "clashing", "not_sent", "drafts"
ABOUT = {
    MINE: N_("Mine"),
    CLASHES: N_("Clashes"),
    NOT_SENT: N_("Not sent yet"),
    DRAFTS: N_("Drafts"),
}
"""What narrows without a question of the kind."""

SORTS = {
    By.DAY: N_("Day"),
    By.SAID: N_("Said last"),
    By.PLACE: N_("Place"),
    By.TITLE: N_("Title"),
    By.STATE: N_("Status"),
}

MOST_QUESTIONS = 8
"""More would be a form of its own; the states come first."""


@dataclass(frozen=True)
class Showing:
    """All that somebody has chosen for a list.

    Attributes:
        days_back: So many days up to today; 0 where ``narrowed`` says which.
        drafts: Nothing but what is not saved yet.
    """

    narrowed: Narrowed
    order: Order = NEWEST
    days_back: int = 0
    drafts: bool = False

    def asked(self, today: date) -> Narrowed:
        """Return what the store is asked for today."""
        if not self.days_back:
            return self.narrowed
        since = today - timedelta(days=self.days_back)
        return replace(self.narrowed, since=since.isoformat(), until=today.isoformat())


@dataclass(frozen=True)
class Part:
    """One thing that narrows a list: what it is, and how it is called."""

    name: str
    code: str
    words: str


def of_view(view: View) -> Showing:
    """Return what a view shows."""
    return Showing(view.narrowed, view.order, view.days_back)


def as_view(name: str, showing: Showing) -> View:
    """Return what is shown under a name."""
    return View(name, showing.narrowed, showing.order, showing.days_back)


def questions(session: Session, kind: RecordKind) -> list[str]:
    """Return the questions that this reader can narrow a list by."""
    reads_all = session.reader.reads_all_scopes
    level = session.reader.clearance if reads_all else min(session.reader.clearance, Level.TEAM)
    states = state_fields(kind)
    names = [n for n in listing.narrowing_fields(kind) if kind.field(n).level <= level]
    return sorted(names, key=lambda name: name not in states)[:MOST_QUESTIONS]


def options(session: Session, kind: RecordKind, name: str) -> list[tuple[str, str]]:
    """Return the answers to a question, as the store is asked for them, and how they are called."""
    language = session.look.language
    type_ = kind.field(name).type
    if isinstance(type_, Choice | Choices):
        return [(code, type_.codes.label(code, language)) for code in type_.codes.offered]
    if isinstance(type_, YesNo):
        return [(str(each), type_.show(each, language)) for each in (True, False)]
    most = getattr(type_, "most", 0)
    least = getattr(type_, "least", 0)
    return [(str(n), language.number(n)) for n in range(least, most + 1)]


def parts(session: Session, showing: Showing) -> list[Part]:
    """Return what narrows the list, apart from the words somebody types, in words."""
    text = session.text
    narrowed = showing.narrowed
    found = [
        Part(name, "", text(words))
        for name, words in ABOUT.items()
        if (showing.drafts if name == DRAFTS else getattr(narrowed, name))
    ]
    kind = kind_named(narrowed.kind)
    for name, codes in narrowed.codes.items():
        known = dict(options(session, kind, name))
        question = text(kind.field(name).label)
        for code in codes:
            label = known.get(code, code)
            if not isinstance(kind.field(name).type, Choice | Choices):
                pair = text(N_("{question}: {answer}"))
                label = pair.format(question=question, answer=isolated(label))
            found.append(Part(name, code, label))
    if narrowed.area:
        found.append(Part("area", "", session.names.title(narrowed.area)))
    if period := in_words(session, showing):
        found.append(Part("period", "", period))
    return found


def in_words(session: Session, showing: Showing) -> str:
    """Return the period that is shown, "" for any."""
    language = session.look.language
    if showing.days_back:
        return language.plural("Last {n} day", "Last {n} days", showing.days_back)
    since, until = showing.narrowed.since, showing.narrowed.until
    facts = {
        "since": isolated(language.short_day(since)) if since else "",
        "until": isolated(language.short_day(until)) if until else "",
    }
    if since and until:
        return session.text(N_("{since} to {until}")).format(**facts)
    if since:
        return session.text(N_("From {since}")).format(**facts)
    return session.text(N_("Until {until}")).format(**facts) if until else ""


def without(showing: Showing, part: Part) -> Showing:
    """Return the same list without one thing that narrows it."""
    narrowed = showing.narrowed
    if part.name == DRAFTS:
        return replace(showing, drafts=False)
    if part.name == "period":
        return replace(showing, days_back=0, narrowed=replace(narrowed, since="", until=""))
    if part.name == "area":
        return replace(showing, narrowed=replace(narrowed, area=""))
    if part.name in ABOUT:
        return replace(showing, narrowed=about(narrowed, frozenset({*ABOUT} - {part.name})))
    kept = tuple(code for code in narrowed.codes[part.name] if code != part.code)
    codes = {name: of for name, of in narrowed.codes.items() if name != part.name}
    if kept:
        codes[part.name] = kept
    return replace(showing, narrowed=replace(narrowed, codes=codes))


def about(narrowed: Narrowed, names: Collection[str]) -> Narrowed:
    """Return the same, narrowed only by those of these names that narrow it already."""
    return replace(
        narrowed,
        said_here=narrowed.said_here and MINE in names,
        clashing=narrowed.clashing and CLASHES in names,
        not_sent=narrowed.not_sent and NOT_SENT in names,
    )


def unnarrowed(showing: Showing) -> Showing:
    """Return the whole list in the same order."""
    return Showing(Narrowed(showing.narrowed.kind), showing.order)
