"""Wrong passphrases slow down who tries many, and never lock an officer out."""

import json
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.paths import KEYFILE
from fieldapp.store import attempts, workspace
from fieldapp.store.attempts import FILE, LONGEST_S, TooSoon, try_key
from fieldapp.store.audit import Act
from fieldapp.store.errors import WrongPassphrase
from fieldapp.store.keyfile import Cost, write_keyfile
from fieldapp.store.workspace import Surroundings, Workspace
from tests.store.conftest import PASSPHRASE

QUICK = Cost(1, 8192)
NOON = 1_795_345_200_000


@dataclass
class Door:
    """A folder with a key file, and a clock that the test turns."""

    folder: Path
    now_ms: int = NOON

    def tries(self, passphrase: str) -> str:
        """Return what comes of one try: open, wrong, or the seconds to wait."""
        try:
            try_key(self.folder, passphrase, self.now_ms)
        except TooSoon as error:
            return str(error.facts["seconds"])
        except WrongPassphrase:
            return "wrong"
        return "open"


def make_door(folder: Path) -> Door:
    folder.mkdir(exist_ok=True)
    (folder / FILE).unlink(missing_ok=True)
    if not (folder / KEYFILE).exists():
        write_keyfile(folder / KEYFILE, bytes(32), PASSPHRASE, "A" * 32, QUICK)
    return Door(folder)


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return make_door(tmp_path)


def test_after_three_wrong_ones_the_wait_doubles_up_to_a_minute(door: Door) -> None:
    assert [door.tries("no") for _ in range(4)] == ["wrong", "wrong", "wrong", "1"]
    waits = []
    for _ in range(9):
        waits.append(int(door.tries("no")))
        door.now_ms += 1000 * waits[-1]
        assert door.tries("no") == "wrong"

    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_while_the_wait_lasts_the_right_one_is_not_tried_either(door: Door) -> None:
    for _ in range(3):
        door.tries("no")

    assert door.tries(PASSPHRASE) == "1"
    door.now_ms += 1000
    assert door.tries(PASSPHRASE) == "open"


def test_the_sentence_says_how_long(door: Door) -> None:
    for _ in range(5):
        door.tries("no")
        door.now_ms += 60_000
    door.tries("no")

    with pytest.raises(TooSoon) as told:
        try_key(door.folder, "no", door.now_ms)

    assert "Seconds to wait: 8." in str(told.value)


@settings(max_examples=20)
@given(
    jumps=st.lists(st.integers(-(10**12), 10**12), min_size=3, max_size=6),
    left=st.integers(0, 10**12),
)
def test_whatever_the_clock_did_nobody_waits_longer_than_a_minute(
    tmp_path_factory: pytest.TempPathFactory, jumps: list[int], left: int
) -> None:
    door = make_door(tmp_path_factory.getbasetemp() / "clock")
    for jump in jumps:
        door.tries("no")
        door.now_ms += jump
    door.now_ms -= left  # and back once more, before the officer sits down

    if door.tries(PASSPHRASE) != "open":
        door.now_ms += 1000 * LONGEST_S
        assert door.tries(PASSPHRASE) == "open"


@pytest.mark.parametrize(
    "content", [b"", b"[", b"[]", b"{}", b'{"wrong": "9", "last_ms": 1}', b'{"wrong": -1}', b"9"]
)
def test_a_count_that_cannot_be_read_is_none(door: Door, content: bytes) -> None:
    (door.folder / FILE).write_bytes(content)

    assert door.tries(PASSPHRASE) == "open"


def test_where_nothing_can_be_written_nobody_waits(door: Door) -> None:
    (door.folder / FILE).mkdir()

    assert [door.tries("no") for _ in range(6)] == ["wrong"] * 6
    assert door.tries(PASSPHRASE) == "open"


def test_a_clock_that_went_back_where_nothing_can_be_written_locks_nobody_out(door: Door) -> None:
    (door.folder / FILE).write_text(json.dumps({"wrong": 9, "last_ms": door.now_ms + 10**9}))
    (door.folder / f"{FILE}.part").mkdir()

    assert door.tries(PASSPHRASE) == "open"


def test_many_at_once_are_counted_or_not_but_all_are_told_in_a_sentence(door: Door) -> None:
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(door.tries("no"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 8
    assert set(told) <= {"wrong", "1", "2", "4", "8", "16"}


def unlock(folder: Path, passphrase: str, now_ms: int) -> Workspace:
    around = Surroundings(lambda: now_ms, lambda n: bytes(n))
    return workspace.unlock(folder, passphrase, around=around)


def test_the_right_one_begins_anew_and_the_audit_log_tells_how_many_were_wrong(
    amina: Workspace,
) -> None:
    workspace.close(amina)
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            unlock(amina.folder, "no", NOON)

    again = unlock(amina.folder, PASSPHRASE, NOON)

    sql = "SELECT act, detail FROM audit WHERE act = ?"
    assert again.db.conn.execute(sql, [Act.REFUSED]).fetchall() == [("refused", '{"count": 2}')]
    assert not (amina.folder / FILE).exists()
    workspace.close(again)


def test_without_a_wrong_one_nothing_is_noted(amina: Workspace) -> None:
    workspace.close(amina)

    again = unlock(amina.folder, PASSPHRASE, NOON)

    sql = "SELECT count(*) FROM audit WHERE act = 'refused'"
    assert again.db.conn.execute(sql).fetchone() == (0,)
    assert attempts.attempts(amina.folder).wrong == 0
    workspace.close(again)
