from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fieldapp.ui.gallery import SIZES, Tour, main, told
from fieldapp.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

SOME = ("today", "meeting", "mend", "safety")
"""All of them, in every language, theme and size, are looked at by `tasks.py screens --check`."""


def test_screens_are_drawn_none_is_blank_and_none_has_a_fault(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    seen = main(Tour(tmp_path, ("ar",), ("sunlight",), SIZES[1:2], SOME))

    assert dict(seen.faults) == {}
    assert list(told(seen)) == ["4 looked at, 0 with something wrong"]
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) == seen.count == len(SOME)
    for file in pictures:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == SIZES[1], file.name
        places = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, 600, 7)]
        assert len({picture.pixel(x, y) for x, y in places}) > 8, file.name
