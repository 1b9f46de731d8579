"""Incident, feedback and a look at a step, each on one screen, on a real encrypted workspace."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.domain.record import Record
from fieldapp.language import PAPER_LANGUAGES
from fieldapp.store import drafts, photos, records
from fieldapp.store.records import Change, Wanted
from fieldapp.store.workspace import Workspace
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.quick.check import CheckSheet
from fieldapp.ui.quick.feedback import FeedbackSheet
from fieldapp.ui.quick.incident import REFER, REPORT, IncidentSheet
from fieldapp.ui.quick.page import QuickPage
from fieldapp.ui.quick.sheet import QuickSheet
from fieldapp.ui.quick.slip import SlipPanel
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from fieldapp.ui.ways import Ways
from tests.ui.printed import words_of

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support", extend=True)

PLACE = {
    "name": "Gorom",
    "pcode": "XX010203",
    "contact": "Desk at the market",
    "complaints": "Box at the health post",
}


@pytest.fixture
def gorom(workspace: Workspace, session: Session) -> Session:
    """A session that knows a place."""
    records.save(workspace, Change("place", PLACE))
    places = read_places(workspace)
    names = Names(workspace, session.reader, session.look.language, places)
    return Session(workspace, session.reader, session.look, names)


def shown(qtbot: QtBot, sheet: QuickSheet) -> QuickPage:
    page = QuickPage(sheet.session, Ways(), "", sheet)
    for _ in page.grow():
        pass
    qtbot.addWidget(page)
    page.resize(1150, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def texts(page: QuickPage) -> str:
    return " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())


def only(workspace: Workspace, kind: str) -> Record:
    [found] = records.query(workspace, Wanted(kind))
    return found


def test_a_referral_asks_for_no_account_and_says_first_who_reads(
    qtbot: QtBot, gorom: Session
) -> None:
    sheet = IncidentSheet(gorom)
    page = shown(qtbot, sheet)
    assert sheet.wish.chosen == (REFER,)
    assert not sheet.account.isVisible()
    assert "Can read it: Amina" in texts(page) or "members who hold" in texts(page)
    sheet.where.rows["type"].editor.show_answer("forced_displacement")
    QTest.keyClick(sheet.where.rows["place"].editor.control, "g")
    QTest.keyClicks(sheet.where.rows["place"].editor.control, "orom")
    qtbot.mouseClick(sheet.consents[REFER].button("given"), Qt.MouseButton.LeftButton)
    sheet.help.rows["service"].editor.show_answer("health")
    outcome = sheet.help.rows["outcome"].editor
    outcome.show_answer("referred")
    outcome.edited.emit()
    QTest.keyClicks(sheet.help.rows["code"].editor.control, "K-27")

    page.save()

    assert page.done is not None
    assert page.done.undo_button is not None
    incident = only(gorom.workspace, "incident")
    assert incident.values["place"] == "XX010203"
    assert incident.values.get("account") is None
    consent, referral = only(gorom.workspace, "consent"), only(gorom.workspace, "referral")
    today = gorom.today().isoformat()
    assert (consent.values["purpose"], consent.values["answer"]) == ("refer", "given")
    assert referral.values["code"] == "K-27"
    assert (referral.values["offered_on"], referral.values["referred_on"]) == (today, today)
    assert referral.values["incident"] == consent.values["incident"] == incident.id


def test_of_some_violence_only_the_referral_is_left(qtbot: QtBot, gorom: Session) -> None:
    sheet = IncidentSheet(gorom)
    page = shown(qtbot, sheet)
    qtbot.mouseClick(sheet.wish.button(REPORT), Qt.MouseButton.LeftButton)
    assert sheet.account.isVisible()

    kind = sheet.where.rows["type"].editor
    kind.show_answer("sexual_violence")
    kind.edited.emit()

    assert sheet.wish.chosen == (REFER,)
    assert not sheet.wish.button(REPORT).isEnabled()
    assert not sheet.account.isVisible()
    told = ("offers a referral and records nothing more", "The rest is sealed")
    qtbot.waitUntil(lambda: all(words in texts(page) for words in told))
    page.keep()
    kind.show_answer("forced_displacement")
    kind.edited.emit()
    assert sheet.wish.button(REPORT).isEnabled()
    page.keep()


def test_who_is_outside_the_cell_writes_what_they_cannot_read_again(
    qtbot: QtBot, uncleared: Session
) -> None:
    sheet = IncidentSheet(uncleared)
    page = shown(qtbot, sheet)
    assert "nobody on this laptop can read again" in texts(page)
    assert uncleared.sight.is_confidential


def test_feedback_is_read_by_whom_its_level_says_and_leaves_a_slip(
    qtbot: QtBot, gorom: Session, services: Services, tmp_path: Path
) -> None:
    sheet = FeedbackSheet(gorom, services)
    page = shown(qtbot, sheet)
    page.save()
    assert page.done is None
    assert QApplication.focusWidget() is sheet.level.button(1)
    QTest.keyClick(sheet.level.button(1), "6")
    assert sheet.level.level == 6
    assert "May be printed" not in texts(page)
    QTest.keyClick(sheet.level.button(6), "2")
    public = "May be printed on the paper for the community."
    qtbot.waitUntil(lambda: public in texts(page))
    QTest.keyClicks(sheet.how.rows["place"].editor.control, "gorom")
    QTest.keyClicks(sheet.what.rows["summary"].editor.control, "The pump squeaks")

    QTest.keyClick(
        sheet.what.rows["summary"].editor.control,
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier,
    )

    assert page.done is not None
    feedback = only(gorom.workspace, "feedback")
    code = str(feedback.values["code"])
    panel = page.done.findChild(SlipPanel)
    assert panel is not None
    assert code in panel.code.text()
    chosen = panel.language
    assert all(chosen.rect().contains(chosen.button(code).geometry()) for code in PAPER_LANGUAGES)
    panel.make(lambda: panel.save_as(tmp_path / "slip.pdf"))
    qtbot.waitUntil((tmp_path / "slip.pdf").exists, timeout=20_000)
    text = " ".join(words_of((tmp_path / "slip.pdf").read_bytes()).split())
    assert code in text
    assert "Box at the health post" in text
    assert "squeaks" not in text
    assert "Amina" not in text

    # What cannot be noted does not go out.
    gorom.workspace.db.conn.execute("PRAGMA query_only = 1")
    panel.save_as(tmp_path / "unnoted.pdf")
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    panel.print_on(printer)
    assert [each.name for each in tmp_path.glob("*.pdf")] == ["slip.pdf"]
    boxes = panel.findChildren(QMessageBox)
    assert len(boxes) == 2
    for box in boxes:
        box.close()


@pytest.fixture
def work(workspace: Workspace, gorom: Session) -> str:
    work = records.save(workspace, Change("deliverable", {"title": "Well", "place": "XX010203"}))
    for title, due, ours, theirs in (
        ("Pump set", "2026-12-20", "planned", None),
        ("Well dug", "2026-11-01", "done", "partly"),
        ("Fence", "2026-10-01", "done", "done"),
    ):
        step = {"title": title, "due_on": due, "status_mission": ours, "status_community": theirs}
        records.save(workspace, Change("milestone", {**step, "deliverable": work}))
    return work


def test_a_step_is_checked_from_both_sides_with_its_photograph_in_one_save(
    qtbot: QtBot, gorom: Session, work: str
) -> None:
    workspace = gorom.workspace
    sheet = CheckSheet(gorom)
    page = shown(qtbot, sheet)
    offered = [sheet.step.itemText(n) for n in range(1, sheet.step.count())]
    assert ["Well dug" in offered[0], "Pump set" in offered[1], len(offered)] == [True, True, 2]
    QTest.keyClick(sheet.step, Qt.Key.Key_Down)
    QTest.keyClick(sheet.step, Qt.Key.Key_Down)
    for side, answer in (("status_mission", "done"), ("status_community", "not_done")):
        qtbot.mouseClick(sheet.sides[side].button(answer), Qt.MouseButton.LeftButton)
    QTest.keyClicks(sheet.of_check.rows["verifier"].editor.control, "Engineer")
    copied = QMimeData()
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    copied.setImageData(image)
    assert sheet.photos.take_copied(copied)

    page.save()
    assert not sheet.isEnabled()  # a word typed now would not be in what is saved
    qtbot.waitUntil(lambda: page.done is not None, timeout=20_000)
    assert sheet.isEnabled()

    step = next(r for r in records.query(workspace, Wanted("milestone")) if "Pump" in str(r.values))
    today = gorom.today().isoformat()
    assert (step.values["status_mission"], step.values["status_community"]) == ("done", "not_done")
    assert step.values["done_on"] == today
    check = only(workspace, "verification")
    assert (check.values["verdict"], check.values["community_verdict"]) == (
        "confirmed",
        "not_found",
    )
    assert (check.values["milestone"], check.values["verifier"]) == (step.id, "Engineer")
    [photo] = photos.photos_of(workspace, work)
    assert photo.shown.values["caption"] == "Pump set"
    found = (step, check, records.load(workspace, "photo", photo.id))
    last = [records.history(workspace, each.id)[-1] for each in found]
    assert len({fact.save or fact.id for fact in last}) == 1

    assert page.done is not None
    assert page.done.undo_button is not None
    page.done.undo_button.click()
    step = records.load(workspace, "milestone", step.id)
    assert step.values["status_mission"] == "planned"
    assert step.values.get("done_on") is None
    assert records.query(workspace, Wanted("verification")) == []
    assert photos.photos_of(workspace, work) == []
    assert [draft.id for draft in drafts.all_drafts(workspace)] == [work]
    page.save()
    assert records.load(workspace, "milestone", step.id).clashes == {}
    assert only(workspace, "verification").values["verdict"] == "confirmed"


def test_a_file_that_is_no_photograph_keeps_everything_from_being_saved(
    qtbot: QtBot, gorom: Session, work: str, tmp_path: Path
) -> None:
    sheet = CheckSheet(gorom)
    page = shown(qtbot, sheet)
    QTest.keyClick(sheet.step, Qt.Key.Key_Down)
    qtbot.mouseClick(sheet.sides["status_mission"].button("partly"), Qt.MouseButton.LeftButton)
    file = tmp_path / "notes.jpg"
    file.write_text("no picture")
    sheet.photos.take_files([file])

    page.save()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=20_000)

    box = QApplication.activeModalWidget()
    assert box is not None
    box.close()
    assert page.done is None
    assert records.query(gorom.workspace, Wanted("verification")) == []
    assert page.save_button.isEnabled()
