"""Chunks: the sealed pieces of photographs, in a second encrypted file beside the workspace's.

A file of its own, so that the one with the records stays small, and its loss costs pictures that
the hub has, never a record. A chunk is named by the hash of its bytes, which are sealed with the
key in the photograph's record: whoever lacks that key keeps and carries them without seeing.

Nobody stores "delivered". A chunk has the number that the hub's shelf had when the hub said it
holds it, and it counts as long as the hub still knows that shelf by its hash.

Format 1.0 (fieldapp 0.3): all tables below.
"""

import hashlib
import logging
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from fieldapp.store.database import connect, harden, writing
from fieldapp.store.errors import Damaged, NewerFile, NotOurs, told
from fieldapp.store.packs import Mark

FILE = "chunks.db"
SIZE = 16 * 1024
"""Bytes of a chunk at most: two seconds on 64 kbit/s, the least waste on a link that drops."""

MAJOR, MINOR = 1, 0
APPLICATION_ID = 0x66417063
"""“fApc”."""

_TABLES = (
    # The photograph orders them: ids of records begin with the time.
    """CREATE TABLE chunk (
        id TEXT PRIMARY KEY, scope TEXT NOT NULL, photo TEXT NOT NULL, small INTEGER NOT NULL,
        n INTEGER NOT NULL, seq INTEGER, bytes BLOB NOT NULL) STRICT""",
    "CREATE INDEX chunk_waiting ON chunk (scope, small DESC, photo DESC, n) WHERE seq IS NULL",
    "CREATE TABLE shelf (scope TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash TEXT NOT NULL) STRICT",
    "CREATE TABLE pace (chunks INTEGER NOT NULL) STRICT",
)

log = logging.getLogger(__name__)


def id_of(content: bytes) -> str:
    """Return the name of a chunk: BLAKE2b-128 of its bytes, in hexadecimal."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


@dataclass(frozen=True)
class Chunk:
    """One piece of a photograph.

    Attributes:
        photo: Id of its record; "" for one that is only carried for others.
        small: It is of the small picture, which goes first.
        n: Its place in the picture.
    """

    id: str
    scope: str
    photo: str
    small: bool
    n: int


def open_chunks(folder: Path, key: bytes) -> Database:
    """Open the file of a workspace folder, or begin it. Usable from the thread that opened it.

    A file that cannot be read is put aside under another name and a new one begun: records do not
    wait for pictures, and the hub has what it had.

    Raises:
        NewerFile, NotWritable, DiskFull, Busy: As they say.
    """
    file = folder / FILE
    try:
        return _opened(file, key)
    except (Damaged, NotOurs):
        number = 1 + sum(1 for _ in folder.glob("chunks-damaged-*.db"))
        with told(file):
            for end in ("-wal", "-shm"):
                file.with_name(FILE + end).unlink(missing_ok=True)
            file.replace(folder / f"chunks-damaged-{number}.db")
        log.error("The file of photographs was damaged; it was put aside")  # noqa: TRY400
        return _opened(file, key)


def _opened(file: Path, key: bytes) -> Database:
    db = connect(file, key)
    try:
        with told(file):
            application = db.conn.execute("PRAGMA application_id").fetchone()[0]
            number = db.conn.execute("PRAGMA user_version").fetchone()[0]
            tables = db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != APPLICATION_ID and tables:
            raise NotOurs(file=file)
        if number // 1000 > MAJOR:
            found = f"{number // 1000}.{number % 1000}"
            raise NewerFile(file=file, found=found, known=f"{MAJOR}.{MINOR}")
        with told(file):
            harden(db)
        if not tables:
            _begin(db, file)
    except BaseException:
        db.close()
        raise
    return db


def _begin(db: Database, file: Path) -> None:
    with writing(db, file):
        # Another thread may have begun it meanwhile.
        if db.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0:
            for statement in _TABLES:
                db.conn.execute(statement)
            db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.conn.execute(f"PRAGMA user_version = {MAJOR * 1000 + MINOR}")


@dataclass(frozen=True)
class ChunkFile:
    """The open file of chunks. Every function that changes it is one transaction."""

    db: Database
    file: Path

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction, on the disk when the block has ended without an error."""
        with writing(self.db, self.file):
            yield

    def keep(self, chunk: Chunk, content: bytes, seq: int | None = None) -> None:
        """Keep a chunk whose bytes were found to have this id; one that is here stays.

        Args:
            seq: Number of the hub's shelf where the hub sent it.
        """
        self.db.conn.execute(
            "INSERT INTO chunk (id, scope, photo, small, n, seq, bytes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET seq = excluded.seq"
            " WHERE excluded.seq IS NOT NULL",
            [chunk.id, chunk.scope, chunk.photo, chunk.small, chunk.n, seq, content],
        )

    def read(self, chunk: str) -> bytes | None:
        """Return the bytes of a chunk; None where it is not here or not what it was."""
        with told(self.file):
            row = self.db.conn.execute("SELECT bytes FROM chunk WHERE id = ?", [chunk]).fetchone()
        return bytes(row[0]) if row and id_of(bytes(row[0])) == chunk else None

    def ids(self) -> set[str]:
        """Return the ids of all chunks that are kept."""
        with told(self.file):
            return {str(row[0]) for row in self.db.conn.execute("SELECT id FROM chunk")}

    def scopes(self) -> set[str]:
        """Return the scopes of which chunks are kept."""
        with told(self.file):
            return {str(r[0]) for r in self.db.conn.execute("SELECT DISTINCT scope FROM chunk")}

    def all(self) -> list[Chunk]:
        """Return all chunks: the small pictures first, then the newest photographs."""
        return self._listed("1")

    def waiting(self, small_only: bool = False) -> list[Chunk]:
        """Return the chunks that nothing shows to be on the hub, in the same order."""
        return self._listed("seq IS NULL AND small" if small_only else "seq IS NULL")

    def _listed(self, condition: str) -> list[Chunk]:
        with told(self.file):
            rows = self.db.conn.execute(
                f"SELECT id, scope, photo, small, n FROM chunk WHERE {condition}"  # noqa: S608
                " ORDER BY small DESC, photo DESC, n"
            ).fetchall()
        return [Chunk(str(r[0]), str(r[1]), str(r[2]), bool(r[3]), int(r[4])) for r in rows]

    def place(self, chunks: Iterable[str], seq: int) -> None:
        """Note that the hub said it holds these, when its shelf had this number."""
        self.db.conn.executemany(
            "UPDATE chunk SET seq = ? WHERE id = ?", [(seq, c) for c in chunks]
        )

    def offer_again(self, chunks: Iterable[str]) -> None:
        """Take back that the hub has these: it said so itself."""
        self.db.conn.executemany("UPDATE chunk SET seq = NULL WHERE id = ?", [(c,) for c in chunks])

    def drop(self, chunks: Collection[str]) -> None:
        """Drop chunks that are damaged, or were only carried."""
        self.db.conn.executemany("DELETE FROM chunk WHERE id = ?", [(c,) for c in chunks])

    def carried(self) -> list[str]:
        """Return the chunks that were carried for others and that the hub has."""
        rows = self.db.conn.execute("SELECT id FROM chunk WHERE photo = '' AND seq IS NOT NULL")
        return [str(row[0]) for row in rows.fetchall()]

    def carried_bytes(self) -> int:
        """Return the size of what is carried for others."""
        query = "SELECT coalesce(sum(length(bytes)), 0) FROM chunk WHERE photo = ''"
        return int(self.db.conn.execute(query).fetchone()[0])

    def total_bytes(self, *, waiting: bool = False) -> int:
        """Return the size of all chunks, or of those that nothing shows to be on the hub."""
        query = "SELECT coalesce(sum(length(bytes)), 0) FROM chunk"
        if waiting:
            query += " WHERE seq IS NULL"
        return int(self.db.conn.execute(query).fetchone()[0])

    def mark(self, scope: str) -> Mark | None:
        """Return how the hub's shelf of a scope stood when it was last heard of."""
        row = self.db.conn.execute(
            "SELECT seq, hash FROM shelf WHERE scope = ?", [scope]
        ).fetchone()
        return Mark(int(row[0]), str(row[1])) if row else None

    def set_mark(self, scope: str, mark: Mark) -> None:
        """Note how the hub's shelf of a scope stands."""
        self.db.conn.execute(
            "INSERT INTO shelf (scope, seq, hash) VALUES (?, ?, ?) ON CONFLICT (scope)"
            " DO UPDATE SET seq = excluded.seq, hash = excluded.hash",
            [scope, mark.seq, mark.hash],
        )

    def go_back(self, scope: str) -> None:
        """The hub does not know the shelf that it showed: every chunk is offered to it again."""
        self.db.conn.execute("UPDATE chunk SET seq = NULL WHERE scope = ?", [scope])
        self.db.conn.execute("DELETE FROM shelf WHERE scope = ?", [scope])

    def pace(self) -> int:
        """Return how many chunks the last page held that went through."""
        row = self.db.conn.execute("SELECT chunks FROM pace").fetchone()
        return int(row[0]) if row else 1

    def set_pace(self, chunks: int) -> None:
        """Note how many chunks a page should hold on this link."""
        self.db.conn.execute("DELETE FROM pace")
        self.db.conn.execute("INSERT INTO pace (chunks) VALUES (?)", [chunks])

    def damaged(self) -> list[str]:
        """Return the chunks whose bytes are not what their name says; for the doctor.

        Raises:
            Damaged: The file itself cannot be read through.
        """
        with told(self.file):
            faults = self.db.conn.execute("PRAGMA cipher_integrity_check").fetchall()
            if faults:
                raise Damaged(file=self.file)
            rows = self.db.conn.execute("SELECT id, bytes FROM chunk")
            return [str(row[0]) for row in rows if id_of(bytes(row[1])) != row[0]]
