"""The entry sheet and the poster: the council's paper once more, for a pen and for a wall."""

import re
from pathlib import Path

import pytest

from fieldapp.domain.council.lines import TITLES
from fieldapp.domain.papers.entry_sheet import EntrySheet
from fieldapp.language import load_language
from fieldapp.reports.entry_sheet import draw_entry_sheet
from fieldapp.reports.leaf import LEAVES
from fieldapp.reports.poster import SHOWN, draw_poster
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf
from tests.reports.samples import ORDINARY
from tests.reports.samples_entry import entry_of


@pytest.fixture(scope="module")
def entry() -> EntrySheet:
    return entry_of(ORDINARY)


@pytest.fixture(scope="module")
def text(entry: EntrySheet, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("entry") / "sheet.pdf"
    pdf.write_drawn(draw_entry_sheet(Sheet(load_language("en")), entry), path)
    return " ".join(" ".join(pdf.pages(path)).split())


def test_the_sheet_asks_everything_that_the_window_asks_in_its_order(
    entry: EntrySheet, text: str
) -> None:
    assert [part for part, _lines in entry.by_part()] == [11, 3, 5, 6, 7, 8, 9, 10]
    place = 0
    for part, _lines in entry.by_part():
        found = text.find(TITLES[part], place)
        assert found >= 0, TITLES[part]
        place = found
    assert sum(len(line) for _part, lines in entry.by_part() for line in lines) == len(
        entry.questions
    )


def test_a_line_has_the_number_that_it_has_on_the_paper(text: str, tmp_path: Path) -> None:
    for number, promise in enumerate(sorted(ORDINARY.promises, key=_by), 1):
        assert re.search(rf"3\.{number} {re.escape(promise.what[:20])}", text)


def _by(promise: object) -> int:
    return ("us", "them", "others").index(getattr(promise, "by", ""))


def test_the_digit_before_a_box_is_the_one_that_chooses_in_the_window(text: str) -> None:
    assert "1 Both agree 2 Changed together 3 We disagree" in text
    assert "1 Agree 2 Agree with remarks 3 Do not agree" in text


def test_every_page_says_that_it_is_for_the_team_and_of_which_paper(
    entry: EntrySheet, tmp_path: Path
) -> None:
    pdf.write_drawn(draw_entry_sheet(Sheet(load_language("en")), entry), tmp_path / "s.pdf")

    for page in pdf.pages(tmp_path / "s.pdf"):
        assert "Only for the mission's team." in page
        assert ORDINARY.code in page


def test_the_poster_shows_promises_answers_and_works_and_asks_for_no_signature(
    tmp_path: Path,
) -> None:
    path = tmp_path / "poster.pdf"
    pdf.write_drawn(draw_poster(Sheet(load_language("en"), LEAVES["a3"]), ORDINARY), path)

    text = " ".join(" ".join(pdf.pages(path)).split())
    assert [n for n, title in TITLES.items() if title in text] == list(SHOWN)
    assert "Gorom" in text
    assert "How to complain" in text
    assert "Sign" not in text
    sizes = [box.top - box.bottom for box in pdf.boxes(path)[0] if box.text.startswith("Kept?")]
    assert min(sizes) > 12  # capitals of 18 points
