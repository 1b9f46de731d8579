"""The ground of the simulation, prepared once for each module of tests."""

from collections.abc import Iterator

import pytest

from fieldapp.simulation.ground import Ground, prepared


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    with prepared() as ground:
        yield ground
