"""What the cards on people, seasons and local power say, in words; the widgets are in `results`.

What may be told of people is decided in `participation`, and of power in `power`.
"""

from collections.abc import Iterator

from fieldapp.domain.codelists import code_list
from fieldapp.domain.community.power import Contest, Node, PowerMap
from fieldapp.domain.community.seasons import Spell
from fieldapp.domain.fieldtypes import AGE
from fieldapp.domain.figures.participation import UNKNOWN_AGE, Participation
from fieldapp.domain.ledger import Ledger, Ref
from fieldapp.language import N_
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.pages.results_cards import TOO_FEW, Line, Sheet, sheet
from fieldapp.ui.seasons import season_days, who_can_come
from fieldapp.ui.session import Session

_TURNOUT_TONES = {"usual": "ok", "fewer": "warn", "none": "bad"}


def people_sheets(session: Session, came: Participation, sit: Participation) -> Iterator[Sheet]:
    """Give who came to meetings and who has a seat with a vote."""
    for heading, found in ((N_("Who came to meetings"), came), (N_("Seats with a vote"), sit)):
        note = ""
        if found.places_left_out:
            note = session.text(N_("Places with too few people to show are left out."))
        name = session.text(heading)
        ages = tuple(_people(session, name, found, by_age=True))
        first = session.text(N_("All ages")) if ages else ""
        columns = [(first, tuple(_people(session, name, found, by_age=False)))]
        if ages:
            columns.append((session.text(N_("By age")), ages))
        yield Sheet(name, tuple(columns), note)


def season_sheets(session: Session, ledger: Ledger, spells: tuple[Spell, ...]) -> Iterator[Sheet]:
    """Give the seasons and events to come, the earliest first."""
    heading = session.text(N_("The next twelve months"))
    yield sheet(heading, (_spell(session, ledger, spell) for spell in spells))


def power_sheets(session: Session, ledger: Ledger, found: PowerMap) -> Iterator[Sheet]:
    """Give who matters, who is against whom, how they are tied, and whose law holds."""
    text = session.text
    note = text(N_("Influence and ties are for others to read.")) if found.withheld else ""
    nodes = (_node(session, ledger, node) for node in found.nodes)
    yield sheet(text(N_("Who matters here")), nodes, note)
    contests = (_contest(session, ledger, contest) for contest in found.contests)
    yield sheet(text(N_("Against each other")), contests)
    yield sheet(text(N_("Ties")), _ties(session, ledger, found))
    decide = (_said(session, ledger, each, "jurisdiction", "stamp") for each in found.arbiters)
    yield sheet(text(N_("What people go to them for")), decide)
    law = (_said(session, ledger, each, "customary_law", "scale") for each in found.norms)
    yield sheet(text(N_("Customary law")), law)


def _people(
    session: Session, heading: str, found: Participation, *, by_age: bool
) -> Iterator[Line]:
    text, language = session.text, session.look.language
    line = text(N_("{who}: {count}"))

    def told(who: str, count: int | None) -> Line:
        shown = text(TOO_FEW) if count is None else language.number(count)
        tone = "mute" if count is None else "accent"
        what = line.format(who=who, count=shown)
        return Line("users", tone, what, "", heading, found.about)

    for (row, column), number in found.grid.counts.items():
        if number != 0 and (column is not None) == by_age:
            yield told(_who(session, row, column), number)
    if found.with_disability != 0 and not by_age:
        yield told(text(N_("Of whom with a disability")), found.with_disability)


def _who(session: Session, row: str | None, column: str | None) -> str:
    language = session.look.language
    sex = code_list("sex").label(row, language) if row else session.text(N_("All"))
    if column is None:
        return sex
    age = AGE.show(column, language)
    if column == UNKNOWN_AGE:
        age = session.text(N_("age not known"))
    return session.text(N_("{sex}, {age}")).format(sex=sex, age=age)


def _spell(session: Session, ledger: Ledger, spell: Spell) -> Line:
    language = session.look.language
    name = _name(session, ledger, spell.about)
    days = season_days(spell, language)
    tone = "warn" if spell.groups else _TURNOUT_TONES.get(spell.turnout, "mute")
    about = dotted(days, who_can_come(spell, language))
    return Line("calendar", tone, name, about, name, (spell.about,))


def _node(session: Session, ledger: Ledger, node: Node) -> Line:
    language, name = session.look.language, _name(session, ledger, node.about)
    influence = ""
    if node.influence:
        degree = code_list("influence").label(node.influence, language)
        influence = session.text(N_("Influence: {degree}")).format(degree=degree)
    marks = (
        (node.mediates, N_("Mediates")),
        (node.contested, N_("Contested")),
        (node.isolated, N_("No tie recorded")),
        (not node.inside, N_("From elsewhere")),
    )
    about = dotted(
        code_list("component").label(node.component, language) if node.component else "",
        influence,
        *(session.text(word) for mark, word in marks if mark),
    )
    tone = "warn" if node.contested else "ok" if node.mediates else "accent"
    return Line("landmark", tone, name, about, name, (node.about,))


def _ties(session: Session, ledger: Ledger, found: PowerMap) -> Iterator[Line]:
    language = session.look.language
    for tie in found.ties:
        kind = code_list("tie").label(tie.type, language)
        ends = _name(session, ledger, tie.one), _name(session, ledger, tie.other)
        what = dotted(ends[0], kind, ends[1])
        degree = code_list("influence").label(tie.strength, language) if tie.strength else ""
        about = session.text(N_("Weighs: {degree}")).format(degree=degree) if degree else ""
        yield Line("link", "accent", what, about, kind, (tie.about, tie.one, tie.other))


def _contest(session: Session, ledger: Ledger, contest: Contest) -> Line:
    text = session.text
    one, other = (isolated(_name(session, ledger, end)) for end in (contest.one, contest.other))
    what = text(N_("{one} and {other}")).format(one=one, other=other)
    about = text(N_("Nobody is recorded who mediates with both."))
    if contest.mediators:
        who = ", ".join(isolated(_name(session, ledger, each)) for each in contest.mediators)
        about = text(N_("Mediates with both: {who}")).format(who=who)
    tone = "warn" if contest.mediators else "bad"
    behind = (*contest.about, contest.one, contest.other, *contest.mediators)
    return Line("git-compare", tone, what, about, what, behind)


def _said(session: Session, ledger: Ledger, about: Ref, field: str, icon: str) -> Line:
    record, name = ledger.find(about.id), _name(session, ledger, about)
    said = str(record.values.get(field) or "") if record is not None else ""
    return Line(icon, "accent", name, said, name, (about,))


def _name(session: Session, ledger: Ledger, about: Ref) -> str:
    record = ledger.find(about.id)
    return session.names.of(record) if record is not None else about.id
