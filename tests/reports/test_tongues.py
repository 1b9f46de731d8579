"""Papers in languages that the window does not speak: whole, in their calendar and digits."""

import copy
import gettext
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.domain.receipt import Receipt
from fieldapp.language import LANGUAGES, PAPER_LANGUAGES, Language, load_language
from fieldapp.reports.joint_review import PARTS, SLIPS, draw_joint_review
from fieldapp.reports.leaf import SLIP
from fieldapp.reports.page import Drawn, checksum_of
from fieldapp.reports.receipt import draw_receipt
from fieldapp.reports.recovery_sheet import draw_recovery_sheet
from fieldapp.reports.sheet import Sheet
from tests.reports import pdf
from tests.reports.samples import EMPTY, ORDINARY
from tests.reports.test_recovery_sheet import PAPER as RECOVERY

OF_PAPERS_ALONE = [code for code in PAPER_LANGUAGES if code not in LANGUAGES]

DRAWN: dict[str, Callable[[Language], Drawn]] = {
    "joint review with nothing to say": lambda language: draw_joint_review(Sheet(language), EMPTY),
    "joint review": lambda language: draw_joint_review(Sheet(language), ORDINARY, ["K7-Q2"]),
    "receipt": lambda language: draw_receipt(
        Sheet(language, SLIP), Receipt("KLMN-2345", "2026-12-26", ("Box at the health post",))
    ),
    "recovery sheet": lambda language: draw_recovery_sheet(RECOVERY, language),
}


class Untranslated(gettext.NullTranslations):
    """What a catalogue falls back to where it has no translation."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def gettext(self, message: str) -> str:
        self.found.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.found.add(msgid1)
        return msgid2


def watched(code: str) -> tuple[Language, Untranslated]:
    """Return a language and what it is asked for in vain."""
    language, untranslated = load_language(code), Untranslated()
    catalogue = copy.copy(language.catalogue)  # that of the language is everybody's
    catalogue.add_fallback(untranslated)
    return replace(language, catalogue=catalogue), untranslated


@pytest.mark.parametrize("paper", DRAWN)
@pytest.mark.parametrize("code", OF_PAPERS_ALONE)
def test_no_paper_is_half_english(paper: str, code: str) -> None:
    language, untranslated = watched(code)

    DRAWN[paper](language)

    assert untranslated.found == set()


def test_what_nobody_translated_is_noticed() -> None:
    language, untranslated = watched("am")

    assert language.translate("a text of tomorrow") == "a text of tomorrow"
    assert untranslated.found == {"a text of tomorrow"}


def text_of(folder: Path, language: Language, paper: str) -> str:
    file = folder / "paper.pdf"
    pdf.write_drawn(DRAWN[paper](language), file)
    return " ".join(pdf.pages(file))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_an_amharic_paper_tells_its_days_by_both_calendars(tmp_path: Path) -> None:
    amharic = load_language("am").written("ethiopian")

    text = squeezed(text_of(tmp_path, amharic, "joint review"))

    for title in (*(title for title, _part in PARTS), SLIPS):
        assert squeezed(amharic.translate(title)) in text
    assert squeezed("ከ25 ሐምሌ 2018 (1 ኦገስ 2026) እስከ 13 ኅዳር 2019 (22 ኖቬም 2026)") in text
    assert squeezed("11 ታኅሣሥ 2019 (20 ዲሴም 2026)") in text  # in a narrow column
    assert squeezed("12 የካቲት 2019 (19 ፌብሩዋሪ 2027)") in text


def test_a_burmese_paper_has_no_western_figure_but_in_codes(tmp_path: Path) -> None:
    burmese = load_language("my")

    text = text_of(tmp_path, burmese, "joint review with nothing to say")

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
