"""Who came to one meeting, as far as a paper or a file may tell it.

People in the open are told: that a meeting was held, and how many women, men, girls, boys, older
people and people with disabilities came, because the council saw them and checks us by it. What
points to somebody is not: a group of few. What was few is left out meeting by meeting and never put
together, neither over a month nor over a paper's period: most who come are the same people every
time, so the three girls of four meetings would be printed as twelve and still be three. As nothing
printed depends on the period but which meetings lie in it, papers of periods that overlap, or lie
side by side, can be subtracted: what remains is what a meeting tells anyway.

The groups overlap nowhere but in disability, and no total is printed. How many came in all is
withheld from a partner's rows wherever it would tell a group that was left out, so that the paper
need not give up a second group for the first. Those who stood there counted for themselves.
"""

from collections import Counter
from collections.abc import Iterable

from fieldapp.domain.ages import is_child, is_older
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Value
from fieldapp.domain.figures.small_counts import safe

GROUPS = ("women", "men", "girls", "boys", "older")
"""Nobody is in two of them. Whose sex and age put them into none is in no figure."""

WITH_DISABILITY = "with_disability"

_ADULTS = {"female": "women", "male": "men"}
_CHILDREN = {"female": "girls", "male": "boys"}


def came(rows: Iterable[Disclosed]) -> Counter[str]:
    """Return how many came to a meeting, by group and with a disability; "" is no group."""
    found: Counter[str] = Counter()
    for row in rows:
        found[_group(row.values.get("sex"), row.values.get("age_group"))] += _whole(row, "count")
        found[WITH_DISABILITY] += _whole(row, "with_disability")
    return found


def withheld_groups(people: Counter[str], least: int) -> frozenset[str]:
    """Return which figures of one meeting may not be told.

    People with disabilities are told only where those in the groups that are told could be all of
    them: of nine who live with one, five women tell that four men came.
    """
    few = {group for group in GROUPS if not safe((people[group],), least)}
    told = sum(people[group] for group in GROUPS if group not in few)
    disabled = people[WITH_DISABILITY]
    if not safe((disabled,), least) or disabled > told:
        few.add(WITH_DISABILITY)
    return frozenset(few)


def total_is_told(present: int, people: Counter[str], least: int) -> bool:
    """Say whether the number of all who came tells of nobody: no group was left out that it less
    the others would be, and those in no group are none or not few."""
    rest = present - sum(people[group] for group in GROUPS)
    return safe((*(people[group] for group in GROUPS), present, abs(rest)), least)


def _group(sex: Value, age: Value) -> str:
    if is_older(age):
        return "older"
    return (_CHILDREN if is_child(age) else _ADULTS).get(str(sex), "")


def _whole(row: Disclosed, name: str) -> int:
    value = row.values.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0
