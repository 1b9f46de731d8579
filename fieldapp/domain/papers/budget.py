"""The budget sheet of a village's works: each line planned, spent and left, and what it comes to.

Money of different currencies is never added up, and no total holds a figure that nobody knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fieldapp.domain.council.build import PaperNeeds, Rows, council_paper
from fieldapp.domain.council.given import added_up, amount_of, rows_under, text_of
from fieldapp.domain.council.paper import Money, Work
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_in_line
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.papers.opening import Opening, opening_of, told_of_opening
from fieldapp.language import N_

TITLE = N_("Money of the works")
WORKS = N_("Each work, line by line")
TOTALS = N_("All works together")
ASK = N_("What do you want to know about the money?")


@dataclass(frozen=True)
class BudgetLine:
    """One line; ``local`` is None where nobody said whether it was bought locally."""

    what: str
    money: Money
    local: bool | None
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class WorkBudget:
    """The money of one work.

    Attributes:
        money: Of the work as a whole, as it is written down for it, else the sum of its lines.
    """

    title: str
    sector: str
    money: Money
    lines: tuple[BudgetLine, ...]
    record: str = field(default="", repr=False, compare=False)

    @property
    def adds_up(self) -> bool:
        """Whether the lines come to the money of the work, as far as both are known."""
        for whole, of_lines in (
            (self.money.planned, added_up(line.money.planned for line in self.lines)),
            (self.money.spent, added_up(line.money.spent for line in self.lines)),
        ):
            if whole is not None and of_lines is not None and whole != of_lines:
                return False
        return True


@dataclass(frozen=True)
class Total:
    """The money of all works of one currency; ``left_out`` of them are not known in full."""

    money: Money
    works: int
    left_out: int


@dataclass(frozen=True)
class Budget:
    """What stands on the sheet."""

    code: str
    made_on: str
    opening: Opening
    works: tuple[WorkBudget, ...]
    totals: tuple[Total, ...]


def budget(needs: PaperNeeds, place: Disclosed | None, disclosed: Rows) -> Budget:
    """Return the budget sheet of a place from what the community may see.

    Raises:
        NotForPaper: A record was disclosed to somebody else.
    """
    works = council_paper(needs, disclosed).works
    found = {row.id: row for row in disclosed.get("deliverable", ())}
    budgets = tuple(_work(work, found[work.record], disclosed) for work in works)
    return Budget(
        needs.code, needs.made_on, opening_of(needs, place), budgets, tuple(_totals(budgets))
    )


def _work(work: Work, row: Disclosed, disclosed: Rows) -> WorkBudget:
    lines = tuple(
        BudgetLine(
            what=text_of(line, "what"),
            money=Money(
                amount_of(line, "planned"), amount_of(line, "spent"), work.money.currency, None
            ),
            local=local if isinstance(local := line.values.get("local"), bool) else None,
            record=line.id,
        )
        for line in sorted(rows_under(disclosed, "budget_line", [row]), key=lambda each: each.id)
    )
    return WorkBudget(work.title, work.sector, work.money, lines, work.record)


def _totals(works: Iterable[WorkBudget]) -> Iterator[Total]:
    by_currency: dict[str, list[WorkBudget]] = {}
    for work in works:
        if work.money.planned is not None or work.money.spent is not None:
            by_currency.setdefault(work.money.currency, []).append(work)
    for currency, own in sorted(by_currency.items()):
        known = [work.money for work in own if work.money.left is not None]
        planned = added_up(money.planned for money in known)
        spent = added_up(money.spent for money in known)
        yield Total(Money(planned, spent, currency, None), len(known), len(own) - len(known))


def told(paper: Budget) -> Iterator[Told]:
    """Give everything that somebody can read on the sheet."""
    yield from told_of_opening(paper.opening, TITLE, paper.made_on)
    for line, total in enumerate(paper.totals, 1):
        yield from _told_of_money(Where(2, TOTALS, line), total.money, "")
    for line, work in enumerate(paper.works, 1):
        where = Where(3, WORKS, line)
        yield from told_in_line(where, "", work.title)
        yield from _told_of_money(where, work.money, work.title)
        for one in work.lines:
            yield from told_in_line(where, "", one.what)
            yield from _told_of_money(where, one.money, one.what)


def _told_of_money(where: Where, money: Money, about: str) -> Iterator[Told]:
    for amount in (money.planned, money.spent, money.left):
        if amount:
            text = f"{amount:.10g} {money.currency}".strip()
            yield Told(where, What.MONEY, text, amount, about=about)
