"""The loop that must close: heard, raised, decided, done, checked, answered, told back.

From any record of it to everything before and everything after, by the links that the kinds
declare. Where the loop is open is for `signals.loops`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS, links_to
from fieldapp.domain.ledger import Ledger
from fieldapp.language import N_


@dataclass(frozen=True)
class Stage:
    """One part of the loop, and the kinds of record that belong to it, the earlier first."""

    name: str
    label: str
    kinds: tuple[str, ...]


STAGES = (
    Stage("heard", N_("Where it was heard"), ("meeting", "joint_review")),
    Stage("raised", N_("What was raised"), ("issue", "feedback", "priority", "finding")),
    Stage("decided", N_("What was decided"), ("decision",)),
    Stage(
        "done",
        N_("What is done"),
        ("commitment", "deliverable", "milestone", "training", "handover", "payment"),
    ),
    Stage("checked", N_("What was found"), ("verification", "external_review")),
)
"""A feedback about a work stands before it: what is done there answers it."""

_ORDER = tuple(kind for stage in STAGES for kind in stage.kinds)


@dataclass(frozen=True)
class Chain:
    """What hangs together with a record, by the name of the stage and in the order of the loop.

    Attributes:
        before: What led to it. Stages with nothing are left out.
        after: What came of it.
        answered: What was raised, in all of this, and has an answer.
        told: What of that was told back.
    """

    record: Disclosed
    before: Mapping[str, tuple[Disclosed, ...]]
    after: Mapping[str, tuple[Disclosed, ...]]
    answered: tuple[Disclosed, ...]
    told: tuple[Disclosed, ...]


@dataclass(frozen=True)
class Loop:
    """The records of the loop with the links between them, for many questions at once.

    A link of the schema joins two records of the loop; the one whose kind comes earlier in
    `STAGES` is before the other, whichever of the two names the other. No kind of the loop links
    to itself, so nothing is ever before itself and every walk ends. The kinds are walked in their
    order, so that B is after A exactly where A is before B.
    """

    ledger: Ledger

    def next(self, record: Disclosed) -> tuple[Disclosed, ...]:
        """Return what follows directly."""
        return tuple(self._links[0].get(record.id, ()))

    def after(self, record: Disclosed) -> tuple[Disclosed, ...]:
        """Return everything that came of the record, in the order of the loop."""
        return _walk(record, self._links[0])

    def before(self, record: Disclosed) -> tuple[Disclosed, ...]:
        """Return everything that led to the record, in the order of the loop."""
        return _walk(record, self._links[1])

    def chain(self, record: Disclosed) -> Chain:
        """Return the record's chain, both ways."""
        before, after = self.before(record), self.after(record)
        raised = [one for one in (*before, record, *after) if one.kind in ("issue", "feedback")]
        return Chain(
            record=record,
            before=_by_stage(before),
            after=_by_stage(after),
            answered=tuple(one for one in raised if is_answered(one)),
            told=tuple(one for one in raised if one.values.get("told_on") is not None),
        )

    @cached_property
    def _links(self) -> tuple[Mapping[str, list[Disclosed]], Mapping[str, list[Disclosed]]]:
        after: dict[str, list[Disclosed]] = {}
        before: dict[str, list[Disclosed]] = {}
        for name in _ORDER:
            for other, field in links_to(KINDS[name]):
                for record in self.ledger.of(other.name) if other.name in _ORDER else ():
                    linked = self.ledger.find(record.values.get(field.name))
                    if linked is not None and linked.kind == name:
                        first, then = sorted((linked, record), key=_rank)
                        after.setdefault(first.id, []).append(then)
                        before.setdefault(then.id, []).append(first)
        return after, before


def chain_of(ledger: Ledger, record: Disclosed) -> Chain:
    """Return everything before and after a record. For many records at once, use a `Loop`."""
    return Loop(ledger).chain(record)


def is_answered(raised: Disclosed) -> bool:
    """Say whether a feedback or an issue has an answer."""
    values = raised.values
    return (
        values.get("answer") is not None
        or values.get("answered_on") is not None
        or values.get("status") == "answered"
    )


def _walk(record: Disclosed, links: Mapping[str, list[Disclosed]]) -> tuple[Disclosed, ...]:
    found: dict[str, Disclosed] = {}
    waiting = [record]
    while waiting:
        for one in links.get(waiting.pop().id, ()):
            if one.id not in found:
                found[one.id] = one
                waiting.append(one)
    return tuple(sorted(found.values(), key=_rank))


def _rank(record: Disclosed) -> tuple[int, str]:
    return _ORDER.index(record.kind), record.id


def _by_stage(records: Iterable[Disclosed]) -> dict[str, tuple[Disclosed, ...]]:
    found = {
        stage.name: tuple(one for one in records if one.kind in stage.kinds) for stage in STAGES
    }
    return {name: members for name, members in found.items() if members}
