"""The minutes of one meeting as the village keeps them: public answers only, nobody by name.

The officer's own copy, with what is for the team, is the paper of the record. Who raised what is on
neither side of this one: words with a group beside them can point to a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.council.build import PaperNeeds, Rows, presence_of, refuse_undisclosed
from fieldapp.domain.council.given import by_day, codes_of, rows_under, text_of
from fieldapp.domain.council.paper import Answer, NextStep, Presence, Promise
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_in_line, told_of_presence
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.domain.papers.opening import Opening, opening_of, told_of_opening
from fieldapp.language import N_

TITLE = N_("Minutes of a meeting")
PRESENT = N_("Who came")
SAID = N_("What was said, and what we answered")
DECIDED = N_("What was decided and promised")

KINDS = ("place", "meeting", "attendance", "issue", "commitment", "joint_review", "decision")
"""Kinds of record that minutes are made from."""


@dataclass(frozen=True)
class Minutes:
    """What stands in the minutes.

    Attributes:
        with_whom: A code of `meeting_type`; "" where nobody said.
        missing: Codes of `group`.
        withheld: Counts of people that were left out to protect them.
    """

    code: str
    made_on: str
    opening: Opening
    about: str
    held_on: str
    with_whom: str
    language: str
    presence: Presence
    missing: tuple[str, ...]
    said: tuple[Answer, ...]
    decided: tuple[NextStep, ...]
    promised: tuple[Promise, ...]
    smallest_count: int
    withheld: int


def minutes(
    needs: PaperNeeds, place: Disclosed | None, meeting: Disclosed, disclosed: Rows
) -> Minutes:
    """Return the minutes of a meeting from what the community may see of it.

    Raises:
        NotForPaper: A record was disclosed to somebody else.
    """
    refuse_undisclosed({**disclosed, "meeting": [meeting]}, KINDS)
    came = rows_under(disclosed, "attendance", [meeting])
    presence = presence_of(came, len(came) and 1, needs.smallest_count)
    counts = (presence.women, presence.men, presence.girls, presence.boys, presence.older)
    issues = sorted(rows_under(disclosed, "issue", [meeting]), key=lambda row: row.id)
    promised = sorted(rows_under(disclosed, "commitment", [meeting]), key=by_day("due_on"))
    return Minutes(
        code=needs.code,
        made_on=needs.made_on,
        opening=opening_of(needs, place),
        about=text_of(meeting, "title"),
        held_on=text_of(meeting, "held_on"),
        with_whom=text_of(meeting, "type"),
        language=text_of(meeting, "language"),
        presence=presence,
        missing=codes_of(meeting, "missing"),
        said=tuple(_answer(row) for row in issues),
        decided=tuple(_decided(needs, meeting, disclosed)),
        promised=tuple(_promise(row, needs.made_on) for row in promised),
        smallest_count=needs.smallest_count,
        withheld=sum(count.more for count in (*counts, presence.with_disability)),
    )


def _answer(row: Disclosed) -> Answer:
    """Return what was said with what came of it; an answer may stand for that by itself."""
    answer = text_of(row, "answer")
    outcome = text_of(row, "outcome") or ("" if answer else "pending")
    return Answer(text_of(row, "said"), outcome, answer, row.kind, row.id)


def _decided(needs: PaperNeeds, meeting: Disclosed, disclosed: Rows) -> Iterator[NextStep]:
    """Give what was decided at the place on the day of the meeting: no record ties a decision to a
    meeting that everybody may know of."""
    day = text_of(meeting, "held_on")
    reviews = {
        row.id
        for row in disclosed.get("joint_review", ())
        if row.values.get("place") in needs.places and text_of(row, "held_on") == day
    }
    for row in sorted(disclosed.get("decision", ()), key=by_day("due_on")):
        here = row.values.get("place") in needs.places and text_of(row, "decided_on") == day
        # What was proposed, refused or taken back was not decided.
        stands = text_of(row, "step") in ("", "taken")
        if day and stands and (here or row.values.get("joint_review") in reviews):
            by = text_of(row, "promised_by")
            yield NextStep(text_of(row, "what"), by, text_of(row, "due_on"), row.id)


def _promise(row: Disclosed, today: str) -> Promise:
    status = text_of(row, "status") or "open"
    due_on = text_of(row, "due_on")
    late = status == "open" and "" < due_on < today
    by, what, reason = (text_of(row, name) for name in ("promised_by", "what", "reason"))
    return Promise(by, what, status, reason, due_on, late, row.kind, row.id)


def told(paper: Minutes) -> Iterator[Told]:
    """Give everything that somebody can read in the minutes."""
    yield from told_of_opening(paper.opening, TITLE, paper.made_on)
    where = Where(1, TITLE)
    yield from told_in_line(where, "", paper.about, paper.language)
    if paper.held_on:
        yield Told(where, What.DAY, paper.held_on, about=paper.about)
    yield from told_of_presence(Where(2, PRESENT), paper.presence, paper.smallest_count)
    for line, each in enumerate(paper.said, 1):
        yield from told_in_line(Where(3, SAID, line), "", each.said, each.answer)
    for line, step in enumerate(paper.decided, 1):
        yield from told_in_line(Where(4, DECIDED, line), step.due_on, step.what)
    for line, promise in enumerate(paper.promised, len(paper.decided) + 1):
        texts = (promise.what, promise.reason)
        yield from told_in_line(Where(4, DECIDED, line), promise.due_on, *texts)
