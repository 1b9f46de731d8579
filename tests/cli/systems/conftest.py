"""The village that the tests of the systems tell of."""

import pytest

from tests.cli.conftest import Run, put
from tests.cli.systems.story import GOROM


@pytest.fixture
def gorom(run: Run) -> Run:
    """A workspace that knows a state with three villages."""
    village = {"type": "village", "place": "KE01", "population": 2000}
    put(
        run,
        "place",
        {"name": "Kelda", "pcode": "KE01", "type": "adm1"},
        {
            "name": "Gorom",
            "pcode": GOROM,
            "groups": ["council", "women", "youth", "herders"],
            **village,
        },
        {"name": "Dimtou", "pcode": "KE0107", **village},
        {"name": "Ouarba", "pcode": "KE0109", **village},
    )
    return run
