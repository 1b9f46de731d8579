"""The journal of facts, and the one function that appends to it and works out the records.

Nothing else writes facts, records or the search index, so they cannot come apart: a fact and what
follows from it are one transaction.
"""

import itertools
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlite_utils import Database

from fieldapp.domain.fact import Fact, from_json, to_json
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind
from fieldapp.domain.scope import SCOPES, TEAM
from fieldapp.domain.settle import Head, confided, given_in_confidence, settle
from fieldapp.store import apart, facets, seal, search

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

# More would only hold more of them in memory at once.
_BATCH = 500


def append(db: Database, lines: Iterable[tuple[Fact, str]], pack: str | None = None) -> list[str]:
    """Keep facts that are not here yet and work out the records they touch.

    Part of the transaction that is open. Arriving twice changes nothing. A batch comes to the same
    as its facts one by one, in fewer statements.

    Args:
        lines: Each fact with the line it came as, which is kept to the letter, because a newer
            version may have written more than this one understands.
        pack: Id of the pack they came in; None for facts made here, which wait to be packed.

    Returns:
        Ids of the records that changed.
    """
    arrived: dict[str, tuple[Fact, str]] = {}
    for fact, line in lines:
        arrived.setdefault(fact.id, (fact, line))
    ids = db.conn.execute(
        "SELECT id FROM fact WHERE id IN (SELECT value FROM json_each(?))", [json.dumps([*arrived])]
    )
    for (known,) in ids.fetchall():
        del arrived[known]
    if not arrived:
        return []
    arrived = {name: _closed(db, fact, line) for name, (fact, line) in arrived.items()}
    keys = _Keys(db)
    about: dict[str, list[Fact]] = {}
    for fact, _line in arrived.values():
        about.setdefault(fact.record, []).append(fact)
    before = db.conn.execute(
        "SELECT DISTINCT record FROM fact WHERE record IN (SELECT value FROM json_each(?))",
        [json.dumps([*about])],
    ).fetchall()
    db.conn.executemany(
        "INSERT INTO fact (id, record, scope, device, time, pack, body)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (fact.id, fact.record, fact.scope, fact.device, fact.time, pack, line)
            for fact, line in arrived.values()
        ],
    )
    for (record,) in before:
        about[record] = _lines_of(db, record, about[record])
    _write(db, [keys.opened(facts) for facts in about.values()])
    return list(about)


def _closed(db: Database, fact: Fact, line: str) -> tuple[Fact, str]:
    """Seal what comes open in a scope that this laptop may not read: a sync that was under way when
    the laptop was sealed still has the keys in its memory."""
    if fact.scope == TEAM or fact.sealed or seal.may_read(db, fact.scope):
        return fact, line
    public = seal.public_key(db, fact.scope)
    if public is None:
        return fact, line
    closed = seal.sealed(fact, public)
    return closed, to_json(closed)


def append_own(db: Database, facts: Sequence[Fact]) -> list[str]:
    """Keep facts made on this laptop."""
    return append(db, [(fact, to_json(fact)) for fact in facts])


def facts_of(db: Database, record: str, arrived: Iterable[Fact] = ()) -> list[Fact]:
    """Return all facts about a record in the order they arrived, opened as far as may be.

    Args:
        arrived: Those that have just been kept; reading their lines again would take longer than
            all else that a save computes.
    """
    return _Keys(db).opened(_lines_of(db, record, arrived))


def _lines_of(db: Database, record: str, arrived: Iterable[Fact]) -> list[Fact]:
    known = {fact.id: fact for fact in arrived}
    rows = db.conn.execute("SELECT id, body FROM fact WHERE record = ? ORDER BY n", [record])
    return [known.get(row[0]) or from_json(row[1]) for row in rows.fetchall()]


def facts_by(db: Database, kind: str, device: str) -> list[Fact]:
    """Return the facts about records of a kind that a laptop made, opened as far as may be; those
    that stay closed are left out."""
    # Asked at every sync: by the few records of the kind, not by the text of every fact.
    rows = db.conn.execute(
        "SELECT body FROM fact WHERE device = ?"
        " AND record IN (SELECT id FROM record WHERE kind = ?) ORDER BY time, id",
        [device, kind],
    )
    keys = _Keys(db)
    found = (fact for row in rows.fetchall() for fact in keys.opened([from_json(row[0])]))
    return [fact for fact in found if not fact.sealed]


class _Keys:
    """The private keys of this laptop, read when the first sealed fact asks for them."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._private: dict[str, list[bytes]] = {}

    def opened(self, facts: list[Fact]) -> list[Fact]:
        """Return the facts, all of one record, opened as far as may be."""
        if not any(fact.sealed for fact in facts):
            return facts
        own = apart.privates(self._db, facts)
        return [apart.opened(fact, own) if fact.own else self._opened(fact) for fact in facts]

    def _opened(self, fact: Fact) -> Fact:
        if not fact.sealed:
            return fact
        if fact.scope not in self._private:
            self._private[fact.scope] = seal.private_keys(self._db, fact.scope)
        return seal.opened(fact, self._private[fact.scope])


def derive(db: Database, records: Iterable[str]) -> None:
    """Work out these records (any number, each once) anew from their facts."""
    ids = [*records]
    for n in range(0, len(ids), _BATCH):
        _write(db, [facts_of(db, record) for record in ids[n : n + _BATCH]])


def work_out(facts: Sequence[Fact]) -> Record:
    """Return the record that follows from its facts (at least one, all about one record).

    Where two facts name different kinds, the earliest wins: an id belongs to one kind, and whoever
    uses it for another later must not take the record away, however many facts they write.
    """
    name = min(facts, key=lambda fact: (fact.time, fact.id)).kind
    kind = KINDS.get(name)
    own = [fact for fact in facts if fact.kind == name]
    settled = settle(own, _careful(name))
    closed = given_in_confidence(own)
    return Record(
        kind=name,
        id=facts[0].record,
        values=settled.values,
        heads=settled.heads,
        clashes=settled.clashes,
        changed=max(fact.time for fact in facts),
        deleted=settled.deleted,
        edited_after_delete=settled.edited_after_delete,
        held=kind is not None and any(_is_for_the_team(kind, name) for name in closed),
        confided=confided(own) if closed else {},
        apart=any(fact.own for fact in own),
    )


@cache
def _careful(kind: str) -> frozenset[str]:
    """Return the fields of a kind that show nothing while answers clash."""
    fields = KINDS[kind].fields if kind in KINDS else ()
    return frozenset(field.name for field in fields if field.careful)


def _is_for_the_team(kind: RecordKind, name: str) -> bool:
    """Say whether the team may read this field in some record of the kind."""
    return kind.has(name) and kind.field(name).level < Level.RESTRICTED


def _write(db: Database, histories: Iterable[Sequence[Fact]]) -> None:
    """Put the records that follow from the facts of each into the rows and the search index."""
    # Of a record that is all sealed to others this laptop has nothing to show.
    found = [
        (work_out(facts), [fact.device for fact in facts])
        for facts in histories
        if any(fact.values for fact in facts)
    ]
    if not found:
        return
    ids = json.dumps([record.id for record, _devices in found])
    known = dict(
        db.conn.execute(
            "SELECT id, n FROM record WHERE id IN (SELECT value FROM json_each(?))", [ids]
        ).fetchall()
    )
    row = db.conn.execute("SELECT max(n) FROM record").fetchone()
    free = itertools.count((row[0] or 0) + 1)
    numbered = [(known.get(each[0].id) or next(free), *each) for each in found]
    db.conn.executemany(
        "INSERT INTO record (n, id, kind, parent, place, day, changed, gone, clashing, body,"
        " title, state, spot, indexed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1) ON CONFLICT (n) DO UPDATE SET"
        " kind = excluded.kind, parent = excluded.parent, place = excluded.place,"
        " day = excluded.day, changed = excluded.changed, gone = excluded.gone,"
        " clashing = excluded.clashing, body = excluded.body,"
        " title = excluded.title, state = excluded.state, spot = excluded.spot,"
        " indexed = record.indexed + 1",
        [_row(n, record) for n, record, _devices in numbered],
    )
    search.index(db, numbered)


def _row(n: int, record: Record) -> tuple[object, ...]:
    kind = KINDS.get(record.kind)
    return (
        n,
        record.id,
        record.kind,
        _text(record, kind.parent if kind else ""),
        _text(record, "place"),
        _text(record, kind.day if kind else ""),
        record.changed,
        record.deleted is not None,
        len(record.clashes),
        to_body(record),
        *facets.sorting(record),
    )


def _text(record: Record, name: str) -> str | None:
    value = record.values.get(name)
    return value if isinstance(value, str) else None


def to_body(record: Record) -> str:
    """Write what the row's columns do not hold; equal records give equal bytes."""
    heads = {name: record.heads[name] for name in sorted(record.heads)}
    rest: dict[str, object] = {
        "clashes": {
            name: [vars(head) for head in record.clashes[name]] for name in sorted(record.clashes)
        },
        "deleted": record.deleted,
        "edited_after_delete": record.edited_after_delete,
        "held": record.held,
    }
    if record.confided:
        rest["confided"] = record.confided
    if record.apart:
        rest["apart"] = True
    values = _encode({name: record.values[name] for name in sorted(record.values)})
    return f'{{"values":{values},"heads":{_heads(heads)},{_encode(rest)[1:]}'


def _heads(heads: Mapping[str, tuple[str, ...]]) -> str:
    """Write heads. Most records are one fact, which stands behind every field."""
    ids = set(heads.values())
    only = ids.pop() if len(ids) == 1 else ()
    return _form(tuple(heads)).replace("?", only[0]) if len(only) == 1 else _encode(heads)


@lru_cache(maxsize=1024)
def _form(names: tuple[str, ...]) -> str:
    """Write heads with a mark, which no name and no id has in it, where the fact goes."""
    return _encode({name: ["?"] for name in names})


def from_row(row: Sequence[Any]) -> Record:
    """Read a row ``(id, kind, changed, body)``."""
    plain = json.loads(row[3])
    return Record(
        kind=row[1],
        id=row[0],
        values={name: _value(value) for name, value in plain["values"].items()},
        heads={name: tuple(ids) for name, ids in plain["heads"].items()},
        clashes={
            name: tuple(Head(**{**head, "value": _value(head["value"])}) for head in heads)
            for name, heads in plain["clashes"].items()
        },
        changed=row[2],
        deleted=plain["deleted"],
        edited_after_delete=plain["edited_after_delete"],
        held=plain.get("held", False),
        confided={name: tuple(scopes) for name, scopes in plain.get("confided", {}).items()},
        apart=plain.get("apart", False),
    )


def _value(plain: Any) -> Any:
    return tuple(plain) if isinstance(plain, list) else plain


def rebuild(db: Database) -> int:
    """Empty records and search and work out all of them from the journal; returns how many."""
    forget_records(db)
    derive(db, [r[0] for r in db.conn.execute("SELECT DISTINCT record FROM fact ORDER BY record")])
    return int(db.conn.execute("SELECT count(*) FROM record").fetchone()[0])


def not_indexed(db: Database) -> list[str]:
    """Return the ids of the records that a version wrote which knows another search index."""
    return [row[0] for row in db.conn.execute("SELECT id FROM record WHERE indexed = 0")]


def withdraw(db: Database, pack: str) -> list[str]:
    """Take the facts of a pack out of the journal, because the pack does not count.

    The pack itself stays where it is kept, so that nothing is lost should it count again. Part of
    the transaction that is open. Returns the ids of the records that changed.
    """
    rows = db.conn.execute("SELECT DISTINCT record FROM fact WHERE pack = ?", [pack]).fetchall()
    db.conn.execute("DELETE FROM fact WHERE pack = ?", [pack])
    touched = [str(row[0]) for row in rows]
    for record in touched:
        search.forget(db, record)
        db.conn.execute("DELETE FROM record WHERE id = ?", [record])
        if facts := facts_of(db, record):
            _write(db, [facts])
    return touched


def seal_what_is_not_ours(db: Database, *, sent: bool = False) -> int:
    """Seal the values in scopes that this laptop may not read, and forget them.

    Needed when a laptop that had recorded on its own joins a mission, and when one has left.

    Args:
        sent: Also in facts that are in a pack; only a laptop that has left has such.

    Returns:
        How many were sealed.
    """
    count = seal_facts(db, sent=sent)
    if count:
        rebuild(db)
    return count


def seal_facts(db: Database, *, sent: bool) -> int:
    """Do that with the journal alone; until `rebuild`, records and search tell what was."""
    count = 0
    for scope in SCOPES:
        public = seal.public_key(db, scope)
        if public is None or seal.may_read(db, scope):
            continue
        rows = db.conn.execute(
            "SELECT n, body FROM fact WHERE scope = ? AND (pack IS NULL OR ?)", [scope, sent]
        ).fetchall()
        for n, body in rows:
            fact = from_json(body)
            if not fact.sealed:
                line = to_json(seal.sealed(fact, public))
                db.conn.execute("UPDATE fact SET body = ? WHERE n = ?", [line, n])
                count += 1
    return count


def forget_delivered(db: Database, scope: str) -> int:
    """Forget the facts of a scope that stand in packs the hub has and that are kept here, sealed.

    Sealed one by one they would still tell who said something, when and of what kind. With the key
    the packs give them back, see `sync.intake`. Returns how many were forgotten.
    """
    cursor = db.conn.execute(
        "DELETE FROM fact WHERE scope = ?1 AND pack IN"
        " (SELECT id FROM pack WHERE scope = ?1 AND seq IS NOT NULL)",
        [scope],
    )
    return int(cursor.rowcount)


def forget_records(db: Database) -> None:
    """Empty records and search; `rebuild` works them out again."""
    db.conn.execute("DELETE FROM record")
    search.clear(db)
