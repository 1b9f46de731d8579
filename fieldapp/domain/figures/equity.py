"""Whether places and groups get their share: of resources, leadership, protection and being heard.

Settlements are compared with settlements, and groups with groups, by the median. Which measures
say anything about fairness is our own, to be checked; a low figure is a question, not a verdict.
How each is counted is in `equity_measures`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from types import MappingProxyType

from fieldapp.domain.figures import equity_measures as how
from fieldapp.domain.figures.equity_measures import Compared, Counted, by_currency, compared
from fieldapp.domain.ledger import Ledger, Ref
from fieldapp.language import N_

FEWEST = 3
"""Places or groups that must be comparable: a median of two is no usual share."""

RESOURCES, LEADERSHIP = N_("Resources"), N_("Leadership")
PROTECTION, HEARD = N_("Protection"), N_("Being heard")

MEASURES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "money_planned": (RESOURCES, N_("Money planned for each thousand inhabitants")),
        "money_spent": (RESOURCES, N_("Money spent for each thousand inhabitants")),
        "works": (RESOURCES, N_("Works")),
        "works_led": (LEADERSHIP, N_("Share of works that the community leads")),
        "works_supervised": (LEADERSHIP, N_("Share of works that a committee supervises")),
        "seats_women": (LEADERSHIP, N_("Women's share of the seats with a vote")),
        "committees": (LEADERSHIP, N_("Committees of their own")),
        "security_meetings": (PROTECTION, N_("Meetings on security")),
        "incidents_answered": (PROTECTION, N_("Share of incidents that were answered")),
        "meetings": (HEARD, N_("Meetings")),
        "feedback_answered": (HEARD, N_("Share of feedback that was answered")),
        "heard": (HEARD, N_("Times heard, for each place where they should be")),
    }
)
"""Every measure by its name: what it is about, and what is compared."""

_OF_PLACES: Mapping[str, Callable[[Compared], Mapping[str, Counted]]] = MappingProxyType(
    {
        "works": how.works,
        "works_led": how.works_led,
        "works_supervised": how.works_supervised,
        "seats_women": how.seats_women,
        "security_meetings": how.security_meetings,
        "incidents_answered": how.incidents_answered,
        "meetings": how.meetings,
        "feedback_answered": how.feedback_answered,
    }
)
_OF_GROUPS: Mapping[str, Callable[[Compared], Mapping[str, Counted]]] = MappingProxyType(
    {"committees": how.committees, "heard": how.heard}
)


@dataclass(frozen=True)
class Share:
    """What one place or group has of a measure.

    Attributes:
        who: A place, or a code of the list `group`.
        value: None where there is too little data, or it is withheld.
        of_usual: Per cent of the median; None where nothing can be compared.
        left_behind: Less than the mission's `equity_share` of the median.
        withheld: So few people or incidents that they would point to somebody.
        about: The records behind it, one that says who it is about first.
    """

    who: str
    value: Decimal | None
    of_usual: int | None
    left_behind: bool
    withheld: bool
    about: tuple[Ref, ...]


@dataclass(frozen=True)
class Measure:
    """One measure with every place's or every group's share.

    Attributes:
        name: A key of `MEASURES`.
        of_groups: Groups are compared, else places.
        usual: The median; None where fewer than `FEWEST` can be compared.
    """

    name: str
    of_groups: bool
    usual: Decimal | None
    shares: tuple[Share, ...]
    currency: str = ""


def shares(ledger: Ledger, first: date, last: date) -> tuple[Measure, ...]:
    """Compare what places and groups got in a period, both days included.

    Compared are the settlements that have a record and that the mission works in; a place that
    lies in one, and has no share of its own, counts with it.
    """
    here = compared(ledger, first, last)
    return (
        *(
            _measure(ledger, name, counted, currency=currency)
            for name, field in (("money_planned", "budget"), ("money_spent", "spent"))
            for currency, counted in by_currency(here, field).items()
        ),
        *(_measure(ledger, name, count(here)) for name, count in _OF_PLACES.items()),
        *(
            _measure(ledger, name, count(here), of_groups=True)
            for name, count in _OF_GROUPS.items()
        ),
    )


def _measure(
    ledger: Ledger,
    name: str,
    counted: Mapping[str, Counted],
    *,
    of_groups: bool = False,
    currency: str = "",
) -> Measure:
    known = [each.value for each in counted.values() if each.value is not None]
    usual = median(known) if len(known) >= FEWEST else None
    made = []
    for who, each in sorted(counted.items()):
        part = None
        if usual and each.value is not None:
            part = 100 * each.value / usual
        limit = Decimal(str(ledger.limits.of("equity_share", "" if of_groups else who)))
        made.append(
            Share(
                who=who,
                value=each.value,
                of_usual=None if part is None else round(part),
                left_behind=part is not None and part < limit,
                withheld=each.withheld,
                about=tuple(dict.fromkeys((each.first, *sorted(each.about, key=_order)))),
            )
        )
    return Measure(name, of_groups, usual, tuple(made), currency)


def _order(where: Ref) -> tuple[str, str]:
    return where.kind, where.id
