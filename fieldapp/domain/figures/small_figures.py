"""Figures of indicators that count so few people that they point to somebody, and their neighbours.

A group's figure that is withheld is everybody's figure less those of the other groups. So where one
figure of an indicator is too small, all figures of it at that place and day are withheld.
"""

from collections.abc import Hashable

from fieldapp.domain.days import day_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.figures.small_counts import counts_people, too_few
from fieldapp.domain.figures.trends import number
from fieldapp.domain.ledger import Ledger


def withheld_figures(ledger: Ledger, least: int) -> frozenset[str]:
    """Return the ids of the observations whose figure may not be shown.

    What is no number came from another version: nobody here can say how many it tells of, so it
    counts as too few.

    Args:
        ledger: Holds the indicators as well; of one that it has not, figures count people.
    """
    beside: dict[tuple[Hashable, ...], list[str]] = {}
    small: set[tuple[Hashable, ...]] = set()
    for record in ledger.of("observation"):
        value, named = record.values.get("value"), record.values.get("indicator")
        if value is None or not counts_people(_indicator(ledger, named)):
            continue
        on = record.values.get("observed_on")
        key = named, ledger.place_of(record), day_of(on) or on
        beside.setdefault(key, []).append(record.id)
        figure = number(value)
        if figure is None or too_few(figure, least):
            small.add(key)
    return frozenset(each for key in small for each in beside[key])


def _indicator(ledger: Ledger, named: object) -> Disclosed | None:
    found = ledger.find(named)
    return found if found is not None and found.kind == "indicator" else None
