"""Papers beside the council's own that the tests print: ordinary ones, and ones of nothing."""

from collections.abc import Callable

from fieldapp.domain.council import Period
from fieldapp.domain.council.paper import Answer, Count, Money, Presence, Promise, Safety
from fieldapp.domain.figures.trends import IMPROVING, TOO_LITTLE_DATA
from fieldapp.domain.ledger import Ref
from fieldapp.domain.papers.board import Board, Late
from fieldapp.domain.papers.budget import Budget, BudgetLine, Total, WorkBudget
from fieldapp.domain.papers.commitments import Commitments, Given
from fieldapp.domain.papers.indicators import IndicatorSheet, Measured, Point, Review
from fieldapp.domain.papers.invitation import Invitation
from fieldapp.domain.papers.minutes import Minutes
from fieldapp.domain.papers.opening import Opening
from fieldapp.domain.papers.profile import Hindrance, Met, Profile, Season, WorkLine
from fieldapp.domain.signals.signal import Signal
from fieldapp.errors import Words
from fieldapp.reports.page import Drawn
from fieldapp.reports.papers.board import draw_board
from fieldapp.reports.papers.budget import draw_budget
from fieldapp.reports.papers.commitments import draw_commitments
from fieldapp.reports.papers.indicators import draw_indicators
from fieldapp.reports.papers.invitation import draw_invitation
from fieldapp.reports.papers.minutes import draw_minutes
from fieldapp.reports.papers.profile import draw_profile
from fieldapp.reports.sheet import Sheet
from tests.reports.samples import NOBODY, ORDINARY

CODE, TODAY = "ABCD-EFGH", "2026-11-22"
HEAD = Opening("Gorom", ORDINARY.contact, ORDINARY.complaints, None)
BARE = Opening("Gorom", "", (), None)
SEASON = Period("2026-08-01", "2026-11-22")
NOTHING_FELT = Safety("", "", "", "")

ROOF = Measured(
    "Children under a roof", "", "women", "percentage", "up", Point("2026-08-01", 20),
    Point("2027-08-01", 90), Point("2026-11-20", 55),
    (Point("2026-09-01", 30.5), Point("2026-10-01", 40), Point("2026-11-20", 55)), IMPROVING, 50,
    withheld=False,
)  # fmt: skip
FEW = Measured(
    "People who came back", "Dimtou", "", "unit", "up", None, None, None, (), TOO_LITTLE_DATA, None,
    withheld=True,
)  # fmt: skip

FULL: dict[str, Callable[[Sheet], Drawn]] = {
    "board": lambda sheet: draw_board(
        sheet,
        Board(
            CODE, TODAY, HEAD, ORDINARY.works,
            (Late("School roof", "New sheets nailed", "2026-10-01", (("A truck", "No bridge"),)),
             Late("School roof", "", "2026-10-01")),
        ),
    ),
    "budget": lambda sheet: draw_budget(
        sheet,
        Budget(
            CODE, TODAY, HEAD,
            (WorkBudget("Water point", "water", Money(18_400, 11_960, "USD", 62), (
                BudgetLine("Pump", Money(9_000, 9_500, "USD", None), local=False),
                BudgetLine("Stones", Money(8_000, None, "USD", None), local=True),
                BudgetLine("Guard", Money(None, 4, "USD", None), local=None))),
             WorkBudget("School roof", "", Money(None, None, "", None), ())),
            (Total(Money(18_400, 11_960, "USD", None), 1, 1),
             Total(Money(None, None, "SSP", None), 0, 1)),
        ),
    ),
    "commitments": lambda sheet: draw_commitments(
        sheet,
        Commitments(CODE, TODAY, HEAD, tuple(
            Given(by, tuple(each for each in ORDINARY.promises if each.by == by))
            for by in ("us", "them", "others"))),
    ),
    "minutes": lambda sheet: draw_minutes(
        sheet,
        Minutes(
            CODE, TODAY, HEAD, "The well", "2026-11-03", "women", "Bari",
            Presence(1, Count(19), Count(0, more=True), NOBODY, NOBODY, NOBODY, NOBODY),
            ("herders",), (Answer("More light", "did", "Two lamps"), Answer("A road", "", "Later")),
            ORDINARY.next_steps, ORDINARY.promises[:2], 5, 1,
        ),
    ),
    "invitation": lambda sheet: draw_invitation(
        sheet, Invitation(CODE, TODAY, HEAD, "2026-12-03", "The well", "women", "Bari")
    ),
    "indicators": lambda sheet: draw_indicators(
        sheet,
        IndicatorSheet(CODE, TODAY, Opening("", "", (), SEASON), (ROOF, FEW),
                       (Review("Gorom", "2026-11-20", ORDINARY.scores),), 5),
    ),
    "profile": lambda sheet: draw_profile(
        sheet,
        Profile(
            CODE, TODAY, "Gorom", "village", "Kelda", 2300, "Bari", "Elders", "Land is lent",
            "Office", ("Box",), "Tuesday", "Rains in June",
            (Season("Long rains", "rains", "2026-12-01", "2027-02-01", "fewer", ()),
             Season("Herders pass", "migration", "2026-12-01", "2027-02-01", "none", ("herders",))),
            ("women",), (Met("2026-11-03", "women", "The well"),), 1,
            (Signal("engagement_gap", "warn", "{group}: nobody has heard them for {days} days. "
                    "The limit is {limit} days.", (Ref("place", "p"),),
                    {"group": Words("Herders"), "days": 70, "limit": 60}),),
            (WorkLine("School roof", "ongoing", "2026-10-01", late=True),),
            (Promise("us", "A lamp", "open", "No money yet", "2026-11-01", late=True),),
            ((1, Count(7)), (4, Count(0, more=True))), ORDINARY.safety, "2026-11-20",
            (Hindrance("The bridge is weak", "We walk"),), 5,
        ),
    ),
}  # fmt: skip
"""Each sort with something in every part."""

EMPTY: dict[str, Callable[[Sheet], Drawn]] = {
    "board": lambda sheet: draw_board(sheet, Board(CODE, TODAY, BARE, (), ())),
    "budget": lambda sheet: draw_budget(sheet, Budget(CODE, TODAY, BARE, (), ())),
    "commitments": lambda sheet: draw_commitments(sheet, Commitments(CODE, TODAY, BARE, ())),
    "minutes": lambda sheet: draw_minutes(
        sheet,
        Minutes(CODE, TODAY, BARE, "A meeting", "", "", "",
                Presence(0, *[NOBODY] * 6), (), (), (), (), 5, 0),
    ),
    "invitation": lambda sheet: draw_invitation(
        sheet, Invitation(CODE, TODAY, BARE, "2026-12-03", "", "", "")
    ),
    "indicators": lambda sheet: draw_indicators(
        sheet, IndicatorSheet(CODE, TODAY, Opening("Gorom", "", (), SEASON), (), (), 5)
    ),
    "profile": lambda sheet: draw_profile(
        sheet,
        Profile(CODE, TODAY, "Gorom", "", "", None, "", "", "", "", (), "", "", (), (), (), 0, (),
                (), (), (), NOTHING_FELT, "", (), 5),
    ),
}  # fmt: skip
"""Each sort where nothing is on record."""
