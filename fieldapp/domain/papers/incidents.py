"""The internal summary of incidents: for named posts, in counted copies, and never for a community.

Fields are allowed one by one. Whatever identifies somebody is not among them, even where this
laptop shows it. Of what a mission only refers, sexual and gender-based violence, the summary says
that some is recorded and nothing more: who has to know asks the protection cell.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.fieldtypes import Text
from fieldapp.domain.hostile.told import Told as Seen
from fieldapp.domain.hostile.told import What, Where
from fieldapp.domain.kinds.incident import INCIDENT, REFER_ONLY
from fieldapp.domain.ledger import Ledger
from fieldapp.domain.papers.order import Copy

SAID = (
    "date_precision", "place_precision", "summary", "reliability", "standard_of_proof", "killed",
    "injured", "displaced", "referral", "owner", "ongoing",
)  # fmt: skip
"""Questions whose answers stand beside an incident, where the reader may see them."""


@dataclass(frozen=True)
class Told:
    """One incident as it stands on the summary; "" for what the reader may not see.

    Attributes:
        place: Its name.
        answers: Field and value, in the order of `SAID`.
        record: Its id.
    """

    day: str
    type: str
    place: str
    answers: tuple[tuple[str, object], ...]
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class IncidentSummary:
    """Everything on the summary.

    Attributes:
        readers: Whom the copies are for, by their posts; who releases it releases it to these.
        by_type: Code of the type and how many, the most frequent first.
        told: By day.
        only_referred: Whether some are recorded that a mission only refers.
        closed: How many the reader may not see what happened of.
    """

    code: str
    made_on: str
    period: Period
    area: str
    copy: Copy = field(compare=False)  # each is of the same summary
    readers: tuple[str, ...]
    by_type: tuple[tuple[str, int], ...]
    told: tuple[Told, ...]
    only_referred: bool
    closed: int


def incident_summary(
    ledger: Ledger, area: str, period: Period, copy: Copy, *, code: str, made_on: str
) -> IncidentSummary:
    """Return the summary of an area, "" for the whole mission, over a period.

    Args:
        ledger: What the reader who makes it may see.
    """
    here = [
        one
        for one in ledger.of(INCIDENT.name)
        if period.holds(one.values.get("happened_on"))
        and ledger.areas.covers(area, ledger.place_of(one))
    ]
    here.sort(key=lambda one: (str(one.values.get("happened_on")), one.id))
    names = {ledger.areas.place(one.id): one for one in ledger.of("place")}
    open_ = [one for one in here if _type(one) and _type(one) not in REFER_ONLY]
    counted = Counter(_type(one) for one in open_)
    known = [*code_list("incident_type").labels]
    place = names.get(ledger.areas.place(area)) if area else None
    return IncidentSummary(
        code=code,
        made_on=made_on,
        period=period,
        area=str(place.values.get("name") or "") if place else "",
        copy=copy,
        readers=copy.readers,
        by_type=tuple(sorted(counted.items(), key=lambda pair: (-pair[1], _rank(known, pair[0])))),
        told=tuple(_told(one, names.get(ledger.place_of(one))) for one in open_),
        only_referred=any(_type(one) in REFER_ONLY for one in here),
        closed=sum(not _type(one) for one in here),
    )


def _type(incident: Disclosed) -> str:
    return str(incident.values.get("type") or "")


def _rank(known: list[str], code: str) -> int:
    return known.index(code) if code in known else len(known)


def _told(incident: Disclosed, place: Disclosed | None) -> Told:
    return Told(
        day=str(incident.values.get("happened_on")),
        type=_type(incident),
        place=str(place.values.get("name") or "") if place else "",
        answers=tuple(_answers(incident, SAID)),
        record=incident.id,
    )


def sentences(paper: IncidentSummary) -> Iterator[tuple[str, Seen]]:
    """Give the words of each incident that somebody wrote, with its id, for a look at whether they
    name anybody."""
    for line, one in enumerate(paper.told, 1):
        for name, value in one.answers:
            if isinstance(INCIDENT.field(name).type, Text):
                yield one.record, Seen(Where(2, INCIDENT.plural, line), What.WORDS, str(value))


def _answers(incident: Disclosed, names: Iterable[str]) -> Iterator[tuple[str, object]]:
    for name in names:
        value = incident.values.get(name)
        if value is not None:
            yield name, value
