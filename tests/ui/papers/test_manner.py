"""How a paper is printed: offered as it suits the paper, folded to one line, and seen on it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.domain.papers.order import LEAF_NAMES, Manner
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.store import records
from fieldapp.store.records import Change
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.papers.manner import LEAVES, MannerPart
from fieldapp.ui.pdf_pages import opened
from fieldapp.ui.review.plan import fresh_plan, remember, remembered
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session
from tests.ui.officer import said

LEFT = Qt.MouseButton.LeftButton
LONG_MS = 60_000


@pytest.fixture
def part(qtbot: QtBot, session: Session) -> MannerPart:
    shown = MannerPart(session)
    qtbot.addWidget(shown)
    shown.offer(SORTS["joint_review"], "en")
    shown.show()
    return shown


def values(select: object) -> list[object]:
    return [select.itemData(n) for n in range(select.count())]  # type: ignore[attr-defined]


def test_every_leaf_has_words_and_every_paper_offers_its_own_leaf_first() -> None:
    assert set(LEAVES) == set(LEAF_NAMES)
    for sort in SORTS.values():
        assert sort.leaves[0] == sort.leaf
        assert set(sort.leaves) <= set(LEAF_NAMES)


def test_only_what_suits_the_paper_is_offered(qtbot: QtBot, part: MannerPart) -> None:
    qtbot.mouseClick(part.fold_button, LEFT)
    assert values(part.leaf) == ["a4", "large", "a5", "booklet"]
    assert "en" not in values(part.beside)
    assert part.hands.isVisible()
    assert not part.digits.isVisible()  # English has no digits of its own

    part.offer(SORTS["poster"], "ar")

    assert values(part.leaf) == ["a3", "tiles"]
    assert values(part.beside)[0] is None
    assert "ar" not in values(part.beside)
    assert not part.hands.isVisible()
    assert part.digits.isVisible()


def test_it_is_one_line_that_says_what_is_chosen(qtbot: QtBot, part: MannerPart) -> None:
    assert not part.leaf.isVisible()
    assert said(part.fold_button).endswith("A4, as usual")

    qtbot.keyClick(part.fold_button, Qt.Key.Key_Space)
    part.leaf.choose("large")
    qtbot.keyClick(part.toner, Qt.Key.Key_Space)
    qtbot.keyClick(part.hands, Qt.Key.Key_Space)
    qtbot.keyClick(part.fold_button, Qt.Key.Key_Space)

    assert not part.leaf.isVisible()
    assert said(part.fold_button).endswith("Large print, on A4 · Save toner · Raised hands")
    assert part.manner("fr") == Manner("fr", "large", signatures=False, saves_toner=True)


def test_what_is_chosen_stays_where_another_paper_has_it_too(part: MannerPart) -> None:
    part.leaf.choose("booklet")
    part.beside.choose("fr")
    part.hands.setChecked(True)

    part.offer(SORTS["budget"], "en")
    assert part.manner("en") == Manner("en", "booklet", "fr")

    part.offer(SORTS["poster"], "fr")
    assert part.manner("fr") == Manner("fr")


def test_the_plan_of_a_joint_review_remembers_it(
    session: Session,
) -> None:
    manner = Manner("", "large", "fr", signatures=False, saves_toner=True)
    plan = replace(fresh_plan(session.today(), "en"), place="KE0104", manner=manner)

    remember(session.workspace, plan)

    again = remembered(session.workspace)
    assert again == plan
    assert again is not None
    assert again.order("ar").manner == replace(manner, language="ar")


def test_a_paper_is_drawn_as_it_was_asked_for(
    qtbot: QtBot, session: Session, services: Services, tmp_path: Path
) -> None:
    place = records.save(session.workspace, Change("place", {"name": "Gorom", "pcode": "KE0104"}))
    page = PapersPage(session, services)
    qtbot.addWidget(page)
    page.show()
    page.asking.choose("commitments", place)
    qtbot.mouseClick(page.asking.manner.fold_button, LEFT)
    page.asking.manner.leaf.choose("a5")
    page.asking.manner.beside.choose("fr")

    with qtbot.waitSignal(page.drawn, timeout=LONG_MS):
        qtbot.mouseClick(page.show_button, LEFT)

    assert page.paper is not None
    with opened(page.paper.content) as document:
        assert round(document[0].get_width() / 72 * 25.4) == 148
        words = document[0].get_textpage().get_text_bounded()
    assert "What was promised" in words
    assert "Ce qui a été promis" in words
