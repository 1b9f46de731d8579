"""One part of the paper on one very long page, as text."""

from collections.abc import Callable
from pathlib import Path

from reportlab.platypus import Flowable

from fieldapp.domain.council import CouncilPaper
from fieldapp.language import load_language
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf

Part = Callable[[Sheet, CouncilPaper], list[Flowable]]


def printed(part: Part, paper: CouncilPaper, folder: Path, language: str = "en") -> str:
    """All words of the part, one space between them."""
    blocks = part(Sheet(load_language(language)), paper)
    path = pdf.write(folder / "part.pdf", *blocks, size=(488, 3_000))
    return " ".join(" ".join(pdf.pages(path)).split())
