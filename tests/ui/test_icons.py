import re

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap

from fieldapp.paths import resource
from fieldapp.ui.icons import DIRECTIONAL, icon

SIZE = QSize(48, 48)


def picture(drawn: QIcon, mode=QIcon.Mode.Normal, state=QIcon.State.Off) -> QImage:
    return drawn.pixmap(SIZE, 1.0, mode, state).toImage()


def most_different(one: QImage, other: QImage) -> int:
    """The largest difference of opacity of any pixel; smoothing may round a little otherwise."""
    return max(
        abs(one.pixelColor(x, y).alpha() - other.pixelColor(x, y).alpha())
        for x in range(48)
        for y in range(48)
    )


def colours(image: QImage) -> set[str]:
    found = (image.pixelColor(x, y) for x in range(48) for y in range(48))
    return {colour.name() for colour in found if colour.alpha() == 255}


def test_an_icon_is_drawn_in_its_colour(look):
    assert colours(picture(icon("square", "#a3211b"))) == {"#a3211b"}


def test_a_checked_button_shows_the_other_colour(look):
    drawn = icon("square", "#a3211b", "#0b6477")

    assert colours(picture(drawn, state=QIcon.State.On)) == {"#0b6477"}


def test_a_disabled_icon_is_pale(look):
    assert colours(picture(icon("square", "#a3211b"), QIcon.Mode.Disabled)) == set()


def test_arrows_turn_round_in_a_right_to_left_language(look):
    plain, mirrored = icon("chevron-left", "#000000"), icon("chevron-left", "#000000", rtl=True)

    turned = picture(plain).flipped(Qt.Orientation.Horizontal)
    assert most_different(picture(mirrored), turned) < 16
    assert most_different(picture(mirrored), picture(plain)) == 255


def test_a_lock_does_not_turn_round(look):
    assert picture(icon("lock", "#000000", rtl=True)) == picture(icon("lock", "#000000"))


def test_an_icon_survives_being_copied_and_changed(look):
    drawn = icon("lock", "#000000")
    before = picture(drawn)
    copies = [QIcon(drawn) for _ in range(50)]
    for copy in copies:
        copy.addPixmap(QPixmap(1, 1))

    assert picture(drawn) == before


def test_an_icon_that_does_not_exist_is_a_fault(look):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", "#000000")


def test_every_directional_icon_is_there():
    assert all(resource("icons", f"{name}.svg").exists() for name in DIRECTIONAL)


def test_every_icon_is_drawn_in_the_current_colour():
    for file in resource("icons").glob("*.svg"):
        assert not re.search(r'(stroke|fill)="#', file.read_text(encoding="utf-8")), file.name
