"""The lock holds every package, each with its hashes, for every system."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "packaging" / "requirements.txt"


def locked() -> dict[str, tuple[Requirement, list[str]]]:
    """Return name -> what the lock says of it: requirement and hashes."""
    joined = LOCK.read_text("utf-8").replace("\\\n", " ")
    entries = {}
    for line in joined.splitlines():
        if line.strip() and not line.startswith("#"):
            text, *hashes = line.split("--hash=")
            requirement = Requirement(text.strip())
            entries[plain(requirement.name)] = (requirement, [word.strip() for word in hashes])
    return entries


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared() -> list[list[Requirement]]:
    """Return what fieldapp needs to run, to be developed and to be built."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    groups = [
        project["project"]["dependencies"],
        project["project"]["optional-dependencies"]["dev"],
        project["build-system"]["requires"],
    ]
    return [[Requirement(text) for text in group] for group in groups]


def test_every_locked_package_has_one_exact_version_and_hashes() -> None:
    entries = locked()

    assert len(entries) > 40
    for requirement, hashes in entries.values():
        assert re.fullmatch(r"==[0-9][^,*]*", str(requirement.specifier)), requirement
        assert hashes, requirement
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", word) for word in hashes), requirement


def test_the_lock_satisfies_everything_that_the_project_asks_for() -> None:
    entries = locked()

    for wish in chain.from_iterable(declared()):
        assert plain(wish.name) in entries, f"run: tasks.py lock ({wish.name} is not locked)"
        requirement, _ = entries[plain(wish.name)]
        (pin,) = requirement.specifier
        assert wish.specifier.contains(pin.version), f"run: tasks.py lock ({requirement})"


def test_the_lock_is_for_all_three_systems() -> None:
    entries = locked()

    # colorama is what click needs on Windows only; Qt's binding has one file per system
    colorama, _ = entries["colorama"]
    assert colorama.marker is not None
    assert colorama.marker.evaluate({"sys_platform": "win32"})
    assert not colorama.marker.evaluate({"sys_platform": "linux"})
    assert len(entries["pyside6-essentials"][1]) >= 4


def imported(folder: str) -> set[str]:
    """Return the top-level packages that the modules of a folder import, Python's own left out."""
    names = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names.update(alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module.split(".")[0])
    ours = {"fieldapp", "tests"}
    return names - ours - sys.stdlib_module_names


@pytest.mark.parametrize(("folder", "groups"), [("fieldapp", 1), ("tests", 2), ("packaging", 2)])
def test_what_a_module_imports_is_asked_for_by_name(folder: str, groups: int) -> None:
    # Not only brought along by something else, which may stop to do so.
    asked = {plain(wish.name) for wishes in declared()[:groups] for wish in wishes}
    homes = packages_distributions()

    for name in imported(folder):
        assert asked & {plain(home) for home in homes[name]}, f"{folder} imports {name}"


def test_what_runs_now_is_what_is_locked() -> None:
    for requirement, _ in locked().values():
        if requirement.marker is None or requirement.marker.evaluate():
            (pin,) = requirement.specifier
            assert version(requirement.name) == pin.version, "run: tasks.py setup"
