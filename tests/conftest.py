"""What every test relies on: no display, nothing of the person's own, the same run every time.

Fixtures of one floor stand beside its tests.
"""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import postgres as servers

os.environ["QT_QPA_PLATFORM"] = "offscreen"

# A shell makes what it starts in the background deaf to Ctrl+C, and so would be every process
# that a test starts and then stops that way: it would wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

# "steady" tries the same examples on every machine, so that a newcomer's first run passes or
# fails as ours did; `--hypothesis-profile=explore` looks for new ones. No deadline: the machine
# may be slow, and a promise is not about time.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("explore", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("steady")

HOMES = ("HOME", "USERPROFILE", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA", "APPDATA")


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home folder, and none of the person's fieldapp settings, for the whole run."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for name in HOMES:
            patch.setenv(name, str(folder))
        for name in os.environ:
            if name.startswith("FIELDAPP_"):
                patch.delenv(name)
        yield folder


def pytest_report_header() -> str:
    return servers.how_found()


@pytest.fixture(scope="session")
def postgres() -> Iterator[servers.Postgres]:
    """A real PostgreSQL server. Continuous integration must have one; elsewhere tests skip."""
    found = servers.find_binaries()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("there is no PostgreSQL here")
    with servers.running(found) as server:
        yield server
