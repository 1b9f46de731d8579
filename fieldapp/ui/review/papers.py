"""Papers that were drawn, in memory alone: their pages, and how they go to a printer or a stick."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fieldapp.domain.papers.drawn import DrawnPaper
from fieldapp.domain.papers.order import PaperOrder
from fieldapp.progress import Progress
from fieldapp.store.workspace import Workspace, close, reopen
from fieldapp.ui.files import write_whole
from fieldapp.ui.pdf_pages import page_sizes
from fieldapp.ui.review.plan import Plan


@dataclass(frozen=True)
class Paper:
    """One paper in one language.

    Attributes:
        drawn: The paper; where it is a draft, a second person has to release it first.
        sizes: Width and height of each page, in inches.
    """

    drawn: DrawnPaper
    sizes: tuple[tuple[float, float], ...]

    @property
    def content(self) -> bytes:
        """The PDF."""
        return self.drawn.content


Draw = Callable[[Workspace, PaperOrder, Progress], DrawnPaper]


def drawing(
    opened: Workspace, draw: Draw, plan: Plan, release: str
) -> Callable[[Progress], Mapping[str, Paper]]:
    """Return the work that draws the papers of a plan, by language; for a task.

    Args:
        release: What a second person answered; "" where nobody was asked.
    """

    def work(progress: Progress) -> Mapping[str, Paper]:
        workspace = reopen(opened)
        try:
            found = {}
            for language in plan.languages:
                order = replace(plan.order(language), release=release)
                drawn = draw(workspace, order, progress)
                found[language] = Paper(drawn, page_sizes(drawn.content))
            return found
        finally:
            close(workspace)

    return work


def file_name(plan: Plan, language: str) -> str:
    """Return the name of a paper's file: place, code and language, no word of a record."""
    return f"joint-review-{plan.place}-{plan.code}-{language}.pdf"


def write_papers(folder: Path, plan: Plan, papers: Mapping[str, Paper]) -> list[str]:
    """Write every paper of a plan into a folder; returns the names.

    Raises:
        CannotWriteFile: One of them is not written.
    """
    for language, paper in papers.items():
        write_whole(folder / file_name(plan, language), paper.content)
    return [file_name(plan, language) for language in papers]
