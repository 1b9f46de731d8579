"""The budget sheet: sums to the cent, of one currency each, of nothing that is not known."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.council.paper import Money
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.papers.budget import Budget, Total, budget
from tests.domain.council.villages import GOROM, NEEDS, row
from tests.domain.papers.gorom import PLACE, sorted_by_kind

AMOUNT = st.none() | st.decimals(0, 10_000, places=2).map(float)


def made(*rows: Disclosed) -> Budget:
    return budget(NEEDS, PLACE, sorted_by_kind(PLACE, *rows))


def work(id: str, planned: float | None, spent: float | None, currency: str | None) -> Disclosed:
    return row(
        "deliverable", id, place=GOROM, title=id, budget=planned, spent=spent, currency=currency
    )


@given(st.lists(st.tuples(AMOUNT, AMOUNT, st.sampled_from(("USD", "SSP", None))), max_size=6))
def test_money_is_added_up_by_currency_and_only_where_it_is_known_in_full(
    works: list[tuple[float | None, float | None, str | None]],
) -> None:
    paper = made(*(work(f"w{n}", *each) for n, each in enumerate(works)))

    for total in paper.totals:
        own = [w for w in works if (w[2] or "") == total.money.currency and w[:2] != (None, None)]
        known = [(Decimal(str(p)), Decimal(str(s))) for p, s, _ in own if None not in (p, s)]
        assert (total.works, total.left_out) == (len(known), len(own) - len(known))
        if known:
            planned, spent = (sum(each[n] for each in known) for n in (0, 1))
            assert Decimal(str(total.money.planned)) == planned
            assert Decimal(str(total.money.spent)) == spent
            assert Decimal(str(total.money.left)) == planned - spent
        else:
            assert total.money.planned is None
    currencies = [total.money.currency for total in paper.totals]
    assert len(currencies) == len(set(currencies))


def test_lines_stand_under_their_work_with_what_is_left_of_each() -> None:
    paper = made(
        work("Well", 100, 60, "SSP"),
        row("budget_line", "1", deliverable="Well", what="Pump", planned=70, spent=50, local=False),
        row("budget_line", "2", deliverable="Well", what="Sand", planned=30, spent=10, local=True),
        row("budget_line", "3", deliverable="elsewhere", what="X", planned=9, spent=9),
    )

    (well,) = paper.works
    assert [(line.what, line.money.left, line.local) for line in well.lines] == [
        ("Pump", 20, False),
        ("Sand", 20, True),
    ]
    assert well.adds_up
    assert well.money.local_share == 17


def test_lines_that_do_not_come_to_the_money_of_the_work_are_told() -> None:
    line = row("budget_line", "1", deliverable="Well", what="Pump", planned=70, spent=50)

    assert not made(work("Well", 100, 50, "SSP"), line).works[0].adds_up
    assert made(work("Well", 70, None, "SSP"), line).works[0].adds_up


def test_a_work_of_which_no_money_is_known_is_in_no_sum() -> None:
    paper = made(work("Well", None, None, "USD"), work("Road", 10, None, "USD"))

    assert paper.totals == (Total(Money(None, None, "USD", None), 0, 1),)
