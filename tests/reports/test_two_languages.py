"""Two languages on one paper: fixed words in both, what somebody said and figures once."""

from pathlib import Path

import pytest

from fieldapp.language import Language, load_language
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.reports.page import checksum_of
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.two_languages import beside, paired
from fieldapp.reports.type.spans import without_controls
from tests.reports import pdf
from tests.reports.samples import ORDINARY


def both(first: str, second: str) -> Language:
    return paired(load_language(first), load_language(second))


def line(sheet: Sheet, template: str, **values: object) -> str:
    return without_controls("".join(span.text for span in sheet.spans(template, **values)))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("two") / "paper.pdf"
    pdf.write_drawn(draw_joint_review(Sheet(both("fr", "ar")), ORDINARY), path)
    return path


def test_a_heading_stands_in_both_languages_each_from_its_own_side(printed: Path) -> None:
    first, second = load_language("fr"), load_language("ar")
    found = [box for page in pdf.boxes(printed) for box in page]

    [french] = [box for box in found if box.text == first.translate("Safety")]
    arabic = [box for box in found if box.text == second.translate("Safety")]

    assert french.left < 120
    assert any(abs(french.bottom - box.bottom) < 6 and box.right > 550 for box in arabic)


@pytest.mark.parametrize("said", ["The truck could not pass", "The water committee meets"])
def test_what_somebody_said_stands_once(printed: Path, said: str) -> None:
    text = " ".join(" ".join(pdf.pages(printed)).split())

    assert text.count(said) == 1


def test_a_figure_stands_once_and_a_day_in_both(printed: Path) -> None:
    text = " ".join(" ".join(pdf.pages(printed)).replace("\u00a0", " ").split())

    assert text.count("USD") == 6  # three figures of each of two works
    assert "20 déc. 2026" in text
    assert "ديسمبر" in text


def test_a_sentence_with_somebodys_words_has_its_own_words_in_both() -> None:
    sheet = Sheet(both("fr", "en"))
    translate = sheet.language.translate

    why = line(sheet, translate("Why: {reason}"), reason="No truck")
    who = line(sheet, translate("{title}: <b>{text}</b>"), title=translate("Built by"), text="Us")
    quoted = line(sheet, translate("“{words}”"), words="Wait")

    assert why.startswith("Why / ")
    assert why.count("No truck") == 1
    assert who.startswith("Built by / ")
    assert quoted == "« Wait »".replace(" ", quoted[1])


def test_a_sentence_of_the_program_alone_is_said_again_with_its_own_days() -> None:
    sheet = Sheet(both("fr", "en"))

    said = line(sheet, sheet.language.translate("until {day}"), day=sheet.day("2026-08-20"))

    assert said.replace("\u00a0", " ") == "pour le 20 août 2026 / until 20 Aug 2026"


def test_where_both_languages_say_the_same_it_is_said_once() -> None:
    language = both("en", "en")

    assert beside(language.translate("Safety")) == ""
    assert beside(both("en", "fr").number(1_200)) == ""


def test_a_paper_in_two_languages_has_another_checksum() -> None:
    languages = (both("fr", "ar"), both("ar", "fr"), load_language("fr"))

    assert len({checksum_of(ORDINARY, language) for language in languages}) == 3
