"""The recovery sheet: one page with the code that opens a workspace when its passphrase is lost.

The code is large and in fours, because it is typed by lamplight and by people who are in trouble;
the QR code beside it holds the same letters and nothing else, for a reader that types. The file is
as dangerous as the sheet: whoever makes it says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from fieldapp.language import Language
from fieldapp.reports.drawing import Drawing
from fieldapp.reports.layout import Reads, Ruling, Stack
from fieldapp.reports.page import Drawn, PageMarks, draw_pages, draw_qr, write_drawn
from fieldapp.reports.sheet import Sheet
from fieldapp.reports.type.spans import filled
from fieldapp.reports.type.text import Align, Style

_HEADING = Style(size=22, lead=0.9)
_CODE = Style(size=25, lead=1.1, align=Align.CENTER)
_GROUPS_ON_A_LINE = 4
_QR = 38 * mm
_DRILLS = 6
"""Lines for drills: three years of them."""


@dataclass(frozen=True)
class RecoveryPaper:
    """What stands on the sheet.

    Attributes:
        name: Of the officer whose workspace it is.
        mission: Its name; "" outside one.
        device: Id of the laptop.
        made_on: ISO day.
        code: In groups of four letters with hyphens between them.
    """

    name: str
    mission: str
    device: str
    made_on: str
    code: str


def write_recovery_sheet(paper: RecoveryPaper, language: Language, path: Path) -> int:
    """Write the sheet, whole or not at all, and return how many pages it has.

    Raises:
        MissingGlyph: A character of a name that no font here has.
        OSError: The file cannot be written.
    """
    drawn = draw_recovery_sheet(paper, language)
    write_drawn(drawn, path)
    return drawn.pages


def draw_recovery_sheet(paper: RecoveryPaper, language: Language) -> Drawn:
    """Return the sheet; no file is touched.

    Raises:
        MissingGlyph: A character of a name that no font here has.
    """
    sheet = Sheet(language)
    _ = language.translate
    blocks = [
        _opening(sheet, paper),
        _code(sheet, paper.code),
        *_rules(sheet),
        *_drills(sheet),
    ]
    marks = PageMarks(
        page_of=_("Page {page} of {pages}"),
        about=_("Recovery sheet of the laptop {code}"),
        code=paper.device,
        checksum="",
        audience=filled(_("<b>Keep this sheet locked away, and never with the laptop.</b>")),
        scannable=False,  # a second QR code on the page would be taken for the code
    )
    return draw_pages(sheet, blocks, _("Recovery sheet"), marks)


def _opening(sheet: Sheet, paper: RecoveryPaper) -> Flowable:
    _ = sheet.language.translate
    told = (
        (_("Whose laptop"), paper.name),
        (_("Mission"), paper.mission),
        (_("Laptop"), paper.device),
        (_("Made on"), sheet.day(paper.made_on)),
    )
    rows = [[sheet.words(label), sheet.said(text, bold=True)] for label, text in told if text]
    return Stack(
        [
            sheet.title(_("Recovery sheet"), _HEADING),
            sheet.words(_("Whoever holds this sheet and the laptop can read everything on it.")),
            sheet.grid((3, 7), rows, reads=Reads.BY_ROW),
        ]
    )


def _code(sheet: Sheet, code: str) -> Flowable:
    groups = code.split("-")
    lines: list[Flowable] = [
        sheet.said("-".join(groups[n : n + _GROUPS_ON_A_LINE]), _CODE, bold=True)
        for n in range(0, len(groups), _GROUPS_ON_A_LINE)
    ]
    says = sheet.language.translate("QR code that holds the same letters")
    picture = Drawing(_QR, lambda canvas, _: draw_qr(canvas, code, 0, 0, _QR), _QR, says)
    ruling = Ruling(box=1.6, padding=15, gutter=15, middle=True)  # the white rim of the QR code
    return sheet.grid((13, 6), [[Stack(lines), picture]], ruling)


def _rules(sheet: Sheet) -> Iterator[Flowable]:
    _ = sheet.language.translate
    yield sheet.subheading(_("What to do with this sheet"))
    yield from _numbered(
        sheet,
        _("Lock it away where the laptop never is: in a safe, or with somebody you trust."),
        _("Make no photograph and no copy of it, and delete the file it was printed from."),
        _("If it is lost or was seen, make a new one at once: then this one opens nothing."),
    )
    yield sheet.subheading(_("When the passphrase is lost"))
    yield from _numbered(
        sheet,
        _("Type the code in place of the passphrase, with the hyphens or without them."),
        _("Choose a new passphrase, then make a new sheet and burn this one."),
        _("If this sheet is lost too, ask two of the mission's three custodians."),
    )


def _numbered(sheet: Sheet, *sentences: str) -> Iterator[Flowable]:
    for number, sentence in enumerate(sentences, 1):
        yield sheet.bullet(f"{sheet.language.number(number)}.", sentence)


def _drills(sheet: Sheet) -> Iterator[Flowable]:
    _ = sheet.language.translate
    yield sheet.subheading(_("Drills"))
    yield sheet.words(_("Try the code twice a year. Nothing is changed by it. Write down when."))
    empty: list[Flowable] = [sheet.room_to_write(7 * mm), sheet.room_to_write(7 * mm)]
    header = sheet.heads(_("Day"), _("Who tried it"))
    ruling = Ruling(between=0.6, box=0.8, columns=0.6, padding=1)
    yield sheet.grid((1, 2), [empty] * _DRILLS, ruling, header=header)
