from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp.store.workspace import Workspace
from fieldapp.ui.gallery_village import PLACE, settle_in
from fieldapp.ui.names import Names, read_places
from fieldapp.ui.pages.paper import PaperPage
from fieldapp.ui.paper_view import PaperView
from fieldapp.ui.pdf_pages import page_count, page_image, print_paper
from fieldapp.ui.services import Services
from fieldapp.ui.session import Session

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace, session: Session, services: Services) -> PaperPage:
    settle_in(workspace, session.today())
    names = Names(workspace, session.reader, session.look.language, read_places(workspace))
    made = PaperPage(Session(workspace, session.reader, session.look, names), services)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def make(qtbot: QtBot, page: PaperPage) -> None:
    page.choose_place(PLACE)
    with qtbot.waitSignal(page.made, timeout=60_000):
        qtbot.mouseClick(page.make_button, LEFT)


def words_of(paper: bytes) -> str:
    with pypdfium2.PdfDocument(paper) as document:
        return "\n".join(each.get_textpage().get_text_bounded() for each in document)


def test_the_paper_is_made_shown_page_by_page_and_saved(
    qtbot: QtBot, page: PaperPage, tmp_path: Path
) -> None:
    assert not page.save_button.isEnabled()

    make(qtbot, page)

    view = page.findChild(PaperView)
    assert view is not None
    assert len(view.pages) == page_count(page.paper) >= 2
    qtbot.waitUntil(lambda: all(label.pixmap().width() > 300 for label in view.pages))
    assert all(label.pixmap().width() <= view.width() for label in view.pages)
    page.save_as(tmp_path / "gorom.pdf")
    assert (tmp_path / "gorom.pdf").read_bytes() == page.paper


def test_no_incident_stands_on_the_paper(qtbot: QtBot, page: PaperPage) -> None:
    make(qtbot, page)

    text = words_of(page.paper)
    assert "Gorom" in text
    assert "threat" not in text.casefold()
    assert "at the desk" not in text


def test_the_paper_speaks_the_language_that_was_chosen(qtbot: QtBot, page: PaperPage) -> None:
    page.language.choose(["fr"])
    make(qtbot, page)

    assert "conseil" in words_of(page.paper)


def test_what_is_missing_is_told_in_place(qtbot: QtBot, page: PaperPage) -> None:
    qtbot.mouseClick(page.make_button, LEFT)

    assert page.complaint.isVisible()
    assert page.complaint.text() == "Choose the place."
    assert page.paper == b""


def test_a_period_that_ends_before_it_begins_is_told(qtbot: QtBot, page: PaperPage) -> None:
    page.choose_place(PLACE)
    page.end.show_answer("2001-01-01")

    qtbot.mouseClick(page.make_button, LEFT)

    assert page.complaint.text() == "The last day is before the first."


def test_a_folder_that_cannot_be_written_is_told(
    qtbot: QtBot, page: PaperPage, tmp_path: Path
) -> None:
    make(qtbot, page)
    page.save_as(tmp_path / "no such folder" / "gorom.pdf")

    box = page.findChild(QMessageBox)
    assert box is not None
    assert "cannot be written" in box.text()


def test_pages_are_drawn_anew_for_another_width(qtbot: QtBot, page: PaperPage) -> None:
    make(qtbot, page)
    view = page.findChild(PaperView)
    assert view is not None
    qtbot.waitUntil(lambda: view.pages[0].pixmap().width() > 300)
    wide = view.pages[0].pixmap().width()

    page.resize(800, 700)

    qtbot.waitUntil(lambda: view.pages[0].pixmap().width() < wide - 50)


def test_every_page_goes_to_the_printer(qtbot: QtBot, page: PaperPage, tmp_path: Path) -> None:
    make(qtbot, page)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    print_paper(page.paper, printer)

    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == page_count(page.paper)
    image = page_image(printed, 0, 40)
    dark = sum(
        image.pixelColor(x, y).lightness() < 128
        for x in range(image.width())
        for y in range(image.height())
    )
    assert dark > 200


def test_the_period_is_the_last_quarter_until_somebody_changes_it(page: PaperPage) -> None:
    start, end = (date.fromisoformat(str(each.answer())) for each in (page.start, page.end))

    assert (end - start).days == 90
    assert QApplication.instance() is not None
