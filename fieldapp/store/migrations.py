"""Tables of the workspace file, and the steps from each release's file to today's.

A step spells its SQL and imports nothing of ours, so that it does the same in ten years. Records
and the search index are worked out from facts, so only the tables that are truth need care.

The format number stands in ``PRAGMA user_version`` as major * 1000 + minor. A higher major is
refused by older versions; a higher minor only adds.

- 1.0 (fieldapp 0.1): facts, records, search, drafts, attachments (never used: photographs are in
  `chunks`), keys, members, packs, marks.
- 1.1 (fieldapp 0.2): a record says whether what it holds was given in confidence.
- 1.2 (fieldapp 0.3): private keys of scopes on a ring, several to one epoch; carried packs, and the
  entries of feeds whose packs are not kept here.
- 1.3 (fieldapp 0.4): the audit log; what partners were told; what was revealed; forms in the making
  that are closed, see `closed_drafts`.
- 1.4 (fieldapp 0.5): what lists are sorted and narrowed by; views of lists that have a name.
"""

from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from fieldapp.store.errors import Damaged, NewerFile, NotOurs, told

MAJOR, MINOR = 1, 5
APPLICATION_ID = 0x66417070
"""“fApp”: tells our file from any other SQLite file that happens to have the same key."""

migrations = Migrations("fieldapp")


@migrations()
def m001_first(db: Database) -> None:
    """Version 0.1: the first file."""
    for statement in _FIRST:
        db.conn.execute(statement)


@migrations()
def m002_held(db: Database) -> None:
    """Version 0.2: who lowers a complaint's level must not open it. Worked out anew afterwards."""
    db.conn.execute("UPDATE record SET body = json_set(body, '$.held', json('false'))")


@migrations()
def m003_key_ring(db: Database) -> None:
    """Version 0.3: two people may make the same epoch of a scope; both keys are read with."""
    db.conn.execute(
        "CREATE TABLE key_ring (scope TEXT NOT NULL, epoch INTEGER NOT NULL, public BLOB NOT NULL,"
        " private BLOB NOT NULL, PRIMARY KEY (scope, epoch, public)) STRICT"
    )
    db.conn.execute(
        "INSERT INTO key_ring SELECT scope, epoch, public, private FROM scope_key"
        " WHERE private IS NOT NULL"
    )


@migrations()
def m004_carried(db: Database) -> None:
    """Version 0.3: packs carried for others, and what was walked past on the feeds."""
    for statement in _CARRIED:
        db.conn.execute(statement)


@migrations()
def m005_audit(db: Database) -> None:
    """Version 0.4: who read, printed, exported and revealed what."""
    db.conn.execute(
        "CREATE TABLE audit (n INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL,"
        " act TEXT NOT NULL, kind TEXT NOT NULL, record TEXT NOT NULL, detail TEXT NOT NULL,"
        " hash TEXT NOT NULL) STRICT"
    )


@migrations()
def m006_told(db: Database) -> None:
    """Version 0.4: what partners were told of each month, so that no late entry is told by it."""
    db.conn.execute(
        "CREATE TABLE told (kind TEXT NOT NULL, month TEXT NOT NULL, code TEXT NOT NULL,"
        " aloud INTEGER NOT NULL, node TEXT NOT NULL, count INTEGER NOT NULL,"
        " PRIMARY KEY (kind, month, code, aloud, node)) STRICT, WITHOUT ROWID"
    )


@migrations()
def m008_openings(db: Database) -> None:
    """Version 0.4: what was revealed, for how long, and by which approval; no value of it."""
    db.conn.execute(
        "CREATE TABLE opening (id TEXT PRIMARY KEY, kind TEXT NOT NULL, record TEXT NOT NULL,"
        " reason TEXT NOT NULL, second TEXT NOT NULL, since TEXT NOT NULL, until TEXT NOT NULL,"
        " glass INTEGER NOT NULL) STRICT"
    )


@migrations()
def m009_closed_drafts(db: Database) -> None:
    """Version 0.4: what was typed in confidence and not saved is closed on a sealed laptop."""
    db.conn.execute(
        "CREATE TABLE closed_draft (n INTEGER PRIMARY KEY, scopes TEXT NOT NULL,"
        " to_scopes BLOB NOT NULL, to_vault BLOB) STRICT"
    )


@migrations()
def m010_lists(db: Database) -> None:
    """Version 0.5: lists of a hundred thousand are narrowed and sorted without reading records.

    Filled anew afterwards, as records are. The index holds all that a list is sorted by, so that
    no sort needs an index of its own.
    """
    for column in ("title", "state", "spot"):
        db.conn.execute(f"ALTER TABLE record ADD COLUMN {column} TEXT")
    db.conn.execute("DROP INDEX record_list")
    db.conn.execute(
        "CREATE INDEX record_list ON record (kind, gone, day, changed, spot, state, title)"
    )
    db.conn.execute("DROP TABLE search")
    db.conn.execute(
        "CREATE VIRTUAL TABLE search USING fts5 (words, facets, content = '',"
        ' contentless_delete = 1, tokenize = "unicode61 remove_diacritics 2")'
    )
    db.conn.execute(
        "CREATE TABLE list_view (kind TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,"
        " PRIMARY KEY (kind, name)) STRICT"
    )


@migrations()
def m011_words_apart(db: Database) -> None:
    """Version 0.5: a search finds nobody by a name that is masked. Filled anew afterwards.

    Column `words` stays what earlier versions write, who put all words of a record into it. What
    they write is known by it: they leave `indexed` as it was, and a trigger makes it 0.
    """
    db.conn.execute("DROP TABLE search")
    db.conn.execute(
        "CREATE VIRTUAL TABLE search USING fts5 (words, restricted, conduct, restricted_masked,"
        " conduct_masked, facets, content = '', contentless_delete = 1,"
        ' tokenize = "unicode61 remove_diacritics 2")'
    )
    db.conn.execute("ALTER TABLE record ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("CREATE INDEX record_not_indexed ON record (id) WHERE indexed = 0")
    db.conn.execute(
        "CREATE TRIGGER record_by_other AFTER UPDATE OF body ON record"
        " WHEN new.indexed = old.indexed"
        " BEGIN UPDATE record SET indexed = 0 WHERE n = new.n; END"
    )


# Every index costs a save one more encrypted page, so there are few. ``record.n`` numbers the
# search index. No table refers to another by a foreign key, and nothing but ids is unique: a parent
# may arrive after its rows, and two people may enter the same thing.
_FIRST = (
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE fact (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL, scope TEXT NOT NULL,
        device TEXT NOT NULL, time TEXT NOT NULL, pack TEXT, body TEXT NOT NULL) STRICT""",
    "CREATE INDEX fact_record ON fact (record)",
    "CREATE INDEX fact_waiting ON fact (n) WHERE pack IS NULL",
    "CREATE INDEX fact_packed ON fact (pack) WHERE pack IS NOT NULL",
    """CREATE TABLE record (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, parent TEXT, place TEXT,
        day TEXT, changed TEXT NOT NULL, gone INTEGER NOT NULL, clashing INTEGER NOT NULL,
        body TEXT NOT NULL) STRICT""",
    "CREATE INDEX record_list ON record (kind, gone, day, changed)",
    "CREATE INDEX record_parent ON record (parent) WHERE parent IS NOT NULL",
    "CREATE INDEX record_clashing ON record (clashing) WHERE clashing > 0",
    """CREATE VIRTUAL TABLE search USING fts5 (
        words, content = '', contentless_delete = 1,
        tokenize = "unicode61 remove_diacritics 2")""",
    """CREATE TABLE draft (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, saved_at TEXT NOT NULL,
        body TEXT NOT NULL) STRICT""",
    """CREATE TABLE attachment (
        hash TEXT PRIMARY KEY, media TEXT NOT NULL, bytes INTEGER NOT NULL) STRICT""",
    """CREATE TABLE scope_key (
        scope TEXT NOT NULL, epoch INTEGER NOT NULL, public BLOB NOT NULL, private BLOB,
        PRIMARY KEY (scope, epoch)) STRICT""",
    "CREATE TABLE member (device TEXT PRIMARY KEY, statement TEXT NOT NULL) STRICT",
    """CREATE TABLE pack (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, device TEXT NOT NULL,
        seq INTEGER, bytes BLOB NOT NULL) STRICT""",
    "CREATE INDEX pack_feed ON pack (scope, seq)",
    """CREATE TABLE mark (
        scope TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL,
        PRIMARY KEY (scope, seq)) STRICT""",
    """CREATE TABLE quarantine (
        pack TEXT PRIMARY KEY, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT""",
)

_CARRIED = (
    """CREATE TABLE carried (
        n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, scope TEXT NOT NULL, device TEXT NOT NULL,
        checked INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT""",
    """CREATE TABLE passed (
        id TEXT PRIMARY KEY, scope TEXT NOT NULL, seq INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
)


def check_format(db: Database, file: Path) -> None:
    """Look whether this version may open the file. Reads only.

    Raises:
        NewerFile: A later version wrote it.
        NotOurs: Some other program wrote it.
        Damaged: It cannot be read with this key, although the key is the right one.
    """
    with told(file):
        application = db.conn.execute("PRAGMA application_id").fetchone()[0]
        number = db.conn.execute("PRAGMA user_version").fetchone()[0]
        tables = db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID:
        # A new workspace is moved into place whole, so an empty file was cut short later.
        raise Damaged(file=file) if tables == 0 else NotOurs(file=file)
    if number // 1000 > MAJOR:
        found = f"{number // 1000}.{number % 1000}"
        raise NewerFile(file=file, found=found, known=f"{MAJOR}.{MINOR}")


def migrate(db: Database) -> None:
    """Bring a file that has steps pending to today's format, all of them or none."""
    migrations.apply(db)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {MAJOR * 1000 + MINOR}")


def pending(db: Database) -> list[str]:
    """Return the names of the steps that this file still needs."""
    return [step.name for step in migrations.pending(db)]
