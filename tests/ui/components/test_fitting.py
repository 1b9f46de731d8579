from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.fitting import FittingWindow, OverWindow


def over(qtbot: QtBot, height: int) -> QWidget:
    below = QWidget()
    below.resize(683, height)
    qtbot.addWidget(below)
    return below


def opened(qtbot: QtBot, below: QWidget) -> tuple[FittingWindow, list[QLineEdit]]:
    window = FittingWindow(below, "A heading", "", "Cancel")
    lines = [QLineEdit() for _ in range(10)]
    for line in lines:
        line.setFixedHeight(60)
        window.add_named("A name", line)
    window.show()
    qtbot.wait(20)
    return window, lines


def test_over_a_low_window_it_scrolls_and_its_buttons_stay_in_sight(qtbot: QtBot) -> None:
    below = over(qtbot, 384)
    window, lines = opened(qtbot, below)

    assert window.height() <= 384
    assert window.rect().contains(window.closing.geometry())
    assert lines[-1].visibleRegion().isEmpty()


def test_it_follows_the_window_below(qtbot: QtBot) -> None:
    below = over(qtbot, 1400)
    below.show()
    window, _ = opened(qtbot, below)

    below.resize(683, 384)

    qtbot.waitUntil(lambda: window.height() <= 384)


def test_around_one_field_there_is_no_hole(qtbot: QtBot) -> None:
    below = over(qtbot, 1400)
    window = FittingWindow(below, "A heading", "", "Cancel")
    line = QLineEdit()
    line.setFixedHeight(40)
    window.body.addWidget(line)
    window.show()
    qtbot.wait(20)

    above = line.mapTo(window, line.rect().topLeft()).y()
    below_it = window.closing.y() - above - line.height()
    assert below_it < 24


def test_over_a_high_window_all_of_it_is_seen(qtbot: QtBot) -> None:
    below = over(qtbot, 1400)
    window, lines = opened(qtbot, below)

    assert not lines[-1].visibleRegion().isEmpty()
    assert window.focusWidget() is lines[0]


def test_what_comes_into_it_later_fills_it_and_no_more(qtbot: QtBot) -> None:
    below = over(qtbot, 1400)
    window = FittingWindow(below, "A heading", "", "Cancel")
    window.show()
    qtbot.wait(20)
    line = QLineEdit()
    line.setFixedHeight(200)

    window.add_named("A name", line)
    window.fit()
    qtbot.wait(20)

    assert window.body.geometry().height() < window.body.sizeHint().height() + 20


def test_the_tab_key_goes_through_the_body_and_then_the_buttons_as_they_are_seen(
    qtbot: QtBot,
) -> None:
    below = over(qtbot, 1400)
    window, lines = opened(qtbot, below)
    main = window.add_main("Do it")
    late = QLineEdit()
    window.add_named("Asked once the rest was answered", late)
    window.fit()
    qtbot.waitUntil(lambda: late.previousInFocusChain() is lines[-1])

    seen = [lines[0]]
    for _ in range(len(lines) + 2):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())

    assert seen == [*lines, late, window.closing, main]


def test_without_a_question_it_is_as_high_as_what_it_says(qtbot: QtBot) -> None:
    below = over(qtbot, 1400)
    window = FittingWindow(below, "A heading", "What it is about", "Cancel")
    window.show()

    hint = window.findChildren(QLabel)[1]
    qtbot.waitUntil(lambda: window.closing.y() - hint.geometry().bottom() <= 40)


def test_a_window_of_a_wanted_size_is_no_larger_than_the_one_below(qtbot: QtBot) -> None:
    below = over(qtbot, 384)
    below.show()
    window = OverWindow(below)
    window.want(760, 560)
    assert window.width() < 683
    assert window.height() < 384

    below.resize(1366, 768)
    qtbot.waitUntil(lambda: (window.width(), window.height()) == (760, 560))

    below.resize(683, 384)
    qtbot.waitUntil(lambda: window.height() < 384)
