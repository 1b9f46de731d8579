"""The council's paper with a record behind each of its lines, and the entry sheet made of it."""

from dataclasses import replace

from fieldapp.domain.council import CouncilPaper
from fieldapp.domain.council.lines import lines_of
from fieldapp.domain.disclosure import COMMUNITY, Disclosed, disclose
from fieldapp.domain.papers.entry_sheet import EntrySheet, entry_sheet_of
from fieldapp.domain.record import Record

REVIEW = disclose(
    Record("joint_review", "review", {"held_on": "2026-11-10", "place": "KE01"}), COMMUNITY
)


def identified(paper: CouncilPaper) -> CouncilPaper:
    """The paper with a record behind each of its lines, as every real one has."""
    works = tuple(
        replace(
            work,
            record=f"work {n}",
            steps=tuple(replace(s, record=f"step {n}.{m}") for m, s in enumerate(work.steps)),
            checks=tuple(replace(c, record=f"check {n}.{m}") for m, c in enumerate(work.checks)),
        )
        for n, work in enumerate(paper.works)
    )
    return replace(
        paper,
        works=works,
        promises=tuple(
            replace(p, kind="commitment", record=f"promise {n}")
            for n, p in enumerate(paper.promises)
        ),
        disputes=tuple(replace(d, record=f"dispute {n}") for n, d in enumerate(paper.disputes)),
    )


def entry_of(ordinary: CouncilPaper) -> EntrySheet:
    paper = identified(ordinary)
    known: dict[str, list[Disclosed]] = {}
    for line in lines_of(paper):
        if line.record:
            known.setdefault(line.kind, []).append(
                disclose(Record(line.kind, line.record, {}), COMMUNITY)
            )
    return entry_sheet_of(paper, REVIEW, known)
