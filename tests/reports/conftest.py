"""One paper of every sort, for what must be true of all of them."""

from pathlib import Path

import pytest

from fieldapp.domain.council import Period
from fieldapp.domain.papers.incidents import IncidentSummary, Told
from fieldapp.domain.papers.order import Copy
from fieldapp.domain.receipt import Receipt
from fieldapp.language import load_language
from fieldapp.reports.incidents import draw_incidents
from fieldapp.reports.joint_review import draw_joint_review
from fieldapp.reports.leaf import SLIP
from fieldapp.reports.page import write_drawn
from fieldapp.reports.period import draw_period
from fieldapp.reports.receipt import draw_receipt
from fieldapp.reports.record_sheet import draw_record_sheet
from fieldapp.reports.recovery_sheet import draw_recovery_sheet
from fieldapp.reports.sheet import Sheet
from tests.domain.papers.test_period import ledger
from tests.domain.papers.test_period import report as period_paper
from tests.reports.samples import ORDINARY
from tests.reports.samples_ar import ORDINARY as ARABIC
from tests.reports.test_record_sheet import WORK
from tests.reports.test_record_sheet import paper as record_paper
from tests.reports.test_recovery_sheet import PAPER as RECOVERY

LEDGER = (
    ("place", {"name": "Gorom", "pcode": "KE0104"}),
    ("deliverable", {"title": "Well", "budget": 1000, "spent": 400, "currency": "USD"}),
    ("commitment", {"what": "Pump", "promised_by": "us", "status": "kept"}),
)
INCIDENTS = IncidentSummary(
    code="S-1",
    made_on="2026-11-22",
    period=Period("2026-08-01", "2026-11-22"),
    area="",
    copy=Copy(1, 3, "Head of office"),
    readers=("Head of office", "Protection cell", "Security"),
    by_type=(("threat", 2),),
    told=(Told("2026-11-02", "threat", "Gorom", (("happened_on", "2026-11-02"),)),) * 2,
    only_referred=True,
    closed=1,
)


@pytest.fixture(scope="session", params=["en", "ar"])
def papers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every sort of paper in one language: first the council's."""
    folder = tmp_path_factory.mktemp("papers")
    language = load_language(request.param)
    sheet = Sheet(language)
    drawn = (
        draw_joint_review(sheet, ARABIC if language.rtl else ORDINARY),
        draw_receipt(Sheet(language, SLIP), Receipt("KLMN-2345", "2026-12-26", ("Box", "Phone"))),
        draw_record_sheet(sheet, record_paper(WORK)),
        draw_recovery_sheet(RECOVERY, language),
        draw_incidents(Sheet(language, draft=True), INCIDENTS),
        draw_period(sheet, period_paper(ledger(*LEDGER))),
    )
    paths = []
    for number, one in enumerate(drawn):
        paths.append(folder / f"{number}.pdf")
        write_drawn(one, paths[-1])
    return paths
