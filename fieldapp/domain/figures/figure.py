"""One figure of the ownership compass: a share with its parts and the records behind it.

Which records are counted is in `ownership`, `people_figures` and `local_money`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ref, ref
from fieldapp.language import N_

FIGURES: Mapping[str, str] = MappingProxyType(
    {
        "works_led": N_("Works that the community leads"),
        "steps_together": N_("Steps agreed with the community"),
        "steps_both": N_("Steps we call done that the community calls done too"),
        "bought_locally": N_("Money spent locally"),
        "priorities_met": N_("Priorities of the community that became works"),
        "works_supervised": N_("Works that a committee supervises"),
        "stewards_women": N_("Women among the stewards"),
        "stewards_youth": N_("Young people among the stewards"),
        "upkeep_signed": N_("Works handed over with the community's signature"),
        "findings_agreed": N_("Findings as the community sees them"),
        "disputes_settled": N_("Disputes that were settled"),
        "decisions_followed": N_("Decisions that came from feedback"),
        "came_women": N_("Women among those who came"),
        "came_youth": N_("Young people among those who came"),
        "seats_women": N_("Women in seats with a vote"),
        "seats_youth": N_("Young people in seats with a vote"),
        "local_mentors": N_("Training taught by somebody from here"),
    }
)
"""Every figure by its name, in the order of the compass."""


@dataclass(frozen=True)
class Figure:
    """One figure of the compass.

    Attributes:
        name: A key of `FIGURES`.
        value: Per cent, whole; None where there is too little data, or it is withheld.
        numerator, denominator: Its parts: records, people, or money of one currency.
        currency: Of money; "" where the records name none.
        withheld: People were left out, because so few of them point to somebody.
        inside: The records that are in the numerator.
        outside: The records that are in the denominator only.
    """

    name: str
    value: int | None
    numerator: Decimal
    denominator: Decimal
    currency: str = ""
    withheld: bool = False
    inside: tuple[Ref, ...] = ()
    outside: tuple[Ref, ...] = ()

    @property
    def label(self) -> str:
        """The figure in words, in English."""
        return FIGURES[self.name]


def share(name: str, records: Iterable[Disclosed], within: Callable[[Disclosed], bool]) -> Figure:
    """Return a figure of records: how many of them are ``within``."""
    inside: list[Ref] = []
    outside: list[Ref] = []
    for record in records:
        (inside if within(record) else outside).append(ref(record))
    parts = Decimal(len(inside)), Decimal(len(inside) + len(outside))
    return Figure(name, per_cent(*parts), *parts, inside=tuple(inside), outside=tuple(outside))


def per_cent(part: Decimal, whole: Decimal) -> int | None:
    """Return the share in whole per cent; None of nothing."""
    return round(100 * part / whole) if whole else None
