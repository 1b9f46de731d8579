"""What the council's paper tells, part by part, in the order in which it is printed.

Numbers and titles of the parts are those of `reports.joint_review`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from fieldapp.domain.council.lines import TITLES
from fieldapp.domain.council.paper import CouncilPaper, Count, Presence, Work
from fieldapp.domain.hostile.told import Told, What, Where
from fieldapp.language import N_

COVER, PRESENT, PROMISES, ANSWERS, WORKS, SAFETY, SCORES, QUESTIONS, DISPUTES, STEPS = (
    TITLES[part] for part in range(1, 11)
)
NEXT = N_("Next review")


def told_of_paper(paper: CouncilPaper) -> Iterator[Told]:
    """Give everything that somebody can read on the paper; codes of lists tell of nobody."""
    yield from _cover(paper)
    yield from _present(paper)
    for line, promise in enumerate(paper.promises, 1):
        where = Where(3, PROMISES, line)
        yield from told_in_line(where, promise.due_on, promise.what, promise.reason)
    for line, answer in enumerate(paper.answers, 1):
        yield from told_in_line(Where(4, ANSWERS, line), "", answer.said, answer.answer)
    for line, work in enumerate(paper.works, 1):
        yield from told_of_work(Where(5, WORKS, line), work)
    yield from told_in_line(Where(6, SAFETY), "", paper.safety.actions)
    for line, score in enumerate(paper.scores, 1):
        yield from told_in_line(Where(7, SCORES, line), "", score.subject, score.reason)
    yield from told_in_line(Where(8, QUESTIONS), "", paper.worked, paper.failed, paper.changes)
    for line, one in enumerate(paper.disputes, 1):
        texts = (one.ours, one.theirs, one.settled_by, one.alternative)
        yield from told_in_line(Where(9, DISPUTES, line), one.due_on, *texts)
    for line, step in enumerate(paper.next_steps, 1):
        yield from told_in_line(Where(10, STEPS, line), step.due_on, step.what)
    if paper.next_on:
        yield Told(Where(10, STEPS), What.DAY, paper.next_on, about=NEXT)


def _cover(paper: CouncilPaper) -> Iterator[Told]:
    where = Where(1, COVER)
    yield Told(where, What.PLACE, paper.place)
    for day in (paper.period.first, paper.period.last, paper.made_on):
        yield Told(where, What.DAY, day)
    yield from told_in_line(where, "", paper.languages)
    yield from told_of_ways(where, paper.contact, paper.complaints)


def told_of_ways(where: Where, contact: str, complaints: Iterable[str]) -> Iterator[Told]:
    """Give how to reach us and how to complain."""
    for way in (contact, *complaints):
        if way:
            yield Told(where, What.REACH, way)


def _present(paper: CouncilPaper) -> Iterator[Told]:
    yield from told_of_presence(Where(2, PRESENT), paper.presence, paper.smallest_count)


def told_of_presence(where: Where, here: Presence, smallest: int) -> Iterator[Told]:
    """Give the counts of those who came."""
    groups = (here.women, here.men, here.girls, here.boys, here.older, here.with_disability)
    for line, count in enumerate(groups, 1):
        yield from _count(replace(where, line=line), count, smallest)


def _count(where: Where, count: Count, smallest: int) -> Iterator[Told]:
    if count.number:
        yield Told(where, What.COUNT, str(count.number), count.number)
    elif count.more:
        yield Told(where, What.FEW, f"< {smallest}")


def told_of_work(where: Where, work: Work) -> Iterator[Told]:
    """Give everything that stands about a work: words, days, money, steps, checks."""
    # Days of the whole work: a payment is told by its step, not by when everything ends.
    texts = (work.title, work.built_by, work.maintained_by, work.community_gives)
    yield from told_in_line(where, "", *texts)
    for day in (work.planned_end, work.actual_end):
        if day:
            yield Told(where, What.DAY, day, about=work.title)
    yield from _money(where, work)
    for step in work.steps:
        # What is done already is waited for by nobody.
        due = "" if step.done_on else step.due_on
        yield from told_in_line(where, due, step.title, step.their_words)
        if step.done_on:
            yield Told(where, What.DAY, step.done_on, about=step.title)
    for check in work.checks:
        yield from told_in_line(where, "", check.claim, check.their_words)


def _money(where: Where, work: Work) -> Iterator[Told]:
    money = work.money
    for amount in (money.planned, money.spent, money.left):
        if amount:
            text = f"{amount:.10g} {money.currency}".strip()
            yield Told(where, What.MONEY, text, amount, about=work.title)


def told_in_line(where: Where, day: str, *texts: str) -> Iterator[Told]:
    """Give the words of a line and, of the first of them, the day that stands beside them."""
    for text in texts:
        if text:
            yield Told(where, What.WORDS, text, day=day)
    if day:
        yield Told(where, What.DAY, day, about=texts[0])
