"""The mission of three laptops that the tests of `sync` use, for the hub's side of it."""

from tests.sync.conftest import enrolled, mission

__all__ = ["enrolled", "mission"]
