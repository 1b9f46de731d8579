"""What the planning board says: risks, scenarios, decisions and escalations as cards.

What is high, met, late or may be taken is asked of the rules; nothing is judged here.
"""

from collections.abc import Iterable, Iterator
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
    """What the board is made of, as its reader may see it, on a day."""

    ledger: Ledger
    today: date

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
        return Board(read_ledger(own, _KINDS, reader.at(Door.DASHBOARD)), today)
    finally:
        close(own)


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


def risk_items(session: Session, board: Board, risks: Iterable[Disclosed]) -> Iterator[Item]:
    """Give the card of each risk."""
    text, language = session.text, session.look.language
    for risk in risks:
        size, high = risk_size(risk), board.is_high(risk)
        told = ""
        if size is not None:
            told = text(N_("{size} of 25")).format(size=language.number(size))
        due = risk.values.get("review_on")
        again = text(N_("look again by {day}")) if isinstance(due, str) else ""
        about = dotted(
            isolated(told) if told else text(N_("Not judged yet")),
            text(N_("High")) if high else "",
            again.format(day=language.short_day(str(due))),
            session.names.place(risk),
        )
        state = state_of(risk, language, has_draft=False)
        icon = "triangle-alert" if high else state.icon
        tone = "bad" if high else state.tone
        yield Item("risk", risk.id, session.names.of(risk), about, State(state.word, tone, icon))


def scenario_items(session: Session, board: Board, place: str) -> Iterator[Item]:
    """Give each scenario with its triggers and pivots under it; those with one met first."""
    ledger = board.ledger
    met = {t.id for t in ledger.of("trigger") if pivots.met(t, ledger, board.today)}
    offered = {
        signal.about[0].id
        for signal in pivots.signals(ledger, board.today)
        if signal.name == "pivot_offered"
    }
    scenarios = board.of("scenario", place)

    def urgent(scenario: Disclosed) -> tuple[bool, str]:
        return not any(t.id in met for t in ledger.rows("trigger", scenario)), scenario.id

    for scenario in sorted(scenarios, key=urgent):
        yield _scenario(session, scenario)
        for trigger in ledger.rows("trigger", scenario):
            yield _trigger(session, board, trigger, is_met=trigger.id in met)
        for pivot in ledger.rows("pivot", scenario):
            yield _pivot(session, board, pivot, can_be_taken=pivot.id in offered)


def met_count(board: Board, place: str) -> int:
    """Return how many triggers of the scenarios there are met."""
    ledger = board.ledger
    triggers = (t for s in board.of("scenario", place) for t in ledger.rows("trigger", s))
    return sum(pivots.met(trigger, ledger, board.today) is not None for trigger in triggers)


def decisions(board: Board, place: str, how_far: str) -> list[Disclosed]:
    """Return the decisions that are this far, the latest first."""
    found = [d for d in board.of("decision", place) if _how_far(d) == how_far]
    return sorted(found, key=lambda d: (str(d.values.get("decided_on") or d.changed), d.id))[::-1]


def decision_items(session: Session, board: Board, decided: Iterable[Disclosed]) -> Iterator[Item]:
    """Give each decision: who took it or may, who was asked, which feedback led to it."""
    text, language = session.text, session.look.language
    for decision in decided:
        values = decision.values
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
        yield Item("decision", decision.id, session.names.of(decision), about,
                   _state(session, decision, "step"))  # fmt: skip


def escalation_items(session: Session, board: Board, place: str) -> Iterator[Item]:
    """Give each escalation with its level and its day, those that wait too long first."""
    text, language, ledger = session.text, session.look.language, board.ledger

    def order(record: Disclosed) -> tuple[bool, str, str]:
        due = escalations.due_on(record, ledger)
        return not escalations.is_open(record), due.isoformat() if due else "9999", record.id

    for record in sorted(board.of("escalation", place), key=order):
        due, waits = escalations.due_on(record, ledger), escalations.is_open(record)
        level = record.values.get("level")
        until = text(N_("answer needed by {day}")) if due and waits else ""
        about = dotted(
            code_list("escalation_level").label(str(level), language) if level else "",
            until.format(day=language.short_day(due)) if due and until else "",
            session.names.place(record),
        )
        state = _state(session, record, "status")
        if waits and due is not None and due < board.today:
            state = State(text(N_("Late")), "bad", "circle-alert")
        yield Item("escalation", record.id, session.names.of(record), about, state)


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


def _trigger(session: Session, board: Board, trigger: Disclosed, *, is_met: bool) -> Item:
    text, language, values = session.text, session.look.language, trigger.values
    threshold = values.get("threshold")
    when = ""
    if isinstance(threshold, int | float) and values.get("comparison") is not None:
        comparison = code_list("comparison").label(str(values["comparison"]), language)
        when = text(N_("met when: {comparison} {figure}")).format(
            comparison=comparison, figure=isolated(language.number(threshold))
        )
    about = dotted(text(kind_named("trigger").label), when, _latest(session, board, trigger))
    word, tone, icon = (
        (N_("Met"), "bad", "circle-alert") if is_met else (N_("Not met"), "", "circle")
    )
    return Item("trigger", trigger.id, session.names.of(trigger), about,
                State(text(word), tone, icon))  # fmt: skip


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


def _pivot(session: Session, board: Board, pivot: Disclosed, *, can_be_taken: bool) -> Item:
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
    if can_be_taken:
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
