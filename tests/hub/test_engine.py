"""Opening the storage: older hubs, passwords that stay where they are, several hubs at once."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from fieldapp.domain.scope import TEAM
from fieldapp.hub import engine as engines
from fieldapp.hub import seen, storage
from fieldapp.hub.administration import init_hub
from fieldapp.hub.engine import open_storage, read_url, shown
from fieldapp.hub.errors import (
    BadDatabase,
    DamagedHub,
    DatabaseUnreachable,
    NewerHub,
    NotAHubFolder,
)
from fieldapp.hub.storage import in_transaction, writing
from fieldapp.store.packs import Mark
from fieldapp.sync.wire.feed import beginning, following, id_of
from tests.postgres import PASSWORD, Postgres
from tests.sync.members.test_membership import OWNER, card

CARD = card(OWNER)
WRITE = """
import sys
from pathlib import Path
from fieldapp.hub import storage
from fieldapp.hub.engine import open_storage
from fieldapp.sync.wire.feed import id_of
number, database = int(sys.argv[1]), sys.stdin.readline().strip()
engine = open_storage(Path(sys.argv[2]), database)
print("ready", flush=True)
sys.stdin.readline()
for n in range(40):
    packs = [f"{number} {n} {k}".encode() for k in range(3)] + [f"both {n}".encode()]
    rows = [(id_of(pack), "0" * 16, pack) for pack in packs]
    storage.in_transaction(engine, lambda shelf: storage.append(shelf, "mission/team", rows))
"""
HUBS, EACH = 3, 40


def test_a_hub_of_the_first_format_opens_and_gets_what_is_new(tmp_path: Path) -> None:
    init_hub(tmp_path / "hub", CARD.text.encode())
    engine = open_storage(tmp_path / "hub")
    with writing(engine) as shelf:
        storage.append(shelf, TEAM, [(id_of(b"pack"), "0" * 16, b"pack")])
        seen.SEEN.drop(shelf)
        storage.set_setting(shelf, "format", "1.0")
    engine.dispose()

    again = open_storage(tmp_path / "hub")

    with writing(again) as shelf:
        assert storage.setting(shelf, "format") == "1.1"
        assert seen.everyone(shelf) == {}
        assert storage.contents(shelf, TEAM, [1])[1] == b"pack"
    again.dispose()


def test_a_database_that_no_hub_made_is_left_alone(postgres: Postgres, tmp_path: Path) -> None:
    database = postgres.new_database()
    other = sa.create_engine(read_url(database))
    with other.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE song (title text)")

    with pytest.raises(NotAHubFolder):
        open_storage(tmp_path, database)
    with other.begin() as connection:
        assert sa.inspect(connection).get_table_names() == ["song"]
    other.dispose()


@pytest.mark.parametrize(("change", "error"), [("newer", NewerHub), ("less", DamagedHub)])
def test_a_database_that_cannot_be_used_is_told(
    postgres: Postgres, tmp_path: Path, change: str, error: type[Exception]
) -> None:
    database = postgres.new_database()
    engine = open_storage(tmp_path, database)
    with writing(engine) as shelf:
        if change == "newer":
            storage.set_setting(shelf, "format", "2.0")
        else:
            storage.FEED.drop(shelf)
    engine.dispose()

    with pytest.raises(error):
        open_storage(tmp_path, database)


@pytest.mark.parametrize(
    "database",
    [
        "mysql://u:SECRET@host/db",
        "postgresql://u:SECRET@host",
        "postgresql://u:SEC@RET@host/db",
        "postgresql://u@host:SECRET/db",
        "SECRET",
        "sqlite:///SECRET",
    ],
)
def test_a_bad_address_of_a_database_is_refused_and_not_quoted(
    tmp_path: Path, database: str
) -> None:
    with pytest.raises(BadDatabase) as caught:
        open_storage(tmp_path, database)
    assert "SEC" not in str(caught.value)
    assert "RET" not in str(caught.value)


def test_a_password_comes_into_no_error_and_no_log(
    postgres: Postgres, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    right = postgres.new_database()
    for database in (
        right.replace(PASSWORD, "SECRET"),
        right.replace(str(postgres.port), "1"),
        right + "SECRET-name",
    ):
        with pytest.raises(DatabaseUnreachable) as caught:
            open_storage(tmp_path, database)
        assert PASSWORD not in str(caught.value)
        assert caught.value.__cause__ is None
    engine = open_storage(tmp_path, right)

    assert PASSWORD not in repr(engine) + caplog.text + shown(read_url(right))
    assert "SECRET " not in caplog.text
    engine.dispose()


def test_several_hubs_on_one_database_lose_and_repeat_nothing(
    postgres: Postgres, tmp_path: Path
) -> None:
    database = postgres.new_database()
    init_hub(tmp_path, CARD.text.encode(), database)
    hubs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITE, str(number), str(tmp_path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(HUBS)
    ]
    for hub in hubs:
        assert hub.stdin is not None
        assert hub.stdout is not None
        hub.stdin.write(database + "\n")
        hub.stdin.flush()
        assert hub.stdout.readline() == "ready\n"
    pulled = _Puller(database, tmp_path)
    pulled.start()
    for hub in hubs:
        hub.communicate("go\n", timeout=120)
    pulled.stop()

    own = {
        id_of(f"{hub} {n} {k}".encode())
        for hub in range(HUBS)
        for n in range(EACH)
        for k in (0, 1, 2)
    }
    both = {id_of(f"both {n}".encode()) for n in range(EACH)}
    assert [hub.returncode for hub in hubs] == [0] * HUBS
    assert set(pulled.ids) == own | both
    assert len(pulled.ids) == len(own | both)
    assert pulled.broken == []


class _Puller(threading.Thread):
    """Follows a feed by its marks while others write, as a laptop does."""

    def __init__(self, database: str, folder: Path) -> None:
        super().__init__()
        self._engine = open_storage(folder, database)
        self._stop_it = threading.Event()
        self.ids: list[str] = []
        self.broken: list[Mark] = []
        self._mark = beginning(CARD.id, TEAM)

    def run(self) -> None:
        while not self._stop_it.is_set():
            in_transaction(self._engine, self._pull)
            self._stop_it.wait(0.005)

    def _pull(self, shelf: storage.Shelf) -> None:
        common = storage.newest_common(shelf, TEAM, [self._mark])
        head = storage.head(shelf, TEAM)
        assert head is not None
        if common != self._mark.seq:
            self.broken.append(self._mark)
        for entry in storage.after(shelf, TEAM, common, 1000, head.seq):
            self._mark = following(self._mark, entry.id)
            self.ids.append(entry.id)
        if self._mark != head:
            self.broken.append(head)

    def stop(self) -> None:
        self._stop_it.set()
        self.join()
        in_transaction(self._engine, self._pull)
        self._engine.dispose()


def test_work_is_done_again_when_another_was_in_the_way(postgres: Postgres, tmp_path: Path) -> None:
    database = postgres.new_database()
    engine, other = open_storage(tmp_path, database), open_storage(tmp_path, database)
    runs: list[int] = []

    def work(shelf: storage.Shelf) -> int:
        runs.append(1)
        shelf.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL SERIALIZABLE")
        number = int(storage.setting(shelf, "number") or 0)
        if len(runs) == 1:  # somebody else comes in between
            in_transaction(other, lambda shelf: storage.set_setting(shelf, "number", "41"))
        storage.set_setting(shelf, "number", str(number + 1))
        return number + 1

    assert in_transaction(engine, work) == 42
    assert len(runs) == 2
    engine.dispose()
    other.dispose()


def test_a_lock_that_stays_is_given_up_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "_PAUSE_S", 0.0)
    engine = open_storage(tmp_path / "hub")
    runs: list[int] = []

    def work(_shelf: storage.Shelf) -> None:
        runs.append(1)
        locked = sa.exc.OperationalError("", {}, Exception())
        assert locked.orig is not None
        locked.orig.sqlite_errorname = "SQLITE_BUSY"  # type: ignore[attr-defined]
        raise locked

    with pytest.raises(sa.exc.OperationalError):
        in_transaction(engine, work)
    assert len(runs) == storage.TRIES
    engine.dispose()


def test_two_founders_at_once_leave_one_mission(postgres: Postgres, tmp_path: Path) -> None:
    database = postgres.new_database()
    open_storage(tmp_path, database).dispose()
    faults: list[Exception] = []

    def found() -> None:
        try:
            init_hub(tmp_path, CARD.text.encode(), database)
        except Exception as error:  # noqa: BLE001 - looked at below
            faults.append(error)

    threads = [threading.Thread(target=found) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    engine = engines.open_storage(tmp_path, database)
    with writing(engine) as shelf:
        assert storage.mission(shelf) == CARD
    engine.dispose()
