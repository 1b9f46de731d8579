"""Which place and period a paper is about, as somebody named them."""

import difflib
from collections.abc import Sequence

from fieldapp.domain.council.paper import Period
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.ledger import Ledger
from fieldapp.errors import WrongUse
from fieldapp.language import N_


class UnknownPlace(WrongUse):
    """A place that no record tells of."""

    text = N_("There is no place {place} here.")
    remedy = N_("Give a p-code, an id or a name. Near to it: {near}.")


class SeveralPlaces(WrongUse):
    """A name that several places have."""

    text = N_("Several places are called {place}.")
    remedy = N_("Give the p-code or the id of one: {known}.")


class BadPeriod(WrongUse):
    """A period that ends before it begins."""

    text = N_("The period ends before it begins.")
    remedy = N_("Give the first day with --from and the last with --to.")


class NoPeriod(WrongUse):
    """A paper about a period, asked for without one."""

    text = N_("This paper is about a period, and none is named.")
    remedy = N_("Give the first day with --from and the last with --to.")


class NoPlace(WrongUse):
    """A paper about a place, asked for without one."""

    text = N_("This paper is about a place, and none is named.")
    remedy = N_("Give a p-code, an id or a name with --place.")


class NoDay(WrongUse):
    """A paper about a day, asked for without one."""

    text = N_("This paper is about a day, and none is named.")
    remedy = N_("Give it with --day.")


def period_of(period: Period | None) -> Period:
    """Return the period that a paper is about.

    Raises:
        NoPeriod: None was named.
        BadPeriod: It ends before it begins.
    """
    if period is None:
        raise NoPeriod
    if period.last < period.first:
        raise BadPeriod
    return period


def area_of(ledger: Ledger, wanted: str) -> str:
    """Return the area that somebody named, "" for the whole mission.

    Raises:
        UnknownPlace, SeveralPlaces: No record is of it, or the name is not enough.
    """
    if not wanted:
        return ""
    if any(wanted == one.values.get("place") for rows in ledger.records.values() for one in rows):
        return wanted  # a p-code whose place has not arrived yet
    return ledger.areas.place(find_place(ledger.of("place"), wanted).id)


def find_place(places: Sequence[Disclosed], wanted: str) -> Disclosed:
    """Return the place with this p-code, id or name; a name counts in whatever case.

    Raises:
        UnknownPlace, SeveralPlaces: There is none, or more than one.
    """
    for place in places:
        if wanted in (place.id, place.values.get("pcode")):
            return place
    names = {place.id: str(place.values.get("name", "")) for place in places}
    found = [p for p in places if names[p.id].casefold() == wanted.strip().casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        known = ", ".join(sorted(str(place.values.get("pcode") or place.id) for place in found))
        raise SeveralPlaces(place=wanted, known=known)
    known_names = sorted(set(names.values()))
    near = difflib.get_close_matches(wanted, known_names, 3, 0.5) or known_names[:5]
    raise UnknownPlace(place=wanted, near=", ".join(near) or "-")
