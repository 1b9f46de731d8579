"""How each measure of `equity` is counted, place by place and group by group.

Only what the reader sees is counted: whoever may not read what was done about an incident gets no
figure of it, rather than a wrong one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldapp.domain.chain import is_answered
from fieldapp.domain.community.hearing import hearings, to_be_heard
from fieldapp.domain.community.meetings import was_held
from fieldapp.domain.disclosure import Disclosed, sees
from fieldapp.domain.figures.figure import per_cent
from fieldapp.domain.figures.here import Here
from fieldapp.domain.figures.local_money import money
from fieldapp.domain.figures.participation import SEXES, People, by_sex, counted, who_sits
from fieldapp.domain.figures.small_counts import least_shown, safe
from fieldapp.domain.ledger import Ledger, Ref, ref

WIDE = ("country", "adm1", "adm2", "adm3")
"""Types of place that hold settlements and are not compared with them."""

_DONE_ABOUT_IT = ("acted", "told")
_OFFERED = ("referred", "declined", "received_elsewhere")


@dataclass(frozen=True)
class Counted:
    """What one place or group has.

    Attributes:
        first: A record that says who it is about.
        about: The records that were counted.
    """

    value: Decimal | None
    first: Ref
    about: tuple[Ref, ...] = ()
    withheld: bool = False


@dataclass(frozen=True)
class Compared:
    """What is compared: the settlements that the mission works in, in a period.

    Attributes:
        places: Settlement to a record of its own.
        groups: Group to the settlements and other places where it is to be heard.
    """

    ledger: Ledger
    here: Here
    places: Mapping[str, Ref]
    groups: Mapping[str, Mapping[str, Ref]]

    def sort(self, records: Iterable[Disclosed]) -> dict[str, list[Disclosed]]:
        """Return the records of each settlement; what is of none is left out."""
        found: dict[str, list[Disclosed]] = {place: [] for place in self.places}
        for record in records:
            place = self.settlement(self.ledger.place_of(record))
            if place:
                found[place].append(record)
        return found

    def settlement(self, place: str) -> str:
        """Return the settlement that a place is or lies in; "" for none."""
        around = self.ledger.areas.around(place)
        return next((each for each in around if each in self.places), "")


def compared(ledger: Ledger, first: date, last: date) -> Compared:
    """Return what is compared in a period."""
    worked = to_be_heard(ledger)
    wide = {ledger.areas.place(p.id) for p in ledger.of("place") if p.values.get("type") in WIDE}
    places = {
        name: about
        for name, (_, about) in worked.items()
        if about.kind == "place" and name not in wide
    }
    groups: dict[str, dict[str, Ref]] = {}
    for name, (named, about) in worked.items():
        for group in named:
            groups.setdefault(group, {})[name] = about
    return Compared(ledger, Here(ledger, "", first, last), places, groups)


# ------------------------------------------------------------------ resources


def by_currency(on: Compared, field: str) -> dict[str, dict[str, Counted]]:
    """Return money of works for each thousand inhabitants, for each currency.

    Compared are places whose population is known; one with money in another currency as well is
    left out, because no rate of exchange is recorded, and one without any has nothing.
    """
    sorted_works = on.sort(w for w in on.here.works() if money(w.values.get(field)))
    currencies = {
        place: {str(w.values.get("currency") or "") for w in works}
        for place, works in sorted_works.items()
    }
    inhabitants = _inhabitants(on.ledger)
    made: dict[str, dict[str, Counted]] = {}
    for currency in sorted(set().union(*currencies.values())):
        made[currency] = {}
        for place, works in sorted_works.items():
            value = None
            if place in inhabitants and currencies[place] <= {currency}:
                total = sum((money(w.values[field]) for w in works), Decimal())
                value = 1000 * total / inhabitants[place]
            made[currency][place] = Counted(value, on.places[place], _refs(works))
    return made


def _inhabitants(ledger: Ledger) -> dict[str, Decimal]:
    told = {ledger.areas.place(p.id): p for p in sorted(ledger.of("place"), key=lambda p: p.id)}
    counted = {name: money(place.values.get("population")) for name, place in told.items()}
    return {name: number for name, number in counted.items() if number}


def works(on: Compared) -> dict[str, Counted]:
    """Return the works that were under way."""
    return _number(on, on.here.works())


# ------------------------------------------------------------------ leadership


def works_led(on: Compared) -> dict[str, Counted]:
    """Return the share of works that the community leads, of those that say who does."""
    told = (w for w in on.here.works() if w.values.get("led_by") is not None)
    return _part(on, told, lambda w: w.values["led_by"] == "them")


def works_supervised(on: Compared) -> dict[str, Counted]:
    """Return the share of works that a committee supervises."""

    def supervised(work: Disclosed) -> bool:
        rows = on.ledger.rows("steward", work)
        return any(row.values.get("supervises") is True for row in rows)

    return _part(on, on.here.works(), supervised)


def seats_women(on: Compared) -> dict[str, Counted]:
    """Return women's share of the seats with a vote; withheld where few people are of any sex.

    In whole per cent, so that seats cannot be worked out from it.
    """
    least = least_shown(on.ledger)
    people: dict[str, list[People]] = {place: [] for place in on.places}
    for one in who_sits(on.ledger, "", with_vote=True):
        place = on.settlement(one.place)
        if place:
            people[place].append(one)
    made = {}
    for place, own in people.items():
        parts = by_sex(own)
        fit = counted(on.ledger, place, parts, least)
        sums = [sum(parts[each][n] for each in fit) for n in range(len(SEXES))]
        told = [one for one in own if one.place in fit] if safe(sums, least) else []
        women = sum(one.number for one in told if one.sex == "female")
        value = per_cent(Decimal(women), Decimal(sum(one.number for one in told)))
        about = tuple(ref(one.record) for one in told)
        made[place] = Counted(_whole(value), on.places[place], about, withheld=len(told) < len(own))
    return made


def committees(on: Compared) -> dict[str, Counted]:
    """Return how many committees of stewards each group has."""
    rows = sorted(on.here.of("steward", ("since_on",), ()), key=lambda row: row.id)
    made = {}
    for group, places in on.groups.items():
        own = [row for row in rows if row.values.get("group") == group]
        bodies = {(row.values.get("deliverable"), row.values.get("body")) for row in own}
        made[group] = Counted(Decimal(len(bodies)), min(places.values(), key=str), _refs(own))
    return made


# ------------------------------------------------------------------ protection


def security_meetings(on: Compared) -> dict[str, Counted]:
    """Return the meetings on security."""
    return _number(on, (m for m in _held(on) if m.values.get("type") == "security"))


def incidents_answered(on: Compared) -> dict[str, Counted]:
    """Return the share of incidents after which something was done or a service was offered.

    Only for whoever may read what was done, and withheld where few incidents were answered, or few
    were not.
    """
    least = least_shown(on.ledger)
    found = on.here.of("incident", ("happened_on",))
    read = on.sort(i for i in found if sees(i, "referral"))
    made = {}
    for place, incidents in read.items():
        done = sum(_done_about(on.ledger, incident) for incident in incidents)
        fit = safe((done, len(incidents) - done), least)
        value = _whole(per_cent(Decimal(done), Decimal(len(incidents)))) if fit else None
        about = _refs(incidents) if fit else ()
        made[place] = Counted(value, on.places[place], about, withheld=not fit)
    return made


def _done_about(ledger: Ledger, incident: Disclosed) -> bool:
    steps = ledger.rows("incident_response", incident)
    offered = {row.values.get("outcome") for row in ledger.rows("referral", incident)}
    return any(step.values.get("step") in _DONE_ABOUT_IT for step in steps) or any(
        answer in _OFFERED for answer in (*offered, incident.values.get("referral"))
    )


# ------------------------------------------------------------------ being heard


def meetings(on: Compared) -> dict[str, Counted]:
    """Return the meetings held."""
    return _number(on, _held(on))


def _held(on: Compared) -> Iterator[Disclosed]:
    return (m for m in on.here.of("meeting", ("held_on",)) if was_held(m))


def feedback_answered(on: Compared) -> dict[str, Counted]:
    """Return the share of feedback that has an answer."""
    return _part(on, on.here.of("feedback", ("received_on",)), is_answered)


def heard(on: Compared) -> dict[str, Counted]:
    """Return how often each group was heard, for each place where it is to be heard."""
    every = [h for h in hearings(on.ledger, on.here.last) if h.day >= on.here.first]
    made = {}
    for group, places in on.groups.items():
        own = [
            h
            for h in every
            if h.group == group and any(a in places for a in on.ledger.areas.around(h.place))
        ]
        made[group] = Counted(
            Decimal(len(own)) / len(places),
            min(places.values(), key=str),
            tuple(h.about for h in own),
        )
    return made


# ------------------------------------------------------------------ what all share


def _whole(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _refs(records: Iterable[Disclosed]) -> tuple[Ref, ...]:
    return tuple(ref(record) for record in records)


def _number(on: Compared, records: Iterable[Disclosed]) -> dict[str, Counted]:
    return {
        place: Counted(Decimal(len(own)), on.places[place], _refs(own))
        for place, own in on.sort(records).items()
    }


def _part(
    on: Compared, records: Iterable[Disclosed], within: Callable[[Disclosed], bool]
) -> dict[str, Counted]:
    made = {}
    for place, own in on.sort(records).items():
        count = sum(within(record) for record in own)
        value = Decimal(100 * count) / len(own) if own else None
        made[place] = Counted(value, on.places[place], _refs(own))
    return made
