"""The wheel that `tasks.py build` makes works without the checkout."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import fieldapp

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as pip lays it out."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    assert wheel.name == f"fieldapp-{fieldapp.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "unpacked")
    return folder / "unpacked"


def run_there(unpacked: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=unpacked,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_it_carries_its_resources_and_finds_them(unpacked: Path) -> None:
    resources = ROOT / "resources"
    names = sorted(path.relative_to(resources) for path in resources.rglob("*") if path.is_file())

    for name in names:
        assert (unpacked / "fieldapp" / "resources" / name).is_file(), name
    ask = "from fieldapp.paths import resource; print(resource('fonts', 'NotoSans-Bold.ttf'))"
    found = run_there(unpacked, "-c", ask).strip()
    assert Path(found) == unpacked / "fieldapp" / "resources" / "fonts" / "NotoSans-Bold.ttf"


def test_it_speaks_french_and_arabic(unpacked: Path) -> None:
    french = run_there(
        unpacked, "-X", "utf8", "-m", "fieldapp", "fields", "meeting", "--language=fr"
    )
    arabic = run_there(
        unpacked, "-X", "utf8", "-m", "fieldapp", "fields", "meeting", "--language=ar"
    )

    assert "Réunion" in french
    assert "اجتماع" in arabic


def test_it_installs_the_command_and_carries_every_licence(unpacked: Path) -> None:
    (facts,) = unpacked.glob("*.dist-info")

    assert "fieldapp = fieldapp.__main__:main" in (facts / "entry_points.txt").read_text("utf-8")
    licences = {path.name for path in (facts / "licenses").rglob("*") if path.is_file()}
    assert {"LICENSE", "NotoSans-LICENSE.txt", "Vazirmatn-LICENSE.txt", "LICENSE.txt"} <= licences
    assert not (unpacked / "tests").exists()
