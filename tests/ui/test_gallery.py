from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fieldapp.ui.gallery import SIZES, main
from fieldapp.ui.look import Look

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


def test_every_screen_is_drawn_and_none_is_blank(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    count = main(tmp_path, ("ar",), ("sunlight",), SIZES[1:])

    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) == count >= 16
    for file in pictures:
        picture = QImage(str(file))
        assert (picture.width(), picture.height()) == SIZES[1], file.name
        places = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, 600, 7)]
        assert len({picture.pixel(x, y) for x, y in places}) > 8, file.name
