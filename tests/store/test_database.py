import pytest
import sqlcipher3.dbapi2
from sqlcipher3.dbapi2 import DatabaseError

from fieldapp.store.database import OLDEST_SQLITE, connect
from fieldapp.store.errors import OldLibrary
from tests.store.conftest import MakeWorkspace


def test_an_sqlite_that_can_damage_files_opens_none(
    make_workspace: MakeWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = make_workspace("Amina")
    monkeypatch.setattr(sqlcipher3.dbapi2, "sqlite_version_info", (3, 51, 2))

    with pytest.raises(OldLibrary, match="3\\.51\\.3 or newer"):
        connect(amina.file, amina.key)


def test_the_sqlite_in_use_is_a_sound_one() -> None:
    assert sqlcipher3.dbapi2.sqlite_version_info >= OLDEST_SQLITE


@pytest.mark.parametrize("key", [bytes(32), b"\xff" * 32], ids=["zeros", "another"])
def test_another_key_reads_nothing(make_workspace: MakeWorkspace, key: bytes) -> None:
    amina = make_workspace("Amina")

    other = connect(amina.file, key)

    with pytest.raises(DatabaseError, match="not a database"):
        other.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    other.close()
