"""What a hostile reader learns: of which sort, where it stands, why it is told and what to do."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from fieldapp.domain.hostile.told import Where
from fieldapp.language import N_, Language


class Sort(StrEnum):
    """What is learned. The codes are keys of JSON answers and stay."""

    PERSONS = "persons"
    REACH = "reach"
    """Ways to find or call somebody: telephone, e-mail, numbers of papers."""
    PLACES = "places"
    FUTURE = "future"
    """Days to come, on which somebody or something can be waited for."""
    DATES = "dates"
    COUNTS = "counts"
    MONEY = "money"
    INCIDENTS = "incidents"


@dataclass(frozen=True)
class Reason:
    """Why something is told to the officer.

    Attributes:
        why, do: Whole English sentences.
        stops: It never stands on a paper for the community, whoever prints it.
        what: What a sentence calls it that must not repeat it; only where it stops.
    """

    sort: Sort
    why: str
    do: str
    stops: bool = False
    what: str = ""


_ROLE = N_("Write the role or the group instead of the name.")
_DESK = N_("Give an office, a desk or a box instead.")

REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "member": Reason(
            Sort.PERSONS, N_("Somebody of the mission is named."), _ROLE, True,
            N_("the name of somebody of the mission"),
        ),
        "actor": Reason(
            Sort.PERSONS, N_("Somebody on the list of actors is named."),
            N_("If it is a person, write the role or the group instead."),
        ),
        "title": Reason(
            Sort.PERSONS, N_("A name stands behind a title."), _ROLE, True, N_("a person’s name"),
        ),
        "rank": Reason(
            Sort.PERSONS, N_("A name may stand behind a title or rank."),
            N_("If it is a person, write the role or the group instead."),
        ),
        "capitals": Reason(
            Sort.PERSONS, N_("Words with capitals: this may be a person’s name."),
            N_("If it is a person, write the role or the group instead."),
        ),
        "phone": Reason(
            Sort.REACH, N_("Whoever has the number can call, threaten or trace somebody."), _DESK,
            True, N_("a telephone number"),
        ),
        "email": Reason(
            Sort.REACH, N_("Whoever has the address can write to somebody or look for them."),
            _DESK, True, N_("an e-mail address"),
        ),
        "number": Reason(
            Sort.REACH, N_("A number of somebody’s papers points to one person."),
            N_("Leave it out."), True, N_("the number of somebody’s papers"),
        ),
        "our_line": Reason(
            Sort.REACH, N_("This is how to reach us or to complain."),
            N_("Make sure that it rings at a desk, not with a person."),
        ),
        "coordinates": Reason(
            Sort.PLACES, N_("With a position one finds the very house."),
            N_("Name the village or the area instead."), True, N_("a position"),
        ),
        "place": Reason(
            Sort.PLACES, N_("The place is named."),
            N_("Whoever carries it shows where they come from: say so when you hand it over."),
        ),
        "movement": Reason(
            Sort.FUTURE, N_("It says when money, a patrol or staff will be on their way."),
            N_("Say the day aloud and leave it off."), True,
            N_("the day of a payment, a patrol or a journey"),
        ),
        "journey": Reason(
            Sort.FUTURE, N_("It says roughly when a patrol or staff will be on their way."),
            N_("If they could be waited for on it, say the day aloud and leave it off."),
        ),
        "habit": Reason(
            Sort.FUTURE, N_("Something is done on the same day each time."),
            N_("Whoever waits on that day finds them. Say the day aloud and leave it off."),
        ),
        "future": Reason(
            Sort.FUTURE, N_("A day to come is told."),
            N_("If people or goods could be waited for on it, say it aloud and leave it off."),
        ),
        "past": Reason(Sort.DATES, N_("A day that has passed is told."), ""),
        "small_count": Reason(
            Sort.COUNTS, N_("So few people that one can tell who they are."), N_("Leave it out."),
        ),
        "count": Reason(
            Sort.COUNTS, N_("A number of people stands beside a place and a time."),
            N_("Compare it with what others could know: who was there, who was not."),
        ),
        "money": Reason(
            Sort.MONEY, N_("An amount of money is told."),
            N_("What is still to be spent can be robbed or asked for: tell the council so."),
        ),
        "incident": Reason(
            Sort.INCIDENTS, N_("A word of violence stands there."),
            N_("What happened to somebody belongs in Incidents and on no paper."),
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing that is told.

    Attributes:
        reason: Code of `REASONS`.
        where: The first place that it stands in.
        found: The words themselves, for whoever may read the paper; never for a log or an error.
        about: The line that they belong to, where they say that not themselves.
        times: In how many lines or rows it stands.
    """

    reason: str
    where: Where
    found: str
    about: str = ""
    times: int = 1

    @property
    def sort(self) -> Sort:
        """What is learned."""
        return REASONS[self.reason].sort

    @property
    def stops(self) -> bool:
        """Whether a paper for the community is not made with it."""
        return REASONS[self.reason].stops


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many there are of each sort, also of those that there are none of."""
    found = Counter(finding.sort for finding in findings)
    return {sort.value: found[sort] for sort in Sort}


def summary(findings: Iterable[Finding], language: Language) -> str:
    """Return one line that says it all: "Tells: 3 persons by name, 1 day to come."."""
    found = counted(findings)
    plural = language.plural
    said = {
        Sort.PERSONS: lambda n: plural("{n} name", "{n} names", n),
        Sort.REACH: lambda n: plural("{n} number or address", "{n} numbers or addresses", n),
        Sort.PLACES: lambda n: plural("{n} place", "{n} places", n),
        Sort.FUTURE: lambda n: plural("{n} day to come", "{n} days to come", n),
        Sort.DATES: lambda n: plural("{n} day that has passed", "{n} days that have passed", n),
        Sort.COUNTS: lambda n: plural("{n} number of people", "{n} numbers of people", n),
        Sort.MONEY: lambda n: plural("{n} amount of money", "{n} amounts of money", n),
        Sort.INCIDENTS: lambda n: plural("{n} word of violence", "{n} words of violence", n),
    }
    parts = [said[sort](found[sort]) for sort in Sort if found[sort]]
    if not parts:
        return language.translate(N_("Nothing was found in it that would tell a stranger much."))
    comma = language.translate(N_(", "))
    return language.translate(N_("It tells: {parts}.")).format(parts=comma.join(parts))
