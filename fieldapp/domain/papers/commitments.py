"""Who promised a village what: by the mission, by the community, by others; kept, late or not."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldapp.domain.codelists import code_list
from fieldapp.domain.council.build import PaperNeeds, Rows, council_paper
from fieldapp.domain.council.paper import NextStep, Promise
from fieldapp.domain.disclosure import Disclosed
from fieldapp.domain.hostile.council import told_in_line
from fieldapp.domain.hostile.told import Told, Where
from fieldapp.domain.papers.opening import Opening, opening_of, told_of_opening
from fieldapp.language import N_

TITLE = N_("What was promised, and what came of it")

TITLES: Mapping[str, str] = {
    "us": N_("What the mission promised"),
    "them": N_("What the community promised"),
    "others": N_("What others promised"),
}
ANYBODY = N_("Promised, and nobody is named")
MORE = N_("What else was promised to you?")


@dataclass(frozen=True)
class Given:
    """The promises of one party, the one due first on top; ``by`` is a code of `party` or ""."""

    by: str
    promises: tuple[Promise, ...]

    @property
    def title(self) -> str:
        """What this part of the paper is called, in English."""
        return TITLES.get(self.by, ANYBODY)


@dataclass(frozen=True)
class Commitments:
    """What stands on the list."""

    code: str
    made_on: str
    opening: Opening
    given: tuple[Given, ...]

    @property
    def counted(self) -> Mapping[str, int]:
        """How many promises stand how, by code of `promise_status`."""
        return Counter(standing(each) for group in self.given for each in group.promises)


def standing(promise: Promise) -> str:
    """Return how a promise stands: late is also one that is open although its day has passed."""
    return "late" if promise.late else promise.status


def commitments(needs: PaperNeeds, place: Disclosed | None, disclosed: Rows) -> Commitments:
    """Return what was promised at a place and was open, due or ended in the period.

    Raises:
        NotForPaper: A record was disclosed to somebody else.
    """
    paper = council_paper(needs, disclosed)
    decided = [_promised(step, needs.made_on) for step in paper.next_steps]
    by_party: dict[str, list[Promise]] = {by: [] for by in code_list("party").labels}
    for each in (*paper.promises, *decided):
        by_party.setdefault(each.by if each.by in TITLES else "", []).append(each)
    given = tuple(
        Given(by, tuple(sorted(own, key=lambda one: (one.due_on or "9999", one.record))))
        for by, own in by_party.items()
        if own
    )
    return Commitments(needs.code, needs.made_on, opening_of(needs, place), given)


def _promised(step: NextStep, today: str) -> Promise:
    """Return a decision of the last review as what it is: a promise that is still open."""
    late = "" < step.due_on < today
    return Promise(step.by, step.what, "open", "", step.due_on, late, "decision", step.record)


def told(paper: Commitments) -> Iterator[Told]:
    """Give everything that somebody can read on the list."""
    yield from told_of_opening(paper.opening, TITLE, paper.made_on)
    for part, group in enumerate(paper.given, 2):
        for line, each in enumerate(group.promises, 1):
            where = Where(part, group.title, line)
            yield from told_in_line(where, each.due_on, each.what, each.reason)
