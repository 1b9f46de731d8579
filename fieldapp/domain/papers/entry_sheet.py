"""The officer's sheet for noting a council's answer: its paper's questions, in its numbering.

Only what the paper itself says stands on it. Filled in it holds what people said at the meeting,
which is for the mission's team until it is typed in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from fieldapp.domain.council.lines import lines_of
from fieldapp.domain.council.paper import CouncilPaper
from fieldapp.domain.council.questions import Question, questions_of
from fieldapp.domain.disclosure import Disclosed


@dataclass(frozen=True)
class EntrySheet:
    """What stands on the sheet.

    Attributes:
        paper: Whose answer it takes; its code finds it in the window.
        questions: In the order in which the window asks them.
    """

    paper: CouncilPaper
    questions: tuple[Question, ...]

    def by_part(self) -> Iterator[tuple[int, list[list[Question]]]]:
        """Give each part of the paper with its lines; a line is the questions of one record."""
        for part, of_part in groupby(self.questions, lambda each: each.part):
            yield part, [list(line) for _, line in groupby(of_part, lambda each: each.slot.name)]


def entry_sheet_of(
    paper: CouncilPaper, review: Disclosed, disclosed: Mapping[str, Sequence[Disclosed]]
) -> EntrySheet:
    """Return the sheet of a paper.

    Args:
        review: The joint review that the paper went out for, as the community may read it.
        disclosed: The records that the paper was made from, as the community may read them.
    """
    known = {each.id: each for rows in disclosed.values() for each in rows}
    return EntrySheet(paper, questions_of(review, lines_of(paper), known, {}))
