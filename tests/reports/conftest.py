"""One paper of every sort, each drawn once for all that look at it."""

from functools import cache
from pathlib import Path

import pytest

from fieldapp.domain.papers.order import Manner
from fieldapp.language import load_language
from fieldapp.reports.incidents import draw_incidents
from fieldapp.reports.page import write_drawn
from fieldapp.reports.sheet import Sheet
from tests.reports.every_sort import DRAWN, INCIDENTS, Press, Printed, draw, languages_of, listening


@pytest.fixture(scope="session")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    """Prints a paper of a sort in a manner; what was printed before is not drawn again."""
    folder = tmp_path_factory.mktemp("press")

    @cache
    def printed(sort: str, manner: Manner) -> Printed:
        language, untranslated = listening(manner.language)
        path = folder / f"{len(list(folder.iterdir()))}.pdf"
        write_drawn(draw(sort, manner, language), path)
        return Printed(path, frozenset(untranslated.found))

    return printed


@pytest.fixture(scope="session", params=["en", "ar"])
def papers(
    request: pytest.FixtureRequest, press: Press, tmp_path_factory: pytest.TempPathFactory
) -> list[Path]:
    """Every sort of paper in one language, first the council's, and last one that is a draft."""
    code = request.param
    draft = tmp_path_factory.mktemp("draft") / "incidents.pdf"
    write_drawn(draw_incidents(Sheet(load_language(code), draft=True), INCIDENTS), draft)
    return [
        *(press(sort, Manner(code)).path for sort in DRAWN if code in languages_of(sort)),
        draft,
    ]
