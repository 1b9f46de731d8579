"""A page's code has the squares that ReportLab gives it, found in less time."""

import pytest
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from fieldapp.reports.qr import qr_squares


@pytest.mark.parametrize(
    "data",
    [
        "JR-GOROM-2026-0 1F0A-77C2 1/5",
        "JR-GOROM-2026-8 1F0A-77C2 1/5",
        "1234567890",
        "q8Zt-فارسی-0",
        "a recovery sheet holds many more letters than the foot of a page " * 3,
    ],
)
def test_the_squares_are_those_that_reportlab_finds(data: str) -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(data)
    code.make()

    assert qr_squares(data) == tuple(tuple(bool(dark) for dark in row) for row in code.modules)
