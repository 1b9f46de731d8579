"""One flipped byte in every file that there is: a sentence or the truth, never wrong data.

Where a file has many parts the byte is flipped in several of them, one after another.
"""

import contextlib
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from fieldapp.errors import UserError
from fieldapp.hub.serve import running
from fieldapp.paths import KEYFILE
from fieldapp.store import backup
from fieldapp.store.records import Change, save
from fieldapp.store.workspace import DATABASE
from fieldapp.sync.mission import found_mission
from tests.cli.conftest import Result, Run, looking_into, make_folder, put
from tests.faults.conftest import Field, make_field

PLACES = (0.02, 0.2, 0.4, 0.6, 0.8, 0.98)
"""Where in a file, from its beginning to its end."""

TITLES = tuple(f"Well {n}" + " and what was said of it" * 20 for n in range(60))


def flipped(file: Path, place: float) -> None:
    """Flip one bit, and leave the length as it is."""
    content = bytearray(file.read_bytes())
    content[int(place * len(content))] ^= 1
    file.write_bytes(content)


def said_well(done: Result) -> bool:
    """A command either did its work or said in a sentence why not."""
    told = done.code in (1, 2) and done.err.strip().endswith(".")
    return (done.code == 0 or told) and "our fault" not in done.err


def titles(done: Result) -> set[str]:
    return {meeting["title"] for meeting in done.json} if done.code == 0 else set()


@pytest.fixture
def filled(run: Run, folder: Path) -> Path:
    put(run, "meeting", *({"title": t, "held_on": "2026-11-03", "place": "A"} for t in TITLES))
    with looking_into(folder) as opened:
        opened.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        backup.before_migration(opened.db, opened.file, opened.key)
    return folder


@pytest.mark.parametrize("name", [DATABASE, KEYFILE])
def test_a_flipped_byte_in_a_workspace_is_told_or_does_no_harm(
    run: Run, filled: Path, tmp_path: Path, name: str
) -> None:
    whole = tmp_path / "whole"
    shutil.copytree(filled, whole)
    told = 0
    for place in PLACES:
        shutil.copy(whole / name, filled / name)
        flipped(filled / name, place)

        listed, examined = run("list", "meeting", "--json"), run("doctor", "--json")

        assert said_well(listed), (place, listed.err)
        assert said_well(examined), (place, examined.err)
        assert titles(listed) in (set(), set(TITLES)), place
        told += bool(listed.code or examined.code)
    # What the recovery code opens cannot be looked at without that code.
    assert told == len(PLACES) if name == DATABASE else told > 0


def test_a_flipped_byte_in_the_log_of_a_database_shows_whole_saves_only(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """SQLite reads its log up to the first frame that is not whole: what was saved before stays."""
    with looking_into(folder) as opened:
        opened.db.conn.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        shutil.copytree(folder, tmp_path / "empty")
    put(run, "meeting", *({"title": t, "held_on": "2026-11-03", "place": "A"} for t in TITLES[:5]))
    with looking_into(folder) as opened:
        opened.db.conn.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
        for title in TITLES[5:20]:
            save(opened, Change("meeting", {"title": title, "held_on": "2026-11-03"}))
        killed = tmp_path / "killed"
        shutil.copytree(folder, killed)
    wal = f"{DATABASE}-wal"
    for place in PLACES:
        damaged = tmp_path / f"at {place}"
        shutil.copytree(killed, damaged)
        flipped(damaged / wal, place)

        listed = run("list", "meeting", "--json", "--workspace", damaged)
        examined = run("doctor", "--json", "--workspace", damaged)

        assert said_well(listed), listed.err
        assert set(TITLES[:5]) <= titles(listed) <= set(TITLES[:20])
        assert examined.code == 0


def test_a_flipped_byte_in_a_backup_is_told_when_it_is_put_back(run: Run, filled: Path) -> None:
    (copy,) = (filled / "backups").iterdir()
    shutil.copy(copy, filled / DATABASE)
    assert titles(run("list", "meeting", "--json")) == set(TITLES)
    for place in PLACES:
        shutil.copy(copy, filled / DATABASE)
        flipped(filled / DATABASE, place)

        listed, examined = run("list", "meeting", "--json"), run("doctor")

        assert said_well(listed), listed.err
        assert titles(listed) in (set(), set(TITLES))
        assert examined.code == 1


@pytest.mark.parametrize("what", ["request", "invitation", "card"])
def test_a_flipped_byte_in_a_document_is_told_and_nothing_is_changed(
    run: Run, tmp_path: Path, what: str
) -> None:
    founder, officer = make_folder(tmp_path / "founder"), make_folder(tmp_path / "officer", "Josef")
    with looking_into(founder) as amina:
        found_mission(amina, "Kelda area")
    files = {name: tmp_path / f"{name}.json" for name in ("request", "invitation", "card")}
    uses = {
        "request": ("invite", files["request"], "--role", "officer", "--workspace", founder,
                    "-o", files["invitation"]),
        "invitation": ("join", files["invitation"], "--workspace", officer),
        "card": ("hub", "init", "--data", tmp_path / "hub", "--card", files["card"]),
    }  # fmt: skip
    assert run("enrol", "--workspace", officer, "-o", files["request"]).code == 0
    assert run("hub", "card", "--workspace", founder, "-o", files["card"]).code == 0
    if what == "invitation":
        assert run(*uses["request"]).code == 0
    whole = files[what].read_bytes()
    for n in range(0, len(whole), max(1, len(whole) // 40)):
        damaged = bytearray(whole)
        damaged[n] ^= 1
        files[what].write_bytes(damaged)

        done = run(*uses[what])

        assert (done.code, said_well(done)) == (1, True), (n, done.err)
    files[what].write_bytes(whole)
    assert run(*uses[what]).code == 0


@pytest.fixture
def shelved(run: Run, tmp_path: Path) -> tuple[Field, Path]:
    """A hub's folder, stopped, that holds what an officer sent."""
    field, data = make_field(tmp_path), tmp_path / "hub"
    with running(data) as url:
        assert run("sync", "--workspace", field.founder, "--hub", url).code == 0
        meetings = ({"title": t, "held_on": "2026-11-03", "place": "A"} for t in TITLES)
        lines = "\n".join(json.dumps(meeting) for meeting in meetings)
        assert run("put", "meeting", "--workspace", field.officer, stdin=lines).code == 0
        assert run("sync", "--workspace", field.officer, "--hub", url).code == 0
    return field, data


def test_a_flipped_byte_in_a_pack_on_the_hub_is_told_by_whoever_fetches_it(
    run: Run, shelved: tuple[Field, Path]
) -> None:
    field, data = shelved
    with sqlite3.connect(data / "hub.db") as db:
        query = "SELECT seq, pack FROM feed WHERE scope = 'mission/team' ORDER BY seq DESC LIMIT 1"
        seq, pack = db.execute(query).fetchone()
        damaged = bytearray(pack)
        damaged[len(damaged) // 2] ^= 1
        db.execute(
            "UPDATE feed SET pack = ? WHERE scope = 'mission/team' AND seq = ?",
            [bytes(damaged), seq],
        )
    db.close()
    with running(data) as url:
        done = run("sync", "--workspace", field.founder, "--hub", url)

    assert done.code == 1
    assert "does not fit together (a pack was changed)" in done.err
    assert run("list", "meeting", "--json", "--workspace", field.founder).json == []


def test_a_flipped_byte_in_the_hubs_file_is_told_or_seen_by_whoever_fetches(
    run: Run, shelved: tuple[Field, Path], tmp_path: Path
) -> None:
    field, data = shelved
    whole = (data / "hub.db").read_bytes()
    told: list[object] = []
    for n in range(24):
        (data / "hub.db").write_bytes(whole)
        flipped(data / "hub.db", (n + 0.5) / 24)
        laptop = tmp_path / f"founder {n}"
        shutil.copytree(field.founder, laptop)

        with contextlib.ExitStack() as stack:
            try:
                url = stack.enter_context(running(data))
            except UserError as error:
                told.append(error)
                continue
            done = run("sync", "--workspace", laptop, "--hub", url)

        assert said_well(done), (n, done.err)
        told += [done.err] if done.code else []
        found = titles(run("list", "meeting", "--json", "--workspace", laptop))
        assert found <= set(TITLES)
        assert done.code != 0 or found in (set(), set(TITLES)), n
    assert told
