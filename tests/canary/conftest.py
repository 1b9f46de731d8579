"""A mission of four laptops and a hub in a process of its own, full of words of their own.

Made once for all tests that look for leaks; those only read it. Each laptop has recorded every
field of every kind, a photograph, a draft and a change that clashes with another's, and all have
synced over real HTTP, with every log on.
"""

import contextlib
import io
import json
import logging
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from fieldapp.__main__ import main
from fieldapp.domain.schema import Level
from fieldapp.logs import log_to, stop_logging
from fieldapp.progress import Progress
from fieldapp.store import photos, records, workspace
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from fieldapp.sync.errors import TakenOut
from fieldapp.sync.members.leaving import revoke
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from fieldapp.sync.parcels.stick import read_parcels, write_parcel
from fieldapp.sync.wire.transport import HttpHub
from tests.canary.words import GRAVE, VILLAGE, Aviary, Canary, everything
from tests.hub.test_memory import memory_of
from tests.hub.test_serve import hub_process
from tests.pictures import CANARY as IN_PICTURE
from tests.pictures import a_photograph
from tests.sync.world import PASSPHRASE, Time, make, sync_now

_TEAM, _RESTRICTED = Level.TEAM, Level.RESTRICTED

ROLES: Mapping[str, str] = {
    "founder": "",
    "protection": "protection",
    "officer": "officer",
    "administrator": "administrator",
    "conduct": "conduct",
}
COMPLAINED_OF = ("conduct", "protection")
PICTURE = a_photograph(size=(160, 120))
LINUX = sys.platform.startswith("linux")


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


@dataclass
class World:
    """What the tests look through.

    Attributes:
        birds: Every word that was recorded, with where.
        secrets: Names and bytes of keys and passphrases; none may be anywhere but in its laptop.
        confidential: Those of them that open what is restricted.
        hub_memory: What was found in the hub's process, and how many bytes were searched.
        searched: Bytes that were searched, by artefact.
    """

    folder: Path
    birds: Aviary
    secrets: dict[str, bytes] = field(default_factory=dict)
    confidential: frozenset[str] = frozenset()
    hub_memory: dict[str, Canary] = field(default_factory=dict)
    hub_secrets: set[str] = field(default_factory=set)
    searched: dict[str, int] = field(default_factory=dict)

    def laptop(self, role: str) -> Path:
        """Return the workspace's folder of a role."""
        return self.folder / "laptops" / role

    def look(self, artefact: str, content: bytes) -> dict[str, Canary]:
        """Return what is found in an artefact's bytes; nothing of them may be a secret."""
        self.searched[artefact] = self.searched.get(artefact, 0) + len(content)
        assert not self.secrets_in(content), artefact
        return self.birds.found_in(content)

    def secrets_in(self, content: bytes) -> set[str]:
        """Return the names of the secrets that stand in the bytes, bare or in hex."""
        return {
            name
            for name, secret in self.secrets.items()
            if secret in content or secret.hex().encode() in content
        }

    def run(self, role: str, *arguments: object, stdin: str = "") -> Said:
        """Run one command of a role in this process."""
        out, err = io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO())
        given = {
            "FIELDAPP_WORKSPACE": str(self.laptop(role)),
            "FIELDAPP_PASSPHRASE": PASSPHRASE,
        }
        with pytest.MonkeyPatch.context() as patch:
            for name, value in given.items():
                patch.setenv(name, value)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = main([str(argument) for argument in arguments])
        for stream in (out, err):
            stream.flush()
        said = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
        return Said(code, *said)


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("canaries")
    made = World(folder, Aviary())
    time = Time()
    (folder / "laptops").mkdir()
    laptops = {
        role: make(folder / "laptops", role, n, time) for n, role in enumerate((*ROLES, "lost"))
    }
    found_mission(laptops["founder"], "Gorom")
    for name, role in {**ROLES, "lost": "protection"}.items():
        if role:
            request = request_enrolment(laptops[name])
            join(laptops[name], invite(laptops["founder"], request, role, ""))
    with _logged(folder / "logs"), hub_process(folder / "hub") as (process, url):
        hub = HttpHub(url)
        for role in ROLES:
            record_everything(made.birds, laptops[role], role)
        for laptop in (*laptops.values(), *laptops.values()):
            sync_now(laptop, hub)
        made.secrets = secrets_of(laptops, "before")
        revoke(laptops["founder"], laptops["lost"].device, "lost")
        clash(made.birds, laptops)
        complain(made.birds, laptops)
        sync_now(laptops["founder"], hub)
        with pytest.raises(TakenOut):
            sync_now(laptops["lost"], hub)
        for role in (*ROLES, *ROLES):
            sync_now(laptops[role], hub)
        made.secrets |= secrets_of(laptops, "now")
        of_team = set(secrets_of({"officer": laptops["officer"]}, "now").values())
        made.confidential = frozenset(n for n, s in made.secrets.items() if s not in of_team)
        if LINUX:
            memory = b"\n".join(memory_of(process.pid))
            made.hub_memory = made.birds.found_in(memory)
            made.hub_secrets = made.secrets_in(memory)
            made.searched["hub memory"] = len(memory)
        hub.close()
        parcels(folder, laptops)
    for laptop in laptops.values():
        workspace.close(laptop)
    return made


@contextlib.contextmanager
def _logged(folder: Path) -> Iterator[None]:
    handler = log_to(folder)
    logging.getLogger("fieldapp").setLevel(logging.DEBUG)
    try:
        yield
    finally:
        stop_logging(handler)


def record_everything(of: Aviary, laptop: Workspace, role: str) -> None:
    """Record every field of every kind, with a photograph for the team and one in confidence."""
    place = {"name": "Gorom", "pcode": VILLAGE, "type": "village"}
    changes = [
        Change(kind, {n: v for n, v in values.items() if n != "id"}, str(values["id"]))
        for kind, values in everything(of, role)
    ]
    records.save_all(laptop, [Change("place", place, "gorom"), *changes], apart=True)
    caption = of.word(role, "photo", "caption", level=_TEAM)
    photos.add(laptop, "meeting", f"{role}-meeting-0", PICTURE, f"{IN_PICTURE}.jpg",
               answers={"caption": caption})  # fmt: skip
    secret = of.word(role, "photo", "caption", level=_RESTRICTED)
    photos.add(laptop, "incident", f"{role}-incident-0", PICTURE, f"{IN_PICTURE}.jpg",
               answers={"caption": secret})  # fmt: skip


def clash(of: Aviary, laptops: Mapping[str, Workspace]) -> None:
    """Let two who read it change one account apart, and an officer write into it unseen."""
    for role in ("founder", "protection", "officer"):
        word = of.word(role, "incident", "account", level=_RESTRICTED)
        records.save(laptops[role], Change("incident", {"account": word}, "founder-incident-0"))


def complain(of: Aviary, laptops: Mapping[str, Workspace]) -> None:
    """Let an officer record complaints about each of those who read what is in confidence."""
    for about in COMPLAINED_OF:
        word = of.word("officer", "feedback", "summary", _RESTRICTED, apart_from(about))
        answers = {"level": GRAVE, "received_on": "2026-11-03", "against": about, "summary": word}
        records.save(laptops["officer"], Change("feedback", answers))


def apart_from(member: str) -> str:
    """What is no scope of its own: all who read in confidence, but for this member."""
    return f"apart from {member}"


def parcels(folder: Path, laptops: Mapping[str, Workspace]) -> None:
    """Every laptop hands on all that it has, and an officer reads what protection wrote."""
    (folder / "stick").mkdir()
    for role in ROLES:
        written = write_parcel(laptops[role], folder / "stick", Progress())
        if role == "protection":
            read_parcels(laptops["officer"], [written.file], Progress(), let_through=True)


def secrets_of(laptops: Mapping[str, Workspace], when: str) -> dict[str, bytes]:
    """Return every key that opens anything, and the passphrase."""
    found = {"the passphrase": PASSPHRASE.encode()}
    for role, laptop in laptops.items():
        found[f"file key of {role} {when}"] = laptop.key
        found[f"signing key of {role} {when}"] = bytes(laptop.signing_key)
        found[f"box key of {role} {when}"] = bytes(laptop.box_key)
        rows = laptop.db.conn.execute("SELECT scope, epoch, private FROM key_ring").fetchall()
        found |= {f"{scope} {epoch}": bytes(private) for scope, epoch, private in rows}
        for photo in photos.readable(laptop):
            found[f"key of photograph {photo.id}"] = bytes.fromhex(str(photo.values["key"]))
    return found
