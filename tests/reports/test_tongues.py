"""Papers in languages that the window does not speak: whole, in their calendar and digits."""

import re
from pathlib import Path

import pytest

from fieldapp.domain.papers.order import Manner
from fieldapp.language import LANGUAGES, PAPER_LANGUAGES, load_language
from fieldapp.reports.joint_review import PARTS, SLIPS, draw_joint_review
from fieldapp.reports.page import checksum_of
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf
from tests.reports.every_sort import DRAWN, Press, languages_of, listening
from tests.reports.samples import EMPTY, ORDINARY

OF_PAPERS_ALONE = [code for code in PAPER_LANGUAGES if code not in LANGUAGES]
PRINTED = [(sort, code) for sort in DRAWN for code in OF_PAPERS_ALONE if code in languages_of(sort)]


@pytest.mark.parametrize(("sort", "code"), PRINTED)
def test_no_paper_is_half_english(press: Press, sort: str, code: str) -> None:
    assert press(sort, Manner(code)).untranslated == set()


@pytest.mark.parametrize("code", OF_PAPERS_ALONE)
def test_nor_is_one_with_nothing_to_say(code: str) -> None:
    language, untranslated = listening(code)

    draw_joint_review(Sheet(language), EMPTY)

    assert untranslated.found == set()


def test_what_nobody_translated_is_noticed() -> None:
    language, untranslated = listening("am")

    assert language.translate("a text of tomorrow") == "a text of tomorrow"
    assert untranslated.found == {"a text of tomorrow"}


def text_of(path: Path) -> str:
    return " ".join(pdf.pages(path))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_an_amharic_paper_tells_its_days_by_both_calendars(press: Press) -> None:
    amharic = load_language("am")

    paper = press("joint_review", Manner("am", calendar="ethiopian"))
    text = squeezed(text_of(paper.path))

    for title in (*(title for title, _part in PARTS), SLIPS):
        assert squeezed(amharic.translate(title)) in text
    assert squeezed("ከ25 ሐምሌ 2018 (1 ኦገስ 2026) እስከ 13 ኅዳር 2019 (22 ኖቬም 2026)") in text
    assert squeezed("11 ታኅሣሥ 2019 (20 ዲሴም 2026)") in text  # in a narrow column
    assert squeezed("12 የካቲት 2019 (19 ፌብሩዋሪ 2027)") in text


def test_a_burmese_paper_has_no_western_figure_but_in_codes(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    pdf.write_drawn(draw_joint_review(Sheet(load_language("my")), EMPTY), path)

    text = text_of(path)

    figures = re.findall(r"[^\s]*[0-9][^\s]*", text)
    checksum = r"[0-9A-F]{4}-[0-9A-F]{4}"
    assert all(re.fullmatch(rf"{EMPTY.code}|{checksum}", figure) for figure in figures), figures
    assert squeezed("၂၀၂၆ နိုဝင်ဘာ ၂၂") in squeezed(text)
    assert squeezed("စာမျက်နှာ ၁ / ၄") in squeezed(text)
    assert "၁၀၀" in text


def test_a_calendar_or_digits_of_its_own_make_another_paper() -> None:
    english, burmese = load_language("en"), load_language("my")
    ways = (english, english.written("islamic"), burmese, burmese.written(digits="western"))

    assert len({checksum_of(ORDINARY, language) for language in ways}) == len(ways)
