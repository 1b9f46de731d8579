"""Where files are: our own resources and the person's folders. Reads and writes nothing."""

import functools
import os
from pathlib import Path

WORKSPACE_VARIABLE = "FIELDAPP_WORKSPACE"

KEYFILE, DATABASE = "key.json", "fieldapp.db"
"""In a workspace's folder: its key, wrapped, and what it holds, encrypted."""


def resource(*parts: str) -> Path:
    """Return the path of one of our own files, e.g. ``resource("fonts", "NotoSans-Bold.ttf")``.

    A checkout has `resources/` beside the package; a wheel carries it inside the package.
    """
    return _root().joinpath(*parts)


@functools.cache  # it is asked for with every icon
def _root() -> Path:
    package = Path(__file__).parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


def default_workspace() -> Path:
    """Return the workspace folder used when none is named."""
    named = os.environ.get(WORKSPACE_VARIABLE)
    if named:
        return Path(named)
    import platformdirs  # a person who has named a folder does not wait for it

    return Path(platformdirs.user_data_dir("fieldapp", False))


def holds_workspace(folder: Path) -> bool:
    """Say whether a folder holds a workspace, whole or damaged."""
    return any((folder / name).exists() for name in (KEYFILE, DATABASE))
