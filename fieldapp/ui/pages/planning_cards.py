"""What the planning board says: risks, scenarios, decisions and escalations as cards.

What is high, met, late or may be taken is asked of the rules; nothing is judged here.
"""

from dataclasses import dataclass
from datetime import date

from fieldapp.domain.codelists import code_list
from fieldapp.domain.deciding.rights import decision_refusals, is_open, place_decided, who_may_take
from fieldapp.domain.deciding.rights import named as roles_named
from fieldapp.domain.disclosure import Disclosed, Reader
from fieldapp.domain.figures.trends import series
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.policy import Door
from fieldapp.domain.signals import escalations, pivots
from fieldapp.domain.signals.time_limits import risk_size
from fieldapp.errors import Listed
from fieldapp.language import N_
from fieldapp.store.ledger import read_ledger
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.components.text import dotted, isolated
from fieldapp.ui.record_list import Item
from fieldapp.ui.session import Session
from fieldapp.ui.states import TONES, State, state_of

OPEN, TAKEN, OVER = "open", "taken", "over"
"""How far a decision is: to be taken, taken, refused or withdrawn."""

_KINDS = (
    "risk", "scenario", "trigger", "pivot", "decision", "escalation", "place", "limit",
    "assignment", "decision_right", "indicator", "observation", "incident", "feedback",
    "commitment", "joint_review", "meeting", "deliverable",
)  # fmt: skip


@dataclass(frozen=True)
class Board:
    """What the board is made of, as its reader may see it, on a day.

    Attributes:
        met: Ids of the triggers that are met.
        offered: Ids of the pivots that can be taken.
    """

    ledger: Ledger
    today: date
    met: frozenset[str]
    offered: frozenset[str]

    def of(self, kind: str, place: str) -> list[Disclosed]:
        """Return the records of a kind at a place or in an area; "" is everywhere."""
        covers, place_of = self.ledger.areas.covers, self.ledger.place_of
        return [r for r in self.ledger.of(kind) if not place or covers(place, place_of(r))]

    def is_high(self, risk: Disclosed) -> bool:
        """Say whether a risk is high by the mission's limit at its place."""
        size = risk_size(risk)
        place = self.ledger.place_of(risk)
        return size is not None and size >= self.ledger.limits.of("risk_high", place)


def read_board(workspace: Workspace, reader: Reader, today: date) -> Board:
    """Read all of it. Belongs into a task."""
    own = reopen(workspace)
    try:
        ledger = read_ledger(own, _KINDS, reader.at(Door.DASHBOARD))
    finally:
        close(own)
    met = (t.id for t in ledger.of("trigger") if pivots.met(t, ledger, today))
    offers = (each for each in pivots.signals(ledger, today) if each.name == "pivot_offered")
    return Board(ledger, today, frozenset(met), frozenset(each.about[0].id for each in offers))


def judged(risk: Disclosed) -> tuple[int, int] | None:
    """Return how likely and how bad a risk is, 1 to 5 each: what is left after what is done about
    it, where that is given. Their product is `risk_size`. None where it was not judged."""
    if risk_size(risk) is None:
        return None
    values = risk.values
    likely, bad = (values.get(f"{n}_after") or values.get(n) for n in ("likelihood", "impact"))
    return int(str(likely)), int(str(bad))


def open_risks(board: Board, place: str) -> list[Disclosed]:
    """Return the risks that are not closed, the largest first."""
    found = [r for r in board.of("risk", place) if r.values.get("status") != "closed"]
    return sorted(found, key=lambda r: (-(risk_size(r) or 0), r.id))


def risk_item(session: Session, board: Board, risk: Disclosed) -> Item:
    """Return the card of a risk."""
    text, language = session.text, session.look.language
    size, high = risk_size(risk), board.is_high(risk)
    told = text(N_("Not judged yet"))
    if size is not None:
        told = isolated(text(N_("{size} of 25")).format(size=language.number(size)))
    due = risk.values.get("review_on")
    again = text(N_("look again by {day}")) if isinstance(due, str) else ""
    about = dotted(
        told,
        text(N_("High")) if high else "",
        again.format(day=language.short_day(str(due))),
        session.names.place(risk),
    )
    state = state_of(risk, language, has_draft=False)
    icon = "triangle-alert" if high else state.icon
    tone = "bad" if high else state.tone
    return Item("risk", risk.id, session.names.of(risk), about, State(state.word, tone, icon))


def foreseen(board: Board, place: str) -> list[Disclosed]:
    """Return each scenario with its triggers and pivots after it; those with one met first."""
    ledger = board.ledger

    def urgent(scenario: Disclosed) -> tuple[bool, str]:
        return not any(t.id in board.met for t in ledger.rows("trigger", scenario)), scenario.id

    return [
        record
        for scenario in sorted(board.of("scenario", place), key=urgent)
        for record in (
            scenario,
            *ledger.rows("trigger", scenario),
            *ledger.rows("pivot", scenario),
        )
    ]


def foreseen_item(session: Session, board: Board, record: Disclosed) -> Item:
    """Return the card of a scenario, of a trigger or of a pivot."""
    if record.kind == "trigger":
        return _trigger(session, board, record)
    return _pivot(session, board, record) if record.kind == "pivot" else _scenario(session, record)


def decisions(board: Board, place: str, how_far: str) -> list[Disclosed]:
    """Return the decisions that are this far, the latest first."""
    found = [d for d in board.of("decision", place) if _how_far(d) == how_far]
    return sorted(found, key=lambda d: (str(d.values.get("decided_on") or d.changed), d.id))[::-1]


def decision_item(session: Session, board: Board, decision: Disclosed) -> Item:
    """Return the card of a decision: who took it or may, who was asked, what led to it."""
    text, language, values = session.text, session.look.language, decision.values
    groups = values.get("consulted")
    asked = ", ".join(
        code_list("group").label(str(code), language)
        for code in (groups if isinstance(groups, tuple) else ())
    )
    about = dotted(
        _who_decides(session, board, decision),
        text(N_("asked: {groups}")).format(groups=asked) if asked else "",
        text(N_("from a feedback")) if values.get("feedback") else "",
        session.names.place(decision),
    )
    state = _state(session, decision, "step")
    return Item("decision", decision.id, session.names.of(decision), about, state)


def raised(board: Board, place: str) -> list[Disclosed]:
    """Return the escalations, those that wait first, by the day until which they do."""

    def order(record: Disclosed) -> tuple[bool, str, str]:
        due = escalations.due_on(record, board.ledger)
        return not escalations.is_open(record), due.isoformat() if due else "9999", record.id

    return sorted(board.of("escalation", place), key=order)


def escalation_item(session: Session, board: Board, record: Disclosed) -> Item:
    """Return the card of an escalation: its level, and until when it waits."""
    text, language = session.text, session.look.language
    due, waits = escalations.due_on(record, board.ledger), escalations.is_open(record)
    level = record.values.get("level")
    until = ""
    if due is not None and waits:
        until = text(N_("answer needed by {day}")).format(day=language.short_day(due))
    about = dotted(
        code_list("escalation_level").label(str(level), language) if level else "",
        until,
        session.names.place(record),
    )
    state = _state(session, record, "status")
    if waits and due is not None and due < board.today:
        state = State(text(N_("Late")), "bad", "circle-alert")
    return Item("escalation", record.id, session.names.of(record), about, state)


def waiting_count(board: Board, place: str) -> int:
    """Return how many escalations wait for an answer."""
    return sum(escalations.is_open(each) for each in board.of("escalation", place))


def _how_far(decision: Disclosed) -> str:
    step = decision.values.get("step")
    if step == "proposed":
        return OPEN
    return OVER if step in ("refused", "withdrawn") else TAKEN


def _who_decides(session: Session, board: Board, decision: Disclosed) -> str:
    """Return who took a decision, or with whom the right is to one that is open."""
    text, values, ledger = session.text, decision.values, board.ledger
    by = values.get("decided_by")
    if by is not None and _how_far(decision) != OPEN:
        role = code_list("role").label(str(by), session.look.language)
        return text(N_("decided by: {role}")).format(role=role)
    if _how_far(decision) != OPEN:
        return ""
    place = place_decided(values, ledger, kind_named("decision").parent)
    taken = {**values, "step": "taken"}
    for problem in decision_refusals(taken, frozenset(), ledger, board.today, place):
        roles = problem.error.facts.get("roles")
        if isinstance(roles, Listed):
            return text(N_("may decide: {roles}")).format(roles=roles.said(text))
    return ""


def _scenario(session: Session, scenario: Disclosed) -> Item:
    groups = scenario.values.get("shaped_by")
    language = session.look.language
    with_whom = ", ".join(
        code_list("group").label(str(code), language)
        for code in (groups if isinstance(groups, tuple) else ())
    )
    about = dotted(session.text(kind_named("scenario").label), session.names.place(scenario),
                   with_whom)  # fmt: skip
    return Item("scenario", scenario.id, session.names.of(scenario), about,
                State("", "info", "route"))  # fmt: skip


def _trigger(session: Session, board: Board, trigger: Disclosed) -> Item:
    text, language, values = session.text, session.look.language, trigger.values
    threshold = values.get("threshold")
    when = ""
    if isinstance(threshold, int | float) and values.get("comparison") is not None:
        comparison = code_list("comparison").label(str(values["comparison"]), language)
        when = text(N_("met when: {comparison} {figure}")).format(
            comparison=comparison, figure=isolated(language.number(threshold))
        )
    about = dotted(text(kind_named("trigger").label), when, _latest(session, board, trigger))
    state = State(text(N_("Not met")), "", "circle")
    if trigger.id in board.met:
        state = State(text(N_("Met")), "bad", "circle-alert")
    return Item("trigger", trigger.id, session.names.of(trigger), about, state)


def _latest(session: Session, board: Board, trigger: Disclosed) -> str:
    """Return the latest figure of the indicator in the area that a trigger watches, "" for none."""
    ledger = board.ledger
    indicator, area = ledger.find(trigger.values.get("indicator")), ledger.place_of(trigger)
    if indicator is None or indicator.kind != "indicator":
        return ""
    seen = [
        record
        for (place, group), records in series(ledger, indicator, board.today).items()
        for record in records
        if not group and ledger.areas.covers(area, place)
    ]
    newest = max(seen, key=lambda r: (str(r.values.get("observed_on")), r.id), default=None)
    value = newest.values.get("value") if newest is not None else None
    if not isinstance(value, int | float):
        return ""
    figure = isolated(session.look.language.number(value))
    return session.text(N_("now {figure}")).format(figure=figure)


def _pivot(session: Session, board: Board, pivot: Disclosed) -> Item:
    text, language, values = session.text, session.look.language, pivot.values
    who = ""
    if is_open(pivot, board.today):
        roles = roles_named(who_may_take(pivot, board.ledger, board.today)).said(text)
        who = text(N_("may be taken by: {roles}")).format(roles=roles)
    amount, ends = values.get("up_to"), values.get("expires_on")
    up_to = ""
    if isinstance(amount, int | float):
        money = language.money(amount, str(values.get("currency") or ""))
        up_to = text(N_("up to {money}")).format(money=isolated(money))
    over = text(N_("until {day}")).format(day=language.short_day(str(ends))) if ends else ""
    about = dotted(text(N_("Pivot")), who, up_to, over)
    state = _state(session, pivot, "status")
    if pivot.id in board.offered:
        state = State(text(N_("Can be taken")), "info", "circle-dot")
    return Item("pivot", pivot.id, session.names.of(pivot), about, state)


def _state(session: Session, record: Disclosed, name: str) -> State:
    """Return how a record stands by one question, where it is answered and undisputed."""
    language, code = session.look.language, record.values.get(name)
    usual = state_of(record, language, has_draft=False)
    if record.clashes or code is None:
        return usual
    tone = TONES.get(str(code), "")
    word = kind_named(record.kind).field(name).type.show(code, language)
    icons = {"ok": "circle-check", "info": "circle-dot", "warn": "circle-dashed"}
    return State(word, tone, icons.get(tone, "circle-alert" if tone == "bad" else "circle"))
