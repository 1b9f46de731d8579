"""The README says what is so: its commands exist, and its tour works as printed."""

import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def shell_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def test_its_commands_for_developers_exist() -> None:
    commands = runpy.run_path(str(ROOT / "packaging" / "tasks.py"))["COMMANDS"]
    known = {command.__name__ for command in commands}

    named = set(re.findall(r"tasks\.py ([a-z]+)", README))

    assert {"demo", "test", "check"} <= named
    assert named <= known


def test_its_first_two_commands_are_demo_and_test() -> None:
    assert shell_blocks()[:2] == [
        "python3 packaging/tasks.py demo\n",
        "python3 packaging/tasks.py test\n",
    ]


def test_the_files_that_it_names_are_there() -> None:
    names = re.findall(r"`((?:fieldapp|packaging|resources|tests)/[\w./]*)`", README)

    assert len(names) > 5
    assert [name for name in names if not (ROOT / name).exists()] == []


@pytest.fixture
def surroundings() -> dict[str, str]:
    """The person's shell: the command on the path, the passphrase in its variable."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, "PATH": path, "FIELDAPP_PASSPHRASE": "a red lorry at noon"}


@pytest.fixture
def hub_url(tmp_path: Path, surroundings: dict[str, str]) -> Iterator[str]:
    """A hub, started as the README starts it, but on whatever port is free here."""
    (line,) = [block for block in shell_blocks() if "hub serve" in block]
    program, *arguments = line.replace(":8470", ":0").split()
    executable = shutil.which(program, path=surroundings["PATH"])
    assert executable is not None
    with subprocess.Popen(
        [executable, *arguments], cwd=tmp_path, env=surroundings, stdout=subprocess.PIPE, text=True
    ) as hub:
        assert hub.stdout is not None
        yield hub.stdout.readline().strip()
        hub.terminate()


@pytest.mark.skipif(os.name == "nt", reason="the tour is written for a POSIX shell")
def test_its_tour_works_as_printed(
    tmp_path: Path, surroundings: dict[str, str], hub_url: str
) -> None:
    tour = [block for block in shell_blocks()[2:] if "hub serve" not in block]
    script = "".join(tour).replace("http://127.0.0.1:8470", hub_url)

    done = subprocess.run(
        ["sh", "-eu", "-c", script],
        cwd=tmp_path,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "gorom.pdf").read_bytes().startswith(b"%PDF")
    # What Amina wrote down stands on Moussa's laptop: the last line of the tour
    assert "Repair the school roof" in done.stdout.splitlines()[-1]
