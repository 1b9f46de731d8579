"""Somebody who is in the mission, holds its keys, and means harm: what they can say, and to whom.

They sign and seal as everybody does, so nothing they send is bad by its signature. What it must not
do is stop, crash or blind the others.
"""

from pathlib import Path

import pytest

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.kinds import KINDS
from fieldapp.store import photos, records
from fieldapp.store.photos import State
from fieldapp.store.records import Change
from fieldapp.store.workspace import Workspace
from tests.canary.conftest import World
from tests.canary.words import VILLAGE, Aviary
from tests.pictures import a_photograph
from tests.sync.conftest import Mission
from tests.sync.world import sync_now

WRONG: dict[str, Value] = {
    "text": "=cmd|' /C calc'!A0\u202e<b>",
    "number": 2**62,
    "below": -5,
    "fraction": 1.5e-300,
    "yes": True,
    "list": ("a", "b"),
    "nothing": (),
    "control": "\x00\x1b]0;owned\x07",
}
"""Answers of no field's type, or of the wrong field's."""


def say_it_all(laptop: Workspace) -> None:
    """Save every field of every kind with every wrong answer, in places that are looked at."""
    changes = []
    for kind in KINDS.values():
        for name, value in WRONG.items():
            asked = [field.name for field in (*kind.fields, *kind.made)]
            # Whom a complaint is about decides its key; no laptop of ours seals it to nobody.
            values = {each: value for each in asked if each != kind.kept_from}
            at_home = {f.name: VILLAGE for f in kind.fields if f.type.name == "place"}
            if kind.parent:
                at_home[kind.parent] = f"{kind.parent_kind}-{name}"
            changes.append(Change(kind.name, {**values, **at_home}, f"{kind.name}-{name}"))
    records.save_all(laptop, changes, apart=True)


def test_answers_of_no_type_break_no_command_and_no_paper(mission: Mission, tmp_path: Path) -> None:
    place = {"name": "Gorom", "pcode": VILLAGE, "type": "village"}
    records.save(mission.founder, Change("place", place, "gorom"))
    say_it_all(mission.officer)
    sync_now(mission.founder, mission.hub)
    sync_now(mission.officer, mission.hub)
    taken = sync_now(mission.founder, mission.hub)
    world = World(tmp_path, Aviary())
    period = ("--from", "2026-08-01", "--to", "2026-11-30")
    commands = [
        ("list", "meeting", "--json"), ("list", "incident"), ("signals",), ("board",), ("compass",),
        ("equity",), ("participation",), ("power",), ("calendar", *period), ("clashes",),
        ("contexts", "incident-text"), ("chain", "feedback", "feedback-number"), ("doctor",),
        ("report", "joint-review", "--place", VILLAGE, *period, "-o", tmp_path / "a.pdf"),
        ("report", "record", "--kind", "incident", "--id", "incident-list", "-o",
         tmp_path / "b.pdf"),
        ("export", "deliverable", "--as", "csv", "-o", tmp_path / "c.csv"),
    ]  # fmt: skip

    said = {command[:2]: world.run("founder", *command) for command in commands}

    assert (taken.received > 300, taken.quarantined) == (True, 0)
    assert not {name: each.err for name, each in said.items() if "our fault" in each.err}
    assert not [each for each in said.values() if "\x1b" in each.out + each.err]
    assert not list(mission.founder.folder.glob("crash-*"))


@pytest.mark.parametrize(
    "names", [("",), ("x" * 32,), ("A" * 32,), ("0" * 32, "../" + "0" * 29), ("0" * 32,) * 1001]
)
def test_a_photograph_with_odd_names_of_chunks_keeps_no_other_from_travelling(
    mission: Mission, names: tuple[str, ...]
) -> None:
    made = {"readers": "team", "of_kind": "meeting", "of": "m", "key": "00" * 32}
    odd = {**made, "thumbnail": names, "chunks": names}
    records.save(mission.officer, Change("photo", odd, "odd"))
    records.save(mission.founder, Change("meeting", {"title": "Well"}, "m"))
    good = photos.add(mission.founder, "meeting", "m", a_photograph(size=(160, 120)), "roof.jpg")
    for laptop in (mission.founder, mission.officer, mission.founder, mission.protection):
        account = sync_now(laptop, mission.hub)
        assert account.photos_stopped == ""

    assert photos.state_of(mission.protection, good) is State.WHOLE
    assert photos.state_of(mission.protection, "odd") is State.MISSING
