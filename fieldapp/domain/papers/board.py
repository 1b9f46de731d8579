"""The board of a village's works: what was promised, by whom, for how much, and what is late.

It hangs on a wall, so it says nothing that the council's own paper may not say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from fieldapp.domain.council.build import PaperNeeds, Rows, council_paper
from fieldapp.domain.council.given import by_day, text_of
from fieldapp.domain.council.paper import Work
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_in_line, told_of_work
from fieldapp.domain.hostile.told import Told, Where
from fieldapp.domain.papers.opening import Opening, opening_of, told_of_opening
from fieldapp.language import N_

TITLE = N_("Board of the works")
WORKS = N_("Works and money")
LATE = N_("What is late, and why")
SAY = N_("What is not right here? What do you want to know?")

_OVER = frozenset({"completed", "handed_over", "cancelled"})
_BROKEN = frozenset({"late", "not_kept", "dropped"})


@dataclass(frozen=True)
class Late:
    """A step or a whole work whose day has passed.

    Attributes:
        step: "" for the work as a whole.
        broken: Promises about this work that were not kept, with the reason; with the first line of
            a work only. They need not be why it is late: that is for those who stand there to say.
    """

    work: str
    step: str
    due_on: str
    broken: tuple[tuple[str, str], ...] = ()
    record: str = field(default="", repr=False, compare=False)


@dataclass(frozen=True)
class Board:
    """What stands on the board."""

    code: str
    made_on: str
    opening: Opening
    works: tuple[Work, ...]
    late: tuple[Late, ...]


def board(needs: PaperNeeds, place: Disclosed | None, disclosed: Rows) -> Board:
    """Return the board of a place from what the community may see.

    Raises:
        NotForPaper: A record was disclosed to somebody else.
    """
    works = council_paper(needs, disclosed).works
    late = [each for work in works for each in _late(work, needs.made_on, disclosed)]
    return Board(needs.code, needs.made_on, opening_of(needs, place), works, tuple(late))


def _late(work: Work, today: str, disclosed: Rows) -> Iterator[Late]:
    if work.status in _OVER or work.actual_end:
        return
    late = [
        Late(work.title, step.title, step.due_on, (), step.record)
        for step in work.steps
        if not step.done_on and step.ours != "done" and "" < step.due_on < today
    ]
    if "" < work.planned_end < today:
        late.append(Late(work.title, "", work.planned_end, (), work.record))
    late.sort(key=lambda each: (each.due_on, each.record))
    if late:
        yield replace(late[0], broken=tuple(_broken(work, disclosed)))
        yield from late[1:]


def _broken(work: Work, disclosed: Rows) -> Iterator[tuple[str, str]]:
    given = (*disclosed.get("commitment", ()), *disclosed.get("decision", ()))
    for row in sorted(given, key=by_day("due_on")):
        if text_of(row, "deliverable") == work.record and text_of(row, "status") in _BROKEN:
            yield text_of(row, "what"), text_of(row, "reason")


def told(paper: Board) -> Iterator[Told]:
    """Give everything that somebody can read on the board."""
    yield from told_of_opening(paper.opening, TITLE, paper.made_on)
    for line, work in enumerate(paper.works, 1):
        yield from told_of_work(Where(2, WORKS, line), work)
    for line, late in enumerate(paper.late, 1):
        for texts in late.broken:
            yield from told_in_line(Where(3, LATE, line), "", *texts)
