"""Everything in the window in another size: told to Qt before there is an application."""

import os
import subprocess
import sys

import pytest

from fieldapp.ui.text_size import FACTOR, enlarged

PROGRAM = """
from PySide6.QtWidgets import QApplication
from fieldapp.ui.text_size import enlarged
with enlarged(150):
    application = QApplication([])
print(application.primaryScreen().devicePixelRatio(), application.primaryScreen().size().width())
"""

CASES = [("1.25", "2.5"), ("nonsense", "2.0"), (None, "2.0")]
"""What stood there before, and what stands there within, at twice the size."""


def test_an_application_made_within_shows_everything_larger() -> None:
    around = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    around.pop(FACTOR, None)
    told = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=around, capture_output=True, text=True, check=True
    )

    factor, width = told.stdout.split()
    assert float(factor) == 1.5
    assert int(width) < 800  # logical pixels of a screen of 800


@pytest.mark.parametrize(
    ("before", "within"), [("1.25", "2.5"), ("nonsense", "2.0"), (None, "2.0")]
)
def test_it_comes_on_top_of_what_the_system_asks_for_and_goes_again(
    monkeypatch: pytest.MonkeyPatch, before: str | None, within: str
) -> None:
    monkeypatch.delenv(FACTOR, raising=False)
    if before is not None:
        monkeypatch.setenv(FACTOR, before)

    with enlarged(200):
        assert os.environ[FACTOR] == within
    assert os.environ.get(FACTOR) == before
    with enlarged(100):
        assert os.environ.get(FACTOR) == before
