import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QMessageBox, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.record import Record
from fieldapp.store import audit, drafts, records
from fieldapp.store.audit import Act, Sought
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.sync.mission import found_mission
from fieldapp.ui.gallery_village import PLACE, settle_in
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.pages.paper import BACK, CHOOSE, CONTENT, HAND, PREVIEW, ReviewPage
from fieldapp.ui.pdf_pages import page_count
from fieldapp.ui.reasons import ReasonWindow
from fieldapp.ui.review.entry import EntryStep
from fieldapp.ui.review.line_row import LineRow
from fieldapp.ui.review.plan import TakenOut
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from tests.ui.printed import words_of

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
PHONE = "+226 70 11 22 33"
LONG = 9_000


@pytest.fixture
def village(workspace: Workspace, session: Session) -> Session:
    settle_in(workspace, session.today())
    names = Names(workspace, session.reader, session.look.language, read_places(workspace))
    return Session(workspace, session.reader, session.look, names)


Open = Callable[[], ReviewPage]


@pytest.fixture
def opened(qtbot: QtBot, village: Session, services: Services) -> Iterator[Open]:
    windows: list[QStackedWidget] = []

    def make() -> ReviewPage:
        window = QStackedWidget()
        windows.append(window)
        page = ReviewPage(village, services)
        for _ in page.grow():
            pass
        window.addWidget(page)
        window.addWidget(QWidget())
        window.resize(1100, 650)
        with qtbot.waitSignal(page.choose.read, timeout=LONG):
            window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return page

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


def elsewhere(page: ReviewPage) -> QStackedWidget:
    """Go to another page of the window, and return the window."""
    stack = page.parentWidget()
    assert isinstance(stack, QStackedWidget)
    stack.setCurrentIndex(1)
    return stack


@pytest.fixture
def page(opened: Open) -> ReviewPage:
    return opened()


def to_content(qtbot: QtBot, page: ReviewPage) -> None:
    """Choose the village, go on, and wait until all is shown."""
    if not page.plan.place:
        page.choose_place(PLACE)
    with qtbot.waitSignal(page.content.shown, timeout=LONG):
        qtbot.keyClick(page, Qt.Key.Key_Right, ALT)


def to_preview(qtbot: QtBot, page: ReviewPage) -> None:
    with qtbot.waitSignal(page.made, timeout=LONG):
        qtbot.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.step == PREVIEW


def line_of(page: ReviewPage, words: str) -> LineRow | None:
    rows = page.content.rows
    return next((row for row in rows if words in row.out_button.accessibleName()), None)


def promise(workspace: Workspace) -> Record:
    wanted = Wanted("commitment", where={"what": "Repair the second pump"})
    return records.query(workspace, wanted)[0]


def says(workspace: Workspace, record: str, what: str) -> None:
    records.save(workspace, Change("commitment", {"what": what}, record))


def answered(entry: EntryStep, field: str, about: str = "") -> None:
    """Put the keys on a question, as Tab would."""
    asked = next(
        each
        for each in entry.asked
        if each.question.field == field and about in each.question.about
    )
    asked.editor.setFocus(Qt.FocusReason.TabFocusReason)


def types(qtbot: QtBot, page: ReviewPage, text: str) -> None:
    widget = page.focusWidget()
    assert widget is not None
    qtbot.keyClicks(widget, text)


def test_a_review_from_a_stopped_paper_to_the_councils_answer_with_keys_alone(
    qtbot: QtBot, village: Session, opened: Open, tmp_path: Path
) -> None:
    workspace = village.workspace
    pump = promise(workspace)
    says(workspace, pump.id, f"Repair the second pump; call {PHONE}")
    page = opened()

    # A telephone number keeps the paper from being made, and leads to the record that has it.
    to_content(qtbot, page)
    [stop] = page.content.stops
    assert PHONE in stop.accessibleName()
    assert not page.next.isEnabled()
    qtbot.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.step == CONTENT
    # Nor is it drawn for whoever gets past that.
    with qtbot.waitSignals([page.made, page.content.shown], timeout=LONG):
        page.show_step(PREVIEW)
    assert (page.step, page.papers) == (CONTENT, {})
    box = page.findChild(QMessageBox)
    assert box is not None
    assert "telephone number" in box.text()
    assert PHONE not in box.text()
    box.close()
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    [stop] = page.content.stops
    with qtbot.waitSignal(page.opened) as led:
        qtbot.keyClick(stop.mend_button, Qt.Key.Key_Space)
    assert led.args == ["commitment", pump.id]

    # Mended meanwhile, the page says so by itself when one comes back to it.
    says(workspace, pump.id, "Repair the second pump")
    window = elsewhere(page)
    with qtbot.waitSignal(page.content.shown, timeout=LONG):
        window.setCurrentWidget(page)
    assert page.content.stops == []

    to_preview(qtbot, page)
    paper = page.papers["en"].content
    text = words_of(paper)
    assert page.plan.code in text
    assert "Gorom" in text
    assert PHONE not in text
    assert "threat" not in text.casefold()
    assert "at the desk" not in text
    assert page.preview.view is not None
    qtbot.waitUntil(lambda: page.preview.view.is_drawn, timeout=LONG)

    # Printed: noted with the copies, kept as a review that is not back.
    qtbot.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.step == HAND
    assert page.plan.code in page.hand.code.text()
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    page.hand.print_on(printer)
    assert page_count((tmp_path / "printed.pdf").read_bytes()) == page_count(paper)
    [entry] = audit.entries(workspace, Sought(act=Act.PRINTED.value))
    assert (entry.details["code"], entry.details["copies"]) == (page.plan.code, 1)
    review = records.load(workspace, "joint_review", entry.record)
    assert review.values["paper_code"] == page.plan.code
    assert review.values["number"] == 3
    assert "agreement" not in review.values

    # Back: the code as an officer types it, then digits, words and Enter.
    page.show_step(BACK)
    assert not page.stepper.buttons[HAND].icon().isNull()  # that step is done
    assert len(page.back.lines) == 1
    page.back.code.setFocus()
    types(qtbot, page, page.plan.code.lower().replace("-", " "))
    qtbot.keyClick(page.back.code, Qt.Key.Key_Return)
    form = page.back.entry
    assert form is not None
    qtbot.waitSignal(form.ready, timeout=LONG).wait()
    types(qtbot, page, "2")
    types(qtbot, page, "2")
    types(qtbot, page, "1")
    types(qtbot, page, "The pump must run all day.")
    answered(form, "status", "Repair")
    types(qtbot, page, "3")
    types(qtbot, page, "It stands still.")
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    day = (village.today() + timedelta(days=20)).strftime("%d/%m/%Y")
    form.asked[0].editor.setFocus()
    next(a for a in form.asked if a.question.field == "due_on" and a.isVisible()).editor.setFocus()
    types(qtbot, page, day)
    answered(form, "status_community", "Well deepened")
    types(qtbot, page, "3")
    answered(form, "what")
    types(qtbot, page, "A guard for the pump")
    # Left half way: what was entered is there again.
    page.back.show_code()
    page.back.code.setText(page.plan.code)
    qtbot.keyClick(page.back.code, Qt.Key.Key_Return)
    form = page.back.entry
    assert form is not None
    qtbot.waitSignal(form.ready, timeout=LONG).wait()
    assert len(drafts.all_drafts(workspace)) == 2
    with qtbot.waitSignal(form.saved, timeout=LONG):
        qtbot.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    review = records.load(workspace, "joint_review", review.id)
    told: dict[str, Value] = {
        "agreement": "agree_with_remarks",
        "agreement_form": "thumb_print",
        "witnessed": True,
        "remarks": "The pump must run all day.",
    }
    assert told.items() <= review.values.items()
    [finding] = records.query(workspace, Wanted("finding", parents=(review.id,)))
    assert finding.values["ours"] == "Repair the second pump"
    assert finding.values["theirs"] == "It stands still."
    assert finding.values["status"] == "disputed"
    assert finding.values["due_on"] == (village.today() + timedelta(days=20)).isoformat()
    [decision] = records.query(workspace, Wanted("decision", parents=(review.id,)))
    assert decision.values["what"] == "A guard for the pump"
    [step] = records.query(workspace, Wanted("milestone", where={"title": "Well deepened"}))
    assert step.values["status_community"] == "partly"
    assert [each.kind for each in drafts.all_drafts(workspace)] == ["meeting"]
    # All of it in one save, and the next paper says it.
    saves = {records.history(workspace, each.id)[-1].save for each in (finding, decision, step)}
    assert saves == {records.history(workspace, review.id)[-1].save}
    assert form.after is not None
    qtbot.waitSignal(form.after.read, timeout=LONG).wait()
    page.back.show_code()
    assert page.back.lines == []


def test_what_is_left_out_is_remembered_noted_and_put_back(
    qtbot: QtBot, page: ReviewPage, village: Session, opened: Open, tmp_path: Path
) -> None:
    to_content(qtbot, page)
    row = line_of(page, "Repair")
    assert row is not None
    qtbot.mouseClick(row.out_button, LEFT)
    window = page.findChild(ReasonWindow)
    assert window is not None
    assert not window.go_on.isEnabled()
    qtbot.keyClicks(window.words, f"ask {PHONE}")
    with qtbot.waitSignal(page.looked, timeout=LONG):
        qtbot.mouseClick(window.go_on, LEFT)
    # A reason that tells what it should keep off is refused, and nothing is left out.
    box = page.findChild(QMessageBox)
    assert box is not None
    assert PHONE not in box.text()
    box.close()
    qtbot.waitUntil(lambda: line_of(page, "Repair") is not None, timeout=LONG)
    assert page.plan.taken_out == ()

    row = line_of(page, "Repair")
    assert row is not None
    qtbot.mouseClick(row.out_button, LEFT)
    window = page.findChildren(ReasonWindow)[-1]
    qtbot.mouseClick(window.choice.button("It could point to a person"), LEFT)
    with qtbot.waitSignal(page.content.shown, timeout=LONG):
        qtbot.mouseClick(window.go_on, LEFT)
    assert line_of(page, "Repair") is None

    # Another window on the same workspace goes on where this one was.
    again = opened()
    assert again.plan == page.plan
    again.choose.languages.choose(["fr"])
    to_content(qtbot, again)
    to_preview(qtbot, again)
    text = words_of(again.papers["fr"].content)
    assert "conseil" in text
    assert "Repair the second pump" not in text

    # Meanwhile somebody may have said in confidence what is on it: it is drawn once more.
    drawn = again.papers["fr"]
    window_of_pages = elsewhere(again)
    with qtbot.waitSignal(again.made, timeout=LONG):
        window_of_pages.setCurrentIndex(0)
    assert again.papers["fr"] is not drawn
    again.show_step(HAND)
    again.hand.save_as(tmp_path / "no such folder" / "gorom.pdf")
    box = again.findChild(QMessageBox)
    assert box is not None
    assert "cannot be written" in box.text()
    box.close()
    again.hand.write_to(tmp_path)
    [file] = list(tmp_path.glob("*.pdf"))
    assert file.read_bytes() == again.papers["fr"].content
    entry = audit.entries(village.workspace, Sought(act=Act.EXPORTED.value))[0]
    assert entry.details["left_out"] == f"{promise(village.workspace).id}.what"
    assert entry.details["because"] == "It could point to a person"

    # Printed again it is the same paper: code, period, and what was left out.
    before = again.plan
    with qtbot.waitSignal(again.content.shown, timeout=LONG):
        qtbot.mouseClick(again.hand.again_lines[0], LEFT)
    assert again.plan.code == before.code
    assert again.plan.left_out == before.left_out
    with qtbot.waitSignal(again.content.shown, timeout=LONG):
        qtbot.mouseClick(again.content.back_buttons[0], LEFT)
    assert again.plan.taken_out == ()


def test_a_draft_for_a_second_person_is_without_what_was_left_out(
    qtbot: QtBot, village: Session, page: ReviewPage, tmp_path: Path
) -> None:
    found_mission(village.workspace, "Gorom area")
    limit = {"name": "persons_to_release", "value": 2, "decided_on": "2026-01-01"}
    records.save(village.workspace, Change("limit", limit))
    to_content(qtbot, page)
    secret = promise(village.workspace).id
    with qtbot.waitSignal(page.content.shown, timeout=LONG):
        page.content.taken_out.emit(TakenOut("commitment", secret, "what", "They asked us"))
    to_preview(qtbot, page)
    page.show_step(HAND)
    assert page.hand.draft.isVisible()
    assert not page.hand.print_button.isEnabled()

    page.hand.save_draft(tmp_path / "draft.pdf")

    assert "Repair the second pump" not in words_of((tmp_path / "draft.pdf").read_bytes())
    asked = json.loads((tmp_path / "draft.json").read_text())
    [drawn] = [each.drawn for each in page.papers.values()]
    assert (asked["paper"], asked["says"]) == ("joint_review", drawn.says)
    entry = audit.entries(village.workspace, Sought(act=Act.PRINTED.value))[0]
    assert (entry.details["step"], entry.details["left_out"]) == ("draft", f"{secret}.what")

    page.hand.take_in(tmp_path / "draft.json")  # a request is no answer
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None, timeout=LONG)
    page.findChild(QMessageBox).close()
    assert page.step == HAND  # the drafts stay as they were
    assert not page.hand.print_button.isEnabled()


def test_a_code_typed_badly_leads_to_the_paper_or_to_a_sentence(
    qtbot: QtBot, page: ReviewPage, village: Session
) -> None:
    today = village.today().isoformat()
    review = records.save(
        village.workspace,
        Change(
            "joint_review",
            {"held_on": today, "place": PLACE, "paper_code": "GHTK-7K2M", "printed_on": today},
        ),
    )
    page.show_step(BACK)
    back = page.back

    for typed, told in (("", "Type the code"), ("ZZZZ-ZZZZ", "No paper here has this code")):
        back.code.setText(typed)
        qtbot.keyClick(back.code, Qt.Key.Key_Return)
        assert back.entry is None
        assert told in back.complaint.text()

    back.code.setText("GHTK-7K3M")
    qtbot.keyClick(back.code, Qt.Key.Key_Return)
    assert back.entry is None
    assert "Is it one of these" in back.complaint.text()
    assert [line.accessibleName().startswith("Gorom") for line in back.lines] == [True]

    back.code.setText(" ghtk٧k٢m ")
    qtbot.keyClick(back.code, Qt.Key.Key_Return)
    form = back.entry
    assert form is not None
    qtbot.waitSignal(form.ready, timeout=LONG).wait()

    # Its answer is not saved without what the council answered.
    form.save()
    asked = form.asked[0]
    assert asked.complaint.text() == "Choose what the council answered."
    assert "agreement" not in records.load(village.workspace, "joint_review", review).values


def test_a_paper_is_chosen_with_what_is_known_and_what_is_missing_is_told(
    qtbot: QtBot, page: ReviewPage, village: Session
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.step == CHOOSE
    assert page.choose.complaint.text() == "Choose the place."

    # The most pressing place stands first, and its period begins after its last review.
    first = page.choose.due_lines[0]
    assert first.accessibleName().startswith("Gorom")
    qtbot.keyClick(first, Qt.Key.Key_Return)
    held = village.today() - timedelta(days=84)
    assert page.choose.place.answer() == PLACE
    assert page.choose.start.answer() == (held + timedelta(days=1)).isoformat()

    page.choose.end.show_answer("2001-01-01")
    qtbot.mouseClick(page.next, LEFT)
    assert page.choose.complaint.text() == "The last day is before the first."
    assert page.step == CHOOSE

    # Another place, chosen while the first is still read, is another paper.
    page.choose.end.show_answer(village.today().isoformat())
    qtbot.mouseClick(page.next, LEFT)
    code = page.plan.code
    qtbot.keyClick(page, Qt.Key.Key_Left, ALT)
    page.choose_place("XX010204")
    with qtbot.waitSignal(page.content.shown, timeout=LONG):
        qtbot.mouseClick(page.next, LEFT)
    assert page.plan.code != code
    assert page.look is not None
    assert page.look.paper.place == "Bilbaré"
