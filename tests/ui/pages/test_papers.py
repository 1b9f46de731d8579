"""The page of papers: asked for, seen, printed, saved, released, made for every place."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fieldapp.domain.papers.sorts import SORTS
from fieldapp.store import records
from fieldapp.store.printed import papers_out
from fieldapp.store.records import Change, Wanted
from fieldapp.sync.mission import found_mission
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session

LONG_MS = 60_000


@pytest.fixture
def village(session: Session) -> str:
    """A village with a meeting; returns its id."""
    place = records.save(session.workspace, Change("place", {"name": "Gorom", "pcode": "KE0104"}))
    meeting = {"title": "Well", "held_on": "2026-11-03", "place": "KE0104"}
    records.save(session.workspace, Change("meeting", meeting))
    return place


@pytest.fixture
def page(qtbot: QtBot, session: Session, services: Services, village: str) -> PapersPage:
    shown = PapersPage(session, services)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    return shown


def draw(qtbot: QtBot, page: PapersPage) -> None:
    with qtbot.waitSignal(page.drawn, timeout=LONG_MS):
        qtbot.mouseClick(page.show_button, Qt.MouseButton.LeftButton)


def test_a_paper_is_seen_before_it_is_saved_and_what_goes_out_is_noted(
    qtbot: QtBot, page: PapersPage, session: Session, tmp_path: Path
) -> None:
    assert not page.print_button.isEnabled()
    page.asking.choose("period")

    draw(qtbot, page)

    assert page.preview.view is not None
    page.save_as(tmp_path / "period.pdf")
    assert (tmp_path / "period.pdf").read_bytes().startswith(b"%PDF")
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setCopyCount(3)
    page.print_on(printer)
    assert [(each.paper, each.copies, each.to_file) for each in papers_out(session.workspace)] == [
        ("period", 3, False),
        ("period", 1, True),
    ]

    page.asking.choose("joint_review")

    assert page.preview.view is None  # what was shown is not what is asked for
    assert not page.save_button.isEnabled()


def test_a_paper_of_a_place_says_in_place_that_the_place_is_missing(
    qtbot: QtBot, page: PapersPage
) -> None:
    page.asking.choose("joint_review")
    page.asking.place.show_answer(None)

    qtbot.mouseClick(page.show_button, Qt.MouseButton.LeftButton)

    assert not page.asking.complaint.isHidden()
    assert page.asking.order(every_place=True) is not None


def test_a_draft_goes_out_only_with_its_request(
    qtbot: QtBot, page: PapersPage, session: Session, village: str, tmp_path: Path
) -> None:
    found_mission(session.workspace, "Gorom area")
    limit = {"name": "persons_to_release", "value": 2, "decided_on": "2026-01-01"}
    records.save(session.workspace, Change("limit", limit))
    page.asking.choose("joint_review", village)

    draw(qtbot, page)

    assert page.paper is not None
    assert page.paper.draft
    assert not page.print_button.isEnabled()
    assert not page.save_button.isEnabled()
    page.save_draft(tmp_path / "draft.pdf")
    assert (tmp_path / "draft.pdf").exists()
    assert '"paper"' in (tmp_path / "draft.json").read_text()
    with qtbot.waitSignal(page.drawn, timeout=LONG_MS):
        page.take_in(tmp_path / "draft.json")  # a request is no answer
    assert page.told.count() == 1
    assert page.preview.view is None


def test_a_joint_review_that_goes_out_here_is_found_by_its_code_when_it_comes_back(
    qtbot: QtBot, page: PapersPage, session: Session, village: str, tmp_path: Path
) -> None:
    page.asking.choose("joint_review", village)
    draw(qtbot, page)
    assert page.paper is not None
    code = page.paper.code

    page.save_as(tmp_path / "paper.pdf")
    page.save_as(tmp_path / "again.pdf")

    [review] = records.query(session.workspace, Wanted("joint_review"))
    assert review.values["paper_code"] == code
    assert {each.entry.record for each in papers_out(session.workspace)} == {review.id}


def test_a_request_is_for_the_draft_that_was_seen_and_not_for_what_was_said_since(
    qtbot: QtBot, page: PapersPage, session: Session, village: str, tmp_path: Path
) -> None:
    found_mission(session.workspace, "Gorom area")
    limit = {"name": "persons_to_release", "value": 2, "decided_on": "2026-01-01"}
    records.save(session.workspace, Change("limit", limit))
    page.asking.choose("board", village)
    draw(qtbot, page)
    assert page.paper is not None
    page.save_draft(tmp_path / "first.pdf")
    work = {"title": "A road", "place": "KE0104"}
    records.save(session.workspace, Change("deliverable", work))

    page.save_draft(tmp_path / "second.pdf")

    first, second = (
        json.loads((tmp_path / f"{name}.json").read_text())["says"] for name in ("first", "second")
    )
    assert first == second == page.paper.says


def test_papers_are_made_for_every_place_and_what_was_refused_is_told(
    qtbot: QtBot, page: PapersPage, session: Session, tmp_path: Path
) -> None:
    page.asking.choose("joint_review")
    page.asking.place.show_answer(None)

    with qtbot.waitSignal(page.done, timeout=LONG_MS):
        page.make_all(tmp_path)

    assert list(tmp_path.glob("joint-review-*.pdf"))
    assert page.told.count() == 1
    assert page.stop_button.isHidden()


def test_every_sort_that_is_offered_can_be_chosen_in_the_languages_it_speaks(
    page: PapersPage,
) -> None:
    for row in range(page.asking.sort.count()):
        page.asking.sort.setCurrentIndex(row)
        sort = SORTS[str(page.asking.sort.value)]
        assert page.asking.language.count() == len(sort.languages)
        assert page.every_button.isVisible() == sort.of_places


def test_an_invitation_asks_for_its_day_and_a_board_for_no_period(
    page: PapersPage, village: str
) -> None:
    page.asking.choose("invitation", village)

    assert page.asking.order() is None
    assert not page.asking.complaint.isHidden()
    page.asking.day.show_answer("2026-12-03")
    order = page.asking.order()
    assert order is not None
    assert (order.day, order.period) == ("2026-12-03", None)

    page.asking.choose("board", village)
    order = page.asking.order()
    assert order is not None
    assert (order.day, order.period) == ("", None)
    page.asking.choose("commitments", village)
    order = page.asking.order()
    assert order is not None
    assert order.period is not None
