"""Looking a workspace over: is everything that was saved whole, and does the cache agree with it?

Records and search are worked out from facts, so they can be mended here. A damaged fact or chunk
cannot; it comes again from the hub or from a backup.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import sqlcipher3.dbapi2

from fieldapp.domain.fact import BadFact, from_json
from fieldapp.language import N_
from fieldapp.paths import KEYFILE
from fieldapp.progress import Progress
from fieldapp.store import audit, drafts, journal, keyfile, photos, recovery, seal
from fieldapp.store.database import writing
from fieldapp.store.errors import Damaged, StoreError, told
from fieldapp.store.workspace import Workspace


@dataclass(frozen=True)
class Finding:
    """What one check found: ``name`` and ``detail`` hold counts, never a value of a record."""

    name: str
    ok: bool
    detail: str


CHECKS = (
    N_("file"),
    N_("facts"),
    N_("records"),
    N_("search"),
    N_("drafts"),
    N_("photographs"),
    N_("recovery sheet"),
    N_("audit log"),
)
"""What is looked at, in this order."""


def examine(workspace: Workspace, progress: Progress) -> list[Finding]:
    """Check everything; changes nothing."""
    steps = (
        _file,
        _facts,
        _records,
        _search,
        _drafts,
        _photographs,
        _recovery_sheet,
        _audit,
    )
    found = []
    for n, (name, step) in enumerate(zip(CHECKS, steps, strict=True)):
        progress.step(n, len(steps), name)
        try:
            with told(workspace.file):
                faults = list(step(workspace))
                detail = "; ".join(faults) or _counted(workspace, name)
        except (Damaged, BadFact):
            faults = [detail := "damaged"]
        found.append(Finding(name, not faults, detail))
    progress.step(len(steps), len(steps))
    return found


def rebuild(workspace: Workspace) -> int:
    """Work out all records and the search index anew from the facts; returns how many records."""
    with writing(workspace.db, workspace.file):
        return journal.rebuild(workspace.db)


def _counted(workspace: Workspace, name: str) -> str:
    if name == "file":
        return f"SQLite {sqlcipher3.dbapi2.sqlite_version}"
    if name == "photographs":
        here = workspace.chunks.ids()
        wait = [
            p.id
            for p in photos.readable(workspace)
            if any(c.id not in here for c in photos.chunks_of(p))
        ]
        return f"{len(here)}; not whole: {', '.join(sorted(wait))}" if wait else str(len(here))
    if name == "recovery sheet":
        state = recovery.sheet_state(workspace)
        tried = f"tried on {state.drill_on}" if state.drill_on else "never tried"
        return f"{tried}; a drill is due: fieldapp recovery drill" if state.due else tried
    table = {
        "facts": "fact",
        "records": "record",
        "search": "search_docsize",
        "audit log": "audit",
    }.get(name, name[:-1])
    number = workspace.db.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return str(number)


def _file(workspace: Workspace) -> Iterator[str]:
    with workspace.file.open("rb") as file:
        if file.read(16).startswith(b"SQLite format"):
            yield "not encrypted"
    # The first names the damaged pages, free ones too; the second would stop at such a page.
    pages = workspace.db.conn.execute("PRAGMA cipher_integrity_check").fetchall()
    rows = [] if pages else workspace.db.conn.execute("PRAGMA quick_check").fetchall()
    yield from (str(fault) for (fault,) in (*pages, *rows) if fault != "ok")


def _facts(workspace: Workspace) -> Iterator[str]:
    rows = workspace.db.conn.execute("SELECT n, id, record, scope, device, time, body FROM fact")
    for n, *columns, body in rows:
        try:
            fact = from_json(body)
        except BadFact as error:
            yield f"fact {n}: {error.facts['what']}"
            continue
        # What is sealed to a record's own key is not for everybody who reads the scope.
        keys = [] if fact.own else seal.private_keys(workspace.db, fact.scope)
        if fact.sealed and keys and seal.opened(fact, keys).sealed:
            yield f"fact {n}: sealed"
        if columns != [fact.id, fact.record, fact.scope, fact.device, fact.time]:
            yield f"fact {n}: columns"


def _records(workspace: Workspace) -> Iterator[str]:
    sql = "SELECT id, kind, changed, body FROM record"
    rows = {row[0]: tuple(row) for row in workspace.db.conn.execute(sql)}
    ids = [row[0] for row in workspace.db.conn.execute("SELECT DISTINCT record FROM fact")]
    wrong = 0
    for record in ids:
        facts = journal.facts_of(workspace.db, record)
        row = rows.pop(record, None)
        if any(fact.values for fact in facts):
            right = journal.work_out(facts)
            wrong += row != (right.id, right.kind, right.changed, journal.to_body(right))
        else:
            wrong += row is not None
    if wrong:
        yield f"{wrong} differ from their facts"
    if rows:
        yield f"{len(rows)} without facts"


def _search(workspace: Workspace) -> Iterator[str]:
    sql = (
        "SELECT (SELECT count(*) FROM record WHERE n NOT IN (SELECT id FROM search_docsize)),"
        " (SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT n FROM record))"
    )
    missing, left_over = workspace.db.conn.execute(sql).fetchone()
    if missing or left_over:
        yield f"{missing} missing, {left_over} left over"
    try:
        workspace.db.conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlcipher3.dbapi2.DatabaseError:
        yield "damaged"


def _drafts(workspace: Workspace) -> Iterator[str]:
    try:
        drafts.all_drafts(workspace)
    except ValueError:
        yield "unreadable"


def _recovery_sheet(workspace: Workspace) -> Iterator[str]:
    """That a drill is due is a hint and no fault; that its part of the key file is lost is one."""
    try:
        parts = keyfile.read_parts(workspace.folder / KEYFILE)
    except StoreError:
        yield "the key file cannot be read"
        return
    if keyfile.RECOVERY not in parts:
        yield "no part of the key file is for it"


def _photographs(workspace: Workspace) -> Iterator[str]:
    """Each chunk is what its name says. One that has not come yet is no fault."""
    damaged = workspace.chunks.damaged()
    if damaged:
        affected = sum(
            any(chunk.id in damaged for chunk in photos.chunks_of(record))
            for record in photos.readable(workspace)
        )
        yield f"{len(damaged)} chunks of {affected} photographs are damaged"


def _audit(workspace: Workspace) -> Iterator[str]:
    """The chain is whole to its end. What this laptop has told others of it has to be in it too,
    and so does whatever else would show that the whole of it was worked out anew."""
    chain = audit.entries(workspace)[::-1]
    yield from audit.faults(chain, audit.head(workspace.db))
    yield from audit.unlike(chain, audit.told_heads(workspace, workspace.device))
