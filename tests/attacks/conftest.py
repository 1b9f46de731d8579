"""Attacks are carried out on a real mission: laptops, a hub, real files and real HTTP."""

from tests.sync.conftest import enrolled, mission

__all__ = ["enrolled", "mission"]
