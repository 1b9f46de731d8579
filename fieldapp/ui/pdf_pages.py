"""Pages of a PDF as pictures, for a preview and for the printer. Makes no PDF."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

PRINT_DPI = 300
POINTS = 72
"""Per inch: the unit of a PDF."""

_ONE_AT_A_TIME = threading.Lock()
"""PDFium knows no threads: whoever draws in a task waits for whoever prints."""


def page_count(paper: bytes) -> int:
    """Return how many pages a PDF has."""
    with opened(paper) as document:
        return len(document)


def page_sizes(paper: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page, in inches."""
    with opened(paper) as document:
        return tuple((page.get_width() / POINTS, page.get_height() / POINTS) for page in document)


def page_image(paper: bytes, number: int, dpi: int) -> QImage:
    """Return a page, counted from 0, as a picture, in whatever thread. A4 at 96 dpi takes about
    20 ms."""
    with opened(paper) as document:
        bitmap = document[number].render(scale=dpi / POINTS)
        image = QImage(
            bytes(bitmap.buffer),
            bitmap.width,
            bitmap.height,
            bitmap.stride,
            QImage.Format.Format_BGR888,
        )
        return image.copy()  # the picture must not outlive the memory it was drawn into


def printer_for(paper: bytes) -> QPrinter:
    """Return the usual printer, set to the sheet that the paper is laid out for."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    width, height = page_sizes(paper)[0]
    # Qt knows sheets upright; one that lies is turned.
    size = QSizeF(min(width, height), max(width, height))
    printer.setPageSize(QPageSize(size, QPageSize.Unit.Inch))
    lies = width > height
    way = QPageLayout.Orientation
    printer.setPageOrientation(way.Landscape if lies else way.Portrait)
    return printer


def print_paper(paper: bytes, printer: QPrinter) -> None:
    """Send every page to the printer, each as large as its sheet allows."""
    painter = QPainter(printer)
    for number in range(page_count(paper)):
        if number:
            printer.newPage()
        image = page_image(paper, number, PRINT_DPI)
        sheet = QRectF(painter.viewport())
        scale = min(sheet.width() / image.width(), sheet.height() / image.height())
        width, height = image.width() * scale, image.height() * scale
        place = QRectF((sheet.width() - width) / 2, 0, width, height)
        painter.drawImage(place, image)
    painter.end()


@contextmanager
def opened(paper: bytes) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for as long as nobody else does: two threads in PDFium at once end the program."""
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(paper) as document:
        yield document
