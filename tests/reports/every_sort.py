"""One paper of every sort from data that never change, for what must be true of all of them."""

import copy
import gettext
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from fieldapp.domain.council import CouncilPaper, Period
from fieldapp.domain.papers.incidents import IncidentSummary, Told
from fieldapp.domain.papers.order import Copy, Manner
from fieldapp.domain.papers.sorts import SORTS
from fieldapp.domain.receipt import Receipt
from fieldapp.language import PAPER_LANGUAGES, Language, load_language
from fieldapp.reports.entry_sheet import draw_entry_sheet
from fieldapp.reports.incidents import draw_incidents
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.reports.leaf import LEAVES
from fieldapp.reports.page import Drawn
from fieldapp.reports.period import draw_period
from fieldapp.reports.poster import draw_poster
from fieldapp.reports.receipt import draw_receipt
from fieldapp.reports.record_sheet import draw_record_sheet
from fieldapp.reports.recovery_sheet import draw_recovery_sheet
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.two_languages import paired
from tests.domain.papers.test_period import ledger
from tests.domain.papers.test_period import report as period_paper
from tests.reports.samples import ORDINARY
from tests.reports.samples_ar import ORDINARY as ARABIC
from tests.reports.samples_entry import entry_of
from tests.reports.samples_papers import FULL
from tests.reports.test_record_sheet import WORK
from tests.reports.test_record_sheet import paper as record_paper
from tests.reports.test_recovery_sheet import PAPER as RECOVERY

LEDGER = (
    ("place", {"name": "Gorom", "pcode": "KE0104"}),
    ("meeting", {"title": "The well", "held_on": "2026-05-04", "place": "KE0104"}),
    ("attendance", {"meeting": "meeting-1", "sex": "female", "age_group": "18-59", "count": 21}),
    ("deliverable", {"title": "Well", "status": "ongoing", "place": "KE0104", "budget": 1000,
                     "spent": 400, "currency": "USD", "led_by": "them"}),
    ("commitment", {"what": "Pump", "promised_by": "us", "status": "kept",
                    "due_on": "2026-05-30"}),
    ("commitment", {"what": "Sand", "promised_by": "them", "status": "open",
                    "due_on": "2026-06-01"}),
    ("feedback", {"received_on": "2026-05-04", "level": 2, "answered_on": "2026-05-20"}),
    ("joint_review", {"held_on": "2026-06-10", "place": "KE0104", "agreement": "agree"}),
)  # fmt: skip
INCIDENTS = IncidentSummary(
    code="S-1",
    made_on="2026-11-22",
    period=Period("2026-08-01", "2026-11-22"),
    area="",
    copy=Copy(1, 3, "Head of office"),
    readers=("Head of office", "Protection cell", "Security"),
    by_type=(("threat", 2), ("property", 1)),
    told=(
        Told("2026-11-02", "threat", "Gorom", (
            ("date_precision", "day"), ("summary", "Traders were told to leave the market."),
            ("displaced", 12), ("ongoing", True))),
        Told("2026-11-09", "property", "Dimtou", (("injured", 2),)),
        Told("", "threat", "", ()),
    ),
    only_referred=True,
    closed=1,
)  # fmt: skip
RECEIPT = Receipt("KLMN-2345", "2026-12-26", ("Box at the health post", "Free telephone 7070"))
SLIP_CODES = ("K7-Q2", "P4-T8")


def council(sheet: Sheet) -> CouncilPaper:
    """The council's paper, in the words of a village that speaks the paper's language."""
    return ARABIC if sheet.rtl else ORDINARY


DRAWN: dict[str, Callable[[Sheet], Drawn]] = {
    "joint_review": lambda sheet: draw_joint_review(sheet, council(sheet), SLIP_CODES),
    **FULL,
    "poster": lambda sheet: draw_poster(sheet, council(sheet)),
    "entry_sheet": lambda sheet: draw_entry_sheet(sheet, entry_of(council(sheet))),
    "receipt": lambda sheet: draw_receipt(sheet, RECEIPT),
    "period": lambda sheet: draw_period(sheet, period_paper(ledger(*LEDGER))),
    "incidents": lambda sheet: draw_incidents(sheet, INCIDENTS),
    "record": lambda sheet: draw_record_sheet(sheet, record_paper(WORK)),
    "recovery_sheet": lambda sheet: draw_recovery_sheet(RECOVERY, sheet.language),
}
"""By the name of the sort, and the sheet that is no sort: it holds no record, but opens them."""


def languages_of(sort: str) -> tuple[str, ...]:
    """Codes of the languages in which there is such a paper."""
    return tuple(SORTS[sort].languages if sort in SORTS else PAPER_LANGUAGES)


def draw(sort: str, manner: Manner, language: Language | None = None) -> Drawn:
    """Draw the paper of a sort as somebody asks for it.

    Args:
        language: That of the manner, where somebody listens to what it is asked for.
    """
    spoken = language or load_language(manner.language)
    if manner.beside:
        spoken = paired(spoken, load_language(manner.beside))
    leaf = manner.leaf or (SORTS[sort].leaf if sort in SORTS else "a4")
    spoken = spoken.written(manner.calendar, manner.digits)
    sheet = Sheet(spoken, LEAVES[leaf], saves_toner=manner.saves_toner)
    if not manner.signatures:
        return draw_joint_review(sheet, council(sheet), SLIP_CODES, signatures=False)
    return DRAWN[sort](sheet)


class Printed(NamedTuple):
    """A paper in a file, and what it was to say that nobody has translated."""

    path: Path
    untranslated: frozenset[str]


Press = Callable[[str, Manner], Printed]


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
        return msgid1 if n == 1 else msgid2


def listening(code: str) -> tuple[Language, Untranslated]:
    """Return a language and what it is asked for in vain."""
    language, untranslated = load_language(code), Untranslated()
    catalogue = copy.copy(language.catalogue)  # that of the language is everybody's
    catalogue.add_fallback(untranslated)
    return replace(language, catalogue=catalogue), untranslated
