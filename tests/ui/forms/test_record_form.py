import itertools
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.kinds import KINDS
from fieldapp.domain.kinds.incident import REFER_ONLY
from fieldapp.domain.schema import Level
from fieldapp.ui.components.text import dotted
from fieldapp.ui.forms.form_state import FormState, Row, Seen
from fieldapp.ui.forms.record_form import RecordForm
from fieldapp.ui.forms.sections import sections_of
from fieldapp.ui.session import Session

# Names offered while one types: the offscreen platform raises no windows, grabs no keyboard.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)


CONFIDENCE = len(sections_of(KINDS["incident"])) - 1


def form(qtbot: QtBot, session: Session, state: FormState, width: int = 760) -> RecordForm:
    ids = itertools.count()
    made = RecordForm(
        state, session.surroundings, session.reader.clearance, lambda: f"new{next(ids)}"
    )
    qtbot.addWidget(made)
    made.resize(width, 600)
    made.show()
    return made


def empty(kind: str) -> FormState:
    return FormState(kind, "r1", {}, (), (), {})


def shown_texts(widget: QWidget) -> str:
    lines = [line.text() for line in widget.findChildren(QLineEdit)]
    memos = [memo.toPlainText() for memo in widget.findChildren(QPlainTextEdit)]
    labels = [text.text() for text in widget.findChildren(QLabel)]
    return "\n".join([*lines, *memos, *labels])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_that_asks_each_question_once(
    qtbot: QtBot, session: Session, kind: str
) -> None:
    made = form(qtbot, session, empty(kind))
    asked = [
        name
        for number, section in enumerate(sections_of(KINDS[kind]))
        if section.rows is None
        for name in made.grid(number).rows
    ]

    assert sorted(asked) == sorted(field.name for field in KINDS[kind].fields)


def test_every_question_is_read_out_by_its_label(qtbot: QtBot, session: Session) -> None:
    made = form(qtbot, session, empty("incident"))
    for number in (0, CONFIDENCE):
        for row in made.grid(number).rows.values():
            assert row.label.buddy() is row.editor.control
            assert row.editor.control.accessibleName() == row.field.label


def test_a_question_appears_with_the_answer_that_makes_it_apply(
    qtbot: QtBot, session: Session
) -> None:
    state = FormState("incident", "r1", {"referral": "not_offered"}, (), (), {})
    made = form(qtbot, session, state)
    made.show_confidential()
    grid = made.grid(CONFIDENCE)
    assert grid.rows["referred_to"].isHidden()

    grid.rows["referral"].editor.control.setFocus()
    grid.rows["referral"].editor.show_answer("referred")
    grid.rows["referral"].editor.edited.emit()

    assert grid.rows["referred_to"].isVisible()
    assert "referred_to" in made.state().answers


def test_the_summary_names_everything_and_leads_to_each_question(
    qtbot: QtBot, session: Session
) -> None:
    rows = (Row("attendance", "a1", {"sex": "female", "age_group": "adult"}),)
    made = form(qtbot, session, FormState("meeting", "r1", {"title": "Pump"}, rows, (), {}))
    qtbot.waitExposed(made)

    assert made.check() is False
    assert made.summary is not None
    sentences = [link.accessibleName() for link in made.summary.links]
    assert sentences == ["Date: This answer is needed.", "How many: This answer is needed."]

    target = made.summary.links[1].text().split('href="')[1].split('"')[0]
    made.summary.links[1].linkActivated.emit(target)

    assert made.section == 1
    line = made.child_rows("attendance").lines[0]
    assert made.focusWidget() is line.grid.rows["count"].editor.control
    complaint = line.grid.rows["count"].complaint
    assert complaint == "This answer is needed."
    assert line.grid.rows["count"].editor.control.accessibleDescription() == complaint


def test_the_summary_goes_when_all_is_mended(qtbot: QtBot, session: Session) -> None:
    made = form(qtbot, session, empty("meeting"))
    made.check()
    qtbot.keyClicks(made.grid(0).rows["title"].editor.control, "Pump")
    qtbot.keyClicks(made.grid(0).rows["held_on"].editor.control, "22/11/2026")

    assert made.check() is True
    assert made.summary is None
    assert made.grid(0).rows["title"].complaint == ""


def test_a_doubt_is_shown_and_stops_nothing(qtbot: QtBot, session: Session) -> None:
    answers = {"title": "Pump", "held_on": "2026-11-22"}
    made = form(qtbot, session, FormState("meeting", "r1", answers, (), (), {}))

    assert made.check() is True
    assert "No place" in made.grid(0).rows["place"].complaint


def test_the_columns_of_a_head_count_are_added_up(qtbot: QtBot, session: Session) -> None:
    rows = tuple(
        Row("attendance", f"a{n}", {"sex": "female", "age_group": "adult", "count": n})
        for n in (12, 9)
    )
    made = form(qtbot, session, FormState("meeting", "r1", {}, rows, (), {}))
    made.show_section(1)

    assert "21" in shown_texts(made.child_rows("attendance"))


def test_a_row_is_added_filled_and_taken_out_again(qtbot: QtBot, session: Session) -> None:
    made = form(qtbot, session, empty("meeting"))
    made.show_section(3)
    rows = made.child_rows("commitment")

    qtbot.mouseClick(rows.add_button, Qt.MouseButton.LeftButton)
    assert made.state().rows == ()  # nothing is in it yet

    qtbot.keyClicks(rows.lines[0].grid.rows["what"].editor.control, "Repair the pump")
    assert [row.answers["what"] for row in made.state().rows] == ["Repair the pump"]

    rows.lines[0].removed.emit(rows.lines[0])
    assert made.state().rows == ()


def test_a_saved_row_is_not_taken_out_without_asking(qtbot: QtBot, session: Session) -> None:
    rows = (Row("issue", "a1", {"said": "Dry by noon"}),)
    seen = {"a1": Seen({"said": "Dry by noon"}, {})}
    made = form(qtbot, session, FormState("meeting", "r1", {}, rows, (), seen))

    with qtbot.waitSignal(made.removing) as asked:
        made.child_rows("issue").lines[0].removed.emit(made.child_rows("issue").lines[0])

    assert asked.args == ["issue", "a1"]
    assert [row.id for row in made.state().rows] == ["a1"]


def test_who_may_not_read_is_told_so_and_shown_nothing(qtbot: QtBot, uncleared: Session) -> None:
    made = form(qtbot, uncleared, empty("incident"))
    made.show_confidential()

    assert "nobody on this laptop can read again" in shown_texts(made)


def test_a_lock_comes_with_the_answer_that_seals_a_complaint(
    qtbot: QtBot, session: Session
) -> None:
    made = form(qtbot, session, FormState("feedback", "r1", {"level": 3}, (), (), {}))
    row = made.grid(0).rows["summary"]
    assert row.level is Level.PUBLIC

    level = made.grid(0).rows["level"].editor.control
    level.clear()
    qtbot.keyClicks(level, "6")

    assert row.level is Level.RESTRICTED
    assert "Sealed" in row.editor.control.toolTip()


def test_a_narrow_form_has_one_column(qtbot: QtBot, session: Session) -> None:
    made = form(qtbot, session, empty("meeting"), width=420)
    rows = made.grid(0).rows
    qtbot.waitUntil(lambda: rows["held_on"].y() > rows["title"].y())

    made.resize(760, 600)

    qtbot.waitUntil(lambda: rows["held_on"].y() == rows["title"].y())
    qtbot.waitUntil(lambda: rows["place"].y() - rows["title"].geometry().bottom() < 30)


def test_sections_that_nobody_looked_at_keep_their_answers(qtbot: QtBot, session: Session) -> None:
    answers = {"title": "Pump", "held_on": "2026-11-22", "security_note": "CANARY"}
    rows = (
        Row("attendance", "a1", {"sex": "female", "age_group": "adult", "count": 4}),
        Row("commitment", "c1", {"promised_by": "us", "what": "Repair"}),
    )
    state = FormState("meeting", "r1", answers, rows, (), {})
    made = form(qtbot, session, state)

    assert made.check() is True
    after = made.state()

    assert after.rows == rows
    assert after.answers["security_note"] == "CANARY"


def test_a_fault_in_a_section_that_nobody_looked_at_is_found(
    qtbot: QtBot, session: Session
) -> None:
    rows = (Row("attendance", "a1", {"sex": "female", "age_group": "adult", "count": "many"}),)
    answers = {"title": "Pump", "held_on": "2026-11-22"}
    made = form(qtbot, session, FormState("meeting", "r1", answers, rows, (), {}))

    assert made.check() is False
    assert made.summary is not None
    assert [link.accessibleName() for link in made.summary.links] == [
        "How many: This must be a number."
    ]
    made.grid(0).make_all()  # else the rest comes when the test has let go of the form


@pytest.mark.parametrize("code", REFER_ONLY)
def test_of_what_is_only_referred_the_form_says_so_on_top(
    qtbot: QtBot, session: Session, code: str
) -> None:
    made = form(qtbot, session, FormState("incident", "r1", {"type": "threat"}, (), (), {}))
    assert made.warning is None
    editor = made.grid(0).rows["type"].editor

    editor.show_answer(code)
    editor.edited.emit()

    assert made.warning is not None
    assert "offers a referral and records nothing more" in made.warning.accessibleName()
    assert "Leave empty: Account, " in made.warning.accessibleName()
    for number in range(len(made.tabs.buttons)):
        made.show_section(number)
        qtbot.waitUntil(made.warning.isVisible)

    editor.show_answer("threat")
    editor.edited.emit()
    assert made.warning is None


def test_whoever_may_not_read_the_type_is_not_told_by_the_warning(
    qtbot: QtBot, uncleared: Session
) -> None:
    made = form(qtbot, uncleared, FormState("incident", "r1", {}, (), (), {}))

    assert made.warning is None


def test_a_total_is_held_against_its_rows(qtbot: QtBot, session: Session) -> None:
    answers = {"title": "Pump", "held_on": "2026-11-01", "place": "XX01", "present": 9}
    rows = (Row("attendance", "a1", {"sex": "female", "age_group": "adult", "count": "12"}),)
    made = form(qtbot, session, FormState("meeting", "r1", answers, rows, (), {}))

    assert made.show_doubts() == 1
    assert "rows of “Who came”" in made.grid(0).rows["present"].complaint


def test_a_day_to_come_is_doubted_in_a_record_and_in_its_rows(
    qtbot: QtBot, session: Session
) -> None:
    later = (session.today() + timedelta(days=3)).isoformat()
    answers = {"happened_on": later, "type": "threat", "place": "XX01"}
    rows = (Row("referral", "a1", {"service": "health", "offered_on": later}),)
    made = form(qtbot, session, FormState("incident", "r1", answers, rows, (), {}))

    assert made.show_doubts() == 2
    assert made.grid(0).rows["happened_on"].complaint == "This day has not come yet."
    line = made.child_rows("referral").lines[0]
    assert line.grid.rows["offered_on"].complaint == "This day has not come yet."
    assert made.check() is True


def test_rows_are_counted_in_their_tabs(qtbot: QtBot, session: Session) -> None:
    rows = (Row("issue", "i1", {"said": "Dry by noon"}),)
    made = form(qtbot, session, FormState("meeting", "r1", {}, rows, (), {}), width=1200)
    tab = made.tabs.buttons[2]
    assert tab.text() == dotted("Issues raised", "1")

    issues = made.child_rows("issue")
    qtbot.mouseClick(issues.add_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(issues.lines[1].grid.rows["said"].editor.control, "No road")

    assert tab.text() == dotted("Issues raised", "2")


@pytest.mark.parametrize("width", [430, 660, 720])
@pytest.mark.parametrize("kind", ["incident", "deliverable", "decision"])
def test_the_tabs_of_a_long_form_fit(qtbot: QtBot, session: Session, kind: str, width: int) -> None:
    made = form(qtbot, session, empty(kind), width=width)
    assert made.tabs.isHidden() == (len(made.tabs.buttons) == 1)
    for number in range(len(made.tabs.buttons)):
        made.show_section(number)
        QApplication.processEvents()
        if made.tabs.isHidden():
            return
        shown = [tab for tab in (*made.tabs.buttons, made.tabs.more) if not tab.isHidden()]
        assert made.tabs.buttons[number] in shown
        assert all(made.tabs.rect().contains(tab.geometry()) for tab in shown)
        hidden = len(made.tabs.buttons) - len([t for t in shown if t is not made.tabs.more])
        assert len(made.tabs.more.menu().actions()) == hidden
