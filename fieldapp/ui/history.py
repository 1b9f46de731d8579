"""Who changed what in a record, as far as this reader may know. Plain data, no widget.

What is in confidence today is closed in the past as well, and what was in confidence then stays so
and stays masked, whatever became of the record since.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import groupby

from fieldapp.domain.disclosure import Disclosed, level_in, sees
from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import TEAM
from fieldapp.store import records
from fieldapp.ui.session import Session


class Act(Enum):
    """What somebody did."""

    BEGUN = "begun"
    CHANGED = "changed"
    SETTLED = "settled"
    TAKEN_OUT = "taken_out"
    PUT_BACK = "put_back"


@dataclass(frozen=True)
class Told:
    """One answer that was given.

    Attributes:
        record: The record or the row.
        value: What was said; None where it was emptied, or is masked.
        before: What its author saw there: nothing, one answer, or several that clashed.
        is_masked: It can point to a person, so it is only told that it was given.
        stands: It is what holds now, or one of the answers that clash: nothing to put back.
    """

    kind: str
    record: str
    field: str
    value: Value
    before: tuple[Value, ...]
    is_masked: bool
    stands: bool


@dataclass(frozen=True)
class Saved:
    """What one person did at one moment.

    Attributes:
        at: By the wall clock of whoever did it, ISO 8601.
        device: Id of the laptop.
        answers: As far as the reader may know.
        withheld: How many more there are, which are for others.
        reason: Why it was taken out.
        rule: By which rule clashes were settled; "" where a person looked.
        in_confidence: Some answer told here is one that the team may not read.
    """

    at: str
    author: str
    device: str
    act: Act
    answers: tuple[Told, ...]
    withheld: int
    reason: str = ""
    rule: str = ""
    in_confidence: bool = False


def history_of(session: Session, ids: Sequence[str]) -> list[Saved]:
    """Return what was done to a record and its rows, the newest first."""
    now = {record: records.find(session.workspace, record) for record in ids}
    facts = [
        fact
        for record in ids
        if now[record] is not None
        for fact in records.history(session.workspace, record)
    ]
    known = {fact.id: fact for fact in facts}
    facts.sort(key=lambda fact: (fact.time, fact.id))
    # Facts of one save stand together but for what another laptop did in the same moment.
    order = {fact.save: n for n, fact in reversed(list(enumerate(facts)))}
    facts.sort(key=lambda fact: order[fact.save])
    saves = groupby(facts, key=lambda fact: (fact.save, DELETED in fact.values))
    found = [_saved(session, tuple(each), now, known, ids[0]) for _, each in saves]
    return found[::-1]


def stood_before(session: Session, shown: Disclosed, name: str) -> Value:
    """Return the answer that all who clash over a question had seen; None where there was none, or
    this reader may not know it."""
    record = records.find(session.workspace, shown.id)
    if record is None:
        return None
    known = {fact.id: fact for fact in records.history(session.workspace, shown.id)}
    now = session.disclosed(record)
    bases = [set(known[h.fact].base.get(name, ())) for h in shown.clashes[name] if h.fact in known]
    common = set.intersection(*bases) if bases else set()
    for fact in (known[each] for each in sorted(common) if each in known):
        value = fact.values.get(name)
        open_to_reader = _may_know(session, shown, fact, name)
        if open_to_reader and not _is_masked(session, record, now, fact, name, value):
            return value
    return None


def _saved(
    session: Session,
    facts: tuple[Fact, ...],
    now: Mapping[str, Record | None],
    known: Mapping[str, Fact],
    main: str,
) -> Saved:
    answers: list[Told] = []
    withheld = 0
    closed = False
    for fact in facts:
        record = now[fact.record]
        assert record is not None
        for told in _told(session, fact, record, known):
            if told is None:
                withheld += 1
            else:
                answers.append(told)
                closed |= level_in(record, told.field) is Level.RESTRICTED or fact.scope != TEAM
    first = facts[0]
    return Saved(
        first.wall,
        first.author,
        first.device,
        _act(facts, main, answers),
        tuple(answers),
        withheld,
        str(first.values.get(DELETED) or ""),
        next((fact.rule for fact in facts if fact.rule), ""),
        closed,
    )


def _act(facts: Iterable[Fact], main: str, answers: Sequence[Told]) -> Act:
    for fact in facts:
        if DELETED in fact.values:
            return Act.PUT_BACK if fact.values[DELETED] is None else Act.TAKEN_OUT
    if any(len(each.before) > 1 for each in answers):
        return Act.SETTLED
    own = [fact for fact in facts if fact.record == main]
    is_first = bool(own) and not any(ids for fact in own for ids in fact.base.values())
    return Act.BEGUN if is_first else Act.CHANGED


def _told(
    session: Session, fact: Fact, record: Record, known: Mapping[str, Fact]
) -> Iterator[Told | None]:
    """Give what a fact says; None for what this reader may not know."""
    kind = KINDS.get(fact.kind)
    shown = session.disclosed(record)
    own = {} if kind is None else {field.name for field in kind.made} | {kind.parent, DELETED}
    order = {} if kind is None else {field.name: n for n, field in enumerate(kind.fields)}
    for name in sorted(fact.names, key=lambda each: order.get(each, len(order))):
        if name in own:
            continue
        if kind is None or not kind.has(name) or not _may_know(session, shown, fact, name):
            yield None
            continue
        stands = fact.id in record.heads.get(name, ()) or (
            name in fact.values
            and name not in record.clashes
            and fact.values[name] == record.values.get(name)
        )
        seen = [known[each] for each in fact.base[name] if each in known]
        seen = [each for each in seen if name in each.values]
        value = fact.values.get(name)
        parts = [(fact, value), *((each, each.values[name]) for each in seen)]
        if any(_is_masked(session, record, shown, part, name, said) for part, said in parts):
            yield Told(record.kind, record.id, name, None, (), True, stands)
            continue
        before = tuple(dict.fromkeys(each.values[name] for each in seen))
        open_seen = all(_may_know(session, shown, each, name) for each in seen)
        if before == (value,) and len(seen) == 1:
            continue  # said again in another scope
        yield Told(record.kind, record.id, name, value, before if open_seen else (), False, stands)


def _may_know(session: Session, shown: Disclosed, fact: Fact, name: str) -> bool:
    """Say whether the reader may know an answer: today, and as it was given."""
    if fact.sealed or (name not in fact.values and fact.values):
        return False
    if fact.scope != TEAM and session.reader.clearance_in(fact.scope) is not Level.RESTRICTED:
        return False
    return name in shown.hidden or sees(shown, name)


def _is_masked(
    session: Session, record: Record, shown: Disclosed, fact: Fact, name: str, value: Value
) -> bool:
    """Say whether an answer is one that can point to a person and that nobody has revealed."""
    if name in shown.hidden:
        return True
    held = record.held or fact.scope != TEAM
    then = replace(record, values={**record.values, name: value}, held=held)
    return name in session.disclosed(then).hidden
