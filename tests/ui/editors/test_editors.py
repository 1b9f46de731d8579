import contextlib
import inspect
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fieldapp.domain import fieldtypes
from fieldapp.domain.codelists import CodeList
from fieldapp.domain.fieldtypes import (
    AGE,
    Choice,
    Choices,
    Currency,
    Day,
    FieldType,
    Link,
    Number,
    PlaceRef,
    Text,
    Value,
    Whole,
    YesNo,
)
from fieldapp.domain.kinds import KINDS
from fieldapp.language import load_language
from fieldapp.ui.editors import EDITORS, Surroundings, editor_for, editor_for_question
from fieldapp.ui.editors.day import iso_day, written_day
from fieldapp.ui.editors.number import plain_number
from fieldapp.ui.look import Look

# The popup of names: the offscreen platform raises no windows and grabs no keyboard.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

PLACES = {"XX0101": "Gorom", "XX0102": "Gorom", "XX0103": "Ouarba"}
LANGUAGES_READ = {code: load_language(code) for code in ("en", "fr", "ar")}
FEW = CodeList("few", {"a": "Ay", "b": "Bee"})
MANY = CodeList("many", {letter: letter.upper() * 4 for letter in "abcdefghij"})


class Places:
    def title(self, reference: str) -> str:
        return PLACES.get(reference, reference)

    def find(self, kind: str, text: str) -> list[tuple[str, str]]:
        return [(ref, name) for ref, name in PLACES.items() if text.casefold() in name.casefold()]


@pytest.fixture
def surroundings(look: Look) -> Surroundings:
    return Surroundings(look, Places(), lambda: date(2026, 11, 22))


def test_every_type_of_answer_has_an_editor() -> None:
    types = {
        found
        for _, found in inspect.getmembers(fieldtypes, inspect.isclass)
        if found.__module__ == fieldtypes.__name__
        and hasattr(found, "accept")
        and not getattr(found, "_is_protocol", False)
    }
    assert set(EDITORS) == types


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize(
    ("type_", "values"),
    [
        (Text(), ["Pump & <b>well</b>"]),
        (Text(lines=3), ["one\ntwo", "ماء"]),
        (Day(), ["2026-11-22", "1999-01-01"]),
        (Whole(), [0, 412]),
        (Number(), [0, 1.5, 4200000]),
        (YesNo(), [True, False]),
        (Choice(FEW), ["a", "b", "x-else"]),
        (Choice(MANY), ["a", "j", "x-else"]),
        (Choices(MANY), [("a", "c"), ("b", "x-else")]),
        (AGE, ["child", "5-11", "34", "18-25", "65+", "x-own"]),
        (Currency(), ["XOF"]),
        (PlaceRef(), ["XX0101", "YY99"]),
        (Link("meeting"), ["018f6f7a-0000"]),
    ],
)
def test_every_editor_gives_back_what_it_shows(
    qtbot: QtBot, surroundings: Surroundings, type_: FieldType, values: list[Value], compact: bool
) -> None:
    around = Surroundings(surroundings.look, Places(), surroundings.today, compact)
    editor = editor_for(type_, around)
    qtbot.addWidget(editor)
    for value in [*values, None, values[0]]:
        with qtbot.assertNotEmitted(editor.edited):
            editor.show_answer(value)
        assert type_.accept(editor.answer()) == value


def test_no_value_of_a_real_field_is_lost_by_its_editor(
    qtbot: QtBot, surroundings: Surroundings
) -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            if isinstance(field.type, Choice):
                editor = editor_for(field.type, surroundings)
                qtbot.addWidget(editor)
                for code in field.type.codes.labels:
                    editor.show_answer(code)
                    assert editor.answer() == code, (kind.name, field.name)


def test_a_choice_is_made_and_taken_back_by_a_tap(qtbot: QtBot, surroundings: Surroundings) -> None:
    editor = editor_for(YesNo(), surroundings)
    qtbot.addWidget(editor)
    yes = editor.segments.button(True)

    with qtbot.waitSignal(editor.edited):
        qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert editor.answer() is True

    qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    assert editor.answer() is None


def test_choosing_one_answer_lets_go_of_the_other(qtbot: QtBot, surroundings: Surroundings) -> None:
    editor = editor_for(YesNo(), surroundings)
    qtbot.addWidget(editor)
    editor.show_answer(True)

    qtbot.mouseClick(editor.segments.button(False), Qt.MouseButton.LeftButton)

    assert editor.answer() is False


def test_a_wheel_over_a_list_changes_nothing(qtbot: QtBot, surroundings: Surroundings) -> None:
    editor = editor_for(Choice(MANY), surroundings)
    qtbot.addWidget(editor)
    editor.show_answer("c")
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(editor.select, wheel)

    assert editor.answer() == "c"


TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3.11.", "2026-11-03"),
        ("3/11", "2026-11-03"),
        ("2.2", "2027-02-02"),
        ("٣.١١", "2026-11-03"),
        ("31.2.", "31.2."),
        ("+7", "2026-12-05"),
        ("-2", "2026-11-26"),
        ("today", "2026-11-28"),
        ("Hier", "2026-11-27"),
        ("aujourd’hui", "2026-11-28"),
        ("أمس", "2026-11-27"),
        ("غدًا", "2026-11-29"),
        ("22/11/2026", "2026-11-22"),
        ("2.3.26", "2026-03-02"),
        ("2-3-2026", "2026-03-02"),
        ("2 3 2026", "2026-03-02"),
        ("2026-03-02", "2026-03-02"),
        ("٢٢/١١/٢٠٢٦", "2026-11-22"),
    ],
)
def test_a_day_is_typed_in_many_ways(typed: str, kept: str) -> None:
    assert iso_day(typed, TODAY) == kept


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_back_as_it_is_written(day: date) -> None:
    assert iso_day(written_day(day.isoformat()), TODAY) == day.isoformat()


@given(st.text(max_size=30))
def test_no_typed_day_makes_the_form_stumble(text: str) -> None:
    with contextlib.suppress(fieldtypes.BadValue):
        Day().accept(iso_day(text, TODAY))


def test_arrow_keys_go_from_day_to_day(qtbot: QtBot, surroundings: Surroundings) -> None:
    editor = editor_for(Day(), surroundings)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.keyClick(editor.line, Qt.Key.Key_Up)
    assert editor.answer() == "2026-11-22"

    qtbot.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.answer() == "2026-11-21"


@pytest.mark.parametrize(
    ("code", "typed", "plain"),
    [
        ("en", "1,200", "1200"),
        ("en", "1.5", "1.5"),
        ("fr", "1 200", "1200"),
        ("fr", "1,5", "1.5"),
        ("fr", "1\u202f200,5", "1200.5"),
        ("ar", "١٢٠٠", "1200"),
        ("ar", "١٫٥", "1.5"),
        ("en", "many", "many"),
        ("en", "1,2,3", "1,2,3"),
    ],
)
def test_numbers_are_read_as_people_write_them(code: str, typed: str, plain: str) -> None:
    assert plain_number(typed, load_language(code)) == plain


@given(st.text(max_size=20), st.sampled_from(["en", "fr", "ar"]))
def test_no_typed_number_makes_the_form_stumble(text: str, code: str) -> None:
    with contextlib.suppress(fieldtypes.BadValue):
        Number().accept(plain_number(text, LANGUAGES_READ[code]))


def test_a_place_is_found_by_part_of_its_name(qtbot: QtBot, surroundings: Surroundings) -> None:
    editor = editor_for(PlaceRef(), surroundings)
    qtbot.addWidget(editor)
    editor.show()

    qtbot.keyClicks(editor.line, "ouarba")

    assert editor.answer() == "XX0103"


def test_two_places_of_one_name_are_not_mistaken_for_each_other(
    qtbot: QtBot, surroundings: Surroundings
) -> None:
    editor = editor_for(PlaceRef(), surroundings)
    qtbot.addWidget(editor)
    editor.show()

    qtbot.keyClicks(editor.line, "Gorom")
    assert editor.answer() == "Gorom"  # nobody has picked one yet

    completer = editor.line.completer()
    popup = completer.popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert editor.answer() == "XX0102"


def test_a_p_code_that_is_not_known_yet_is_kept_as_typed(
    qtbot: QtBot, surroundings: Surroundings
) -> None:
    editor = editor_for(PlaceRef(), surroundings)
    qtbot.addWidget(editor)
    editor.show()

    qtbot.keyClicks(editor.line, "SS010299")

    assert PlaceRef().accept(editor.answer()) == "SS010299"


def test_numbers_stand_at_the_start_of_a_right_to_left_line(qtbot: QtBot, arabic: Look) -> None:
    editor = editor_for(Whole(), Surroundings(arabic, Places(), date.today))
    qtbot.addWidget(editor)

    assert editor.line.alignment() & Qt.AlignmentFlag.AlignRight
    assert editor.line.alignment() & Qt.AlignmentFlag.AlignAbsolute


def test_a_place_shows_its_own_code_and_not_the_name_behind_it(
    qtbot: QtBot, surroundings: Surroundings
) -> None:
    place = KINDS["place"]
    editor = editor_for_question(place, place.field("pcode"), surroundings)
    qtbot.addWidget(editor)

    editor.show_answer("XX0101")

    assert isinstance(editor.control, QLineEdit)
    assert editor.control.text() == "XX0101"
