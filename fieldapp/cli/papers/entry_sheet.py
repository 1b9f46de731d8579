"""Making the sheet on which an officer notes what a council answers to a paper that went out.

It holds the lines of that paper and nothing else, in the order of the window. Stores nothing.
"""

from functools import partial
from typing import TYPE_CHECKING

from fieldapp.cli.papers.joint_review import ready_paper
from fieldapp.cli.papers.prepared import Prepared
from fieldapp.cli.papers.printed import of_printed, review_of
from fieldapp.domain.papers.entry_sheet import EntrySheet, entry_sheet_of
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.store.workspace import Workspace

if TYPE_CHECKING:
    from fieldapp.reports.page import Drawn
    from fieldapp.reports.sheet import Sheet


def prepare(workspace: Workspace, order: PaperOrder) -> Prepared:
    """Choose what stands on the entry sheet of a paper.

    Raises:
        NoPlaceNamed, UnknownCode, NotOfAPaper, UserError: As they say, and `ready_paper`.
    """
    review = review_of(workspace, order)
    order = of_printed(workspace, order, for_team=True)
    ready = ready_paper(workspace, order)
    entry = entry_sheet_of(ready.paper, review, ready.disclosed)
    return ready.prepared(partial(_draw, entry), order.left_out)


def _draw(entry: EntrySheet, sheet: "Sheet") -> "Drawn":
    from fieldapp.reports.entry_sheet import draw_entry_sheet

    return draw_entry_sheet(sheet, entry)
