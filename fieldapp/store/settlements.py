"""Settled clashes, read from the journal: who ended which, when, and what had stood.

Nothing of it is kept apart. A settlement is a fact whose author had seen two answers that differed
and gave one; so every laptop that holds the facts tells the same, headquarters too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldapp.domain.disclosure import Disclosed, Reader, disclose, sees
from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.settle import Head
from fieldapp.store import journal, records
from fieldapp.store.errors import told
from fieldapp.store.workspace import Workspace


@dataclass(frozen=True)
class Settlement:
    """One clash that somebody ended.

    Attributes:
        record: As the reader may see it today.
        answers: Those that stood, newest first, with who gave them.
        value: What holds since.
        rule: By which rule many were settled at once; empty where a person looked at this one.
    """

    record: Disclosed
    field: str
    answers: tuple[Head, ...]
    value: Value
    fact: str
    time: str
    at: str
    author: str
    device: str
    rule: str

    @property
    def chosen(self) -> int:
        """Which of the answers was kept, from 1; 0 where another was written."""
        same = (n for n, head in enumerate(self.answers, 1) if _same(head.value, self.value))
        return next(same, 0)


@dataclass(frozen=True)
class Asked:
    """Which settlements to tell of. Empty parts do not narrow.

    Attributes:
        by: Name of the member who settled.
        first, last: Days by the settler's clock, ISO 8601.
        in_bulk: Only those that a rule settled, or only those that a person looked at.
    """

    by: str = ""
    kind: str = ""
    first: str = ""
    last: str = ""
    in_bulk: bool | None = None


def settlements(workspace: Workspace, reader: Reader, asked: Asked) -> list[Settlement]:
    """Return the settlements that the reader may see, the newest first."""
    with told(workspace.file):
        rows = workspace.db.conn.execute(
            "SELECT DISTINCT fact.record FROM fact JOIN record ON record.id = fact.record,"
            " json_each(fact.body, '$.base') AS seen"
            " WHERE seen.key != ? AND json_array_length(seen.value) > 1"
            " AND (? = '' OR record.kind = ?)",
            [DELETED, asked.kind, asked.kind],
        ).fetchall()
    found = [
        settlement
        for (record,) in rows
        for settlement in _of(workspace, reader, record)
        if _wanted(settlement, asked)
    ]
    return sorted(found, key=lambda each: (each.time, each.fact, each.field), reverse=True)


def _wanted(each: Settlement, asked: Asked) -> bool:
    day = each.at[:10]
    return (
        (not asked.by or each.author == asked.by)
        and (not asked.first or day >= asked.first)
        and (not asked.last or day <= asked.last)
        and (asked.in_bulk is None or bool(each.rule) == asked.in_bulk)
    )


def _of(workspace: Workspace, reader: Reader, record: str) -> Iterator[Settlement]:
    now = records.find(workspace, record)
    if now is None or now.kind not in KINDS:
        return
    shown = disclose(now, reader)
    with told(workspace.file):
        facts = {fact.id: fact for fact in journal.facts_of(workspace.db, record)}
    for fact in facts.values():
        for name, value in fact.values.items():
            masked = name in shown.hidden
            if name == DELETED or not KINDS[now.kind].has(name):
                continue
            if not masked and not sees(shown, name):
                continue
            answers = _stood(fact, name, facts)
            if any(not _same(head.value, answers[0].value) for head in answers):
                if masked:  # that it was settled, and by whom, but not what was said
                    answers, value = (), None
                yield Settlement(
                    shown, name, answers, value, fact.id, fact.time, fact.wall, fact.author,
                    fact.device, fact.rule,
                )  # fmt: skip


def _stood(fact: Fact, name: str, facts: Mapping[str, Fact]) -> tuple[Head, ...]:
    """Return the answers that stood when the fact was made, as its author saw them.

    One that another of them had replaced did not stand any more: who may not read back names all of
    their own, and an answer that moves to another scope names what it leaves behind.
    """
    seen = [facts[i] for i in fact.base[name] if i in facts]
    replaced = {i for each in seen for i in each.base.get(name, ())}
    heads = [
        Head(each.id, each.values[name], each.time, each.wall, each.author, each.device)
        for each in seen
        if each.id not in replaced and name in each.values
    ]
    return tuple(sorted(heads, key=lambda head: (head.time, head.fact), reverse=True))


def _same(one: Value, other: Value) -> bool:
    return one == other and isinstance(one, bool) == isinstance(other, bool)
