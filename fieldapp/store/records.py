"""Saving, reading, listing and taking out records. What other floors use of the journal.

Values come in already accepted (`domain.intake`); records that are read here still have to go
through `domain.disclosure` before anybody sees them.
"""

import logging
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import fieldapp
from fieldapp.domain.disclosure import Reader
from fieldapp.domain.fact import DELETED, Fact
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import kind_named
from fieldapp.domain.record import Record
from fieldapp.domain.schema import Level, RecordKind, Values
from fieldapp.domain.scope import CONFIDENTIAL, TEAM, confided_to, scope_of
from fieldapp.domain.settle import Head
from fieldapp.store import apart, journal, seal, search
from fieldapp.store.database import writing
from fieldapp.store.errors import NoSuchRecord, told
from fieldapp.store.workspace import Workspace

log = logging.getLogger(__name__)

Base = Mapping[str, tuple[str, ...]]
"""For each field the facts whose answer the author saw: `Record.heads` when the form was opened."""

_COLUMNS = "record.id, record.kind, record.changed, record.body"


@dataclass(frozen=True)
class Change:
    """Answers for one record, new or known.

    Attributes:
        values: The fields to change; None clears one.
        record: Its id; empty for a new one, whose id is then made.
        base: What the author saw; None means what stands now.
        again: Which of the values are written although they stand already, where another does not:
            their author vouches for them, and whoever has not seen that clashes with it.
        rule: By which rule it settles one of many clashes at once; empty where a person looked.
    """

    kind: str
    values: Values
    record: str = ""
    base: Base | None = field(default=None)
    again: frozenset[str] = field(default=frozenset())
    rule: str = ""


def save(workspace: Workspace, change: Change) -> str:
    """Save one record; on the disk when this returns. Returns its id."""
    return save_all(workspace, [change])[0]


def new_record_id(workspace: Workspace) -> str:
    """Return an id for a record in the making; it begins with the time."""
    return str(uuid.UUID(bytes=_uuid7(workspace)))


def save_all(workspace: Workspace, changes: Sequence[Change], *, apart: bool = False) -> list[str]:
    """Save several records, all or none, and return their ids in the same order.

    Args:
        apart: They have nothing to do with each other (an import), so they may travel apart.

    Raises:
        UnknownKind, UnknownField: A change names what does not exist; nothing is saved.
        DiskFull, Busy, NotWritable: Nothing is saved.
    """
    ids = []
    save_id = ""
    with writing(workspace.db, workspace.file):
        for change in changes:
            kind = kind_named(change.kind)
            for name in change.values:
                kind.field(name)
            record = change.record or new_record_id(workspace)
            facts = _facts(workspace, kind, record, change, save_id)
            if facts and not apart:
                save_id = facts[0].save
            journal.append_own(workspace.db, facts)
            ids.append(record)
    log.info("Saved %d records", len(ids))
    return ids


def load(workspace: Workspace, kind: str, record: str) -> Record:
    """Return one record, also one that was taken out.

    Raises:
        NoSuchRecord: There is none of this kind.
    """
    found = find(workspace, record)
    if found is None or found.kind != kind_named(kind).name:
        raise NoSuchRecord(kind=kind, record=record)
    return found


def find(workspace: Workspace, record: str) -> Record | None:
    """Return the record of this id, whatever its kind, or None."""
    with told(workspace.file):
        row = workspace.db.conn.execute(
            f"SELECT {_COLUMNS} FROM record WHERE id = ?",  # noqa: S608 - a constant
            [record],
        ).fetchone()
    return journal.from_row(row) if row else None


@dataclass(frozen=True)
class Wanted:
    """Which records to list. Empty parts do not narrow.

    Attributes:
        where: Field name to the value it must have.
        words: Every word must begin a word of the record that is shown to whoever asks.
        parents: Ids of records whose rows are wanted.
        places: P-codes or ids of places.
        newest_first: By the day of the record, then by its last change.
    """

    kind: str
    where: Values = field(default_factory=dict)
    words: str = ""
    parents: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    clashing: bool = False
    newest_first: bool = True
    limit: int | None = None
    offset: int = 0


def query(workspace: Workspace, wanted: Wanted, reader: Reader | None = None) -> list[Record]:
    """Return the records that are in, as wanted.

    Args:
        reader: Who asks; None is the officer here.

    Raises:
        UnknownField: ``where`` names a field that the kind does not have.
    """
    conditions, values = _conditions(workspace, wanted, reader)
    order = "DESC" if wanted.newest_first else "ASC"
    sql = (
        f"SELECT {_COLUMNS} FROM record WHERE {' AND '.join(conditions)}"  # noqa: S608 - ours
        f" ORDER BY record.day {order}, record.changed {order} LIMIT ? OFFSET ?"
    )
    limit = -1 if wanted.limit is None else wanted.limit
    with told(workspace.file):
        rows = workspace.db.conn.execute(sql, [*values, limit, wanted.offset]).fetchall()
    return [journal.from_row(row) for row in rows]


def newest_with(
    workspace: Workspace, words: str, limit: int, reader: Reader | None = None
) -> list[Record]:
    """Return the records of any kind that are in and hold all of these words in what is shown to
    the reader (None: the officer here), those that this laptop met last first. Not ranked and not
    sorted, so that it takes a blink among 100,000."""
    numbers, asked = search.numbers(words, reader or workspace.reader)
    sql = (
        f"SELECT {_COLUMNS} FROM record WHERE n IN ({numbers})"  # noqa: S608 - ours
        " AND record.gone = 0 ORDER BY n DESC LIMIT ?"
    )
    with told(workspace.file):
        rows = workspace.db.conn.execute(sql, [*asked, limit]).fetchall()
    return [journal.from_row(row) for row in rows]


def count(workspace: Workspace, wanted: Wanted, reader: Reader | None = None) -> int:
    """Return how many records are in, as wanted; limit and offset do not count."""
    conditions, values = _conditions(workspace, wanted, reader)
    sql = f"SELECT count(*) FROM record WHERE {' AND '.join(conditions)}"  # noqa: S608 - ours
    with told(workspace.file):
        return int(workspace.db.conn.execute(sql, values).fetchone()[0])


def _conditions(
    workspace: Workspace, wanted: Wanted, reader: Reader | None
) -> tuple[list[str], list[object]]:
    kind = kind_named(wanted.kind)
    conditions = ["record.kind = ?", "record.gone = 0"]
    values: list[object] = [kind.name]
    for name, value in wanted.where.items():
        kind.field(name)
        conditions.append(f"json_extract(record.body, '$.values.{name}') IS ?")
        values.append(value)
    if wanted.words.strip():
        numbers, asked = search.numbers(wanted.words, reader or workspace.reader)
        conditions.append(f"record.n IN ({numbers})")
        values += asked
    for column, ids in (("parent", wanted.parents), ("place", wanted.places)):
        if ids:
            conditions.append(f"record.{column} IN ({', '.join('?' * len(ids))})")
            values.extend(ids)
    if wanted.clashing:
        conditions.append("record.clashing > 0")
    return conditions, values


def linking(workspace: Workspace, record: str, fields: Sequence[tuple[str, str]]) -> list[Record]:
    """Return the records that are in and name this one in any of these (kind, field) questions.

    By kind, then the newest first.

    Raises:
        UnknownKind, UnknownField: There is no such question.
    """
    if not fields:
        return []
    asked: list[Value] = []
    for kind, name in fields:
        kind_named(kind).field(name)
        asked += [kind, f"$.values.{name}", record]
    # Looking for the id in the text first spares reading the JSON of nearly all records.
    either = " OR ".join(["(record.kind = ? AND json_extract(record.body, ?) = ?)"] * len(fields))
    sql = (
        f"SELECT {_COLUMNS} FROM record WHERE record.gone = 0 AND instr(record.body, ?)"  # noqa: S608
        f" AND ({either}) ORDER BY record.kind, record.day DESC, record.changed DESC"
    )
    with told(workspace.file):
        rows = workspace.db.conn.execute(sql, [record, *asked]).fetchall()
    return [journal.from_row(row) for row in rows]


def delete(workspace: Workspace, kind: str, record: str, reason: str) -> None:
    """Take a record out, with the reason. Its facts stay; an edit made meanwhile brings it back.

    Raises:
        NoSuchRecord: There is none.
    """
    delete_all(workspace, [(kind, record)], reason)


def delete_all(workspace: Workspace, wanted: Sequence[tuple[str, str]], reason: str) -> None:
    """Take several records out for one reason, all or none; they are given as kind and id.

    Raises:
        NoSuchRecord: One of them is not there; none was taken out.
    """
    with writing(workspace.db, workspace.file):
        for kind, record in wanted:
            _mark_deleted(workspace, load(workspace, kind, record), reason)


def restore(workspace: Workspace, kind: str, record: str) -> None:
    """Put a record back that was taken out.

    Raises:
        NoSuchRecord: There is none.
    """
    _mark_deleted(workspace, load(workspace, kind, record), None)


def settle_field(workspace: Workspace, kind: str, record: str, name: str, value: Value) -> None:
    """End a clash: this is the answer, knowing all that were given.

    Raises:
        NoSuchRecord, UnknownField: As they say.
    """
    now = load(workspace, kind, record)
    save(workspace, Change(kind, {name: value}, record, base={name: now.heads.get(name, ())}))


def history(workspace: Workspace, record: str) -> list[Fact]:
    """Return every fact about a record in the order of its authors' clocks."""
    with told(workspace.file):
        return sorted(journal.facts_of(workspace.db, record), key=lambda fact: (fact.time, fact.id))


def facts_by(workspace: Workspace, kind: str, device: str) -> list[Fact]:
    """Return every fact about records of a kind that a laptop made and that is read here, oldest
    first. Not by the records: whoever else writes about one does not stand in for the laptop."""
    with told(workspace.file):
        return journal.facts_by(workspace.db, kind, device)


def clashing(workspace: Workspace) -> list[tuple[Record, Mapping[str, tuple[Head, ...]]]]:
    """Return every record that people must settle, with the answers that clash."""
    sql = f"SELECT {_COLUMNS} FROM record WHERE clashing > 0 AND gone = 0 ORDER BY changed DESC"  # noqa: S608
    with told(workspace.file):
        found = [journal.from_row(row) for row in workspace.db.conn.execute(sql).fetchall()]
    return [(record, record.clashes) for record in found]


def _facts(
    workspace: Workspace, kind: RecordKind, record: str, change: Change, save_id: str
) -> list[Fact]:
    """Return the facts of one change: one for each scope it touches, none if nothing changes."""
    now = find(workspace, record)
    before: Values = now.values if now else {}
    heads: Base = now.heads if now else {}
    clashes = now.clashes if now else {}
    changed = {
        name: value
        for name, value in change.values.items()
        if name in clashes or value != before.get(name) or type(value) is not type(before.get(name))
    }
    changed = {n: v for n, v in changed.items() if n in before or n in clashes or v is not None}
    if not changed:
        return []
    changed |= {n: v for n, v in change.values.items() if n in change.again}
    after = {**before, **changed}
    known = journal.facts_of(workspace.db, record) if kind.kept_from and change.record else []
    # What is kept from a member is never opened: the team is that member, too.
    opens = not apart.told(known) and _opens(workspace, kind, now, changed)
    held = now is not None and now.held and not opens
    closed = after.keys() - kind.names_up_to(Level.TEAM, after, held=held)
    confided = seal.target(workspace.db, confided_to(kind, after))
    closing = (
        apart.closing(workspace.db, workspace.around.random, kind, known, after, changed)
        if kind.kept_from
        else None
    )
    leaving = _standing_in(workspace, now, (TEAM,)) & closed if now and kind.raised else set()
    opening = _standing_in(workspace, now, CONFIDENTIAL) - closed if now and opens else set()
    others = tuple(scope for scope in CONFIDENTIAL if scope != confided)
    moving = _standing_in(workspace, now, others) & closed if now and kind.sealed_to else set()
    seen = heads if change.base is None else change.base
    base = {**heads, **{n: seen.get(n, ()) for n in changed}}
    # Who has seen an answer has seen its twin, which may not have reached this laptop.
    twins = {fact.id: fact.twin for fact in known if fact.twin}
    if twins:
        base = {n: (*ids, *(twins[i] for i in ids if i in twins)) for n, ids in base.items()}

    def write(scope: str, values: Values, seen: Base, save: str = save_id) -> Fact:
        fact = _fact(workspace, kind.name, record, scope, values, seen, save, closing)
        return replace(fact, rule=change.rule) if change.rule else fact

    facts = []
    # Answers that have become restricted leave the team's scope: the team's fact empties them, and
    # the restricted fact, which has seen that, holds them. Answers that somebody who may read them
    # has opened are said again in the team's scope, and those that are for another scope in
    # confidence now, because a complaint turned out to be graver, are said again in that one.
    open_part = {n: after[n] for n in (changed.keys() | opening) - closed} | dict.fromkeys(leaving)
    if open_part or (closing and closing.new):
        facts.append(write(TEAM, open_part, base))
        base |= {n: (*base.get(n, ()), facts[0].id) for n in leaving}
    if closed_part := {n: after[n] for n in closed & (changed.keys() | leaving | moving)}:
        same_save = facts[0].save if facts else save_id
        if closing:
            parts = [write(of, closed_part, base, same_save) for of in closing.scopes]
            facts += apart.tied(parts)
        else:
            facts.append(write(confided, closed_part, base, same_save))
    return facts


def _opens(workspace: Workspace, kind: RecordKind, now: Record | None, changed: Values) -> bool:
    """Say whether this change may open what was given in confidence: somebody who reads it answers
    the question that decides how closed the record is."""
    deciding = {each.unless.field for each in kind.raised}
    if now is None or not now.held or not deciding & changed.keys():
        return False
    return all(seal.may_read(workspace.db, scope) for scope in now.held_in)


def _standing_in(workspace: Workspace, now: Record, wanted: Collection[str]) -> set[str]:
    """Return the fields with an answer that stands in one of these scopes and is read here."""
    # What is sealed to the record's own key stands in every scope of confidence, and stays there.
    facts = journal.facts_of(workspace.db, now.id)
    scopes = {fact.id: fact.scope for fact in facts if not fact.own or fact.scope == TEAM}
    return {
        name
        for name, ids in now.heads.items()
        if now.values.get(name) is not None and any(scopes.get(i) in wanted for i in ids)
    }


def _fact(
    workspace: Workspace,
    kind: str,
    record: str,
    scope: str,
    values: Values,
    base: Base,
    save_id: str,
    closing: apart.Closing | None = None,
) -> Fact:
    readable = seal.may_read(workspace.db, scope)
    apart_from_some = closing is not None and scope != TEAM
    # Where a record is for one scope in confidence today and for another tomorrow, its author may
    # read here what they write, and have written before what they cannot read.
    all_read = readable and not apart_from_some and not kind_named(kind).sealed_to
    own = {} if all_read else _own(workspace, record)
    own_id = _new_id(workspace)
    fact = Fact(
        id=own_id,
        # A save is called as its first fact is: what stands twice costs a pack hardly anything.
        save=save_id or own_id,
        record=record,
        kind=kind,
        scope=scope,
        values=dict(values),
        base={n: (*base.get(n, ()), *own.get(n, ())) for n in values},
        time=workspace.clock.tick(),
        wall=workspace.wall().isoformat(timespec="seconds"),
        author=workspace.name,
        device=workspace.device,
        app=fieldapp.__version__,
    )
    if closing is not None:
        return apart.sealed(fact, closing) if apart_from_some else replace(fact, own=closing.new)
    public = None if readable else seal.public_key(workspace.db, scope)
    return seal.sealed(fact, public) if public else fact


def _own(workspace: Workspace, record: str) -> dict[str, tuple[str, ...]]:
    """Return for each field the sealed facts of this laptop: its author knows what they say."""
    own: dict[str, tuple[str, ...]] = {}
    for fact in journal.facts_of(workspace.db, record):
        if fact.sealed and fact.device == workspace.device:
            for name in fact.base:
                own[name] = (*own.get(name, ()), fact.id)
    return own


def _mark_deleted(workspace: Workspace, now: Record, reason: str | None) -> None:
    kind = kind_named(now.kind)
    stands = {fact for ids in now.heads.values() for fact in ids}
    if kind.kept_from:
        stands |= {f.twin for f in journal.facts_of(workspace.db, now.id) if f.id in stands} - {""}
    seen = tuple(sorted(stands))
    # Whoever may read the least of a record learns that it is gone.
    open_to = {scope_of(kind, field.name, now.values, held=now.held) for field in kind.fields}
    scope = TEAM if TEAM in open_to else seal.target(workspace.db, confided_to(kind, now.values))
    with writing(workspace.db, workspace.file):
        values = {DELETED: reason}
        fact = _fact(workspace, now.kind, now.id, scope, values, {DELETED: seen}, "")
        journal.append_own(workspace.db, [fact])
    log.info("%s %s %s", "Took out" if reason else "Put back", now.kind, now.id)


def _new_id(workspace: Workspace) -> str:
    # Beginning with the time, the ids of one save lie together: one page of the index, not two.
    return _uuid7(workspace).hex()


def _uuid7(workspace: Workspace) -> bytes:
    """Return a version 7 UUID (RFC 9562): begins with the time, so that new rows lie together."""
    random = bytearray(workspace.around.wall_ms().to_bytes(6, "big") + workspace.around.random(10))
    random[6] = 0x70 | random[6] & 0x0F
    random[8] = 0x80 | random[8] & 0x3F
    return bytes(random)
