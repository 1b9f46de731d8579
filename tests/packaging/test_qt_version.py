"""The Qt binding that is installed is one that Python 3.11 survives."""

import sys

import PySide6
from PySide6.QtCore import QObject


def test_a_call_without_result_gives_back_its_reference_to_none() -> None:
    # PySide6 6.12.0 loses one at each call; before Python 3.12, where None cannot die, a few
    # thousand calls end in "Fatal Python error: none_dealloc".
    thing = QObject()
    names = [f"name {number}" for number in range(100)]
    before = sys.getrefcount(None)

    for name in names:
        thing.setObjectName(name)

    assert abs(sys.getrefcount(None) - before) < 20


def test_the_release_that_loses_references_is_not_installed() -> None:
    assert PySide6.__version__ != "6.12.0"
