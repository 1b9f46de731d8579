"""Everything on a shelf, row by row: what a backup keeps and what `verify` walks along.

Small tables come first, so that whoever reads them in order knows the mission and its members
before the first pack; each feed comes as a whole, in its own order.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from fieldapp.hub.engine import is_shared
from fieldapp.hub.schema import TABLES
from fieldapp.hub.storage import Shelf

Row = tuple[str, Mapping[str, Any]]
"""A table's name, and a value for each of its columns."""

_AT_ONCE = 50
"""Rows held in memory: a pack may have eight megabytes."""
_COPY = "hub.copy."


def tables() -> list[sa.Table]:
    """Return every table of a hub, those with large rows last."""

    def has_bytes(table: sa.Table) -> bool:
        return any(isinstance(column.type, sa.LargeBinary) for column in table.columns)

    return sorted(TABLES.tables.values(), key=lambda table: (has_bytes(table), table.name))


def rows_of(shelf: Shelf) -> Iterator[Row]:
    """Return every row, as the transaction sees it."""
    for table in tables():
        query = sa.select(table).order_by(*table.primary_key.columns)
        for row in shelf.execute(query, execution_options={"yield_per": _AT_ONCE}).mappings():
            yield table.name, dict(row)


def put_rows(shelf: Shelf, rows: Iterable[Row]) -> None:
    """Put rows into tables that are empty."""
    for name, of_table in groupby(rows, key=lambda row: row[0]):
        some: list[Mapping[str, Any]] = []
        for _name, row in of_table:
            some.append(row)
            if len(some) == _AT_ONCE:
                shelf.execute(sa.insert(TABLES.tables[name]), some)
                some = []
        if some:
            shelf.execute(sa.insert(TABLES.tables[name]), some)


@contextmanager
def snapshot(engine: sa.Engine) -> Iterator[Shelf]:
    """One moment of the storage. Others go on writing meanwhile, where it is shared."""
    if not is_shared(engine):
        with engine.begin() as shelf:
            yield shelf
        return
    with engine.connect() as connection:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with connection.execution_options(**options).begin():
            yield connection


@contextmanager
def copied(engine: sa.Engine, folder: Path) -> Iterator[Shelf]:
    """One moment of an SQLite storage, copied into a folder so that the hub need not wait.

    The one connection is taken for as long as the copy of the file takes, no longer.
    """
    with TemporaryDirectory(prefix=_COPY, dir=folder, ignore_cleanup_errors=True) as place:
        file = Path(place) / "hub.db"
        _copy(engine, file)
        # Immutable: nobody else knows the file, and so nothing is written beside it.
        address = f"file:{file.as_posix()}?mode=ro&immutable=1&uri=true"
        copy = sa.create_engine(
            sa.make_url(f"sqlite:///{address}"),
            poolclass=StaticPool,
            hide_parameters=True,
            connect_args={"check_same_thread": False},
        )
        try:
            with copy.begin() as shelf:
                yield shelf
        finally:
            copy.dispose()


def forget_copies(folder: Path) -> None:
    """Take away what a hub has left that was killed while it was copied."""
    for left in folder.glob(f"{_COPY}*"):
        shutil.rmtree(left, ignore_errors=True)


def _copy(engine: sa.Engine, file: Path) -> None:
    target = sa.create_engine(sa.URL.create("sqlite", database=str(file)))
    try:
        one, other = engine.raw_connection(), target.raw_connection()
        try:
            source, copy = one.driver_connection, other.driver_connection
            assert source is not None
            source.backup(copy)
            # What was copied says that it is in WAL mode, which a file alone cannot be read in.
            assert copy is not None
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            other.close()
            one.close()
    finally:
        target.dispose()
