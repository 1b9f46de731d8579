import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from fieldapp.ui import paper_view
from fieldapp.ui.look import Look
from fieldapp.ui.paper_view import PAGE, PaperView
from fieldapp.ui.pdf_pages import page_count, page_image, page_sizes, print_paper

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def paper(tmp_path: Path) -> bytes:
    file = tmp_path / "paper.pdf"
    canvas = Canvas(str(file), pagesize=(595, 842))
    for number in range(4):
        canvas.setFont("Helvetica", 60)
        canvas.drawString(60, 600, f"Page {number}")
        canvas.showPage()
    canvas.save()
    return file.read_bytes()


def drawn(image: QImage) -> bool:
    return any(
        image.pixelColor(x, y).lightness() < 128
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )


def test_pages_are_drawn_beside_the_window_and_made_larger_with_keys(
    qtbot: QtBot, look: Look, paper: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = set()

    def told(paper: bytes, number: int, dpi: int) -> QImage:
        threads.add(threading.current_thread())
        return page_image(paper, number, dpi)

    monkeypatch.setattr(paper_view, "page_image", told)
    view = PaperView(paper, page_sizes(paper), [f"Page {n}" for n in range(1, 5)])
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    qtbot.waitUntil(lambda: view.is_drawn, timeout=20_000)

    assert threads
    assert threading.main_thread() not in threads
    wide = view.pages[0].width()
    assert 300 < wide <= view.scroller.viewport().width()
    assert drawn(view.pages[0].pixmap().toImage())
    assert all(drawn(view.thumbs.item(n).icon().pixmap(84, 119).toImage()) for n in range(4))

    qtbot.keyClick(view.scroller, Qt.Key.Key_Minus, CTRL)
    assert view.pages[0].width() < wide
    qtbot.keyClick(view.scroller, Qt.Key.Key_0, CTRL)
    assert view.pages[0].width() == wide
    view.fit(PAGE)
    assert view.pages[0].height() <= view.scroller.viewport().height()
    qtbot.keyClick(view.scroller, Qt.Key.Key_End)
    bar = view.scroller.verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    view.thumbs.setCurrentRow(1)
    assert abs(bar.value() - view.pages[1].y()) <= 10
    qtbot.waitUntil(lambda: view.is_drawn, timeout=20_000)
    view.resize(640, 600)
    qtbot.waitUntil(lambda: view.is_drawn, timeout=20_000)


def test_every_page_goes_to_the_printer(
    qtbot: QtBot, look: Look, paper: bytes, tmp_path: Path
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))

    print_paper(paper, printer)

    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == 4
    assert drawn(page_image(printed, 0, 40))
