"""Where files are: our own in a checkout and in a wheel, and the person's workspace."""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from fieldapp import paths
from fieldapp.paths import WORKSPACE_VARIABLE, default_workspace, resource


def loaded_from(file: Path) -> ModuleType:
    """Load the module from a file elsewhere, as an installed wheel would."""
    spec = importlib.util.spec_from_file_location("paths_elsewhere", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_checkout_finds_the_resources_beside_the_package() -> None:
    assert resource("fonts", "NotoSans-Regular.ttf").is_file()
    assert resource() == Path(paths.__file__).parents[1] / "resources"


def test_an_installed_wheel_finds_the_resources_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "fieldapp"
    (package / "resources").mkdir(parents=True)
    (tmp_path / "site-packages" / "resources").mkdir()  # somebody else's
    installed = loaded_from(Path(shutil.copy(paths.__file__, package)))

    assert installed.resource("fonts") == package / "resources" / "fonts"


def test_a_workspace_named_in_the_environment_is_the_one_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))

    assert default_workspace() == tmp_path


@pytest.mark.parametrize("named", [None, ""])
def test_without_a_name_the_workspace_is_in_the_persons_own_folder(
    named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if named is not None:
        monkeypatch.setenv(WORKSPACE_VARIABLE, named)

    assert default_workspace().is_absolute()
    assert default_workspace().name == "fieldapp"
