"""What lies on disks, on sticks and in the hub: who finds which of the words that were recorded.

| artefact                                   | who has it    | finds                     |
|--------------------------------------------|---------------|---------------------------|
| workspace folder as it lies, with backups  | a thief       | nothing                   |
| the same opened with its passphrase:       |               |                           |
|   of the founder                           | them          | all that was recorded     |
|   of protection, of the conduct focal point| them          | the team's and their own  |
|   of an officer or an administrator        | them          | what is for the team      |
|   every page of it, deleted ones too,      | them, with    | what is for the team, and |
|   and every pack tried with every key      | a laboratory  | their own drafts          |
|   of a laptop that was taken out           | its finder    | what is for the team      |
| parcels on a stick                         | its finder    | nothing                   |
| hub: folder and memory                     | who runs it   | nothing                   |
| logs of laptops and hub                    | anybody       | nothing                   |

"Finds" is meant exactly: a word too many is a leak, a word too few would be a search that is blind.
Keys and passphrases are looked for in all of it as well.
"""

import base64
import zlib
from collections.abc import Mapping
from pathlib import Path

import nacl.exceptions
import pytest
from nacl.public import PrivateKey, SealedBox

from fieldapp.domain.scope import CONDUCT, RESTRICTED, TEAM
from fieldapp.store import drafts, mission, packs, records, workspace
from fieldapp.store.backup import before_migration
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace, unlock
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.wire.dictionary import dictionary
from tests.canary.conftest import COMPLAINED_OF, LINUX, ROLES, World, apart_from
from tests.canary.pages import everything_in
from tests.sync.test_canary import files, opened
from tests.sync.world import PASSPHRASE, make

READS: Mapping[str, frozenset[str]] = {
    "founder": frozenset({TEAM, RESTRICTED, CONDUCT, *map(apart_from, COMPLAINED_OF)}),
    "protection": frozenset({TEAM, RESTRICTED, apart_from("conduct")}),
    "conduct": frozenset({TEAM, CONDUCT, apart_from("protection")}),
    "officer": frozenset({TEAM}),
    "administrator": frozenset({TEAM}),
}
"""What each role reads of what anybody recorded; their own answers are no exception."""


def unsealed(laptop: Workspace) -> bytes:
    """Every pack and every sealed answer on a laptop, as far as any key there opens it."""
    rings = mission.key_ring(laptop.db).values()
    keys = [PrivateKey(key) for ring in rings for key in ring] + [laptop.box_key]
    rows = laptop.db.conn.execute("SELECT id FROM pack WHERE device <> ''").fetchall()
    contents = [packs.get(laptop.db, row[0]).content for row in rows]
    contents += [bytes(r[0]) for r in laptop.db.conn.execute("SELECT bytes FROM carried")]
    found = b""
    for content in contents:
        sealed = content[content.find(b"\n") + 1 : -64]
        for key in keys:
            try:
                plain = SealedBox(key).decrypt(sealed)
            except (nacl.exceptions.CryptoError, ValueError):
                continue
            found += zlib.decompressobj(zdict=dictionary(1) or b"").decompress(plain)
    return found


@pytest.mark.parametrize("role", ROLES)
def test_a_workspace_folder_as_it_lies_says_nothing(world: World, role: str) -> None:
    folder = world.laptop(role)

    assert {path.name for path in folder.iterdir()} >= {"fieldapp.db", "chunks.db", "backups"}
    assert not world.look("folder as it lies", files(folder))


@pytest.mark.parametrize("role", ROLES)
def test_whoever_opens_a_workspace_finds_exactly_what_is_for_them(
    world: World, role: str, tmp_path: Path
) -> None:
    laptop = unlock(world.laptop(role), PASSPHRASE)
    content = opened(laptop, tmp_path / "plain") + unsealed(laptop)
    content += everything_in(laptop.folder, laptop.key)
    workspace.close(laptop)

    found = world.birds.found_in(content)
    world.searched["opened"] = world.searched.get("opened", 0) + len(content)

    leaked = {canary.where for canary in found.values() if canary.scope not in READS[role]}
    assert not leaked
    words = {canary.word for canary in found.values()}
    assert not {c.where for c in world.birds.of(*READS[role]) if c.word not in words}


@pytest.mark.parametrize("about", COMPLAINED_OF)
def test_a_complaint_about_a_member_is_in_nothing_that_they_hold(
    world: World, about: str, tmp_path: Path
) -> None:
    [complaint] = world.birds.of(apart_from(about))
    laptop = unlock(world.laptop(about), PASSPHRASE)
    content = opened(laptop, tmp_path / "plain") + unsealed(laptop)
    content += everything_in(laptop.folder, laptop.key)
    workspace.close(laptop)

    assert complaint.word.lower() not in world.birds.found_in(content)


def test_a_laptop_that_was_taken_out_reads_no_confidence_and_knows_no_such_key(
    world: World, tmp_path: Path
) -> None:
    laptop = unlock(world.laptop("lost"), PASSPHRASE)

    content = opened(laptop, tmp_path / "plain") + unsealed(laptop)
    content += everything_in(laptop.folder, laptop.key)

    found = world.birds.found_in(content).values()
    assert {canary.scope for canary in found} == {TEAM}
    assert not laptop.reads(RESTRICTED)
    assert any(name.startswith(RESTRICTED) for name in world.confidential)
    kept = world.secrets_in(content) & world.confidential
    own = {"file key of lost", "signing key of lost", "box key of lost"}
    assert {name.rpartition(" ")[0] for name in kept} <= own
    assert "box key of lost before" not in kept  # what invitations and new keys were sealed to
    workspace.close(laptop)


def test_a_stick_says_nothing(world: World) -> None:
    parcels = files(world.folder / "stick")

    assert len(parcels) > 4 * 10_000
    assert not world.look("parcels", parcels)


def test_whoever_runs_the_hub_finds_nothing(world: World) -> None:
    assert not world.look("hub folder", files(world.folder / "hub"))
    if LINUX:
        assert world.searched["hub memory"] > 20_000_000
        assert not world.hub_memory
        assert not world.hub_secrets


def test_no_log_tells_an_answer(world: World) -> None:
    logs = files(world.folder / "logs")

    assert b"Synced" in logs
    assert not world.look("logs", logs)


def test_the_search_finds_a_word_in_every_coding(world: World) -> None:
    word = world.birds.of(RESTRICTED)[0].word
    for form in (word, word.lower(), word.upper()):
        codings = [form.encode(c) for c in ("utf-8", "utf-16-le", "utf-16-be")]
        codings += [form.encode().hex().encode()]
        codings += [base64.b64encode(b"q" * n + form.encode() + b" fled") for n in range(3)]
        for coded in codings:
            assert set(world.birds.found_in(b"x" + coded + b"y")) == {word.lower()}, coded
    [day, *_] = world.birds.values
    assert set(world.birds.found_in(day.encode())) == {day}


def test_what_an_officer_typed_in_confidence_is_gone_once_it_is_saved(tmp_path: Path) -> None:
    founder, officer = (make(tmp_path, name, n) for n, name in enumerate(("founder", "officer")))
    found_mission(founder, "Gorom")
    join(officer, invite(founder, request_enrolment(officer), "officer", ""))
    answers = {"type": "threat", "happened_on": "2026-11-01", "account": "Zqvx typed and sealed"}

    drafts.keep(officer, "draft", "incident", answers)
    assert b"Zqvx typed" in everything_in(officer.folder, officer.key)
    records.save(officer, Change("incident", answers))
    drafts.drop(officer, "draft")

    assert b"Zqvx typed" not in everything_in(officer.folder, officer.key)
    for laptop in (founder, officer):
        workspace.close(laptop)


def test_joining_leaves_no_copy_of_what_is_sealed_from_then_on(tmp_path: Path) -> None:
    founder, officer = (make(tmp_path, name, n) for n, name in enumerate(("founder", "officer")))
    found_mission(founder, "Gorom")
    answers = {"type": "threat", "happened_on": "2026-11-01", "account": "Zqvx of before"}
    records.save(officer, Change("incident", answers))
    before_migration(officer.db, officer.file, officer.key)
    assert b"Zqvx of before" in everything_in(officer.folder, officer.key)

    join(officer, invite(founder, request_enrolment(officer), "officer", ""))

    assert b"Zqvx of before" not in everything_in(officer.folder, officer.key)
    for laptop in (founder, officer):
        workspace.close(laptop)
