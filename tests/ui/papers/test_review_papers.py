"""The joint review's own papers: printed in another way from step 3, released in step 4."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.store import records
from fieldapp.store.printed import papers_out
from fieldapp.store.records import Change, Wanted
from fieldapp.sync.mission import found_mission
from fieldapp.ui.pages.paper import CONTENT, HAND, PREVIEW, ReviewPage
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session

LEFT, ALT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
LONG_MS = 60_000


@pytest.fixture
def page(qtbot: QtBot, session: Session, services: Services) -> ReviewPage:
    """The assistant, at the preview of a village of whose papers a second person sees each."""
    workspace = session.workspace
    place = records.save(workspace, Change("place", {"name": "Gorom", "pcode": "KE0104"}))
    day = session.today().isoformat()
    records.save(workspace, Change("meeting", {"title": "Well", "held_on": day, "place": "KE0104"}))
    found_mission(workspace, "Gorom area")
    limit = {"name": "persons_to_release", "value": 2, "decided_on": "2026-01-01"}
    records.save(workspace, Change("limit", limit))
    shown = ReviewPage(session, services)
    for _ in shown.grow():
        pass
    qtbot.addWidget(shown)
    shown.resize(1100, 650)
    with qtbot.waitSignal(shown.choose.read, timeout=LONG_MS):
        shown.show()
    shown.choose_place(place)
    with qtbot.waitSignal(shown.looked, timeout=LONG_MS):
        qtbot.mouseClick(shown.next, LEFT)
    assert shown.step == CONTENT
    with qtbot.waitSignal(shown.made, timeout=LONG_MS):
        qtbot.mouseClick(shown.next, LEFT)
    assert shown.step == PREVIEW
    return shown


def test_a_draft_is_printed_in_another_way_and_goes_to_a_second_person(
    qtbot: QtBot, page: ReviewPage, session: Session, tmp_path: Path
) -> None:
    [(_, before)] = page.papers.items()
    qtbot.mouseClick(page.manner.fold_button, LEFT)
    page.manner.hands.setFocus()
    with qtbot.waitSignal(page.made, timeout=LONG_MS):
        qtbot.keyClick(page.manner.hands, Qt.Key.Key_Space)
        assert not page.papers  # what was drawn is not what is asked for
    [(_, after)] = page.papers.items()
    assert after.content != before.content
    assert page.plan.manner.signatures is False

    qtbot.keyClick(page, Qt.Key.Key_Right, ALT)
    assert page.step == HAND
    assert page.hand.draft.isVisible()
    assert not page.hand.print_button.isVisible()
    page.hand.draft.asked.emit(tmp_path / "draft.pdf")
    assert (tmp_path / "draft.pdf").read_bytes() == after.content
    assert '"paper"' in (tmp_path / "draft.json").read_text()
    [noted] = papers_out(session.workspace)
    assert noted.entry.details["step"] == "draft"
    assert not records.query(session.workspace, Wanted("joint_review"))  # nothing went out yet

    with qtbot.waitSignal(page.made, timeout=LONG_MS):
        page.hand.draft.answered.emit(tmp_path / "draft.json")  # a request is no answer
    [told] = page.findChildren(QMessageBox)
    told.close()
    assert page.papers["en"].content == after.content
    assert page.preview.view is not None
    assert page.hand.draft.isVisible()
