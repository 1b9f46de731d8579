"""The sorts of paper: what each is for, who may read it, and what has to be said to get one.

A new paper is one line here and a module of its name in `cli.papers`, which makes it from a
workspace; the command line, the window and batches read this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, Flag, auto

from fieldapp.errors import WrongUse
from fieldapp.language import LANGUAGES, N_, PAPER_LANGUAGES


class Audience(Enum):
    """Who may read a paper: nothing on it is for fewer people than these."""

    COMMUNITY = "community"
    TEAM = "team"
    RESTRICTED = "restricted"


class Asks(Flag):
    """What has to be said to get a paper."""

    NOTHING = 0
    PLACE = auto()
    PERIOD = auto()
    RECORD = auto()
    DAY = auto()


@dataclass(frozen=True)
class PaperSort:
    """One sort of paper.

    Attributes:
        name: As the table, its module and the audit log call it.
        label: Its title for people.
        about: One sentence: what it is for.
        kind: Of the record that it is about, where it asks for one; "" for any kind.
        at_once: Somebody waits for it, so no second person is asked even where the mission wants
            two to see a paper.
        counted: Whether each copy says which of how many it is, and for whom.
        leaf: Name of the leaf it is laid out for, where nobody asks for another.
        may: What may be said besides and need not be.
        like_forms: Whether it says what forms ask, which is there in the window's languages alone.
    """

    name: str
    label: str
    about: str
    audience: Audience
    asks: Asks
    kind: str = ""
    leaf: str = "a4"
    may: Asks = Asks.NOTHING
    at_once: bool = False
    counted: bool = False
    like_forms: bool = False

    @property
    def languages(self) -> Mapping[str, str]:
        """Code and own name of every language that it is printed in."""
        return LANGUAGES if self.like_forms else PAPER_LANGUAGES

    @property
    def command(self) -> str:
        """Its name on the command line."""
        return self.name.replace("_", "-")

    @property
    def needs_release(self) -> bool:
        """Whether it leaves the mission's hands, or holds what few may read."""
        return self.audience is not Audience.TEAM and not self.at_once

    @property
    def of_places(self) -> bool:
        """Whether it can be made for all places of an area at once."""
        alone = not self.asks & (Asks.RECORD | Asks.DAY)
        return Asks.PLACE in self.asks | self.may and alone


SORTS = {
    sort.name: sort
    for sort in (
        PaperSort(
            "joint_review",
            N_("Joint review"),
            N_("What a village council reads, argues with and signs."),
            Audience.COMMUNITY,
            Asks.PLACE | Asks.PERIOD,
        ),
        PaperSort(
            "board",
            N_("Board of the works"),
            N_(
                "Hung on a wall: each work with its steps, its money, who answers for it, what is"
                " late and why."
            ),
            Audience.COMMUNITY,
            Asks.PLACE,
        ),
        PaperSort(
            "budget",
            N_("Budget sheet"),
            N_("The money of each work, line by line: planned, spent, left and bought locally."),
            Audience.COMMUNITY,
            Asks.PLACE,
        ),
        PaperSort(
            "commitments",
            N_("List of promises"),
            N_("What the mission, the community and others promised, and what became of it."),
            Audience.COMMUNITY,
            Asks.PLACE,
            may=Asks.PERIOD,
        ),
        PaperSort(
            "minutes",
            N_("Minutes of a meeting"),
            N_("What was said, answered, decided and promised, for the community to keep."),
            Audience.COMMUNITY,
            Asks.RECORD,
            "meeting",
        ),
        PaperSort(
            "invitation",
            N_("Invitation"),
            N_(
                "In large letters: who is invited, where, on which day and what about, with a strip"
                " to tear off."
            ),
            Audience.COMMUNITY,
            Asks.PLACE | Asks.DAY,
            "meeting",
            may=Asks.RECORD,
        ),
        PaperSort(
            "indicators",
            N_("Sheet of indicators"),
            N_(
                "What was measured at a place or in the whole mission: the beginning, the aim, how"
                " it stands, and how people score."
            ),
            Audience.COMMUNITY,
            Asks.PERIOD,
            may=Asks.PLACE,
        ),
        PaperSort(
            "profile",
            N_("Village profile"),
            N_("What the team knows of a village, for whoever prepares to go there."),
            Audience.TEAM,
            Asks.PLACE,
            like_forms=True,
        ),
        PaperSort(
            "poster",
            N_("Poster"),
            N_("What was promised, what was said and the works, for the notice board."),
            Audience.COMMUNITY,
            Asks.PLACE | Asks.PERIOD,
            leaf="a3",
        ),
        PaperSort(
            "entry_sheet",
            N_("Entry sheet"),
            N_("On which an officer notes what the council answers, to be typed in afterwards."),
            Audience.TEAM,
            Asks.RECORD,
            "joint_review",
            like_forms=True,
        ),
        PaperSort(
            "receipt",
            N_("Receipt of feedback"),
            N_(
                "The slip that somebody who complained carries home: a code, where to ask, from"
                " when on."
            ),
            Audience.COMMUNITY,
            Asks.RECORD,
            "feedback",
            "slip",
            at_once=True,
        ),
        PaperSort(
            "period",
            N_("Period report"),
            N_("How the work stands, for headquarters: counts alone, no word that anybody said."),
            Audience.TEAM,
            Asks.PERIOD,
            like_forms=True,
        ),
        PaperSort(
            "incidents",
            N_("Summary of incidents"),
            N_("Incidents of a period for named posts, in counted copies. It names nobody."),
            Audience.RESTRICTED,
            Asks.PERIOD,
            counted=True,
            like_forms=True,
        ),
        PaperSort(
            "record",
            N_("Paper of a record"),
            N_("One record with its rows: what you may see, for your own eyes."),
            Audience.RESTRICTED,
            Asks.RECORD,
            at_once=True,
            like_forms=True,
        ),
    )
}
"""By name, in the order in which they are offered."""


class UnknownPaper(WrongUse):
    """A sort of paper that there is not."""

    text = N_("There is no paper {paper}.")
    remedy = N_("Choose one of: {known}.")


def sort_named(name: str) -> PaperSort:
    """Return a sort of paper.

    Raises:
        UnknownPaper: There is none of that name.
    """
    if name not in SORTS:
        raise UnknownPaper(paper=name, known=", ".join(SORTS))
    return SORTS[name]
