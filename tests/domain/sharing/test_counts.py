"""A month that was told is told again as it was, until as many came late as may be shown."""

from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.kinds import KINDS
from fieldapp.domain.sharing.control import Told, told_again
from fieldapp.domain.sharing.counts import NOTHING_TOLD, Counts, shared_counts
from fieldapp.domain.sharing.terms import terms_of
from tests.domain.records import ledger, seen

LEAST = 5
TODAY = date(2026, 12, 1)
LAND = (
    seen("place", "s", name="Kelda", pcode="KE01", type="adm1"),
    seen("place", "c", name="Upper Kelda", pcode="KE0101", type="adm2", place="KE01"),
)


def incidents(count: int, day: str = "2026-11-02") -> Iterator[Disclosed]:
    yield from (seen("incident", happened_on=day, place="c", type="threat") for _ in range(count))


def told(count: int, before: Told = NOTHING_TOLD, kind: str = "incident") -> Counts:
    """Return what is told of so many of November, and of six of October."""
    if kind == "incident":
        rows = [*incidents(count), *incidents(6, "2026-10-02")]
    else:
        work = {"title": "Well", "place": "c", "sector": "water", "status": "ongoing"}
        rows = [seen("deliverable", planned_end="2026-11-02", **work) for _ in range(count)]
    here = ledger(*LAND, *rows)
    agreement = seen(
        "agreement", title="Water", kinds=[kind], detail="counts_adm2", status="signed",
        signed_on="2026-01-01", expires_on="2026-12-31", purpose="Repairs",
    )  # fmt: skip
    return shared_counts(terms_of(agreement, KINDS[kind], TODAY, here), here, TODAY, before)


def november(counts: Counts) -> int:
    return sum(cell.count for cell in counts.cells if cell.by[0] == "2026-11")


def test_what_comes_late_is_told_once_it_is_enough() -> None:
    first = told(7)
    one_late = told(8, first.told)
    four_late = told(11, one_late.told)
    five_late = told(12, four_late.told)

    assert [november(each) for each in (first, one_late, four_late, five_late)] == [7, 7, 7, 12]
    assert one_late.withheld == 1
    assert [cell.count for cell in first.cells] == [6, 7]


def test_what_was_too_few_to_tell_is_told_when_it_no_longer_is() -> None:
    assert november(told(3)) == 0
    assert november(told(5, told(3).told)) == 5


def test_a_month_is_told_as_it_was_when_its_records_are_gone() -> None:
    assert november(told(4, told(7).told)) == 0  # fewer by seven, as far as anybody can tell
    assert november(told(5, told(7).told)) == 7
    assert told(5, told(7).told).withheld == 0


def test_works_are_told_as_they_stand() -> None:
    first = told(7, kind="deliverable")

    assert not first.told
    assert november(told(8, first.told, kind="deliverable")) == 8


counts = st.dictionaries(st.sampled_from((("K",), ("K", "A"), ("K", "A", "1"))), st.integers(5, 20))


@given(counts, counts)
def test_no_figure_changes_by_few(
    before: dict[tuple[str, ...], int], now: dict[tuple[str, ...], int]
) -> None:
    again = told_again(before, now, LEAST)

    for node in before.keys() | now.keys():
        change = again.get(node, 0) - before.get(node, 0)
        assert change == 0 or abs(change) >= LEAST
        assert again.get(node, 0) in (before.get(node, 0), now.get(node, 0))
    assert told_again(before, now, 25) == {}
