import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.components.banner import ErrorSummary
from fieldapp.ui.components.button import button, tool_button
from fieldapp.ui.components.chip import Chip
from fieldapp.ui.components.choice import Segments
from fieldapp.ui.components.flow import Flow
from fieldapp.ui.components.guarded import line_edit, offer_to_clear
from fieldapp.ui.components.select import Select
from fieldapp.ui.components.tabs import SectionTabs
from fieldapp.ui.components.text import dotted, label
from fieldapp.ui.components.toast import Toast
from fieldapp.ui.look import Look
from fieldapp.ui.style_sheet import set_role, style_sheet
from fieldapp.ui.theme import THEMES

LEFT = Qt.MouseButton.LeftButton


def test_what_somebody_said_is_never_read_as_html(qtbot: QtBot, look: Look) -> None:
    said = label("<img src='file:///etc/passwd'> <b>loud</b>")
    qtbot.addWidget(said)

    assert said.textFormat() == Qt.TextFormat.PlainText


def test_a_link_of_the_summary_shows_words_as_they_are(qtbot: QtBot, look: Look) -> None:
    summary = ErrorSummary(look, "To mend", [("a", 'Less than "1" <b>')])
    qtbot.addWidget(summary)

    assert "<b>" not in summary.links[0].text()
    assert "&lt;b&gt;" in summary.links[0].text()


def test_each_part_of_a_line_keeps_its_own_order(look: Look) -> None:
    line = dotted("Gorom", "", "18 نوفمبر")

    assert line == "\u200e\u2068Gorom\u2069 · \u206818 نوفمبر\u2069"


def test_a_line_is_read_from_the_right_in_a_right_to_left_window(arabic: Look) -> None:
    assert dotted("Gorom", "18 نوفمبر").startswith("\u200f")


def test_texts_start_where_the_page_starts(qtbot: QtBot, arabic: Look) -> None:
    english = label("English in an Arabic window")
    qtbot.addWidget(english)

    assert english.alignment() & Qt.AlignmentFlag.AlignRight
    assert english.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_in_arabic_every_line_of_a_text_begins_at_the_same_edge(qtbot: QtBot, arabic: Look) -> None:
    text = label("هنا " * 30)
    qtbot.addWidget(text)
    text.resize(200, text.heightForWidth(200))
    picture = text.grab().toImage()
    high = QFontMetrics(text.font()).lineSpacing()
    edges = {
        max(
            x
            for x in range(picture.width())
            for y in range(top, top + high)
            if picture.pixelColor(x, y).lightness() < 100
        )
        for top in range(0, picture.height() - high + 1, high)
    }

    assert picture.height() >= 3 * high
    assert len(edges) == 1


def test_in_arabic_a_mark_on_a_name_of_several_lines_is_a_mark(qtbot: QtBot, arabic: Look) -> None:
    text = label('هنا<span style="color:#ff0000"> *</span>')
    qtbot.addWidget(text)
    text.setTextFormat(Qt.TextFormat.RichText)
    text.resize(120, 60)
    marked = text.grab().toImage()

    assert any(
        marked.pixelColor(x, y).saturation() > 200
        for x in range(marked.width())
        for y in range(marked.height())
    )


def test_an_ampersand_in_a_word_is_no_shortcut(qtbot: QtBot, look: Look) -> None:
    made = button("Water & roads")
    qtbot.addWidget(made)

    assert "&&" in made.text()
    assert made.accessibleName() == "Water & roads"
    assert made.shortcut().isEmpty()


def test_a_button_without_words_has_a_name(qtbot: QtBot, look: Look) -> None:
    made = tool_button(look, "lock", "Lock", "Ctrl+L")
    qtbot.addWidget(made)

    assert (made.accessibleName(), made.toolTip()) == ("Lock", "Lock (Ctrl+L)")


def test_a_state_has_a_word_and_an_icon_beside_its_colour(qtbot: QtBot, look: Look) -> None:
    for tone in ("ok", "warn", "bad", "info", ""):
        chip = Chip(look, "Overdue", tone)
        qtbot.addWidget(chip)
        icon, word = chip.findChildren(QLabel)
        assert not icon.pixmap().isNull()
        assert word.text() == "Overdue"


def test_a_chosen_answer_has_a_tick_and_not_only_a_colour(qtbot: QtBot, look: Look) -> None:
    made = Segments(look, [("y", "Yes"), ("n", "No")])
    qtbot.addWidget(made)
    before = made.button("y").icon().pixmap(QSize(20, 20)).toImage()

    qtbot.mouseClick(made.button("y"), LEFT)

    assert made.button("y").icon().pixmap(QSize(20, 20)).toImage() != before


def test_a_list_keeps_a_code_that_it_does_not_offer(qtbot: QtBot, look: Look) -> None:
    made = Select(look, [("a", "A")], "Not answered")
    qtbot.addWidget(made)

    made.choose("x-old")

    assert made.value == "x-old"


def narrowed(made: SectionTabs, width: int) -> SectionTabs:
    old = made.size()
    made.resize(width, 40)
    QApplication.sendEvent(made, QResizeEvent(QSize(width, 40), old))
    return made


def visible(made: SectionTabs) -> list[str]:
    return [tab.toolTip() for tab in made.buttons if not tab.isHidden()]


def test_tabs_show_their_names_while_there_is_room_and_the_rest_in_a_menu(
    qtbot: QtBot, look: Look
) -> None:
    names = ["In general", "Who came", "Commitments"]
    made = SectionTabs(look, names)
    qtbot.addWidget(made)
    made.resize(600, 40)
    made.show()
    assert visible(made) == names
    assert made.more.isHidden()

    narrowed(made, 250)

    assert visible(made) == ["In general"]
    assert [action.text() for action in made.more.menu().actions()] == ["Who came", "Commitments"]
    assert made.more.accessibleName() == "Who came, Commitments"


def test_the_section_shown_always_has_a_tab(qtbot: QtBot, look: Look) -> None:
    made = narrowed(SectionTabs(look, [f"Section {n}" for n in range(9)]), 330)
    qtbot.addWidget(made)
    made.show()

    with qtbot.waitSignal(made.chosen) as chosen:
        made.more.menu().actions()[-1].trigger()

    assert chosen.args == [8]
    assert visible(made) == ["Section 0", "Section 8"]


def test_a_fault_in_a_section_of_the_menu_is_marked_outside(qtbot: QtBot, look: Look) -> None:
    made = narrowed(SectionTabs(look, [f"Section {n}" for n in range(9)]), 330)
    qtbot.addWidget(made)
    calm = made.more.icon().pixmap(QSize(20, 20)).toImage()

    made.set_state(8, "bad")

    assert made.more.icon().pixmap(QSize(20, 20)).toImage() != calm


def test_a_tab_tells_how_many_rows_it_has(qtbot: QtBot, look: Look) -> None:
    made = narrowed(SectionTabs(look, ["In general", "Milestones"]), 600)
    qtbot.addWidget(made)

    made.set_count(1, 4)

    assert made.buttons[1].text() == dotted("Milestones", "4")


def test_words_flow_to_the_next_line_from_the_start_of_reading(qtbot: QtBot, arabic: Look) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = Flow(box)
    buttons = [QPushButton(f"Button {number}") for number in range(6)]
    for each in buttons:
        flow.addWidget(each)
    box.resize(300, flow.heightForWidth(300))
    box.show()

    assert buttons[0].geometry().right() >= 298  # the first stands at the right
    assert buttons[5].y() > buttons[0].y()
    assert all(box.rect().contains(each.geometry()) for each in buttons)


def test_words_that_change_or_go_find_their_place_anew(qtbot: QtBot, look: Look) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    buttons = [button(word) for word in ("Mine", "Clashes")]
    for each in buttons:
        flow.addWidget(each)
    holder.resize(260, 200)
    holder.show()
    line = flow.heightForWidth(260)
    buttons[0].setText("Not sent to the hub yet")
    assert flow.heightForWidth(260) == 2 * line + flow.spacing()
    buttons[0].hide()
    assert flow.heightForWidth(260) == line
    buttons[0].show()
    assert flow.heightForWidth(260) > line
    flow.takeAt(0)
    assert flow.count() == 1
    assert flow.heightForWidth(260) == line
    assert flow.minimumSize().width() == buttons[1].minimumSizeHint().width()


def test_a_message_can_be_undone_and_goes(qtbot: QtBot, look: Look) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    QVBoxLayout(ground)
    ground.resize(600, 400)
    ground.show()
    undone: list[bool] = []
    toast = Toast(ground, look, "Saved", "Undo", lambda: undone.append(True))
    assert toast.geometry().bottom() < 400

    qtbot.mouseClick(toast.button, LEFT)

    assert undone == [True]
    assert not toast.isVisible()


def test_every_answer_is_reached_by_arrows_that_go_where_they_point(
    qtbot: QtBot, look: Look, arabic: Look
) -> None:
    for worn, on, back in (
        (look, Qt.Key.Key_Right, Qt.Key.Key_Left),
        (arabic, Qt.Key.Key_Left, Qt.Key.Key_Right),
    ):
        window = QWidget()
        qtbot.addWidget(window)
        column = QVBoxLayout(window)
        segments, after = Segments(worn, [(n, f"answer {n}") for n in range(4)]), QPushButton("B")
        segments.button(1).setEnabled(False)
        for each in (segments, after):
            column.addWidget(each)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        segments.setFocus()

        qtbot.keyClick(QApplication.focusWidget(), on)
        assert segments.button(2).hasFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
        qtbot.keyClick(QApplication.focusWidget(), on)
        assert segments.button(3).hasFocus()  # it stays at the last
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
        assert segments.chosen == (3,)
        qtbot.keyClick(QApplication.focusWidget(), back)
        assert segments.button(2).hasFocus()
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert after.hasFocus()


@pytest.mark.parametrize("role", ["", "primary", "tab", "segment", "filter", "tool"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_button_keeps_its_size_when_it_is_chosen(qtbot: QtBot, role: str, theme: str) -> None:
    sizes = []
    for chosen in (False, True):  # Qt measures a button once
        made = QPushButton("Water")
        qtbot.addWidget(made)
        made.setCheckable(True)
        made.setChecked(chosen)
        set_role(made, role)
        made.setStyleSheet(style_sheet(THEMES[theme]))
        made.show()
        sizes.append(made.sizeHint())

    assert sizes[0] == sizes[1]


def test_what_is_even_in_a_flow_is_as_high_as_its_line(qtbot: QtBot, look: Look) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    flow = Flow(page, even=True)
    high, low = QLabel("one\ntwo\nthree"), QLabel("one")
    flow.addWidget(high)
    flow.addWidget(low)

    flow.setGeometry(QRect(0, 0, 400, 300))

    assert low.height() == high.height()


def test_words_one_looks_for_are_taken_out_by_a_cross_that_is_there_while_they_are(
    qtbot: QtBot, look: Look
) -> None:
    line = line_edit(look)
    qtbot.addWidget(line)
    offer_to_clear(line, look)
    (cross,) = line.actions()
    assert not cross.isVisible()
    qtbot.keyClicks(line, "pump")
    assert cross.isVisible()

    with qtbot.waitSignal(line.textEdited):  # as if one had taken them out letter by letter
        cross.trigger()

    assert line.text() == ""
    assert not cross.isVisible()
