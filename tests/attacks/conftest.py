"""Attacks are carried out on a real mission: laptops, a hub, real files and real HTTP."""

from tests.cli.conftest import folder, run
from tests.sync.conftest import enrolled, mission

__all__ = ["enrolled", "folder", "mission", "run"]
