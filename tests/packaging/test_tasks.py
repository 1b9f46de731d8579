"""The developer commands, as a newcomer's Python runs them: other processes, real pip."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TASKS = ROOT / "packaging" / "tasks.py"
NOWHERE = "http://127.0.0.1:9/simple"
"""The discard port: nothing answers there, as without a network."""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the set-up reads, and no environment."""
    for name in ("packaging/tasks.py", "packaging/requirements.txt", "pyproject.toml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def call(checkout: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "packaging/tasks.py", *arguments],
        cwd=checkout,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )


def call_offline(checkout: Path) -> subprocess.CompletedProcess[str]:
    return call(
        checkout,
        "setup",
        PIP_CONFIG_FILE=os.devnull,
        PIP_INDEX_URL=NOWHERE,
        PIP_NO_CACHE_DIR="1",
        PIP_RETRIES="1",
    )


def test_without_a_command_the_commands_are_listed(checkout: Path) -> None:
    done = call(checkout)

    assert done.returncode == 2
    for name in ("demo", "test", "check", "run", "build", "screens", "translations", "lock"):
        assert f"\n  {name} " in done.stdout


def test_an_unknown_command_is_refused_with_the_list(checkout: Path) -> None:
    done = call(checkout, "tset")

    assert done.returncode == 2
    assert "There is no command tset." in done.stderr
    assert "demo" in done.stderr
    assert done.stdout == ""


def test_the_file_is_readable_for_a_python_that_is_too_old() -> None:
    tree = ast.parse(TASKS.read_text("utf-8"), feature_version=(3, 7))

    first = tree.body[1]
    assert isinstance(first, ast.ImportFrom)
    assert first.module == "__future__"


def test_a_python_that_is_too_old_is_told_so(checkout: Path) -> None:
    older = "import sys, runpy; sys.version_info = (3, 10, 2); sys.argv = ['tasks.py', 'demo']; "
    done = subprocess.run(
        [sys.executable, "-c", older + f"runpy.run_path({str(TASKS)!r}, run_name='__main__')"],
        cwd=checkout,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert done.stderr == (
        "fieldapp needs Python 3.11 or newer; this is 3.10. Install a newer one.\n"
    )


def test_without_a_network_the_set_up_says_so_and_leaves_nothing_half_made(checkout: Path) -> None:
    debris = checkout / ".venv" / "debris"  # as a set-up leaves it that was stopped in the middle
    debris.mkdir(parents=True)

    done = call_offline(checkout)

    assert done.returncode == 1
    assert "there is no connection to the package index" in done.stderr
    assert "Traceback" not in done.stderr
    assert not debris.exists()
    assert (checkout / ".venv" / "pyvenv.cfg").exists()
    assert not (checkout / ".venv" / "set-up-from.txt").exists()


def test_a_python_without_ensurepip_is_told_what_to_install(checkout: Path) -> None:
    without = (
        "import importlib.util as u, os, runpy, sys; find = u.find_spec; "
        "u.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a); "
        "os.geteuid = lambda: 1000; sys.argv = ['tasks.py', 'setup']; "
        f"runpy.run_path({str(checkout / 'packaging' / 'tasks.py')!r}, run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", without], cwd=checkout, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "its module ensurepip is missing" in done.stderr
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt-get install -y python{version}-venv" in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="others ship Qt's libraries")
def test_a_missing_system_library_is_named_with_the_line_to_paste(checkout: Path) -> None:
    ask = (
        "import os, runpy; os.geteuid = lambda: 1000; "
        f"tasks = runpy.run_path({str(TASKS)!r}); provide = tasks['provide_libraries']; "
        "print(provide({'libc.so.6': 'libc6'}), provide({'libnowhere.so.9': 'libnowhere9'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=checkout, capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["True", "False"]
    assert "libnowhere" in done.stderr
    assert "libc6" not in done.stderr


def test_an_environment_that_is_a_link_is_not_emptied(checkout: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "of-somebody-else").touch()
    (checkout / ".venv").symlink_to(elsewhere)

    done = call(checkout, "check")

    assert done.returncode == 1
    assert "is a link to" in done.stdout + done.stderr
    assert [path.name for path in elsewhere.iterdir()] == ["of-somebody-else"]
