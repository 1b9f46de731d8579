"""A founder and an officer on two laptops, and a hub in a process of its own."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp.domain.scope import TEAM
from fieldapp.progress import Progress
from fieldapp.store import evidence
from fieldapp.store.doctor import examine
from fieldapp.sync.mission import found_mission, invite, join, request_enrolment
from tests.cli import conftest as cli
from tests.cli.conftest import looking_into, make_folder
from tests.faults.processes import Command, HubProcess

folder, run = cli.folder, cli.run  # its fixtures are wanted here, too


@dataclass(frozen=True)
class Field:
    """Folders of two laptops that are in one mission."""

    founder: Path
    officer: Path


@pytest.fixture
def field(tmp_path: Path) -> Field:
    return make_field(tmp_path)


def make_field(within: Path) -> Field:
    made = Field(make_folder(within / "founder"), make_folder(within / "officer", "Josef"))
    with looking_into(made.founder) as amina, looking_into(made.officer) as josef:
        found_mission(amina, "Kelda area")
        join(josef, invite(amina, request_enrolment(josef), "officer", ""))
    return made


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    running = HubProcess(tmp_path / "hub")
    yield running
    running.kill()


def lines(titles: list[str]) -> str:
    """Meetings as `put` takes them, one to a line."""
    answers = [{"title": title, "held_on": "2026-11-03", "place": "A"} for title in titles]
    return "".join(json.dumps(answer) + "\n" for answer in answers)


def acknowledged(said: str) -> list[str]:
    """The ids that `put --json-lines` has told; its last line may be cut off."""
    whole = [line for line in said[: said.rfind("\n") + 1].splitlines() if line.startswith("{")]
    return [record for line in whole for record in json.loads(line).get("saved", [])]


def put(folder: Path, *titles: str) -> list[str]:
    """Save meetings and return the ids that were acknowledged."""
    running = Command(folder, "put", "meeting", "-", "--json-lines", stdin=lines(list(titles)))
    assert running.ended() == 0, running.said
    return acknowledged(running.said)


def sync(folder: Path, url: str) -> None:
    """A round that comes to its end."""
    running = Command(folder, "sync", "--hub", url)
    assert running.ended() == 0, running.said


def all_agree(field: Field, saved: set[str]) -> None:
    """Both laptops have the same, all that was acknowledged is in it, and both are whole."""
    held = []
    for folder in (field.founder, field.officer):
        with looking_into(folder) as opened:
            held.append((evidence.fact_ids(opened.db, TEAM), evidence.rows(opened.db)))
            assert [finding for finding in examine(opened, Progress()) if not finding.ok] == []
    assert held[0] == held[1]
    assert saved <= {str(row[0]) for row in held[0][1]}
