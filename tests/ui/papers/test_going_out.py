"""Papers that go out: in counted copies, in the list of what did, or not, because a place stops."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from fieldapp.domain.hostile.stop import TellsTooMuchSomewhere
from fieldapp.errors import Words
from fieldapp.store import audit, records
from fieldapp.store.audit import Act
from fieldapp.store.printed import papers_out
from fieldapp.store.records import Change
from fieldapp.ui.components.card import LineButton
from fieldapp.ui.pages.papers import PapersPage
from fieldapp.ui.papers.asking import offered
from fieldapp.ui.papers.went_out import WentOutCard
from fieldapp.ui.services import BatchDone, Services
from fieldapp.ui.session import Session
from tests.ui.officer import MARKS, seen
from tests.ui.printed import words_of

LEFT = Qt.MouseButton.LeftButton
LONG_MS = 60_000


@pytest.fixture
def page(qtbot: QtBot, session: Session, services: Services) -> PapersPage:
    records.save(session.workspace, Change("place", {"name": "Gorom", "pcode": "KE0104"}))
    shown = PapersPage(session, services)
    qtbot.addWidget(shown)
    shown.resize(1100, 700)
    shown.show()
    return shown


def test_each_copy_of_the_summary_is_for_its_post_in_its_own_file_and_noted(
    qtbot: QtBot, page: PapersPage, session: Session, tmp_path: Path
) -> None:
    page.asking.choose("incidents")
    qtbot.mouseClick(page.show_button, LEFT)
    assert "Write for whom each copy is." in seen(page)
    page.asking.readers.setFocus()
    qtbot.keyClicks(page.asking.readers, "Head of mission")
    qtbot.keyClick(page.asking.readers, Qt.Key.Key_Return)
    qtbot.keyClicks(page.asking.readers, "Protection cell")

    with qtbot.waitSignal(page.drawn, timeout=LONG_MS):
        qtbot.mouseClick(page.show_button, LEFT)
    page.save_as(tmp_path / "summary.pdf")

    assert sorted(each.name for each in tmp_path.glob("*.pdf")) == [
        "summary-1.pdf",
        "summary-2.pdf",
    ]
    assert "Copy 1 of 2, for Head of mission" in words_of((tmp_path / "summary-1.pdf").read_bytes())
    assert "Copy 2 of 2, for Protection cell" in words_of((tmp_path / "summary-2.pdf").read_bytes())
    noted = papers_out(session.workspace)
    assert [each.entry.details["copy"] for each in noted] == [2, 1]
    assert {each.code for each in noted} == {page.papers[0].code} != {""}

    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    printer.setCopyCount(4)  # would be copies that nobody counted
    page.print_on(printer)
    assert printer.copyCount() == 1
    printed = [each for each in papers_out(session.workspace) if not each.to_file]
    assert [each.copies for each in printed] == [1, 1]


def test_the_summary_of_incidents_is_offered_only_to_whoever_may_read_them(
    session: Session, uncleared: Session
) -> None:
    assert "incidents" in {sort.name for sort in offered(session)}
    assert "incidents" not in {sort.name for sort in offered(uncleared)}


def test_what_went_out_is_listed_the_newest_first(qtbot: QtBot, session: Session) -> None:
    card = WentOutCard(session)
    qtbot.addWidget(card)
    card.show()
    assert not card.list.isVisible()
    for act, detail in (
        (Act.PRINTED, {"paper": "joint_review", "code": "GHTK-7K2M", "copies": 3}),
        (Act.PRINTED, {"paper": "board", "step": "draft"}),
        (Act.EXPORTED, {"paper": "period"}),
        (Act.EXPORTED, {"rows": 4}),  # a list of records is no paper
    ):
        audit.note(session.workspace, act, "place", "KE0104", detail)

    card.refresh()

    role = Qt.ItemDataRole.AccessibleTextRole
    told = [card.list.item(row).data(role).translate(MARKS) for row in range(card.list.count())]
    assert len(told) == 3
    assert all("Amina" in each for each in told)
    assert told[0].startswith("Period report")
    assert told[0].endswith("Saved as a file")
    assert told[1].startswith("Board of the works")
    assert told[1].endswith("As a draft")
    assert told[2].startswith("Joint review · GHTK-7K2M")
    assert told[2].endswith("3 printed copies")


def test_a_paper_that_was_refused_leads_to_the_joint_review_of_its_place(
    qtbot: QtBot, page: PapersPage, tmp_path: Path
) -> None:
    tells = TellsTooMuchSomewhere(part=3, what=Words("a telephone number"))
    page.show_made(tmp_path, BatchDone(("one.pdf",), (("KE0104", tells),), stopped=False))
    qtbot.waitUntil(lambda: str(tmp_path) in seen(page))
    line = next(each for each in page.findChildren(LineButton) if each.isVisible())

    with qtbot.waitSignal(page.review_wanted) as wanted:
        qtbot.keyClick(line, Qt.Key.Key_Return)

    assert wanted.args == ["KE0104"]
