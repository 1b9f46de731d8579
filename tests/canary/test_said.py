"""What is said, printed, written and left behind: which of the recorded words come out by it.

| artefact                              | for whom                    | holds                  |
|---------------------------------------|-----------------------------|------------------------|
| JSON of `list`, of every kind         | founder                     | all that was recorded  |
|                                       | protection, focal point     | the team's, their own  |
|                                       | officer, administrator      | what is for the team   |
| JSON of every other command, a search | each of the five            | no more than they read |
| file for one's own use, CSV and JSON  | whoever has the laptop      | nothing in confidence  |
| file under an agreement               | a partner                   | what may be said aloud |
| paper of one record                   | who printed it              | what its printer reads |
| council's paper, in every language    | whoever finds it            | what may be said aloud |
| sentence about a bad answer, its log  | anybody                     | nothing                |
| crash report of a command, of a       | who makes fieldapp          | nothing                |
|   window, of a thread                 |                             |                        |
| temporary files                       | whoever uses the laptop     | there are none         |
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path

import pypdfium2
import pytest

from fieldapp.domain.fieldtypes import Text
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.schema import Level
from fieldapp.domain.scope import CONDUCT, CONFIDENTIAL, RESTRICTED, TEAM
from fieldapp.language import LANGUAGES
from fieldapp.store.database import connect
from fieldapp.store.keyfile import Cost
from fieldapp.store.workspace import close, create, unlock
from tests.canary.conftest import LINUX, ROLES, World
from tests.canary.test_at_rest import READS
from tests.canary.watch import watched
from tests.canary.words import VILLAGE, Canary
from tests.sync.test_canary import files
from tests.sync.world import PASSPHRASE

PROGRAM = Path(__file__).with_name("crashing.py")
OTHERS = (
    ("board",), ("calendar", "--from", "2026-01-01", "--to", "2026-12-31"), ("clashes",),
    ("compass",), ("equity",), ("participation",), ("power",), ("settlements",), ("signals",),
    ("late",), ("members",), ("doctor",), ("backups",), ("photo", "list"),
    ("chain", "meeting", "founder-meeting-0"), ("contexts", "founder-incident-0"),
    ("get", "incident", "founder-incident-0"), ("get", "feedback", "officer-feedback-2"),
    ("history", "incident", "founder-incident-0"), ("history", "feedback", "officer-feedback-2"),
)  # fmt: skip


def levels(found: Iterable[Canary]) -> set[Level]:
    return {canary.level for canary in found}


@pytest.mark.parametrize("role", ROLES)
def test_lists_hold_exactly_what_is_for_whoever_asks(world: World, role: str) -> None:
    kinds = KINDS if role in ("founder", "officer") else ("incident", "feedback", "meeting")
    said = "".join(world.run(role, "list", kind, "--json").out for kind in kinds)

    found = world.look("JSON answers", said.encode())

    # Of a complaint about a member every word can point to a person, and is masked in a list.
    listed = {scope for scope in READS[role] if not scope.startswith("apart")}
    assert {canary.scope for canary in found.values()} == listed
    if kinds is KINDS:
        wanted = [c for c in world.birds.of(*READS[role]) if is_listed(c)]
        assert not {c.where for c in wanted if c.word.lower() not in found}


def is_listed(canary: Canary) -> bool:
    """Whether it is a text that is not masked, because it can point to a person."""
    field = KINDS[canary.kind].field(canary.field)
    masked = field.identifies and canary.level is Level.RESTRICTED
    return not masked and canary.kind != "photo" and isinstance(field.type, Text)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_door_tells_anybody_more_than_is_for_them(world: World, role: str) -> None:
    said = [world.run(role, *command, "--json") for command in OTHERS]
    if role == "officer":
        said += [world.run(role, *command) for command in OTHERS]

    assert not {each.err for each in said if each.code not in (0, 1)}
    content = "".join(each.out + each.err for each in said).encode()
    found = world.look("JSON answers", content)
    assert found
    assert {canary.scope for canary in found.values()} <= READS[role]


@pytest.mark.parametrize("role", ROLES)
def test_a_search_tells_nobody_more_than_is_for_them(world: World, role: str) -> None:
    words = [c.word for c in world.birds.of(RESTRICTED, CONDUCT, TEAM) if c.kind == "incident"]
    words += [c.word for c in world.birds.of(CONDUCT) if c.kind == "feedback"][:3]
    said = [
        world.run(role, "list", kind, "--search", word, "--json").out
        for kind, word in zip(("incident", "feedback") * len(words), words[:6], strict=False)
    ]

    found = world.look("JSON answers", "".join(said).encode())
    assert {canary.scope for canary in found.values()} <= READS[role]


def unpacked(file: Path) -> bytes:
    """A file's bytes and, of a spreadsheet file, those of its parts."""
    raw = file.read_bytes()
    if file.suffix != ".xlsx":
        return raw
    with zipfile.ZipFile(file) as parts:
        return raw + b"".join(parts.read(name) for name in parts.namelist())


def test_files_for_ones_own_use_hold_nothing_in_confidence(world: World, tmp_path: Path) -> None:
    done = world.run("founder", "export", "everything", "-o", tmp_path / "all", "--as", "csv")
    assert done.code == 0, done.err
    for form in ("json", "xlsx"):
        for kind in ("incident", "feedback", "meeting", "actor", "decision"):
            file = tmp_path / f"{kind}.{form}"
            done = world.run("founder", "export", kind, "--as", form, "-o", file)
            assert done.code == 0, done.err
    found = {}
    for file in sorted(tmp_path.rglob("*.*")):
        found |= world.look("exports", unpacked(file))

    assert levels(found.values()) == {Level.PUBLIC, Level.TEAM}
    assert not list(tmp_path.rglob("*.part"))


def test_a_file_under_an_agreement_holds_what_may_be_said_aloud(
    world: World, tmp_path: Path
) -> None:
    kinds = [kind for kind in KINDS if kind not in ("agreement", "photo")]
    signed = {
        "id": "cluster", "title": "Cluster", "purpose": "Wells",
        "kinds": ["meeting", "incident", "feedback"],
        "detail": "records_public", "status": "signed", "signed_on": "2026-01-01",
        "expires_on": "2099-01-01",
    }  # fmt: skip
    shutil.copytree(world.laptop("founder"), world.folder / "laptops" / "sharing")
    assert world.run("sharing", "put", "agreement", stdin=json.dumps(signed)).code == 0
    written = 0
    for kind in kinds:
        file = tmp_path / f"{kind}.csv"
        done = world.run(
            "sharing", "export", kind, "--as", "csv", "--agreement", "cluster", "-o", file
        )
        written += done.code == 0

    found = world.look("exports", files(tmp_path))

    assert written >= 2
    assert levels(found.values()) == {Level.PUBLIC}


def on_paper(file: Path) -> bytes:
    """Everything that can be read on a paper or in its file, by eye or by machine."""
    raw = file.read_bytes()
    document = pypdfium2.PdfDocument(file)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    about = json.dumps(document.get_metadata_dict())
    document.close()
    whole = "\n".join((*texts, about))
    joined = re.sub(r"[\s\u00ad\u2010-]+", "", whole)
    parts = [raw, whole.encode(), joined.encode()]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\n?endstream", raw, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"\n".join(parts)


def test_a_councils_paper_holds_what_may_be_said_aloud_and_nothing_else(
    world: World, tmp_path: Path
) -> None:
    for code in LANGUAGES:
        file = tmp_path / f"{code}.pdf"
        period = ("--from", "2026-10-01", "--to", "2026-11-30", "--language", code)
        done = world.run(
            "founder", "report", "joint-review", "--place", VILLAGE, *period, "-o", file
        )
        assert done.code == 0, done.err

        found = world.look("council papers", on_paper(file))

        assert levels(found.values()) == {Level.PUBLIC}, [c.where for c in found.values()]
        assert len(found) > 20


@pytest.mark.parametrize("role", ["protection", "officer"])
def test_the_paper_of_one_record_holds_what_its_printer_reads(
    world: World, role: str, tmp_path: Path
) -> None:
    found: dict[str, Canary] = {}
    for kind, record in (("incident", "founder-incident-0"), ("feedback", "founder-feedback-2")):
        file = tmp_path / f"{record}.pdf"
        done = world.run(role, "report", "record", "--kind", kind, "--id", record, "-o", file)
        assert done.code == 0, done.err
        found |= world.look("papers of a record", on_paper(file))

    assert {canary.scope for canary in found.values()} == READS[role] & {TEAM, *CONFIDENTIAL}


def test_no_sentence_repeats_an_answer_that_cannot_be_kept(world: World, tmp_path: Path) -> None:
    word = world.birds.of(RESTRICTED)[0].word
    said = []
    for kind in KINDS.values():
        wrong = {
            f.name: {"in": word} if isinstance(f.type, Text) else f"{word}, so" for f in kind.fields
        }
        said.append(world.run("officer", "put", kind.name, "--json", stdin=json.dumps(wrong)))
        assert kind.made or said[-1].code == 1
    said.append(world.run("officer", "put", "incident", stdin=f'{{"account": "{word}'))
    said.append(world.run("officer", "put", "incident", stdin=f'["{word}"]'))
    said.append(world.run("officer", "edit", "incident", "founder-incident-0", stdin=f'["{word}"]'))
    table = tmp_path / "table.csv"
    with table.open("w", encoding="utf-8") as out:
        csv.writer(out).writerows([["a", "b"], [word, word, word]])
    said.append(world.run("officer", "import", table, "--as", "gazetteer"))
    for number, content in enumerate((f"{word}", f'{{"fieldapp": "request", "name": "{word}"}}')):
        (tmp_path / f"{number}.json").write_text(content)
        said.append(world.run("founder", "invite", tmp_path / f"{number}.json"))
        said.append(world.run("officer", "join", tmp_path / f"{number}.json"))

    content = "".join(each.out + each.err for each in said).encode()

    assert all(each.code in (1, 2) for each in said)
    assert len(content) > 20_000
    assert b"Traceback" not in content
    assert not world.look("errors", content)


def broken(world: World, tmp_path: Path) -> Path:
    """A copy of the founder's workspace with a record that no code of ours has made."""
    shutil.copytree(world.laptop("founder"), tmp_path / "broken")
    laptop = unlock(tmp_path / "broken", PASSPHRASE)
    key = laptop.key
    close(laptop)
    db = connect(tmp_path / "broken" / "fieldapp.db", key)
    word = world.birds.of(RESTRICTED)[0].word
    db.conn.execute(
        "UPDATE record SET body = ?, indexed = indexed + 1 WHERE kind = 'incident'", [f'"{word}"']
    )
    db.conn.commit()
    db.close()
    return tmp_path / "broken"


def test_a_command_that_breaks_tells_where_and_not_about_what(world: World, tmp_path: Path) -> None:
    folder = broken(world, tmp_path)
    before = set(folder.iterdir())
    env = {
        **os.environ, "FIELDAPP_WORKSPACE": str(folder), "FIELDAPP_PASSPHRASE": PASSPHRASE,
        "TMPDIR": str(tmp_path),
    }  # fmt: skip

    done = subprocess.run(
        [sys.executable, "-m", "fieldapp", "list", "incident", "--json"],
        env=env, capture_output=True, check=False,
    )  # fmt: skip

    [report] = {path for path in folder.iterdir() if path.name.startswith("crash-")} - before
    assert done.returncode == 1
    assert b"fieldapp/store/" in report.read_bytes()
    content = done.stdout + done.stderr + report.read_bytes() + (folder / "log.txt").read_bytes()
    assert not world.look("crash reports", content)


def test_a_window_that_breaks_tells_where_and_not_about_what(world: World, tmp_path: Path) -> None:
    word = world.birds.of(RESTRICTED)[0].word
    folder = tmp_path / "window"
    opened, _ = create(folder, "the river is low in march", "Amina", cost=Cost(1, 8 << 20))
    close(opened)
    temporary = tmp_path / "temporary"
    temporary.mkdir()

    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(folder)],
        input=word.encode(),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)},
        capture_output=True,
        check=False,
    )

    log = (folder / "log.txt").read_bytes()
    assert b"closed" in done.stdout, done.stderr.decode()
    assert log.count(b"ValueError") == 4  # button, work, thread, object
    assert not world.look("crash reports", done.stdout + done.stderr + files(tmp_path))


@pytest.mark.skipif(not LINUX, reason="a folder is watched as on Linux")
def test_no_command_makes_a_temporary_file(world: World, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    commands = (
        ("list", "incident"), ("list", "meeting", "--search", "well"), ("doctor",),
        ("export", "meeting", "--as", "csv", "-o", tmp_path / "x.csv"),
        ("report", "record", "--kind", "incident", "--id", "founder-incident-0", "-o",
         tmp_path / "x.pdf"),
        ("photo", "list"),
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch, watched(temporary) as made:
        patch.setenv("TMPDIR", str(temporary))
        patch.setattr("tempfile.tempdir", None)
        for command in commands:
            done = world.run("founder", *command)
            assert done.code == 0, done.err

    assert made == []
