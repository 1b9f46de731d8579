"""All that an officer looks at before a council's paper is made: lines, what it tells, what stops.

Nothing is drawn and nothing is refused here; whoever draws goes through `stop.refuse`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fieldapp.domain.council.lines import Line, lines_of
from fieldapp.domain.council.paper import CouncilPaper
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_of_paper
from fieldapp.domain.hostile.finding import Finding
from fieldapp.domain.hostile.reading import Known, read
from fieldapp.domain.hostile.stop import Stop, stops


@dataclass(frozen=True)
class PaperLook:
    """A paper that may be made, or not yet.

    Attributes:
        findings: What it would tell a stranger, the gravest first.
        stops: What keeps it from being made; empty where nothing does.
        for_team: Answers of the records on it that the officer reads and the community does not.
    """

    paper: CouncilPaper
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...]
    stops: tuple[Stop, ...]
    for_team: int = 0


def look_at(
    paper: CouncilPaper,
    disclosed: Mapping[str, Sequence[Disclosed]],
    known: Known,
    for_team: int = 0,
) -> PaperLook:
    """Return what there is to see of a paper.

    Args:
        disclosed: The records that it was made from.
    """
    findings = read(told_of_paper(paper), known)
    found = stops(paper, disclosed, known)
    return PaperLook(paper, lines_of(paper), findings, found, for_team)
