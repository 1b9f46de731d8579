"""The invitation of a village to a meeting or a review: who, where, on which day, what about.

A day to come on a paper that is found tells where people will be. Here it is what the paper is for:
whoever orders one names the day themselves, even where a record has it already, and so confirms
that it may be known. It never says who of the mission comes, from where or by which road; and a
meeting about money that is paid out, or about a journey on a day in its own words, stops it like
any other paper.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.community.hearing import GROUP_OF_MEETING
from fieldapp.domain.council.build import PaperNeeds, refuse_undisclosed
from fieldapp.domain.council.given import text_of
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_in_line
from fieldapp.domain.hostile.told import Told, Where
from fieldapp.domain.papers.opening import Opening, opening_of, told_of_opening
from fieldapp.language import N_

TITLE = N_("Invitation")
STRIP = N_("To tear off and bring along")
REVIEW = N_("Joint review with the village council")


@dataclass(frozen=True)
class Invitation:
    """What stands on the invitation.

    Attributes:
        on: ISO day.
        about: In the words of the meeting's record; "" for a joint review.
        group: Code of `group` that is invited; "" for everybody.
        languages: Spoken at the place.
    """

    code: str
    made_on: str
    opening: Opening
    on: str
    about: str
    group: str
    languages: str


def invitation(
    needs: PaperNeeds, place: Disclosed | None, on: str, meeting: Disclosed | None
) -> Invitation:
    """Return the invitation to a meeting, or to a joint review where there is none.

    Raises:
        NotForPaper: A record was disclosed to somebody else.
    """
    given = {"place": [place] if place else [], "meeting": [meeting] if meeting else []}
    refuse_undisclosed(given, given)
    return Invitation(
        code=needs.code,
        made_on=needs.made_on,
        opening=opening_of(needs, place),
        on=on,
        about=text_of(meeting, "title"),
        group=GROUP_OF_MEETING.get(text_of(meeting, "type"), ""),
        languages=text_of(place, "languages"),
    )


def told(paper: Invitation) -> Iterator[Told]:
    """Give everything that somebody can read on the invitation."""
    yield from told_of_opening(paper.opening, TITLE, paper.made_on)
    yield from told_in_line(Where(1, TITLE), paper.on, paper.about or REVIEW, paper.languages)
