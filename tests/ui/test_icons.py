import gc
import os
import re
import subprocess
import sys

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap

from fieldapp.paths import resource
from fieldapp.ui.icons import DIRECTIONAL, PIXELS, icon, picture
from fieldapp.ui.look import Look

_PIXELS_DRAWN = """
from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication
from fieldapp.ui.icons import PIXELS, icon
application = QGuiApplication([])
density = application.primaryScreen().devicePixelRatio()
print(icon("lock", "#000000").pixmap(QSize(PIXELS, PIXELS), density).width())
"""


def image(name: str, *, rtl: bool = False) -> QImage:
    return picture(name, "#000000", PIXELS, 2.0, rtl).toImage()


def colours(drawn: QImage) -> set[str]:
    places = [(x, y) for x in range(drawn.width()) for y in range(drawn.height())]
    found = (drawn.pixelColor(x, y) for x, y in places)
    return {colour.name() for colour in found if colour.alpha() == 255}


def most_different(one: QImage, other: QImage) -> int:
    """The largest difference of opacity of any pixel; smoothing may round a little otherwise."""
    assert one.size() == other.size()
    return max(
        abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha())
        for x in range(one.width())
        for y in range(one.height())
    )


def test_an_icon_is_drawn_in_its_colour(look: Look) -> None:
    assert colours(picture("square", "#a3211b", 24, 1.0).toImage()) == {"#a3211b"}


def test_a_checked_button_shows_the_other_colour(look: Look) -> None:
    drawn = icon("square", "#a3211b", "#0b6477")
    size = QSize(PIXELS, PIXELS)

    off = drawn.pixmap(size, 2.0, QIcon.Mode.Normal, QIcon.State.Off).toImage()
    on = drawn.pixmap(size, 2.0, QIcon.Mode.Normal, QIcon.State.On).toImage()

    assert (colours(off), colours(on)) == ({"#a3211b"}, {"#0b6477"})


def test_the_icon_of_a_button_that_cannot_be_pressed_has_the_colour_of_its_words(
    look: Look,
) -> None:
    drawn = icon("square", "#ffffff", off_colour="#5b6770")
    off = drawn.pixmap(QSize(PIXELS, PIXELS), 1.0, QIcon.Mode.Disabled)

    assert colours(off.toImage()) == {"#5b6770"}


@pytest.mark.parametrize("density", [1.0, 1.5, 2.0])
def test_an_icon_is_as_fine_as_the_screen(density: float) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _PIXELS_DRAWN],
        env={**os.environ, "QT_SCALE_FACTOR": str(density)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert int(run.stdout) == round(PIXELS * density)


def test_arrows_turn_round_in_a_right_to_left_language(look: Look) -> None:
    turned = image("chevron-left").flipped(Qt.Orientation.Horizontal)

    assert most_different(image("chevron-left", rtl=True), turned) < 16
    assert most_different(image("chevron-left", rtl=True), image("chevron-left")) > 200


def test_a_lock_does_not_turn_round(look: Look) -> None:
    assert image("lock", rtl=True) == image("lock")


def test_an_icon_survives_being_copied_and_changed(look: Look) -> None:
    drawn = icon("lock", "#000000")
    before = drawn.pixmap(QSize(20, 20)).toImage()
    copies = [QIcon(drawn) for _ in range(50)]
    for copy in copies:
        copy.addPixmap(QPixmap(1, 1))
    gc.collect()
    for copy in copies:
        copy.pixmap(QSize(20, 20))

    assert drawn.pixmap(QSize(20, 20)).toImage() == before


def test_an_icon_that_does_not_exist_is_a_fault(look: Look) -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")


def test_every_directional_icon_is_there() -> None:
    assert all(resource("icons", f"{name}.svg").exists() for name in DIRECTIONAL)


def test_every_icon_is_drawn_in_the_current_colour() -> None:
    for file in resource("icons").glob("*.svg"):
        assert not re.search(r'(stroke|fill)="#', file.read_text(encoding="utf-8")), file.name
