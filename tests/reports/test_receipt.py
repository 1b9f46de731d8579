"""The receipt of feedback: one slip of A6, the code large, in every language."""

from pathlib import Path

import pypdfium2
import pytest

from fieldapp.domain.receipt import Receipt
from fieldapp.language import load_language
from fieldapp.reports.leaf import SLIP
from fieldapp.reports.receipt import draw_receipt
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf

A6_POINTS = (298, 420)


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("ways", [("Box at the health post", "صندوق المركز الصحي"), ()])
def test_one_small_page_has_the_code_and_where_to_ask(
    tmp_path: Path, language: str, ways: tuple[str, ...]
) -> None:
    file = tmp_path / "slip.pdf"
    receipt = Receipt("KLMN-2345", "2026-12-26" if ways else "", ways)

    assert pdf.write_drawn(draw_receipt(Sheet(load_language(language), SLIP), receipt), file) == 1

    [page] = pdf.pages(file)
    assert "KLMN-2345" in page
    assert ("Box at the health post" in page) is bool(ways)
    assert ("2026" in page) is bool(ways)
    with pypdfium2.PdfDocument(file) as document:
        assert tuple(round(side) for side in document[0].get_size()) == A6_POINTS
